// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

namespace {

Pairs new_decision(Desk& desk, const Account& who) { return boxes_of(desk.get(who, "/registers/decisions/new").body); }

/// The first record of a register, as it stands.
Record only_record(Desk& desk, std::string_view register_id) {
    auto all = desk.records.all(register_id);
    REQUIRE(all.size() == 1);
    return all.front();
}

} // namespace

TEST_CASE("a new record is filled in, checked and saved, and nothing is saved before") {
    Desk desk;
    auto form = desk.get(desk.olga, "/registers/decisions/new");
    CHECK(form.status == 200);
    check_page(form);
    Pairs boxes = with(boxes_of(form.body), "f.title", "Body-worn video");
    boxes = with(with(with(boxes, "f.by.day", "7"), "f.by.month", "8"), "f.by.year", "2017");
    boxes = with(with(boxes, "f.cost", "£1,234.5"), "f.area", "E09000007");
    boxes = with(boxes, "f.text", "First line\r\n\r\nSecond line");

    auto check = desk.post(desk.olga, "/registers/decisions/new", boxes);
    CHECK(check.status == 200);
    check_page(check);
    CHECK(has(check.body, "Check before you save this decision"));
    CHECK(has(check.body, "7 August 2017"));
    CHECK(has(check.body, "£1,234.50"));
    CHECK(has(check.body, "Camden"));
    CHECK(desk.records.all("decisions").empty());

    auto saved = desk.post(desk.olga, "/registers/decisions/new", with(boxes_of(check.body), "step", "save"));
    CHECK(saved.status == 303);
    Record made = only_record(desk, "decisions");
    CHECK(made.number == "PCD 1");
    CHECK(made.first("by") == "2017-08-07");
    CHECK(made.first("cost") == "1234.50");
    CHECK(made.first("text") == "First line\n\nSecond line");
}

TEST_CASE("going back from the check gives the form with all that was typed") {
    Desk desk;
    Pairs boxes = with(new_decision(desk, desk.olga), "f.title", "A \"quoted\" title");
    boxes = with(boxes, "f.text", "One\n\n  indented & <b>bold</b>");
    auto check = desk.post(desk.olga, "/registers/decisions/new", boxes);
    auto back = desk.post(desk.olga, "/registers/decisions/new", with(boxes_of(check.body), "step", "back"));
    CHECK(back.status == 200);
    Pairs again = boxes_of(back.body);
    CHECK(value_of(again, "f.title") == "A \"quoted\" title");
    CHECK(value_of(again, "f.text") == "One\n\n  indented & <b>bold</b>");
}

TEST_CASE("a form with problems comes back with them at its top, beside the boxes, and nothing is lost") {
    Desk desk;
    Pairs boxes = with(new_decision(desk, desk.olga), "f.cost", "a lot");
    boxes = with(with(boxes, "f.by.day", "31"), "f.by.month", "2");
    auto answer = desk.post(desk.olga, "/registers/decisions/new", boxes);
    CHECK(answer.status == 422);
    check_page(answer);
    CHECK(has(answer.body, "There is a problem"));
    CHECK(has(answer.body, "href=\"#f-title\""));
    CHECK(has(answer.body, "href=\"#f-by\""));
    CHECK(has(answer.body, "must include a year"));
    CHECK(has(answer.body, "Error: New decision"));
    Pairs again = boxes_of(answer.body);
    CHECK(value_of(again, "f.cost") == "a lot");
    CHECK(value_of(again, "f.by.day") == "31");
    CHECK(desk.records.all("decisions").empty());
}

TEST_CASE("another box is asked for, and lists are kept in their order") {
    Desk desk;
    Pairs boxes = with(new_decision(desk, desk.olga), "f.title", "Tagged");
    boxes = with(boxes, "f.tags", "red");
    boxes.emplace_back("more", "tags");
    auto more = desk.post(desk.olga, "/registers/decisions/new", boxes);
    check_page(more);
    Pairs again = boxes_of(more.body);
    std::size_t count = 0;
    for (auto& [name, value] : again)
        if (name == "f.tags" && ++count == 2) value = "blue";
    CHECK(count == 2);
    auto check = desk.post(desk.olga, "/registers/decisions/new", again);
    desk.post(desk.olga, "/registers/decisions/new", with(boxes_of(check.body), "step", "save"));
    CHECK(only_record(desk, "decisions").values.at("tags") == FieldValue{"red", "blue"});
}

