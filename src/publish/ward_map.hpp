// SPDX-License-Identifier: MIT
// A measure over wards: a drawn map where their shapes are known, and the table of all of them.
#pragma once

#include "publish/context.hpp"

namespace peelian {

/// Fills templates/ward_map.tpl. An index is coloured by its own steps (below the force, up to half
/// as much more, up to twice, twice and over), any other measure by verdict.
void fill_ward_map(View view, const SiteContext& site, const MeasureIndex& index);

} // namespace peelian
