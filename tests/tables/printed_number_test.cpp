// SPDX-License-Identifier: MIT
#include "tables/printed_number.hpp"
#include "tables/printed_period.hpp"
#include "tables/slips.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peelian;

TEST_CASE("numbers are read as they are printed") {
    struct Case {
        const char* text;
        double value;
        int decimals;
    };
    for (const Case& c : {Case{"748,602", 748602, 0},
                          {"-3.2%", -3.2, 1},
                          {"£0.97m", 970000, 2},
                          {"£7,218", 7218, 0},
                          {"−90,249.00", -90249, 2},
                          {"(1,234)", -1234, 0},
                          {"1,116**", 1116, 0},
                          {"118*", 118, 0},
                          {"12 345", 12345, 0},
                          {"+4", 4, 0},
                          {"-£3.5bn", -3.5e9, 1},
                          {"64 per cent", 64, 0},
                          {".5", 0.5, 1},
                          {"5 [note 2]", 5, 0},
                          {"1,116<sup>1</sup>", 1116, 0},
                          {"<b>60.9</b>", 60.9, 1},
                          {"**54.0**", 54, 1},
                          {"1.5e-07", 1.5e-7, 8}}) {
        CAPTURE(std::string(c.text));
        CellReading reading = read_cell(c.text);
        REQUIRE(reading.kind == CellKind::number);
        CHECK(reading.number.value == doctest::Approx(c.value));
        CHECK(reading.number.decimals == c.decimals);
    }
}

TEST_CASE("what is no number is told apart") {
    for (const char* text : {"-", "–", "—", "nil"})
        CHECK(read_cell(text).kind == CellKind::nothing);
    for (const char* text : {"n/a", "..", "[c]", "*", "<5", "not available", ":"})
        CHECK(read_cell(text).kind == CellKind::marker);
    for (const char* text :
         {"No data in April", "5/B", "2015-16", "Dec-15", "21/07/2017", "12:30", "18-24", "PCD 132", "3.7, 3.5%"})
        CHECK(read_cell(text).kind == CellKind::text);
    for (const char* text : {"1,23", "1,2345", "1.2.3", "12.", "1.234,5", ",123", "12O", "#DIV/0!"})
        CHECK_MESSAGE(read_cell(text).kind == CellKind::broken, text);
    CHECK(read_cell("  \u00a0 ").kind == CellKind::empty);
    CHECK(read_cell(std::string(100000, '9')).kind == CellKind::text);
}

TEST_CASE("a printed number is an interval, and others are written like it") {
    PrintedNumber n = read_cell("£1,234.5m").number;
    CHECK(n.range().low == doctest::Approx(1234.45e6));
    CHECK(n.range().high == doctest::Approx(1234.55e6));
    CHECK(n.like_this(2.5e9) == "£2,500.0m");
    CHECK(read_cell("-3.2%").number.like_this(-0.04) == "0.0%");
    CHECK(read_cell("-3.2%").number.like_this(-12.25) == "-12.3%");
}

TEST_CASE("periods of headings are understood") {
    struct Case {
        const char* text;
        const char* last;
        int months;
    };
    for (const Case& c : {Case{"2015-16", "2016-03", 12},
                          {"July- June 2016-17", "2017-06", 12},
                          {"2017/18 £m", "2018-03", 12},
                          {"Dec-15", "2015-12", 1},
                          {"May 2017*", "2017-05", 1},
                          {"2018", "2018-12", 12},
                          {"Q1 2017", "2017-03", 3},
                          {"2017-Q3", "2017-09", 3},
                          {"12 months to June 2017", "2017-06", 12},
                          {"2019-03", "2019-03", 1},
                          {"2012/13 Q1", "2012-06", 3},
                          {"31 March 2018", "2018-03", 1}}) {
        CAPTURE(std::string(c.text));
        auto period = find_period(c.text);
        REQUIRE(period);
        CHECK(period->last.to_string() == std::string(c.last));
        CHECK(period->months == c.months);
    }
    for (const char* text : {"Change", "Number of 999 calls", "10-19", "Aged 16-17", ""})
        CHECK_FALSE(find_period(text));
    CHECK(find_period("2016 men")->rest == "men");
}

TEST_CASE("single slips are named") {
    auto slip = [](const char* printed, double needed) {
        auto found = find_slip(read_cell(printed).number, {needed, needed});
        return found ? found->what : "";
    };
    CHECK(slip("54.0", 45.0) == "two digits swapped");
    CHECK(slip("1,234", 12340) == "a decimal point lost or moved");
    CHECK(slip("1,234", 12534) == "a digit dropped");
    CHECK(slip("12,345", 1345) == "a digit too many");
    CHECK(slip("1,234", 1934) == "one digit wrong");
    CHECK(slip("5.1", -5.1) == "a sign lost or put in");
    CHECK(slip("1,234", 8765) == "");
}
