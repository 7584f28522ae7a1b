// SPDX-License-Identifier: MIT
#include "registers/records.hpp"
#include "registers/records_made.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

std::vector<std::string> ids(const RecordPage& page) {
    std::vector<std::string> all;
    for (const Record& record : page.records)
        all.push_back(record.id);
    return all;
}

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("a record is made, found, changed and moved, each as an event") {
    on_each_played([](Played& p) {
        Record made = p.records.create(p.olive, "decisions",
                                       {.values = {{"title", {"New vans"}}, {"cost", {"1200.5"}}}, .reason = "asked"});
        CHECK(made.id == "pcd-1");
        CHECK(made.number == "PCD 1");
        CHECK(made.version == 1);
        CHECK(made.state == "draft");
        CHECK(made.created_by == "Name of olive");
        CHECK(made.title(p.definitions.at("decisions")) == "PCD 1: New vans");

        p.clock.at += 60;
        p.records.change(p.olive, "decisions", "pcd-1", 1, {.values = {{"cost", {}}, {"kind", {"grant"}}}});
        p.clock.at += 60;
        Record moved = p.records.change(p.ada, "decisions", "pcd-1", 2,
                                        {.move = "sign", .on = "2017-07-05", .note = "by letter", .source = "minutes"});
        CHECK(moved.version == 3);
        CHECK(moved.first("signed") == "2017-07-05");
        REQUIRE(moved.moves.size() == 2);
        CHECK(moved.moves[0].move == "");
        CHECK(moved.moves[0].to == "draft");
        CHECK(moved.moves[1].by == "Name of ada");
        CHECK(moved.moves[1].note == "by letter");
        CHECK(moved.moves[1].event == 3);

        auto found = p.records.find(p.vic, "decisions", "pcd-1");
        REQUIRE(found);
        CHECK(found->values == Values{{"kind", {"grant"}}, {"signed", {"2017-07-05"}}, {"title", {"New vans"}}});
        CHECK(found->changed == p.clock.at);
        CHECK(found->created == p.clock.at - 120);

        auto history = p.records.history(p.vic, "decisions", "pcd-1");
        REQUIRE(history.size() == 3);
        CHECK(history[0].action == "create");
        CHECK(history[0].reason == "asked");
        CHECK(history[1].change == R"({"values":{"cost":[],"kind":["grant"]}})");
        CHECK(history[2].action == "move");
        CHECK(history[2].actor == "ada");
        CHECK(p.records.as_of(p.vic, "decisions", "pcd-1", 1)->first("cost") == "1200.5");
        CHECK(p.records.as_of(p.vic, "decisions", "pcd-1", 2)->state == "draft");
        CHECK_FALSE(p.records.as_of(p.vic, "decisions", "pcd-1", 0));
        CHECK(p.records.head().number == 3);
        CHECK(p.records.verify().faults == Ids{});
    });
}

TEST_CASE("who changes what another has changed meanwhile loses nothing") {
    on_each_played([](Played& p) {
        p.decide({{"title", {"Vans"}}, {"cost", {"1"}}, {"kind", {"spend"}}});
        p.records.change(p.olive, "decisions", "pcd-1", 1, {.values = {{"cost", {"2"}}, {"kind", {"grant"}}}});
        auto conflict = [&](const Values& values) {
            try {
                p.records.change(p.ada, "decisions", "pcd-1", 1, {.values = values});
            } catch (const EditConflict& found) {
                return found;
            }
            throw std::runtime_error("no conflict");
        };
        auto both = conflict({{"title", {"Vans"}}, {"cost", {"3"}}, {"kind", {"spend"}}}); // a whole form
        CHECK(both.current.version == 2);
        REQUIRE(both.differences.size() == 1);
        CHECK(both.differences[0].field == "cost");
        CHECK(both.differences[0].theirs == FieldValue{"2"});
        CHECK(both.differences[0].yours == FieldValue{"3"});
        CHECK(has(both.what(), "Name of olive changed this record at 2017-07-06T09:30:00Z, after you opened it"));

        auto apart = conflict({{"title", {"Cars"}}});
        REQUIRE(apart.differences.size() == 2);
        CHECK(apart.differences[0].field == "cost");
        CHECK(apart.differences[0].yours == FieldValue{"1"});
        CHECK(p.records.find(p.olive, "decisions", "pcd-1")->version == 2);
        CHECK(p.records.head().number == 2);
    });
}

