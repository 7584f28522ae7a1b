// SPDX-License-Identifier: MIT
// The frame: signing in and out, what a session may do, what is refused, what every answer carries.
#include "workbench/browser.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("who has no session is sent to sign in, and back to where they wanted to go") {
    Framed framed;
    Browser browser = framed.browser();
    http::AppResponse away = browser.get("/registers/decisions/");
    CHECK(away.status == 303);
    CHECK(header(away, "Location") == "/sign-in?to=%2Fregisters%2Fdecisions%2F");
    http::AppResponse in = browser.send("/sign-in?to=%2Fregisters%2Fdecisions%2F", "/sign-in",
                                        {{"name", " Olga.Officer "}, {"password", std::string(k_password)}});
    CHECK(in.status == 303);
    CHECK(header(in, "Location") == "/registers/decisions/");
    CHECK(browser.get("/").status == 200);
    CHECK(has(browser.get("/").body, "Olga Officer"));
}

TEST_CASE("nobody is sent to another site after signing in") {
    for (std::string_view bad : {"//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "", "/a\tb",
                                 "/sign-in", "/sign-out", "/a\nb"})
        CHECK_MESSAGE(safe_return(bad) == "/", bad);
    CHECK(safe_return("/registers/?words=a") == "/registers/?words=a");
}

TEST_CASE("a wrong password, an unknown name and a form of another site do not sign in") {
    Framed framed;
    Browser browser = framed.browser();
    http::AppResponse wrong = browser.sign_in("olga.officer", "not the right one"),
                      unknown = browser.sign_in("nobody", "x");
    CHECK(wrong.status == 403);
    CHECK(unknown.status == 403);
    auto problem = [](const std::string& page) {
        std::size_t at = page.find("#name\">");
        return page.substr(at, page.find('<', at) - at);
    };
    CHECK(problem(wrong.body) == problem(unknown.body));
    CHECK_FALSE(has(wrong.body, "not the right one"));
    Browser other = framed.browser();
    CHECK(other.post("/sign-in", {{"name", "olga.officer"}, {"password", std::string(k_password)}}).status == 403);
    CHECK(browser.get("/").status == 303);
}

TEST_CASE("an approver has to set up a second factor before anything else, and gives its code from then on") {
    Framed framed;
    Browser first = framed.signed_in(framed.desk.bob);
    CHECK(header(first.get("/registers/"), "Location") == "/account/second-factor");
    CHECK(first.send("/account/second-factor", "/account/second-factor", {{"code", "000000"}}).status == 422);
    Browser browser = framed.enrolled(framed.desk.bob);
    CHECK(browser.get("/registers/").status == 200);

    framed.desk.clock.set("2017-07-06T09:40:00Z");
    Browser again = framed.signed_in(framed.desk.bob);
    http::AppResponse asked = again.get("/registers/");
    CHECK(asked.status == 200);
    CHECK(has(asked.body, "Enter your code"));
    CHECK_FALSE(has(asked.body, "Decisions"));
    CHECK(again.send("/", "/sign-in/code", {{"code", "123456"}}).status == 403);
    CHECK(again.post("/registers/decisions/new", {{"csrf", "x"}}).status == 403);
    CHECK(has(again.get("/registers/").body, "Enter your code"));
}

TEST_CASE("a password that was given by somebody else has to be changed first") {
    Framed framed;
    framed.desk.accounts.set_password(Actor::operator_named("Operator"), framed.desk.olga.id,
                                      "given for the first time", true);
    Browser browser = framed.browser();
    REQUIRE(browser.sign_in("olga.officer", "given for the first time").status == 303);
    CHECK(header(browser.get("/registers/"), "Location") == "/account/password");
    Pairs change{{"current-password", "given for the first time"}, {"fresh-password", "another long phrase 88"}};
    CHECK(has(browser.send("/account/password", "/account/password", with(change, "again-password", "other")).body,
              "differ"));
    CHECK(
        browser.send("/account/password", "/account/password", with(change, "again-password", "another long phrase 88"))
            .status == 303);
    CHECK(browser.get("/registers/").status == 200);
}

