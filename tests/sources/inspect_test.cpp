// SPDX-License-Identifier: MIT
#include "sources/made.hpp"

using namespace peelian;
using namespace peelian::source_tests;

namespace {
constexpr const char* k_name = "2024-02-avon-street.csv";

/// A file that cannot be used, and says why in these words.
void check_refused(std::string_view bytes, std::string_view words, std::string_view name = k_name) {
    Desk desk;
    Inspection seen = desk.look(name, bytes);
    CHECK(seen.preset == nullptr);
    CHECK_MESSAGE(has(seen.problem, words), seen.problem);
}
} // namespace

TEST_CASE("a street file is known by its header and its name says month and force") {
    Desk desk;
    Inspection seen = desk.look(k_name, street({Crime{}.row()}));
    REQUIRE(seen.preset != nullptr);
    CHECK(seen.preset->id == "police.uk-street");
    CHECK(seen.problem.empty());
    CHECK(seen.partition == "2024-02 avon");
    CHECK(seen.vintage.empty());
    CHECK(desk.look("2024-02-avon-street.downloaded-2024-06.csv", street({})).vintage == "2024-06");
}

TEST_CASE("a web page under a street file's name is called a web page") {
    check_refused("<!DOCTYPE html>\n<html><body>503</body></html>", "web page");
    check_refused("\n  <HTML>\n", "web page");
}

TEST_CASE("files that are no tables are called what they are") {
    check_refused("", "0 bytes");
    check_refused("PK\x03\x04zip", "zip archive");
    check_refused(gzipped(gzipped(street({}))), "another gzip file", "2024-02-avon-street.csv.gz");
    check_refused("%PDF-1.7", "PDF");
    check_refused("<?xml version='1.0'?>", "XML");
    check_refused("\xff\xfeM\0", "UTF-16");
    check_refused(std::string_view("a,b\0c\n", 6), "binary");
}

TEST_CASE("a gzip file that was cut off is refused, wherever the cut is") {
    std::string rows;
    for (int i = 0; i < 20'000; ++i)
        rows += Crime{.lsoa = "E0100" + std::to_string(i * 7919 % 10'007)}.row() + "\n";
    std::string whole = gzipped(street({}) + rows);
    for (std::size_t keep : {whole.size() / 2, whole.size() - 4, std::size_t{30}}) {
        Desk desk;
        Inspection seen = desk.look("2024-02-avon-street.csv.gz", std::string_view(whole).substr(0, keep));
        CHECK(seen.preset == nullptr);
        CHECK_FALSE(seen.problem.empty());
    }
}

TEST_CASE("a wrong header is refused with the names of the columns that are missing") {
    check_refused("Crime ID,Month,Place\n1,2024-02,x\n", "lacks Reported by");
    std::string header(k_street_header);
    check_refused(replace_all(header, "Crime type", "Offence") + "\n", "the header lacks Crime type.");
}

TEST_CASE("a folder under a street file's name is called a folder") {
    Desk desk;
    fs::create_directories(desk.folder / "raw/2024-02-avon-street.csv");
    Inspection seen = inspect(desk.folder / "raw/2024-02-avon-street.csv", desk.catalogue);
    CHECK_MESSAGE(has(seen.problem, "folder"), seen.problem);
}

TEST_CASE("a first line without an end is refused") {
    check_refused(std::string(100'000, 'x'), "first line does not end within 64 KiB");
}

TEST_CASE("a file that is not there is a problem, not a crash") {
    Desk desk;
    Inspection seen = inspect(desk.folder / "raw/2024-02-avon-street.csv", desk.catalogue);
    CHECK(seen.preset == nullptr);
    CHECK_FALSE(seen.problem.empty());
}

TEST_CASE("files no preset lays claim to just lie there") {
    Desk desk;
    for (std::string_view bytes : {"<html>", "", "a,b\n1,2\n"}) {
        Inspection seen = desk.look("readme.txt", bytes);
        CHECK(seen.preset == nullptr);
        CHECK(seen.problem.empty());
    }
}

TEST_CASE("a byte-order mark, CRLF and lone CR are seen") {
    Desk desk;
    CHECK(desk.look(k_name, street({Crime{}.row()}, "\r\n")).newline == "\r\n");
    CHECK(desk.look(k_name, street({Crime{}.row()}, "\r")).newline == "\r");
    Inspection marked = desk.look(k_name, "\xef\xbb\xbf" + street({Crime{}.row()}));
    REQUIRE(marked.preset != nullptr);
    CHECK(marked.header[0] == "Crime ID");
}

TEST_CASE("the header may stand in another order and letter case, and hold a column more") {
    Desk desk;
    Inspection seen = desk.look(k_name, "CRIME TYPE,Note,lsoa name,LSOA Code,location,latitude,longitude,falls within,"
                                        "reported by,month,crime id,last outcome category\n");
    REQUIRE(seen.preset != nullptr);
    CHECK(seen.names[0] == "Crime type");
    CHECK(seen.ignored == Lines{"Note"});
}

TEST_CASE("a table with a column a month gives the months it stands for") {
    Desk desk;
    Inspection seen = desk.look("MPS Borough Level Crime (Historical).csv",
                                "MajorText,MinorText,LookUp_BoroughName,202101,202102\nBURGLARY,X,North,1,2\n");
    REQUIRE(seen.preset != nullptr);
    CHECK(seen.wide_months == std::vector{Month::from("2021-01"), Month::from("2021-02")});
    CHECK(seen.vintage == "2023-02");
    CHECK(desk.look("MPS Borough Level Crime (most recent 24 months).csv",
                    "MajorText,MinorText,BoroughName,202101\nB,X,North,1\n")
              .vintage == "2021-01");
}

TEST_CASE("a stop-and-search file whose name lacks the force must be renamed") {
    Desk desk;
    Inspection seen = desk.look("my-stop-and-search.csv", std::string(k_search_header) + "\n");
    CHECK_MESSAGE(has(seen.problem, "must tell the force"), seen.problem);
}
