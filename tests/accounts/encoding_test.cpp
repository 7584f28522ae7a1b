// SPDX-License-Identifier: MIT
#include "accounts/encoding.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace peelian;

TEST_CASE("base32 and base64url are as RFC 4648 has them") {
    CHECK(base32("") == "");
    CHECK(base32("f") == "MY");
    CHECK(base32("foob") == "MZXW6YQ");
    CHECK(base32("foobar") == "MZXW6YTBOI");
    CHECK(base64url("foobar") == "Zm9vYmFy");
    CHECK(base64url("\xfb\xff") == "-_8");
}

TEST_CASE("text is read back to the same bytes, and what is none is refused") {
    for (std::size_t size = 0; size < 70; ++size) {
        std::string bytes = random_bytes(size);
        CHECK(from_base32(base32(bytes)) == bytes);
        CHECK(from_base64url(base64url(bytes)) == bytes);
    }
    CHECK(from_base32("mzxw 6ytb oi==") == "foobar");
    CHECK_FALSE(from_base32("MZXW0"));
    CHECK_FALSE(from_base64url("Zm9v YmFy"));
    CHECK_FALSE(from_base64url("Zm8="));
    CHECK_FALSE(from_base64url("Zm9+"));
    CHECK_FALSE(from_base64url("Zm9")); // bits left over that are not zero
}

TEST_CASE("tokens have 256 bits and none comes twice") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(random_token());
    CHECK(seen.size() == 1000);
    CHECK(from_base64url(*seen.begin())->size() == 32);
}

TEST_CASE("secrets are the same only when every byte is") {
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK(same_secret("", ""));
}