TEST_CASE("a change without the session's token, or from another site, is refused") {
    Framed framed;
    Browser browser = framed.signed_in(framed.desk.olga);
    CHECK(browser.post("/sign-out", {}).status == 403);
    CHECK(browser.post("/sign-out", {{"csrf", "guessed"}}).status == 403);
    Pairs form = boxes_of(browser.get("/").body);
    browser.headers = {{"sec-fetch-site", "cross-site"}};
    CHECK(browser.post("/sign-out", form).status == 403);
    browser.headers = {{"origin", "https://evil.example"}};
    CHECK(browser.post("/sign-out", form).status == 403);
    browser.headers = {{"origin", "null"}};
    CHECK(browser.post("/sign-out", form).status == 403);
    CHECK(browser.get("/registers/").status == 200);
    browser.headers = {{"origin", "https://workbench.example"}, {"sec-fetch-site", "same-origin"}};
    http::AppResponse out = browser.post("/sign-out", form);
    CHECK(header(out, "Location") == "/signed-out");
    CHECK(browser.get("/registers/").status == 303);
}

TEST_CASE("what was typed is not lost when the session has ended") {
    Framed framed;
    Browser browser = framed.signed_in(framed.desk.olga);
    Pairs form = with(boxes_of(browser.get("/registers/decisions/new").body), "f.title", "Long <b>work</b>");
    framed.desk.clock.set("2017-07-06T11:00:00Z");
    http::AppResponse kept = browser.post("/registers/decisions/new", form);
    CHECK(kept.status == 401);
    CHECK(has(kept.body, "Long &lt;b&gt;work&lt;/b&gt;"));
    CHECK(framed.desk.records.all("decisions").empty());
}

TEST_CASE("every answer keeps to itself, and cookies are out of reach") {
    Framed framed;
    Browser browser = framed.browser();
    for (std::string_view path : {"/sign-in", "/", "/nowhere", "/assets/none.css", "/health", "/api/registers"}) {
        http::AppResponse answer = browser.get(path);
        CHECK_MESSAGE(has(header(answer, "Content-Security-Policy"), "default-src 'none'"), path);
        CHECK_MESSAGE(has(header(answer, "Content-Security-Policy"), "frame-ancestors 'none'"), path);
        CHECK_MESSAGE(header(answer, "X-Content-Type-Options") == "nosniff", path);
        CHECK_MESSAGE(header(answer, "Cache-Control") == "no-store", path);
        CHECK_MESSAGE(has(header(answer, "Strict-Transport-Security"), "max-age="), path);
    }
    http::AppResponse page = browser.get("/sign-in");
    CHECK(has(header(page, "Set-Cookie"), "__Host-peelian-form="));
    http::AppResponse in = browser.sign_in("olga.officer", k_password);
    bool found = false;
    for (const auto& [name, value] : in.headers)
        if (name == "Set-Cookie" && value.starts_with("__Host-peelian=")) {
            found = true;
            CHECK(has(value, "HttpOnly"));
            CHECK(has(value, "Secure"));
            CHECK(has(value, "SameSite=Lax"));
            CHECK(has(value, "Path=/"));
        }
    CHECK(found);
    http::AppResponse styles = browser.get(workbench_styles_address());
    CHECK(styles.status == 200);
    CHECK(has(header(styles, "Cache-Control"), "immutable"));
}

TEST_CASE("an address that is not there, and one that takes no such request, say so") {
    Framed framed;
    Browser browser = framed.signed_in(framed.desk.olga);
    CHECK(browser.get("/nowhere").status == 404);
    Pairs form = boxes_of(browser.get("/").body);
    CHECK(browser.post("/registers/", form).status == 405);
    CHECK(browser.ask("DELETE", "/registers/").status == 405);
    CHECK(has(browser.get("/api/nowhere").body, "\"error\""));
}

