// SPDX-License-Identifier: MIT
// Files made to do harm, and files that were cut or damaged: each is read or refused with a
// message, in bounded time.
#include "base/error.hpp"
#include "tables/made.hpp"
#include "tables/workbook.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <random>

using namespace peelian;
using namespace made;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

/// What reading and checking says: the error's text, or empty; fails if it takes too long.
std::string outcome(const std::string& bytes, TableFormat format) {
    auto begin = std::chrono::steady_clock::now();
    std::string said;
    try {
        auto tables = read_tables(bytes, "hostile", format);
        check_tables(tables, {});
    } catch (const Error& error) {
        said = error.what();
        CHECK(error.kind() == ErrorKind::input);
    }
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    CHECK(took.count() < 20);
    return said;
}

} // namespace

TEST_CASE("a page with spans of a million columns and rows") {
    CHECK(outcome("<table><tr><td colspan=1000000>1<td colspan=1000000>2<td colspan=99999999999999999999>3</table>",
                  TableFormat::html)
              .find("more than 2000 columns") != std::string::npos);
    CHECK(outcome("<table><tr><td rowspan=99999999>1<td>2" + repeated("<tr><td>1", 2000) + "</table>",
                  TableFormat::html) == "");
    CHECK(outcome("<table>" + repeated("<tr><td colspan=1000>1", 3000) + "</table>", TableFormat::html).find("cells") !=
          std::string::npos);
}

TEST_CASE("pages that nest a hundred thousand deep") {
    outcome(repeated("<div>", 100000) + "<table><tr><td>1</table>", TableFormat::html);
    outcome(repeated("<table><tr><td>", 20000), TableFormat::html);
    outcome(repeated("<b>", 100000) + "1", TableFormat::html);
}

TEST_CASE("Markdown that nests deep, and rows without end") {
    CHECK(outcome(repeated(">", 100000) + " x", TableFormat::markdown).find("nest") != std::string::npos);
    CHECK(outcome(repeated("[", 100000), TableFormat::markdown).find("nest") != std::string::npos);
    outcome("| a | b |\n|---|---|\n" + repeated("| 1 | 2 |\n", 100000), TableFormat::markdown);
    CHECK(outcome(repeated("|a", 50000) + "\n" + repeated("|-", 50000) + "\n", TableFormat::markdown).find("cells") !=
          std::string::npos);
}

TEST_CASE("CSV with giant cells, too many columns, and a quote that is never closed") {
    CHECK(outcome("a,b\n1," + repeated("9", 10'000'000) + "\n", TableFormat::csv) == "");
    CHECK(outcome(repeated(",", 5000), TableFormat::csv).find("2000 is the most") != std::string::npos);
    CHECK(outcome("a,b\n1,\"" + repeated("x,\n", 100000), TableFormat::csv).find("never closed") != std::string::npos);
    outcome(repeated("a,b\n", 200000), TableFormat::csv);
    outcome("a,b,c,d,change\n" + repeated("Total x,1,2,3,1\n", 30000), TableFormat::csv);
    outcome(repeated("1,", 1500) + "\n" + repeated(repeated("7,", 1500) + "\n", 300), TableFormat::csv);
}

TEST_CASE("text of bytes that are none") {
    std::mt19937 random(5);
    for (int i = 0; i < 300; ++i) {
        std::string bytes;
        for (int k = 0; k < 400; ++k)
            bytes += static_cast<char>("\t\n,|<>\"0123456789.%-&;\xE2\x80\x90\xC3\xFF"[random() % 30]);
        for (TableFormat format :
             {TableFormat::csv, TableFormat::tsv, TableFormat::html, TableFormat::markdown, TableFormat::text})
            outcome(bytes, format);
    }
}

TEST_CASE("a workbook cut off anywhere, or with bytes changed") {
    std::string whole = packed(workbook(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2016</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>5</v></c></row>)"));
    CHECK(outcome(whole, TableFormat::xlsx) == "");
    for (std::size_t length = 0; length < whole.size(); length += 7)
        CHECK(outcome(whole.substr(0, length), TableFormat::xlsx) != "");
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes = whole;
        for (int k = 0; k < 3; ++k)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        outcome(bytes, TableFormat::xlsx);
    }
}

TEST_CASE("a workbook that unpacks to far more than it is") {
    Parts parts = workbook("<row><c><v>1</v></c></row>");
    parts["xl/sharedStrings.xml"] = "<sst>" + std::string(200'000'000, ' ') + "</sst>";
    std::string bytes = packed(parts);
    CHECK(bytes.size() < 1'000'000);
    CHECK(outcome(bytes, TableFormat::xlsx).find("unpacks to more than") != std::string::npos);
}

TEST_CASE("a workbook with entities, with cells beyond its end, and one that is none") {
    Parts parts = workbook("<row><c t=\"str\"><v>&b;</v></c></row>");
    std::string& sheet = parts["xl/worksheets/sheet1.xml"];
    sheet = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + sheet;
    CHECK(outcome(packed(parts), TableFormat::xlsx).find("entities") != std::string::npos);
    CHECK(outcome(packed(workbook("<row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row>")), TableFormat::xlsx)
              .find("beyond column") != std::string::npos);
    CHECK(outcome(packed(workbook("<row r=\"99999999999\"><c><v>1</v></c></row>")), TableFormat::xlsx).find("beyond") !=
          std::string::npos);
    CHECK(outcome(packed({{"a.txt", "x"}}), TableFormat::xlsx).find("no workbook") != std::string::npos);
    CHECK(outcome(packed(workbook("<row><c><v>1</row>")), TableFormat::xlsx).find("well-formed") != std::string::npos);
    outcome(packed(workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", {},
                            "<mergeCells><mergeCell ref=\"A1:BXX1048576\"/></mergeCells>")),
            TableFormat::xlsx);
    outcome(packed(workbook("<row r=\"1\"><c r=\"A1\" s=\"-5\" t=\"s\"><v>99999999999999999999</v></c><c "
                            "s=\"1\"><v>1e308</v></c></row>",
                            {"yyyy"})),
            TableFormat::xlsx);
    outcome(packed(workbook(repeated("<a>", 100000))), TableFormat::xlsx);
}
