// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "release/peer_table.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

using namespace peelian;

namespace {

struct Made {
    std::filesystem::path root = std::filesystem::temp_directory_path() / fmt::format("peelian-peers-{}", ::getpid());
    Areas areas;
    Made() {
        std::filesystem::create_directories(root);
        write_file(root / "known.csv", "code,deprivation,young\nF1,10.5,20\nF2,,21\nF3,30,22\n");
        areas.add("F", "Force", Level::force, "");
        for (const char* code : {"F1", "F2", "F3"})
            areas.add(code, code, Level::borough, "F");
        areas.sort();
    }
    ~Made() { std::filesystem::remove_all(root); }
    PeerRule rule(const std::string& toml) const { return read_peer_rule(parse_toml(toml, "peelian.toml"), root); }
    std::string error(const std::string& toml) const {
        try {
            rule(toml);
        } catch (const Error& e) {
            return e.what();
        }
        return "";
    }
};

} // namespace

TEST_CASE("peers are chosen by what the body declares; an unknown name is told with the nearest") {
    Made made;
    PeerRule rule =
        made.rule("[peers]\nfile = 'known.csv'\ncharacteristics = ['deprivation', 'population']\ncount = 4\n");
    CHECK(rule.declared);
    PeerTable table = peer_table(rule, made.areas, [](AreaIndex a) { return a == 0 ? 900.0 : 100.0 * a; }, {});
    CHECK(table.names == std::vector<std::string>{"deprivation", "population"});
    CHECK(table.count == 4);
    AreaIndex second = *made.areas.find("F2");
    CHECK(std::isnan(table.values[second * 2]));
    CHECK(table.values[second * 2 + 1] == 200);
    CHECK(made.error("[peers]\nfile = 'known.csv'\ncharacteristics = ['deprivaton']\n")
              .find("Did you mean 'deprivation'?") != std::string::npos);
    CHECK(made.error("[peers]\ncount = 1\n").find("expected 3 to 50") != std::string::npos);
    CHECK(made.error("[peers]\nhow_many = 4\n").find("how_many") != std::string::npos);
    write_file(made.root / "known.csv", "code,deprivation\nF1,much\n");
    rule = made.rule("[peers]\nfile = 'known.csv'\ncharacteristics = ['deprivation']\n");
    CHECK_THROWS_AS(peer_table(rule, made.areas, [](AreaIndex) { return 1.0; }, {}), Error);
}

TEST_CASE("without a rule, by people and how closely they live; what nobody has is left out") {
    Made made;
    PeerRule rule = made.rule("");
    CHECK(!rule.declared);
    // About 1 by 1 km at 60 degrees north: a degree of longitude is half as long there.
    double lat = 1 / 111.195, lon = lat / std::cos(60 * M_PI / 180);
    Feature square{"F1", "F1", {{{{{0, 60}, {lon, 60}, {lon, 60 + lat}, {0, 60 + lat}, {0, 60}}}}}};
    CHECK(square_kilometres(square) == doctest::Approx(1).epsilon(1e-3));
    std::vector<Feature> shapes{square};
    PeerTable table = peer_table(
        rule, made.areas, [](AreaIndex) { return 500.0; }, shapes);
    REQUIRE(table.names.size() == 2);
    CHECK(table.values[*made.areas.find("F1") * 2 + 1] == doctest::Approx(500).epsilon(1e-3));
    CHECK(std::isnan(table.values[*made.areas.find("F2") * 2 + 1]));
    CHECK(peer_table(rule, made.areas, [](AreaIndex) { return k_missing; }, {}).names.empty());
}
