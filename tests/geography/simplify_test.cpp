// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "geography/boundaries.hpp"
#include "geography/maps.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

using namespace peelian;
using maps::feature;
using maps::ring;
using maps::square;

namespace {

/// The drawn map read back.
std::vector<Feature> drawn(const std::vector<Feature>& features, double tolerance) {
    auto path = std::filesystem::temp_directory_path() / fmt::format("peelian-drawn-{}.geojson", ::getpid());
    write_file(path, simplified_geojson(features, tolerance));
    std::vector<Feature> back = read_boundaries(path);
    std::filesystem::remove(path);
    return back;
}

/// A wavy line from (x, 51) to (x, 52), swinging by `swing` degrees.
Ring wave(double x, double swing, int steps) {
    Ring out;
    for (int i = 0; i <= steps; ++i)
        out.push_back({x + swing * std::sin(i * 0.7), 51 + static_cast<double>(i) / steps});
    out.front().longitude = out.back().longitude = x;
    return out;
}

/// Two areas left and right of a wavy border.
std::vector<Feature> two_with_wavy_border() {
    Ring border = wave(0.5, 0.002, 400);
    Ring left{{0, 52}, {0, 51}}, right{{1, 51}, {1, 52}};
    left.insert(left.end(), border.begin(), border.end());
    left.push_back(left.front());
    right.insert(right.end(), border.rbegin(), border.rend());
    right.push_back(right.front());
    return {feature("A", {{{left}}}), feature("B", {{{right}}})};
}

std::vector<Position> inner_vertices(const Feature& f) {
    std::vector<Position> out;
    Ring r = f.polygons[0].rings[0];
    r.pop_back();
    for (const Position& p : r)
        if (p.longitude > 0.1 && p.longitude < 0.9) out.push_back(p);
    std::ranges::sort(out, {}, &Position::latitude);
    return out;
}

double area(const Ring& r) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < r.size(); ++i)
        sum += r[i].longitude * r[i + 1].latitude - r[i + 1].longitude * r[i].latitude;
    return sum / 2;
}

} // namespace

TEST_CASE("a shared border is thinned once: both sides keep the same vertices") {
    std::vector<Feature> map = two_with_wavy_border();
    for (double tolerance : {1.0, 50.0, 120.0}) {
        std::vector<Feature> thin = drawn(map, tolerance);
        std::vector<Position> left = inner_vertices(thin[0]), right = inner_vertices(thin[1]);
        CHECK(left == right);
        CHECK(left.size() >= 2);
        CHECK(left.size() < 402);
    }
    CHECK(inner_vertices(drawn(map, 300)[0]).size() == 2);
}

TEST_CASE("what fills a hole keeps to the hole when both are thinned") {
    Ring round;
    for (int i = 0; i < 200; ++i)
        round.push_back({0.5 + 0.2 * std::cos(i * 0.0314159265), 51.5 + 0.2 * std::sin(i * 0.0314159265)});
    round.push_back(round.front());
    Ring other_way(round.rbegin(), round.rend());
    std::rotate(other_way.begin(), other_way.begin() + 57, other_way.end() - 1);
    other_way.back() = other_way.front();
    std::vector<Feature> thin =
        drawn({feature("A", {{{square(0, 51, 1), round}}}), feature("B", {{{other_way}}})}, 200);
    Ring hole = thin[0].polygons[0].rings.at(1), fill = thin[1].polygons[0].rings[0];
    CHECK(hole.size() == fill.size());
    CHECK(hole.size() < 100);
    CHECK(area(hole) == doctest::Approx(-area(fill)));
}

TEST_CASE("outer rings run anticlockwise and holes clockwise") {
    Ring clockwise = square(0, 51, 1);
    std::ranges::reverse(clockwise);
    std::vector<Feature> thin = drawn({feature("A", {{{clockwise, square(0.2, 51.2, 0.2)}}})}, 5);
    CHECK(area(thin[0].polygons[0].rings[0]) > 0);
    CHECK(area(thin[0].polygons[0].rings[1]) < 0);
}

