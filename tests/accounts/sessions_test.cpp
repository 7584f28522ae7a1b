// SPDX-License-Identifier: MIT
#include "accounts/made.hpp"

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("a session ends half an hour after it was last used") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        for (int i = 0; i < 5; ++i) {
            office.clock.at += 29 * 60;
            CHECK(office.accounts.session(token));
        }
        CHECK(office.accounts.find("ann.analyst")->last_seen == office.clock.at);
        office.clock.at += 30 * 60;
        CHECK_FALSE(office.accounts.session(token));
        office.clock.at -= 30 * 60;
        CHECK_FALSE(office.accounts.session(token)); // and stays over when the clock is put back
    });
}

TEST_CASE("a session ends after twelve hours however it is used") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        Moment begun = office.clock.at;
        while (office.clock.at + 20 * 60 < begun + 12 * 3600) {
            office.clock.at += 20 * 60;
            REQUIRE(office.accounts.session(token));
        }
        office.clock.at += 20 * 60;
        CHECK_FALSE(office.accounts.session(token));
    });
}

TEST_CASE("a session from the future is refused, one of a clock a little ahead is not") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        office.clock.at -= 5 * 60;
        CHECK(office.accounts.session(token));
        office.clock.at -= 1;
        CHECK_FALSE(office.accounts.session(token));
    });
}

TEST_CASE("what is no token opens nothing") {
    on_each_engine([](Store& store) {
        Office office(store);
        office.token_of("ann.analyst");
        std::string hash = value_of(store, "select token_hash from sessions");
        for (std::string_view token : {std::string_view(), std::string_view("x"), std::string_view(hash)})
            CHECK_FALSE(office.accounts.session(token));
        CHECK_FALSE(office.accounts.session(std::string(100'000, 'x')));
        CHECK(has(office.accounts.confirm("x", k_password, k_here), "session is over"));
        CHECK(has(office.accounts.change_password("x", k_password, k_other_password, k_here).problem, "is over"));
        CHECK(has(office.accounts.give_code("x", "123456", k_here).problem, "is over"));
        CHECK_THROWS_AS(office.accounts.begin_enrolment("x"), Forbidden);
    });
}

TEST_CASE("signing out everywhere ends all sessions of the account and no other's") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string one = office.token_of("ann.analyst"), two = office.token_of("ann.analyst");
        std::string other = office.token_of("root.admin");
        office.accounts.sign_out_everywhere(office.ann(), "ann.analyst");
        CHECK_FALSE(office.accounts.session(one));
        CHECK_FALSE(office.accounts.session(two));
        CHECK(office.accounts.session(other));
    });
}

TEST_CASE("who is made inactive is out at once") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        Account ann = *office.accounts.find("ann.analyst");
        ann.active = false;
        office.accounts.change(office.admin(), ann, "left");
        CHECK_FALSE(office.accounts.session(token));
        ann.active = true;
        ann.version = 0;
        office.accounts.change(office.admin(), ann, "back");
        CHECK_FALSE(office.accounts.session(token));
    });
}

TEST_CASE("the password once more is asked and counted") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        office.clock.at += 20 * 60;
        CHECK(office.accounts.session(token)->confirmed == office.clock.at - 20 * 60);
        CHECK(office.accounts.confirm(token, k_password, k_here) == "");
        CHECK(office.accounts.session(token)->confirmed == office.clock.at);
        for (int i = 0; i < 10; ++i)
            CHECK(has(office.accounts.confirm(token, "wrong password here", k_here), "not right"));
        CHECK(has(office.accounts.confirm(token, k_password, k_here), "too many tries"));
    });
}

TEST_CASE("one's own password is changed by the one before, and other sessions end") {
    on_each_engine([](Store& store) {
        Office office(store);
        office.accounts.set_password(office.admin(), "ann.analyst", k_password, true);
        std::string token = office.token_of("ann.analyst"), elsewhere = office.token_of("ann.analyst");
        auto change = [&](std::string_view current, std::string_view fresh) {
            return office.accounts.change_password(token, current, fresh, k_here);
        };
        CHECK(has(change("wrong password here", k_other_password).problem, "Your password is not right"));
        CHECK(has(change(k_password, "short").problem, "at least 12"));
        CHECK(has(change(k_password, "ann.analyst is me").problem, "your name"));
        CHECK(has(change(k_password, k_password).problem, "not the one you have"));
        CHECK(office.accounts.session(token)->must_change_password);
        auto changed = change(k_password, k_other_password);
        CHECK(changed.problem == "");
        CHECK_FALSE(office.accounts.session(token));
        CHECK_FALSE(office.accounts.session(elsewhere));
        CHECK_FALSE(office.accounts.session(changed.token)->must_change_password);
        CHECK(office.accounts.sign_in("ann.analyst", k_password, k_here).token == "");
        office.token_of("ann.analyst", k_other_password);
    });
}

TEST_CASE("what is over is cleared away, and what is on record is kept for as long as the rules say") {
    on_each_engine([](Store& store) {
        Office office(store);
        office.token_of("ann.analyst");
        office.clock.at += 3600;
        std::string token = office.token_of("ann.analyst");
        office.accounts.tidy();
        CHECK(value_of(store, "select count(*) from sessions") == "1");
        CHECK(office.accounts.session(token));
        CHECK(office.accounts.sign_ins("").size() == 2);
        office.clock.at += office.accounts.rules().kept;
        office.accounts.tidy();
        CHECK(value_of(store, "select count(*) from sessions") == "0");
        CHECK(office.accounts.sign_ins("").size() == 1);
    });
}
