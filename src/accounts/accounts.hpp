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

#include <memory>
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
    std::int64_t version = 0; ///< one more with each change; `change` refuses an older one, 0 is any
    Actor actor() const;
};

/// How dear a guess at a password is: argon2id with this memory and so many passes. Kept with each hash; one made
/// at another cost is made anew when its owner signs in.
struct HashCost {
    std::size_t mebibytes = 64;
    unsigned passes = 3;
    unsigned at_once = 4; ///< hashes made at one time, so that many who sign in cannot use up the memory
};

struct AccountRules {
    std::size_t shortest = 12, longest = 128; ///< letters of a password; no rules of composition, no expiry (NCSC)
    int failures = 10;                        ///< within `window`, for one account: then locked out for `lockout`
    std::int64_t window = 15 * 60, lockout = 15 * 60;
    int failures_by_address = 100;                            ///< within `window`, from one address
    std::int64_t idle = 30 * 60, longest_session = 12 * 3600; ///< seconds
    std::int64_t confirmed_for = 15 * 60;                     ///< so long a password or code counts as just given
    std::int64_t kept = 400 * 24 * 3600;                      ///< so long rows of sign_ins are kept
    Roles second_factor = role_bit(Role::administrator) | role_bit(Role::approver); ///< roles that must have one
    std::vector<std::string> body; ///< names of the body, "Mayor's Office for Policing And Crime", "MOPAC"
    HashCost cost;
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
    bool outside = false; ///< signed in by a proxy or OpenID Connect, which ask for second factors themselves
};

/// A row of sign_ins, for administrators and auditors.
struct SignInEntry {
    Moment at = 0;
    std::string account;       ///< id; what was typed and is no account is not kept, only "?" and a keyed hash of it
    std::string address, what; ///< what: password, code, outside, in, out, failure, locked, unlock
};

/// All functions may be called from any thread. Those with `by` throw Forbidden unless `by` is an administrator
/// that is active still, or the command line's operator; `sign_out_everywhere` is open to oneself too.
class Accounts {
public:
    Accounts(Store& store, AccountRules rules = {}, const Clock& clock = system_clock());
    ~Accounts();

    /// Throws Error(input) for what is not well said, Error(conflict) for an id or outside name that is taken.
    void add(const Actor& by, const Account& account, std::string_view password /* empty: none, outside sign-in */);
    /// Name, email, roles, areas, post, active, outside. Nobody gives themselves roles (Forbidden); the last active
    /// administrator stays one (Error(conflict)). Sessions of an account that is no longer active end.
    void change(const Actor& by, const Account& account, std::string_view reason);
    std::vector<Account> list(); ///< by id
    std::optional<Account> find(std::string_view id);
    /// By an administrator, for somebody who forgot it; ends the account's sessions. Error(input) with
    /// password_problem's words. One's own is changed by change_password.
    void set_password(const Actor& by, std::string_view id, std::string_view password, bool must_change);
    /// Ends all of an account's sessions.
    void sign_out_everywhere(const Actor& by, std::string_view id);
    /// Ends a lockout.
    void unlock(const Actor& by, std::string_view id);
    /// The latest first; of one account where `id` is given.
    std::vector<SignInEntry> sign_ins(std::string_view id, std::size_t count = 50);

    /// What a sign-in gives: a token for the cookie, or why not. The words do not tell whether there is such an
    /// account; time taken does not either.
    struct SignIn {
        std::string token; ///< empty: refused
        std::string problem;
    };
    SignIn sign_in(std::string_view id, std::string_view password, std::string_view address);
    /// The code of an authenticator (RFC 6238) or a recovery code; a code works once. Gives a new token in place
    /// of the old, which is over: set the cookie anew.
    SignIn give_code(std::string_view token, std::string_view code, std::string_view address);
    /// For proxies and OpenID Connect, which have checked already: `outside` of an account, or its id. Only from
    /// a name without a space (an id) does an account's id count, so no provider can name one.
    SignIn sign_in_outside(std::string_view outside_or_id, std::string_view address);
    /// None when ended, idle, unknown, made by a clock that ran ahead, or of an account that is not active; notes
    /// that it was seen.
    std::optional<Session> session(std::string_view token);
    void sign_out(std::string_view token);
    /// The password once more before something grave; problem or "".
    std::string confirm(std::string_view token, std::string_view password, std::string_view address);
    /// One's own password. Ends all other sessions and gives a new token in place of this one's.
    SignIn change_password(std::string_view token, std::string_view current, std::string_view fresh,
                           std::string_view address);

    struct Enrolment {
        std::string secret, address; ///< base32, otpauth://... ; qr_svg (qr.hpp) draws the address
    };
    /// The same secret until it is finished or the session ends. Forbidden unless password or code were given
    /// within `confirmed_for`: ask `confirm` first.
    Enrolment begin_enrolment(std::string_view token);
    struct Enrolled {
        std::string token;                       ///< in place of the old one; empty: the code is wrong
        std::vector<std::string> recovery_codes; ///< shown once
        std::string problem;
    };
    Enrolled finish_enrolment(std::string_view token, std::string_view code);
    void remove_second_factor(const Actor& by, std::string_view id, std::string_view reason);

    /// Clears away sessions that are over and rows of sign_ins older than `kept`; for once a day or so.
    void tidy();

    const AccountRules& rules() const { return rules_; }
    const Clock& clock() const { return clock_; }

private:
    struct Inside;
    Store& store_;
    AccountRules rules_;
    const Clock& clock_;
    std::unique_ptr<Inside> inside_; // hashing, the store's key
};

} // namespace peelian
