// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "registers/numbering.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;

TEST_CASE("a number is made from its template and the day") {
    Day march = Day::from("2018-03-31"), april = Day::from("2018-04-01");
    CHECK(numbered("PCD {n}", march, 132) == "PCD 132");
    CHECK(numbered("{fy}/{n:3}", march, 7) == "2017-18/007");
    CHECK(numbered("{fy}/{n:3}", april, 1234) == "2018-19/1234");
    CHECK(numbered("R{year}-{n:4}", april, 5) == "R2018-0005");
    CHECK(numbered("{fy}", Day::from("1999-12-31"), 1) == "1999-00");
    CHECK(series_of("{fy}/{n:3}", march) == "2017-18/{n}");
    CHECK(peelian::tests::has(peelian::tests::message_of([&] { numbered("{month}", march, 1); }), "not {month}"));
}

TEST_CASE("a number is read back by its template, or is none of its") {
    auto read = [](std::string_view pattern, std::string_view number) { return parse_number(pattern, number); };
    CHECK(read("PCD {n}", "PCD 132")->n == 132);
    CHECK(read("{fy}/{n:3}", "2017-18/007")->series == "2017-18/{n}");
    CHECK(read("{fy}/{n:3}", "2017-18/1007")->n == 1007);
    CHECK(read("{n} of {year}", "12 of 2017")->series == "{n} of 2017");
    for (const char* other :
         {"", "PCD", "PCD ", "PCD x", "pcd 1", "PCD 1a", "PCD -1", "PCD 1 ", "PCD 99999999999999999999"})
        CHECK_FALSE(read("PCD {n}", other));
    for (const char* other : {"2017/001", "2017-18", "17-18/1", "2017-1/1"})
        CHECK_FALSE(read("{fy}/{n}", other));
}

TEST_CASE("every number of a template is read back as it was made") {
    for (const char* pattern : {"PCD {n}", "{fy}/{n:3}", "{year}.{n:5}", "A-{n}-{fy}"})
        for (std::int64_t n : {1, 9, 10, 999, 1000, 123456}) {
            Day day = Day::from_number(static_cast<std::int32_t>(n % 20000));
            auto serial = parse_number(pattern, numbered(pattern, day, n));
            REQUIRE(serial);
            CHECK(serial->n == n);
            CHECK(serial->series == series_of(pattern, day));
        }
}
