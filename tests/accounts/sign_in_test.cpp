// SPDX-License-Identifier: MIT
#include "accounts/made.hpp"

#include <chrono>
#include <thread>

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("the right password opens a session, and its token is not in the store") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        Session session = *office.accounts.session(token);
        CHECK(session.account == "ann.analyst");
        CHECK(session.created == office.clock.at);
        CHECK_FALSE(session.needs_second_factor);
        CHECK_FALSE(session.must_enrol);
        CHECK_FALSE(session.outside);
        CHECK(session.csrf.size() == 64);
        CHECK(session.csrf == office.accounts.session(token)->csrf);
        CHECK(session.csrf != office.accounts.session(office.token_of("ann.analyst"))->csrf);
        CHECK(value_of(store, "select token_hash from sessions") != token);
        CHECK(office.accounts.sign_in(" Ann.Analyst ", k_password, k_here).token != "");
    });
}

TEST_CASE("who may not sign in is told the same whatever the reason") {
    on_each_engine([](Store& store) {
        Office office(store);
        office.accounts.add(office.admin(), person("outside.only"), "");
        Account gone = person("gone");
        gone.active = false;
        office.accounts.add(office.admin(), gone, k_password);
        std::string words = office.accounts.sign_in("ann.analyst", "wrong password here", k_here).problem;
        CHECK(has(words, "name or password is not right"));
        for (std::string_view id : {"nobody", "outside.only", "gone", "", "' or 1=1 --", "\xC3\xA4"}) {
            CAPTURE(id);
            auto refused = office.accounts.sign_in(id, k_password, k_here);
            CHECK(refused.token == "");
            CHECK(refused.problem == words);
        }
        CHECK(office.accounts.sign_in("outside.only", "", k_here).problem == words);
    });
}

TEST_CASE("an account that is not there takes as long to refuse as one that is") {
    AccountRules rules = quick_rules();
    rules.cost = {.mebibytes = 32, .passes = 2, .at_once = 1};
    rules.failures = 1000;
    rules.failures_by_address = 1000;
    TemporaryFolder folder;
    Store store(StoreAddress::from("", folder / "store"));
    Office office(store, rules);
    auto fastest = [&](std::string_view id) {
        auto best = std::chrono::nanoseconds::max();
        for (int i = 0; i < 5; ++i) {
            auto begin = std::chrono::steady_clock::now();
            office.accounts.sign_in(id, "wrong password here", k_here);
            best = std::min(best, std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin));
        }
        return static_cast<double>(best.count());
    };
    fastest("nobody"); // the first makes the hash that is compared with
    double unknown = fastest("nobody"), known = fastest("ann.analyst");
    CHECK(unknown > 0.5 * known);
    CHECK(unknown < 2.0 * known);
}

TEST_CASE("a hash of an older cost is made anew at the next sign-in") {
    on_each_engine([](Store& store) {
        { Office office(store); }
        AccountRules dearer = quick_rules();
        dearer.cost.passes = 2;
        SetClock clock;
        Accounts accounts(store, dearer, clock);
        auto cost = [&] {
            return value_of(store, "select password from accounts where id = 'ann.analyst'").substr(0, 27);
        };
        CHECK(cost() == "$argon2id$v=19$m=1024,t=1,p");
        CHECK(accounts.sign_in("ann.analyst", "wrong password here", k_here).token == "");
        CHECK(cost() == "$argon2id$v=19$m=1024,t=1,p");
        CHECK(accounts.sign_in("ann.analyst", k_password, k_here).token != "");
        CHECK(cost() == "$argon2id$v=19$m=1024,t=2,p");
        CHECK(accounts.sign_in("ann.analyst", k_password, k_here).token != "");
    });
}

TEST_CASE("ten failures lock an account out for a quarter of an hour") {
    on_each_engine([](Store& store) {
        Office office(store);
        for (int i = 0; i < 10; ++i)
            CHECK(has(office.accounts.sign_in("ann.analyst", "wrong password here", k_here).problem, "not right"));
        auto locked = office.accounts.sign_in("ann.analyst", k_password, "198.51.100.1");
        CHECK(locked.token == "");
        CHECK(has(locked.problem, "too many tries. Wait 15 minutes"));
        office.token_of("root.admin"); // others are not
        office.clock.at += 14 * 60;
        CHECK(has(office.accounts.sign_in("ann.analyst", k_password, k_here).problem, "too many tries"));
        office.clock.at += 61; // trying meanwhile makes it no longer
        office.token_of("ann.analyst");
        // The count begins anew.
        CHECK(has(office.accounts.sign_in("ann.analyst", "wrong password here", k_here).problem, "not right"));
        office.token_of("ann.analyst");
    });
}

