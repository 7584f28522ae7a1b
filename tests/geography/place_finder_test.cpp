// SPDX-License-Identifier: MIT
#include "geography/boundaries.hpp"
#include "geography/maps.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>

using namespace peelian;
using maps::feature;
using maps::ring;
using maps::square;

namespace {

std::string code_at(const std::vector<Feature>& features, double x, double y, double tolerance = 0) {
    auto found = PlaceFinder(features, tolerance).find(x, y);
    return found ? features[*found].code : "none";
}

/// Even-odd rule over every edge, the obvious way.
bool inside_slowly(const Feature& f, double x, double y) {
    for (const Polygon& polygon : f.polygons) {
        bool in = false;
        for (const Ring& r : polygon.rings)
            for (std::size_t i = 0; i + 1 < r.size(); ++i) {
                Position a = r[i], b = r[i + 1];
                if ((a.latitude > y) == (b.latitude > y)) continue;
                double at = a.longitude + (y - a.latitude) / (b.latitude - a.latitude) * (b.longitude - a.longitude);
                if (x < at) in = !in;
            }
        if (in) return true;
    }
    return false;
}

/// A star round (x, y) with many corners.
Ring star(double x, double y, double radius, int corners, std::mt19937& random) {
    std::uniform_real_distribution<double> factor(0.4, 1.0);
    Ring out;
    for (int i = 0; i < corners; ++i) {
        double angle = 6.283185307179586 * i / corners, r = radius * factor(random);
        out.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    out.push_back(out.front());
    return out;
}

} // namespace

// +---+---+
// | A | B |   side 0.01 degrees, from (0, 51)
// +---+---+
TEST_CASE("a point is found in the square it lies in and in none outside") {
    std::vector<Feature> map{feature("A", {{{square(0, 51, 0.01)}}}), feature("B", {{{square(0.01, 51, 0.01)}}})};
    CHECK(code_at(map, 0.005, 51.005) == "A");
    CHECK(code_at(map, 0.015, 51.005) == "B");
    CHECK(code_at(map, 0.025, 51.005) == "none");
    CHECK(code_at(map, 0.005, 52) == "none");
    CHECK(code_at(map, -170, -80) == "none");
}

TEST_CASE("a point on a shared border belongs to exactly one side, always the same") {
    std::vector<Feature> map{feature("A", {{{square(0, 51, 0.01)}}}), feature("B", {{{square(0.01, 51, 0.01)}}})};
    std::vector<Feature> turned{map[1], map[0]};
    for (double y : {51.0, 51.003, 51.0099}) {
        CHECK(code_at(map, 0.01, y) != "none");
        CHECK(code_at(map, 0.01, y) == code_at(turned, 0.01, y));
        CHECK(inside_slowly(map[0], 0.01, y) + inside_slowly(map[1], 0.01, y) == 1);
    }
}

// +-----------+
// | A  +---+  |
// |    | B |  |    B fills the hole of A
// |    +---+  |
// +-----------+
TEST_CASE("a hole is not in its polygon, and what fills it is found") {
    Polygon around{{square(0, 51, 0.03), square(0.01, 51.01, 0.01)}};
    std::vector<Feature> ring_only{feature("A", {around})};
    CHECK(code_at(ring_only, 0.015, 51.015) == "none");
    CHECK(code_at(ring_only, 0.005, 51.015) == "A");
    CHECK(code_at(ring_only, 0.025, 51.015) == "A");
    std::vector<Feature> filled{feature("A", {around}), feature("B", {{{square(0.01, 51.01, 0.01)}}})};
    CHECK(code_at(filled, 0.015, 51.015) == "B");
}

TEST_CASE("each part of a multipolygon is the feature, and the sea between is not") {
    std::vector<Feature> map{
        feature("ISLES", {{{square(0, 51, 0.01)}}, {{square(0.05, 51, 0.01)}}, {{square(0.1, 51.2, 0.01)}}})};
    CHECK(code_at(map, 0.005, 51.005) == "ISLES");
    CHECK(code_at(map, 0.055, 51.005) == "ISLES");
    CHECK(code_at(map, 0.105, 51.205) == "ISLES");
    CHECK(code_at(map, 0.03, 51.005) == "none");
}

TEST_CASE("where polygons overlap the lowest code wins, whatever the order of the features") {
    std::vector<Feature> map{feature("B", {{{square(0, 51, 0.01)}}}), feature("A", {{{square(0, 51, 0.01)}}})};
    CHECK(code_at(map, 0.005, 51.005) == "A");
}

TEST_CASE("a point just outside belongs to the nearest polygon within the tolerance") {
    // 0.001 degrees of latitude are 111.2 m, of longitude at 51 degrees 70 m.
    std::vector<Feature> map{feature("A", {{{square(0, 51, 0.01)}}})};
    CHECK(code_at(map, 0.005, 50.9996, 50) == "A");       // 44 m south
    CHECK(code_at(map, 0.005, 50.9995, 50) == "none");    // 56 m
    CHECK(code_at(map, 0.0107, 51.005, 50) == "A");       // 49 m east
    CHECK(code_at(map, 0.0108, 51.005, 50) == "none");    // 56 m
    CHECK(code_at(map, 0.01045, 51.01035, 50) == "none"); // 50.2 m from the corner
    CHECK(code_at(map, 0.0104, 51.0103, 50) == "A");      // 43.5 m
    CHECK(code_at(map, 0.005, 50.9996, 0) == "none");
}

TEST_CASE("of two polygons within the tolerance the nearer is taken, and on a tie the lowest code") {
    // A gap of 0.0004 degrees (28 m) between A and B, seen from inside the gap.
    std::vector<Feature> map{feature("B", {{{square(0, 51, 0.01)}}}), feature("A", {{{square(0.0104, 51, 0.01)}}})};
    CHECK(code_at(map, 0.0101, 51.005, 50) == "B");
    CHECK(code_at(map, 0.0103, 51.005, 50) == "A");
    std::vector<Feature> corners{feature("B", {{{square(-1, 51, 1)}}}), feature("A", {{{square(-1, 50, 1)}}})};
    CHECK(code_at(corners, 0.0001, 51, 50) == "A"); // both end at (0, 51)
}

TEST_CASE("a point that is not a number is nowhere, and so is every point of an empty map") {
    std::vector<Feature> map{feature("A", {{{square(0, 51, 0.01)}}})};
    double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
    CHECK(code_at(map, nan, 51.005, 50) == "none");
    CHECK(code_at(map, 0.005, nan, 50) == "none");
    CHECK(code_at(map, infinity, -infinity, 50) == "none");
    CHECK(code_at({}, 0, 51, 50) == "none");
}

TEST_CASE("on random stars the answer is that of the rule applied to every edge") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0, 1);
    std::vector<Feature> map;
    for (int i = 0; i < 60; ++i) {
        Polygon polygon{{star(place(random), 51 + place(random), 0.12, 3 + i * 7, random)}};
        map.push_back(feature(fmt::format("S{:02}", i), {polygon}));
    }
    PlaceFinder finder(map, 0);
    for (int i = 0; i < 20000; ++i) {
        double x = place(random) * 1.4 - 0.2, y = 51 + place(random) * 1.4 - 0.2;
        std::optional<std::uint32_t> expected;
        for (std::uint32_t k = 0; k < map.size() && !expected; ++k)
            if (inside_slowly(map[k], x, y)) expected = k;
        REQUIRE(finder.find(x, y) == expected);
    }
}
