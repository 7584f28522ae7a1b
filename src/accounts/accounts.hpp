// SPDX-License-Identifier: MIT
// Room accounts: who may sign in, and as what. This header: accounts, signing in, sessions, second factors.
// Secrets are kept as argon2id hashes (passwords), SHA-256 (session tokens, recovery codes) or sealed with the
// store's key (TOTP secrets); none is ever in a log, an event, a URL or an error.
//
// Every change of an account is an event in the registers' log (register "accounts"), without secrets.
// Signing in and out, failures and lockouts are rows of `sign_ins`.
#pragma once

#include "registers/records.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peelian {

struct Account {
    std::string id; ///< "ann.analyst": letters, digits, dots, hyphens; in lower case
    std::string name, email;
    Roles roles = 0;
    std::vector<std::string> areas; ///< empty: every area
    std::string post;               ///< "Head of Performance"; what is due to a post is due to its holder
    bool active = true, has_password = false, has_second_factor = false, must_change_password = false;
    std::string outside; ///< subject at the identity provider, "issuer subject"; empty: none
    Moment created = 0, last_seen = 0;
    Actor actor() const;
};

struct AccountRules {
    std::size_t shortest = 12, longest = 128; ///< letters of a password; no rules of composition, no expiry (NCSC)
    int failures = 10;                        ///< within `window`, for one account: then locked out for `lockout`
    std::int64_t window = 15 * 60, lockout = 15 * 60;
    int failures_by_address = 100;                            ///< within `window`, from one address
    std::int64_t idle = 30 * 60, longest_session = 12 * 3600; ///< seconds
    Roles second_factor = role_bit(Role::administrator) | role_bit(Role::approver); ///< roles that must have one
};

/// Why a password is refused, in words; empty: it will do. Length, the deny list of common passwords, the
/// account's own name and the body's name.
std::string password_problem(std::string_view password, const Account& account, const AccountRules& rules);

struct Session {
    std::string account; ///< id
    std::string csrf;    ///< token for forms of this session
    Moment created = 0, seen = 0;
    bool needs_second_factor = false; ///< password given, code not yet: nothing else is open
    bool must_enrol = false;          ///< the role asks for a second factor and there is none yet
    bool must_change_password = false;
    Moment confirmed = 0; ///< when a password or code was last given: for actions that ask again
};

class Accounts {
public:
    Accounts(Store& store, AccountRules rules = {}, const Clock& clock = system_clock());

    void add(const Actor& by, const Account& account, std::string_view password /* empty: none, outside sign-in */);
    void change(const Actor& by, const Account& account, std::string_view reason);
    std::vector<Account> list();
    std::optional<Account> find(std::string_view id);
    void set_password(const Actor& by, std::string_view id, std::string_view password, bool must_change);
    /// Ends all of an account's sessions.
    void sign_out_everywhere(const Actor& by, std::string_view id);

    /// What a sign-in gives: a token for the cookie, or why not. The words do not tell whether there is such an
    /// account; time taken does not either.
    struct SignIn {
        std::string token; ///< empty: refused
        std::string problem;
    };
    SignIn sign_in(std::string_view id, std::string_view password, std::string_view address);
    /// The code of an authenticator (RFC 6238) or a recovery code; a code works once.
    std::string give_code(std::string_view token, std::string_view code, std::string_view address); ///< problem or ""
    /// For proxies and OpenID Connect, which have checked already.
    SignIn sign_in_outside(std::string_view outside_or_id, std::string_view address);
    std::optional<Session>
    session(std::string_view token); ///< none when ended, idle or unknown; notes that it was seen
    void sign_out(std::string_view token);
    /// The password once more before something grave; problem or "".
    std::string confirm(std::string_view token, std::string_view password, std::string_view address);

    struct Enrolment {
        std::string secret, address; ///< base32, otpauth://...
    };
    Enrolment begin_enrolment(std::string_view token);
    /// Recovery codes, shown once; empty when the code is wrong.
    std::vector<std::string> finish_enrolment(std::string_view token, std::string_view code);
    void remove_second_factor(const Actor& by, std::string_view id, std::string_view reason);

    const AccountRules& rules() const { return rules_; }

private:
    Store& store_;
    AccountRules rules_;
    const Clock& clock_;
};

} // namespace peelian
