// SPDX-License-Identifier: MIT
#include "publish/csv_text.hpp"
#include "publish/open_data_tables.hpp"
#include "publish/sample_content.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peelian;

namespace {

void is_even(const std::string& csv, std::size_t rows) {
    std::vector<std::size_t> fields = widths(csv);
    CHECK(fields.size() == rows + 1);
    CHECK(std::ranges::all_of(fields, [&](std::size_t n) { return n == fields[0]; }));
}

} // namespace

TEST_CASE("a register is open data, a row a record, with values as they are kept") {
    auto content = sample_content();
    std::string csv = records_csv(content->registers[1]);
    is_even(csv, 2);
    holds(csv, "id,number,state,text,about,serves,section,owner,deadline,measures,money,withheld\n");
    holds(csv, "O1-01,,late,Every burgled home is visited within a day.,");
    holds(csv, ",2024-12,recorded-burglary; robbery-rate; tags,1234567.50,\n");
    std::string decisions = records_csv(content->registers[2]);
    is_even(decisions, 2);
    holds(decisions, ",-12.00,contract,no,E09000001,"); // a number, not text
    holds(decisions, "reasons (Commercial interests until the contract ends.)");
}

TEST_CASE("text that a spreadsheet would run is text in a CSV, and as it was in JSON") {
    auto content = sample_content();
    holds(records_csv(content->registers[2]), R"("'=HYPERLINK(""https://x.example"") for <b>patrols</b>")");
    holds(records_json(*content, content->registers[2]), R"("=HYPERLINK(\"https://x.example\") for <b>patrols</b>")");
    PublicRegister& promises = content->registers[1];
    for (const char* text : {"+1", "-1+2", "@SUM(A1)", "  =1", "\t=1", "\r=1"}) {
        promises.records[0].values["text"] = {text};
        holds(records_csv(promises), std::string("'") + text);
        promises.records[0].moves[1].note = text;
        holds(record_moves_csv(promises), std::string("'") + text);
    }
}

TEST_CASE("what was reported of a record is open data, a row a move") {
    auto content = sample_content();
    std::string csv = record_moves_csv(content->registers[1]);
    is_even(csv, 4);
    holds(csv, "id,on,to,move,note,source\n");
    holds(csv, "O1-01,2024-03-31,underway,report-underway,Two districts do.,Report 2023-24\n");
}

TEST_CASE("answers on time are open data by rule and month, without a per cent of nothing") {
    auto content = sample_content();
    std::string csv = records_on_time_csv(content->registers[3]);
    is_even(csv, 30);
    holds(csv, "Answers to inspectors,2022-10,0,0,0,0,\n");
    holds(csv, "Answers to inspectors,2022-12,2,2,0,0,100\n");
}

TEST_CASE("a register's metadata describes the columns of the file beside it, one that hides another renamed") {
    auto content = sample_content();
    PublicRegister& promises = content->registers[1];
    promises.definition.fields[0].id = "state";
    promises.definition.heading = "state";
    std::string metadata = records_metadata(*content, promises, "https://licence.example/");
    holds(metadata, R"("url":"commitments.csv")");
    holds(metadata, R"("name":"field_state")");
    holds(metadata, "late is Late");
    holds(records_csv(promises), "id,number,state,field_state,about,");
    CHECK(std::ranges::count(metadata, '{') == std::ranges::count(metadata, '}'));
}

TEST_CASE("a register's JSON has its fields, states, records with moves, and what is withheld") {
    auto content = sample_content();
    std::string json = records_json(*content, content->registers[1]);
    holds(json, R"("page":"/commitments/o1-01/")");
    holds(json, R"("measures":["recorded-burglary","robbery-rate","tags"])");
    holds(json, R"("on":"2025-03-31","to":"late","move":"report-late","note":"Three of four do.")");
    CHECK(std::ranges::count(json, '{') == std::ranges::count(json, '}'));
    holds(records_json(*content, content->registers[2]), R"("withheld":{"cost":"Talks go on."})");
    holds(index_json(*content, "x"), R"("json":"/api/v1/registers/commitments.json")");
}