TEST_CASE("who a proxy says it is counts from a trusted proxy alone") {
    Framed framed({.proxy_header = "X-Remote-User"});
    Browser browser = framed.browser();
    browser.headers = {{"x-remote-user", "olga.officer"}};
    CHECK(browser.get("/registers/").status == 303);
    browser.by_proxy = true;
    CHECK(browser.get("/registers/").status == 200);
    // Another person at the same browser does not go on as the first.
    browser.headers = {{"x-remote-user", "vera.viewer"}};
    CHECK(has(browser.get("/account/").body, "Vera Viewer"));
    browser.headers = {{"x-remote-user", "nobody"}};
    CHECK(browser.get("/registers/").status == 303);
}

TEST_CASE("administrators change accounts, auditors look, others do neither") {
    Framed framed;
    Browser ann = framed.enrolled(framed.desk.ann);
    CHECK(has(ann.get("/accounts/").body, "olga.officer"));
    CHECK(ann.send("/accounts/new", "/accounts/new",
                   {{"id", "new.person"},
                    {"name", "New <b>Person</b>"},
                    {"role", "officer"},
                    {"password", "quite long enough 7"}})
              .status == 303);
    CHECK(has(ann.get("/accounts/new.person").body, "New &lt;b&gt;Person"));
    CHECK(ann.send("/accounts/new", "/accounts/new", {{"id", "new.person"}, {"name", "Twice"}, {"role", "officer"}})
              .status == 422);
    CHECK(ann.send("/accounts/new", "/accounts/new",
                   {{"id", "p2"}, {"name", "Two"}, {"role", "officer"}, {"password", "short"}})
              .status == 422);
    // Nobody raises their own roles, and the last administrator stays.
    Pairs own = boxes_of(ann.get("/accounts/ann.admin").body);
    CHECK(ann.post("/accounts/ann.admin/change", with(with(own, "role", "viewer"), "reason", "x")).status >= 400);
    CHECK(ann.send("/accounts/new.person", "/accounts/new.person/unlock", {}).status == 303);
    CHECK(ann.get("/accounts/nobody").status == 404);

    Browser aude = framed.signed_in(framed.desk.aude);
    CHECK(has(aude.get("/accounts/").body, "olga.officer"));
    CHECK(aude.get("/accounts/new").status == 403);
    Pairs token = boxes_of(aude.get("/").body);
    CHECK(aude.post("/accounts/olga.officer/password", with(token, "password", "quite long enough 8")).status == 403);
    Browser olga = framed.signed_in(framed.desk.olga);
    CHECK(olga.get("/accounts/").status == 403);
    CHECK(olga.get("/accounts/ann.admin").status == 403);
    CHECK_FALSE(has(olga.get("/").body, "/accounts/"));
}

TEST_CASE("an account that another administrator changed meanwhile is not overwritten unseen") {
    Framed framed;
    Browser ann = framed.enrolled(framed.desk.ann);
    Pairs form = with(boxes_of(ann.get("/accounts/olga.officer").body), "reason", "A new post");
    CHECK(ann.post("/accounts/olga.officer/change", with(form, "post", "First")).status == 303);
    for (std::string version :
         {value_of(form, "version"), std::string("0"), std::string("000"), std::string(), std::string("x")})
        CHECK_MESSAGE(
            ann.post("/accounts/olga.officer/change", with(with(form, "post", "Second"), "version", version)).status ==
                422,
            version);
    CHECK(framed.desk.accounts.find("olga.officer")->post == "First");
    http::AppResponse told = ann.post("/accounts/olga.officer/change", with(form, "post", "Second"));
    CHECK(ann.post("/accounts/olga.officer/change", with(with(boxes_of(told.body), "post", "Second"), "reason", "Seen"))
              .status == 303);
    CHECK(framed.desk.accounts.find("olga.officer")->post == "Second");
}
