// SPDX-License-Identifier: MIT
// The rules, one function each, in the order of docs/checks.md; for checks.cpp alone.
#pragma once

#include "checks/checks.hpp"

#include <set>
#include <tuple>
#include <vector>

namespace peelian::check_rules {

// About files: files.cpp
std::vector<Finding> no_files(const CheckInput& input);
std::vector<Finding> unusable_files(const CheckInput& input);
std::vector<Finding> repeated_files(const CheckInput& input);
std::vector<Finding> rejected_rows(const CheckInput& input);
std::vector<Finding> missing_months(const CheckInput& input);
std::vector<Finding> unknown_categories(const CheckInput& input);
std::vector<Finding> revisions(const CheckInput& input);

/// Months known to be incomplete, by dataset and force: what they do to every measure of
/// the dataset is not found again.
using ShortMonths = std::set<std::tuple<std::string, AreaIndex, Month>>;
struct IncompleteMonths {
    std::vector<Finding> findings;
    ShortMonths months;
};
// About volumes: incomplete_months.cpp
IncompleteMonths incomplete_months(const CheckInput& input);

// About single values: jumps.cpp
/// Sudden zeros, values many times their neighbours, lasting jumps. One series may show
/// two of them for one cause; it is then said once.
std::vector<Finding> jumps(const CheckInput& input, const ShortMonths& known);

// About sums: sums.cpp
std::vector<Finding> groups_do_not_add(const CheckInput& input);
std::vector<Finding> areas_do_not_add(const CheckInput& input);
std::vector<Finding> ward_sums(const CheckInput& input);

// About places: no_location.cpp
std::vector<Finding> no_location_shifts(const CheckInput& input);

// About others' figures: references.cpp
std::vector<Finding> reference_totals(const CheckInput& input);

} // namespace peelian::check_rules
