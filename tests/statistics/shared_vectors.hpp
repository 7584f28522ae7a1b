// SPDX-License-Identifier: MIT
// Reading the vectors of the shared folder of independent results. Where the folder is
// absent the tests that read it say so and pass; each has rows of its own besides.
#pragma once

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peelian::testing {

/// The bytes of oracles/`name`, or nothing (and a message) when it is not there.
inline std::optional<std::string> shared_file(const std::string& name) {
    std::filesystem::path path = std::filesystem::path(made::shared_dir()) / "oracles" / name;
    if (std::filesystem::exists(path)) return read_file(path);
    MESSAGE("skipped: no ", name);
    return std::nullopt;
}

inline double to_number(std::string_view text) {
    double value = std::numeric_limits<double>::quiet_NaN();
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// One row of a CSV, by column.
class Row {
public:
    explicit Row(std::map<std::string, std::string> cells) : cells_(std::move(cells)) {}
    const std::string& text(const std::string& column) const { return cells_.at(column); }
    /// NaN for an empty cell or NA.
    double number(const std::string& column) const { return to_number(text(column)); }

private:
    std::map<std::string, std::string> cells_;
};

/// Splits a line at commas outside double quotes, which are dropped.
inline std::vector<std::string> csv_fields(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (char c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) fields.emplace_back();
        else if (c != '\r') fields.back() += c;
    }
    return fields;
}

inline std::vector<Row> shared_rows(const std::string& name) {
    std::vector<Row> rows;
    auto bytes = shared_file(name);
    if (!bytes) return rows;
    std::vector<std::string> header;
    for (const std::string& line : split(*bytes, '\n')) {
        if (trim(line).empty()) continue;
        std::vector<std::string> fields = csv_fields(line);
        if (header.empty()) {
            header = fields;
            continue;
        }
        std::map<std::string, std::string> cells;
        for (std::size_t i = 0; i < header.size(); ++i)
            cells[header[i]] = i < fields.size() ? fields[i] : "";
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

/// Equal within a relative tolerance; two NaN are equal.
inline bool near(double a, double b, double relative) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return std::fabs(a - b) <= relative * std::max(std::fabs(a), std::fabs(b)) + 1e-300;
}

} // namespace peelian::testing
