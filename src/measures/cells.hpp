// SPDX-License-Identifier: MIT
// What a measure's statement gives, before areas are rolled up; and the memory of it by
// month, so that one new month asks about one month. Used by evaluate.cpp alone.
#pragma once

#include "measures/evaluate.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace peelian {

/// Texts kept once and named by number.
class TextTable {
public:
    std::uint32_t add(std::string_view text);
    const std::string& operator[](std::uint32_t i) const { return texts_[i]; }
    std::size_t size() const { return texts_.size(); }

private:
    std::vector<std::string> texts_;
    std::unordered_map<std::string, std::uint32_t> index_;
};

/// One row of the answer: a month, a place as far as it is known, a breakdown's group, and
/// for kinds that need to look beneath areas a key (cluster, days, age group, place).
struct Cell {
    std::int32_t month;
    std::uint32_t force, borough, ward; ///< in texts; borough "" is no place
    std::uint32_t level, each, group, key;
    std::int32_t breakdown; ///< -1 the whole at borough, -2 the whole at ward
    /// What they are depends on the kind (question.hpp); stock: `third` is the force's own.
    double numerator, denominator, third, fourth, fifth;
};

struct Cells {
    TextTable texts;
    std::vector<Cell> rows;
};

/// Measures that share one statement: one, or all of a template.
struct Family {
    std::vector<std::size_t> members; ///< indices of measures
    const Measure* pattern = nullptr; ///< any member
    const Dataset* dataset = nullptr;
    std::string id; ///< names the cache file: hash of the statement
};

std::vector<Family> families_of(const EvaluateInput& input);

/// Runs the family's statement for the months whose facts are new, and takes the others
/// from the cache.
Cells cells_of(const Family& family, const EvaluateInput& input, Connection& connection);

} // namespace peelian
