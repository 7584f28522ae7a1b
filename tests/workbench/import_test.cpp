// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

namespace {

constexpr std::string_view k_import = "/registers/decisions/import";

http::AppResponse upload(Desk& desk, const Account& who, std::string bytes, std::string name = "list.csv") {
    return desk.post(who, k_import, {{"step", "check"}}, {{"file", std::move(name), "text/csv", std::move(bytes)}});
}

} // namespace

TEST_CASE("an import is looked at first and changes nothing until it is confirmed") {
    Desk desk;
    Record made = desk.decision("Old title", {{"kind", "grant"}});
    check_page(desk.get(desk.olga, k_import));
    auto look = upload(desk, desk.olga, "ID,Title,Kind\n" + made.id + ",New title,\n,A new one,A contract\n");
    CHECK(look.status == 200);
    check_page(look);
    CHECK(has(look.body, "<strong>1</strong> New"));
    CHECK(has(look.body, "<strong>1</strong> Changed"));
    CHECK(desk.records.all("decisions").size() == 1);
    CHECK(desk.record("decisions", made.id).first("title") == "Old title");

    Pairs confirm = with(boxes_of(look.body), "step", "import");
    auto done = desk.post(desk.olga, k_import, confirm);
    CHECK(done.status == 303);
    CHECK(desk.records.all("decisions").size() == 2);
    CHECK(desk.record("decisions", made.id).first("title") == "New title");
    CHECK(desk.record("decisions", made.id).first("kind").empty());
    CHECK(has(desk.get(desk.olga, "/registers/decisions/import?made=1&changed=1").body,
              "1 new record, 1 changed record"));
    CHECK(desk.post(desk.olga, k_import, confirm).status == 404); // once
    CHECK(desk.records.all("decisions").size() == 2);
}

TEST_CASE("an import with problems says where each is and enters nothing at all") {
    Desk desk;
    auto look = upload(desk, desk.olga, "Title,Cost\nGood,5\n,7\nBad,much\n");
    CHECK(look.status == 422);
    check_page(look);
    CHECK(has(look.body, "<th scope=\"row\">3</th>"));
    CHECK(has(look.body, "<th scope=\"row\">4</th>"));
    CHECK(value_of(boxes_of(look.body), "file") == "(no such box)");
    CHECK(desk.records.all("decisions").empty());
}

TEST_CASE("what is no table is refused with a reason, and no file outside the waiting room can be named") {
    Desk desk;
    for (auto [name, bytes] : {std::pair<std::string, std::string>{"a.csv", ""},
                               {"a.csv", "Nothing,Known\n1,2\n"},
                               {"a.xlsx", "PK\x03\x04 broken"},
                               {"a.exe", "MZ"},
                               {"a.csv", "\xff\xfe\x01"},
                               {"a.csv", "\"Title\nnever closed"},
                               {"../../a.csv", "Title\n\"\n"}}) {
        auto answer = upload(desk, desk.olga, bytes, name);
        CHECK_MESSAGE(answer.status == 422, name << " " << answer.status);
        check_page(answer);
    }
    for (std::string_view file : {"", "x", "../registers.sqlite", "../files/aa/b", "/etc/passwd"})
        CHECK(desk.post(desk.olga, k_import, {{"step", "import"}, {"file", std::string(file)}}).status == 404);
    CHECK(desk.get(desk.vera, k_import).status == 403);
    CHECK(upload(desk, desk.vera, "Title\nMine\n").status == 403);
    CHECK(desk.records.all("decisions").empty());
}

TEST_CASE("a list is taken out as a table with its filters, and put in again changes nothing") {
    Desk desk;
    desk.decision("=1+1", {{"kind", "grant"}, {"text", "Two\nlines"}, {"cost", "1.50"}});
    desk.decision("Other", {{"kind", "contract"}});
    auto csv = desk.get(desk.olga, "/registers/decisions/export?as=csv&f.kind=grant");
    CHECK(has(csv.type, "text/csv"));
    CHECK(has(csv.body, "'=1+1"));
    CHECK(!has(csv.body, "Other"));
    auto all = desk.get(desk.olga, "/registers/decisions/export?as=csv");
    auto look = upload(desk, desk.olga, all.body);
    CHECK(look.status == 200);
    CHECK(has(look.body, "nothing that the register does not say already"));
    auto sheet = desk.get(desk.olga, "/registers/decisions/export?as=xlsx");
    CHECK(sheet.body.starts_with("PK"));
    look = upload(desk, desk.olga, sheet.body, "list.xlsx");
    CHECK(look.status == 200);
    CHECK(has(look.body, "nothing that the register does not say already"));
    auto heading = desk.get(desk.olga, "/registers/decisions/export?as=csv&only=heading");
    CHECK(has(heading.body, "Title"));
    CHECK(!has(heading.body, "Other"));
}

TEST_CASE("an officer of one area can neither take out nor change by a table what lies elsewhere") {
    Desk desk;
    Record other = desk.decision("Elsewhere", {{"area", "E09000033"}});
    CHECK(!has(desk.get(desk.cam, "/registers/decisions/export?as=csv").body, "Elsewhere"));
    auto look = upload(desk, desk.cam, "ID,Title\n" + other.id + ",Mine now\n");
    CHECK(look.status == 422);
    CHECK(desk.record("decisions", other.id).first("title") == "Elsewhere");
}
