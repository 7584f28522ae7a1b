// SPDX-License-Identifier: MIT
// Weighted displacement difference: counts of events before and after in treated and
// comparison places, with the places around them, where events may have moved to
// (Wheeler and Ratcliffe, Crime Science 7 (2018) 11).
//
//     wdd = (T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0),  variance = sum of all counts
//
// T treated, C comparison, D around the treated, E around the comparison. Counts are taken
// as Poisson, periods before and after as equally long, and the comparison as a place with
// about as many events. Events that come in bunches vary more: the variance is multiplied
// by `dispersion` where that is above 1.
#pragma once

#include "statistics/evaluation_effect.hpp"

namespace peelian {

struct CountPair {
    double before = 0, after = 0;
    double change() const { return after - before; }
};

struct DisplacementCounts {
    CountPair treated, comparison;
    CountPair around_treated, around_comparison; ///< zeros: not looked at
};

struct DisplacementResult {
    Effect total;          ///< treated and around together: the net effect, in events
    Effect direct;         ///< (T1 - T0) - (C1 - C0)
    Effect around;         ///< (D1 - D0) - (E1 - E0): above 0, moved there; below, spread of benefit
    double dispersion = 1; ///< used
};

/// Missing counts give no_data, all zero no_variation. Error(input) for a negative count.
DisplacementResult weighted_displacement(const DisplacementCounts& counts, double dispersion = 1, double level = 0.95);

} // namespace peelian
