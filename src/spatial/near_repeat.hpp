// SPDX-License-Identifier: MIT
// Near repeats: whether crimes close in space are also close in time, more than chance
// gives (Knox, Appl Stat 13 (1964) 25; Johnson and others, J Quant Criminol 23 (2007) 201).
#pragma once

#include "spatial/autocorrelation.hpp"

namespace peelian {

enum class DistanceMetric { euclid, manhattan };

struct NearRepeatOptions {
    /// Upper edges of bands, rising: {0.01, 200, 400} is [0, 0.01), [0.01, 200), [200, 400) and
    /// all beyond.
    std::vector<double> distances;
    std::vector<double> times;
    DistanceMetric metric = DistanceMetric::euclid;
    std::size_t permutations = 999; ///< of the times among the events
    std::uint64_t seed = 1;
    unsigned threads = 1;
};

/// One band of distance and one of time; the last of each has no upper edge (infinite).
struct NearRepeatCell {
    double distance_from, distance_to;
    double time_from, time_to;
    double observed;      ///< pairs
    double expected;      ///< row total times column total over all pairs: the mean over permutations
    double ratio;         ///< observed over expected; NaN without expectation
    double permuted_mean; ///< over the permutations made
    double p;             ///< (permutations with as many, plus 1) / (permutations + 1); NaN without any, or pairs
};

/// Cells by distance, then time. Only pairs nearer than the last edge are ever held, so the
/// work is linear in events at a given density. Fewer than two events: nothing observed. Throws Error(input)
/// for edges that do not rise from above 0 or are more than 255, or events that are nowhere or never.
std::vector<NearRepeatCell> near_repeats(std::span<const PlanePoint> places, std::span<const double> times,
                                         const NearRepeatOptions& options);

} // namespace peelian
