// SPDX-License-Identifier: MIT
#include "made.hpp"

using namespace peelian;
using namespace peelian::check_tests;

TEST_CASE("groups that do not make up their whole stop the release") {
    Made made;
    made.measure("victims");
    made.series("F", {10, 20, 30});
    made.group("F", 0, {4, 8, 15});
    made.group("F", 1, {6, 12, 15});
    CHECK(made.findings().empty());
    made.data[0].series[2].numerator[1] = 11;
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::stop);
    CHECK(found[0].id == "groups-do-not-add-victims-age");
    CHECK(says(found[0], "Force, February 2020: 19 against 20"));
}

TEST_CASE("groups of a missing month are not added up") {
    Made made;
    made.measure("victims");
    made.series("F", {10, k_missing});
    made.group("F", 0, {4, k_missing});
    made.group("F", 1, {6, 3});
    CHECK(made.findings().empty());
}

TEST_CASE("the base of a proportion adds up too") {
    Made made;
    made.measure("solved", MeasureKind::proportion);
    made.series("F", {5, 5}, {50, 50});
    made.group("F", 0, {5, 5});
    made.data[0].series[1].denominator = {50, 49};
    CHECK(made.of("groups-do-not-add").size() == 1);
}

TEST_CASE("estimates need not add up") {
    Made made;
    made.measure("confidence", MeasureKind::stock);
    made.series("F", {0.6, 0.6});
    made.group("F", 0, {0.5, 0.5});
    CHECK(made.findings().empty());
}

TEST_CASE("boroughs and stand-ins that add up to less than their force stop the release") {
    Made made;
    made.measure("burglary");
    made.series("F", {100, 100});
    made.series("N", {60, 60});
    made.series("S", {30, 30});
    made.series("F-elsewhere", {4, 4});
    made.series("F-no-location", {6, 6});
    CHECK(made.findings().empty());
    made.data[0].series[4].numerator[1] = 5;
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::stop);
    CHECK(found[0].check == "areas-do-not-add");
    CHECK(says(found[0], "Force, February 2020: 99 against 100"));
}

TEST_CASE("a force is its units, its boroughs in none and its stand-ins; a unit is its boroughs") {
    Made made;
    made.areas = {};
    made.areas.add("F", "Force", Level::force, "");
    made.areas.add("U", "Unit", Level::unit, "F");
    made.areas.add("N", "North", Level::borough, "U");
    made.areas.add("S", "South", Level::borough, "U");
    made.areas.add("E", "East", Level::borough, "F");
    made.areas.add("F-elsewhere", "elsewhere", Level::borough, "F", AreaKind::elsewhere);
    made.measure("burglary");
    made.series("F", {100, 100});
    made.series("U", {90, 90});
    made.series("N", {60, 60});
    made.series("S", {30, 30});
    made.series("E", {6, 6});
    made.series("F-elsewhere", {4, 4});
    CHECK(made.findings().empty());
    made.data[0].series[2].numerator[1] = 61;
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::stop);
    CHECK(found[0].id == "areas-do-not-add-burglary-unit");
    CHECK(says(found[0], "Unit, February 2020: 91 against 90"));
    made.data[0].series[2].numerator[1] = 60;
    made.data[0].series[4].numerator[0] = 5;
    found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "areas-do-not-add-burglary");
    CHECK(says(found[0], "Force, January 2020: 99 against 100"));
}

TEST_CASE("boroughs may have more than their force by what other forces recorded there") {
    Made made;
    made.areas.add("G", "Other force", Level::force, "");
    made.areas.add("G-elsewhere", "elsewhere", Level::borough, "G", AreaKind::elsewhere);
    made.measure("burglary");
    made.series("F", {100});
    made.series("N", {63});
    made.series("S", {40});
    made.series("G", {5});
    made.series("G-elsewhere", {5});
    CHECK(made.findings().empty());
    made.data[0].series[1].numerator[0] = 70;
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].check == "areas-add-to-more");
    CHECK(found[0].level == CheckLevel::explain);
}

TEST_CASE("wards below their boroughs are to be explained with the sizes, once a dataset") {
    Made made;
    for (auto id : {"burglary", "robbery"}) {
        made.measure(id);
        made.series("N", {1000, 1000});
        made.series("N1", {500, 500});
        made.series("N2", {480, 490});
    }
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "ward-sums-crime");
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(says(found[0], "2 measures"));
    CHECK(says(found[0], "1,970 in wards, 2,000 in boroughs"));
    CHECK(says(found[0], "North, January 2020: 980 in its wards, 1,000 in all"));
}

TEST_CASE("wards that differ both ways are two downloads") {
    Made made;
    made.measure("burglary");
    made.series("N", {1000, 1000});
    made.series("N1", {500, 500});
    made.series("N2", {498, 503});
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(says(found[0], "two downloads of different dates"));
}

TEST_CASE("a trifle without a ward is a note, and wards that add up are nothing") {
    Made made;
    made.measure("burglary");
    made.series("N", {1000, 1000});
    made.series("N1", {500, 500});
    made.series("N2", {499, 499});
    CHECK(made.findings().at(0).level == CheckLevel::note);
    made.data[0].series[2].numerator = {500, 500};
    CHECK(made.findings().empty());
}
