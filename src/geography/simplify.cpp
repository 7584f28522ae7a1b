// SPDX-License-Identifier: MIT
// Boundaries for a page. Rings are cut into arcs at junctions, the vertices where rings
// part ways; an arc is thinned in one direction only (from its lower end), so that both
// features along it get the same vertices, and nothing has to be matched up afterwards.
#include "base/text.hpp"
#include "geography/boundaries.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdlib>
#include <map>
#include <numbers>
#include <unordered_map>

namespace peelian {
namespace {

constexpr double k_units = 1e5; // coordinates are whole hundred-thousandths of a degree
constexpr double k_metres_per_unit = 6371008.8 * std::numbers::pi / 180 / k_units;
constexpr int k_rounds = 8; // of finer tolerances for polygons that cross themselves

struct Vertex {
    std::int32_t x = 0, y = 0;
    auto operator<=>(const Vertex&) const = default;
};
struct VertexHash {
    std::size_t operator()(Vertex v) const {
        auto bits =
            (static_cast<std::uint64_t>(static_cast<std::uint32_t>(v.x)) << 32) | static_cast<std::uint32_t>(v.y);
        return static_cast<std::size_t>((bits ^ (bits >> 29)) * 0x9E3779B97F4A7C15ULL);
    }
};

/// Vertices in order; a ring does not repeat its first, an arc of a whole ring does.
using Line = std::vector<Vertex>;

/// Rounds a ring, without repeated vertices and without spikes of no width.
Line rounded(const Ring& ring) {
    Line line;
    for (const Position& position : ring) {
        Vertex vertex{static_cast<std::int32_t>(std::lround(position.longitude * k_units)),
                      static_cast<std::int32_t>(std::lround(position.latitude * k_units))};
        if (!line.empty() && line.back() == vertex) continue;
        if (line.size() >= 2 && line[line.size() - 2] == vertex) line.pop_back();
        else line.push_back(vertex);
    }
    while (line.size() > 1 && line.front() == line.back())
        line.pop_back();
    return line;
}

/// Twice the area, positive when the ring runs anticlockwise.
double doubled_area(const Line& ring) {
    double sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        Vertex a = ring[i], b = ring[(i + 1) % ring.size()];
        sum += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
    }
    return sum;
}

/// Finds junctions: vertices that do not have the same two neighbours in every ring.
class Junctions {
public:
    void add(const Line& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            Vertex before = ring[(i + ring.size() - 1) % ring.size()], after = ring[(i + 1) % ring.size()];
            if (after < before) std::swap(before, after);
            auto [seen, fresh] = neighbours_.try_emplace(ring[i], Seen{before, after, false});
            if (!fresh && (seen->second.low != before || seen->second.high != after)) seen->second.junction = true;
        }
    }
    bool has(Vertex vertex) const { return neighbours_.at(vertex).junction; }

private:
    struct Seen {
        Vertex low, high;
        bool junction;
    };
    std::unordered_map<Vertex, Seen, VertexHash> neighbours_;
};

/// The arcs of a ring, in its direction: from junction to junction, or the whole ring
/// from its lowest vertex on.
std::vector<Line> arcs_of(const Line& ring, const Junctions& junctions) {
    std::vector<std::size_t> cuts;
    for (std::size_t i = 0; i < ring.size(); ++i)
        if (junctions.has(ring[i])) cuts.push_back(i);
    if (cuts.empty()) cuts.push_back(static_cast<std::size_t>(std::ranges::min_element(ring) - ring.begin()));
    std::vector<Line> arcs;
    for (std::size_t k = 0; k < cuts.size(); ++k) {
        std::size_t end = k + 1 < cuts.size() ? cuts[k + 1] : cuts[0] + ring.size();
        Line arc;
        for (std::size_t i = cuts[k]; i <= end; ++i)
            arc.push_back(ring[i % ring.size()]);
        arcs.push_back(std::move(arc));
    }
    return arcs;
}

