// SPDX-License-Identifier: MIT
// Damage done past the program, by SQL on the tables, and what verification says of it.
#include "registers/event_log.hpp"
#include "registers/records_made.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// Three records with links, due dates and moves; seven events.
void play_some(Played& p) {
    p.records.create(p.olive, "promises", {.values = {{"text", {"Wards"}}}});
    p.decide({{"title", {"a"}}, {"serves", {"wards"}}, {"received", {"2017-07-01"}}});
    p.decide({{"title", {"b"}}, {"received", {"2017-06-20"}}});
    p.records.change(p.olive, "decisions", "pcd-1", 1, {.values = {{"cost", {"5"}}}, .reason = "told"});
    p.records.change(p.ada, "decisions", "pcd-1", 2, {.move = "sign"});
    p.records.change(p.olive, "decisions", "pcd-2", 1, {.values = {{"cost", {"6"}}}});
    p.records.create(p.olive, "promises", {.values = {{"text", {"Schools"}}}});
}

std::string all(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

/// The one fault that a statement brings about, on each engine; `also`: what verification is held against.
void one_fault(std::string_view statement, std::string_view words, std::span<const LogHead> also = {}) {
    on_each_played([&](Played& p) {
        play_some(p);
        REQUIRE(p.records.verify().whole());
        p.records.store().take()->run(statement);
        auto found = p.records.verify(also);
        INFO(all(found.faults));
        REQUIRE(found.faults.size() == 1);
        CHECK(has(found.faults[0], words));
    });
}

} // namespace

TEST_CASE("an event that was changed afterwards is named") {
    one_fault("update events set actor = 'eve' where number = 4",
              "Event 4 (decisions/pcd-1, change) is not what its hash");
    one_fault("update events set reason = 'Told' where number = 4", "Event 4");
    one_fault("update events set hash = replace(hash, 'a', 'b') where number = 7", "Event 7");
    one_fault("update events set action = 'import' where number = 2", "Event 2");
}

TEST_CASE("an event that says something else is named, and so is the record that does not follow from it") {
    on_each_played([](Played& p) {
        play_some(p);
        p.records.store().take()->run("update events set change = replace(change, '\"5\"', '\"4\"') where number = 4");
        auto found = p.records.verify();
        REQUIRE(found.faults.size() == 2);
        CHECK(has(found.faults[0], "Event 4 (decisions/pcd-1, change) is not what its hash"));
        CHECK(has(found.faults[1], "decisions/pcd-1 is not what its events say: its fields (cost) differ"));
        CHECK(found.events == 7);
    });
}

TEST_CASE("an event that can no more be read is a fault, not an end") {
    on_each_played([](Played& p) {
        play_some(p);
        p.records.store().take()->run("update events set change = '{\"values\":[' where number = 4");
        auto found = p.records.verify();
        CHECK(has(all(found.faults), "Event 4 (decisions/pcd-1) cannot be read"));
        CHECK(has(message_of([&] { p.records.rebuild(); }), "Event 4 of the log cannot be read"));
        CHECK(p.records.find(p.vic, "decisions", "pcd-1")); // what stands, stands
    });
}

TEST_CASE("a whole log that was written anew from some event on is found by a head noted elsewhere") {
    on_each_played([](Played& p) {
        play_some(p);
        LogHead noted = p.records.head();
        std::vector<LogHead> heads{{3, ""}, noted};
        {
            auto db = p.records.store().take();
            heads[0].hash = db->run("select hash from events where number = 3").text(0, 0);
            std::string previous = heads[0].hash;
            for (int number = 4; number <= 7; ++number) { // eve has the database, and time
                SqlRows rows = db->run(fmt::format("select {} from events where number = {}", k_event_columns, number));
                LogEvent event = event_of(rows.rows[0]);
                if (number == 4) event.reason = "never told";
                event.previous = previous;
                previous = event_hash(event);
                db->run("update events set reason = $1, previous = $2, hash = $3 where number = $4",
                        {event.reason, event.previous, previous, std::to_string(number)});
            }
        }
        CHECK(p.records.verify().whole()); // by itself it looks whole
        auto found = p.records.verify(heads);
        REQUIRE(found.faults.size() == 1);
        CHECK(has(found.faults[0], "Event 7 has the hash"));
        CHECK(has(found.faults[0], "the log was rewritten at or before it"));
    });
}

TEST_CASE("missing events are named, at the end by a head noted elsewhere") {
    on_each_played([](Played& p) {
        play_some(p);
        std::vector<LogHead> heads{p.records.head()};
        p.records.store().take()->run("delete from events where number = 7");
        p.records.store().take()->run("delete from records where id = 'schools'");
        CHECK(p.records.verify().whole());
        auto found = p.records.verify(heads);
        REQUIRE(found.faults.size() == 1);
        CHECK(has(found.faults[0], "The log ends with event 6, but event 7 was noted"));
    });
    on_each_played([](Played& p) {
        play_some(p);
        p.records.store().take()->run("delete from events where number = 4 or number = 5");
        auto found = p.records.verify();
        CHECK(has(all(found.faults), "The log goes from event 3 to event 6: what was between is missing"));
        CHECK(has(all(found.faults), "Event 6 does not follow on event 3"));
        CHECK(has(all(found.faults), "decisions/pcd-1 is not what its events say"));
    });
}

