// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("text that would do harm is shown as text on every page") {
    Desk desk;
    std::string bad(k_hostile);
    desk.olga.name = bad;
    Record made = desk.decision(bad, {{"text", bad}, {"owner", bad}, {"tags", bad}, {"by", "2017-07-01"}});
    desk.decision("Linked", {{"follows", made.id}});
    desk.records.change(desk.olga.actor(), "decisions", made.id, made.version,
                        {.values = {{"title", {bad + "2"}}}, .withhold = {{"title", bad}}, .reason = bad});
    made = desk.record("decisions", made.id);
    desk.records.change(desk.olga.actor(), "decisions", made.id, made.version,
                        {.move = "propose", .note = bad, .source = bad});
    std::string record = "/registers/decisions/" + made.id, escaped = http::percent_encode(bad);
    desk.post(desk.olga, "/views/",
              {{"register", "decisions"}, {"name", bad.substr(0, 90)}, {"query", "words=" + escaped}});
    for (const std::string& address :
         {std::string("/"), std::string("/registers/"), std::string("/registers/decisions/"),
          "/registers/decisions/?words=" + escaped, "/registers/decisions/?f.owner=" + escaped, record,
          record + "/history", record + "/history?at=1", record + "/change", record + "/withhold",
          std::string("/due/?who=") + escaped, "/due/?register=" + escaped, "/search/?words=" + escaped,
          std::string("/search/?words=script"), std::string("/changes/?all=yes"), std::string("/views/"),
          std::string("/registers/decisions/new"), std::string("/registers/decisions/import")}) {
        auto page = desk.get(desk.olga, address);
        CHECK_MESSAGE(page.status == 200, address << " " << page.body.substr(0, 300));
        check_page(page);
    }
    auto check = desk.post(
        desk.olga, "/registers/decisions/new",
        with(with(boxes_of(desk.get(desk.olga, "/registers/decisions/new").body), "f.title", bad), "f.text", bad));
    CHECK(check.status == 200);
    check_page(check);
    CHECK(value_of(boxes_of(check.body), "f.title") == bad);
    auto sign = desk.get(desk.bob, record + "/move/sign");
    CHECK(sign.status == 200);
    check_page(sign);
}

TEST_CASE("no address makes a page fail") {
    Desk desk;
    Record made = desk.decision("Here");
    std::string record = "/registers/decisions/" + made.id;
    for (const std::string& address :
         {std::string("/registers/<script>/"), std::string("/registers/decisions/<script>"),
          std::string("/registers/decisions/'"), record + "/move/'", record + "/files/%", record + "/files/" + made.id,
          record + "/history?at='", std::string("/registers/decisions/\xc3\xa9"), std::string("/api/registers/'"),
          std::string("/registers/decisions/export?as=exe"), std::string("/registers/letters/draw")}) {
        auto answer = desk.get(desk.olga, address);
        CHECK_MESSAGE(answer.status >= 400, address);
        CHECK_MESSAGE(answer.status < 500, address << " " << answer.body);
    }
}

TEST_CASE("no form makes a page fail, whatever is in it") {
    Desk desk;
    Record made = desk.decision("Here", {{"text", "x"}});
    std::string record = "/registers/decisions/" + made.id, bad(k_hostile);
    for (const std::string& address :
         {std::string("/registers/decisions/new"), record + "/change", record + "/withhold", record + "/move/propose",
          std::string("/views/"), std::string("/views/delete"), std::string("/changes/"),
          std::string("/registers/decisions/import")})
        for (const Pairs& form :
             {Pairs{}, Pairs{{"on", bad}, {"f." + bad, bad}}, Pairs{{"step", "save"}, {"version", "1"}},
              Pairs{{"version", "1"},
                    {"was", bad},
                    {"on", "by"},
                    {"f.by.day", bad},
                    {"f.by.month", "99"},
                    {"f.by.year", "-1"}},
              Pairs{
                  {"version", "1"}, {"on", "-on"}, {"f.-on.year", "999999999999"}, {"more", "none"}, {"find", "none"}},
              Pairs{{"version", "1"}, {"on", "serves"}, {"f.serves", bad}, {"find", "serves"}, {"look.serves", bad}},
              Pairs{{"version", "1"}, {"on", "paper"}, {"f.paper", "../../etc/passwd"}, {"reason", "r"}},
              Pairs{{"version", "1"}, {"on", "paper"}, {"f.paper", std::string(64, '0') + "/x.pdf"}, {"reason", "r"}},
              Pairs{{"version", "1"}, {"pick.title", bad}, {"on", "title"}, {"f.title", std::string(100000, 'x')}},
              Pairs{{"register", bad}, {"name", bad}, {"query", bad}, {"up_to", bad}, {"file", bad}}}) {
            auto answer = desk.post(desk.olga, address, form);
            CHECK_MESSAGE(answer.status < 500, address << " " << answer.body.substr(0, 300));
            if (answer.status != 303 && answer.body.find("<h1") != std::string::npos) check_page(answer);
        }
}
