// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "commands/command.hpp"
#include "verdicts/file_verdicts.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <limits>

namespace peelian {
namespace {

struct VerdictArguments {
    std::string file, format = "csv";
    unsigned threads = 0;
};

std::string read_standard_input() {
    std::string text;
    std::array<char, 1 << 16> buffer;
    while (std::size_t n = std::fread(buffer.data(), 1, buffer.size(), stdin))
        text.append(buffer.data(), n);
    if (std::ferror(stdin) != 0) throw Error::io("Cannot read standard input");
    return text;
}

std::string read_text(const std::string& file) {
    std::string bytes = file == "-" ? read_standard_input() : read_file(file);
    if (!looks_gzipped(bytes)) return bytes;
    if (file == "-")
        throw Error::input("Standard input is gzipped").hint("Unpack it before: 'zcat FILE | peelian verdict -'.");
    return read_head(file, std::numeric_limits<std::size_t>::max()).bytes;
}

int run_verdict(const VerdictArguments& a) {
    unsigned threads = a.threads == 0 ? default_threads() : a.threads;
    std::string text = read_text(a.file);
    SeriesFile series(text, a.file == "-" ? "standard input" : a.file, threads);
    VerdictFormat format = a.format == "json" ? VerdictFormat::json : VerdictFormat::csv;
    std::string out = verdicts_of_file(series, format, threads);
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0)
        throw Error::io("Cannot write to standard output");
    return exit_done;
}

} // namespace

Run add_verdict(CLI::App& app) {
    auto a = std::make_shared<VerdictArguments>();
    app.add_option("file", a->file,
                   "CSV with columns series, period (YYYY-MM or YYYY-Qn), value, and if wanted denominator and better "
                   "(up, down, neither, contested); - for standard input")
        ->required();
    app.add_option("--format", a->format, "csv or json")->check(CLI::IsMember({"csv", "json"}))->capture_default_str();
    app.add_option("--threads", a->threads, "Threads to use (default: one a processor)")->check(CLI::Range(1, 256));
    return [a]() -> int { return run_verdict(*a); };
}

} // namespace peelian