/// Turns an arc to its own direction, whichever feature it came from; true if turned.
bool turn(Line& arc) {
    bool backwards = arc.front() != arc.back() ? arc.back() < arc.front() : arc[arc.size() - 2] < arc[1];
    if (backwards) std::ranges::reverse(arc);
    return backwards;
}

/// Thins arcs, more gently where it was asked to be.
class Thinner {
public:
    Thinner(double tolerance_metres, double metres_x) : tolerance_(tolerance_metres), metres_x_(metres_x) {}

    Line thin(Line arc) const {
        bool turned = turn(arc);
        auto level = levels_.find({arc[0], arc[1]});
        int halvings = level == levels_.end() ? 0 : level->second;
        double tolerance = halvings >= k_rounds ? 0 : std::ldexp(tolerance_, -halvings);
        Line thinned = douglas_peucker(arc, tolerance);
        if (turned) std::ranges::reverse(thinned);
        return thinned;
    }
    /// Halves the tolerance of an arc from now on.
    void refine(Line arc) {
        turn(arc);
        ++levels_[{arc[0], arc[1]}];
    }

private:
    double squared_distance(Vertex p, Vertex a, Vertex b) const {
        double ax = (a.x - p.x) * metres_x_, ay = (a.y - p.y) * k_metres_per_unit;
        double dx = (b.x - a.x) * metres_x_, dy = (b.y - a.y) * k_metres_per_unit;
        double length = dx * dx + dy * dy;
        double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0;
        double ex = ax + t * dx, ey = ay + t * dy;
        return ex * ex + ey * ey;
    }

    /// Keeps the ends and, of each stretch between kept vertices, the furthest off while
    /// it is further than the tolerance. A closed arc starts as there and back again.
    Line douglas_peucker(const Line& arc, double tolerance) const {
        std::vector<bool> keep(arc.size());
        keep.front() = keep.back() = true;
        std::vector<std::pair<std::size_t, std::size_t>> stretches{{0, arc.size() - 1}};
        while (!stretches.empty()) {
            auto [from, to] = stretches.back();
            stretches.pop_back();
            double furthest = tolerance * tolerance;
            std::size_t at = 0;
            for (std::size_t i = from + 1; i < to; ++i) {
                double squared = squared_distance(arc[i], arc[from], arc[to]);
                if (squared <= furthest) continue;
                furthest = squared;
                at = i;
            }
            if (at == 0) continue;
            keep[at] = true;
            stretches.emplace_back(from, at);
            stretches.emplace_back(at, to);
        }
        Line kept;
        for (std::size_t i = 0; i < arc.size(); ++i)
            if (keep[i]) kept.push_back(arc[i]);
        return kept;
    }

    double tolerance_, metres_x_;
    std::map<std::pair<Vertex, Vertex>, int> levels_; // by the first two vertices
};

/// A polygon as arcs, and what is left of it.
struct DrawnPolygon {
    std::vector<std::vector<Line>> rings; // each as its arcs
    std::vector<Line> thinned;            // each as a ring; empty: nothing is left of it
    double area = 0;                      // of the outer ring, before
};

Line join_arcs(const std::vector<Line>& arcs, const Thinner& thinner) {
    Line ring;
    for (const Line& arc : arcs) {
        Line thinned = thinner.thin(arc);
        ring.insert(ring.end(), thinned.begin(), thinned.end() - 1);
    }
    if (ring.size() < 3 || doubled_area(ring) == 0) ring.clear();
    return ring;
}

/// Asks GEOS whether polygons are valid, one handle for all questions.
class Validity {
public:
    Validity() : handle_(GEOS_init_r()) {}
    ~Validity() { GEOS_finish_r(handle_); }
    Validity(const Validity&) = delete;
    Validity& operator=(const Validity&) = delete;

