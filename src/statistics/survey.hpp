// SPDX-License-Identifier: MIT
// Estimates from a survey with weights, strata and clusters: means, proportions, ratios
// and differences between groups, their variance by Taylor linearisation between clusters
// within strata (Binder, Int Stat Rev 51 (1983) 279; Lumley, Complex Surveys (2010), 2.2).
// A group is estimated with the whole design: clusters without anybody of the group still
// count towards their stratum. Pure; sums are taken in the order given, so the caller
// fixes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace peelian {

/// What one interview, or all of one cluster, adds. One interview of weight w and answer y
/// is {stratum, cluster, 1, w, w y, w y y, w w}; several add up.
struct SurveySums {
    std::uint32_t stratum = 0; ///< numbered from 0
    std::uint32_t cluster = 0; ///< numbered from 0 over all strata; not the same in two
    double answers = 0;
    double weight = 0; ///< for a ratio: weight times what stands below the line
    double weighted = 0;
    double weighted_squares = 0;
    double squared_weights = 0;
};

enum class SurveyKind {
    mean,
    proportion, ///< answers are 0 or 1
    ratio,      ///< of two totals; no effective base, no design effect
};

/// Why an estimate has no interval, or one that is not of the design.
enum class SurveyNote {
    none,
    no_answers,  ///< nothing was estimated
    too_few,     ///< no more clusters than strata: the variance is unknown
    no_spread,   ///< clusters agree wholly; a mean has no interval
    wilson_used, ///< a proportion without spread: Wilson's interval on the effective base
};

struct SurveyEstimate {
    double value;
    double standard_error; ///< of the design; NaN where it is unknown
    double lower;
    double upper;
    double answers;
    double freedom;        ///< clusters with answers, less their strata
    double effective_base; ///< Kish: (sum of weights) squared over the sum of squared weights
    double design_effect;  ///< variance over that of as many answers drawn at random; NaN if that is 0
    SurveyNote note;
};

/// `clusters_in_stratum` holds, by stratum, how many clusters were drawn; a stratum of one
/// is centred on the whole. Limits: proportions on the logit scale, means and ratios plain,
/// both with Student's t.
SurveyEstimate survey_estimate(std::span<const SurveySums> sums, std::span<const double> clusters_in_stratum,
                               SurveyKind kind, double level = 0.95);

/// The value of one group less that of another of the same survey: clusters with people of
/// both give their covariance. `answers` is the smaller number.
SurveyEstimate survey_difference(std::span<const SurveySums> a, std::span<const SurveySums> b,
                                 std::span<const double> clusters_in_stratum, double level = 0.95);

} // namespace peelian
