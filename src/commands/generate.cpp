// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "synthetic/london.hpp"

#include <CLI/CLI.hpp>

namespace peelian {

Run add_generate(CLI::App& app) {
    struct Arguments {
        SyntheticOptions options;
        std::string folder, first = "2021-04";
        unsigned threads = 0;
        bool quiet = false;
    };
    auto arguments = std::make_shared<Arguments>();
    app.add_option("folder", arguments->folder, "Folder to write into; made if it is not there")->required();
    app.add_option("--from", arguments->first, "First month, YYYY-MM")->capture_default_str();
    app.add_option("--months", arguments->options.months, "How many months, 1 to 600")->capture_default_str();
    app.add_option("--scale", arguments->options.scale, "Size, 0.01 to 100; 1 is a force like London's")
        ->capture_default_str();
    app.add_option("--seed", arguments->options.seed, "The same seed gives the same bytes")->capture_default_str();
    app.add_option("--threads", arguments->threads, "Threads to use (default: one a processor)");
    app.add_option("--records", arguments->options.records, "TOML with totals that crimes by record shall add up to");
    app.add_flag("!--without-crimes", arguments->options.crimes,
                 "No street and outcome files and no tables by area: the records of a plan stand for crime");
    app.add_flag("--overwrite", arguments->options.overwrite, "Replace what an earlier run wrote there");
    app.add_flag("-q,--quiet", arguments->quiet, "No progress on standard error");
    return [arguments]() -> int {
        SyntheticOptions options = arguments->options;
        options.folder = arguments->folder;
        options.threads = arguments->threads;
        auto first = Month::parse(arguments->first);
        if (!first) throw Error::usage("--from '{}' is not a month; expected YYYY-MM", arguments->first);
        options.first = *first;
        SyntheticReport report = generate_london(options, Progress::style_for_stderr(arguments->quiet));
        fmt::print("SYNTHETIC London in {}: {} and {} in {}\n", arguments->folder, counted(report.crimes, "crime"),
                   counted(report.searches, "search", "searches"), counted(report.files, "file"));
        if (report.records > 0) fmt::print("{} by record in records/\n", counted(report.records, "crime"));
        for (const SyntheticPlant& plant : report.planted)
            fmt::print("planted: {}\n", plant.words);
        return exit_done;
    };
}

} // namespace peelian
