// SPDX-License-Identifier: MIT
// Where a measure really changed, once chance is allowed for over all areas of a level
// (Benjamini-Hochberg): what the first page and the pages of the plan call out.
#pragma once

#include "publish/context.hpp"

#include <array>
#include <vector>

namespace peelian {

struct Called {
    std::vector<AreaIndex> forces;
    std::vector<AreaIndex> boroughs;               ///< all that the measure is known of
    std::array<std::vector<AreaIndex>, 3> by_kind; ///< boroughs improving, worsening, changed

    bool any_borough() const { return !by_kind[0].empty() || !by_kind[1].empty() || !by_kind[2].empty(); }
    bool any() const { return !forces.empty() || any_borough(); }
};

Called called(const SiteContext& site, std::size_t measure);

/// Sections GROUP: VERDICT, WORDS, COUNT and NAMES, one a kind of change.
void fill_called_boroughs(View item, const SiteContext& site, const Called& c);

} // namespace peelian
