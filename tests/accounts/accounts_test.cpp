// SPDX-License-Identifier: MIT
#include "accounts/made.hpp"

#include <thread>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// Problems by field, "field: message" a line each.
template <typename Work> std::string problems_of(Work&& work) {
    try {
        work();
    } catch (const InvalidChange& error) {
        std::string text;
        for (const FieldProblem& problem : error.problems)
            text += problem.field + ": " + problem.message + "\n";
        return text;
    }
    return "none";
}

} // namespace

TEST_CASE("an account is what it was added and changed to be") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account account = person("bea.officer", role_bit(Role::officer));
        account.areas = {"E09000007", "E09000019"};
        account.post = "Head of Performance";
        account.outside = "https://login.example 1234";
        office.accounts.add(office.admin(), account, "");
        Account found = *office.accounts.find("bea.officer");
        CHECK(found.areas == account.areas);
        CHECK(found.post == "Head of Performance");
        CHECK(found.outside == "https://login.example 1234");
        CHECK(found.created == office.clock.at);
        CHECK(found.active);
        CHECK_FALSE(found.has_password);
        CHECK_FALSE(found.has_second_factor);
        CHECK(found.actor().areas == account.areas);

        found.areas = {};
        found.post = "";
        found.outside = "";
        found.roles = role_bit(Role::viewer);
        office.accounts.change(office.admin(), found, "moved");
        found = *office.accounts.find("bea.officer");
        CHECK(found.areas.empty());
        CHECK(found.outside == "");
        CHECK(found.roles == role_bit(Role::viewer));
        CHECK(found.version == 2);
        CHECK(office.accounts.list().size() == 3);
        CHECK(office.accounts.list()[1].id == "bea.officer");
        CHECK_FALSE(office.accounts.find("nobody"));
    });
}

TEST_CASE("every change of an account is an event that says what became different") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account ann = *office.accounts.find("ann.analyst");
        ann.post = "Analyst";
        ann.roles |= role_bit(Role::officer);
        office.accounts.change(office.admin(), ann, "new post");
        auto db = store.take();
        SqlRows rows = db->run("select action, change, reason, actor from events where register = 'accounts' and "
                               "record = 'ann.analyst' order by number");
        REQUIRE(rows.size() == 2);
        CHECK(rows.text(0, 0) == "create");
        CHECK(rows.text(0, 3) == "operator.olga-operator");
        CHECK(rows.text(1, 0) == "change");
        CHECK(rows.text(1, 1) == R"({"values":{"post":["Analyst"],"roles":["officer","analyst"]}})");
        CHECK(rows.text(1, 2) == "new post");
        CHECK(rows.text(1, 3) == "root.admin");
        office.accounts.change(office.admin(), *office.accounts.find("ann.analyst"), "nothing");
        CHECK(value_of(store, "select count(*) from events where record = 'ann.analyst'") == "2");
    });
}

TEST_CASE("what is not well said of an account is refused, all at once") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account bad = person("Ann Analyst", 0);
        bad.name = "";
        bad.email = "ann";
        bad.areas = {"E09000007\nE09000019"};
        std::string problems = problems_of([&] { office.accounts.add(office.admin(), bad, ""); });
        for (std::string_view field : {"id: ", "name: ", "email: ", "roles: ", "areas: "})
            CHECK(has(problems, field));
        for (std::string_view id : {"", ".ann", "ann.", "ann analyst", "ann/../x", "\xC3\xA4nn", "operator.ann", "?x"})
            CHECK(has(problems_of([&] { office.accounts.add(office.admin(), person(std::string(id)), ""); }), "id: "));
        CHECK(has(problems_of([&] { office.accounts.add(office.admin(), person("new"), "short"); }), "password: "));
        CHECK(office.accounts.list().size() == 2);
    });
}

TEST_CASE("an id and a name at the provider belong to one account") {
    on_each_engine([](Store& store) {
        Office office(store);
        CHECK(has(message_of([&] { office.accounts.add(office.admin(), person("ann.analyst"), ""); }), "already"));
        Account first = person("first"), second = person("second");
        first.outside = second.outside = "https://login.example 1";
        office.accounts.add(office.admin(), first, "");
        CHECK(has(message_of([&] { office.accounts.add(office.admin(), second, ""); }), "that of account 'first'"));
        second.outside = "";
        office.accounts.add(office.admin(), second, "");
        second.outside = first.outside;
        CHECK(has(message_of([&] { office.accounts.change(office.admin(), second, ""); }), "that of account 'first'"));
    });
}

