// SPDX-License-Identifier: MIT
#include "made.hpp"

using namespace peelian;
using namespace peelian::check_tests;

namespace {

/// The Metropolitan Police's searches as published: December 2022 ends on the 17th.
Made met_searches() {
    Made made;
    Measure& m = made.measure("searches");
    m.dataset = "stop_search";
    m.unit = "searches";
    made.data.back().first = Month::from("2022-12");
    made.series("F", {5706, 16401, 13640, 14303, 12146, 12423, 11595, 13073, 14073, 12033, 11740,
                      9130, 9086,  9689,  9179,  10681, 9002,  9130,  8720,  8824,  10638});
    return made;
}

DayCoverage days(const char* month, int last, int seen) {
    return {.dataset = "stop_search",
            .force = "F",
            .month = Month::from(month),
            .first_day = 1,
            .last_day = last,
            .days_seen = seen,
            .rows = 1};
}

} // namespace

TEST_CASE("a month with far fewer rows than those around it is incomplete") {
    auto found = met_searches().of("incomplete-month");
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(found[0].id == "incomplete-month-stop-search-f");
    CHECK(says(found[0], "December 2022: 5,706 searches where the months around have 9,086 to 16,401"));
    CHECK_FALSE(says(found[0], "November 2023"));
}

TEST_CASE("a month whose days stop early is incomplete however many rows it has") {
    Made made = met_searches();
    made.days = {days("2022-12", 17, 17), days("2023-01", 31, 31), days("2023-02", 28, 28)};
    auto found = made.of("incomplete-month");
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "around have 9,086 to 16,401, no row after day 17 of 31"));
}

TEST_CASE("days stop early only where chance would not do it") {
    CHECK(stops_early(days("2022-12", 17, 17)));
    CHECK(stops_early(days("2022-12", 28, 28)));
    CHECK_FALSE(stops_early(days("2022-12", 31, 31)));
    CHECK_FALSE(stops_early(days("2022-12", 30, 30)));
    CHECK_FALSE(stops_early(days("2022-12", 28, 15))); // a force with a search every other day
    CHECK(stops_early(days("2022-12", 10, 6)));
}

TEST_CASE("a month with holes is incomplete where other months have none") {
    Made made = met_searches();
    for (auto month : {"2023-01", "2023-03", "2023-05", "2023-07"})
        made.days.push_back(days(month, 31, 31));
    made.days.push_back(days("2023-08", 31, 20));
    CHECK(says(made.of("incomplete-month")[0], "August 2023: rows on 20 of 31 days"));
}

TEST_CASE("a fall with its own slopes is not an incomplete month") {
    Made made; // the City of London in the spring of 2020
    made.measure("all");
    made.data.back().first = Month::from("2019-11");
    made.series("F", {870, 850, 820, 763, 605, 236, 226, 323, 463, 506, 545, 561, 496});
    CHECK(made.of("incomplete-month").empty());
}

TEST_CASE("a fall that lasts is not an incomplete month, though one in the latest month may be") {
    Made made;
    made.measure("all");
    made.series("F", {900, 910, 890, 905, 900, 450, 455, 445, 450});
    CHECK(made.findings().empty());
    made.data[0].series[0].numerator.resize(6);
    CHECK(made.of("incomplete-month").size() == 1);
}

TEST_CASE("small numbers do not make a month incomplete") {
    Made made;
    made.measure("all");
    made.series("F", {6, 9, 7, 2, 8, 5, 7, 9, 6});
    CHECK(made.of("incomplete-month").empty());
}

TEST_CASE("what an incomplete month does to other measures of its dataset is not found again") {
    Made made = met_searches();
    made.measure("weapons").dataset = "stop_search";
    made.data.back().first = Month::from("2022-12");
    Values weapons = about(900, 21);
    weapons[0] = 90;
    made.series("F", weapons);
    made.days = {days("2022-12", 3, 3)};
    CHECK(made.of("incomplete-month").size() == 1);
    CHECK(made.of("many-times-neighbours").empty());
    made.data[1].first = Month::from("2018-12"); // another month: a fault of its own
    CHECK(made.of("many-times-neighbours").size() == 1);
}
