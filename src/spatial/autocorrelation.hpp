// SPDX-License-Identifier: MIT
// Whether places near each other are alike: Moran's I (Biometrika 37 (1950) 17) and
// Geary's c (Incorporated Statistician 5 (1954) 115), with moments after Cliff and Ord,
// Spatial Processes (1981), 2.
#pragma once

#include "spatial/weights.hpp"

#include <cstdint>

namespace peelian {

/// Why a statistic could not be given.
enum class SpatialNote {
    none,
    too_few_places, ///< fewer than four with a value and a neighbour
    no_variation,   ///< all values are equal
    island,         ///< the place has no neighbour
    missing,        ///< the place has no value
    fixed           ///< the same however the values lay on the map (all are neighbours): no z
};
/// "" for none, else words for a reader.
std::string_view to_text(SpatialNote note);

/// Whether all values are one but for rounding (a part in 10^12 of the largest). NaN is
/// passed over; nothing varies among nothing.
bool nothing_varies(std::span<const double> values);

struct PermutationOptions {
    std::size_t permutations = 999; ///< 0: none
    std::uint64_t seed = 1;
    unsigned threads = 1;
};

struct Autocorrelation {
    double value;
    double expected;
    double variance;        ///< if the values were put on the map at random
    double variance_normal; ///< if they were drawn from one normal distribution
    double z;               ///< with `variance`; for Geary's c above 0 is likeness too
    double p;               ///< two-sided, of z
    double permutation_p;   ///< two-sided: twice the smaller share, at most 1; NaN without permutations
    std::size_t places;     ///< used
    SpatialNote note;
};

/// Places without a value or (then) without a neighbour are left out. Throws Error(input)
/// where there are not as many values as places.
Autocorrelation moran(std::span<const double> values, const SpatialWeights& weights,
                      const PermutationOptions& options = {});
Autocorrelation geary(std::span<const double> values, const SpatialWeights& weights,
                      const PermutationOptions& options = {});

} // namespace peelian