TEST_CASE("a conflict does not show what the person may not read") {
    on_each_played([](Played& p) {
        p.decide({{"title", {"Vans"}}});
        p.records.change(p.ada, "decisions", "pcd-1", 1, {.values = {{"advice", {"secret"}}, {"cost", {"5"}}}});
        try {
            p.records.change(p.olive, "decisions", "pcd-1", 1, {.values = {{"title", {"Cars"}}}});
            FAIL("no conflict");
        } catch (const EditConflict& conflict) {
            CHECK(conflict.current.first("advice") == "");
            REQUIRE(conflict.differences.size() == 1);
            CHECK(conflict.differences[0].field == "cost");
        }
    });
}

TEST_CASE("what changes nothing is no event") {
    on_each_played([](Played& p) {
        p.decide({{"title", {"Vans"}}});
        Record same =
            p.records.change(p.olive, "decisions", "pcd-1", 1, {.values = {{"title", {"Vans"}}, {"cost", {}}}});
        CHECK(same.version == 1);
        CHECK(p.records.head().number == 1);
    });
}

TEST_CASE("a change that is not well said, or not theirs to make, leaves nothing") {
    on_each_played([](Played& p) {
        CHECK_THROWS_AS(p.decide({{"cost", {"1"}}}), InvalidChange);
        CHECK_THROWS_AS(p.decide({{"title", {"Vans"}}, {"colour", {"red"}}}), InvalidChange);
        CHECK_THROWS_AS(p.decide({{"title", {"Vans"}}, {"advice", {"no"}}}), Forbidden);
        CHECK_THROWS_AS(p.records.create(p.vic, "decisions", {.values = {{"title", {"x"}}}}), Forbidden);
        CHECK_THROWS_AS(p.records.create(p.aud, "decisions", {.values = {{"title", {"x"}}}}), Forbidden);
        CHECK(p.records.head().number == 0);
        p.decide({{"title", {"Vans"}}});
        auto change = [&](const Actor& actor, const RecordChange& what) {
            p.records.change(actor, "decisions", "pcd-1", 1, what);
        };
        CHECK_THROWS_AS(change(p.vic, {.values = {{"title", {"x"}}}}), Forbidden);
        CHECK_THROWS_AS(change(p.olive, {.move = "sign"}), Forbidden);
        CHECK_THROWS_AS(change(p.olive, {.move = "fly"}), InvalidChange);
        CHECK_THROWS_AS(change(p.ada, {.move = "sign", .on = "yesterday"}), InvalidChange);
        CHECK_THROWS_AS(change(p.olive, {.values = {{"title", {}}}}), InvalidChange);
        CHECK(p.records.head().number == 1);
        change(p.ada, {.move = "sign"});
        CHECK_THROWS_AS(p.records.change(p.ada, "decisions", "pcd-1", 2, {.move = "sign"}), InvalidChange);
        CHECK_THROWS_AS(p.records.change(p.ada, "decisions", "pcd-2", 1, {.move = "sign"}), Error);
        CHECK_THROWS_AS(p.records.find(p.ada, "nowhere", "x"), Error);
        CHECK(p.records.verify().whole());
    });
}

