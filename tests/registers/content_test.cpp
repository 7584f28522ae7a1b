// SPDX-License-Identifier: MIT
#include "registers/content.hpp"
#include "registers/records_made.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

const Day k_today = Day::from("2018-03-01");

RegisterDefinition decisions() {
    RegisterDefinition d = made_decisions();
    d.is_public = d.public_history = true;
    d.columns = {"title", "advice", "number"};
    for (FieldDefinition& f : d.fields)
        f.is_public = f.id == "title" || f.id == "cost" || f.id == "received";
    return d;
}

Record decision(int n) {
    Record r;
    r.register_id = "decisions";
    r.number = fmt::format("PCD {}", n);
    r.id = fmt::format("pcd-{}", n);
    r.state = "signed";
    r.version = 5;
    r.created_by = r.changed_by = "Secret Name";
    r.created_by_id = "secret.name";
    r.values = {
        {"title", {"Two officers"}}, {"cost", {"5.00"}}, {"advice", {"Secret advice"}}, {"area", {"E09000007"}}};
    r.moves = {{.move = "", .to = "draft", .on = Day::from("2017-07-01"), .note = "Secret note", .by = "Secret Name"},
               {.move = "sign",
                .to = "signed",
                .on = Day::from("2017-08-01"),
                .note = "Agreed",
                .source = "Minutes",
                .by = "Secret Name",
                .at = 7,
                .event = 9}};
    return r;
}

/// All that is public of a record, as one text.
std::string text_of(const Record& r) {
    std::string out = r.id + r.number + r.state + r.created_by + r.changed_by + r.created_by_id + values_json(r.values);
    for (const auto& [field, reason] : r.withheld)
        out += field + reason;
    for (const MadeMove& m : r.moves)
        out += m.to + m.note + m.source + m.by;
    return out;
}

std::string hash_of(const RegisterDefinition& d, std::vector<Record> records) {
    std::vector<PublicRegister> all{public_part(d, records, k_today)};
    return content_hash(all);
}

} // namespace

TEST_CASE("records in public states are published, with public fields alone and no names of who entered them") {
    Record draft = decision(1);
    draft.state = "draft";
    std::vector<Record> records{decision(10), draft, decision(9)};
    PublicRegister open = public_part(decisions(), records, k_today);
    CHECK(open.all == 3);
    REQUIRE(open.records.size() == 2);
    CHECK(open.records[0].number == "PCD 9"); // as people count
    CHECK(open.records[1].number == "PCD 10");
    for (const Record& r : open.records) {
        CHECK_FALSE(has(text_of(r), "ecret"));
        CHECK_FALSE(has(text_of(r), "E09000007"));
        CHECK(r.first("title") == "Two officers");
        REQUIRE(r.moves.size() == 1); // what came before it was public stays inside
        CHECK(r.moves[0].note == "Agreed");
        CHECK(r.moves[0].source == "Minutes");
    }
    CHECK(open.definition.fields.size() == 3);
    CHECK(open.definition.columns == std::vector<std::string>{"title", "number"});
}

TEST_CASE("of a withheld field the reason alone is published") {
    Record r = decision(1);
    r.withheld["cost"] = "Commercial";
    r.withheld["advice"] = "Secret reason"; // not public: not even its reason
    PublicRegister open = public_part(decisions(), std::vector<Record>{r}, k_today);
    CHECK(open.records[0].withheld.at("cost") == "Commercial");
    CHECK(open.records[0].first("cost").empty());
    CHECK_FALSE(has(text_of(open.records[0]), "ecret"));
}

TEST_CASE("a record is not public before its day, nor its moves where the history is not") {
    RegisterDefinition d = decisions();
    d.public_from = "received";
    Record r = decision(1);
    CHECK(public_part(d, std::vector<Record>{r}, k_today).records.empty()); // no day: not yet
    r.values["received"] = {"2018-03-02"};
    CHECK(public_part(d, std::vector<Record>{r}, k_today).records.empty());
    r.values["received"] = {"2018-03-01"};
    CHECK(public_part(d, std::vector<Record>{r}, k_today).records.size() == 1);
    d.public_history = false;
    CHECK(public_part(d, std::vector<Record>{r}, k_today).records[0].moves.empty());
}

TEST_CASE("days that are due are published by records, unless they give away a field that is not public") {
    RegisterDefinition d = decisions();
    d.due[0].until.clear();
    Record r = decision(1);
    r.values["received"] = {"2018-02-20"};
    PublicRegister open = public_part(d, std::vector<Record>{r}, k_today);
    REQUIRE(open.due.size() == 1);
    CHECK(open.due[0].second.at("pcd-1") == "2018-03-02");
    for (FieldDefinition& f : d.fields)
        if (f.id == "received") f.is_public = false;
    CHECK(public_part(d, std::vector<Record>{r}, k_today).due.empty());
}

TEST_CASE("the hash follows all that is public, and nothing else") {
    std::string before = hash_of(decisions(), {decision(1)});
    Record inside = decision(1);
    inside.values["advice"] = {"Another"};
    inside.version = 6;
    inside.changed_by = "Another";
    inside.moves[0].note = "Another";
    CHECK(hash_of(decisions(), {inside}) == before);
    Record value = decision(1), withheld = decision(1), move = decision(1);
    value.values["cost"] = {"6.00"};
    withheld.withheld["cost"] = "Commercial";
    move.moves[1].on = Day::from("2017-08-02");
    CHECK(hash_of(decisions(), {value}) != before);
    CHECK(hash_of(decisions(), {withheld}) != before);
    CHECK(hash_of(decisions(), {move}) != before);
    CHECK(hash_of(decisions(), {}) != before);
    CHECK(hash_of(decisions(), {decision(2), decision(1)}) == hash_of(decisions(), {decision(1), decision(2)}));
}
