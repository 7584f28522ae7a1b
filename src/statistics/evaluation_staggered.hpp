// SPDX-License-Identifier: MIT
// Staggered roll-outs: areas that start at different times, compared with those that have
// not started yet (group-time average effects: Callaway and Sant'Anna, J Econometrics 225
// (2021) 200, without covariates).
//
// The usual regression with levels for areas and periods misleads here: where effects grow
// or differ between waves, areas already treated serve as the comparison of those treated
// later, so part of the effect is subtracted, and the answer can have the wrong sign
// (Goodman-Bacon, J Econometrics 225 (2021) 254). Here only areas not yet treated serve.
//
// For the wave that starts at g, in period t, with its base before g:
//     effect(g, t) = mean change from base to t of the wave - mean change of those not treated at t
// and the same for periods before g, where it should be about 0. Standard errors add the
// squares of each area's influence, scaled n / (n - 1) in each group, so that one wave and
// one period give Welch's test; degrees of freedom after Satterthwaite. A wave of one area
// has no spread of its own: that of its comparisons stands in.
#pragma once

#include "statistics/evaluation_effect.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace peelian {

struct StaggeredUnit {
    std::optional<std::size_t> start; ///< first treated period; none: never treated
    std::vector<double> outcome;      ///< by period, NaN where missing
};

enum class StaggeredComparison {
    not_yet_treated, ///< never treated, or starting after t (and after g)
    never_treated
};

struct StaggeredOptions {
    StaggeredComparison comparison = StaggeredComparison::not_yet_treated;
    /// The base is the mean of so many periods before the start; 12 months take out the season
    /// of the base and the noise of a single month.
    std::size_t base_length = 1;
    std::size_t most_before = 12; ///< periods before the base that are shown and tested
    double level = 0.95;
};

struct GroupTimeEffect {
    std::size_t start = 0, period = 0;
    Effect effect;
    std::size_t treated = 0, comparisons = 0; ///< areas
};
struct EventEffect {
    int since = 0; ///< periods since the start; negative: before
    Effect effect;
    std::size_t treated = 0; ///< areas it rests on
};

struct StaggeredResult {
    Effect overall; ///< mean over waves and periods from the start on, weighted by treated areas
    Effect before;  ///< the same over the shown periods before the base: about 0 if trends were parallel
    std::vector<GroupTimeEffect> groups; ///< by start, then period
    std::vector<EventEffect> events;     ///< by periods since the start
    std::vector<NamedEffect> waves;      ///< overall by wave, named by its start's position
    std::size_t treated = 0, never = 0, waves_used = 0;
};

/// Units must have one number of periods. Waves without a base or without comparisons are
/// left out; none left gives a reason.
StaggeredResult staggered_effects(std::span<const StaggeredUnit> units, const StaggeredOptions& options = {});

} // namespace peelian
