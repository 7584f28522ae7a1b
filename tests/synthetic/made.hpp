// SPDX-License-Identifier: MIT
// What the tests of the made-up London share: folders that go away, reading CSV the slow
// and certain way, and one small London that is made once and only read.
#pragma once

#include "base/error.hpp"
#include "base/files.hpp"
#include "synthetic/london.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace made {

namespace fs = std::filesystem;
using namespace peelian;

class Folder {
public:
    Folder() {
        static std::atomic<int> next{0};
        path = fs::temp_directory_path() / fmt::format("peelian-synthetic-{}-{}", ::getpid(), ++next);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path path;
};

struct Table {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    std::size_t column(std::string_view name) const {
        auto found = std::ranges::find(header, name);
        if (found == header.end()) throw std::runtime_error("no column " + std::string(name));
        return static_cast<std::size_t>(found - header.begin());
    }
};

inline std::vector<std::string> fields(std::string_view line) {
    std::vector<std::string> out(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            out.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    return out;
}

inline Table table(const fs::path& path) {
    std::string text = read_file(path);
    Table table;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find('\n', at);
        if (end == std::string::npos) throw std::runtime_error("no newline at the end of " + path.string());
        std::string_view line(text.data() + at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        (table.header.empty() ? table.header : table.rows.emplace_back()) = fields(line);
        at = end + 1;
    }
    return table;
}

inline std::string first_line(const fs::path& path) {
    std::string text = read_file(path);
    text.resize(text.find_first_of("\r\n"));
    return text;
}

/// Thirty months at a twentieth of London, made once.
struct Small {
    Folder folder;
    SyntheticOptions options;
    SyntheticReport report;

    static const Small& london() {
        static const Small small;
        return small;
    }
    Month last() const { return options.first + (options.months - 1); }
    fs::path police(Month month, std::string_view force, std::string_view kind) const {
        return folder.path / "police_uk" / month.to_string() /
               fmt::format("{}-{}-{}.csv", month.to_string(), force, kind);
    }
    fs::path recorded(std::string_view level, std::string_view span) const {
        return folder.path / "london_datastore" / fmt::format("MPS {} Level Crime ({}).csv", level, span);
    }
    const SyntheticPlant& planted(SyntheticPlant::Kind kind) const {
        return *std::ranges::find(report.planted, kind, &SyntheticPlant::kind);
    }

private:
    Small() {
        options.folder = folder.path;
        options.months = 30;
        options.scale = 0.05;
        options.threads = 2;
        report = generate_london(options);
    }
};

} // namespace made
