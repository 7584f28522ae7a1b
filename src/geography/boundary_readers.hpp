// SPDX-License-Identifier: MIT
// Inside the room: what read_boundaries puts together. One reader a format gives raw
// features, still with all their attributes; boundaries.cpp picks code and name.
#pragma once

#include "geography/boundaries.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian {

/// A feature as a file has it: attributes in the order of the file, as text.
struct RawFeature {
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<Polygon> polygons;
};

/// Features of a GeoJSON text in WGS84; `file` is for errors.
std::vector<RawFeature> parse_geojson(std::string_view text, const std::string& file);

/// Features of the layer `wanted` of a GeoPackage, converted to WGS84. An empty name means
/// the only layer.
std::vector<RawFeature> read_geopackage(const std::filesystem::path& path, const std::string& wanted);

/// Polygons of a WKB geometry (Polygon or MultiPolygon, with or without Z and M, ISO or
/// EWKB); throws Error(input) on anything else and on a text that is cut off.
std::vector<Polygon> parse_wkb(std::string_view bytes);

/// Closes an open ring; false when it has fewer than three corners.
bool close_ring(Ring& ring);

} // namespace peelian
