// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "geography/areas.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

/// Two forces in the wrong order, boroughs and wards out of order.
Areas small_london() {
    Areas areas;
    areas.add("E23000034", "City of London Police", Level::force, "");
    areas.add("E23000001", "Metropolitan Police", Level::force, "");
    areas.add("E09000033", "Westminster", Level::borough, "E23000001");
    areas.add("E09000001", "City of London", Level::borough, "E23000034");
    areas.add("E09000007", "Camden", Level::borough, "E23000001");
    areas.add("W2", "West End", Level::ward, "E09000033");
    areas.add("C2", "Kilburn", Level::ward, "E09000007");
    areas.add("C1", "Bloomsbury", Level::ward, "E09000007");
    return areas;
}

std::vector<std::string> codes(const Areas& areas) {
    std::vector<std::string> out;
    for (const Area& area : areas.all())
        out.push_back(area.code);
    return out;
}

} // namespace

TEST_CASE("levels read back as they are written") {
    for (Level level : {Level::force, Level::unit, Level::borough, Level::ward})
        CHECK(parse_level(to_text(level)) == level);
    CHECK_FALSE(parse_level("Borough"));
}

TEST_CASE("areas stand as forces by code with their boroughs by name, stand-ins last, then wards") {
    Areas areas = small_london();
    areas.add_stand_ins();
    areas.sort();
    CHECK(codes(areas) == std::vector<std::string>{"E23000001", "E09000007", "E09000033", "E23000001-elsewhere",
                                                   "E23000001-no-location", "E23000034", "E09000001",
                                                   "E23000034-elsewhere", "E23000034-no-location", "C1", "C2", "W2"});
}

TEST_CASE("sorting keeps parents, children and codes together") {
    Areas areas = small_london();
    areas.add_stand_ins();
    areas.sort();
    for (std::size_t i = 0; i < areas.size(); ++i) {
        auto index = static_cast<AreaIndex>(i);
        CHECK(areas.find(areas[index].code) == index);
        for (AreaIndex child : areas[index].children)
            CHECK(areas[child].parent == index);
    }
    const Area& camden = areas[areas.at("E09000007")];
    REQUIRE(camden.children.size() == 2);
    CHECK(areas[camden.children[0]].name == "Bloomsbury");
    CHECK(areas.force_of(areas.at("C2")) == areas.at("E23000001"));
    CHECK(areas.force_of(areas.at("E23000034")) == areas.at("E23000034"));
}

TEST_CASE("command units stand between a force and those of its boroughs that are in one") {
    Areas areas;
    areas.add("F1", "Metropolitan Police", Level::force, "");
    areas.add("F0", "City of London Police", Level::force, "");
    areas.add("U2", "Central North", Level::unit, "F1");
    areas.add("U1", "West", Level::unit, "F1");
    areas.add("B4", "Westminster", Level::borough, "F1");
    areas.add("B3", "Islington", Level::borough, "U2");
    areas.add("B2", "Hounslow", Level::borough, "U1");
    areas.add("B1", "Camden", Level::borough, "U2");
    areas.add("B0", "City of London", Level::borough, "F0");
    areas.add("W", "Bloomsbury", Level::ward, "B1");
    areas.add_stand_ins();
    areas.sort();
    // Units by name, then boroughs by name whatever their unit.
    CHECK(codes(areas) == std::vector<std::string>{"F0", "B0", "F0-elsewhere", "F0-no-location", "F1", "U2", "U1", "B1",
                                                   "B2", "B3", "B4", "F1-elsewhere", "F1-no-location", "W"});
    auto codes_of = [&](const std::vector<AreaIndex>& list) {
        std::string out;
        for (AreaIndex a : list)
            out += areas[a].code + " ";
        return out;
    };
    CHECK(codes_of(areas[areas.at("F1")].children) == "U2 U1 B4 F1-elsewhere F1-no-location ");
    CHECK(codes_of(areas.boroughs_of(areas.at("F1"))) == "B1 B2 B3 B4 F1-elsewhere F1-no-location ");
    CHECK(codes_of(areas.boroughs_of(areas.at("U2"))) == "B1 B3 ");
    CHECK(areas.unit_of(areas.at("B1")) == areas.at("U2"));
    CHECK_FALSE(areas.unit_of(areas.at("B4")));
    CHECK_FALSE(areas.unit_of(areas.at("F1-elsewhere")));
    CHECK(areas.force_of(areas.at("W")) == areas.at("F1"));
    CHECK(areas.has(Level::unit));
    CHECK_FALSE(small_london().has(Level::unit));
    CHECK_THROWS_WITH_AS(areas.add("X", "Ward", Level::ward, "U1"),
                         "The parent of the ward 'X' must be a borough, but 'U1' is a unit", Error);
    CHECK_THROWS_WITH_AS(areas.add("X", "Unit", Level::unit, "B4"),
                         "The parent of the unit 'X' must be a force, but 'B4' is a borough", Error);
    CHECK_THROWS_WITH_AS(areas.add("X", "Borough", Level::borough, "B1"),
                         "The parent of the borough 'X' must be a force or unit, but 'B1' is a borough", Error);
}

TEST_CASE("each force gets its two stand-ins once") {
    Areas areas = small_london();
    areas.add_stand_ins();
    areas.add_stand_ins();
    CHECK(areas.size() == 12);
    const Area& elsewhere = areas[areas.at("E23000034-elsewhere")];
    CHECK(elsewhere.name == "Elsewhere (outside City of London Police)");
    CHECK(elsewhere.kind == AreaKind::elsewhere);
    CHECK(areas[areas.at("E23000001-no-location")].name == "No location given");
}

TEST_CASE("a second area with one code is refused") {
    Areas areas = small_london();
    CHECK_THROWS_WITH_AS(areas.add("E09000007", "Camden Town", Level::borough, "E23000001"),
                         "There is a second area with the code 'E09000007' ('Camden' and 'Camden Town')", Error);
}

TEST_CASE("an unknown parent is refused with the nearest code") {
    Areas areas = small_london();
    CHECK_THROWS_WITH_AS(areas.add("X", "Ward", Level::ward, "E09000O07"),
                         "The parent 'E09000O07' of 'X' is not an area; did you mean 'E09000007'?", Error);
}

TEST_CASE("a parent of the wrong level is refused") {
    Areas areas = small_london();
    CHECK_THROWS_WITH_AS(areas.add("X", "Ward", Level::ward, "E23000001"),
                         "The parent of the ward 'X' must be a borough, but 'E23000001' is a force", Error);
    CHECK_THROWS_AS(areas.add("X", "Force", Level::force, "E23000001"), Error);
    CHECK_THROWS_AS(areas.add("X", "Borough", Level::borough, ""), Error);
}

TEST_CASE("asking for an area by its name says its code") {
    Areas areas = small_london();
    CHECK_THROWS_WITH_AS(areas.at("westminster"),
                         "There is no area 'westminster'; did you mean 'E09000033' (Westminster)?", Error);
    try {
        areas.at("quite another thing");
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::not_found);
    }
}