TEST_CASE("who has areas sees and makes records of those alone") {
    on_each_played([](Played& p) {
        Actor local = made_actor("lena", {Role::officer}, {"E09000007"});
        p.decide({{"title", {"Everywhere"}}});
        p.decide({{"title", {"Camden"}}, {"area", {"E09000007"}}});
        p.decide({{"title", {"Brent"}}, {"area", {"E09000005"}}});
        CHECK(ids(p.records.search(local, {.register_id = "decisions"})) == Ids{"pcd-2"});
        CHECK(p.records.search(local, {.register_id = "decisions"}).all == 1);
        CHECK_FALSE(p.records.find(local, "decisions", "pcd-3"));
        CHECK(p.records.history(local, "decisions", "pcd-3").empty());
        CHECK(p.records.changed_since(local, 0, 10).size() == 1);
        CHECK(p.records.counts(local, "decisions")[0].second == 1);
        auto make = [&](std::string area) {
            return p.records.create(local, "decisions", {.values = {{"title", {"x"}}, {"area", {area}}}});
        };
        CHECK_THROWS_AS(make("E09000005"), Forbidden);
        CHECK(make("E09000007").number == "PCD 4");
        CHECK_THROWS_AS(p.records.change(local, "decisions", "pcd-4", 1, {.values = {{"area", {"E09000005"}}}}),
                        Forbidden);
        CHECK_THROWS_AS(p.records.change(local, "decisions", "pcd-3", 1, {.values = {{"title", {"y"}}}}), Error);
        p.records.change(p.olive, "decisions", "pcd-2", 1, {.values = {{"area", {"E09000005"}}}});
        CHECK_FALSE(p.records.as_of(local, "decisions", "pcd-2", 2)); // it is not theirs any more
    });
}

TEST_CASE("a field for few is neither shown, nor found, sorted or filtered by") {
    on_each_played([](Played& p) {
        p.decide({{"title", {"Vans"}}});
        p.decide({{"title", {"Cars"}}});
        p.records.change(p.ada, "decisions", "pcd-1", 1, {.values = {{"advice", {"zebra"}}}});
        p.records.change(p.ada, "decisions", "pcd-2", 1, {.values = {{"advice", {"ape"}}}});
        RecordQuery words{.register_id = "decisions", .words = "zebra"};
        CHECK(ids(p.records.search(p.ada, words)) == Ids{"pcd-1"});
        CHECK(p.records.search(p.olive, words).all == 0);
        CHECK(p.records.search(p.olive, {.register_id = "decisions", .filters = {{"advice", {"zebra"}}}}).all == 0);
        CHECK(ids(p.records.search(p.ada, {.register_id = "decisions", .sort = "advice"})) == Ids{"pcd-2", "pcd-1"});
        CHECK(ids(p.records.search(p.olive, {.register_id = "decisions", .sort = "advice"})) == Ids{"pcd-1", "pcd-2"});
        CHECK(p.records.find(p.olive, "decisions", "pcd-1")->first("advice") == "");
        for (const LogEvent& event : p.records.history(p.olive, "decisions", "pcd-1"))
            CHECK_FALSE(has(event.change, "zebra"));
        for (const LogEvent& event : p.records.changed_since(p.olive, 0, 9))
            CHECK_FALSE(has(event.change, "zebra"));
        CHECK(has(p.records.history(p.ada, "decisions", "pcd-1")[1].change, "zebra"));
    });
}

