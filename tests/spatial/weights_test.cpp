// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "spatial/weights.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peelian;

namespace {

/// A square of side 0.01 degrees at a column and a row.
Feature square(const std::string& code, int column, int row) {
    double x = column * 0.01, y = 51 + row * 0.01;
    return {code, code, {{{{{x, y}, {x + 0.01, y}, {x + 0.01, y + 0.01}, {x, y + 0.01}, {x, y}}}}}};
}

std::vector<std::uint32_t> of(const SpatialWeights& w, std::size_t i) {
    return {w.neighbours(i).begin(), w.neighbours(i).end()};
}

} // namespace

TEST_CASE("squares that touch at a corner are neighbours of the queen and not of the rook") {
    std::vector<Feature> four{square("a", 0, 0), square("b", 1, 0), square("c", 0, 1), square("d", 1, 1)};
    SpatialWeights queen = neighbours_by_border(four, Contiguity::queen);
    CHECK(of(queen, 0) == std::vector<std::uint32_t>{1, 2, 3});
    SpatialWeights rook = neighbours_by_border(four, Contiguity::rook);
    CHECK(of(rook, 0) == std::vector<std::uint32_t>{1, 2});
    CHECK(rook.row_standardised().weights(0)[0] == 0.5);
    four.push_back(square("far", 9, 9));
    CHECK(neighbours_by_border(four, Contiguity::queen).islands() == 1);
}

TEST_CASE("a river is declared: links are taken away and added both ways") {
    std::vector<Feature> three{square("a", 0, 0), square("b", 1, 0), square("c", 2, 0)};
    SpatialWeights w = neighbours_by_border(three, Contiguity::rook);
    std::vector<Link> bridge{{0, 2}}, river{{0, 1}};
    SpatialWeights changed = with_links(w, bridge, river);
    CHECK(of(changed, 0) == std::vector<std::uint32_t>{2});
    CHECK(of(changed, 1) == std::vector<std::uint32_t>{2});
    CHECK(of(changed, 2) == std::vector<std::uint32_t>{0, 1});
    CHECK_THROWS_AS(with_links(changed, {}, river), Error);
}

TEST_CASE("nearest neighbours of equal distance come in the order of the places") {
    std::vector<PlanePoint> cross{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    CHECK(of(nearest_neighbours(cross, 2), 0) == std::vector<std::uint32_t>{1, 2});
    std::vector<PlanePoint> heap{{5, 5}, {5, 5}, {5, 5}};
    CHECK(of(nearest_neighbours(heap, 1), 2) == std::vector<std::uint32_t>{0});
    CHECK_THROWS_AS(nearest_neighbours(heap, 3), Error);
}

TEST_CASE("impossible links are refused") {
    CHECK_THROWS_AS(SpatialWeights(2, std::vector<Link>{{0, 2}}), Error);
    CHECK_THROWS_AS(SpatialWeights(2, std::vector<Link>{{1, 1}}), Error);
    CHECK_THROWS_AS(SpatialWeights(2, std::vector<Link>{{0, 1}, {0, 1}}), Error);
    CHECK_THROWS_AS(SpatialWeights(2, std::vector<Link>{{0, 1, -1}}), Error);
    CHECK_THROWS_AS(neighbours_within(std::vector<PlanePoint>{{0, NAN}}, 1), Error);
    CHECK_THROWS_AS(neighbours_within(std::vector<PlanePoint>{{0, 0}}, 0), Error);
}
