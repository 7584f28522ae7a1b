// SPDX-License-Identifier: MIT
#include "accounts/deny_list.hpp"
#include "accounts/made.hpp"
#include "accounts/password.hpp"

#include <atomic>
#include <fstream>
#include <thread>

using namespace peelian;
using namespace peelian::tests;

namespace {

std::string problem_of(std::string_view password, Account account = person("ann.analyst")) {
    return password_problem(password, account, quick_rules());
}

} // namespace

TEST_CASE("a password of twelve letters or more will do, whatever they are") {
    CHECK(problem_of("violet tractor lagoon") == "");
    CHECK(problem_of("correcthorsebatterystaple") == "");
    CHECK(problem_of("ÄpfelÖlÜbung—") == "");
    CHECK(has(problem_of("tractor vio"), "at least 12 characters"));
    CHECK(has(problem_of("ÄÖÜÄÖÜ"), "at least 12 characters")); // twelve bytes, six letters
    CHECK(problem_of("tractor viol") == "");
    CHECK(problem_of("x7" + std::string(61, 'q') + "l" + std::string(63, 'z') + "k") == "");
    CHECK(has(problem_of("x7" + std::string(61, 'q') + "l" + std::string(64, 'z') + "k"), "at most 128"));
    CHECK(has(problem_of("violet tractor\nlagoon"), "control characters"));
}

TEST_CASE("common passwords are refused, also dressed up") {
    for (std::string_view word :
         {"passwordpassword", "Password2026!", "PASSWORD123456", "!!!dragon!!!!!", "q1w2e3r4t5y6", "P4ssw0rd2026!!",
          "123456654321", "qwertyuiop[]", "2026-11-27-10", "letmein.2345678"}) {
        CAPTURE(word);
        CHECK(has(problem_of(word), "list of common passwords"));
    }
    CHECK(is_common_password("dragon"));
    CHECK(is_common_password("!qaz2wsx")); // the first of the list
    CHECK_FALSE(is_common_password("violet tractor lagoon"));
    CHECK_FALSE(is_common_password("8264 2957 3375 0192 66")); // too long to be a number that means something
}

TEST_CASE("every line of the deny list is found, and the list is a real one") {
    std::size_t lines = 0;
    for (std::string_view list = deny_list(); !list.empty(); ++lines) {
        std::string_view line = list.substr(0, list.find('\n'));
        if (!is_common_password(line)) FAIL_CHECK(line);
        list.remove_prefix(line.size() + 1);
    }
    CHECK(lines > 40'000);
}

TEST_CASE("repeats and runs are refused") {
    for (std::string_view word :
         {"zzzzzzzzzzzzz", "zk7zk7zk7zk7", "abcdefghijklmn", "nmlkjihgfedcba", "zk7-zk7-zk7-zk7"}) {
        CAPTURE(word);
        CHECK(has(problem_of(word), "harder to guess"));
    }
}

TEST_CASE("one's own name and the body's are refused") {
    Account account = person("marjorie.b");
    account.name = "Marjorie Brackenthwaite";
    account.email = "mbracken@example.org";
    CHECK(has(problem_of("i am Brackenthwaite 7", account), "your name"));
    CHECK(has(problem_of("xx Marjorie.B xx yy", account), "your name"));
    CHECK(has(problem_of("hello mbracken hello", account), "your name"));
    CHECK(has(problem_of("mayor's office for policing and crime!", account), "name of your organisation"));
    CHECK(problem_of("violet office lagoon", account) == "");
}

TEST_CASE("a hash tells the password it was made of from every other") {
    PasswordHasher hasher({.mebibytes = 1, .passes = 1});
    std::string hash = hasher.hash(k_password);
    CHECK(hash.starts_with("$argon2id$v=19$m=1024,t=1,p=1$"));
    CHECK(hash != hasher.hash(k_password));
    CHECK(hasher.matches(hash, k_password));
    CHECK_FALSE(hasher.matches(hash, "violet tractor lagoo"));
    CHECK_FALSE(hasher.matches(hash, ""));
    CHECK_FALSE(hasher.matches("", k_password));
    CHECK_FALSE(hasher.matches("no hash at all", k_password));
    CHECK_FALSE(hasher.matches(std::string(500, '$'), k_password));
}

TEST_CASE("a hash of another cost is outdated") {
    PasswordHasher cheap({.mebibytes = 1, .passes = 1}), dear({.mebibytes = 2, .passes = 2});
    std::string hash = cheap.hash(k_password);
    CHECK_FALSE(cheap.is_outdated(hash));
    CHECK(dear.is_outdated(hash));
    CHECK(dear.matches(hash, k_password));
}

TEST_CASE("the usual cost is 64 MiB in three passes, which OWASP's advice of 2023 does not fall short of") {
    PasswordHasher hasher(HashCost{});
    CHECK(hasher.hash(k_password).starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
}

TEST_CASE("two hundred who sign in at one time use the memory of a few") {
    auto peak_kib = [] {
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
        return 0L;
    };
    PasswordHasher hasher({.mebibytes = 16, .passes = 1, .at_once = 2});
    std::string hash = hasher.hash(k_password);
    long before = peak_kib();
    std::atomic<int> right = 0;
    std::vector<std::thread> people;
    for (int i = 0; i < 200; ++i)
        people.emplace_back([&] { right += hasher.matches(hash, k_password) ? 1 : 0; });
    for (std::thread& one : people)
        one.join();
    CHECK(right == 200);
    if (before > 0) CHECK(peak_kib() - before < 100 * 1024); // all at once: 3,200 MiB
}
