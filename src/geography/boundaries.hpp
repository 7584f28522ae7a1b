// SPDX-License-Identifier: MIT
// Boundaries: reading them (GeoJSON, GeoPackage), finding the place a point lies in, and
// drawing them small enough for a page.
//
//     std::vector<Feature> boroughs = read_boundaries("geography/boundaries.geojson");
//     PlaceFinder finder(boroughs);
//     if (auto i = finder.find(-0.1246, 51.5007)) use(boroughs[*i].code);
//
// Coordinates are WGS84 degrees, longitude first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace peelian {

struct Position {
    double longitude = 0, latitude = 0;
    bool operator==(const Position&) const = default;
};

/// A closed line: the last position is the first again, at least four in all.
using Ring = std::vector<Position>;

/// The outer ring, then the holes.
struct Polygon {
    std::vector<Ring> rings;
};

/// An area of the ground with its code: all polygons that carry the code.
struct Feature {
    std::string code;
    std::string name;
    std::vector<Polygon> polygons;
};

struct BoundaryOptions {
    /// Attribute with the code; empty: guessed from the names ONS and GLA use (OA21CD,
    /// LSOA21CD, WD24CD, LAD24CD, GSS_CODE, code; the smallest area there is).
    std::string code_attribute;
    /// Attribute with the name; empty: guessed (LAD24NM beside LAD24CD, NAME, name), and
    /// the code where there is none.
    std::string name_attribute;
    /// Layer of a GeoPackage; empty: the only one.
    std::string layer;
};

/// Reads a GeoJSON FeatureCollection (also gzipped) in WGS84, or a layer of a GeoPackage
/// in any EPSG system; sorted by code. The British National Grid (EPSG:27700) is
/// converted by the seven-parameter Helmert shift (EPSG:1314), the same on every
/// machine and within 3 m of the grid shift OSTN15. Throws Error(input) with the file
/// and what was expected: other geometry than polygons, no such attribute or layer,
/// coordinates that are not degrees.
std::vector<Feature> read_boundaries(const std::filesystem::path& path, const BoundaryOptions& options = {});

/// Finds the feature a point lies in. Const and without state of its own: any number of
/// threads may ask at once. Copies what it needs; the features may go away.
class PlaceFinder {
public:
    /// Points outside every polygon, but within `tolerance_metres` of one, belong to
    /// the nearest: published points are snapped to street centre lines, which are
    /// often boundaries.
    explicit PlaceFinder(std::span<const Feature> features, double tolerance_metres = 50);
    ~PlaceFinder();
    PlaceFinder(PlaceFinder&&) noexcept;
    PlaceFinder& operator=(PlaceFinder&&) noexcept;

    /// Index into the features of the constructor. Where several fit (overlaps, equal
    /// distances), the one with the lowest code. None for a point that is not a number.
    std::optional<std::uint32_t> find(double longitude, double latitude) const;

private:
    struct Index;
    std::unique_ptr<const Index> index_;
};

/// A FeatureCollection with properties `code` and `name`, coordinates to five decimals
/// (about a metre), one feature a line, the same bytes for the same features. Borders
/// that two features share (same vertices to five decimals) stay shared: they are cut
/// into arcs where they meet, and each arc is thinned once (Douglas-Peucker,
/// `tolerance_metres`), more gently where a polygon would cross itself. Islands and
/// holes that shrink to nothing are left out, but never the whole of a feature. Outer
/// rings run anticlockwise (RFC 7946).
std::string simplified_geojson(std::span<const Feature> features, double tolerance_metres);

/// simplified_geojson with the smallest tolerance of 5, 10, 20, 40... metres that fits
/// into `max_bytes` (or the last of 640 metres, whatever its size).
std::string geojson_within(std::span<const Feature> features, std::size_t max_bytes);

/// The same shapes for a drawing, with the smallest tolerance of 10, 20, 40... metres that leaves at
/// most so many vertices (or the last of 640 metres); features in the order given.
std::vector<Feature> simplified_within(std::span<const Feature> features, std::size_t max_vertices);

} // namespace peelian