TEST_CASE("lists are filtered, sorted by what a field is, and paged with a total") {
    on_each_played([](Played& p) {
        p.decide(
            {{"title", {"Vans for Camden"}}, {"cost", {"900"}}, {"kind", {"spend"}}, {"received", {"2017-07-01"}}});
        p.decide(
            {{"title", {"100% grant_fund"}}, {"cost", {"10000"}}, {"kind", {"grant"}}, {"received", {"2017-06-01"}}});
        p.decide({{"title", {"École Ünder"}}, {"kind", {"grant"}}});
        p.records.change(p.ada, "decisions", "pcd-3", 1, {.move = "sign"});
        auto found = [&](RecordQuery query) {
            query.register_id = "decisions";
            return ids(p.records.search(p.vic, query));
        };
        CHECK(found({.words = "VANS camden"}) == Ids{"pcd-1"});
        CHECK(found({.words = "vans grant"}) == Ids{});
        CHECK(found({.words = "a grant"}) == Ids{"pcd-2", "pcd-3"}); // the choice's label
        CHECK(found({.words = "0% GRANT_"}) == Ids{"pcd-2"});
        CHECK(found({.words = "n_f%"}) == Ids{});
        CHECK(found({.words = "éCOLE ünder"}) == Ids{"pcd-3"});
        CHECK(found({.words = "pcd-2"}) == Ids{"pcd-2"});
        CHECK(found({.states = {"signed"}}) == Ids{"pcd-3"});
        CHECK(found({.states = {"signed", "draft"}, .filters = {{"kind", {"grant"}}}}) == Ids{"pcd-2", "pcd-3"});
        CHECK(found({.filters = {{"kind", {"grant", "spend"}}, {"cost", {"900"}}}}) == Ids{"pcd-1"});
        CHECK(found({.filters = {{"cost", {""}}}}) == Ids{"pcd-3"});
        CHECK(found({.sort = "cost"}) == Ids{"pcd-1", "pcd-2", "pcd-3"});
        CHECK(found({.sort = "-cost"}) == Ids{"pcd-2", "pcd-1", "pcd-3"});
        CHECK(found({.sort = "title"}) == Ids{"pcd-2", "pcd-1", "pcd-3"});
        CHECK(found({.sort = "-number"}) == Ids{"pcd-3", "pcd-2", "pcd-1"});
        CHECK(found({.sort = "due"}) == Ids{"pcd-2", "pcd-1", "pcd-3"});
        CHECK(found({.sort = "-state"}) == Ids{"pcd-3", "pcd-1", "pcd-2"});
        CHECK(found({.sort = "-changed"}) == Ids{"pcd-3", "pcd-2", "pcd-1"});
        CHECK(found({.due_by = Day::from("2017-06-30")}) == Ids{"pcd-2"});
        CHECK_THROWS_AS(found({.sort = "colour"}), Error);
        CHECK_THROWS_AS(found({.filters = {{"colour", {"red"}}}}), Error);
        RecordPage page = p.records.search(p.vic, {.register_id = "decisions", .from = 1, .count = 1});
        CHECK(ids(page) == Ids{"pcd-2"});
        CHECK(page.all == 3);
        CHECK(ids(p.records.search(p.vic, {.register_id = "decisions", .from = 7, .count = 0})) == Ids{});
        CHECK(p.records.counts(p.vic, "decisions") ==
              std::vector<std::pair<std::string, std::size_t>>{{"draft", 2}, {"signed", 1}});
    });
}

TEST_CASE("numbers count on from the highest of their series, by year where the template has one") {
    on_each_played([](Played& p) {
        auto complain = [&] { return p.records.create(p.olive, "complaints", {.values = {{"text", {"x"}}}}).number; };
        CHECK(complain() == "2017-18/001");
        CHECK(complain() == "2017-18/002");
        p.clock.at = *parse_moment("2018-04-01T00:00:00Z");
        CHECK(complain() == "2018-19/001");
        p.clock.at = *parse_moment("2018-03-31T23:59:59Z");
        CHECK(complain() == "2017-18/003");

        std::vector<Records::Entry> given{
            {.register_id = "decisions", .changes = {{.values = {{"title", {"a"}}}}}, .number = "PCD 131"},
            {.register_id = "decisions", .changes = {{.values = {{"title", {"b"}}}}}, .number = "Old 900"}};
        CHECK(p.records.enter(p.olive, given, false).empty());
        CHECK(p.decide({{"title", {"c"}}}).number == "PCD 132");
        auto again = p.records.enter(p.olive, given, false);
        REQUIRE(again.size() == 2);
        CHECK(has(again[0].problems[0].message, "the number 'PCD 131' already"));
        CHECK(p.records.find(p.olive, "decisions", "old-900"));
        CHECK(p.records.verify().faults == Ids{});
    });
}

TEST_CASE("a record without a number is named by its heading, or as asked, once") {
    on_each_played([](Played& p) {
        auto promise = [&](std::string text, std::string id = {}) {
            return p.records.create(p.olive, "promises", {.values = {{"text", {text}}}}, id).id;
        };
        CHECK(promise("Two officers a ward") == "two-officers-a-ward");
        CHECK(promise("Two officers a ward") == "two-officers-a-ward-2");
        CHECK(promise("???") == "promise");
        CHECK(promise("x", "O1.2") == "O1.2");
        CHECK_THROWS_AS(promise("x", "O1.2"), Error);
        for (const char* wrong : {"../x", "a b", ".x", "a/b", "é"})
            CHECK_THROWS_AS(promise("x", wrong), InvalidChange);
        CHECK(promise(std::string(500, 'a') + " b").size() == 60);
        CHECK(p.records.all("promises").size() == 5);
    });
}

