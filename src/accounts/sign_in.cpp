// SPDX-License-Identifier: MIT
// Signing in, by password and code or from outside; and what asks for the password again.
#include "accounts/account_rows.hpp"
#include "accounts/attempts.hpp"
#include "accounts/totp.hpp"
#include "base/text.hpp"

namespace peelian {
namespace {

constexpr std::string_view k_wrong = "Your sign-in name or password is not right. Check both and try again.";
constexpr std::string_view k_wrong_password = "Your password is not right. Try again.";
constexpr std::string_view k_wrong_code = "The code is not right. Wait for the next one and try again, or use one of "
                                          "your recovery codes.";
constexpr std::string_view k_over = "Your session is over. Sign in again.";
constexpr std::string_view k_code_first = "Give the code of your authenticator first.";

void set_password_hash(StoreConnection& db, std::string_view id, const std::string& hash) {
    db.run("update accounts set password = $1 where id = $2", {hash, std::string(id)});
}

/// Uses a recovery code up; false when it is none.
bool take_recovery_code(StoreConnection& db, std::string_view account, std::string_view code) {
    std::string hash = recovery_code_hash(account, code);
    if (db.run("select 1 from recovery_codes where account = $1 and hash = $2", {std::string(account), hash}).empty())
        return false;
    db.run("delete from recovery_codes where account = $1 and hash = $2", {std::string(account), hash});
    return true;
}

/// Uses an authenticator's code up; false when it is not right, or was used.
bool take_totp_code(StoreConnection& db, const AccountRow& row, const Secrets& secrets, std::string_view code,
                    Moment now) {
    auto secret = secrets.open(row.second_factor, second_factor_use(row.account.id));
    if (!secret)
        throw Error::conflict("The second factor of '{}' was sealed with another key than the store has now",
                              row.account.id)
            .hint("Bring back the key file the store was used with, or have an administrator remove the second "
                  "factor.");
    auto step = matching_totp_step(*secret, code, now, row.second_factor_step);
    if (!step) return false;
    db.run("update accounts set second_factor_step = $1 where id = $2", {std::to_string(*step), row.account.id});
    return true;
}

} // namespace

Accounts::SignIn Accounts::sign_in(std::string_view id, std::string_view password, std::string_view address) {
    std::string name = lower(trim(id));
    auto db = store_.take();
    std::optional<AccountRow> row;
    Attempt attempt;
    {
        Transaction change(*db);
        row = read_account(*db, name);
        // What was typed may be a password in the wrong box: it is not kept.
        attempt = begin_attempt(*db, row ? name : "?" + inside_->secrets.mark(name), address, rules_, clock_.now());
        change.commit();
    }
    if (!attempt.problem.empty()) return {.token = {}, .problem = attempt.problem};

    bool may = row && row->account.active && !row->password.empty();
    bool right = inside_->hasher.matches(may ? row->password : "", password);
    std::string anew = right && inside_->hasher.is_outdated(row->password) ? inside_->hasher.hash(password) : "";

    Transaction change(*db);
    auto still = right ? read_account(*db, name) : std::nullopt; // it may have changed while we were hashing
    right = still && still->account.active && still->password == row->password;
    end_attempt(*db, attempt, !right ? "failure" : still->account.has_second_factor ? "password" : "in");
    SignIn result;
    if (right) {
        Moment now = clock_.now();
        if (!anew.empty()) set_password_hash(*db, name, anew);
        result.token = start_session(*db, {.account = name, .created = now, .seen = now, .confirmed = now});
    } else {
        result.problem = k_wrong;
    }
    change.commit();
    return result;
}

Accounts::SignIn Accounts::give_code(std::string_view token, std::string_view code, std::string_view address) {
    auto db = store_.take();
    Transaction change(*db);
    Moment now = clock_.now();
    auto open = open_session(*db, token, rules_, now);
    if (!open || !open->needs_code()) return {.token = {}, .problem = std::string(k_over)};
    const std::string& id = open->row.account.id;
    Attempt attempt = begin_attempt(*db, id, address, rules_, now);
    SignIn result{.token = {}, .problem = attempt.problem};
    if (attempt.problem.empty()) {
        bool by_code = take_totp_code(*db, open->row, inside_->secrets, code, now);
        if (by_code || take_recovery_code(*db, id, code)) {
            end_attempt(*db, attempt, by_code ? "code" : "recovery");
            note_sign_in(*db, id, address, "in", now);
            open->session.code_given = true;
            open->session.seen = open->session.confirmed = now;
            result.token = renew_session(*db, open->session);
        } else {
            end_attempt(*db, attempt, "failure");
            result.problem = k_wrong_code;
        }
    }
    change.commit();
    return result;
}

Accounts::SignIn Accounts::sign_in_outside(std::string_view outside_or_id, std::string_view address) {
    auto db = store_.take();
    Transaction change(*db);
    Moment now = clock_.now();
    std::optional<AccountRow> row;
    if (!outside_or_id.empty()) row = read_outside_account(*db, outside_or_id);
    if (!row && outside_or_id.find(' ') == std::string_view::npos) row = read_account(*db, lower(outside_or_id));
    SignIn result;
    if (row && row->account.active) {
        note_sign_in(*db, row->account.id, address, "outside", now);
        result.token = start_session(*db, {.account = row->account.id,
                                           .outside = true,
                                           .code_given = true,
                                           .created = now,
                                           .seen = now,
                                           .confirmed = now});
    } else {
        note_sign_in(*db, row ? row->account.id : "?" + inside_->secrets.mark(outside_or_id), address, "refused", now);
        result.problem = "You are known to your organisation, but there is no account for you here. Ask an "
                         "administrator for one.";
    }
    change.commit();
    return result;
}

std::string Accounts::Inside::check_again(Accounts& accounts, OpenSession& open, std::string_view password,
                                          std::string_view address) {
    if (open.needs_code()) return std::string(k_code_first);
    if (open.row.password.empty())
        return "You sign in by your organisation and have no password here: sign out and in again.";
    auto db = accounts.store_.take();
    Attempt attempt;
    {
        Transaction change(*db);
        attempt = begin_attempt(*db, open.row.account.id, address, accounts.rules_, accounts.clock_.now());
        change.commit();
    }
    if (!attempt.problem.empty()) return attempt.problem;
    bool right = hasher.matches(open.row.password, password);
    Transaction change(*db);
    end_attempt(*db, attempt, right ? "password" : "failure");
    change.commit();
    return right ? "" : std::string(k_wrong_password);
}

std::string Accounts::confirm(std::string_view token, std::string_view password, std::string_view address) {
    auto db = store_.take();
    auto open = open_session(*db, token, rules_, clock_.now());
    if (!open) return std::string(k_over);
    std::string problem = inside_->check_again(*this, *open, password, address);
    if (!problem.empty()) return problem;
    Transaction change(*db);
    db->run("update sessions set confirmed = $1 where token_hash = $2",
            {std::to_string(clock_.now()), open->session.token_hash});
    change.commit();
    return "";
}

Accounts::SignIn Accounts::change_password(std::string_view token, std::string_view current, std::string_view fresh,
                                           std::string_view address) {
    auto db = store_.take();
    auto open = open_session(*db, token, rules_, clock_.now());
    if (!open) return {.token = {}, .problem = std::string(k_over)};
    const Account& account = open->row.account;
    std::string problem = password_problem(fresh, account, rules_);
    if (problem.empty() && current == fresh) problem = "Enter a password that is not the one you have.";
    if (problem.empty()) problem = inside_->check_again(*this, *open, current, address);
    if (!problem.empty()) return {.token = {}, .problem = problem};

    std::string hash = inside_->hasher.hash(fresh);
    Transaction change(*db);
    auto still = open_session(*db, token, rules_, clock_.now());
    if (!still || still->row.password != open->row.password) return {.token = {}, .problem = std::string(k_over)};
    db->run("update accounts set version = version + 1, must_change_password = 0 where id = $1", {account.id});
    set_password_hash(*db, account.id, hash);
    end_sessions(*db, account.id);
    still->session.seen = still->session.confirmed = clock_.now();
    SignIn result{.token = start_session(*db, still->session), .problem = {}};
    log_account(*db, account.actor(), account.id, "set-password", {{"must_change_password", {"no"}}}, "", clock_.now());
    change.commit();
    return result;
}

} // namespace peelian