TEST_CASE("a viewer is not given the form, and what a viewer sends makes no record") {
    Desk desk;
    CHECK(desk.get(desk.vera, "/registers/decisions/new").status == 403);
    CHECK(desk.post(desk.vera, "/registers/decisions/new", {{"on", "title"}, {"f.title", "Mine"}, {"step", "save"}})
              .status == 403);
    CHECK(desk.post(desk.aude, "/registers/decisions/new", {{"on", "title"}, {"f.title", "Mine"}, {"step", "save"}})
              .status == 403);
    CHECK(desk.records.all("decisions").empty());
}

TEST_CASE("a field that a person may not write is neither asked for nor taken") {
    Desk desk;
    CHECK(!has(desk.get(desk.olga, "/registers/decisions/new").body, "Legal advice"));
    Pairs boxes = with(new_decision(desk, desk.olga), "f.title", "Sly");
    boxes.emplace_back("on", "advice");
    boxes.emplace_back("f.advice", "made up");
    boxes.emplace_back("step", "save");
    CHECK(desk.post(desk.olga, "/registers/decisions/new", boxes).status == 303);
    CHECK(only_record(desk, "decisions").first("advice").empty());
}

TEST_CASE("an officer of one area makes records for that area alone") {
    Desk desk;
    Pairs boxes = with(with(new_decision(desk, desk.cam), "f.title", "Here"), "step", "save");
    CHECK(desk.post(desk.cam, "/registers/decisions/new", with(boxes, "f.area", "E09000033")).status >= 400);
    CHECK(desk.records.all("decisions").empty());
    CHECK(desk.post(desk.cam, "/registers/decisions/new", with(boxes, "f.area", "E09000007")).status == 303);
}

TEST_CASE("a change says what is different and why") {
    Desk desk;
    Record made = desk.decision("Before", {{"kind", "grant"}});
    std::string address = "/registers/decisions/" + made.id + "/change";
    auto form = desk.get(desk.olga, address);
    check_page(form);
    Pairs boxes = boxes_of(form.body);
    CHECK(value_of(boxes, "f.title") == "Before");
    CHECK(value_of(boxes, "f.kind") == "grant");
    auto nothing = desk.post(desk.olga, address, with(boxes, "reason", "why not"));
    CHECK(nothing.status == 422);
    CHECK(has(nothing.body, "not changed anything"));
    auto no_reason = desk.post(desk.olga, address, with(boxes, "f.title", "After"));
    CHECK(no_reason.status == 422);
    CHECK(value_of(boxes_of(no_reason.body), "f.title") == "After");
    CHECK(desk.post(desk.olga, address, with(with(boxes, "f.title", "After"), "reason", "A slip")).status == 303);
    Record now = desk.record("decisions", made.id);
    CHECK(now.first("title") == "After");
    CHECK(now.first("kind") == "grant");
    CHECK(now.version == made.version + 1);
}

TEST_CASE("two people change different fields of one record side by side") {
    Desk desk;
    Record made = desk.decision("Shared", {{"kind", "grant"}});
    std::string address = "/registers/decisions/" + made.id + "/change";
    Pairs olgas = boxes_of(desk.get(desk.olga, address).body);
    Pairs bobs = boxes_of(desk.get(desk.bob, address).body);
    CHECK(desk.post(desk.bob, address, with(with(bobs, "f.kind", "contract"), "reason", "It is one")).status == 303);
    auto second = desk.post(desk.olga, address, with(with(olgas, "f.title", "Better"), "reason", "Clearer"));
    if (second.status == 409) { // the rule may also be to ask
        second = desk.post(desk.olga, address, boxes_of(second.body));
    }
    CHECK(second.status == 303);
    Record now = desk.record("decisions", made.id);
    CHECK(now.first("title") == "Better");
    CHECK(now.first("kind") == "contract");
}

