// SPDX-License-Identifier: MIT
#include "accounts/encoding.hpp"
#include "accounts/qr.hpp"
#include "accounts/totp.hpp"
#include "base/error.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("codes are those of RFC 6238, appendix B") {
    std::string_view secret = "12345678901234567890";
    CHECK(totp_code(secret, totp_step(59), 8) == "94287082");
    CHECK(totp_code(secret, totp_step(1111111109), 8) == "07081804");
    CHECK(totp_code(secret, totp_step(1111111111), 8) == "14050471");
    CHECK(totp_code(secret, totp_step(1234567890), 8) == "89005924");
    CHECK(totp_code(secret, totp_step(2000000000), 8) == "69279037");
    CHECK(totp_code(secret, totp_step(20000000000), 8) == "65353130");
    CHECK(totp_code(secret, totp_step(59)) == "287082");
}

TEST_CASE("a code works half a minute early or late, and once") {
    std::string secret = new_totp_secret();
    Moment now = 1'700'000'010;
    std::int64_t step = totp_step(now);
    CHECK(matching_totp_step(secret, totp_code(secret, step), now, 0) == step);
    CHECK(matching_totp_step(secret, totp_code(secret, step - 1), now, 0) == step - 1);
    CHECK(matching_totp_step(secret, totp_code(secret, step + 1), now, 0) == step + 1);
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, step - 2), now, 0));
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, step + 2), now, 0));
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, step), now, step));
    CHECK_FALSE(matching_totp_step(secret, totp_code(secret, step - 1), now, step));
    std::string code = totp_code(secret, step);
    CHECK(matching_totp_step(secret, code.substr(0, 3) + " " + code.substr(3), now, 0) == step);
    for (std::string_view wrong : {"", "12345", "abcdef", "0000000"})
        CHECK_FALSE(matching_totp_step(secret, wrong, now, 0));
}

TEST_CASE("the address of an authenticator names who it is for") {
    CHECK(totp_address("Peelian", "ann.analyst", "12345678901234567890") ==
          "otpauth://totp/Peelian:ann.analyst?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Peelian&"
          "algorithm=SHA1&digits=6&period=30");
    CHECK(has(totp_address("A & B", "x?y", "s"), "otpauth://totp/A%20%26%20B:x%3Fy?"));
}

TEST_CASE("recovery codes are ten, and are read as people type them") {
    auto codes = new_recovery_codes();
    CHECK(codes.size() == 10);
    CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 10);
    CHECK(codes[0].size() == 19);
    std::string hash = recovery_code_hash("ann", codes[0]);
    CHECK(hash == recovery_code_hash("ann", " " + codes[0].substr(0, 4) + codes[0].substr(4) + " "));
    CHECK(recovery_code_hash("ann", "ABCD-efgh") == recovery_code_hash("ann", "abcdefgh"));
    CHECK(hash != recovery_code_hash("bob", codes[0]));
    CHECK_FALSE(has(hash, codes[0]));
}

TEST_CASE("a QR code is drawn with its quiet zone and three corners") {
    std::string svg = qr_svg("otpauth://totp/Peelian:ann?secret=GEZDGNBVGY3TQOJQ");
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
    int size = std::stoi(svg.substr(svg.find("viewBox=\"0 0 ") + 13));
    CHECK((size - 8 - 17) % 4 == 0); // a size of ISO/IEC 18004: 17 + 4 times the version
    CHECK(has(svg, "M4,4h7v1h-7z"));
    CHECK(has(svg, fmt::format("M{},4h7v1h-7z", size - 4 - 7)));
    CHECK(has(svg, fmt::format("M4,{}h7v1h-7z", size - 4 - 7)));
    CHECK_THROWS_AS(qr_svg(""), Error);
    CHECK_THROWS_AS(qr_svg(std::string(4000, 'x')), Error);
}
