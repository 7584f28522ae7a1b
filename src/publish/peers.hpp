// SPDX-License-Identifier: MIT
// An area among its peers: one row of ticks, each a peer, and the area itself marked. It
// says where the area lies and how far it is certain, and gives no rank.
#pragma once

#include "publish/context.hpp"

#include <string>
#include <vector>

namespace peelian {

/// One comparison: percentages across for the marks, and words.
struct PeerStrip {
    std::string title; ///< "Change in 12 months"
    std::string sentence;
    std::string ticks;           ///< path data in 1,000 by 40 units
    std::string interval;        ///< path data, may be empty
    std::string here;            ///< percentage across
    std::string lowest, highest; ///< words at the ends of the scale
    std::string zero;            ///< percentage across of no change; empty when out of the scale
    std::string_view symbol;     ///< as verdict_class
};

/// The comparisons a measure allows: change of every kind, and value where it has a base.
/// Empty when there are fewer than three peers.
std::vector<PeerStrip> peer_strips(const SiteContext& site, const MeasureIndex& index, AreaIndex area);

/// "the 8 boroughs most like it in population and density", "the 31 boroughs around it"
std::string peers_words(const ReleaseContent& content, AreaIndex area, std::size_t count);

/// Fills templates/peers.tpl.
void fill_peers(View view, const PeerStrip& strip);

} // namespace peelian