TEST_CASE("a record that is not what its events say is named, with what differs") {
    auto record = [](std::string_view set, std::string_view words) {
        one_fault(fmt::format("update records set {} where id = 'pcd-1'", set), words);
    };
    record("fields = replace(fields, '\"5\"', '\"50\"')",
           "decisions/pcd-1 is not what its events say: its fields (cost)");
    record("fields = '{'", "its fields (not readable)");
    record("state = 'draft'", "its state differs");
    record("version = 9", "its version differs");
    record("created_by = 'Eve'", "its name of who made it differs");
    record("moves = '[]'", "its moves differ");
    record("serial = 99", "its place in its series differs");
    record("number = 'PCD 99'", "its number differs");
    one_fault("update links set target = 'schools'", "Links of decisions/pcd-1 are not what its events make them");
    one_fault("update due set due = '2017-07-30' where record = 'pcd-2'", "Due dates of decisions/pcd-2");
    one_fault(
        "insert into due(register, record, rule, due, who) values ('decisions', 'pcd-9', 'answer', '2017-07-30', '')",
        "decisions/pcd-9 has due dates in the store, but no event made it");
    one_fault("delete from records where id = 'schools'", "The record promises/schools is missing");
}

TEST_CASE("a record without an event is named") {
    on_each_played([](Played& p) {
        play_some(p);
        p.records.store().take()->run("update records set id = 'forged' where id = 'schools'");
        auto found = p.records.verify();
        REQUIRE(found.faults.size() == 2);
        CHECK(has(all(found.faults), "promises/forged is in the store, but no event made it"));
        CHECK(has(all(found.faults), "promises/schools is missing"));
    });
}

TEST_CASE("what was damaged beside the log is made anew from it") {
    on_each_played([](Played& p) {
        play_some(p);
        auto before = p.records.all("decisions");
        {
            auto db = p.records.store().take();
            db->run("update records set fields = 'x', serial = 9, state = 'lost'");
            db->run("delete from links");
            db->run("delete from due");
            db->run("delete from records where id = 'schools'");
        }
        CHECK_FALSE(p.records.verify().whole());
        p.records.rebuild();
        auto found = p.records.verify();
        INFO(all(found.faults));
        CHECK(found.whole());
        CHECK(p.records.search(p.vic, {.register_id = "promises"}).all == 2);
        CHECK(p.records.all("decisions").size() == before.size());
        CHECK(p.records.all("decisions")[0].values == before[0].values);
        CHECK(p.decide({{"title", {"c"}}}).number == "PCD 3");
    });
}

TEST_CASE("a clock that went back is noted and is no fault") {
    on_each_played([](Played& p) {
        p.decide({{"title", {"a"}}});
        p.clock.at -= 3600;
        p.decide({{"title", {"b"}}});
        auto found = p.records.verify();
        CHECK(found.whole());
        REQUIRE(found.notes.size() == 1);
        CHECK(has(found.notes[0],
                  "The clock went back from 2017-07-06T09:30:00Z to 2017-07-06T08:30:00Z before event 2"));
    });
}

TEST_CASE("events of other rooms are in the chain, and no records follow from them") {
    on_each_played([](Played& p) {
        p.decide({{"title", {"a"}}});
        {
            auto db = p.records.store().take();
            Transaction change(*db);
            CHECK(append_event(*db, {.at = p.clock.at,
                                     .actor = "ada",
                                     .actor_name = "Ada",
                                     .register_id = "accounts",
                                     .record = "olive",
                                     .action = "roles",
                                     .change = "{\"roles\":[\"officer\"]}"}) == 2);
            change.commit();
        }
        p.decide({{"title", {"b"}}});
        CHECK(p.records.verify().whole());
        CHECK(p.records.verify().events == 3);
        CHECK(p.records.changed_since(p.vic, 0, 10).size() == 2);
        p.records.rebuild();
        CHECK(p.records.verify().whole());
    });
}

TEST_CASE("the hash of an event covers each of its parts and their bounds") {
    LogEvent event{.number = 1,
                   .at = 2,
                   .actor = "ab",
                   .actor_name = "c",
                   .register_id = "d",
                   .record = "e",
                   .action = "f",
                   .change = "g",
                   .reason = "h",
                   .previous = "i"};
    std::vector<LogEvent> others(11, event);
    others[0].number = 2;
    others[1].at = 3;
    others[2].actor = "a", others[2].actor_name = "bc";
    others[3].actor_name = "d";
    others[4].register_id = "";
    others[5].record = "ef", others[5].action = "";
    others[6].action = "F";
    others[7].change = "gh", others[7].reason = "";
    others[8].reason = "H";
    others[9].previous = "";
    others[10].number = 12, others[10].at = 0;
    std::set<std::string> hashes{event_hash(event)};
    for (const LogEvent& other : others)
        hashes.insert(event_hash(other));
    CHECK(hashes.size() == 12);
    // Worked out with Python's hashlib over "1:i1:11:22:ab1:c1:d1:e1:f1:g1:h".
    CHECK(event_hash(event) == "3a2cd4650b2acb812d49d5383d168f90a5f511bd74bb80c1e7ff5492893ed449");
}
