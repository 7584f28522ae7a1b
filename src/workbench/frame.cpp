// SPDX-License-Identifier: MIT
#include "workbench/frame.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "publish/embedded.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

std::string_view embedded(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == name) return file.bytes;
    return {};
}

struct NavItem {
    std::string_view address, text;
    Roles roles = k_every_role;
};
constexpr Roles k_administrators = role_bit(Role::administrator) | role_bit(Role::auditor);
constexpr std::array<NavItem, 6> k_navigation{{{"/", "My work"},
                                               {"/registers/", "Registers"},
                                               {"/due/", "Due"},
                                               {"/search/", "Search"},
                                               {"/releases/", "Releases"},
                                               {"/accounts/", "Accounts", k_administrators}}};

View start_frame(Sheet& sheet, const WorkbenchParts& parts, std::string_view title) {
    View page = sheet.start("wb_page.tpl");
    const Body& body = parts.workspace.body;
    page.text("TITLE", title).text("SITE", body.short_name.empty() ? body.name : body.short_name);
    page.text("BODY_NAME", body.name).fixed("CSS", workbench_styles_address());
    page.show("SYNTHETIC", body.synthetic);
    page.maybe("PUBLIC", parts.options.public_address);
    return page;
}

} // namespace

const Templates& workbench_templates() {
    static const Templates templates = Templates::embedded();
    return templates;
}

const std::string& workbench_styles_address() {
    static const std::string address =
        "/assets/workbench-" + sha256(embedded("assets/workbench.css")).substr(0, 12) + ".css";
    return address;
}

WorkbenchAsset workbench_asset(std::string_view path, const Workspace&) {
    if (path == workbench_styles_address()) return {embedded("assets/workbench.css"), "text/css; charset=utf-8"};
    if (path == "/assets/icon.svg") return {embedded("assets/icon.svg"), "image/svg+xml"};
    return {};
}

View start_bare_page(Sheet& sheet, const WorkbenchParts& parts, std::string_view title, std::string_view file) {
    return start_frame(sheet, parts, title).include("MAIN", file);
}

http::AppResponse finish_page(Sheet& sheet, int status) {
    http::AppResponse response;
    response.status = status;
    workbench_templates().expand(sheet, response.body);
    return response;
}

View Visit::page(Sheet& sheet, std::string_view title, std::string_view file) const {
    View frame = start_frame(sheet, parts, title);
    View who = frame.section("WHO").text("NAME", account.name).text("CSRF", session.csrf);
    if (!account.areas.empty()) who.section("AREAS").text("AREAS", listed(account.areas));
    bool complete = is_whole(session);
    for (const NavItem& item : k_navigation) {
        if (!complete || (actor.roles & item.roles) == 0) continue;
        View nav = frame.section("NAV").fixed("ADDRESS", item.address).fixed("TEXT", item.text);
        bool here = item.address == "/" ? request.path == "/" : request.path.starts_with(item.address);
        nav.show("CURRENT", here);
    }
    return frame.include("MAIN", file);
}

http::AppResponse Visit::show(Sheet& sheet, int status) const { return finish_page(sheet, status); }

http::AppResponse message_page(const WorkbenchParts& parts, const Visit* visit, int status, std::string_view title,
                               std::string_view message, std::string_view advice) {
    Sheet sheet;
    View page = visit != nullptr ? visit->page(sheet, title, "wb_message.tpl")
                                 : start_bare_page(sheet, parts, title, "wb_message.tpl");
    page.text("HEADING", title).text("MESSAGE", message).maybe("ADVICE", advice);
    return finish_page(sheet, status);
}

bool is_whole(const Session& session) {
    return !session.needs_second_factor && !session.must_enrol && !session.must_change_password;
}

std::string_view session_cookie(const WorkbenchOptions& options) {
    return options.secure_cookies ? "__Host-peelian" : "peelian";
}

std::string set_cookie(const WorkbenchOptions& options, std::string_view name, std::string_view value, bool lax) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite={}{}", name, value, lax ? "Lax" : "Strict",
                       options.secure_cookies ? "; Secure" : "");
}

std::string clear_cookie(const WorkbenchOptions& options, std::string_view name) {
    return set_cookie(options, name, "", true) + "; Max-Age=0";
}

void give_session(http::AppResponse& response, const WorkbenchOptions& options, std::string_view token) {
    // Lax: a link in an e-mail must find one signed in; every change asks for the form's token besides.
    response.headers.emplace_back("Set-Cookie", set_cookie(options, session_cookie(options), token, true));
}

std::string safe_return(std::string_view address) {
    bool local = address.size() <= 1000 && address.starts_with('/') && !address.starts_with("//") &&
                 address.find('\\') == std::string_view::npos &&
                 std::ranges::none_of(address, [](char c) { return c >= 0 && c < 0x21; });
    bool loops =
        address.starts_with("/sign-in") || address.starts_with("/sign-out") || address.starts_with("/signed-out");
    return local && !loops ? std::string(address) : "/";
}

} // namespace peelian
