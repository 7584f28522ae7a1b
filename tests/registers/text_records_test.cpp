// SPDX-License-Identifier: MIT
#include "registers/records_made.hpp"
#include "registers/text_records.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// The decisions of the tests, with what they cost as money.
RegisterDefinition money_decisions() {
    RegisterDefinition d = made_decisions();
    for (FieldDefinition& f : d.fields)
        if (f.id == "cost") f.type = FieldType::money;
    return d;
}

std::vector<Record> read(const std::string& toml, const References& references = {}) {
    TemporaryFolder folder;
    return read_text_records(folder.put("decisions.toml", toml), money_decisions(), references);
}
std::string refused(const std::string& toml, const References& references = {}) {
    return message_of([&] { read(toml, references); });
}

const std::string k_one = "[[record]]\nnumber = \"PCD 132\"\ntitle = \"Two officers a ward\"\ncost = \"£1,200\"\n";

} // namespace

TEST_CASE("a record of text has canonical values, an id by its number, and the state of its last move") {
    std::vector<Record> records = read(k_one + "received = \"6 July 2017\"\n"
                                               "[[record.move]]\nto = \"draft\"\non = \"2017-07-07\"\n"
                                               "[[record.move]]\nto = \"signed\"\non = \"2018-02\"\n"
                                               "note = \"At the February board\"\nsource = \"Minutes\"\n");
    REQUIRE(records.size() == 1);
    CHECK(records[0].id == "pcd-132");
    CHECK(records[0].number == "PCD 132");
    CHECK(records[0].first("cost") == "1200.00");
    CHECK(records[0].first("received") == "2017-07-06");
    CHECK(records[0].state == "signed");
    REQUIRE(records[0].moves.size() == 2);
    CHECK(records[0].moves[1].on == Day::from("2018-02-28")); // a month's last day
    CHECK(records[0].moves[1].source == "Minutes");
}

TEST_CASE("a state may stand alone, and must be what the moves come to") {
    CHECK(read(k_one + "state = \"signed\"\n")[0].state == "signed");
    CHECK(read(k_one)[0].state == "draft");
    CHECK(has(refused(k_one + "state = \"draft\"\n[[record.move]]\nto = \"signed\"\non = \"2018-02\"\n"),
              "'signed' after its last move, not 'draft'"));
    // Moves tell of the past, and are not bound by what may be done today.
    CHECK(read(k_one + "[[record.move]]\nto = \"signed\"\non = \"2018-02\"\n[[record.move]]\nto = \"draft\"\non = "
                       "\"2018-03\"\n")[0]
              .state == "draft");
}

TEST_CASE("a fault in a file's shape is told with its line") {
    CHECK(has(refused(k_one + "titel = \"x\"\n"), "decisions.toml:5"));
    CHECK(has(refused(k_one + "[[record.move]]\nto = \"sined\"\non = \"2018-02\"\n"), "'sined'"));
    CHECK(has(refused(k_one + "[[record.move]]\nto = \"signed\"\non = \"Feb 2018\"\n"), "neither a day nor a month"));
    CHECK(has(refused(k_one + "[[record.move]]\nto = \"signed\"\non = \"2018-02\"\n[[record.move]]\nto = "
                              "\"draft\"\non = \"2018-01\"\n"),
              "write them in order of time"));
    CHECK(has(refused(k_one + k_one), "'pcd-132' is there twice"));
    CHECK(has(refused("[[record]]\nid = \"Not a slug\"\ntitle = \"x\"\n"), "a record needs an 'id'"));
    CHECK(has(refused(k_one + "[record.withheld]\nadvice = \"Legal\"\n"), "'advice' is no public field"));
}

TEST_CASE("what is wrong with the contents is told of all records at once") {
    std::string said = refused("[[record]]\nid = \"one\"\n[[record]]\nid = \"two\"\ntitle = \"x\"\ncost = \"five\"\n");
    CHECK(has(said, "decisions.toml:1: 'one': Enter title"));
    CHECK(has(said, "decisions.toml:3: 'two': cost must be an amount"));
}

TEST_CASE("links are held against what there is") {
    References references{
        [](std::string_view kind, std::string_view id) { return kind == "promises" && id == "here"; }};
    CHECK(read(k_one + "serves = [\"here\"]\n", references)[0].values.at("serves").size() == 1);
    CHECK(has(refused(k_one + "serves = [\"here\", \"gone\"]\n", references), "there is no promises 'gone'"));
}
