// SPDX-License-Identifier: MIT
// Inputs of a folder of a room's tests/<room>/data, and what R makes of them: the script there named as the
// folder writes `name,value` lines to standard output; they are kept in expected.csv.
#pragma once

#include "base/files.hpp"
#include "base/text.hpp"
#include "statistics/shared_vectors.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace peelian::testing {

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

class RVectors {
public:
    explicit RVectors(std::string name, const std::string& room = "statistics")
        : name_(std::move(name)),
          folder_(std::filesystem::path(made::source_dir()) / "tests" / room / "data" / name_),
          values_(named_values(read_file(folder_ / "expected.csv"))) {}

    std::map<std::string, std::vector<double>> input(const std::string& file) const {
        return number_columns(read_file(folder_ / file));
    }
    /// What R said; a name that is not there fails the test.
    double operator()(const std::string& name) const {
        auto found = values_.find(name);
        REQUIRE_MESSAGE(found != values_.end(), "R has no ", name);
        return found->second;
    }
    /// Runs the script where R has the packages ("survey,survival") and holds its answers to
    /// those kept; skips by name elsewhere.
    void check_with_r(const std::string& packages, std::size_t at_least) const {
        std::string probe = "Rscript -e 'for (p in strsplit(\"" + packages +
                            "\", \",\")[[1]]) library(p, character.only = TRUE)' >/dev/null 2>&1";
        if (std::system(probe.c_str()) != 0) {
            MESSAGE("skipped: no R with ", packages);
            return;
        }
        std::filesystem::path out = std::filesystem::temp_directory_path() / ("peelian-" + name_ + "-by-r.csv");
        std::string command = "Rscript '" + (folder_ / (name_ + ".R")).string() + "' '" + folder_.string() + "' >'" +
                              out.string() + "' 2>/dev/null";
        REQUIRE(std::system(command.c_str()) == 0);
        std::map<std::string, double> now = named_values(read_file(out));
        std::filesystem::remove(out);
        CHECK(now.size() >= at_least);
        for (const auto& [name, value] : now) {
            CAPTURE(name);
            double kept = (*this)(name);
            if (std::isnan(value)) CHECK(std::isnan(kept));
            else CHECK(std::fabs(kept - value) <= 1e-6 * (1 + std::fabs(value)));
        }
    }

private:
    std::string name_;
    std::filesystem::path folder_;
    std::map<std::string, double> values_;
};

inline doctest::Approx near(double value, double tolerance = 1e-9) { return doctest::Approx(value).epsilon(tolerance); }

} // namespace peelian::testing