TEST_CASE("an import is all or nothing, and a dry run is nothing") {
    on_each_played([](Played& p) {
        auto entry = [](std::string title, std::string link = {}) {
            Records::Entry one{.register_id = "decisions", .changes = {{.values = {{"title", {title}}}}}};
            if (!link.empty()) one.changes[0].values["serves"] = {link};
            one.changes.push_back({.move = "sign", .on = "2017-02-03"});
            return one;
        };
        std::vector<Records::Entry> good{entry("a", "wards"), entry("b")};
        good.push_back({.register_id = "promises", .id = "wards", .changes = {{.values = {{"text", {"Wards"}}}}}});
        Actor both = made_actor("bo", {Role::officer, Role::approver});
        CHECK(p.records.enter(both, good, true).empty());
        CHECK(p.records.head().number == 0);
        CHECK(p.records.enter(both, good, false).empty()); // moves of the past need no other person
        CHECK(p.records.head().number == 5);
        CHECK(p.records.find(p.vic, "decisions", "pcd-2")->state == "signed");
        CHECK(p.records.find(p.vic, "decisions", "pcd-2")->first("signed") == "2017-02-03");

        std::vector<Records::Entry> mixed{entry("c"), entry(""), entry("d", "nowhere")};
        mixed[1].changes[0].values.clear();
        auto problems = p.records.enter(both, mixed, false);
        REQUIRE(problems.size() == 2);
        CHECK(problems[0].entry == 1);
        CHECK(problems[0].problems[0].field == "title");
        CHECK(problems[1].entry == 2);
        CHECK(problems[1].problems[0].field == "serves");
        CHECK(p.records.head().number == 5);
        CHECK(p.decide({{"title", {"e"}}}).number == "PCD 3");

        std::vector<Records::Entry> later{
            {.register_id = "decisions", .id = "pcd-3", .is_new = false, .changes = {{.values = {{"cost", {"7"}}}}}}};
        CHECK(p.records.enter(both, later, false).empty());
        CHECK(p.records.enter(both, later, false).empty()); // the same again changes nothing
        CHECK(p.records.find(p.vic, "decisions", "pcd-3")->version == 2);
        later[0].version = 1;
        CHECK(p.records.enter(both, later, false).size() == 1);
        later[0].id = "pcd-99";
        CHECK(p.records.enter(both, later, false).size() == 1);
        CHECK_THROWS_AS(p.records.enter(p.vic, good, false), Forbidden);
        CHECK(p.records.verify().faults == Ids{});
    });
}

TEST_CASE("links lead back, and what is due is found by day and person") {
    on_each_played([](Played& p) {
        p.records.create(p.olive, "promises", {.values = {{"text", {"Wards"}}}});
        p.decide({{"title", {"a"}}, {"serves", {"wards"}}, {"received", {"2017-07-01"}}, {"owner", {"olive"}}});
        p.decide({{"title", {"b"}}, {"received", {"2017-06-20"}}, {"area", {"E09000007"}}});
        auto links = p.records.linked_to(p.vic, "promises", "wards");
        REQUIRE(links.size() == 1);
        CHECK(links[0].field == "serves");
        CHECK(links[0].record.id == "pcd-1");
        CHECK(p.records.linked_to(p.vic, "area", "E09000007").size() == 1);
        CHECK_THROWS_AS(p.decide({{"title", {"c"}}, {"serves", {"nothing"}}}), InvalidChange);

        auto due = p.records.due(p.vic, std::nullopt, Day::from("2017-12-31"));
        REQUIRE(due.size() == 2);
        CHECK(due[0].record == "pcd-2");
        CHECK(due[0].due == Day::from("2017-06-30"));
        CHECK(due[1].title == "PCD 1: a");
        CHECK(due[1].who == "olive");
        CHECK(p.records.due(p.vic, Day::from("2017-07-01"), Day::from("2017-07-11")).size() == 1);
        CHECK(p.records.due(p.vic, std::nullopt, Day::from("2017-06-29")).empty());
        std::vector<std::string> who{"olive", "Head of Finance"};
        CHECK(p.records.due(p.vic, std::nullopt, Day::from("2017-12-31"), who).size() == 1);
        CHECK(p.records.due(made_actor("lena", {Role::viewer}, {"E09000005"}), std::nullopt, Day::from("2017-12-31"))
                  .empty());
        p.records.change(p.ada, "decisions", "pcd-1", 1, {.values = {{"serves", {}}}, .move = "sign"});
        CHECK(p.records.linked_to(p.vic, "promises", "wards").empty());
        CHECK(p.records.due(p.vic, std::nullopt, Day::from("2017-12-31")).size() == 1);
    });
}

