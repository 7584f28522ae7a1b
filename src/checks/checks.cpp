// SPDX-License-Identifier: MIT
#include "checks/checks.hpp"

#include "checks/rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace peelian {
namespace {

void append(std::vector<Finding>& to, std::vector<Finding> more) { std::ranges::move(more, std::back_inserter(to)); }

/// Two things may have names that make one id ("a b" and "a-b"): the later is numbered.
void make_ids_differ(std::vector<Finding>& findings) {
    std::map<std::string, int> seen;
    for (Finding& finding : findings)
        if (int n = ++seen[finding.id]; n > 1) finding.id += fmt::format("-{}", n);
}

} // namespace

std::vector<Finding> check_release(const CheckInput& input) {
    using namespace check_rules;
    std::vector<Finding> findings;
    append(findings, no_files(input));
    append(findings, unusable_files(input));
    append(findings, repeated_files(input));
    append(findings, rejected_rows(input));
    append(findings, revisions(input));
    append(findings, unknown_categories(input));
    append(findings, missing_months(input));
    IncompleteMonths incomplete = incomplete_months(input);
    append(findings, std::move(incomplete.findings));
    append(findings, jumps(input, incomplete.months));
    append(findings, groups_do_not_add(input));
    append(findings, areas_do_not_add(input));
    append(findings, ward_sums(input));
    append(findings, no_location_shifts(input));
    append(findings, reference_totals(input));
    make_ids_differ(findings);
    std::ranges::stable_sort(findings, {}, &Finding::level);
    return findings;
}

bool is_open(const Finding& finding) {
    return finding.level == CheckLevel::stop || (finding.level == CheckLevel::explain && finding.explained_by.empty());
}

} // namespace peelian
