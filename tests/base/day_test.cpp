// SPDX-License-Identifier: MIT
#include "base/day.hpp"
#include "base/error.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

Day day(std::string_view text) { return Day::from(text); }

class FixedClock : public Clock {
public:
    explicit FixedClock(Moment now) : now_(now) {}
    Moment now() const override { return now_; }

private:
    Moment now_;
};

} // namespace

TEST_CASE("a day is read as YYYY-MM-DD and as nothing else") {
    CHECK(day("2017-07-06").to_string() == "2017-07-06");
    CHECK(day("2016-02-29").to_words() == "29 February 2016");
    for (const char* wrong : {"", "2017-7-6", "2017-02-29", "2017-13-01", "2017-00-01", "2017-01-00", "0000-01-01",
                              "06/07/2017", "2017-07-06 ", "2017-07-0x", "-017-07-06", "+017-07-06"})
        CHECK_FALSE(Day::parse(wrong));
    CHECK_THROWS_WITH_AS(day("today"), "'today' is not a day; expected YYYY-MM-DD, such as 2017-07-06", Error);
}

TEST_CASE("days are counted from 1970 and back") {
    CHECK(Day().to_string() == "1970-01-01");
    CHECK(day("2000-03-01").number() == 11017);
    CHECK(day("1969-12-31").number() == -1);
    for (const char* text : {"0001-01-01", "1900-02-28", "2000-02-29", "9999-12-31"})
        CHECK(Day::from_number(day(text).number()).to_string() == text);
    CHECK(day("2017-07-06") + 30 == day("2017-08-05"));
    CHECK(day("2018-01-01") - day("2017-01-01") == 365);
}

TEST_CASE("every day of four centuries follows the day before") {
    Day today = day("1900-01-01");
    for (int i = 0; i < 146097; ++i, today = today + 1) {
        auto again = Day::of(today.year(), today.month(), today.day());
        REQUIRE(again);
        REQUIRE(*again == today);
        REQUIRE(today.weekday() == (i % 7) + 1); // 1 January 1900 was a Monday
    }
}

TEST_CASE("a month on is the same day, or the last of a shorter month") {
    CHECK(day("2017-01-31").plus_months(1) == day("2017-02-28"));
    CHECK(day("2016-01-31").plus_months(1) == day("2016-02-29"));
    CHECK(day("2017-03-31").plus_months(-1) == day("2017-02-28"));
    CHECK(day("2017-07-06").plus_months(18) == day("2019-01-06"));
}

TEST_CASE("a quarter ends with March, June, September and December") {
    CHECK(day("2017-01-01").end_of_quarter() == day("2017-03-31"));
    CHECK(day("2017-06-30").end_of_quarter() == day("2017-06-30"));
    CHECK(day("2017-07-01").end_of_quarter() == day("2017-09-30"));
    CHECK(day("2017-12-31").end_of_quarter() == day("2017-12-31"));
}

TEST_CASE("a moment is written in UTC and read back") {
    CHECK(moment_text(0) == "1970-01-01T00:00:00Z");
    CHECK(moment_text(-1) == "1969-12-31T23:59:59Z");
    CHECK(parse_moment("2017-07-06T09:30:00Z") == 1499333400);
    CHECK(moment_text(1499333400) == "2017-07-06T09:30:00Z");
    for (const char* wrong : {"2017-07-06", "2017-07-06T09:30Z", "2017-07-06T24:00:00Z", "2017-07-06T09:30:00+01:00",
                              "2017-07-06 09:30:00Z", "2017-02-30T09:30:00Z", "2017-07-06T09:60:00Z"})
        CHECK_FALSE(parse_moment(wrong));
}

TEST_CASE("today is the day of the clock's moment in UTC, before 1970 too") {
    CHECK(FixedClock(1499333400).today() == day("2017-07-06"));
    CHECK(FixedClock(0).today() == Day());
    CHECK(FixedClock(-1).today() == day("1969-12-31"));
    CHECK(FixedClock(-86400).today() == day("1969-12-31"));
    CHECK(FixedClock(-86401).today() == day("1969-12-30"));
}
