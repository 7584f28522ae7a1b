// SPDX-License-Identifier: MIT
// The made-up map as files: areas, lookup, boundaries, tile map, and who lives there.
#pragma once

#include "synthetic/places.hpp"

#include <filesystem>

namespace peelian::synthetic {

struct GeographyWritten {
    std::uint64_t files = 0, bytes = 0;
};

/// areas.csv (with the Metropolitan Police's command units, if they are wanted), lookup.csv,
/// tiles.csv and three GeoJSON files into `folder`.
GeographyWritten write_geography(const std::filesystem::path& folder, const Places& places, bool units);
/// population.csv and ethnicity.csv for the years `from` to `to` into `folder`. Persons of
/// a borough's ethnic groups add up to those of its small areas.
GeographyWritten write_population(const std::filesystem::path& folder, const Places& places, std::uint64_t seed,
                                  int from, int to);

} // namespace peelian::synthetic
