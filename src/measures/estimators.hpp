// SPDX-License-Identifier: MIT
// From the rows of one area, group and period to one value with its interval, kind by
// kind. Pure: rows in, a point out; the rows must be sorted (sort_rows), so that sums come
// out the same on any number of threads. Used by estimates.cpp alone.
#pragma once

#include "measures/cells.hpp"
#include "measures/points.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace peelian {

using Rows = std::span<const Cell* const>;

/// By month, then place and key; rows that agree in all of these, by their amounts.
void sort_rows(std::vector<const Cell*>& rows, const TextTable& texts);

/// n, mean and t interval from the sums of values and squares.
Point mean_of(Rows rows);

/// How many clusters each stratum of a survey has in a period, interviewed or not for the
/// question at hand.
using StratumSizes = std::map<std::uint32_t, double>;

/// Weighted mean or proportion with the survey's design.
class SurveyEstimator {
public:
    /// `texts` holds the keys: stratum, separator, cluster.
    SurveyEstimator(const TextTable& texts, bool proportion);
    StratumSizes sizes_of(Rows rows) const;
    /// Taylor linearisation over clusters within strata; a stratum of one cluster is centred on
    /// the whole. Proportions: logit interval, or Wilson's on the effective base where the design
    /// gives none (all or nobody). Means: t. Freedom: clusters less strata among those who
    /// answered. Without any: no interval. `design_effect` (may be null) gets the variance
    /// over that of as many answers drawn at random.
    Point estimate(Rows rows, const StratumSizes& sizes, double* design_effect = nullptr) const;
    /// The mean of one group less that of another of the same survey, with their covariance:
    /// t limits; the base is the smaller.
    Point difference(Rows a, Rows b, const StratumSizes& sizes) const;

private:
    std::vector<std::uint32_t> stratum_; ///< by key
    bool proportion_;
};

/// Kaplan-Meier quantile of days, 0.5 the median: the first day by which so many are done, with
/// the interval of Brookmeyer and Crowley on the log scale (Greenwood's variance). A value or
/// limit not reached while cases are followed is NaN. Where the curve rests at exactly the
/// quantile, the middle of that rest (as R's survival has it).
Point duration_of(Rows rows, const TextTable& texts, double quantile);

/// Harm in the `top` share of places (a place cut by the line counts in part), or Gini, with
/// the interval of the jackknife over places. `places`: all there are, those without harm too.
Point concentration_of(Rows rows, std::size_t places, double top, bool gini);

/// Rate at the standard population's ages, Dobson's interval; `people` gives each band's.
Point standardised_of(Rows rows, const Measure& measure, const TextTable& texts, std::span<const double> people);

} // namespace peelian
