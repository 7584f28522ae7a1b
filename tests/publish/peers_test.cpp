// SPDX-License-Identifier: MIT
#include "publish/peers.hpp"
#include "publish/sample_content.hpp"
#include "release/peer_table.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peelian;

TEST_CASE("an area is held against the most similar, itself left out, nearest first") {
    auto content = sample_content({.boroughs = 6, .months = 20, .forces = 1});
    AreaIndex area = *content->areas.find("E09000001");
    auto peers = peers_of(*content, area);
    REQUIRE(peers.size() == 3);
    CHECK(peers[0].distance <= peers[1].distance);
    for (const AreaPeer& p : peers) {
        CHECK(p.area != area);
        CHECK(content->areas[p.area].level == Level::borough);
        CHECK(content->areas[p.area].kind == AreaKind::real);
    }
    CHECK(peers_words(*content, area, 3) ==
          "the 3 boroughs most like it in population and residents by square kilometre");
}

TEST_CASE("a borough's peers are of any unit of its force, and units have none") {
    auto content = sample_content({.boroughs = 6, .months = 20, .forces = 1, .units = 2});
    CHECK(peers_of(*content, *content->areas.find("E09000001")).size() == 3);
    CHECK(peers_of(*content, *content->areas.find("BCU-11")).empty());
    content->peers = {};
    CHECK(peers_of(*content, *content->areas.find("E09000001")).size() == 5);
}

TEST_CASE("where nothing is known of an area, the places around it are its peers") {
    auto content = sample_content({.boroughs = 6, .months = 20, .forces = 1});
    content->peers = {};
    AreaIndex area = *content->areas.find("E09000001");
    auto peers = peers_of(*content, area);
    CHECK(peers.size() == 5);
    CHECK(std::isnan(peers[0].distance));
    CHECK(peers_words(*content, area, 5) == "the 5 boroughs around it");
}
