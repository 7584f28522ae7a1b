// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("my work has what is overdue, due soon and waiting for me, and for nobody else") {
    Desk desk;
    desk.decision("Late one", {{"by", "2017-07-01"}, {"owner", "Olga Officer"}});
    desk.decision("Soon one", {{"by", "2017-07-10"}, {"owner", "Olga Officer"}});
    desk.decision("Far one", {{"by", "2017-09-10"}, {"owner", "Olga Officer"}});
    desk.decision("Cam's one", {{"by", "2017-07-10"}, {"owner", "Cam Camden"}, {"area", "E09000007"}});
    auto page = desk.get(desk.olga, "/");
    CHECK(page.status == 200);
    check_page(page);
    CHECK(has(page.body, "5 days overdue"));
    CHECK(has(page.body, "due in 4 days"));
    CHECK(has(page.body, "You can: Propose it"));
    auto cams = desk.get(desk.cam, "/");
    CHECK(has(cams.body, "Cam&#39;s one"));
    CHECK(!has(cams.body, "Late one"));
    auto veras = desk.get(desk.vera, "/");
    check_page(veras);
    CHECK(has(veras.body, "Nothing waits for you"));
}

TEST_CASE("what waits for an approver waits for every approver but the one who made it") {
    Desk desk;
    Record made = desk.decision("To be signed", {{"text", "x"}});
    desk.records.change(desk.olga.actor(), "decisions", made.id, made.version, {.move = "propose"});
    CHECK(has(desk.get(desk.bob, "/").body, "You can: Sign the decision"));
    CHECK(!has(desk.get(desk.olga, "/").body, "Sign the decision"));
}

TEST_CASE("what a post is to do waits for who holds the post") {
    Desk desk;
    desk.decision("Of the post", {{"by", "2017-07-10"}, {"owner", "Head of Performance"}});
    CHECK(!has(desk.get(desk.olga, "/").body, "due in 4 days"));
    desk.olga.post = "Head of Performance";
    CHECK(has(desk.get(desk.olga, "/").body, "due in 4 days"));
}

TEST_CASE("changes are new until one says to have seen them, and never become new again") {
    Desk desk;
    desk.decision("One");
    desk.decision("Two");
    auto page = desk.get(desk.vera, "/");
    CHECK(has(page.body, "pcd-2"));
    CHECK(value_of(boxes_of(page.body), "up_to") == "2");
    CHECK(desk.post(desk.vera, "/changes/", {{"up_to", "2"}}).status == 303);
    CHECK(has(desk.get(desk.vera, "/").body, "Nothing has changed since you looked"));
    desk.post(desk.vera, "/changes/", {{"up_to", "1"}});
    desk.post(desk.vera, "/changes/", {{"up_to", "garbage"}});
    CHECK(has(desk.get(desk.vera, "/").body, "Nothing has changed since you looked"));
    desk.post(desk.vera, "/changes/", {{"up_to", "999999"}}); // no further than there is
    desk.decision("Three");
    CHECK(has(desk.get(desk.vera, "/").body, "pcd-3"));
    auto all = desk.get(desk.vera, "/changes/?all=yes");
    check_page(all);
    CHECK(has(all.body, "pcd-1"));
}

TEST_CASE("the calendar shows a month as a table and its weeks as lists") {
    Desk desk;
    desk.decision("Early", {{"by", "2017-07-03"}, {"owner", "Olga Officer"}});
    desk.decision("Later", {{"by", "2017-07-31"}, {"owner", "Cam Camden"}});
    auto page = desk.get(desk.vera, "/due/");
    check_page(page);
    CHECK(has(page.body, "Due in July 2017"));
    CHECK(has(page.body, "Week of 3 July 2017"));
    CHECK(has(page.body, "Week of 31 July 2017"));
    CHECK(count_of(page.body, "<time") == 31);
    auto olgas = desk.get(desk.vera, "/due/?month=2017-07&who=Olga+Officer&register=decisions");
    CHECK(has(olgas.body, "Early"));
    CHECK(!has(olgas.body, "Later"));
    for (std::string_view month : {"x", "0000-00", "9999-12", "0001-01", "2017-13", ""}) {
        auto odd = desk.get(desk.vera, "/due/?month=" + std::string(month));
        CHECK_MESSAGE(odd.status == 200, month);
    }
}