TEST_CASE("a definition that changed makes its due dates and links anew") {
    on_each_engine([](Store& store) {
        {
            Played p(store);
            p.decide({{"title", {"a"}}, {"received", {"2017-07-01"}}});
            CHECK(p.records.due(p.vic, std::nullopt, Day::from("2017-07-11")).size() == 1);
        }
        RegisterDefinition longer = made_decisions();
        longer.due[0].count = 20;
        RegisterDefinitions definitions({longer});
        Records records(store, definitions, {});
        CHECK(records.verify().whole());
        CHECK(records.verify().notes.size() == 1);
        Actor vic = made_actor("vic", {Role::viewer});
        CHECK(records.due(vic, std::nullopt, Day::from("2017-07-11")).empty());
        CHECK(records.due(vic, std::nullopt, Day::from("2017-07-21")).size() == 1);
        CHECK(records.verify().notes.empty());
        CHECK(records.verify().whole());
    });
}

TEST_CASE("readings of a restricted register are noted, others are not") {
    on_each_played([](Played& p) {
        p.records.create(p.olive, "complaints", {.values = {{"text", {"x"}}}});
        p.decide({{"title", {"a"}}});
        auto reads = [&] {
            std::vector<std::string> all;
            SqlRows rows = p.records.store().take()->run("select actor, record from reads order by actor, record");
            for (std::size_t i = 0; i < rows.size(); ++i)
                all.push_back(rows.text(i, 0) + ":" + rows.text(i, 1));
            return all;
        };
        CHECK(p.records.find(p.olive, "decisions", "pcd-1"));
        CHECK_FALSE(p.records.find(p.vic, "complaints", "2017-18-001"));
        CHECK(p.records.search(p.vic, {.register_id = "complaints"}).all == 0);
        CHECK(reads() == Ids{});
        CHECK(p.records.find(p.olive, "complaints", "2017-18-001"));
        CHECK(p.records.history(p.ada, "complaints", "2017-18-001").size() == 1);
        CHECK(p.records.search(p.aud, {.register_id = "complaints"}).all == 1);
        CHECK(reads() == Ids{"ada:2017-18-001", "aud:", "olive:2017-18-001"});
        for (const LogEvent& event : p.records.changed_since(p.vic, 0, 10))
            CHECK(event.register_id == "decisions");
    });
}

TEST_CASE("what changed since is told newest first, up to a number") {
    on_each_played([](Played& p) {
        for (int i = 0; i < 450; ++i)
            p.records.create(i % 2 ? p.olive : p.ada, i % 2 ? "complaints" : "promises", {.values = {{"text", {"x"}}}});
        auto seen = p.records.changed_since(p.vic, 100, 1000);
        CHECK(seen.size() == 175);
        CHECK(seen.front().number == 449);
        CHECK(seen.back().number == 101);
        CHECK(p.records.changed_since(p.vic, 100, 3).size() == 3);
        CHECK(p.records.changed_since(p.vic, 450, 3).empty());
    });
}

TEST_CASE("another program's changes are in the next list") {
    on_each_address([](const StoreAddress& address) {
        Store mine(address), theirs(address);
        Played here(mine), there(theirs);
        RecordQuery all{.register_id = "decisions"};
        here.decide({{"title", {"a"}}});
        CHECK(there.records.search(there.vic, all).all == 1);
        here.decide({{"title", {"b"}}});
        here.records.change(here.olive, "decisions", "pcd-1", 1, {.values = {{"title", {"z"}}}});
        auto page = there.records.search(there.vic, all);
        CHECK(page.all == 2);
        CHECK(page.records[0].first("title") == "z");
        here.records.rebuild();
        CHECK(there.records.search(there.vic, all).all == 2);
    });
}
