// SPDX-License-Identifier: MIT
// Made accounts and a clock that tests set, for the tests of this room.
#pragma once

#include "accounts/accounts.hpp"
#include "accounts/encoding.hpp"
#include "accounts/totp.hpp"
#include "support/stores.hpp"

#include <doctest/doctest.h>

namespace peelian::tests {

class SetClock : public Clock {
public:
    Moment now() const override { return at; }
    Moment at = 1'700'000'000;
};

/// Hashes that take no time; everything else as it is.
inline AccountRules quick_rules() {
    AccountRules rules;
    rules.cost = {.mebibytes = 1, .passes = 1, .at_once = 4};
    rules.body = {"Mayor's Office for Policing And Crime"};
    return rules;
}

inline Actor operator_of_tests() { return Actor::operator_named("Olga Operator"); }

inline constexpr std::string_view k_password = "violet tractor lagoon", k_other_password = "copper window seldom";
inline constexpr std::string_view k_here = "192.0.2.7";

inline Account person(std::string id, Roles roles = role_bit(Role::analyst)) {
    Account account;
    account.id = std::move(id);
    account.name = "Pat Example";
    account.email = "pat@example.org";
    account.roles = roles;
    return account;
}

inline constexpr Roles k_administrator = role_bit(Role::administrator);

/// Accounts on a store, with an administrator "root.admin" and an analyst "ann.analyst".
struct Office {
    explicit Office(Store& store, AccountRules rules = quick_rules()) : accounts(store, std::move(rules), clock) {
        accounts.add(operator_of_tests(), person("root.admin", k_administrator), k_password);
        accounts.add(operator_of_tests(), person("ann.analyst"), k_password);
    }
    Actor admin() { return accounts.find("root.admin")->actor(); }
    Actor ann() { return accounts.find("ann.analyst")->actor(); }
    /// The token of somebody who signs in, which must work.
    std::string token_of(std::string_view id, std::string_view password = k_password) {
        auto result = accounts.sign_in(id, password, k_here);
        CHECK(result.problem == "");
        return result.token;
    }
    /// Sets a second factor up; gives the secret. The session's new token goes in `token`.
    std::string enrol(std::string& token) {
        std::string secret = *from_base32(accounts.begin_enrolment(token).secret);
        auto enrolled = accounts.finish_enrolment(token, totp_code(secret, totp_step(clock.at)));
        CHECK(enrolled.problem == "");
        token = enrolled.token;
        recovery_codes = enrolled.recovery_codes;
        return secret;
    }

    SetClock clock;
    Accounts accounts;
    std::vector<std::string> recovery_codes;
};

/// The only value of a statement, as text.
inline std::string value_of(Store& store, std::string_view sql) {
    auto db = store.take();
    return db->run(sql).text(0, 0);
}

} // namespace peelian::tests
