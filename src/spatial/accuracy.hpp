// SPDX-License-Identifier: MIT
// How well a past map of hotspots told where crime would be: predictive accuracy index
// (Chainey, Tompson and Uhlig, Security Journal 21 (2008) 4) and predictive efficiency
// index (Hunt, 2016).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

/// With the places up to this one named hotspots.
struct HotspotAccuracy {
    std::size_t place;
    double caught; ///< events that happened in them
    double area;   ///< theirs
    double pai;    ///< (share of events) / (share of area)
    double pei;    ///< PAI over the best that so much area could have had
};

/// Places in the order in which the map named them: most predicted events by area first; of
/// equal ones those where less happened first, so that a tie earns nothing. Throws
/// Error(input) where lengths differ or something is negative, missing or without area.
/// Nothing happened: NaN.
std::vector<HotspotAccuracy> hotspot_accuracy(std::span<const double> happened, std::span<const double> predicted,
                                              std::span<const double> areas);

} // namespace peelian
