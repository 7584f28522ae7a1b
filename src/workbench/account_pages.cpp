// SPDX-License-Identifier: MIT
// One's own account: what it is, its password, its second factor, where it was used.
#include "workbench/account_pages.hpp"

#include "accounts/qr.hpp"
#include "base/text.hpp"
#include "workbench/frame.hpp"
#include "workbench/record_values.hpp"

namespace peelian {

std::string seen_words(Moment moment) { return moment == 0 ? "never" : moment_words(moment) + " UTC"; }

std::string roles_words(Roles roles) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < k_roles; ++i)
        if ((roles & role_bit(static_cast<Role>(i))) != 0) names.emplace_back(to_text(static_cast<Role>(i)));
    return names.empty() ? "none" : listed(names);
}

void fill_sign_ins(View page, std::span<const SignInEntry> entries) {
    page.show("NO_SIGN_INS", entries.empty());
    for (const SignInEntry& entry : entries)
        page.section("SIGN_IN")
            .text("WHEN", seen_words(entry.at))
            .text("WHAT", entry.what)
            .text("ADDRESS", entry.address);
}

namespace {

http::AppResponse own_page(Visit& visit) {
    Sheet sheet;
    View page = visit.page(sheet, "Your account", "wb_account.tpl");
    const Account& account = visit.account;
    page.text("NAME", account.name).text("ID", account.id).text("ROLES", roles_words(account.roles));
    page.text("AREAS", account.areas.empty() ? "every area" : listed(account.areas));
    page.text("POST", account.post.empty() ? "none" : account.post);
    page.text("FACTOR", account.has_second_factor ? "Set up" : "Not set up").text("CSRF", visit.session.csrf);
    page.show("INSIDE", account.has_password);
    fill_sign_ins(page, visit.parts.accounts.sign_ins(account.id, 20));
    return visit.show(sheet);
}

http::AppResponse password_form(Visit& visit, std::string_view problem) {
    Sheet sheet;
    View page =
        visit.page(sheet, problem.empty() ? "Change your password" : "Error: Change your password", "wb_password.tpl");
    page.text("CSRF", visit.session.csrf).maybe("PROBLEM", problem).text("ACCOUNT", visit.account.id);
    page.number("SHORTEST", static_cast<std::int64_t>(visit.parts.accounts.rules().shortest));
    page.show("MUST", visit.session.must_change_password);
    return visit.show(sheet, problem.empty() ? 200 : 422);
}

http::AppResponse change_password(Visit& visit) {
    const http::Parameters& form = visit.request.form;
    if (form.get("fresh-password") != form.get("again-password"))
        return password_form(visit, "The new password and its repetition differ");
    Accounts::SignIn done = visit.parts.accounts.change_password(visit.token, form.get("current-password"),
                                                                 form.get("fresh-password"), visit.request.peer);
    if (done.token.empty()) return password_form(visit, done.problem);
    http::AppResponse response = http::AppResponse::see_other("/account/");
    give_session(response, visit.parts.options, done.token);
    return response;
}

bool is_confirmed(const Visit& visit) {
    const Accounts& accounts = visit.parts.accounts;
    return accounts.clock().now() - visit.session.confirmed <= accounts.rules().confirmed_for;
}

http::AppResponse confirm_form(Visit& visit, std::string_view problem) {
    Sheet sheet;
    View page = visit.page(sheet, problem.empty() ? "Your password once more" : "Error: Your password once more",
                           "wb_confirm.tpl");
    page.text("CSRF", visit.session.csrf).maybe("PROBLEM", problem);
    return visit.show(sheet, problem.empty() ? 200 : 403);
}

http::AppResponse confirm(Visit& visit) {
    std::string problem =
        visit.parts.accounts.confirm(visit.token, visit.request.form.get("password"), visit.request.peer);
    return problem.empty() ? http::AppResponse::see_other("/account/second-factor") : confirm_form(visit, problem);
}

http::AppResponse enrol_form(Visit& visit, std::string_view problem) {
    if (!is_confirmed(visit)) return confirm_form(visit, "");
    Accounts::Enrolment enrolment = visit.parts.accounts.begin_enrolment(visit.token);
    Sheet sheet;
    View page =
        visit.page(sheet, problem.empty() ? "Set up a second factor" : "Error: Set up a second factor", "wb_enrol.tpl");
    page.text("CSRF", visit.session.csrf).maybe("PROBLEM", problem).show("MUST", visit.session.must_enrol);
    page.text("SECRET", enrolment.secret).text("QR", qr_svg(enrolment.address));
    return visit.show(sheet, problem.empty() ? 200 : 422);
}

http::AppResponse enrol(Visit& visit) {
    Accounts::Enrolled done = visit.parts.accounts.finish_enrolment(visit.token, trim(visit.request.form.get("code")));
    if (done.token.empty()) return enrol_form(visit, done.problem);
    visit.session.must_enrol = false;
    visit.session.needs_second_factor = false;
    Sheet sheet;
    View page = visit.page(sheet, "Keep these recovery codes", "wb_recovery.tpl");
    for (const std::string& code : done.recovery_codes)
        page.section("CODE").text("TEXT", code);
    http::AppResponse response = visit.show(sheet);
    give_session(response, visit.parts.options, done.token);
    return response;
}

http::AppResponse end_sessions(Visit& visit) {
    visit.parts.accounts.sign_out_everywhere(visit.actor, visit.account.id);
    http::AppResponse response = http::AppResponse::see_other("/signed-out");
    response.headers.emplace_back("Set-Cookie", clear_cookie(visit.parts.options, session_cookie(visit.parts.options)));
    return response;
}

} // namespace

std::vector<RouteEntry> account_routes() {
    std::vector<RouteEntry> routes{
        {"GET", "/account/", own_page},
        {"GET", "/account/password", [](Visit& v) { return password_form(v, ""); }},
        {"POST", "/account/password", change_password},
        {"POST", "/account/confirm", confirm},
        {"GET", "/account/second-factor", [](Visit& v) { return enrol_form(v, ""); }},
        {"POST", "/account/second-factor", enrol},
        {"POST", "/account/sign-out-everywhere", end_sessions},
    };
    for (RouteEntry& route : account_admin_routes())
        routes.push_back(std::move(route));
    return routes;
}

} // namespace peelian
