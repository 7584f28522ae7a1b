// SPDX-License-Identifier: MIT
// Point in polygon by a grid over the polygons' boxes and ray casting over the edges at
// the point's height: 5 million points a second over London's 4,994 LSOAs, two to four
// times what trees of GEOS geometries gave (docs/geography.md has the figures).
//
// Every edge is kept with its lower end first, so both sides of a shared border compute
// the same numbers: a point belongs to exactly one of two adjoining polygons.
#include "geography/boundaries.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace peelian {
namespace {

constexpr double k_metres_per_degree = 6371008.8 * std::numbers::pi / 180;

struct Edge {
    double x1, y1, x2, y2; // y1 <= y2
};

struct Box {
    double west = std::numeric_limits<double>::infinity(), south = west;
    double east = -west, north = -west;

    void add(double x, double y) {
        west = std::min(west, x);
        east = std::max(east, x);
        south = std::min(south, y);
        north = std::max(north, y);
    }
    bool holds(double x, double y, double margin_x = 0, double margin_y = 0) const {
        return x >= west - margin_x && x <= east + margin_x && y >= south - margin_y && y <= north + margin_y;
    }
};

/// One polygon of a feature. Its edges stand in slabs of equal height, an edge in each
/// slab it reaches into, so that a ray meets only the edges at its height.
struct Part {
    std::uint32_t feature = 0;
    Box box;
    std::uint32_t first_slab = 0; // into slab_starts
    std::uint32_t slabs = 1;
    double slabs_per_degree = 0;

    std::uint32_t slab_at(double y) const {
        double slab = (y - box.south) * slabs_per_degree;
        return slab <= 0 ? 0 : std::min(slabs - 1, static_cast<std::uint32_t>(slab));
    }
};

std::vector<Edge> edges_of(const Polygon& polygon) {
    std::vector<Edge> edges;
    for (const Ring& ring : polygon.rings)
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            Position a = ring[i], b = ring[i + 1];
            if (a == b) continue;
            if (b.latitude < a.latitude || (b.latitude == a.latitude && b.longitude < a.longitude)) std::swap(a, b);
            edges.push_back({a.longitude, a.latitude, b.longitude, b.latitude});
        }
    return edges;
}

/// Squared distance in metres from a point to an edge, the earth being flat there.
double squared_distance(const Edge& edge, double x, double y, double metres_x) {
    double ax = (edge.x1 - x) * metres_x, ay = (edge.y1 - y) * k_metres_per_degree;
    double dx = (edge.x2 - edge.x1) * metres_x, dy = (edge.y2 - edge.y1) * k_metres_per_degree;
    double t = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    double ex = ax + t * dx, ey = ay + t * dy;
    return ex * ex + ey * ey;
}

} // namespace

struct PlaceFinder::Index {
    std::vector<Part> parts;                // by feature
    std::vector<std::uint32_t> slab_starts; // into edges; one more than there are slabs
    std::vector<Edge> edges;
    double tolerance = 0;              // metres
    double margin_x = 0, margin_y = 0; // the tolerance in degrees, the widest there is

    Box box; // of everything, margins included
    std::uint32_t columns = 1, rows = 1;
    double columns_per_degree = 0, rows_per_degree = 0;
    std::vector<std::uint32_t> cell_starts; // into cell_parts
    std::vector<std::uint32_t> cell_parts;

    void add(const Polygon& polygon, std::uint32_t feature);
    void make_grid();
    bool inside(const Part& part, double x, double y) const;
    double nearest_edge(const Part& part, double x, double y, double metres_x, double limit) const;
    std::span<const std::uint32_t> candidates(double x, double y) const;

private:
    std::uint32_t column_at(double x) const {
        double at = (x - box.west) * columns_per_degree;
        return at <= 0 ? 0 : std::min(columns - 1, static_cast<std::uint32_t>(at));
    }
    std::uint32_t row_at(double y) const {
        double at = (y - box.south) * rows_per_degree;
        return at <= 0 ? 0 : std::min(rows - 1, static_cast<std::uint32_t>(at));
    }
};

void PlaceFinder::Index::add(const Polygon& polygon, std::uint32_t feature) {
    std::vector<Edge> found = edges_of(polygon);
    if (found.empty()) return;
    Part part;
    part.feature = feature;
    for (const Edge& edge : found) {
        part.box.add(edge.x1, edge.y1);
        part.box.add(edge.x2, edge.y2);
    }
    part.first_slab = static_cast<std::uint32_t>(slab_starts.size());
    part.slabs = static_cast<std::uint32_t>(std::max<std::size_t>(1, found.size() / 16));
    double height = part.box.north - part.box.south;
    part.slabs_per_degree = height > 0 ? part.slabs / height : 0;

    std::vector<std::uint32_t> sizes(part.slabs);
    for (const Edge& edge : found)
        for (std::uint32_t slab = part.slab_at(edge.y1); slab <= part.slab_at(edge.y2); ++slab)
            ++sizes[slab];
    auto at = static_cast<std::uint32_t>(edges.size());
    for (std::uint32_t& size : sizes) {
        slab_starts.push_back(at);
        std::uint32_t next = at + size;
        size = at; // from here on: where the slab's next edge goes
        at = next;
    }
    edges.resize(at);
    for (const Edge& edge : found)
        for (std::uint32_t slab = part.slab_at(edge.y1); slab <= part.slab_at(edge.y2); ++slab)
            edges[sizes[slab]++] = edge;
    parts.push_back(part);
}

