// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "warehouse/database.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

using namespace peelian;

TEST_CASE("rows come back typed, with nulls told apart") {
    Database database({});
    Connection connection = database.connect();
    Result rows =
        connection.query("select 7, 2.5::double, 'a', null::integer union all select 8, 0, 'b', 1 order by 1");
    REQUIRE(rows.next());
    CHECK(rows.integer(0) == 7);
    CHECK(rows.real(1) == 2.5);
    CHECK(rows.text(2) == "a");
    CHECK(rows.null(3));
    REQUIRE(rows.next());
    CHECK(rows.integer(3) == 1);
    CHECK_FALSE(rows.next());
}

TEST_CASE("a statement takes no second one along") {
    Database database({});
    Connection connection = database.connect();
    CHECK_THROWS_AS(connection.execute("select 1; drop table x"), Error);
}

TEST_CASE("files outside the allowed folders cannot be read") {
    auto folder = std::filesystem::temp_directory_path() / ("peelian-wh-" + std::to_string(::getpid()));
    write_file(folder / "in/a.csv", "x\n1\n");
    write_file(folder / "out/a.csv", "x\n1\n");
    Database database({.allowed = {folder / "in"}});
    Connection connection = database.connect();
    CHECK(connection.value("select x from read_csv(" + sql_text((folder / "in/a.csv").string()) + ")") == "1");
    CHECK_THROWS_AS(connection.query("select * from read_csv(" + sql_text((folder / "out/a.csv").string()) + ")"),
                    Error);
    CHECK_THROWS_AS(connection.query("select * from read_csv(" + sql_text((folder / "in/../out/a.csv").string()) + ")"),
                    Error);
    CHECK_THROWS_AS(connection.execute("set enable_external_access = true"), Error);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a point function answers from C++ and gives null for no answer") {
    Database database({});
    database.add_point_function(
        "place_at", [](double lon, double) { return lon < 0 ? std::string_view("west") : std::string_view(); });
    Connection connection = database.connect();
    CHECK(connection.value("select place_at(-1.0, 51.0)") == "west");
    CHECK_FALSE(connection.value("select place_at(1.0, 51.0)"));
    CHECK_FALSE(connection.value("select place_at(null, 51.0)"));
}

TEST_CASE("an expression is checked against its columns without running") {
    Database database({});
    Connection connection = database.connect();
    std::vector<std::string> columns{"null::varchar as crime_type", "null::date as month"};
    std::string why;
    CHECK(is_expression(connection, "crime_type = 'Burglary'", columns, why));
    CHECK_FALSE(is_expression(connection, "crime_typ = 'Burglary'", columns, why));
    CHECK(why.find("crime_typ") != std::string::npos);
    CHECK_FALSE(is_expression(connection, "1) from x; drop table y --", columns, why));
    CHECK_FALSE(is_expression(connection, "true) or (true", columns, why));
    CHECK_FALSE(is_expression(connection, "crime_type, month", columns, why));
    CHECK(is_expression(connection, "month is null -- a comment", columns, why));
}

TEST_CASE("texts and names are quoted") {
    CHECK(sql_text("O'Brien") == "'O''Brien'");
    CHECK(sql_name("a\"b") == "\"a\"\"b\"");
}
