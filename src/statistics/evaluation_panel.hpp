// SPDX-License-Identifier: MIT
// Difference in differences over a panel of areas and periods: did treated areas change
// more than others?
//
//     outcome(area, period) = level of the area + level of the period + effect * exposure + error
//
// Errors are free within an area (they are autocorrelated there) and independent between
// areas. Three answers to "how sure", because none serves every number of areas:
//  - cluster-robust standard errors with t of G - 1 degrees of freedom: many areas, several treated;
//  - the wild cluster bootstrap, with the null imposed (Cameron, Gelbach and Miller, Rev Econ
//    Stat 90 (2008) 414): some ten areas, several treated. All sign patterns are gone through
//    where there are no more than `draws`, else drawn. Six-point weights below twelve areas
//    (Webb, Canadian J Economics 56 (2023) 839);
//  - areas reduced to one change each, mean after less mean before, and two groups of changes
//    compared (Donald and Lang, Rev Econ Stat 89 (2007) 221): sound down to one treated area, if
//    treated and others vary alike. With it the placebo p: the share of ways to choose the
//    treated among all areas that give a difference as large.
// With one or two treated areas the first two are badly wrong (MacKinnon and Webb, Econometrics
// J 21 (2018) 114); the caller decides which to show, not this file.
#pragma once

#include "statistics/evaluation_effect.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace peelian {

/// One area in one period. NaN outcome: missing, left out.
struct PanelCell {
    std::size_t unit = 0, period = 0; ///< from 0
    double outcome = k_no_number;
    double exposure = 0; ///< 1 when treated; a dose; time, for the test of trends before
};

enum class BootstrapWeights {
    automatic,  ///< six-point below twelve areas, else Rademacher
    rademacher, ///< -1, +1
    webb        ///< -+ sqrt(3/2), -+ 1, -+ sqrt(1/2)
};

struct PanelOptions {
    double level = 0.95;
    std::uint64_t seed = 1;
    std::size_t draws = 1999; ///< 0: no bootstrap
    BootstrapWeights weights = BootstrapWeights::automatic;
    bool wild_interval = true; ///< by inverting the test; some hundred times the work of its p
    unsigned threads = 1;      ///< the result does not depend on it
};

struct TwoWayEffect {
    Effect effect;                     ///< cluster-robust
    double wild_p = k_no_number;       ///< bootstrap
    double wild_p_error = k_no_number; ///< Monte Carlo standard error of it; 0: enumerated
    double wild_lower = k_no_number;   ///< NaN: none asked for, or unbounded
    double wild_upper = k_no_number;
    std::size_t units = 0, exposed_units = 0; ///< areas used; with exposure in any period
    std::size_t periods = 0, cells = 0;
    std::size_t draws = 0;                                  ///< made or gone through
    BootstrapWeights weights = BootstrapWeights::automatic; ///< used
    /// Share of exposed cells that enter with a negative weight, and the sum of those weights
    /// (all weights add to 1): not 0 where areas already treated stand as the comparison of
    /// later ones (de Chaisemartin and D'Haultfoeuille, Am Econ Rev 110 (2020) 2964).
    double negative_share = 0, negative_sum = 0;
};

/// Two-way fixed effects. Unbalanced panels are taken as they are. Fewer than 3 areas, no
/// area or period to compare with, or no variation give a reason.
TwoWayEffect two_way_effect(std::span<const PanelCell> cells, const PanelOptions& options = {});

/// Two groups of changes.
struct CollapsedEffect {
    Effect effect;                            ///< pooled variance, t with areas - 2 degrees of freedom
    double placebo_p = k_no_number;           ///< of the same or a larger absolute difference
    double placebo_smallest = k_no_number;    ///< the smallest p that could have come out
    std::size_t placebo_draws = 0;            ///< ways to choose the treated that were tried
    bool placebo_all = false;                 ///< all there are
    std::size_t treated = 0, comparisons = 0; ///< areas with values before and after
    std::vector<double> treated_changes, comparison_changes;
};

/// `change_treated`, `change_others`: mean after less mean before, by area; NaN left out.
/// All choices are tried where there are no more than `draws`, else so many, seeded.
CollapsedEffect collapsed_effect(std::span<const double> change_treated, std::span<const double> change_others,
                                 double level = 0.95, std::size_t draws = 9999, std::uint64_t seed = 1);

} // namespace peelian