TEST_CASE("what is due goes into other calendars, with its commas and line ends kept from breaking them") {
    Desk desk;
    desk.decision(
        "Pay; then, BEGIN:VEVENT, ask a very long question about money that goes on \u2013 and on \u2013 and on",
        {{"by", "2017-08-01"}});
    auto file = desk.get(desk.olga, "/due.ics");
    CHECK(has(file.type, "text/calendar"));
    CHECK(count_of(file.body, "\r\nBEGIN:VEVENT\r\n") == 1);
    CHECK(has(file.body, "DTSTART;VALUE=DATE:20170801"));
    CHECK(has(file.body, "Pay\\; then\\, BEGIN:VEVENT\\,"));
    for (std::size_t at = 0; at < file.body.size();) {
        std::size_t end = file.body.find("\r\n", at);
        CHECK(end - at <= 75);
        at = end + 2;
    }
}

TEST_CASE("a list is saved under a name, opened and deleted, by its owner alone") {
    Desk desk;
    auto saved =
        desk.post(desk.olga, "/views/", {{"register", "decisions"}, {"name", "Grants"}, {"query", "f.kind=grant"}});
    CHECK(saved.status == 303);
    auto page = desk.get(desk.olga, "/views/");
    check_page(page);
    CHECK(has(page.body, "/registers/decisions/?f.kind=grant"));
    CHECK(has(desk.get(desk.olga, "/").body, "Grants"));
    CHECK(!has(desk.get(desk.bob, "/views/").body, "Grants"));
    desk.post(desk.bob, "/views/delete", {{"register", "decisions"}, {"name", "Grants"}});
    CHECK(has(desk.get(desk.olga, "/views/").body, "Grants"));
    desk.post(desk.olga, "/views/delete", {{"register", "decisions"}, {"name", "Grants"}});
    CHECK(!has(desk.get(desk.olga, "/views/").body, "Grants"));
}

TEST_CASE("a view without a name, of no register or with a damaged address is asked for again") {
    Desk desk;
    auto empty = desk.post(desk.olga, "/views/", {{"register", "decisions"}, {"name", "  "}, {"query", "words=x"}});
    CHECK(empty.status == 422);
    check_page(empty);
    CHECK(value_of(boxes_of(empty.body), "query") == "words=x");
    CHECK(desk.post(desk.olga, "/views/", {{"register", "none"}, {"name", "n"}, {"query", ""}}).status == 422);
    CHECK(desk.post(desk.vera, "/views/", {{"register", "risks"}, {"name", "n"}, {"query", ""}}).status == 422);
    CHECK(desk.post(desk.olga, "/views/", {{"register", "decisions"}, {"name", "n"}, {"query", "%zz"}}).status == 422);
    CHECK(desk.post(desk.olga, "/views/", {{"register", "decisions"}, {"name", std::string(101, 'n')}, {"query", ""}})
              .status == 422);
}

TEST_CASE("a search goes over all registers that a person may read") {
    Desk desk;
    desk.decision("A bridge of steel");
    desk.records.create(desk.olga.actor(), "risks", {.values = {{"risk", {"The bridge rusts"}}}});
    auto found = desk.get(desk.olga, "/search/?words=bridge");
    check_page(found);
    CHECK(has(found.body, "A bridge of steel"));
    CHECK(has(found.body, "The bridge rusts"));
    CHECK(!has(desk.get(desk.vera, "/search/?words=bridge").body, "rusts"));
    CHECK(has(desk.get(desk.olga, "/search/?words=tunnel").body, "Nothing that you may read"));
    check_page(desk.get(desk.olga, "/search/"));
}
