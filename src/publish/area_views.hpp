// SPDX-License-Identifier: MIT
// A measure over areas: tile map, table, small multiples, funnel or dot plot. Areas stand
// in their fixed order everywhere and are never ranked.
#pragma once

#include "publish/context.hpp"

#include <string>
#include <vector>

namespace peelian {

/// Areas of a level that the measure has a whole series of; stand-ins only when asked for.
std::vector<AreaIndex> areas_with(const MeasureIndex& index, const std::vector<AreaIndex>& level,
                                  const SiteContext& site, bool stand_ins);

/// Fills templates/tiles.tpl; false when the release knows no tiles for these areas.
bool fill_tiles(View around, std::string_view name, const SiteContext& site, const MeasureIndex& index,
                const std::vector<AreaIndex>& areas);

/// Fills templates/area_table.tpl.
void fill_area_table(View view, const SiteContext& site, const MeasureIndex& index, const std::vector<AreaIndex>& areas,
                     const std::string& caption);

/// Fills templates/multiples.tpl: a small chart an area. Rates and percentages share a
/// scale; counts have each its own, from zero.
void fill_multiples(View view, const SiteContext& site, const MeasureIndex& index, const std::vector<AreaIndex>& areas);

/// Fills templates/funnel.tpl under `name` when the measure has a base and at least five
/// areas can be placed.
bool fill_funnel(View around, std::string_view name, const SiteContext& site, const MeasureIndex& index,
                 const std::vector<AreaIndex>& areas);

/// Fills templates/dots.tpl under `name`: change in 12 months with its interval.
bool fill_dots(View around, std::string_view name, const SiteContext& site, const MeasureIndex& index,
               const std::vector<AreaIndex>& areas);

} // namespace peelian