    bool valid(const std::vector<Line>& rings) const {
        std::vector<GEOSGeometry*> holes;
        for (std::size_t i = 1; i < rings.size(); ++i)
            if (!rings[i].empty()) holes.push_back(ring(rings[i]));
        GEOSGeometry* polygon =
            GEOSGeom_createPolygon_r(handle_, ring(rings[0]), holes.data(), static_cast<unsigned>(holes.size()));
        bool is_valid = GEOSisValid_r(handle_, polygon) == 1;
        GEOSGeom_destroy_r(handle_, polygon);
        return is_valid;
    }

private:
    GEOSGeometry* ring(const Line& line) const {
        auto size = static_cast<unsigned>(line.size());
        GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(handle_, size + 1, 2);
        for (unsigned i = 0; i <= size; ++i)
            GEOSCoordSeq_setXY_r(handle_, sequence, i, line[i % size].x, line[i % size].y);
        return GEOSGeom_createLinearRing_r(handle_, sequence);
    }

    GEOSContextHandle_t handle_;
};

/// Puts the largest polygon of each feature first and cuts all into arcs.
std::vector<std::vector<DrawnPolygon>> cut(std::span<const Feature> features) {
    std::vector<std::vector<std::vector<Line>>> lines(features.size());
    Junctions junctions;
    for (std::size_t f = 0; f < features.size(); ++f)
        for (const Polygon& polygon : features[f].polygons) {
            std::vector<Line> rings;
            for (const Ring& ring : polygon.rings) {
                Line line = rounded(ring);
                bool outer = rings.empty();
                if (line.size() < 3 || doubled_area(line) == 0) {
                    if (outer) break; // the whole polygon is smaller than a metre
                    continue;
                }
                junctions.add(line);
                rings.push_back(std::move(line));
            }
            if (!rings.empty()) lines[f].push_back(std::move(rings));
        }
    std::vector<std::vector<DrawnPolygon>> drawn(features.size());
    for (std::size_t f = 0; f < features.size(); ++f) {
        for (const std::vector<Line>& rings : lines[f]) {
            DrawnPolygon polygon;
            polygon.area = std::abs(doubled_area(rings[0]));
            for (const Line& ring : rings)
                polygon.rings.push_back(arcs_of(ring, junctions));
            drawn[f].push_back(std::move(polygon));
        }
        std::ranges::stable_sort(drawn[f], std::greater(), &DrawnPolygon::area);
    }
    return drawn;
}

/// Thins all polygons until each is valid (and the first of each feature still there)
/// or the rounds are used up.
void thin_all(std::vector<std::vector<DrawnPolygon>>& drawn, Thinner& thinner) {
    Validity validity;
    for (int round = 0; round <= k_rounds; ++round) {
        bool all_well = true;
        for (std::vector<DrawnPolygon>& polygons : drawn)
            for (DrawnPolygon& polygon : polygons) {
                polygon.thinned.clear();
                for (const std::vector<Line>& arcs : polygon.rings)
                    polygon.thinned.push_back(join_arcs(arcs, thinner));
                bool gone = polygon.thinned[0].empty();
                if (gone ? &polygon != polygons.data() : validity.valid(polygon.thinned)) continue;
                all_well = false;
                for (const std::vector<Line>& arcs : polygon.rings)
                    for (const Line& arc : arcs)
                        thinner.refine(arc);
            }
        if (all_well) return;
    }
}

void append_degrees(std::string& out, std::int32_t units) {
    if (units < 0) out += '-';
    std::string digits = std::to_string(std::abs(units));
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    digits.insert(digits.size() - 5, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
    out += digits;
}

void append_ring(std::string& out, Line ring, bool anticlockwise) {
    if ((doubled_area(ring) > 0) != anticlockwise) std::ranges::reverse(ring);
    ring.push_back(ring.front());
    out += '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        out += i == 0 ? "[" : ",[";
        append_degrees(out, ring[i].x);
        out += ',';
        append_degrees(out, ring[i].y);
        out += ']';
    }
    out += ']';
}

