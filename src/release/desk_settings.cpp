// SPDX-License-Identifier: MIT
#include "release/desk_settings.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace peelian {
namespace {

/// An address of a site, without what would not survive being put before a path.
std::string read_site(const TomlTable& table, std::string_view key) {
    std::string address = table.text_or(key, "");
    while (address.ends_with('/'))
        address.pop_back();
    if (address.empty()) return address;
    bool http = address.starts_with("https://") || address.starts_with("http://");
    if (!http || std::ranges::any_of(address, [](unsigned char c) { return c <= ' ' || c == '"' || c == '<'; }))
        throw table.error(key, fmt::format("'{}' is no address; expected https://...", address));
    return address;
}

std::int64_t read_count(const TomlTable& table, std::string_view key, std::int64_t otherwise, std::int64_t least,
                        std::int64_t most) {
    std::int64_t value = table.integer_or(key, otherwise);
    if (value < least || value > most)
        throw table.error(key, fmt::format("{} is not between {} and {}", value, least, most));
    return value;
}

void read_workbench(DeskSettings& settings, const TomlTable& root) {
    auto table = root.maybe_table("workbench");
    if (!table) return;
    settings.address = read_site(*table, "address");
    settings.site = read_site(*table, "site");
    settings.proxy_header = table->text_or("proxy_header", "");
    settings.trusted_proxies = table->texts("trusted_proxies");
    if (!settings.proxy_header.empty() && settings.trusted_proxies.empty())
        throw table->error("proxy_header", "A header that says who somebody is needs trusted_proxies: anybody else "
                                           "could send it");
    table->done();
}

/// The secret is in no file of the workspace.
void read_outside(DeskSettings& settings, const TomlTable& sign_in) {
    auto table = sign_in.maybe_table("outside");
    if (!table) return;
    OidcSettings& outside = settings.outside;
    outside.issuer = table->text("issuer");
    outside.client_id = table->text("client_id");
    outside.scope = table->text_or("scope", outside.scope);
    outside.claim = table->text_or("claim", outside.claim);
    outside.authorities = table->text_or("authorities", "");
    outside.redirect = settings.address + "/sign-in/back";
    if (settings.address.empty())
        throw table->error("issuer", "The provider sends people back to the workbench: write its address in "
                                     "[workbench]");
    check_oidc_settings(outside);
    table->done();
}

void read_sign_in(DeskSettings& settings, const TomlTable& root) {
    constexpr std::int64_t k_day = 24 * 60;
    auto table = root.maybe_table("sign_in");
    if (!table) return;
    AccountRules& rules = settings.sign_in;
    rules.shortest = static_cast<std::size_t>(
        read_count(*table, "shortest_password", static_cast<std::int64_t>(rules.shortest), 12, 64));
    rules.failures = static_cast<int>(read_count(*table, "failures", rules.failures, 3, 100));
    rules.failures_by_address =
        static_cast<int>(read_count(*table, "failures_by_address", rules.failures_by_address, 3, 100000));
    rules.lockout = 60 * read_count(*table, "lockout_minutes", rules.lockout / 60, 1, k_day);
    rules.idle = 60 * read_count(*table, "idle_minutes", rules.idle / 60, 1, k_day);
    rules.longest_session = 3600 * read_count(*table, "longest_hours", rules.longest_session / 3600, 1, 7 * 24);
    if (table->has("second_factor")) {
        rules.second_factor = 0;
        for (const std::string& name : table->texts("second_factor")) {
            auto role = parse_role(name);
            if (!role) throw table->error("second_factor", fmt::format("There is no role '{}'", name));
            rules.second_factor = static_cast<Roles>(rules.second_factor | role_bit(*role));
        }
    }
    read_outside(settings, *table);
    table->done();
}

void read_mail(DeskSettings& settings, const TomlTable& root) {
    auto table = root.maybe_table("mail");
    if (!table) return;
    MailSettings& mail = settings.mail;
    mail.server = table->text_or("server", "");
    if (!mail.server.empty() && !mail.server.starts_with("smtp://") && !mail.server.starts_with("smtps://"))
        throw table->error("server", fmt::format("'{}' is no mail server; expected smtp://host:port", mail.server));
    if (mail.server.find('@') != std::string::npos)
        throw table->error("server", "A user or password does not belong into the address: write user = \"...\", and "
                                     "name the password's file in PEELIAN_MAIL_PASSWORD_FILE");
    mail.from = table->text("from");
    mail.user = table->text_or("user", "");
    table->done();
}

} // namespace

DeskSettings read_desk_settings(const TomlTable& root, std::vector<std::string> body) {
    DeskSettings settings;
    settings.sign_in.body = std::move(body);
    read_workbench(settings, root);
    read_sign_in(settings, root);
    read_mail(settings, root);
    return settings;
}

} // namespace peelian
