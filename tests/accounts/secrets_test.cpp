// SPDX-License-Identifier: MIT
#include "accounts/encoding.hpp"
#include "accounts/secrets.hpp"
#include "base/error.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <thread>
#include <vector>

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("what is sealed opens with its key and for its use alone") {
    Secrets secrets(std::string(32, 'k')), others(std::string(32, 'o'));
    std::string sealed = secrets.seal("the secret", "ann");
    CHECK_FALSE(has(sealed, "secret"));
    CHECK(sealed != secrets.seal("the secret", "ann"));
    CHECK(secrets.open(sealed, "ann") == "the secret");
    CHECK_FALSE(secrets.open(sealed, "bob"));
    CHECK_FALSE(others.open(sealed, "ann"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(secrets.open(changed, "ann"));
    }
    CHECK_FALSE(secrets.open("", "ann"));
    CHECK_FALSE(secrets.open("short", "ann"));
}

TEST_CASE("a mark is the same for the same text under one key") {
    Secrets secrets(std::string(32, 'k')), others(std::string(32, 'o'));
    CHECK(secrets.mark("ann") == secrets.mark("ann"));
    CHECK(secrets.mark("ann") != secrets.mark("bob"));
    CHECK(secrets.mark("ann") != others.mark("ann"));
    CHECK(secrets.mark("ann").size() == 32);
}

TEST_CASE("the store's key is made once, for its owner alone") {
    TemporaryFolder folder;
    std::string sealed = Secrets::of_store(folder / "store").seal("x", "y");
    CHECK(Secrets::of_store(folder / "store").open(sealed, "y") == "x");
    struct stat about {};
    REQUIRE(::stat((folder / "store/secret.key").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    CHECK(files_below(folder / "store").size() == 1);
}

TEST_CASE("programs that start at once have one key") {
    TemporaryFolder folder;
    std::vector<std::string> sealed(16);
    std::vector<std::thread> programs;
    for (std::string& one : sealed)
        programs.emplace_back([&] { one = Secrets::of_store(folder.path()).seal("x", "y"); });
    for (std::thread& program : programs)
        program.join();
    for (const std::string& one : sealed)
        CHECK(Secrets::of_store(folder.path()).open(one, "y") == "x");
}

TEST_CASE("a key file that is damaged or open to others is refused with what to do") {
    TemporaryFolder folder;
    std::string key = base64url(std::string(32, 'k'));
    ::chmod(folder.put("secret.key", key).c_str(), 0644);
    CHECK(has(message_of([&] { Secrets::of_store(folder.path()); }), "chmod 600"));
    ::chmod((folder / "secret.key").c_str(), 0600);
    CHECK(message_of([&] { Secrets::of_store(folder.path()); }) == "no error");
    ::chmod(folder.put("secret.key", key.substr(1)).c_str(), 0600);
    std::string message = message_of([&] { Secrets::of_store(folder.path()); });
    CHECK(has(message, "is not 32 bytes"));
    CHECK_FALSE(has(message, key.substr(1)));
}

TEST_CASE("PEELIAN_SECRET_KEY_FILE names a key that must be there") {
    TemporaryFolder folder;
    ::setenv("PEELIAN_SECRET_KEY_FILE", (folder / "elsewhere.key").c_str(), 1);
    CHECK_THROWS_AS(Secrets::of_store(folder / "store"), Error);
    folder.put("elsewhere.key", base64url(std::string(32, 'k')) + "\n");
    std::string sealed = Secrets::of_store(folder / "store").seal("x", "y");
    ::unsetenv("PEELIAN_SECRET_KEY_FILE");
    CHECK(Secrets(std::string(32, 'k')).open(sealed, "y") == "x");
    CHECK_FALSE(std::filesystem::exists(folder / "store/secret.key"));
}