TEST_CASE("islands and holes below the tolerance go, but never the whole of a feature") {
    Polygon mainland{{square(0, 51, 0.1), square(0.05, 51.05, 0.0002)}};
    Polygon rock{{ring({{0.2, 51}, {0.2002, 51}, {0.2001, 51.0001}})}};
    Polygon lone_rock{{ring({{0.4, 51}, {0.4002, 51}, {0.4001, 51.0001}})}};
    std::vector<Feature> thin = drawn({feature("A", {mainland, rock}), feature("ROCK", {lone_rock})}, 100);
    REQUIRE(thin.size() == 2);
    CHECK(thin[0].polygons.size() == 1);
    CHECK(thin[0].polygons[0].rings.size() == 1);
    CHECK(thin[1].polygons.size() == 1);
}

TEST_CASE("a polygon that would cross itself is thinned more gently") {
    // A tongue of the left bank reaches into a bend; thinned at 800 m the banks would cross.
    Ring bend = ring({{0, 51},
                      {0.1, 51},
                      {0.1, 51.1},
                      {0.052, 51.1},
                      {0.052, 51.02},
                      {0.05, 51.018},
                      {0.048, 51.02},
                      {0.048, 51.1},
                      {0, 51.1},
                      {0, 51.06},
                      {0.03, 51.05},
                      {0.0495, 51.012},
                      {0.03, 51.04},
                      {0, 51.05}});
    std::vector<Feature> thin = drawn({feature("A", {{{bend}}})}, 800);
    PlaceFinder finder(thin, 0);
    CHECK_FALSE(finder.find(0.05, 51.08));
    CHECK(area(thin[0].polygons[0].rings[0]) > 0.005);
}

TEST_CASE("the drawing is the same bytes each time, with five decimals at most") {
    std::vector<Feature> map = two_with_wavy_border();
    std::string text = simplified_geojson(map, 20);
    CHECK(text == simplified_geojson(two_with_wavy_border(), 20));
    CHECK(simplified_geojson({}, 20) == "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n");
    std::vector<Feature> one{feature("A\"", {{{ring({{-0.000004, 51.1234567}, {-0.00001, 51}, {1.5, 51}})}}})};
    CHECK(simplified_geojson(one, 0) == "{\"type\":\"FeatureCollection\",\"features\":[\n"
                                        "{\"type\":\"Feature\",\"properties\":{\"code\":\"A\\\"\","
                                        "\"name\":\"Area A\\\"\"},\"geometry\":"
                                        "{\"type\":\"Polygon\",\"coordinates\":[[[-0.00001,51],[1."
                                        "5,51],[0,51.12346],[-0.00001,51]]]}}\n]}\n");
}

TEST_CASE("shapes for a drawing keep their order, their codes and the borders they share") {
    std::vector<Feature> map = two_with_wavy_border();
    auto vertices = [](const std::vector<Feature>& features) {
        std::size_t n = 0;
        for (const Feature& f : features)
            for (const Polygon& polygon : f.polygons)
                for (const Ring& ring : polygon.rings)
                    n += ring.size();
        return n;
    };
    std::vector<Feature> fine = simplified_within(map, 1 << 20), small = simplified_within(map, 24);
    REQUIRE(small.size() == 2);
    CHECK(small[0].code == map[0].code);
    CHECK(small[1].code == map[1].code);
    CHECK(vertices(small) <= 24);
    CHECK(vertices(fine) > vertices(small));
    for (const Feature& f : small) {
        REQUIRE(!f.polygons.empty());
        CHECK(f.polygons[0].rings[0].front() == f.polygons[0].rings[0].back());
    }
}

TEST_CASE("a map is thinned until it fits") {
    std::vector<Feature> map = two_with_wavy_border();
    std::string fine = geojson_within(map, 1 << 20), small = geojson_within(map, 800);
    CHECK(fine == simplified_geojson(map, 5));
    CHECK(small.size() <= 800);
}
