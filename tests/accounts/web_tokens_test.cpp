// SPDX-License-Identifier: MIT
#include "accounts/encoding.hpp"
#include "accounts/made_provider.hpp"
#include "accounts/web_tokens.hpp"
#include "base/error.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

using namespace peelian;
using namespace peelian::tests;

namespace {

std::vector<WebKey> keys_of(std::initializer_list<MadeKey> made) {
    std::string all;
    for (const MadeKey& key : made)
        all += (all.empty() ? "" : ",") + key.json();
    return parse_web_keys("{\"keys\":[" + all + "]}");
}

std::string refusal(const std::string& token, const std::vector<WebKey>& keys) {
    std::string message = message_of([&] { verify_web_token(token, keys); });
    if (token.size() > 20) CHECK_FALSE(has(message, token.substr(token.size() - 20)));
    return message;
}

} // namespace

TEST_CASE("the example of RFC 7515, A.3, is signed by its key") {
    auto keys = parse_web_keys(R"({"keys":[{"kty":"EC","crv":"P-256",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})");
    std::string token =
        "eyJhbGciOiJFUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    CHECK(has(*verify_web_token(token, keys), "\"iss\":\"joe\""));
}

TEST_CASE("tokens of both algorithms are taken, from the key they name") {
    MadeKey rsa = MadeKey::rsa("r1"), other = MadeKey::rsa("r2"), ec = MadeKey::p256("e1");
    auto keys = keys_of({other, rsa, ec});
    CHECK(keys.size() == 3);
    CHECK(verify_web_token(rsa.sign("{}"), keys) == "{}");
    CHECK(verify_web_token(ec.sign(R"({"a":1})"), keys) == R"({"a":1})");
    CHECK_FALSE(verify_web_token(rsa.sign("{}"), keys_of({other, ec})));
    CHECK_FALSE(verify_web_token(rsa.sign("{}"), {}));
    // Signed by one key under another's name.
    CHECK(has(refusal(rsa.sign(R"({"alg":"RS256","kid":"r2"})", "{}"), keys), "not signed by its key"));
    // Without a name, where one key alone can be meant.
    CHECK(verify_web_token(ec.sign(R"({"alg":"ES256"})", "{}"), keys) == "{}");
    CHECK(has(refusal(rsa.sign(R"({"alg":"RS256"})", "{}"), keys), "which of 2 keys"));
}

TEST_CASE("any change of a token is found") {
    for (const MadeKey& key : {MadeKey::rsa("k"), MadeKey::p256("k")}) {
        auto keys = keys_of({key});
        std::string token = key.sign(R"({"sub":"ann"})");
        for (std::size_t i = 0; i < token.size(); ++i) {
            std::string changed = token;
            changed[i] = changed[i] == 'x' ? 'y' : 'x';
            bool taken = false;
            try {
                taken = verify_web_token(changed, keys).has_value();
            } catch (const Error&) {
            }
            if (taken) FAIL_CHECK(i);
        }
        CHECK(has(refusal(token.substr(0, token.size() - 8), keys), "The token of the identity provider is not"));
    }
}

TEST_CASE("a token without a signature, or with one that anybody can make, is refused") {
    MadeKey rsa = MadeKey::rsa("k");
    auto keys = keys_of({rsa});
    std::string claims = base64url(R"({"sub":"ann"})");
    for (std::string_view algorithm : {"none", "None", "HS256", "RS384", "PS256", ""}) {
        std::string head = base64url(fmt::format(R"({{"alg":"{}","kid":"k"}})", algorithm));
        CHECK(has(refusal(head + "." + claims + ".", keys), "RS256 or ES256"));
    }
    // The public key as the secret of a keyed hash: the old confusion of algorithms.
    std::string text = base64url(R"({"alg":"HS256","kid":"k"})") + "." + claims;
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    std::string secret = rsa.json();
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data(), &length);
    CHECK(has(refusal(text + "." + base64url({reinterpret_cast<char*>(hash.data()), length}), keys), "RS256 or ES256"));
    std::string head = base64url(R"({"alg":"RS256","kid":"k"})");
    CHECK(has(refusal(head + "." + claims + ".", keys), "not signed"));
    CHECK(has(refusal(rsa.sign(R"({"alg":"RS256","kid":"k","crit":["b64"]})", "{}"), keys), "RS256 or ES256"));
    CHECK_FALSE(verify_web_token(rsa.sign(R"({"alg":"ES256","kid":"k"})", "{}"), keys)); // no such EC key
    // An ES256 signature of zeros (which some libraries once took).
    MadeKey ec = MadeKey::p256("k");
    std::string zeros =
        base64url(R"({"alg":"ES256","kid":"k"})") + "." + claims + "." + base64url(std::string(64, '\0'));
    CHECK(has(refusal(zeros, keys_of({ec})), "not signed"));
}

TEST_CASE("what is no token is refused") {
    auto keys = keys_of({MadeKey::p256("k")});
    for (std::string text : {std::string(), std::string("a"), std::string("a.b"), std::string("a.b.c.d"),
                             std::string("..."), std::string("..")})
        CHECK_THROWS_AS(verify_web_token(text, keys), Error);
    CHECK_THROWS_AS(verify_web_token("!!!.e30.e30", keys), Error);
    CHECK_THROWS_AS(verify_web_token("W10.e30.e30", keys), Error); // a head that is []
    CHECK_THROWS_AS(verify_web_token(std::string(1U << 20U, 'a') + ".e30.e30", keys), Error);
    CHECK_THROWS_AS(verify_web_token(base64url(std::string(40'000, '[')) + ".e30.e30", keys), Error);
}

TEST_CASE("keys that are weak, broken or for something else are not used") {
    MadeKey weak = MadeKey::rsa("w", 1024);
    CHECK(has(refusal(weak.sign("{}"), keys_of({weak})), "not signed"));
    CHECK(parse_web_keys(R"({"keys":[]})").empty());
    CHECK(parse_web_keys(R"({"keys":[1,{},{"kty":"oct","k":"AA"},{"kty":"RSA","n":"!","e":"AQAB"},
        {"kty":"EC","crv":"P-384","x":"AA","y":"AA"},{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},
        {"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"}]})")
              .empty());
    // A point that is not on the curve.
    std::string forty_two = base64url(std::string(32, '*'));
    auto off =
        parse_web_keys(fmt::format(R"({{"keys":[{{"kty":"EC","crv":"P-256","x":"{0}","y":"{0}"}}]}})", forty_two));
    CHECK(off.size() == 1);
    CHECK_THROWS_AS(verify_web_token(MadeKey::p256("k").sign(R"({"alg":"ES256"})", "{}"), off), Error);
    for (std::string_view text : {"", "[]", "{}", R"({"keys":1})", "<html>"})
        CHECK_THROWS_AS(parse_web_keys(text), Error);
}
