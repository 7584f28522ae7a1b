// SPDX-License-Identifier: MIT
// The inputs of data/evaluations, and what R makes of them (evaluations.R there).
#pragma once

#include "base/files.hpp"
#include "base/text.hpp"
#include "statistics/shared_vectors.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace peelian::testing {

inline std::filesystem::path evaluation_data() {
    return std::filesystem::path(made::source_dir()) / "tests/statistics/data/evaluations";
}

/// Columns of a CSV of numbers by name; an empty cell is NaN.
inline std::map<std::string, std::vector<double>> number_columns(const std::string& bytes) {
    std::map<std::string, std::vector<double>> columns;
    std::vector<std::string> names;
    for (const std::string& line : split(bytes, '\n')) {
        if (line.empty()) continue;
        std::vector<std::string> fields = csv_fields(line);
        if (names.empty()) {
            names = fields;
            continue;
        }
        for (std::size_t j = 0; j < names.size(); ++j)
            columns[names[j]].push_back(to_number(fields[j]));
    }
    return columns;
}
inline std::map<std::string, std::vector<double>> evaluation_input(const std::string& name) {
    return number_columns(read_file(evaluation_data() / name));
}

/// name,value rows.
inline std::map<std::string, double> named_values(const std::string& bytes) {
    std::map<std::string, double> values;
    for (const std::string& line : split(bytes, '\n')) {
        auto comma = line.find(',');
        if (comma == std::string::npos || line.starts_with("name,")) continue;
        values[line.substr(0, comma)] = to_number(line.substr(comma + 1));
    }
    return values;
}
/// What R said of `name`; a name that is not there fails the test.
inline double by_r(const std::string& name) {
    static const std::map<std::string, double> values = named_values(read_file(evaluation_data() / "expected.csv"));
    auto found = values.find(name);
    REQUIRE_MESSAGE(found != values.end(), "R has no ", name);
    return found->second;
}

inline doctest::Approx near(double value, double tolerance = 1e-9) { return doctest::Approx(value).epsilon(tolerance); }

} // namespace peelian::testing
