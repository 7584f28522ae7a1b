// SPDX-License-Identifier: MIT
// Accounts, for administrators; auditors may look.
#include "base/text.hpp"
#include "workbench/account_pages.hpp"
#include "workbench/frame.hpp"

#include <algorithm>

namespace peelian {
namespace {

void need_sight(const Visit& visit) {
    if (!visit.actor.is(Role::administrator) && !visit.actor.is(Role::auditor)) throw Forbidden("see accounts");
}

http::AppResponse list_page(Visit& visit) {
    need_sight(visit);
    Sheet sheet;
    View page = visit.page(sheet, "Accounts", "wb_accounts.tpl");
    page.show("ADD", visit.actor.is(Role::administrator));
    for (const Account& account : visit.parts.accounts.list()) {
        View row = page.section("ACCOUNT").text("ID", account.id).text("NAME", account.name);
        row.text("ROLES", roles_words(account.roles));
        row.text("AREAS", account.areas.empty() ? "every area" : listed(account.areas));
        row.text("SEEN", seen_words(account.last_seen));
        row.text("STATE", account.active ? "Active" : "Closed")
            .text("FACTOR", account.has_second_factor ? "Yes" : "No");
    }
    return visit.show(sheet);
}

/// Roles and areas that a form may tick; those of `account` are.
void fill_form(View page, const Visit& visit, const Account& account) {
    page.text("CSRF", visit.session.csrf).text("ID", account.id).text("NAME", account.name);
    page.text("EMAIL", account.email).text("POST", account.post).text("OUTSIDE", account.outside);
    for (std::size_t i = 0; i < k_roles; ++i) {
        Role role = static_cast<Role>(i);
        View box = page.section("ROLE").text("ROLE", to_text(role));
        box.show("CHECKED", (account.roles & role_bit(role)) != 0);
    }
    const Areas& areas = visit.parts.workspace.areas;
    for (AreaIndex a = 0; a < areas.size(); ++a) {
        if (areas[a].kind != AreaKind::real || areas[a].level == Level::ward) continue;
        View box = page.section("AREA").text("CODE", areas[a].code).text("AREA", areas[a].name);
        box.show("CHECKED", std::ranges::find(account.areas, areas[a].code) != account.areas.end());
    }
}

void fill_problem(View page, std::string_view problem) { page.maybe("PROBLEM", problem); }

Account from_form(const http::Parameters& form, Account account) {
    account.name = trim(form.get("name"));
    account.email = trim(form.get("email"));
    account.post = trim(form.get("post"));
    account.outside = trim(form.get("outside"));
    account.areas = form.every("area");
    account.roles = 0;
    for (const std::string& name : form.every("role"))
        if (auto role = parse_role(name)) account.roles = static_cast<Roles>(account.roles | role_bit(*role));
    return account;
}

http::AppResponse new_form(Visit& visit, const Account& account, std::string_view problem) {
    if (!visit.actor.is(Role::administrator)) throw Forbidden("add accounts");
    Sheet sheet;
    View page = visit.page(sheet, problem.empty() ? "New account" : "Error: New account", "wb_account_new.tpl");
    fill_form(page, visit, account);
    fill_problem(page, problem);
    return visit.show(sheet, problem.empty() ? 200 : 422);
}

http::AppResponse add(Visit& visit) {
    Account account = from_form(visit.request.form, {});
    account.id = lower(trim(visit.request.form.get("id")));
    account.must_change_password = true;
    try {
        visit.parts.accounts.add(visit.actor, account, visit.request.form.get("password"));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input && error.kind() != ErrorKind::conflict) throw;
        if (dynamic_cast<const Forbidden*>(&error) != nullptr) throw;
        return new_form(visit, account, error.what());
    }
    return http::AppResponse::see_other("/accounts/" + account.id);
}

Account known(const Visit& visit) {
    need_sight(visit);
    auto account = visit.parts.accounts.find(visit.matched.at(0));
    if (!account) throw Error::not_found("There is no account '{}'", visit.matched.at(0));
    return *account;
}

http::AppResponse account_form(Visit& visit, const Account& account, std::string_view problem) {
    Sheet sheet;
    View page =
        visit.page(sheet, (problem.empty() ? "Account " : "Error: Account ") + account.id, "wb_account_edit.tpl");
    fill_problem(page, problem);
    page.text("ID", account.id).text("NAME", account.name).text("ROLES", roles_words(account.roles));
    page.text("STATE", account.active ? "Active" : "Closed").text("SEEN", seen_words(account.last_seen));
    page.text("FACTOR", account.has_second_factor ? "Set up" : "Not set up");
    if (visit.actor.is(Role::administrator)) {
        View forms = page.section("FORMS");
        forms.number("VERSION", account.version).show("ACTIVE", account.active);
        forms.show("HAS_FACTOR", account.has_second_factor);
        fill_form(forms, visit, account);
    }
    fill_sign_ins(page, visit.parts.accounts.sign_ins(account.id, 50));
    return visit.show(sheet, problem.empty() ? 200 : 422);
}

http::AppResponse account_page(Visit& visit) { return account_form(visit, known(visit), ""); }

/// Does something to the account; what stands in the way is said on its page.
template <typename Act> http::AppResponse take(Visit& visit, Act act) {
    Account account = known(visit);
    try {
        act(account);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input && error.kind() != ErrorKind::conflict) throw;
        if (dynamic_cast<const Forbidden*>(&error) != nullptr) throw;
        account.version = known(visit).version; // told once of another's change; what was typed may then be sent
        return account_form(visit, account, error.what());
    }
    return http::AppResponse::see_other("/accounts/" + account.id);
}

http::AppResponse change(Visit& visit) {
    return take(visit, [&](Account& account) {
        const http::Parameters& form = visit.request.form;
        std::string version = form.get("version");
        account = from_form(form, account);
        account.active = form.get("active") == "yes";
        account.version = version.empty() || version.size() > 15 ||
                                  version.find_first_not_of("0123456789") != std::string::npos ||
                                  std::stoll(version) == 0
                              ? -1
                              : std::stoll(version);
        visit.parts.accounts.change(visit.actor, account, trim(form.get("reason")));
    });
}

http::AppResponse set_password(Visit& visit) {
    return take(visit, [&](Account& account) {
        visit.parts.accounts.set_password(visit.actor, account.id, visit.request.form.get("password"), true);
    });
}

http::AppResponse unlock(Visit& visit) {
    return take(visit, [&](Account& account) { visit.parts.accounts.unlock(visit.actor, account.id); });
}

http::AppResponse sign_out(Visit& visit) {
    return take(visit, [&](Account& account) { visit.parts.accounts.sign_out_everywhere(visit.actor, account.id); });
}

http::AppResponse remove_factor(Visit& visit) {
    return take(visit, [&](Account& account) {
        visit.parts.accounts.remove_second_factor(visit.actor, account.id, trim(visit.request.form.get("reason")));
    });
}

} // namespace

std::vector<RouteEntry> account_admin_routes() {
    return {
        {"GET", "/accounts/", list_page},
        {"GET", "/accounts/new", [](Visit& v) { return new_form(v, {}, ""); }},
        {"POST", "/accounts/new", add},
        {"GET", "/accounts/{}", account_page},
        {"POST", "/accounts/{}/change", change},
        {"POST", "/accounts/{}/password", set_password},
        {"POST", "/accounts/{}/unlock", unlock},
        {"POST", "/accounts/{}/sign-out", sign_out},
        {"POST", "/accounts/{}/remove-second-factor", remove_factor},
    };
}

} // namespace peelian
