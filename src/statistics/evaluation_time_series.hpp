// SPDX-License-Identifier: MIT
// Interrupted time series: what a series did after a start, against what its own level,
// trend and season before it lead one to expect (segmented regression: Wagner and others, J
// Clin Pharm Ther 27 (2002) 299; Bernal and others, Int J Epidemiol 46 (2017) 348).
//
//     z(t) = level + trend t + season(t) + step [t >= start] + bend (t - start) [t >= start]
//            + further steps of phases + error
//
// Errors are either autocorrelated of first order: generalised least squares with Prais and
// Winsten's transformation, exact over gaps, where the correlation is the one of largest
// restricted likelihood (the usual estimate from residuals is too small in short series and
// makes intervals too narrow); or left free, with Newey and West's standard errors. Both
// use Student's t with n - rank degrees of freedom.
#pragma once

#include "statistics/evaluation_effect.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

enum class EffectScale { identity, log }; ///< log: effects multiply; exp(effect) - 1 is the share
enum class SeasonTerms { none, dummies, harmonics };
enum class TimeErrors { ar1, newey_west };

struct TimeSeriesPlan {
    std::size_t start = 0;           ///< position of the first period after
    std::vector<std::size_t> phases; ///< positions of further steps, after the start
    bool bend = true;                ///< lets the trend change at the start
    SeasonTerms seasons = SeasonTerms::dummies;
    int season_length = 12; ///< periods a year
    int first_season = 0;   ///< season of position 0, from 0
    int harmonics = 2;      ///< pairs of sine and cosine; at most (season_length - 1) / 2
    EffectScale scale = EffectScale::identity;
    TimeErrors errors = TimeErrors::ar1;
    double level = 0.95;
};

inline constexpr std::size_t k_least_before = 8; ///< observed periods; with seasons a whole year too
inline constexpr std::size_t k_least_after = 3;

struct TimeSeriesResult {
    Effect average;                 ///< mean effect over the observed periods after the start
    Effect step, bend;              ///< at the start; per period (reason not_identified without one)
    Effect last;                    ///< effect in the last observed period
    std::vector<NamedEffect> terms; ///< "level", "trend", "step", "bend", "phase 2": all but the seasons
    /// By position, on the values' own scale: the model, and the model without the
    /// intervention with the interval of its mean. NaN nowhere once there is an average.
    std::vector<double> fitted, expected, expected_lower, expected_upper;
    double correlation = k_no_number;      ///< of errors one period apart (ar1)
    std::size_t lag = 0;                   ///< of Newey and West
    double left_correlation = k_no_number; ///< of the residuals one period apart, after the model
    double left_p = k_no_number;           ///< Ljung and Box, Biometrika 65 (1978) 297
    std::size_t left_lags = 0;
    std::size_t before = 0, after = 0; ///< observed periods
};

/// `values` by period, NaN where missing. Too few periods, a logarithm of nothing, or an
/// outcome without variation give a reason in every effect. Error(usage) for a start or
/// phase outside the series.
TimeSeriesResult interrupted_series(std::span<const double> values, const TimeSeriesPlan& plan);

} // namespace peelian
