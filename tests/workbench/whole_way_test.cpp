// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("from signing in to a saved record, through the frame, and not without the session's token") {
    Desk desk;
    AccountRules rules;
    rules.second_factor = 0;
    Accounts accounts(desk.store, rules, desk.clock);
    accounts.add(Actor::operator_named("Operator"), desk.olga, "a long pass phrase of 2017");
    auto in = accounts.sign_in(desk.olga.id, "a long pass phrase of 2017", "127.0.0.1");
    REQUIRE(!in.token.empty());
    Workbench workbench({desk.workspace, desk.records, accounts, {.secure_cookies = false}});
    auto ask = [&](std::string method, std::string path, const Pairs& form, bool with_cookie = true) {
        http::AppRequest request{.method = std::move(method), .path = std::move(path)};
        if (with_cookie) request.cookies.add("peelian", in.token);
        for (const auto& [name, value] : form)
            request.form.add(name, value);
        return workbench.answer(request);
    };
    for (std::string_view path :
         {"/", "/due/", "/search/", "/views/", "/changes/", "/registers/", "/registers/decisions/",
          "/registers/decisions/new", "/registers/decisions/import", "/api/registers"})
        CHECK_MESSAGE(ask("GET", std::string(path), {}).status == 200, path);
    CHECK(has(ask("GET", "/registers/decisions/import", {}).body, "Import: Decisions"));
    CHECK(ask("GET", "/registers/decisions/", {}, false).status == 303);
    CHECK(ask("GET", "/api/registers", {}, false).status == 401);

    Pairs boxes = with(boxes_of(ask("GET", "/registers/decisions/new", {}).body), "f.title", "The whole way");
    CHECK(ask("POST", "/registers/decisions/new", with(with(boxes, "step", "save"), "csrf", "guessed")).status == 403);
    CHECK(desk.records.all("decisions").empty());
    CHECK(ask("POST", "/registers/decisions/new", with(boxes, "step", "save")).status == 303);
    CHECK(desk.records.all("decisions").size() == 1);
    CHECK(ask("POST", "/registers/decisions/pcd-1/change", with(boxes, "csrf", "")).status == 403);
    CHECK(has(ask("GET", "/registers/decisions/nothing", {}).body, "<h1"));
}