void PlaceFinder::Index::make_grid() {
    slab_starts.push_back(static_cast<std::uint32_t>(edges.size()));
    for (const Part& part : parts) {
        box.add(part.box.west, part.box.south);
        box.add(part.box.east, part.box.north);
    }
    if (parts.empty()) {
        cell_starts = {0, 0};
        return;
    }
    double furthest = std::min(89.0, std::max(std::abs(box.south), std::abs(box.north)));
    margin_y = tolerance / k_metres_per_degree;
    margin_x = margin_y / std::cos(furthest * std::numbers::pi / 180);
    box = {box.west - margin_x, box.south - margin_y, box.east + margin_x, box.north + margin_y};

    double width = std::max(box.east - box.west, 1e-9), height = std::max(box.north - box.south, 1e-9);
    double cells = std::clamp(8.0 * static_cast<double>(parts.size()), 64.0, 4e6);
    double side = std::sqrt(width * height / cells);
    columns = static_cast<std::uint32_t>(std::clamp(width / side, 1.0, 1e4));
    rows = static_cast<std::uint32_t>(std::clamp(height / side, 1.0, 1e4));
    columns_per_degree = columns / width;
    rows_per_degree = rows / height;

    auto for_each_cell = [this](const Part& part, const auto& work) {
        for (std::uint32_t row = row_at(part.box.south - margin_y); row <= row_at(part.box.north + margin_y); ++row)
            for (std::uint32_t column = column_at(part.box.west - margin_x);
                 column <= column_at(part.box.east + margin_x); ++column)
                work(row * columns + column);
    };
    cell_starts.assign(std::size_t{columns} * rows + 1, 0);
    for (const Part& part : parts)
        for_each_cell(part, [this](std::uint32_t cell) { ++cell_starts[cell + 1]; });
    for (std::size_t i = 1; i < cell_starts.size(); ++i)
        cell_starts[i] += cell_starts[i - 1];
    cell_parts.resize(cell_starts.back());
    std::vector<std::uint32_t> next(cell_starts.begin(), cell_starts.end() - 1);
    for (std::uint32_t i = 0; i < parts.size(); ++i)
        for_each_cell(parts[i], [&](std::uint32_t cell) { cell_parts[next[cell]++] = i; });
}

std::span<const std::uint32_t> PlaceFinder::Index::candidates(double x, double y) const {
    if (!box.holds(x, y)) return {};
    std::size_t cell = std::size_t{row_at(y)} * columns + column_at(x);
    return {cell_parts.data() + cell_starts[cell], cell_starts[cell + 1] - cell_starts[cell]};
}

bool PlaceFinder::Index::inside(const Part& part, double x, double y) const {
    if (!part.box.holds(x, y)) return false;
    std::uint32_t slab = part.first_slab + part.slab_at(y);
    bool in = false;
    for (std::uint32_t i = slab_starts[slab]; i < slab_starts[slab + 1]; ++i) {
        const Edge& edge = edges[i];
        if (y < edge.y1 || y >= edge.y2) continue;
        in ^= x < edge.x1 + (y - edge.y1) * (edge.x2 - edge.x1) / (edge.y2 - edge.y1);
    }
    return in;
}

/// The smallest squared distance below `limit`, or `limit`.
double PlaceFinder::Index::nearest_edge(const Part& part, double x, double y, double metres_x, double limit) const {
    if (!part.box.holds(x, y, margin_x, margin_y)) return limit;
    std::uint32_t from = part.first_slab + part.slab_at(y - margin_y);
    std::uint32_t to = part.first_slab + part.slab_at(y + margin_y);
    for (std::uint32_t i = slab_starts[from]; i < slab_starts[to + 1]; ++i)
        limit = std::min(limit, squared_distance(edges[i], x, y, metres_x));
    return limit;
}

PlaceFinder::PlaceFinder(std::span<const Feature> features, double tolerance_metres) {
    auto index = std::make_unique<Index>();
    index->tolerance = std::max(0.0, tolerance_metres);
    std::vector<std::uint32_t> order(features.size()); // ties go to the lowest code
    for (std::uint32_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return std::string_view(features[i].code); });
    for (std::uint32_t i : order)
        for (const Polygon& polygon : features[i].polygons)
            index->add(polygon, i);
    index->make_grid();
    index_ = std::move(index);
}
PlaceFinder::~PlaceFinder() = default;
PlaceFinder::PlaceFinder(PlaceFinder&&) noexcept = default;
PlaceFinder& PlaceFinder::operator=(PlaceFinder&&) noexcept = default;

std::optional<std::uint32_t> PlaceFinder::find(double longitude, double latitude) const {
    std::span<const std::uint32_t> candidates = index_->candidates(longitude, latitude);
    for (std::uint32_t i : candidates)
        if (index_->inside(index_->parts[i], longitude, latitude)) return index_->parts[i].feature;
    if (index_->tolerance <= 0 || candidates.empty()) return std::nullopt;

    double metres_x = k_metres_per_degree * std::cos(latitude * std::numbers::pi / 180);
    // The next double up, so that a point at the very tolerance still belongs.
    double limit = std::nextafter(index_->tolerance * index_->tolerance, std::numeric_limits<double>::infinity());
    std::optional<std::uint32_t> nearest;
    for (std::uint32_t i : candidates) {
        double squared = index_->nearest_edge(index_->parts[i], longitude, latitude, metres_x, limit);
        if (squared >= limit) continue;
        limit = squared;
        nearest = index_->parts[i].feature;
    }
    return nearest;
}

} // namespace peelian
