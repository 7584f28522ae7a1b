// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "tables/made.hpp"
#include "tables/read_tables.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

/// Headings and rows as one text: cells apart by |, rows by /, heading and rows by //.
std::string shape(const PrintedTable& table) {
    std::string out;
    for (const auto* part : {&table.header, &table.rows}) {
        if (part == &table.rows) out += "//";
        for (const PrintedRow& row : *part) {
            if (&row != &part->front()) out += "/";
            for (const PrintedCell& cell : row.cells)
                out += (&cell == &row.cells.front() ? "" : "|") + cell.text;
        }
    }
    return out;
}

std::vector<std::string> shapes(std::string_view bytes, TableFormat format) {
    std::vector<std::string> out;
    for (const PrintedTable& table : read_tables(bytes, "f", format))
        out.push_back(shape(table));
    return out;
}

using Shapes = std::vector<std::string>;

} // namespace

TEST_CASE("CSV with titles, notes, several tables and rows of any length") {
    auto tables = read_tables(
        "\xEF\xBB\xBFTable 1: crime\n\nKind,2016,2017\nA,1,2\nB,3\n\nTable 2\n,Men,Women\nA,5,6\nSource: police\n",
        "f.csv", TableFormat::csv);
    REQUIRE(tables.size() == 2);
    CHECK(shape(tables[0]) == "Kind|2016|2017//A|1|2/B|3");
    CHECK(tables[0].title == "Table 1: crime");
    CHECK(tables[0].rows[1].line == 5);
    CHECK(tables[1].title == "Table 2");
    CHECK(tables[1].number == 2);
    CHECK(shape(tables[1]) == "|Men|Women//A|5|6");
}

TEST_CASE("a blank row within a table parts its rows only where a heading follows") {
    CHECK(shapes("K,n,m\nA,1,2\n\nB,3,4\n\nK,n,m\nC,5,6\n", TableFormat::csv) ==
          Shapes{"K|n|m//A|1|2/B|3|4", "K|n|m//C|5|6"});
}

TEST_CASE("two rows of heading are told from a first row without numbers") {
    CHECK(
        shapes(
            "MPS\t\tRecorded Crime\t\t\nJuly- June\t\t2015-16\t2016-17\t% change\nTNO\tAll\t748,602\t724,915\t-3.2%\n",
            TableFormat::text) ==
        Shapes{"MPS||Recorded Crime/July- June||2015-16|2016-17|% change//TNO|All|748,602|724,915|-3.2%"});
    CHECK(shapes("Questions\tAsked\tIn time\tShare\nApril 2017\tNone asked\t\t\nJune 2017\t101\t92\t91%\n",
                 TableFormat::text) ==
          Shapes{"Questions|Asked|In time|Share//April 2017|None asked/June 2017|101|92|91%"});
    CHECK(shapes("Area,2016,,2017,\n,Men,Women,Men,Women\nA,1,2,3,4\n", TableFormat::csv) ==
          Shapes{"Area|2016||2017/|Men|Women|Men|Women//A|1|2|3|4"});
}

TEST_CASE("text of a document: runs of lines with tabs are tables, words around them titles") {
    auto tables =
        read_tables("A report\n\n3. Performance\n\nKind\t2016\t2017\r\nA\t<b>1</b>\t2\r\n\nWords.\n\nDate\tMeeting\n21 "
                    "July 2017\tBoard\n",
                    "f.txt", TableFormat::text);
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].title == "3. Performance");
    CHECK(tables[0].line == 5);
    CHECK(shape(tables[0]) == "Kind|2016|2017//A|<b>1</b>|2");
}

TEST_CASE("TSV with quotes, and bytes of Windows-1252") {
    CHECK(shapes("K\t\"n\tm\"\nA\t\xA3"
                 "5\n",
                 TableFormat::tsv) == Shapes{"K|n\tm//A|£5"});
}

TEST_CASE("pipe tables of Markdown, with their lines and headings") {
    auto tables = read_tables(
        "# Crime\n\n| Kind | 2016 | 2017 |\n| --- | ---: | ---: |\n| **A** | 1 | 2 |\n| B \\| C | 3 |\n\ntext\n",
        "f.md", TableFormat::markdown);
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].title == "Crime");
    CHECK(shape(tables[0]) == "Kind|2016|2017//A|1|2/B | C|3|");
    CHECK(tables[0].rows[0].line == 5);
}

TEST_CASE("HTML: captions, spans, headings of rows, hidden rows and tables within tables") {
    auto tables = read_tables(R"(<!DOCTYPE html><html><body><h2>Crime</h2>
<table><caption>Recorded <b>crime</b></caption>
<thead><tr><th rowspan=2>Kind</th><th colspan="2">Year</th></tr><tr><th>2016</th><th>2017</th></tr></thead>
<tbody><tr><th>A<sup>1</sup></th><td>1,2<!-- x -->00<sup>2</sup></td><td>2 <table><tr><td>x</td><td>7</td></tr></table></td></tr>
<tr hidden><td>secret</td><td>9</td><td>9</td></tr>
<tr style="display: none"><td>secret</td><td>9</td><td>9</td></tr>
<tr><th rowspan="2">B</th><td>3</td><td>4</td></tr><tr><td>5</td><td>6</td></tr></tbody></table></body></html>)",
                              "f.html", TableFormat::html);
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].title == "Recorded crime");
    CHECK(shape(tables[0]) == "Kind|Year|Year/Kind|2016|2017//A[1]|1,200[2]|2/B|3|4/B|5|6");
    CHECK(tables[0].rows[0].line == 4);
    CHECK(shape(tables[1]) == "//x|7");
}

TEST_CASE("formats are told by name, else by what a file begins with") {
    CHECK(format_of_name("a/b.CSV") == TableFormat::csv);
    CHECK(format_of_name("b.htm") == TableFormat::html);
    CHECK_FALSE(format_of_name("b.dat"));
    CHECK(format_of_bytes("PK\x03\x04...") == TableFormat::xlsx);
    CHECK(format_of_bytes("<!DOCTYPE html><p>") == TableFormat::html);
    CHECK(format_of_bytes("| a | b |\n|---|---|\n") == TableFormat::markdown);
    CHECK(format_of_bytes("a\tb\n") == TableFormat::text);
    CHECK(format_of_bytes("a,b\n1,2\n") == TableFormat::csv);
}

TEST_CASE("what is no table file is told as what it is") {
    auto why = [](std::string_view bytes, TableFormat format) {
        try {
            read_tables(bytes, "f", format);
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(why("%PDF-1.4", TableFormat::csv).find("PDF") != std::string::npos);
    CHECK(why("\xD0\xCF\x11\xE0", TableFormat::xlsx).find(".xlsx") != std::string::npos);
    CHECK(why("PK\x03\x04", TableFormat::csv).find("--format xlsx") != std::string::npos);
    CHECK(why(std::string_view("\xFF\xFE"
                               "a\0",
                               4),
              TableFormat::csv)
              .find("UTF-16") != std::string::npos);
    CHECK(why(std::string_view("a,b\n1,\0", 7), TableFormat::csv).find("f:2") != std::string::npos);
    CHECK(why("a,\"b\n", TableFormat::csv).find("never closed") != std::string::npos);
    CHECK(why("", TableFormat::csv).empty());
}
