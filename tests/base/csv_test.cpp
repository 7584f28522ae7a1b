// SPDX-License-Identifier: MIT
#include "base/csv.hpp"
#include "base/error.hpp"

#include <doctest/doctest.h>

using namespace peelian;

TEST_CASE("a CSV file is read with its header and the line of each row") {
    CsvTable table = parse_csv("code,name\nE1,Camden\n\nE2,Brent\n", "a.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.header == std::vector<std::string>{"code", "name"});
    CHECK(table.rows[1].fields == std::vector<std::string>{"E2", "Brent"});
    CHECK(table.rows[1].line == 4);
    CHECK(table.column("NAME") == 1);
}

TEST_CASE("CRLF, lone CR, a byte-order mark and a missing last line end are all read") {
    for (const char* text : {"a,b\r\n1,2\r\n3,\r\n", "a,b\r1,2\r3,\r",
                             "\xEF\xBB\xBF"
                             "a,b\n1,2\n3,"}) {
        CsvTable table = parse_csv(text, "a.csv");
        REQUIRE(table.rows.size() == 2);
        CHECK(table.header[0] == "a");
        CHECK(table.rows[0].fields[1] == "2");
        CHECK(table.rows[1].fields[1] == "");
        CHECK(table.rows[1].line == 3);
    }
}

TEST_CASE("a quoted field may hold commas, quotes and line ends") {
    CsvTable table = parse_csv("a,b\n\"x, \"\"y\"\"\",\"one\ntwo\"\nlast,\"\"\n", "a.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].fields[0] == "x, \"y\"");
    CHECK(table.rows[0].fields[1] == "one\ntwo");
    CHECK(table.rows[1].line == 4);
    CHECK(table.rows[1].fields[1].empty());
}

TEST_CASE("broken rows are refused with file and line") {
    CHECK_THROWS_WITH_AS(parse_csv("a,b\n1\n", "a.csv"), "a.csv:2: This row has 1 field, but the header has 2", Error);
    CHECK_THROWS_WITH_AS(parse_csv("a,b\n1,\"2\n3,4\n", "a.csv"), "a.csv:2: A quote is opened here and never closed",
                         Error);
    CHECK_THROWS_AS(parse_csv("a,b\n\"1\"x,2\n", "a.csv"), Error);
    CHECK_THROWS_WITH_AS(parse_csv("a,A\n", "a.csv"), "a.csv:1: There are two columns named 'A'", Error);
    CHECK_THROWS_AS(parse_csv("", "a.csv"), Error);
}

TEST_CASE("an absent column is an error that names the nearest") {
    CsvTable table = parse_csv("code,nmae\n", "a.csv");
    CHECK_THROWS_WITH_AS(table.column("name"),
                         "a.csv:1: There must be a column 'name'; did you write 'nmae'?\n"
                         "  Columns: code, nmae.",
                         Error);
    CHECK_FALSE(table.find_column("level"));
}

TEST_CASE("records as they stand: any length, blank lines, another separator") {
    std::vector<CsvRow> rows = parse_records("title\n\na\t\"b\tc\"\r\nd,e\n", "a.tsv", '\t');
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].fields == std::vector<std::string>{"title"});
    CHECK(rows[1].fields.empty());
    CHECK(rows[2].fields == std::vector<std::string>{"a", "b\tc"});
    CHECK(rows[2].line == 3);
    CHECK(rows[3].fields == std::vector<std::string>{"d,e"});
    CHECK(parse_records("", "a.csv").empty());
    CHECK_THROWS_AS(parse_records("a\n\"b", "a.csv"), Error);
}
