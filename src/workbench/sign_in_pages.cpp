// SPDX-License-Identifier: MIT
// Signing in: name and password, the code, an identity provider; and what a session that is not complete may do.
#include "accounts/encoding.hpp"
#include "accounts/qr.hpp"
#include "base/text.hpp"
#include "workbench/frame.hpp"

#include <cstdio>

namespace peelian {
namespace {

constexpr std::string_view k_form_cookie = "peelian-form", k_outside_cookie = "peelian-outside";

std::string cookie_name(const WorkbenchOptions& options, std::string_view name) {
    return (options.secure_cookies ? "__Host-" : "") + std::string(name);
}

/// The token of forms that are open already, else a new one: who has two open may send either.
std::string form_token(const WorkbenchParts& parts, const http::AppRequest& request) {
    std::string fresh = random_token();
    const std::string& there = request.cookies.get(cookie_name(parts.options, k_form_cookie));
    return there.size() == fresh.size() ? there : fresh;
}

/// The sign-in form. Its token is bound to a cookie, so that nobody is signed in by another site's form.
http::AppResponse sign_in_form(const WorkbenchParts& parts, const http::AppRequest& request, std::string_view problem) {
    std::string token = form_token(parts, request);
    Sheet sheet;
    View page = start_bare_page(sheet, parts, problem.empty() ? "Sign in" : "Error: Sign in", "wb_sign_in.tpl");
    page.text("CSRF", token).text("NAME", request.form.get("name")).maybe("PROBLEM", problem);
    page.text("TO", safe_return(request.method == "POST" ? request.form.get("to") : request.query.get("to")));
    page.show("OUTSIDE", parts.options.outside != nullptr);
    http::AppResponse response = finish_page(sheet, problem.empty() ? 200 : 403);
    response.headers.emplace_back("Set-Cookie",
                                  set_cookie(parts.options, cookie_name(parts.options, k_form_cookie), token, false));
    return response;
}

http::AppResponse sign_in(const WorkbenchParts& parts, const http::AppRequest& request) {
    const std::string& cookie = request.cookies.get(cookie_name(parts.options, k_form_cookie));
    if (cookie.empty() || !same_secret(cookie, request.form.get("csrf")))
        return sign_in_form(parts, request, "This page had been open too long. Enter your password once more.");
    Accounts::SignIn done =
        parts.accounts.sign_in(lower(trim(request.form.get("name"))), request.form.get("password"), request.peer);
    if (done.token.empty()) return sign_in_form(parts, request, done.problem);
    http::AppResponse response = http::AppResponse::see_other(safe_return(request.form.get("to")));
    response.headers.emplace_back("Set-Cookie", clear_cookie(parts.options, cookie_name(parts.options, k_form_cookie)));
    give_session(response, parts.options, done.token);
    return response;
}

/// What the provider could not do is noted, and told in words: the other way in stays open.
std::string outside_problem(const Error& error) {
    std::fprintf(stderr, "peelian: sign-in elsewhere: %s\n", error.what());
    return "Signing in through your organisation does not work just now. Try again in a minute, or ask its help desk.";
}

http::AppResponse outside_begin(const WorkbenchParts& parts, const http::AppRequest& request) {
    OidcSignIn::Begun begun;
    try {
        begun = parts.options.outside->begin();
    } catch (const Error& error) {
        return sign_in_form(parts, request, outside_problem(error));
    }
    http::AppResponse response = http::AppResponse::see_other(begun.address);
    response.headers.emplace_back(
        "Set-Cookie", set_cookie(parts.options, cookie_name(parts.options, k_outside_cookie), begun.cookie, true));
    return response;
}

OidcSignIn::Finished outside_finish(const WorkbenchParts& parts, const http::AppRequest& request) {
    try {
        return parts.options.outside->finish(request.cookies.get(cookie_name(parts.options, k_outside_cookie)),
                                             request.query.get("state"), request.query.get("code"));
    } catch (const Error& error) {
        return {.outside = {}, .problem = outside_problem(error)};
    }
}

http::AppResponse outside_back(const WorkbenchParts& parts, const http::AppRequest& request) {
    OidcSignIn::Finished finished = outside_finish(parts, request);
    Accounts::SignIn done;
    if (finished.problem.empty()) done = parts.accounts.sign_in_outside(finished.outside, request.peer);
    const std::string& problem = finished.problem.empty() ? done.problem : finished.problem;
    http::AppResponse response =
        done.token.empty() ? sign_in_form(parts, request, problem) : http::AppResponse::see_other("/");
    response.headers.emplace_back("Set-Cookie",
                                  clear_cookie(parts.options, cookie_name(parts.options, k_outside_cookie)));
    if (!done.token.empty()) give_session(response, parts.options, done.token);
    return response;
}

http::AppResponse code_page(Visit& visit, std::string_view problem) {
    Sheet sheet;
    View page = visit.page(sheet, problem.empty() ? "Enter your code" : "Error: Enter your code", "wb_code.tpl");
    page.text("CSRF", visit.session.csrf).maybe("PROBLEM", problem);
    return visit.show(sheet, problem.empty() ? 200 : 403);
}

http::AppResponse give_code(Visit& visit) {
    Accounts::SignIn done =
        visit.parts.accounts.give_code(visit.token, trim(visit.request.form.get("code")), visit.request.peer);
    if (done.token.empty()) return code_page(visit, done.problem);
    http::AppResponse response = http::AppResponse::see_other("/");
    give_session(response, visit.parts.options, done.token);
    return response;
}

} // namespace

std::optional<http::AppResponse> public_pages(const WorkbenchParts& parts, const http::AppRequest& request) {
    bool get = request.method == "GET";
    if (request.path == "/sign-in" || request.path == "/sign-in/")
        return get ? sign_in_form(parts, request, "") : sign_in(parts, request);
    if (request.path == "/signed-out" && get)
        return message_page(parts, nullptr, 200, "You are signed out", "You have been signed out of the workbench.");
    if (parts.options.outside == nullptr || !get) return std::nullopt;
    if (request.path == "/sign-in/outside") return outside_begin(parts, request);
    if (request.path == "/sign-in/back") return outside_back(parts, request);
    return std::nullopt;
}

std::optional<http::AppResponse> half_way_pages(Visit& visit) {
    const Session& session = visit.session;
    const std::string& path = visit.request.path;
    bool post = visit.request.method == "POST";
    if (session.needs_second_factor) {
        if (post && path == "/sign-in/code") return give_code(visit);
        return code_page(visit, "");
    }
    if (session.must_change_password)
        return path == "/account/password" ? std::nullopt
                                           : std::optional(http::AppResponse::see_other("/account/password"));
    if (session.must_enrol)
        return path.starts_with("/account/second-factor") || path == "/account/confirm"
                   ? std::nullopt
                   : std::optional(http::AppResponse::see_other("/account/second-factor"));
    return std::nullopt;
}

} // namespace peelian