TEST_CASE("failures far apart lock nobody out, and a sign-in sets the count back") {
    on_each_engine([](Store& store) {
        Office office(store);
        for (int i = 0; i < 30; ++i) {
            CHECK(has(office.accounts.sign_in("ann.analyst", "wrong password here", k_here).problem, "not right"));
            office.clock.at += 101; // nine within a quarter of an hour
        }
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 8; ++i)
                office.accounts.sign_in("root.admin", "wrong password here", k_here);
            office.token_of("root.admin");
        }
    });
}

TEST_CASE("a name that is no account is locked out as an account is, with the same words") {
    on_each_engine([](Store& store) {
        Office office(store);
        for (int i = 0; i < 10; ++i)
            office.accounts.sign_in("nobody", "wrong password here", k_here);
        CHECK(has(office.accounts.sign_in("nobody", k_password, k_here).problem, "too many tries. Wait 15 minutes"));
        CHECK(has(office.accounts.sign_in("Nobody ", k_password, k_here).problem, "too many tries"));
        CHECK(has(office.accounts.sign_in("nobody.else", k_password, k_here).problem, "not right"));
    });
}

TEST_CASE("a hundred failures from one address shut that address out") {
    on_each_engine([](Store& store) {
        Office office(store);
        for (int i = 0; i < 100; ++i)
            office.accounts.sign_in(fmt::format("guess{}", i), "wrong password here", k_here);
        CHECK(has(office.accounts.sign_in("ann.analyst", k_password, k_here).problem, "too many tries"));
        CHECK(office.accounts.sign_in("ann.analyst", k_password, "198.51.100.1").token != "");
        office.clock.at += 15 * 60 + 1;
        office.token_of("ann.analyst");
    });
}

TEST_CASE("tries at one time are no more than one after the other") {
    on_each_engine([](Store& store) {
        AccountRules rules = quick_rules();
        rules.cost.at_once = 32;
        Office office(store, rules);
        std::atomic<int> looked_at = 0;
        std::vector<std::thread> guessers;
        for (int i = 0; i < 24; ++i)
            guessers.emplace_back([&] {
                auto refused = office.accounts.sign_in("ann.analyst", "wrong password here", k_here);
                looked_at += has(refused.problem, "not right") ? 1 : 0;
            });
        for (std::thread& one : guessers)
            one.join();
        CHECK(looked_at == 10);
    });
}

TEST_CASE("an administrator ends a lockout") {
    on_each_engine([](Store& store) {
        Office office(store);
        for (int i = 0; i < 10; ++i)
            office.accounts.sign_in("ann.analyst", "wrong password here", k_here);
        CHECK(office.accounts.sign_in("ann.analyst", k_password, k_here).token == "");
        office.accounts.unlock(office.admin(), "ann.analyst");
        office.token_of("ann.analyst");
        CHECK(value_of(store, "select count(*) from events where action = 'unlock'") == "1");
        CHECK_THROWS_AS(office.accounts.unlock(office.admin(), "nobody"), Error);
    });
}

TEST_CASE("signing in and out is on record") {
    on_each_engine([](Store& store) {
        Office office(store);
        office.accounts.sign_in("ann.analyst", "wrong password here", k_here);
        std::string token = office.token_of("ann.analyst");
        office.accounts.sign_out(token);
        CHECK_FALSE(office.accounts.session(token));
        office.accounts.sign_out(token);
        office.accounts.sign_out("no token");
        auto entries = office.accounts.sign_ins("ann.analyst");
        REQUIRE(entries.size() == 3);
        CHECK(entries[0].what == "out");
        CHECK(entries[1].what == "in");
        CHECK(entries[1].address == k_here);
        CHECK(entries[2].what == "failure");
        CHECK(office.accounts.sign_ins("", 1).size() == 1);
    });
}

TEST_CASE("who was checked by others is let in by their name there, or their id") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account bea = person("bea.officer", k_administrator);
        bea.outside = "https://login.example 42";
        office.accounts.add(office.admin(), bea, "");
        auto known = office.accounts.sign_in_outside("https://login.example 42", k_here);
        CHECK(known.problem == "");
        Session session = *office.accounts.session(known.token);
        CHECK(session.account == "bea.officer");
        CHECK(session.outside);
        CHECK_FALSE(session.must_enrol); // the provider asks for second factors
        CHECK(office.accounts.sign_in_outside("bea.officer", k_here).token != "");
        CHECK(has(office.accounts.confirm(known.token, k_password, k_here), "by your organisation"));
        for (std::string_view stranger :
             {"https://login.example 4", "https://login.example", "", "nobody", " bea.officer"})
            CHECK(has(office.accounts.sign_in_outside(stranger, k_here).problem, "no account for you here"));
        bea = *office.accounts.find("bea.officer");
        bea.active = false;
        office.accounts.change(office.admin(), bea, "left");
        CHECK_FALSE(office.accounts.session(known.token));
        CHECK(office.accounts.sign_in_outside("https://login.example 42", k_here).token == "");
    });
}
