// SPDX-License-Identifier: MIT
// The test behind a verdict where events are rare: fewer than one a period on average.
// Roots of such counts are far from even noise, so the counts themselves are asked. Given
// their total, the count of the last periods is binomial if nothing has changed, with their
// share of the exposure (days, people): the likelihood ratio of a step to the end, for each
// start in the last two years; the largest counts. It is divided by the dispersion, taken as
// the long-run variance over the mean (two lags), with and without the best step, the mean
// of both, never below 1. The threshold is simulated (bench/calibrate_rare.cpp). Inside the
// room. After Kulldorff, Comm Stat Theory Methods 26 (1997) 1481, in time alone.
#pragma once

#include "statistics/intervals.hpp"

#include <span>

namespace peelian {

/// Fewer events than this in all say nothing.
inline constexpr double k_fewest_rare_events = 8;

/// The best step of a run of rare counts.
struct RareShift {
    int start = -1;        ///< point from which the rate differs; -1 when none could be tried
    int direction = 0;     ///< +1 up, -1 down
    double before = 0;     ///< events per unit of exposure before it
    double dispersion = 1; ///< long-run variance over mean
    double statistic = 0;  ///< signed-root likelihood ratio over the root of the dispersion
};
/// `first` is the earliest start that is tried. `exposure` is positive; both are of one
/// length, with at least one event.
RareShift find_rare_shift(std::span<const double> counts, std::span<const double> exposure, int first);

/// What the statistic exceeds in 5 per cent of stable series at most, for so many months, and
/// of those with `events` enough to be judged: in a short series a chance run of events is
/// also what brings it there.
double rare_threshold(double months, double events);

/// Smallest factor (above 1) of the rate over the part `share` of the exposure at the end
/// that is noticed four times in five, when `events` are known in all; NaN beyond 1,000.
double smallest_rare_factor(double events, double share, double dispersion, double threshold);

/// Where a count of that mean and variance lies 19 times in 20: quantiles of a Poisson
/// distribution, or of a negative binomial one where the variance is larger.
Interval usual_counts(double mean, double variance);

} // namespace peelian
