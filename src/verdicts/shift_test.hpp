// SPDX-License-Identifier: MIT
// The test behind a verdict: has the level of a series moved and stayed moved? Works on
// variance-stabilised points; knows nothing of months, counts or words. Inside the room.
//
// 1. Fit the seasons, pull in past outliers (not the latest point).
// 2. Estimate the lag-1 correlation twice, without a step and with the best one, each
//    corrected for its bias in short series, and take the mean: the first alone sees a
//    large step as correlation and so hides it, the second alone takes correlation for
//    a step.
// 3. Refit by generalised least squares; the statistic is the largest |t| over starts.
// 4. Hold it against a threshold that grows with the estimated correlation, where neighbours
//    twice removed are more alike than that correlation explains (a wandering level seen
//    through noise), and for sparse counts. Bias maps and thresholds are simulated
//    (bench/calibrate_verdicts.cpp).
#pragma once

#include "statistics/step_regression.hpp"

#include <array>
#include <optional>

namespace peelian {

/// Correlations at which the bias of the lag-1 estimates is known.
inline constexpr std::array<double, 6> k_rho_nodes{0, 0.15, 0.3, 0.45, 0.6, 0.75};
/// Correlations beyond this are taken as this: the promise is for up to 0.6, and what looks
/// like more is a level that moves, which is to be noticed rather than excused.
inline constexpr double k_largest_rho = 0.7;

/// Correlations of one series as they were found.
struct Correlations {
    double null_one = 0; ///< one period apart, without a step, as estimated
    double step_one = 0; ///< the same with the best step taken out
    double two = 0;      ///< two periods apart, mean of both ways, as estimated
    double rho = 0;      ///< one period apart, corrected: the one the fit uses
    double excess = 0;   ///< two periods apart, corrected, beyond rho squared
};

/// What simulation says of series of one length and season.
struct Calibration {
    std::array<double, 6> null_lag; ///< mean lag-1 estimate without a step, at k_rho_nodes
    std::array<double, 6> step_lag; ///< the same with the best step taken out
    double two_lag;                 ///< mean lag-2 estimate of independent noise
    double base;                    ///< threshold without correlation
    double slope;                   ///< added for each unit of correlation
    double sparse;                  ///< added for sparse counts: over their bunches a period
    double power;                   ///< step noticed 4 times in 5 over what one t would say

    /// Fills in what follows from the estimates.
    void correct(Correlations& correlations) const;
    /// `bunches`: mean count over its dispersion (infinite when not a count).
    double threshold(const Correlations& correlations, double bunches) const;
};
/// Interpolated in 1/n between the simulated lengths; `seasons` of 12, 4 or 1 (others take
/// the next larger).
Calibration calibration_for(int seasons, int n);

/// Points before the earliest start that is tried.
int points_before_start(int seasons);
/// Points at the end among which a signal may begin: two years of them, at least 4.
int window_points(int seasons);

struct ShiftResult {
    Step step; ///< best step; start -1 when none could be tried
    Correlations correlations;
};

/// Steps 1 to 3 for starts in [first, last]; pulls outliers of `points` in. `fit` receives
/// the fit the step was found in.
ShiftResult find_shift(SeasonalPoints& points, int first, int last, const Calibration& calibration,
                       std::optional<StepRegression>& fit);

/// Number of oldest points to set aside: where the history before the last `window`
/// points has itself had a lasting shift of at least 12 points, only what came after it
/// tells what is usual now. Looks three times.
int old_history(const SeasonalPoints& points, int window);

/// The points from `from` on.
SeasonalPoints points_from(const SeasonalPoints& points, int from);

/// The point at which a shift found by find_shift was undone: from there on the level has
/// clearly come back at least half of the way, for three points or as many as it had
/// lasted. -1 when it stands. `levels` are those
/// before the shift.
int undone_at(const SeasonalPoints& points, const Step& step, const StepRegression::Levels& levels);

/// The points without those in [from, to): an episode that is over.
SeasonalPoints without(const SeasonalPoints& points, int from, int to);

} // namespace peelian
