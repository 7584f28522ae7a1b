// SPDX-License-Identifier: MIT
// Inside the room: accounts and sessions as they lie in the store. All of these work inside the caller's
// transaction where they write.
#pragma once

#include "accounts/accounts.hpp"
#include "accounts/password.hpp"
#include "accounts/secrets.hpp"

namespace peelian {

/// What an account's row has beside the account.
struct AccountRow {
    Account account;
    std::string password;      ///< hash
    std::string second_factor; ///< sealed
    std::int64_t second_factor_step = 0;
};
std::vector<AccountRow> read_accounts(StoreConnection& connection);
std::optional<AccountRow> read_account(StoreConnection& connection, std::string_view id);
/// Throws Error(not_found).
AccountRow account_at(StoreConnection& connection, std::string_view id);
std::optional<AccountRow> read_outside_account(StoreConnection& connection, std::string_view outside);

/// Adds an event of an account to the log.
void log_account(StoreConnection& connection, const Actor& by, std::string_view id, std::string_view action,
                 const Values& values, std::string_view reason, Moment at);

struct SessionRow {
    std::string token_hash, account;
    bool outside = false, code_given = false;
    Moment created = 0, seen = 0, confirmed = 0;
    std::string enrolling; ///< sealed secret of an authenticator that is being set up
};
std::optional<SessionRow> read_session(StoreConnection& connection, std::string_view token);
/// Stores the session under a new token, which it gives; `token_hash` is not looked at.
std::string start_session(StoreConnection& connection, const SessionRow& session);
/// The same session under a new token; the old one is over.
std::string renew_session(StoreConnection& connection, const SessionRow& session);
void end_session(StoreConnection& connection, std::string_view token_hash);
void end_sessions(StoreConnection& connection, std::string_view account);

/// A session with its account; nullopt where it is over or the account is not active.
struct OpenSession {
    SessionRow session;
    AccountRow row;
    bool needs_code() const { return !session.outside && row.account.has_second_factor && !session.code_given; }
};
std::optional<OpenSession> open_session(StoreConnection& connection, std::string_view token, const AccountRules& rules,
                                        Moment now);

struct Accounts::Inside {
    PasswordHasher hasher;
    Secrets secrets;
    /// The password once more, counted as a try; the problem, or "".
    std::string check_again(Accounts& accounts, OpenSession& open, std::string_view password, std::string_view address);
};

/// What secrets of authenticators are sealed for.
std::string second_factor_use(std::string_view account);

} // namespace peelian
