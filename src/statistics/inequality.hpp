// SPDX-License-Identifier: MIT
// Inequality along a ladder of groups (deprivation tenths, incomes), from the worst off to
// the best off: slope and relative index (Mackenbach and Kunst, Soc Sci Med 44 (1997) 757;
// weights as the Office for Health Improvement and Disparities uses them), and the rule
// that puts areas into equal groups.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace peelian {

/// Why there is no index, or none with limits.
enum class InequalityNote {
    none,
    too_few_groups, ///< fewer than three with a value and people
    no_errors,      ///< limits come from how well the line fits, since no errors were given
    base_is_zero,   ///< no relative index: the line starts at or below nothing
};

/// A line through the groups' values over the share of people ranked below each group's
/// middle, by least squares weighted with the groups' shares of people (both sides of the
/// equation times the root of the share).
struct InequalityIndex {
    double slope; ///< value at the top of the ladder less value at its foot
    double slope_lower;
    double slope_upper;
    double relative; ///< value at the top over value at the foot
    double relative_lower;
    double relative_upper;
    InequalityNote note;
};

/// `people` and `values` by group, in order from the foot of the ladder; a group whose value
/// is NaN is left out and the rest make the ladder. `standard_errors`, if given, are those of
/// the values and give the limits (normal; the relative index on the log scale by the delta
/// method); else limits come from the residuals (Student's t). Throws Error(input) where the
/// lengths differ or people are negative.
InequalityIndex inequality_index(std::span<const double> people, std::span<const double> values,
                                 std::span<const double> standard_errors = {}, double level = 0.95);

/// Into which of `groups` equal groups each value falls, 1 the lowest:
/// floor((Q + 1) - ceil(((n + 1) - rank) / (n / Q))), ranks of equal values the smallest of
/// theirs, and never below 1. A missing value has group 0. Throws where groups < 1.
std::vector<int> quantile_groups(std::span<const double> values, int groups);

} // namespace peelian
