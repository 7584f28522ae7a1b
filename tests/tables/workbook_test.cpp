// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "tables/made.hpp"
#include "tables/workbook.hpp"
#include "tables/xlsx_package.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace made;

namespace {

std::vector<PrintedTable> read(const Parts& parts) { return read_tables(packed(parts), "f.xlsx", TableFormat::xlsx); }

std::string row_text(const PrintedRow& row) {
    std::string out;
    for (const PrintedCell& cell : row.cells)
        out += (&cell == &row.cells.front() ? "" : "|") + cell.text;
    return out;
}

} // namespace

TEST_CASE("a workbook is read as it is printed") {
    auto tables = read(workbook(R"(<row r="1"><c r="B1" t="inlineStr"><is><t>Table 1</t></is></c></row>
<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" s="1"><v>42521</v></c><c r="D3" s="1"><v>42886</v></c><c r="E3" t="str"><v>% change</v></c></row>
<row r="4"><c r="B4" t="s"><v>1</v></c><c r="C4" s="2"><v>1234.4999</v></c><c r="D4" s="2"><v>1300</v></c><c r="E4" s="3"><v>0.0530579</v></c></row>
<row r="5" hidden="1"><c r="B5" t="inlineStr"><is><t>hidden</t></is></c><c r="C5"><v>1</v></c></row>
<row r="6"><c r="B6" t="inlineStr"><is><t>Theft</t></is></c><c r="C6" s="2"><v>500</v></c><c r="D6" s="2"><v>450</v></c><c r="E6" s="3"><v>-0.1</v></c></row>)",
                                {"mmm\\-yy", "#,##0", "0.0%"}, "<mergeCells><mergeCell ref=\"B1:E1\"/></mergeCells>"));
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].title == "Table 1");
    CHECK(tables[0].sheet == "Crime");
    REQUIRE(tables[0].header.size() == 1);
    CHECK(row_text(tables[0].header[0]) == "Kind|May-16|May-17|% change");
    REQUIRE(tables[0].rows.size() == 2);
    CHECK(row_text(tables[0].rows[0]) == "Violence|1,234|1,300|5.3%");
    CHECK(row_text(tables[0].rows[1]) == "Theft|500|450|-10.0%");
    CHECK(tables[0].rows[1].cells[3].address == "E6");
    CHECK(said(check_table(tables[0], {})) == Said{});
}

TEST_CASE("faults of a workbook name their cells") {
    std::string rows =
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2016</v></c><c r="C1"><v>2017</v></c><c r="D1" t="str"><v>Change</v></c></row>)";
    for (int i = 2; i < 6; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\"><c t=\"s\"><v>1</v></c><c><v>" + std::to_string(100 * i) +
                "</v></c><c><v>" + std::to_string(120 * i + 1) + "</v></c><c><v>" +
                std::to_string(i == 4 ? 18 : 20 * i + 1) + "</v></c></row>";
    auto faults = check_tables(read(workbook(rows)), {});
    REQUIRE(said(faults) == Said{"change fault Violence/Change"});
    CHECK(faults[0].cell == "D4");
    CHECK(faults[0].expected == "81");
}

TEST_CASE("number formats print as spreadsheets do") {
    auto shown = [](double value, std::string_view code) {
        return print_xlsx_value(value, read_xlsx_format(code), false);
    };
    CHECK(shown(1234567.891, "#,##0.00") == "1,234,567.89");
    CHECK(shown(-0.0247, "0.00%") == "-2.47%");
    CHECK(shown(-1234, "#,##0_);(#,##0)") == "(1,234)");
    CHECK(shown(6.33, "[$£-809]0.00\"m\"") == "£6.33m");
    CHECK(shown(1500000, "0.0,,") == "1.5");
    CHECK(shown(-779.18, "#,##0.00;[Red]-#,##0.00") == "-779.18");
    CHECK(shown(0.1 + 0.2, "General") == "0.3");
    CHECK(shown(42736, "yyyy-mm-dd") == "2017-01-01");
    CHECK(shown(42736.75, "d mmmm yyyy hh:mm") == "1 January 2017 18:00");
    CHECK(shown(42736, "ddd d mmm") == "Sun 1 Jan");
    CHECK(shown(-0.001, "0.0") == "0.0");
    CHECK(shown(1e300, "0") != "");
    CHECK(print_xlsx_value(42736, built_in_xlsx_format(17), true) == "Jan-21");
    CHECK(print_xlsx_value(0.91, built_in_xlsx_format(9), false) == "91%");
}

TEST_CASE("a hidden sheet is not read, nor a hidden column") {
    Parts parts = workbook(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>x</v></c><c r="C1" t="str"><v>n</v></c></row>
<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>)");
    std::string& sheet = parts["xl/worksheets/sheet1.xml"];
    sheet.replace(sheet.find("<sheetData>"), 0, "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>");
    auto tables = read(parts);
    REQUIRE(tables.size() == 1);
    CHECK(row_text(tables[0].rows[0]) == "Violence|2");
    std::string& book = parts["xl/workbook.xml"];
    book.replace(book.find("<sheet "), 7, "<sheet state=\"hidden\" ");
    CHECK_THROWS_AS(read(parts), Error);
}
