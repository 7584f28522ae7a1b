// SPDX-License-Identifier: MIT
// Where high or low values lie together: Getis and Ord's Gi and Gi* (Geogr Anal 27 (1995)
// 286), and local Moran (Anselin, Geogr Anal 27 (1995) 93; moments under conditional
// permutation after Sokal, Oden and Thomson, Geogr Anal 30 (1998) 331).
//
// The conditional permutation test keeps a place's own value and draws its neighbours'
// from all the others. Where a place's weights are equal and there are few enough ways to
// choose, all are gone through and p is exact.
#pragma once

#include "spatial/autocorrelation.hpp"

#include <optional>

namespace peelian {

enum class LocalKind {
    getis_ord,      ///< Gi: the neighbours without the place
    getis_ord_star, ///< Gi*: with the place itself, at weight 1 (rows are standardised with it)
    moran
};

struct LocalOptions {
    LocalKind kind = LocalKind::getis_ord_star;
    bool row_standardised = false;
    /// At most so many a place; 0: none. Not given: as many as it takes for one place among all
    /// to pass the false discovery rate (2 places / rate), and no fewer than 999.
    std::optional<std::size_t> permutations;
    /// A place is done once so many permutations were as far out on its rarer side: its p is
    /// known well enough (sequential Monte Carlo: Besag and Clifford, Biometrika 78 (1991) 301).
    /// 0: all are made.
    std::size_t stop_at = 50;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    double false_discovery = 0.05; ///< rate for `finding`
};

struct LocalStatistic {
    double value;  ///< Gi, Gi*: weighted sum over the sum of all values; Moran: I
    double z;      ///< by the exact moments; NaN with a note where nothing can vary
    double p;      ///< two-sided, of z
    double p_high; ///< share of permutations at least as high
    double p_low;
    double permutation_p; ///< two-sided: twice the smaller, at most 1
    bool exact;           ///< all ways were gone through
    bool finding;         ///< by Benjamini and Hochberg over all places, on permutation_p (p without permutations)
    SpatialNote note;
};

/// One a place. Places without a value are left out, with their links; islands and maps
/// without variation get a note and NaN. Throws Error(input) where the lengths differ or
/// `false_discovery` is not above 0 and at most 1.
std::vector<LocalStatistic> local_statistics(std::span<const double> values, const SpatialWeights& weights,
                                             const LocalOptions& options = {});

} // namespace peelian
