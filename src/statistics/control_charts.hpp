// SPDX-License-Identifier: MIT
// Control charts by the nature of what is charted (Shewhart; Montgomery, Introduction to
// Statistical Quality Control (2013), 6 and 7), and the four familiar marks. Limits stand
// at three standard deviations unless said. A missing value (NaN) has no mark, breaks runs
// and stays out of every mean. Too little to tell a spread from: limits are NaN.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace peelian {

enum class ControlKind : std::uint8_t {
    individuals,    ///< XmR: one value a period
    proportions,    ///< p': shares of a varying base, overdispersed or not (Laney)
    rates,          ///< u': events over a varying exposure (Laney)
    rare_counts,    ///< events that are few: exact Poisson limits
    between_counts, ///< g: opportunities between events
    between_times,  ///< t: time between events
    means           ///< Xbar-S: means of subgroups
};

enum class ControlMark : std::uint8_t {
    none,
    outside,     ///< beyond a limit
    run,         ///< of seven on one side of the centre; a point on it breaks the run
    trend,       ///< of seven rising or falling
    two_of_three ///< between two and three standard deviations, with all three on one side
};

struct ControlChart {
    ControlKind kind = ControlKind::individuals;
    double centre;                    ///< NaN where there is nothing to chart
    std::vector<double> lower, upper; ///< one a point; NaN where unknown or where there is no lower limit
    std::vector<ControlMark> marks;   ///< one a point
    double sigma_z = 1;               ///< Laney: spread of the standardised points; 1 is the plain chart
    bool varies() const;              ///< limits differ from point to point
};

/// Mean -+ 2.66 times the mean moving range; with `screen`, ranges of 3.267 times their mean
/// or more are left out once (Nelson, J Qual Technol 14 (1982) 172). `fixed` above 0: mean and
/// ranges of so many first points alone, for a baseline that is held.
ControlChart individuals_chart(std::span<const double> values, bool screen = true, std::size_t fixed = 0);

/// Laney's p' and u' (Qual Eng 14 (2002) 531): limits of binomial or Poisson times sigma_z,
/// the mean moving range of the standardised points over 1.128 (screened as above).
/// Proportions keep within 0 and 1, rates above 0. A base of 0 is a missing point. Throws
/// Error(input) where lengths differ, or x is negative or above its base (proportions).
ControlChart proportions_chart(std::span<const double> x, std::span<const double> base, bool screen = true);
ControlChart rates_chart(std::span<const double> x, std::span<const double> exposure, bool screen = true);

/// Counts that are few, over an exposure or of a period each: the Poisson quantiles at the
/// chances three standard deviations leave out. Only points outside are marked: below a mean
/// of one most periods have none, and seven of those in a row say nothing (of stable series of
/// 24 with a mean of 0.25, seven in ten have such a run).
ControlChart rare_rates_chart(std::span<const double> x, std::span<const double> exposure);
ControlChart rare_counts_chart(std::span<const double> counts);

/// Opportunities between events (cases between complaints): geometric, limits mean -+ 3
/// sqrt(mean (mean + 1)), centre the median (Benneyan, Health Care Manag Sci 4 (2001) 305).
ControlChart between_counts_chart(std::span<const double> counts);
/// Time between events: an individuals chart of t^(1/3.6), which is near normal, taken back
/// (Nelson, J Qual Technol 26 (1994) 239). Throws on a negative time.
ControlChart between_times_chart(std::span<const double> times);

/// Means of subgroups of `sizes`, with standard deviations `deviations`: limits mean -+ A3(n)
/// times their mean, each deviation over c4 of its size first.
ControlChart means_chart(std::span<const double> means, std::span<const double> deviations,
                         std::span<const double> sizes);

/// Constants of subgroups of n >= 2 from a normal distribution.
struct ControlConstants {
    double c4, a3, b3, b4;
};
ControlConstants control_constants(int n);

} // namespace peelian