void append_feature(std::string& out, const Feature& feature, const std::vector<DrawnPolygon>& polygons) {
    out += R"({"type":"Feature","properties":{"code":)";
    append_json(out, feature.code);
    out += R"(,"name":)";
    append_json(out, feature.name);
    out += R"(},"geometry":)";
    std::string coordinates;
    std::size_t count = 0;
    for (const DrawnPolygon& polygon : polygons) {
        if (polygon.thinned[0].empty()) continue;
        coordinates += count++ == 0 ? "[" : ",[";
        for (std::size_t i = 0; i < polygon.thinned.size(); ++i) {
            if (polygon.thinned[i].empty()) continue;
            if (i > 0) coordinates += ',';
            append_ring(coordinates, polygon.thinned[i], i == 0);
        }
        coordinates += ']';
    }
    if (count == 0) out += "null}";
    else if (count == 1) out += R"({"type":"Polygon","coordinates":)" + coordinates + "}}";
    else out += R"({"type":"MultiPolygon","coordinates":[)" + coordinates + "]}}";
}

double middle_latitude(std::span<const Feature> features) {
    double south = 90, north = -90;
    for (const Feature& feature : features)
        for (const Polygon& polygon : feature.polygons)
            for (const Ring& ring : polygon.rings)
                for (const Position& position : ring) {
                    south = std::min(south, position.latitude);
                    north = std::max(north, position.latitude);
                }
    return south > north ? 0 : (south + north) / 2;
}

std::vector<std::vector<DrawnPolygon>> thinned(std::span<const Feature> features, double tolerance_metres) {
    std::vector<std::vector<DrawnPolygon>> drawn = cut(features);
    double metres_x = k_metres_per_unit * std::cos(middle_latitude(features) * std::numbers::pi / 180);
    Thinner thinner(std::max(0.0, tolerance_metres), metres_x);
    thin_all(drawn, thinner);
    return drawn;
}

Ring ring_of(const Line& line) {
    Ring ring;
    for (Vertex v : line)
        ring.push_back({v.x / k_units, v.y / k_units});
    ring.push_back(ring.front());
    return ring;
}

std::size_t vertices_of(const std::vector<Feature>& features) {
    std::size_t n = 0;
    for (const Feature& feature : features)
        for (const Polygon& polygon : feature.polygons)
            for (const Ring& ring : polygon.rings)
                n += ring.size();
    return n;
}

} // namespace

std::vector<Feature> simplified_within(std::span<const Feature> features, std::size_t max_vertices) {
    for (double tolerance = 10;; tolerance *= 2) {
        std::vector<std::vector<DrawnPolygon>> drawn = thinned(features, tolerance);
        std::vector<Feature> out;
        for (std::size_t f = 0; f < features.size(); ++f) {
            Feature feature{features[f].code, features[f].name, {}};
            for (const DrawnPolygon& polygon : drawn[f]) {
                if (polygon.thinned[0].empty()) continue;
                Polygon& shape = feature.polygons.emplace_back();
                for (const Line& line : polygon.thinned)
                    if (!line.empty()) shape.rings.push_back(ring_of(line));
            }
            out.push_back(std::move(feature));
        }
        if (vertices_of(out) <= max_vertices || tolerance >= 640) return out;
    }
}

std::string simplified_geojson(std::span<const Feature> features, double tolerance_metres) {
    std::vector<std::vector<DrawnPolygon>> drawn = thinned(features, tolerance_metres);
    std::string out = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t f = 0; f < features.size(); ++f) {
        out += f == 0 ? "\n" : ",\n";
        append_feature(out, features[f], drawn[f]);
    }
    out += "\n]}\n";
    return out;
}

std::string geojson_within(std::span<const Feature> features, std::size_t max_bytes) {
    for (double tolerance = 5;; tolerance *= 2) {
        std::string text = simplified_geojson(features, tolerance);
        if (text.size() <= max_bytes || tolerance >= 640) return text;
    }
}

} // namespace peelian
