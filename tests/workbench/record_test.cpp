// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

namespace {

std::string page_of(const Record& record, std::string_view more = "") {
    return "/registers/" + record.register_id + "/" + record.id + std::string(more);
}

} // namespace

TEST_CASE("a record reads as its story: what it is, where it stands, what is next, what hangs on it, what happened") {
    Desk desk;
    Record made = desk.decision("Video", {{"text", "We *buy* it"},
                                          {"by", "2017-07-20"},
                                          {"owner", "Olga Officer"},
                                          {"area", "E09000007"},
                                          {"serves", "O1.2"}});
    desk.decision("More video", {{"follows", made.id}});
    auto page = desk.get(desk.olga, page_of(made));
    CHECK(page.status == 200);
    check_page(page);
    CHECK(has(page.body, "PCD 1"));
    CHECK(has(page.body, "Draft"));
    CHECK(has(page.body, "due in 14 days"));
    CHECK(has(page.body, "<em>buy</em>"));
    CHECK(has(page.body, "https://public.example/areas/E09000007/"));
    CHECK(has(page.body, "O1.2 Fair searches"));
    CHECK(has(page.body, "More video"));
    CHECK(has(page.body, "moj-timeline"));
    CHECK(has(page.body, "Propose it"));
    CHECK(!has(page.body, "Sign the decision"));
    CHECK(has(page.body, "Not published while it stands at"));
    auto seen = desk.get(desk.vera, page_of(made));
    CHECK(seen.status == 200);
    CHECK(!has(seen.body, "/change"));
    CHECK(!has(seen.body, "/move/"));
}

TEST_CASE("what a person may not read is on no page of theirs") {
    Desk desk;
    Record made = desk.decision("Quiet");
    desk.records.change(Actor::operator_named("Clerk"), "decisions", made.id, made.version,
                        {.values = {{"advice", {"Do not do it"}}}});
    for (std::string_view more : {"", "/history", "/history?at=2", "/change"}) {
        CHECK(!has(desk.get(desk.olga, page_of(made, more)).body, "Do not do it"));
        CHECK(!has(desk.get(desk.olga, page_of(made, more)).body, "Legal advice"));
    }
    CHECK(has(desk.get(desk.aude, page_of(made)).body, "Do not do it"));
    CHECK(!has(desk.get(desk.olga, "/registers/decisions/?words=advice").body, "Quiet"));
    CHECK(!has(desk.get(desk.olga, "/api" + page_of(made)).body, "Do not do it"));
    CHECK(!has(desk.get(desk.olga, "/registers/decisions/export?as=csv").body, "Do not do it"));
}

TEST_CASE("a move asks for what it needs, and a signature for somebody else") {
    Desk desk;
    Record made = desk.decision("Sign me");
    auto form = desk.get(desk.olga, page_of(made, "/move/propose"));
    CHECK(form.status == 200);
    check_page(form);
    Pairs boxes = boxes_of(form.body);
    CHECK(value_of(boxes, "f.-on.day") == "6");
    CHECK(value_of(boxes, "f.text").empty());
    auto missing = desk.post(desk.olga, page_of(made, "/move/propose"), boxes);
    CHECK(missing.status == 422);
    check_page(missing);
    CHECK(desk.post(desk.olga, page_of(made, "/move/propose"), with(boxes, "f.text", "Because")).status == 303);
    CHECK(desk.record("decisions", made.id).state == "proposed");

    CHECK(desk.get(desk.olga, page_of(made, "/move/sign")).status == 403);
    CHECK(desk.get(desk.olga, page_of(made, "/move/nothing")).status == 404);
    Pairs sign = boxes_of(desk.get(desk.bob, page_of(made, "/move/sign")).body);
    auto no_reason = desk.post(desk.bob, page_of(made, "/move/sign"), sign);
    CHECK(no_reason.status == 422);
    CHECK(has(no_reason.body, "Say why"));
    sign = with(with(sign, "note", "Good value"), "source", "Minutes of 5 July");
    CHECK(desk.post(desk.bob, page_of(made, "/move/sign"), with(sign, "f.-on.day", "5")).status == 303);
    Record now = desk.record("decisions", made.id);
    CHECK(now.state == "signed");
    CHECK(now.first("signed") == "2017-07-05");
    auto story = desk.get(desk.vera, page_of(made)).body;
    CHECK(has(story, "true of 5 July 2017"));
    CHECK(has(story, "Good value"));
    CHECK(has(story, "Minutes of 5 July"));
}

TEST_CASE("a move on a record that changed meanwhile is asked again, with all that was typed") {
    Desk desk;
    Record made = desk.decision("Moving", {{"text", "x"}});
    Pairs boxes = with(boxes_of(desk.get(desk.olga, page_of(made, "/move/propose")).body), "note", "Ready now");
    desk.records.change(desk.bob.actor(), "decisions", made.id, made.version, {.values = {{"title", {"Moved"}}}});
    auto again = desk.post(desk.olga, page_of(made, "/move/propose"), boxes);
    CHECK(again.status == 409);
    check_page(again);
    CHECK(value_of(boxes_of(again.body), "note") == "Ready now");
    CHECK(desk.post(desk.olga, page_of(made, "/move/propose"), boxes_of(again.body)).status == 303);
}

