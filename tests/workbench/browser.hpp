// SPDX-License-Identifier: MIT
// Browsers at the workbench, in process: they keep cookies, fill forms and sign in.
#pragma once

#include "accounts/encoding.hpp"
#include "accounts/totp.hpp"
#include "workbench/desk.hpp"
#include "workbench/frame.hpp"

#include <algorithm>

namespace peelian::tests {

inline constexpr std::string_view k_password = "a long pass phrase of 2017";

/// A browser at the workbench: keeps its cookies, and sends them back.
struct Browser {
    Workbench& workbench;
    Pairs cookies{}, headers{};
    bool by_proxy = false;

    http::AppResponse ask(std::string method, std::string_view address, const Pairs& form = {}) {
        http::AppRequest request{.method = std::move(method)};
        std::size_t mark = address.find('?');
        request.path = address.substr(0, mark);
        if (mark != std::string_view::npos) request.query = *http::read_form(address.substr(mark + 1));
        request.host = "workbench.example";
        request.peer = "10.0.0.1";
        request.by_proxy = by_proxy;
        for (const auto& [name, value] : cookies)
            request.cookies.add(name, value);
        for (const auto& [name, value] : headers)
            request.headers.add(name, value);
        for (const auto& [name, value] : form)
            request.form.add(name, value);
        http::AppResponse response = workbench.answer(request);
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie") take(value);
        return response;
    }
    http::AppResponse get(std::string_view address) { return ask("GET", address); }
    http::AppResponse post(std::string_view address, const Pairs& form) { return ask("POST", address, form); }
    /// The boxes of a page, sent back with some of them filled.
    http::AppResponse send(std::string_view page, std::string_view to, Pairs filled) {
        Pairs form = boxes_of(get(page).body);
        for (const auto& [name, value] : filled)
            form = with(form, name, value);
        return post(to, form);
    }
    http::AppResponse sign_in(std::string_view name, std::string_view password) {
        return send("/sign-in", "/sign-in", {{"name", std::string(name)}, {"password", std::string(password)}});
    }

private:
    void take(const std::string& cookie) {
        std::string name = cookie.substr(0, cookie.find('=')), rest = cookie.substr(cookie.find('=') + 1);
        std::erase_if(cookies, [&](const auto& c) { return c.first == name; });
        if (!has(cookie, "Max-Age=0")) cookies.emplace_back(name, rest.substr(0, rest.find(';')));
    }
};

inline std::string header(const http::AppResponse& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return "";
}

struct Framed {
    Desk desk;
    Workbench workbench;
    explicit Framed(WorkbenchOptions options = {})
        : workbench({desk.workspace, desk.records, desk.accounts, std::move(options)}) {
        Actor maker = Actor::operator_named("Operator");
        for (const Account& account : {desk.ann, desk.bob, desk.olga, desk.vera, desk.aude})
            desk.accounts.add(maker, account, k_password);
    }
    Browser browser() { return {workbench}; }
    Browser signed_in(const Account& account) {
        Browser browser{workbench};
        REQUIRE(browser.sign_in(account.id, k_password).status == 303);
        return browser;
    }
    /// With a second factor set up, as approvers and administrators have to.
    Browser enrolled(const Account& account) {
        Browser browser = signed_in(account);
        std::string page = browser.get("/account/second-factor").body;
        std::size_t at = page.find("wb-code\">") + 9;
        std::string secret = page.substr(at, page.find('<', at) - at);
        std::string code = totp_code(*from_base32(secret), desk.clock.now() / 30);
        REQUIRE(browser.send("/account/second-factor", "/account/second-factor", {{"code", code}}).status == 200);
        return browser;
    }
};

} // namespace peelian::tests
