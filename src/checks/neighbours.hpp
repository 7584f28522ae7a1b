// SPDX-License-Identifier: MIT
// What a value may be held against: the periods around it and the same period of the
// years beside it, summed up robustly so that one odd neighbour decides nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace peelian::check_rules {

/// Median of some values; NaN of none. The values may be in any order.
double median(std::vector<double> values);
/// Spread about the median: 1.4826 times the median absolute deviation, which is the
/// standard deviation of a normal sample.
double robust_spread(const std::vector<double>& values);

/// The finite values up to `reach` periods before and after `at`, and those a year
/// (`per_year` periods) before and after. Not `at` itself.
std::vector<double> neighbours(std::span<const double> values, std::size_t at, std::size_t per_year,
                               std::size_t reach = 3);

/// Up to `most` finite values before `at`, nearest first; and from `at` on. Not from further
/// than twice as many periods: what lies beyond a long gap is no neighbour.
std::vector<double> before(std::span<const double> values, std::size_t at, std::size_t most);
std::vector<double> from(std::span<const double> values, std::size_t at, std::size_t most);

/// Whether `odd` holds of both sides' medians (of up to three values each), so far as there
/// are two: where only one side is far, the series has moved and the value is not alone.
bool on_both_sides(std::span<const double> values, std::size_t at, const std::function<bool(double)>& odd);

/// How far a count is from its neighbours, in standard deviations: on the scale 2 sqrt(y),
/// where a Poisson count has a standard deviation of 1 whatever its mean, and with the
/// neighbours' own spread where that is wider.
double count_distance(double value, const std::vector<double>& neighbours);
/// The same for other values, on the scale of logarithms, with a spread of at least a
/// tenth; all must be above 0.
double log_distance(double value, const std::vector<double>& neighbours);

} // namespace peelian::check_rules
