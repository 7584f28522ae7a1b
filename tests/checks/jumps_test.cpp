// SPDX-License-Identifier: MIT
#include "made.hpp"

using namespace peelian;
using namespace peelian::check_tests;

namespace {

Made one_series(Values values, const std::string& area = "N") {
    Made made;
    made.measure("burglary");
    made.series(area, std::move(values));
    return made;
}

Values with(Values values, std::size_t at, double value) {
    values[at] = value;
    return values;
}

} // namespace

TEST_CASE("zero where there are many is to be explained") {
    auto found = one_series(with(about(60, 36), 14, 0)).of("sudden-zero");
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(found[0].id == "sudden-zero-burglary");
    CHECK(says(found[0], "North, March 2021: 0, where 61 are usual"));
}

TEST_CASE("zero where there are few is chance") { CHECK(one_series(with(about(8, 36), 14, 0)).findings().empty()); }

TEST_CASE("a zero at the foot of a fall is not sudden") {
    Values values = about(40, 36);
    values[15] = 12, values[16] = 0, values[17] = 2, values[18] = 4, values[19] = 9;
    CHECK(one_series(values).of("sudden-zero").empty());
}

TEST_CASE("zeros to the end of a series are one run") {
    Values values = about(60, 36);
    for (std::size_t i = 30; i < 36; ++i)
        values[i] = 0;
    auto found = one_series(values).findings();
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "July 2022 to December 2022: 0"));
}

TEST_CASE("zeros after a declared break are not sudden") {
    Values values = about(60, 36);
    for (std::size_t i = 30; i < 36; ++i)
        values[i] = 0;
    Made made = one_series(values);
    made.measures[0].breaks.push_back({Month::from("2022-07"), "Counted elsewhere since."});
    CHECK(made.findings().empty());
}

TEST_CASE("what the force shares is not said of its boroughs") {
    Made made;
    made.measure("burglary");
    made.series("F", with(about(120, 36), 14, 0));
    made.series("N", with(about(60, 36), 14, 0));
    made.series("S", with(about(60, 36), 14, 0));
    auto found = made.of("sudden-zero");
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "Force, March 2021"));
    CHECK_FALSE(says(found[0], "North"));
}

TEST_CASE("a lost digit is found and guessed at") {
    auto found = one_series(with(about(317, 36), 20, 31)).findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "many-times-neighbours-burglary");
    CHECK(says(found[0], "North, September 2021: 31 where"));
    CHECK(says(found[0], "about 10 times too few"));
}

TEST_CASE("a hundred times too many is found in the latest month too") {
    auto found = one_series(with(about(60, 36), 35, 6000)).findings();
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "December 2022: 6,000 where"));
    CHECK(says(found[0], "about 100 times too many"));
}

TEST_CASE("four times its neighbours is news, not a fault") {
    CHECK(one_series(with(about(60, 36), 20, 240)).findings().empty());
    CHECK(one_series(with(about(60, 36), 20, 15)).findings().empty());
}

TEST_CASE("small counts may be many times their neighbours") {
    CHECK(one_series(with(about(2, 36), 20, 25)).findings().empty());
    CHECK(one_series(with(about(9, 36), 20, 1)).findings().empty());
}

TEST_CASE("a restless series has to jump further") {
    Values restless;
    for (int i = 0; i < 36; ++i)
        restless.push_back(i % 4 == 0 ? 90 : i % 4 == 1 ? 6 : i % 4 == 2 ? 40 : 2);
    CHECK(one_series(restless).findings().empty());
}

TEST_CASE("a yearly peak is not a fault") {
    Values values = about(60, 48);
    for (std::size_t i = 7; i < 48; i += 12)
        values[i] = 300;
    CHECK(one_series(values).findings().empty());
}

TEST_CASE("another footing from one month on is found where it begins") {
    Values values = about(60, 18);
    for (double value : about(600, 18))
        values.push_back(value);
    auto found = one_series(values).findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].check == "lasting-jump");
    CHECK(says(found[0], "North, July 2021: 61 before, 606 from then on"));
}

TEST_CASE("a doubling that lasts is left to the verdict") {
    Values values = about(60, 18);
    for (double value : about(120, 18))
        values.push_back(value);
    CHECK(one_series(values).findings().empty());
}

TEST_CASE("a lost decimal point in an estimate is found") {
    Made made;
    Measure& m = made.measure("confidence", MeasureKind::stock);
    m.step = 3;
    m.decimals = 2;
    made.series("N", {0.56, 0.57, 0.55, 56, 0.58, 0.57, 0.56, 0.55});
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "56 where 0.56 are usual"));
    CHECK(says(found[0], "about 100 times too many"));
}

TEST_CASE("of two figures a hundred times apart the later is asked about") {
    Made made;
    made.measure("support-officers", MeasureKind::stock);
    made.series("F", {156556, 1387.69});
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "February 2020: 1,387.69 where 156,556 are usual (about 100 times too few"));
}

TEST_CASE("people lost from the base of a rate are found") {
    Made made;
    made.measure("crime-rate", MeasureKind::rate);
    Values people(24, 250'000);
    people[9] = 25'000;
    made.series("N", about(400, 24), people);
    CHECK(says(made.of("many-times-neighbours").at(0), "25,000 people where 250,000"));
}

TEST_CASE("wards and stand-ins are not looked at one by one") {
    CHECK(one_series(with(about(60, 36), 14, 0), "N1").findings().empty());
    CHECK(one_series(with(about(60, 36), 14, 0), "F-elsewhere").of("sudden-zero").empty());
}

TEST_CASE("a finding names five places and counts the rest") {
    Values values = about(100, 60);
    for (std::size_t i = 5; i < 60; i += 8)
        values[i] = 1;
    auto found = one_series(values).of("many-times-neighbours");
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "; and 2 more."));
}

TEST_CASE("measures with the very same events share a finding") {
    Made made;
    made.measure("all");
    made.series("F", about(5000, 36));
    made.measure("burglary");
    made.series("N", with(about(60, 36), 14, 0));
    made.measure("burglary-of-a-home");
    made.series("N", with(about(60, 36), 14, 0));
    auto found = made.of("sudden-zero");
    REQUIRE(found.size() == 1);
    CHECK(says(found[0], "Recorded burglary, Recorded burglary-of-a-home: zero"));
}

TEST_CASE("what is odd in all of a dataset is not said again of its parts") {
    Made made;
    made.measure("all");
    made.series("F", with(about(900, 36), 14, 9000));
    made.measure("violence");
    made.series("F", with(about(500, 36), 14, 5000));
    made.measure("robbery");
    made.series("F", with(about(200, 36), 20, 10));
    auto found = made.of("many-times-neighbours");
    REQUIRE(found.size() == 2);
    CHECK(found[0].subject == "all");
    CHECK(found[1].subject == "robbery");
}

TEST_CASE("values beyond a long gap are no neighbours") {
    Values values(120, k_missing);
    for (std::size_t i : {0U, 40U, 80U})
        values[i] = 7000;
    for (std::size_t i = 100; i < 106; ++i)
        values[i] = 500;
    CHECK(one_series(values).findings().empty());
}