TEST_CASE("where two people changed the same field the second sees both and loses nothing") {
    Desk desk;
    Record made = desk.decision("Shared", {{"kind", "grant"}});
    std::string address = "/registers/decisions/" + made.id + "/change";
    Pairs olgas = boxes_of(desk.get(desk.olga, address).body);
    Pairs bobs = boxes_of(desk.get(desk.bob, address).body);
    desk.post(desk.bob, address, with(with(bobs, "f.title", "Bob's title"), "reason", "Mine is better"));
    olgas = with(with(with(olgas, "f.title", "Olga's title"), "f.tags", "kept"), "reason", "Mine is");
    auto conflict = desk.post(desk.olga, address, olgas);
    REQUIRE(conflict.status == 409);
    check_page(conflict);
    CHECK(has(conflict.body, "Bob&#39;s title"));
    CHECK(has(conflict.body, "Olga&#39;s title"));
    CHECK(has(conflict.body, "Bob Boss"));
    Pairs picks = boxes_of(conflict.body);
    CHECK(value_of(picks, "pick.title") == "mine");
    CHECK(value_of(picks, "f.tags") == "kept");

    SUBCASE("keeping hers") {
        CHECK(desk.post(desk.olga, address, picks).status == 303);
        Record now = desk.record("decisions", made.id);
        CHECK(now.first("title") == "Olga's title");
        CHECK(now.first("tags") == "kept");
    }
    SUBCASE("taking his") {
        CHECK(desk.post(desk.olga, address, with(picks, "pick.title", "theirs")).status == 303);
        Record now = desk.record("decisions", made.id);
        CHECK(now.first("title") == "Bob's title");
        CHECK(now.first("tags") == "kept");
    }
    SUBCASE("going on writing") {
        auto form = desk.post(desk.olga, address, with(picks, "step", "back"));
        CHECK(value_of(boxes_of(form.body), "f.title") == "Olga's title");
        CHECK(value_of(boxes_of(form.body), "reason") == "Mine is");
    }
}

TEST_CASE("a place or a record is found by words where there are too many to choose from") {
    Desk desk;
    for (int n = 0; n < 205; ++n)
        desk.workspace.areas.add("E0500" + std::to_string(1000 + n), "Ward " + std::to_string(n), Level::ward,
                                 "E09000007");
    auto form = desk.get(desk.olga, "/registers/decisions/new");
    Pairs boxes = with(boxes_of(form.body), "f.title", "Somewhere");
    boxes = with(boxes, "look.area", "ward 204");
    boxes.emplace_back("find", "area");
    auto found = desk.post(desk.olga, "/registers/decisions/new", boxes);
    CHECK(found.status == 200);
    check_page(found);
    CHECK(has(found.body, "Ward 204, Camden"));
    Pairs typed = with(with(new_decision(desk, desk.olga), "f.title", "Typed"), "f.area", "westminster");
    auto check = desk.post(desk.olga, "/registers/decisions/new", typed);
    CHECK(has(check.body, "Westminster"));
    desk.post(desk.olga, "/registers/decisions/new", with(boxes_of(check.body), "step", "save"));
    CHECK(only_record(desk, "decisions").first("area") == "E09000033");
}

TEST_CASE("a form without its version, or with nonsense in its place, is refused and not a mistake of ours") {
    Desk desk;
    Record made = desk.decision("Here");
    std::string address = "/registers/decisions/" + made.id + "/change";
    for (std::string_view version : {"", "0", "-1", "x", "99999999999999999999"})
        CHECK(desk.post(desk.olga, address, {{"version", std::string(version)}, {"reason", "r"}}).status == 400);
    auto damaged = desk.post(desk.olga, address,
                             {{"version", "1"}, {"was", "{{{"}, {"on", "title"}, {"f.title", "New"}, {"reason", "r"}});
    CHECK(damaged.status == 303);
}

TEST_CASE("a form that is sent twice makes one record, and the same again later makes another") {
    Desk desk;
    Pairs boxes = with(with(new_decision(desk, desk.olga), "f.title", "Twice"), "step", "save");
    CHECK(desk.post(desk.olga, "/registers/decisions/new", boxes).status == 303);
    CHECK(desk.post(desk.olga, "/registers/decisions/new", boxes).status == 303);
    CHECK(desk.records.all("decisions").size() == 1);
    CHECK(desk.post(desk.bob, "/registers/decisions/new", boxes).status == 303); // of somebody else it is another
    CHECK(desk.records.all("decisions").size() == 2);
    desk.clock.set("2017-07-06T10:30:00Z");
    CHECK(desk.post(desk.olga, "/registers/decisions/new", boxes).status == 303);
    CHECK(desk.records.all("decisions").size() == 3);
}
