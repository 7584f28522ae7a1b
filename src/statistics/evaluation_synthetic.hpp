// SPDX-License-Identifier: MIT
// A comparison made from donor areas: weights, none negative, that add to 1, such that the
// weighted donors follow the treated area before the start as closely as can be; what they
// do after it is what the treated area is held against (Abadie, Diamond and Hainmueller, J
// Am Stat Assoc 105 (2010) 493, fitted to the outcome itself).
//
// With `by_change`, each area is first taken less its own mean before the start, so that an
// area higher than every donor can still be matched in its movements (Ferman and Pinto,
// Quantitative Economics 12 (2021) 1197).
//
// Uncertainty is by placebo: every donor is treated in turn as if it had been the one, with
// the others as its donors. p is the share of areas, the treated among them, whose ratio of
// error after to error before is as large as the treated area's. It cannot be below
// 1 / (donors + 1), and says how unusual the treated area is, not how precise the estimate.
#pragma once

#include "statistics/evaluation_effect.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

struct SyntheticOptions {
    bool by_change = true;
    unsigned threads = 1; ///< the result does not depend on it
};

struct SyntheticFit {
    std::vector<double> weights;       ///< by donor
    std::vector<double> expected;      ///< by period, the weighted donors (at the level of the treated area)
    double error_before = k_no_number; ///< root mean squared
    double error_after = k_no_number;
    double ratio = k_no_number;  ///< after over before; infinite when before is 0 and after is not
    double effect = k_no_number; ///< mean of treated less expected, after
    EffectReason reason = EffectReason::none;
};

struct SyntheticResult {
    SyntheticFit fit;
    std::vector<SyntheticFit> placebos; ///< by donor; reason where one could not be made
    double p = k_no_number;             ///< by the ratio
    double p_effect = k_no_number;      ///< by the absolute mean effect alone
    double smallest_p = k_no_number;
    /// Middle 95 per cent of the placebos' effects; NaN below 39 donors, too few for it.
    double placebo_lower = k_no_number, placebo_upper = k_no_number;
    double fit_share = k_no_number; ///< error before, squared, over the treated area's variance before
};

inline constexpr std::size_t k_least_synthetic = 6; ///< periods before

/// `donors[j]` by period, of the length of `treated`. Periods in which the treated area or a
/// donor is missing are left out; a donor without any value is no donor (weight 0). Fewer
/// than 2 donors or k_least_synthetic periods before give a reason.
SyntheticResult synthetic_comparison(std::span<const double> treated, std::span<const std::vector<double>> donors,
                                     std::size_t start, const SyntheticOptions& options = {});

/// Weights w >= 0 that add to 1 and make sum (y - X w)^2 smallest, where columns[j] is column j
/// of X; a hair of ridge (1e-9 of the mean square) makes them unique. Exact, by active sets.
std::vector<double> simplex_weights(std::span<const double> y, std::span<const std::vector<double>> columns);

} // namespace peelian
