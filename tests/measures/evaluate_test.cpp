// SPDX-License-Identifier: MIT
#include "measures/made.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::measure_tests;

TEST_CASE("a force is the sum of its boroughs and stand-ins where it alone recorded there") {
    Made made;
    put_fourteen_months(made);
    made.ask(k_count);
    REQUIRE(made.data[0].length == 14);
    for (std::size_t i = 0; i < 14; ++i) {
        CHECK(made.series("F").numerator[i] == static_cast<double>(i) + 4);
        CHECK(made.series("F1").numerator[i] == static_cast<double>(i));
        CHECK(made.series("F").numerator[i] == made.series("F1").numerator[i] + made.series("F2").numerator[i] +
                                                   made.series("F-no-location").numerator[i] +
                                                   made.series("F-elsewhere").numerator[i]);
    }
    CHECK(made.series("F-no-location").numerator[0] == 1);
    CHECK(made.series("F-elsewhere").numerator[0] == 2);
    CHECK(made.series("F1a").numerator[13] == 13);
    CHECK(made.series("F1b").numerator[13] == 0);
}

TEST_CASE("a crime counts in the borough where it happened, whoever recorded it") {
    Made made;
    put_fourteen_months(made);
    made.ask(k_count);
    CHECK(made.series("G1").numerator[0] == 2);
    CHECK(made.series("G").numerator[0] == 1);
}

TEST_CASE("a month outside a force's coverage is missing, an area without rows inside it is zero") {
    Made made;
    put_fourteen_months(made);
    made.ask(k_count);
    CHECK(std::isnan(made.series("G").numerator[2]));
    CHECK(std::isnan(made.series("G2").numerator[2]));
    CHECK(made.series("G2").numerator[3] == 0);
}

TEST_CASE("quarters, financial years and rolling years are sums of their months") {
    Made made;
    put_fourteen_months(made);
    made.ask(k_count);
    const Series& f = made.series("F");
    auto quarters = points_of(made.data[0], f, PeriodKind::quarter);
    REQUIRE(quarters.size() == 4);
    CHECK(quarters[0].value == 4 + 5 + 6);
    auto rolling = points_of(made.data[0], f, PeriodKind::rolling_12);
    REQUIRE(rolling.size() == 3);
    CHECK(rolling[2].value == 12 * 4 + (2 + 13) * 6);
    CHECK(points_of(made.data[0], f, PeriodKind::financial_year).empty());
    auto guard = points_of(made.data[0], made.series("G"), PeriodKind::quarter);
    CHECK(guard[0].flag == Flag::missing);
    CHECK(std::isnan(guard[0].value));
    CHECK(guard[1].value == 3);
}

TEST_CASE(
    "a measure of quarters or years has calendar quarters and financial years, whatever month its facts begin in") {
    Made made;
    put_fourteen_months(made, 16);
    std::string quarterly = std::string(k_count) + "step = 3\n";
    made.ask(quarterly);
    auto quarters = points_of(made.data[0], made.series("F"), PeriodKind::quarter);
    REQUIRE(quarters.size() == 5); // April 2024 alone is no quarter
    CHECK(quarters[0].last == Month::from("2023-03"));
    CHECK(quarters[0].value == 4 + 5 + 6);
    CHECK(quarters[4].last == Month::from("2024-03"));
    CHECK(quarters[4].value == 16 + 17 + 18);
    auto guard = points_of(made.data[0], made.series("G"), PeriodKind::quarter);
    CHECK(guard[0].last == Month::from("2023-06")); // it has nothing for March 2023
    std::string yearly = std::string(k_count) + "step = 12\n";
    made.ask(yearly);
    auto years = points_of(made.data[0], made.series("F"), PeriodKind::financial_year);
    REQUIRE(years.size() == 1); // January to March 2023 are no year
    CHECK(years[0].last == Month::from("2024-03"));
    CHECK(years[0].value == 12 * 4 + (3 + 14) * 6);
}

TEST_CASE("proportions and shares hold parts against wholes") {
    Made made;
    put_fourteen_months(made);
    made.ask("[[measure]]\nid = 'charged'\ntitle = 'C'\ndataset = 'crime'\nkind = 'proportion'\nnumerator = \"outcome "
             "= 'Charged'\"\n"
             "[[measure]]\nid = 'part'\ntitle = 'P'\ndataset = 'crime'\nkind = 'share'\nareas = ['borough']\n");
    CHECK(made.series("F").numerator[0] == 3);
    CHECK(made.series("F").denominator[0] == 4);
    for (const Series& s : made.data[1].series)
        for (const Point& p : points_of(made.data[1], s, PeriodKind::month))
            if (!std::isnan(p.value)) CHECK(p.value <= 1);
    CHECK(made.series("G1", 1).denominator[0] == 5);
}

TEST_CASE("a template makes a measure of each value") {
    Made made;
    put_fourteen_months(made);
    made.ask(
        "[[measure]]\nid = 'r-{slug}'\ntitle = '{value}'\ndataset = 'crime'\nkind = 'count'\neach = 'crime_type'\n");
    REQUIRE(made.measures.size() == 2);
    CHECK(made.measures[1].id == "r-drugs");
    CHECK(made.series("F2", 1).numerator[5] == 1);
    CHECK(made.series("F1", 1).numerator[5] == 0);
}

TEST_CASE("one month more gives the same as asking everything again, on one thread and four") {
    Made made;
    put_fourteen_months(made, 13);
    made.ask(k_count);
    put_fourteen_months(made);
    made.ask(k_count, false);
    std::string added = made.dump();
    made.ask(k_count, true, 1);
    CHECK(made.dump() == added);
    made.ask(k_count, true, 4);
    CHECK(made.dump() == added);
}

TEST_CASE("a month whose facts were replaced is asked again") {
    Made made;
    put_fourteen_months(made);
    made.ask(k_count);
    made.month("2023-05", {row("F", "F1", "F1a")}, "2");
    made.ask(k_count, false);
    CHECK(made.series("F").numerator[4] == 1);
    CHECK(made.series("F").numerator[5] == 9);
}

TEST_CASE("definitions that are wrong are refused with their place and the nearest") {
    auto refusal = [](std::string_view more) {
        Made made;
        return message_of([&] { made.ask(k_count + std::string(more)); });
    };
    CHECK(has(refusal("wehre = 'true'\n"), "m.toml:7:1: 'wehre' is not a key in [measure]; did you mean 'where'?"));
    CHECK(has(refusal("breakdowns = ['outcom']\n"), "has no column 'outcom'; did you mean 'outcome'?"));
    CHECK(has(refusal("where = 'crime_typ = 1'\n"), "is not SQL over dataset 'crime'"));
    CHECK(has(refusal(k_count), "is declared twice"));
}
