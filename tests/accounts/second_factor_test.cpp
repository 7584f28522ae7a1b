// SPDX-License-Identifier: MIT
#include "accounts/made.hpp"

using namespace peelian;
using namespace peelian::tests;

namespace {

std::string code_now(const Office& office, std::string_view secret, int steps = 0) {
    return totp_code(secret, totp_step(office.clock.at) + steps);
}

} // namespace

TEST_CASE("roles that must have a second factor are asked to set one up") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("root.admin");
        CHECK(office.accounts.session(token)->must_enrol);
        auto enrolment = office.accounts.begin_enrolment(token);
        CHECK(has(enrolment.address, "otpauth://totp/Peelian:root.admin?secret=" + enrolment.secret));
        CHECK(office.accounts.begin_enrolment(token).secret == enrolment.secret); // a page read twice
        auto wrong = office.accounts.finish_enrolment(token, "000000");
        CHECK(wrong.token == "");
        CHECK(wrong.recovery_codes.empty());
        CHECK(has(wrong.problem, "not right"));
        std::string before = token;
        office.enrol(token);
        CHECK(token != before);
        CHECK_FALSE(office.accounts.session(before));
        Session session = *office.accounts.session(token);
        CHECK_FALSE(session.must_enrol);
        CHECK_FALSE(session.needs_second_factor);
        CHECK(office.recovery_codes.size() == 10);
        CHECK(office.accounts.find("root.admin")->has_second_factor);
        CHECK(value_of(store, "select count(*) from events where action = 'second-factor-on'") == "1");
    });
}

TEST_CASE("after the password comes the code, and a new token") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst"), secret = office.enrol(token);
        office.clock.at += 60;
        std::string half = office.token_of("ann.analyst");
        CHECK(office.accounts.session(half)->needs_second_factor);
        // Nothing else is open to it.
        CHECK(has(office.accounts.confirm(half, k_password, k_here), "code of your authenticator"));
        CHECK(has(office.accounts.change_password(half, k_password, k_other_password, k_here).problem, "code"));
        CHECK_THROWS_AS(office.accounts.begin_enrolment(half), Forbidden);
        CHECK_THROWS_AS(office.accounts.finish_enrolment(half, "000000"), Forbidden);

        CHECK(has(office.accounts.give_code(half, "000000", k_here).problem, "not right"));
        auto whole = office.accounts.give_code(half, code_now(office, secret), k_here);
        CHECK(whole.problem == "");
        CHECK_FALSE(office.accounts.session(half));
        CHECK_FALSE(office.accounts.session(whole.token)->needs_second_factor);
        CHECK(has(office.accounts.give_code(whole.token, code_now(office, secret, 1), k_here).problem, "over"));
    });
}

TEST_CASE("a code works once, the one of the enrolment too") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst"), secret = office.enrol(token);
        std::string first = office.token_of("ann.analyst");
        CHECK(has(office.accounts.give_code(first, code_now(office, secret), k_here).problem, "not right"));
        CHECK(office.accounts.give_code(first, code_now(office, secret, 1), k_here).problem == "");
        std::string second = office.token_of("ann.analyst");
        CHECK(has(office.accounts.give_code(second, code_now(office, secret, 1), k_here).problem, "not right"));
    });
}

TEST_CASE("a recovery code works once") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        office.enrol(token);
        std::string code = office.recovery_codes[3];
        CHECK(office.accounts.give_code(office.token_of("ann.analyst"), code, k_here).problem == "");
        CHECK(has(office.accounts.give_code(office.token_of("ann.analyst"), code, k_here).problem, "not right"));
        CHECK(value_of(store, "select count(*) from recovery_codes") == "9");
        // Another's codes are no good.
        std::string other = office.token_of("root.admin");
        std::string anns = office.recovery_codes[4];
        office.enrol(other);
        CHECK(has(office.accounts.give_code(office.token_of("root.admin"), anns, k_here).problem, "not right"));
    });
}

TEST_CASE("codes cannot be tried without end, also with the right password between them") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst"), secret = office.enrol(token);
        int tried = 0;
        for (; tried < 50; ++tried) {
            auto half = office.accounts.sign_in("ann.analyst", k_password, k_here);
            if (half.token.empty()) break;
            if (has(office.accounts.give_code(half.token, "000000", k_here).problem, "too many")) break;
        }
        CHECK(tried == 10);
    });
}

TEST_CASE("an authenticator is set up only soon after the password was given") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        office.clock.at += 16 * 60;
        CHECK_THROWS_AS(office.accounts.begin_enrolment(token), Forbidden);
        CHECK(office.accounts.confirm(token, k_password, k_here) == "");
        std::string secret = office.enrol(token);
        // A new one in place of the old: its codes are no good any more.
        office.clock.at += 60;
        std::string fresh = office.enrol(token);
        office.clock.at += 60;
        std::string half = office.token_of("ann.analyst");
        CHECK(has(office.accounts.give_code(half, code_now(office, secret), k_here).problem, "not right"));
        CHECK(office.accounts.give_code(half, code_now(office, fresh), k_here).problem == "");
        CHECK(value_of(store, "select count(*) from recovery_codes") == "10");
    });
}

TEST_CASE("sessions of before the second factor are over") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string elsewhere = office.token_of("ann.analyst"), token = office.token_of("ann.analyst");
        CHECK_THROWS_AS(office.accounts.finish_enrolment(token, "000000"), Forbidden); // not begun
        office.enrol(token);
        CHECK_FALSE(office.accounts.session(elsewhere));
    });
}

TEST_CASE("an administrator removes another's second factor, never their own") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst"), admins = office.token_of("root.admin");
        office.enrol(token);
        office.enrol(admins);
        office.accounts.remove_second_factor(office.admin(), "ann.analyst", "lost telephone");
        CHECK_FALSE(office.accounts.session(token));
        CHECK_FALSE(office.accounts.session(office.token_of("ann.analyst"))->needs_second_factor);
        CHECK(value_of(store, "select count(*) from recovery_codes where account = 'ann.analyst'") == "0");
        CHECK(value_of(store, "select reason from events where action = 'second-factor-off'") == "lost telephone");
        CHECK_THROWS_AS(office.accounts.remove_second_factor(office.admin(), "root.admin", ""), Forbidden);
        office.accounts.remove_second_factor(operator_of_tests(), "root.admin", "lost telephone");
        CHECK_FALSE(office.accounts.find("root.admin")->has_second_factor);
    });
}

TEST_CASE("a store whose key is lost says so and lets nobody in by code") {
    TemporaryFolder folder;
    Store store(StoreAddress::from("", folder / "store"));
    std::string secret;
    SetClock clock;
    {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        secret = office.enrol(token);
    }
    std::filesystem::remove(folder / "store/secret.key");
    Accounts accounts(store, quick_rules(), clock);
    std::string half = accounts.sign_in("ann.analyst", k_password, k_here).token;
    CHECK(has(message_of([&] { accounts.give_code(half, totp_code(secret, totp_step(clock.at) + 1), k_here); }),
              "another key"));
}
