// SPDX-License-Identifier: MIT
// From the rows of one area, group and period to one value with its interval, kind by
// kind. Pure: rows in, a point out; the rows must be sorted (sort_rows), so that sums come
// out the same on any number of threads. Used by estimates.cpp alone.
#pragma once

#include "measures/cells.hpp"
#include "measures/points.hpp"
#include "statistics/survey.hpp"

#include <map>
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
using StratumSizes = std::vector<double>;

/// Weighted mean or proportion with the survey's design (statistics/survey.hpp).
class SurveyEstimator {
public:
    /// `texts` holds the keys: stratum, separator, cluster.
    SurveyEstimator(const TextTable& texts, bool proportion);
    StratumSizes sizes_of(Rows rows) const;
    /// `design_effect` (may be null) gets the variance over that of a random sample as large.
    Point estimate(Rows rows, const StratumSizes& sizes, double* design_effect = nullptr) const;
    /// The mean of one group less that of another of the same survey.
    Point difference(Rows a, Rows b, const StratumSizes& sizes) const;

private:
    std::vector<SurveySums> sums_of(Rows rows) const;
    std::vector<std::uint32_t> stratum_; ///< by key
    std::size_t strata_ = 0;
    bool proportion_;
};

/// Days by which a share `quantile` of cases are done (statistics/survival.hpp), open cases
/// kept; the key holds the days, with a plus where the case is open.
Point duration_of(Rows rows, const TextTable& texts, double quantile);

/// Harm in the `top` share of places, or Gini (statistics/concentration.hpp). `places`: all
/// there are, those without harm too.
Point concentration_of(Rows rows, std::size_t places, double top, bool gini);
/// The same if every event had fallen on a place by chance; `total` is the point's.
double chance_concentration(double total, std::size_t places, double top, bool gini);

/// How much of the cohorts of reference each group of a mix is, by key.
using Mix = std::map<std::string, double, std::less<>>;
/// Direct standardisation to a mix: the groups' shares (or means) weighted by what each is of
/// those, over the groups the cohort has too; normal limits, variances within groups. A
/// group whose variance is unknown (one person's mean) leaves no limits.
Point mixed_of(Rows rows, const TextTable& texts, const Mix& mix, bool share);

/// Rate at the standard population's ages, Dobson's interval; `people` gives each band's.
Point standardised_of(Rows rows, const Measure& measure, const TextTable& texts, std::span<const double> people);

} // namespace peelian
