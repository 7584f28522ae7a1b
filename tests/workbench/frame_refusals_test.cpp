// SPDX-License-Identifier: MIT
// What the frame does where something is amiss: proxies, providers, uploads, sessions that are not whole.
#include "workbench/browser.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("a form of this site is taken also where the proxy names another host to us") {
    Framed framed({.address = "https://work.example.org"});
    Browser browser = framed.signed_in(framed.desk.olga);
    Pairs form = boxes_of(browser.get("/").body);
    // The browser's own word, which no page can change, goes before names.
    browser.headers = {{"origin", "https://work.example.org"}, {"sec-fetch-site", "same-origin"}};
    CHECK(browser.post("/registers/", form).status == 405);
    // Of a browser that does not give it, the origin counts.
    browser.headers = {{"origin", "https://work.example.org"}};
    CHECK(browser.post("/registers/", form).status == 405);
    for (std::string_view origin : {"https://work.example.org.evil.example", "http://work.example.org", "null", "",
                                    "https://evil.example", "//work.example.org"}) {
        browser.headers = {{"origin", std::string(origin)}, {"sec-fetch-site", "cross-site"}};
        CHECK_MESSAGE(browser.post("/registers/", form).status == 403, origin);
        browser.headers = {{"origin", std::string(origin)}};
        CHECK_MESSAGE(browser.post("/registers/", form).status == (origin.empty() ? 405 : 403), origin);
    }
    browser.headers = {{"sec-fetch-site", "same-site"}};
    CHECK(browser.post("/registers/", form).status == 403);
}

TEST_CASE("a browser's word that a form is of the same site goes before names of hosts") {
    Framed framed;
    Browser browser = framed.signed_in(framed.desk.olga);
    Pairs form = boxes_of(browser.get("/").body);
    browser.headers = {{"origin", "https://work.example.org"}, {"sec-fetch-site", "same-origin"}};
    CHECK(browser.post("/registers/", form).status == 405);
    browser.headers = {{"origin", "https://work.example.org"}};
    CHECK(browser.post("/registers/", form).status == 403);
}

TEST_CASE("a name given twice in the proxy's header is nobody's") {
    Framed framed({.proxy_header = "X-Remote-User"});
    Browser browser = framed.browser();
    browser.by_proxy = true;
    browser.headers = {{"x-remote-user", "vera.viewer"}, {"x-remote-user", "olga.officer"}};
    CHECK(browser.get("/registers/").status == 303);
    browser.headers = {{"x-remote-user", ""}};
    CHECK(browser.get("/registers/").status == 303);
    browser.headers = {{"x-remote-user", "vera.viewer"}};
    CHECK(browser.get("/registers/").status == 200);
}

TEST_CASE("an identity provider that cannot be reached is said on the page to sign in") {
    OidcSettings settings;
    settings.issuer = "http://127.0.0.1:9/nobody-listens";
    settings.client_id = "workbench";
    settings.redirect = "http://127.0.0.1:1/sign-in/back";
    OidcSignIn outside(settings, Secrets(std::string(32, 'k')));
    Framed framed({.outside = &outside});
    Browser browser = framed.browser();
    for (std::string_view address : {"/sign-in/outside", "/sign-in/back?state=x&code=y"}) {
        http::AppResponse answer = browser.get(address);
        CHECK_MESSAGE(answer.status >= 400, address);
        CHECK_MESSAGE(has(answer.body, "<h1"), answer.body);
        CHECK_MESSAGE(has(answer.body, "name=\"password\""), address);
        CHECK_FALSE_MESSAGE(has(answer.body, "The records cannot be reached"), address);
    }
}

TEST_CASE("whoever comes back after signing in finds the same list") {
    Framed framed;
    Browser browser = framed.browser();
    http::AppResponse away = browser.get("/registers/decisions/?words=a%20b&state=made");
    std::string to = header(away, "Location");
    CHECK(has(to, "/sign-in?to="));
    http::AppResponse in =
        browser.send(to, "/sign-in", {{"name", "olga.officer"}, {"password", std::string(k_password)}});
    CHECK(header(in, "Location") == "/registers/decisions/?words=a%20b&state=made");
    Browser other = framed.browser();
    other.sign_in("olga.officer", "wrong password here");
    std::string spaced = header(other.get("/registers/a b\xC3\xA9/"), "Location");
    in = other.send(spaced, "/sign-in", {{"name", "olga.officer"}, {"password", std::string(k_password)}});
    CHECK(header(in, "Location") == "/registers/a%20b%C3%A9/");
}

TEST_CASE("two pages to sign in, open side by side, both work") {
    Framed framed;
    Browser browser = framed.browser();
    Pairs first = boxes_of(browser.get("/sign-in").body);
    browser.get("/sign-in");
    first = with(with(first, "name", "olga.officer"), "password", k_password);
    CHECK(browser.post("/sign-in", first).status == 303);
    // A token that somebody planted is not taken up.
    Browser planted = framed.browser();
    planted.cookies = {{"__Host-peelian-form", "short"}};
    CHECK(value_of(boxes_of(planted.get("/sign-in").body), "csrf") != "short");
}

TEST_CASE("a program is told that its session is not whole, in JSON") {
    Framed framed;
    framed.enrolled(framed.desk.bob);
    framed.desk.clock.set("2017-07-06T09:40:00Z");
    Browser browser = framed.signed_in(framed.desk.bob); // no code yet
    http::AppResponse answer = browser.get("/api/registers");
    CHECK(answer.status == 401);
    CHECK(answer.type == "application/json; charset=utf-8");
    CHECK(has(answer.body, "\"error\""));
}

TEST_CASE("a large upload is read of people who are signed in alone") {
    Framed framed;
    Browser browser = framed.signed_in(framed.desk.olga);
    auto asked = [&](const Browser& who, const Pairs& headers = {}) {
        http::AppRequest request{.method = "POST", .path = "/registers/decisions/import"};
        for (const auto& [name, value] : who.cookies)
            request.cookies.add(name, value);
        for (const auto& [name, value] : headers)
            request.headers.add(name, value);
        return framed.workbench.before_upload(request);
    };
    CHECK_FALSE(asked(browser));
    auto stranger = asked(framed.browser());
    REQUIRE(stranger);
    CHECK(stranger->status == 401);
    CHECK(has(stranger->body, "<h1"));
    CHECK(has(header(*stranger, "Content-Security-Policy"), "default-src 'none'"));
    auto elsewhere = asked(browser, {{"sec-fetch-site", "cross-site"}});
    REQUIRE(elsewhere);
    CHECK(elsewhere->status == 403);
    framed.enrolled(framed.desk.bob);
    framed.desk.clock.set("2017-07-06T09:40:00Z");
    CHECK(asked(framed.signed_in(framed.desk.bob))); // the code is missing still
    framed.desk.clock.set("2017-07-06T12:00:00Z");
    CHECK(asked(browser)); // the session is over
}

TEST_CASE("what the server refuses by itself is a page too") {
    Framed framed;
    for (int status : {400, 404, 413, 414, 431, 500, 501, 503}) {
        http::AppResponse answer = framed.workbench.refusal(status, "What was sent is <too> large.");
        CHECK(answer.status == status);
        check_page(answer);
        CHECK(has(answer.body, "What was sent is &lt;too&gt; large."));
        CHECK(header(answer, "Cache-Control") == "no-store");
        CHECK(header(answer, "X-Content-Type-Options") == "nosniff");
        CHECK_FALSE(has(answer.body, "The records cannot be reached"));
    }
}
