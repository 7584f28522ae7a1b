// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("the list of registers has those that a person may read, with counts") {
    Desk desk;
    desk.decision("One");
    desk.decision("Two");
    auto page = desk.get(desk.olga, "/registers/");
    check_page(page);
    CHECK(has(page.body, "Decisions"));
    CHECK(has(page.body, "Risks"));
    CHECK(has(page.body, "<strong>2</strong> Draft"));
    CHECK(!has(desk.get(desk.vera, "/registers/").body, "Risks"));
    CHECK(desk.get(desk.vera, "/registers/risks/").status == 404);
    CHECK(desk.get(desk.vera, "/registers/none/").status == 404);
}

TEST_CASE("a list is filtered by words, state and field, and turned round by its headings") {
    Desk desk;
    desk.decision("Apples", {{"kind", "grant"}});
    desk.decision("Pears", {{"kind", "contract"}});
    auto all = desk.get(desk.olga, "/registers/decisions/");
    check_page(all);
    CHECK(has(all.body, "2 decisions"));
    auto words = desk.get(desk.olga, "/registers/decisions/?words=apples");
    CHECK(has(words.body, "Apples"));
    CHECK(!has(words.body, ">Pears<"));
    auto kind = desk.get(desk.olga, "/registers/decisions/?f.kind=contract");
    CHECK(!has(kind.body, ">Apples<"));
    CHECK(has(kind.body, ">Pears<"));
    CHECK(has(desk.get(desk.olga, "/registers/decisions/?state=signed").body, "Nothing fits"));
    auto down = desk.get(desk.olga, "/registers/decisions/?sort=-title").body;
    CHECK(down.find(">Pears<") < down.find(">Apples<"));
    CHECK(has(down, "aria-sort=\"descending\""));
}

TEST_CASE("a long list has pages that keep its filters") {
    Desk desk;
    for (int n = 0; n < 60; ++n)
        desk.decision("Decision " + std::to_string(n), {{"kind", "grant"}});
    auto first = desk.get(desk.olga, "/registers/decisions/?f.kind=grant&sort=number");
    check_page(first);
    CHECK(has(first.body, "page=2"));
    CHECK(has(first.body, "f.kind=grant"));
    auto second = desk.get(desk.olga, "/registers/decisions/?f.kind=grant&sort=number&page=2");
    CHECK(has(second.body, "PCD 60"));
    CHECK(!has(second.body, "PCD 1<"));
}

TEST_CASE("garbage in a list's address is passed over") {
    Desk desk;
    desk.decision("Here");
    for (std::string_view query :
         {"page=0", "page=-1", "page=99999999999999999999", "sort=nothing", "sort=-", "state=x", "f.=1", "f.none=1",
          "f.kind=", "due_by=2017-99-99", "words=%00", "words=%27%3B+drop+table+events", "sort=advice", "f.advice=x",
          "words=%25%25__", "page=2", "f.by=yes", "f.cost=%C2%A3"}) {
        auto page =
            desk.get(desk.olga, "/registers/decisions/?" + std::string(query == "words=%00" ? "words=+" : query));
        CHECK_MESSAGE(page.status == 200, query);
        check_page(page);
    }
}

TEST_CASE("an officer of one area sees its records and no others, also in counts and figures") {
    Desk desk;
    desk.decision("Camden's", {{"area", "E09000007"}});
    Record other = desk.decision("Westminster's", {{"area", "E09000033"}});
    auto page = desk.get(desk.cam, "/registers/decisions/");
    CHECK(has(page.body, "Camden&#39;s"));
    CHECK(!has(page.body, "Westminster&#39;s"));
    CHECK(has(page.body, "1 decision"));
    CHECK(desk.get(desk.cam, "/registers/decisions/" + other.id).status == 404);
    CHECK(desk.get(desk.cam, "/registers/decisions/" + other.id + "/history").status == 404);
    CHECK(desk.get(desk.cam, "/registers/decisions/" + other.id + "/change").status == 404);
    CHECK(!has(desk.get(desk.cam, "/search/?words=westminster").body, "Westminster&#39;s"));
}

TEST_CASE("letters stand under their campaigns with how many came, and months say how many were answered in time") {
    Desk desk;
    auto letter = [&](std::string subject, std::string campaign, std::string copies, std::string on, std::string done) {
        RecordChange change{
            .values = {{"subject", {subject}}, {"campaign", {campaign}}, {"copies", {copies}}, {"received", {on}}}};
        if (!done.empty()) change.values["answered"] = {done};
        return desk.records.create(desk.olga.actor(), "letters", change);
    };
    letter("Stop the cuts", "Cuts", "300", "2017-05-02", "2017-05-10");
    letter("No more cuts", "Cuts", "20", "2017-05-03", "2017-07-01");
    letter("Bikes", "Bikes", "1", "2017-06-01", "2017-06-02");
    auto page = desk.get(desk.olga, "/registers/letters/");
    check_page(page);
    CHECK(has(page.body, "2 letters; copies: 320"));
    CHECK(has(page.body, "In time: Answer within 20 working days"));
    CHECK(has(page.body, "May 2017"));
    CHECK(has(page.body, "93.8%")); // 300 of 320
    check_page(desk.get(desk.olga, "/registers/letters/figures"));
}

TEST_CASE("risks are counted by likelihood and impact, and each count leads to its risks") {
    Desk desk;
    auto risk = [&](std::string name, std::string likely, std::string impact) {
        desk.records.create(desk.olga.actor(), "risks",
                            {.values = {{"risk", {name}}, {"likely", {likely}}, {"impact", {impact}}}});
    };
    risk("Fire", "2", "5");
    risk("Flood", "2", "5");
    risk("Rust", "5", "1");
    auto page = desk.get(desk.olga, "/registers/risks/");
    check_page(page);
    CHECK(has(page.body, "f.impact=5&amp;f.likely=2"));
    CHECK(has(page.body, "with likelihood 2, impact 5"));
    auto two = desk.get(desk.olga, "/registers/risks/?f.impact=5&f.likely=2");
    CHECK(has(two.body, "2 risks"));
    CHECK(!has(two.body, ">Rust<"));
    CHECK(has(two.body, "Impact: 5")); // the filter without a box of its own can be seen and taken away
}

TEST_CASE("a day in a list says when it is overdue, and no more once nothing is due") {
    Desk desk;
    Record made = desk.decision("Late", {{"by", "2017-07-01"}, {"text", "x"}});
    CHECK(has(desk.get(desk.olga, "/registers/decisions/").body, "Overdue"));
    desk.records.change(desk.olga.actor(), "decisions", made.id, made.version, {.move = "propose"});
    desk.records.change(desk.bob.actor(), "decisions", made.id, made.version + 1, {.move = "sign", .note = "Good"});
    CHECK(!has(desk.get(desk.olga, "/registers/decisions/").body, "Overdue"));
}