TEST_CASE("the history says of each change what was before and after, and shows the record as it stood") {
    Desk desk;
    Record made = desk.decision("First", {{"cost", "100.00"}});
    desk.records.change(desk.bob.actor(), "decisions", made.id, made.version,
                        {.values = {{"title", {"Second"}}, {"cost", {}}}, .reason = "A slip of the pen"});
    auto history = desk.get(desk.vera, page_of(made, "/history"));
    check_page(history);
    CHECK(has(history.body, "First"));
    CHECK(has(history.body, "Second"));
    CHECK(has(history.body, "£100"));
    CHECK(has(history.body, "A slip of the pen"));
    auto then = desk.get(desk.vera, page_of(made, "/history?at=1"));
    check_page(then);
    CHECK(has(then.body, "First"));
    CHECK(has(then.body, "As it stood after event 1"));
    for (std::string_view at : {"0", "99", "x", "-1", "99999999999999999999"})
        CHECK(desk.get(desk.vera, page_of(made, "/history?at=" + std::string(at))).status == 404);
}

TEST_CASE("a field is withheld from the public with its reason, and let be seen again") {
    Desk desk;
    Record made = desk.decision("Open book", {{"cost", "5.00"}});
    auto form = desk.get(desk.olga, page_of(made, "/withhold"));
    check_page(form);
    CHECK(!has(form.body, "Reason to withhold: Kind")); // not published anyway
    Pairs boxes = boxes_of(form.body);
    CHECK(desk.post(desk.olga, page_of(made, "/withhold"), with(boxes, "w.cost", "Commercial")).status == 303);
    CHECK(desk.record("decisions", made.id).withheld.at("cost") == "Commercial");
    CHECK(has(desk.get(desk.vera, page_of(made)).body, "Withheld from the public"));
    Pairs again = boxes_of(desk.get(desk.olga, page_of(made, "/withhold")).body);
    CHECK(value_of(again, "w.cost") == "Commercial");
    CHECK(desk.post(desk.olga, page_of(made, "/withhold"), with(again, "w.cost", "")).status == 303);
    CHECK(desk.record("decisions", made.id).withheld.empty());
    CHECK(desk.get(desk.vera, page_of(made, "/withhold")).status == 403);
    CHECK(desk.post(desk.vera, page_of(made, "/withhold"), with(again, "w.cost", "No")).status == 403);
}

TEST_CASE("a file is kept with its record and given to those who may read it, as a download and nothing else") {
    Desk desk;
    Pairs boxes = with(boxes_of(desk.get(desk.olga, "/registers/decisions/new").body), "f.title", "With a paper");
    boxes = with(boxes, "f.area", "E09000033");
    auto check = desk.post(desk.olga, "/registers/decisions/new", boxes,
                           {{"f.paper", "plan.txt", "text/html", "The plan, in words\n"}});
    CHECK(check.status == 200);
    CHECK(has(check.body, "plan.txt"));
    desk.post(desk.olga, "/registers/decisions/new", with(boxes_of(check.body), "step", "save"));
    Record made = desk.records.all("decisions").front();
    REQUIRE(made.values.at("paper").size() == 1);
    std::string hash = made.first("paper").substr(0, 64);
    auto file = desk.get(desk.vera, page_of(made, "/files/" + hash));
    CHECK(file.status == 200);
    CHECK((file.file.empty() ? file.body : read_file(file.file)) == "The plan, in words\n");
    std::string headers;
    for (const auto& [name, value] : file.headers)
        headers += name + ": " + value + "\n";
    CHECK(has(headers, "attachment; filename=\"plan.txt\""));
    CHECK(has(headers, "nosniff"));
    CHECK(!has(file.type, "html"));
    CHECK(desk.get(desk.cam, page_of(made, "/files/" + hash)).status == 404);
    CHECK(desk.get(desk.vera, page_of(made, "/files/" + std::string(64, 'a'))).status == 404);
    CHECK(desk.get(desk.vera, page_of(made, "/files/..")).status == 404);
    Record other = desk.decision("Without");
    CHECK(desk.get(desk.vera, page_of(other, "/files/" + hash)).status == 404);
}

TEST_CASE("a file of a kind that the field does not take is refused, and the form keeps the rest") {
    Desk desk;
    Pairs boxes = with(boxes_of(desk.get(desk.olga, "/registers/decisions/new").body), "f.title", "With a program");
    auto answer =
        desk.post(desk.olga, "/registers/decisions/new", boxes, {{"f.paper", "a.exe", "application/pdf", "MZ"}});
    CHECK(answer.status == 422);
    check_page(answer);
    CHECK(has(answer.body, "href=\"#f-paper\""));
    CHECK(value_of(boxes_of(answer.body), "f.title") == "With a program");
    answer = desk.post(desk.olga, "/registers/decisions/new", boxes, {{"f.paper", "a.pdf", "application/pdf", "MZ"}});
    CHECK(answer.status == 422); // says pdf and is none
}
