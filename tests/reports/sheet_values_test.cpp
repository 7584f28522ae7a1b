// SPDX-License-Identifier: MIT
#include "made_report.hpp"
#include "reports/sheet_values.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;
using Kind = ReportCell::Kind;

TEST_CASE("a number keeps the decimals of its text and no more, so that a sheet gives nothing more away") {
    auto burglary = sheet_number(cell("\u22123.2%", -3.2499, 1, Kind::percent));
    REQUIRE(burglary);
    CHECK(burglary->value == -0.032);
    CHECK(burglary->format == "#,##0.0%;\"\u2212\"#,##0.0%;#,##0.0%");
    CHECK(sheet_number(cell("12,345", 12345.4))->value == 12345);
    CHECK(sheet_number(cell("12,345", 12345.4))->format == "#,##0;\"\u2212\"#,##0;#,##0");
}

TEST_CASE("signs, pounds and words around a number stand in its format") {
    CHECK(sheet_number(cell("+2.0 pp", 2, 1, Kind::points))->format ==
          "\"+\"#,##0.0\" pp\";\"\u2212\"#,##0.0\" pp\";#,##0.0\" pp\"");
    auto cost = sheet_number(cell("\u2212£1,234.50", -1234.5, 2, Kind::money));
    REQUIRE(cost);
    CHECK(cost->value == -1234.5);
    CHECK(cost->format == "\"£\"#,##0.00;\"\u2212\"\"£\"#,##0.00;\"£\"#,##0.00");
    CHECK(sheet_number(cell("1,000 [p]", 1000))->value == 1000);
}

TEST_CASE("a cell whose text is not its number is text") {
    CHECK_FALSE(sheet_number(cell("[c]")));
    ReportCell hidden = cell("[c]", 3); // a number left behind a marker must not come out
    CHECK_FALSE(sheet_number(hidden));
    CHECK_FALSE(sheet_number(cell("12.5", 12)));
    CHECK_FALSE(sheet_number(cell("3,412", 412)));
    CHECK_FALSE(sheet_number(cell("12 of 34", 12)));
    CHECK_FALSE(sheet_number(cell("3.2% (2.9% to 3.5%)", 3.2, 1, Kind::percent)));
    CHECK_FALSE(sheet_number(cell("3.2", 3.2, 1, Kind::percent)));
    CHECK_FALSE(sheet_number(cell("3.2%", -3.2, 1, Kind::percent)));
    CHECK_FALSE(sheet_number(cell("+0.0%", 0, 1, Kind::percent)));
    CHECK_FALSE(sheet_number(cell("\u2212+3", -3)));
    CHECK_FALSE(sheet_number(cell("3 \"q\"", 3)));
    CHECK_FALSE(sheet_number(cell("3 " + std::string(60, 'x'), 3)));
    CHECK_FALSE(sheet_number(cell("infinity", INFINITY)));
}

TEST_CASE("text of a cell is whole, on one line and never empty") {
    CHECK(sheet_text("  a\nb\x01 ") == "a b");
    CHECK(sheet_text("") == "[z]");
    CHECK(sheet_text(" \t") == "[z]");
    CHECK(sheet_text("a\xff\xc0\xaf\xed\xa0\x80z") == "a\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdz");
    CHECK(sheet_text("caf\u00e9 \U0001F600") == "caf\u00e9 \U0001F600");
    CHECK(sheet_text("\uffff") == "\ufffd\ufffd\ufffd");
}

TEST_CASE("names of sheets are cut between words, valid, and unlike each other") {
    SheetNames names;
    CHECK(names.sheet("Recorded crime in the twelve months to July") == "Recorded crime in the twelve");
    CHECK(names.sheet("RECORDED crime in the twelve months to May") == "RECORDED crime in the (2)");
    CHECK(names.sheet("'What' [is] a/b:c*?\\ 'so'") == "What' is a b c 'so");
    CHECK(names.sheet("Cover") == "Cover (2)");
    CHECK(names.sheet("history") == "history (2)");
    CHECK(names.sheet("''") == "Table");
    CHECK(names.sheet("[]") == "Table (2)");
    CHECK(names.sheet(std::string(40, 'x')) == std::string(31, 'x'));
    std::string wide;
    for (int i = 0; i < 20; ++i)
        wide += "\U0001F600"; // two letters each to Excel
    CHECK(names.sheet(wide).size() == 15 * 4);
}

TEST_CASE("names of tables and headings are unlike each other") {
    SheetNames names;
    CHECK(names.table("recorded-crime") == "table_recorded_crime");
    CHECK(names.table("Recorded crime") == "table_recorded_crime_2");
    CHECK(SheetNames::headings({"Change", "change", "", "Change"}) ==
          std::vector<std::string>{"Change", "change (2)", "[z]", "Change (3)"});
}

TEST_CASE("only markers that occur are explained") {
    std::vector<std::string> found;
    for (const SheetMarker& marker : markers_in(made_report()))
        found.push_back(marker.marker);
    CHECK(found == std::vector<std::string>{"[x]", "[c]", "[p]", "[z]"});
    Report plain = made_report();
    plain.parts.resize(1);
    CHECK(markers_in(plain).empty());
}
