// SPDX-License-Identifier: MIT
#include "accounts/account_rows.hpp"

#include "accounts/encoding.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace peelian {
namespace {

/// A clock may run ahead by so much before its sessions are refused.
constexpr std::int64_t k_clock_slack = 5 * 60;

constexpr std::string_view k_account_columns =
    "select id, version, name, email, roles, areas, post, active, outside, password, must_change_password, "
    "second_factor, second_factor_step, created, last_seen from accounts";

AccountRow account_of(const SqlRows& rows, std::size_t i) {
    AccountRow row;
    Account& account = row.account;
    account.id = rows.text(i, 0);
    account.version = rows.integer(i, 1);
    account.name = rows.text(i, 2);
    account.email = rows.text(i, 3);
    account.roles = static_cast<Roles>(rows.integer(i, 4));
    if (!rows.text(i, 5).empty()) account.areas = split(rows.text(i, 5), '\n');
    account.post = rows.text(i, 6);
    account.active = rows.integer(i, 7) != 0;
    account.outside = rows.text(i, 8);
    row.password = rows.text(i, 9);
    account.has_password = !row.password.empty();
    account.must_change_password = rows.integer(i, 10) != 0;
    row.second_factor = rows.text(i, 11);
    account.has_second_factor = !row.second_factor.empty();
    row.second_factor_step = rows.integer(i, 12);
    account.created = rows.integer(i, 13);
    account.last_seen = rows.integer(i, 14);
    return row;
}

std::optional<AccountRow> one_account(StoreConnection& connection, std::string_view where, std::string_view value) {
    SqlRows rows =
        connection.run(std::string(k_account_columns) + " where " + std::string(where) + " = $1", {std::string(value)});
    if (rows.empty()) return std::nullopt;
    return account_of(rows, 0);
}

std::string token_hash_of(std::string_view token) { return Hasher().field("session").field(token).hex(); }

std::string flag(bool value) { return value ? "1" : "0"; }

bool is_over(const SessionRow& session, const AccountRules& rules, Moment now) {
    return session.created > now + k_clock_slack || session.seen > now + k_clock_slack ||
           now - session.created >= rules.longest_session || now - session.seen >= rules.idle;
}

} // namespace

std::vector<AccountRow> read_accounts(StoreConnection& connection) {
    SqlRows rows = connection.run(std::string(k_account_columns) + " order by id");
    std::vector<AccountRow> all;
    for (std::size_t i = 0; i < rows.size(); ++i)
        all.push_back(account_of(rows, i));
    return all;
}

std::optional<AccountRow> read_account(StoreConnection& connection, std::string_view id) {
    return one_account(connection, "id", id);
}

AccountRow account_at(StoreConnection& connection, std::string_view id) {
    auto row = read_account(connection, id);
    if (!row) throw Error::not_found("There is no account '{}'", id).hint("The list of accounts has their ids.");
    return *std::move(row);
}

std::optional<AccountRow> read_outside_account(StoreConnection& connection, std::string_view outside) {
    return one_account(connection, "outside", outside);
}

void log_account(StoreConnection& connection, const Actor& by, std::string_view id, std::string_view action,
                 const Values& values, std::string_view reason, Moment at) {
    LogEvent event;
    event.at = at;
    event.actor = by.id;
    event.actor_name = by.name;
    event.register_id = "accounts";
    event.record = id;
    event.action = action;
    event.change = "{\"values\":" + values_json(values) + "}";
    event.reason = reason;
    append_event(connection, std::move(event));
}

std::optional<SessionRow> read_session(StoreConnection& connection, std::string_view token) {
    if (token.empty()) return std::nullopt;
    SqlRows rows = connection.run("select token_hash, account, way, code_given, created, seen, confirmed, enrolling "
                                  "from sessions where token_hash = $1",
                                  {token_hash_of(token)});
    if (rows.empty()) return std::nullopt;
    return SessionRow{.token_hash = rows.text(0, 0),
                      .account = rows.text(0, 1),
                      .outside = rows.text(0, 2) == "outside",
                      .code_given = rows.integer(0, 3) != 0,
                      .created = rows.integer(0, 4),
                      .seen = rows.integer(0, 5),
                      .confirmed = rows.integer(0, 6),
                      .enrolling = rows.text(0, 7)};
}

std::string start_session(StoreConnection& connection, const SessionRow& session) {
    std::string token = random_token();
    connection.run("insert into sessions(token_hash, account, way, code_given, created, seen, confirmed, enrolling) "
                   "values ($1, $2, $3, $4, $5, $6, $7, $8)",
                   {token_hash_of(token), session.account, session.outside ? "outside" : "password",
                    flag(session.code_given), std::to_string(session.created), std::to_string(session.seen),
                    std::to_string(session.confirmed),
                    session.enrolling.empty() ? SqlValue() : SqlValue(session.enrolling)});
    return token;
}

std::string renew_session(StoreConnection& connection, const SessionRow& session) {
    end_session(connection, session.token_hash);
    return start_session(connection, session);
}

void end_session(StoreConnection& connection, std::string_view token_hash) {
    connection.run("delete from sessions where token_hash = $1", {std::string(token_hash)});
}

void end_sessions(StoreConnection& connection, std::string_view account) {
    connection.run("delete from sessions where account = $1", {std::string(account)});
}

std::optional<OpenSession> open_session(StoreConnection& connection, std::string_view token, const AccountRules& rules,
                                        Moment now) {
    auto session = read_session(connection, token);
    if (!session) return std::nullopt;
    auto row = read_account(connection, session->account);
    if (!row || !row->account.active || is_over(*session, rules, now)) return std::nullopt;
    return OpenSession{*std::move(session), *std::move(row)};
}

std::string second_factor_use(std::string_view account) { return fmt::format("second factor of {}", account); }

} // namespace peelian