TEST_CASE("only an administrator who is one still may change accounts") {
    on_each_engine([](Store& store) {
        Office office(store);
        Actor admin = office.admin(), ann = office.ann();
        CHECK_THROWS_AS(office.accounts.add(ann, person("new"), ""), Forbidden);
        CHECK_THROWS_AS(office.accounts.change(ann, person("ann.analyst", k_administrator), ""), Forbidden);
        CHECK_THROWS_AS(office.accounts.set_password(ann, "root.admin", k_other_password, false), Forbidden);
        CHECK_THROWS_AS(office.accounts.sign_out_everywhere(ann, "root.admin"), Forbidden);
        CHECK_THROWS_AS(office.accounts.remove_second_factor(ann, "root.admin", ""), Forbidden);
        CHECK_THROWS_AS(office.accounts.unlock(ann, "root.admin"), Forbidden);
        // What somebody says of themselves does not make it so.
        ann.roles = k_every_role;
        CHECK_THROWS_AS(office.accounts.add(ann, person("new"), ""), Forbidden);

        office.accounts.add(admin, person("second.admin", k_administrator), k_password);
        Account demoted = *office.accounts.find("root.admin");
        demoted.roles = role_bit(Role::viewer);
        office.accounts.change(office.accounts.find("second.admin")->actor(), demoted, "");
        CHECK_THROWS_AS(office.accounts.add(admin, person("new"), ""), Forbidden);
    });
}

TEST_CASE("nobody gives themselves a role or an area") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account self = *office.accounts.find("root.admin");
        self.roles |= role_bit(Role::approver);
        CHECK_THROWS_AS(office.accounts.change(office.admin(), self, ""), Forbidden);
        self = *office.accounts.find("root.admin");
        self.areas = {"E09000007"};
        office.accounts.change(office.admin(), self, "fewer is allowed");
        self.areas = {"E09000007", "E09000019"};
        self.version = 0;
        CHECK_THROWS_AS(office.accounts.change(office.admin(), self, ""), Forbidden);
        self.areas = {};
        CHECK_THROWS_AS(office.accounts.change(office.admin(), self, ""), Forbidden);
        self.areas = {"E09000007"};
        self.name = "Root Renamed";
        office.accounts.change(office.admin(), self, "");
        CHECK(office.accounts.find("root.admin")->name == "Root Renamed");
    });
}

TEST_CASE("the last active administrator stays one, also when two are taken away at one time") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account last = *office.accounts.find("root.admin");
        last.active = false;
        CHECK(has(message_of([&] { office.accounts.change(operator_of_tests(), last, ""); }), "last active"));
        last.active = true;
        last.roles = role_bit(Role::viewer);
        CHECK(has(message_of([&] { office.accounts.change(operator_of_tests(), last, ""); }), "last active"));

        office.accounts.add(operator_of_tests(), person("second.admin", k_administrator), "");
        std::vector<std::thread> people;
        for (std::string id : {"root.admin", "second.admin"})
            people.emplace_back([&, id] {
                Account self = *office.accounts.find(id);
                self.roles = role_bit(Role::viewer);
                message_of([&] { office.accounts.change(operator_of_tests(), self, "resigns"); });
            });
        for (std::thread& one : people)
            one.join();
        int administrators = 0;
        for (const Account& account : office.accounts.list())
            administrators += account.roles == k_administrator ? 1 : 0;
        CHECK(administrators == 1);
    });
}

TEST_CASE("of two who change an account the second is told") {
    on_each_engine([](Store& store) {
        Office office(store);
        Account mine = *office.accounts.find("ann.analyst"), theirs = mine;
        theirs.post = "Head of Analysis";
        office.accounts.change(office.admin(), theirs, "");
        mine.name = "Ann Other";
        CHECK(has(message_of([&] { office.accounts.change(office.admin(), mine, ""); }), "after you opened it"));
        CHECK(office.accounts.find("ann.analyst")->post == "Head of Analysis");
        CHECK_THROWS_AS(office.accounts.change(office.admin(), person("nobody"), ""), Error);
    });
}

TEST_CASE("an administrator gives a new password to others, not to themselves") {
    on_each_engine([](Store& store) {
        Office office(store);
        std::string token = office.token_of("ann.analyst");
        office.accounts.set_password(office.admin(), "ann.analyst", k_other_password, true);
        CHECK_FALSE(office.accounts.session(token));
        CHECK(office.accounts.sign_in("ann.analyst", k_password, k_here).token == "");
        token = office.token_of("ann.analyst", k_other_password);
        CHECK(office.accounts.session(token)->must_change_password);
        CHECK(has(problems_of([&] { office.accounts.set_password(office.admin(), "ann.analyst", "dragon", true); }),
                  "at least 12"));
        CHECK_THROWS_AS(office.accounts.set_password(office.admin(), "root.admin", k_other_password, false), Forbidden);
        CHECK_THROWS_AS(office.accounts.set_password(office.admin(), "nobody", k_other_password, false), Error);
    });
}
