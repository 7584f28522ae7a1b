// SPDX-License-Identifier: MIT
#include "accounts/account_rows.hpp"
#include "accounts/attempts.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace peelian {
namespace {

constexpr std::size_t k_longest_id = 64, k_longest_line = 200, k_longest_email = 254, k_longest_outside = 500;

bool is_id(std::string_view id) {
    auto plain = [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'); };
    return !id.empty() && id.size() <= k_longest_id && plain(id.front()) && plain(id.back()) &&
           std::ranges::all_of(id, [&](char byte) { return plain(byte) || byte == '.' || byte == '-'; });
}

bool is_line(std::string_view text, std::size_t longest) {
    return text.size() <= longest && trim(text) == text && std::ranges::none_of(text, [](char byte) {
               return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
           });
}

bool is_email(std::string_view text) {
    std::size_t at = text.find('@');
    return is_line(text, k_longest_email) && text.find(' ') == std::string_view::npos && at != std::string_view::npos &&
           at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos;
}

std::vector<FieldProblem> problems_of(const Account& account) {
    std::vector<FieldProblem> problems;
    if (!is_id(account.id))
        problems.push_back({"id", "Enter a sign-in name of small letters, digits, dots and hyphens, such as "
                                  "ann.analyst"});
    else if (account.id.starts_with("operator."))
        problems.push_back({"id", "Enter a sign-in name that does not begin with 'operator.': those are for the "
                                  "command line"});
    if (account.name.empty() || !is_line(account.name, k_longest_line))
        problems.push_back({"name", "Enter the person's name, on one line of up to 200 bytes"});
    if (!account.email.empty() && !is_email(account.email))
        problems.push_back({"email", "Enter an email address, such as name@example.com"});
    if (account.roles == 0 || (account.roles & ~k_every_role) != 0)
        problems.push_back({"roles", "Choose at least one role"});
    for (const std::string& area : account.areas)
        if (area.empty() || !is_line(area, k_longest_id)) {
            problems.push_back({"areas", "Choose areas by their codes"});
            break;
        }
    if (!is_line(account.post, k_longest_line)) problems.push_back({"post", "Enter the post on one line"});
    if (!is_line(account.outside, k_longest_outside))
        problems.push_back({"outside", "Enter the name at the identity provider on one line"});
    return problems;
}

void check(const Account& account) {
    if (auto problems = problems_of(account); !problems.empty()) throw InvalidChange(std::move(problems));
}

std::string yes_no(bool value) { return value ? "yes" : "no"; }

FieldValue one(std::string_view text) { return text.empty() ? FieldValue() : FieldValue{std::string(text)}; }

/// What an event says of an account; nothing secret.
Values values_of(const Account& account) {
    FieldValue roles;
    for (std::size_t i = 0; i < k_roles; ++i)
        if (Role role = static_cast<Role>(i); (account.roles & role_bit(role)) != 0) roles.emplace_back(to_text(role));
    return {{"name", one(account.name)},      {"email", one(account.email)}, {"roles", roles},
            {"areas", account.areas},         {"post", one(account.post)},   {"active", {yes_no(account.active)}},
            {"outside", one(account.outside)}};
}

Values differences(const Account& before, const Account& after) {
    Values old = values_of(before), changed = values_of(after);
    std::erase_if(changed, [&](const auto& field) { return field.second == old.find(field.first)->second; });
    return changed;
}

bool is_administrator(const Account& account) {
    return account.active && (account.roles & role_bit(Role::administrator)) != 0;
}

/// Who acts may have lost the role since their page was shown: what the store says now counts.
void require_administrator(StoreConnection& connection, const Actor& by) {
    auto row = read_account(connection, by.id);
    if (!by.is(Role::administrator) || (row && !is_administrator(row->account)))
        throw Forbidden("Only an administrator may change accounts");
}

void refuse_own_raise(const Actor& by, const Account& before, const Account& after) {
    if (by.id != after.id) return;
    if ((after.roles & ~before.roles) != 0)
        throw Forbidden("Nobody gives themselves a role: ask another administrator");
    bool wider = std::ranges::any_of(after.areas, [&](const std::string& area) {
        return std::ranges::find(before.areas, area) == before.areas.end();
    });
    if (!before.areas.empty() && (after.areas.empty() || wider))
        throw Forbidden("Nobody gives themselves an area: ask another administrator");
}

void keep_one_administrator(StoreConnection& connection, const Account& before, const Account& after) {
    if (!is_administrator(before) || is_administrator(after)) return;
    for (const AccountRow& row : read_accounts(connection))
        if (row.account.id != after.id && is_administrator(row.account)) return;
    throw Error::conflict("'{}' is the last active administrator", after.id)
        .hint("Make somebody else an administrator first.");
}

SqlValue text_or_null(const std::string& text) { return text.empty() ? SqlValue() : SqlValue(text); }

void check_outside_is_free(StoreConnection& connection, const Account& account) {
    if (account.outside.empty()) return;
    auto other = read_outside_account(connection, account.outside);
    if (other && other->account.id != account.id)
        throw Error::conflict("The name at the identity provider is that of account '{}' already", other->account.id);
}

} // namespace

Actor Account::actor() const { return {.id = id, .name = name, .roles = roles, .areas = areas}; }

Accounts::Accounts(Store& store, AccountRules rules, const Clock& clock)
    : store_(store),
      rules_(std::move(rules)),
      clock_(clock),
      inside_(new Inside{PasswordHasher(rules_.cost), Secrets::of_store(store.address().folder)}) {}
Accounts::~Accounts() = default;

void Accounts::add(const Actor& by, const Account& account, std::string_view password) {
    check(account);
    if (!password.empty())
        if (std::string problem = password_problem(password, account, rules_); !problem.empty())
            throw InvalidChange({{"password", problem}});
    auto db = store_.take();
    require_administrator(*db, by); // before the work of hashing
    std::string hash = password.empty() ? "" : inside_->hasher.hash(password), now = std::to_string(clock_.now());
    Transaction change(*db);
    require_administrator(*db, by);
    if (read_account(*db, account.id)) throw Error::conflict("There is an account '{}' already", account.id);
    check_outside_is_free(*db, account);
    db->run("insert into accounts(id, version, name, email, roles, areas, post, active, outside, password, "
            "must_change_password, second_factor_step, created, last_seen) "
            "values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, 0)",
            {account.id, account.name, account.email, std::to_string(account.roles), join(account.areas, "\n"),
             account.post, account.active ? "1" : "0", text_or_null(account.outside), text_or_null(hash),
             account.must_change_password && !hash.empty() ? "1" : "0", now});
    Values values = values_of(account);
    std::erase_if(values, [](const auto& field) { return field.second.empty(); });
    log_account(*db, by, account.id, "create", values, "", clock_.now());
    change.commit();
}

void Accounts::change(const Actor& by, const Account& account, std::string_view reason) {
    check(account);
    auto db = store_.take();
    Transaction change(*db);
    require_administrator(*db, by);
    Account before = account_at(*db, account.id).account;
    if (account.version != 0 && account.version != before.version)
        throw Error::conflict("Somebody else changed the account '{}' after you opened it", account.id)
            .hint("Nothing was saved; open it again and make your changes.");
    refuse_own_raise(by, before, account);
    keep_one_administrator(*db, before, account);
    check_outside_is_free(*db, account);
    Values changed = differences(before, account);
    if (changed.empty()) return;
    db->run("update accounts set version = version + 1, name = $1, email = $2, roles = $3, areas = $4, post = $5, "
            "active = $6, outside = $7 where id = $8",
            {account.name, account.email, std::to_string(account.roles), join(account.areas, "\n"), account.post,
             account.active ? "1" : "0", text_or_null(account.outside), account.id});
    if (!account.active) end_sessions(*db, account.id);
    log_account(*db, by, account.id, "change", changed, reason, clock_.now());
    change.commit();
}

std::vector<Account> Accounts::list() {
    auto db = store_.take();
    std::vector<Account> all;
    for (AccountRow& row : read_accounts(*db))
        all.push_back(std::move(row.account));
    return all;
}

std::optional<Account> Accounts::find(std::string_view id) {
    auto db = store_.take();
    auto row = read_account(*db, id);
    if (!row) return std::nullopt;
    return std::move(row->account);
}

void Accounts::set_password(const Actor& by, std::string_view id, std::string_view password, bool must_change) {
    auto db = store_.take();
    require_administrator(*db, by);
    // Else somebody at an open screen could take the account over without knowing its password.
    if (by.id == id) throw Forbidden("Change your own password by giving the one you have");
    AccountRow row = account_at(*db, id);
    if (std::string problem = password_problem(password, row.account, rules_); !problem.empty())
        throw InvalidChange({{"password", problem}});
    std::string hash = inside_->hasher.hash(password);
    Transaction change(*db);
    require_administrator(*db, by);
    db->run("update accounts set version = version + 1, password = $1, must_change_password = $2 where id = $3",
            {hash, must_change ? "1" : "0", std::string(id)});
    end_sessions(*db, id);
    log_account(*db, by, id, "set-password", {{"must_change_password", {yes_no(must_change)}}}, "", clock_.now());
    change.commit();
}

void Accounts::sign_out_everywhere(const Actor& by, std::string_view id) {
    auto db = store_.take();
    Transaction change(*db);
    if (by.id != id) require_administrator(*db, by);
    account_at(*db, id);
    end_sessions(*db, id);
    log_account(*db, by, id, "sign-out-everywhere", {}, "", clock_.now());
    change.commit();
}

void Accounts::unlock(const Actor& by, std::string_view id) {
    auto db = store_.take();
    Transaction change(*db);
    require_administrator(*db, by);
    account_at(*db, id);
    note_sign_in(*db, id, "", "unlock", clock_.now());
    log_account(*db, by, id, "unlock", {}, "", clock_.now());
    change.commit();
}

void Accounts::remove_second_factor(const Actor& by, std::string_view id, std::string_view reason) {
    auto db = store_.take();
    Transaction change(*db);
    require_administrator(*db, by);
    if (by.id == id) throw Forbidden("Another administrator removes your second factor; you may set up a new one");
    account_at(*db, id);
    db->run("update accounts set version = version + 1, second_factor = null, second_factor_step = 0 where id = $1",
            {std::string(id)});
    db->run("delete from recovery_codes where account = $1", {std::string(id)});
    end_sessions(*db, id);
    log_account(*db, by, id, "second-factor-off", {}, reason, clock_.now());
    change.commit();
}

} // namespace peelian
