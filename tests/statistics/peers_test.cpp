// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "statistics/peers.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace peelian;

namespace {
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
}

TEST_CASE("peers are the nearest areas, each characteristic in its own standard deviations") {
    std::vector<double> table{0, 0, 10, 2000, 20, 1000, 10, 1000};
    // First column 0,10,20,10: deviation 8.165; second 0,2000,1000,1000: 816.5.
    std::vector<Peer> peers = most_similar(table, 2, 0, 2);
    REQUIRE(peers.size() == 2);
    CHECK(peers[0].area == 3);
    CHECK(peers[0].distance == doctest::Approx(std::sqrt((1.5 + 1.5) / 2)));
    CHECK(peers[1].distance == doctest::Approx(std::sqrt((1.5 + 6) / 2))); // areas 1 and 2 alike
}

TEST_CASE("the area itself is left out, and areas equally far keep their order") {
    std::vector<double> table{5, 6, 4, 5};
    std::vector<Peer> peers = most_similar(table, 1, 0, 10);
    REQUIRE(peers.size() == 3);
    CHECK(peers[0].area == 3);
    CHECK(peers[0].distance == 0);
    CHECK(peers[1].area == 1);
    CHECK(peers[2].area == 2);
}

TEST_CASE("what is unknown is passed over, and an area of which too little is known is no peer") {
    std::vector<double> table{1, 1, 1, 2, 3, 2, k_nan, k_nan, 3, k_nan, 1, 1};
    std::vector<Peer> peers = most_similar(table, 3, 0, 10);
    REQUIRE(peers.size() == 2);
    CHECK(peers[0].area == 3);
    CHECK(peers[0].distance == 0);
    CHECK(peers[1].area == 1);
}

TEST_CASE("areas that are all alike, a lone area and no areas at all") {
    CHECK(most_similar(std::vector<double>{7, 7, 7}, 1, 1, 5).empty()); // nothing tells them apart
    CHECK(most_similar(std::vector<double>{7}, 1, 0, 5).empty());
    CHECK_THROWS_AS(most_similar({}, 1, 0, 5), Error);
    CHECK_THROWS_AS(most_similar(std::vector<double>{1, 2, 3}, 2, 0, 5), Error);
    CHECK_THROWS_AS(most_similar(std::vector<double>{1, 2}, 1, 2, 5), Error);
}
