// SPDX-License-Identifier: MIT
#include "accounts/https_client.hpp"
#include "accounts/made_provider.hpp"
#include "accounts/oidc.hpp"
#include "base/error.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace peelian;
using namespace peelian::tests;

namespace {

constexpr Moment k_now = 1'700'000'000;

OidcSettings settings() {
    return {.issuer = "https://login.example/tenant",
            .client_id = "peelian",
            .client_secret = "s3cret-of-the-client",
            .redirect = "https://workbench.example/sign-in/back"};
}

nlohmann::json good_claims() {
    return {{"iss", "https://login.example/tenant"},
            {"aud", "peelian"},
            {"sub", "42"},
            {"exp", k_now + 300},
            {"iat", k_now - 5},
            {"nonce", "n-1"},
            {"email", "ann@example.org"},
            {"email_verified", true}};
}

const MadeKey& key() {
    static const MadeKey made = MadeKey::p256("k1");
    return made;
}
std::vector<WebKey> keys() { return parse_web_keys("{\"keys\":[" + key().json() + "]}"); }

/// What is said of a token whose claims were changed by a JSON patch (RFC 7396).
std::string refusal(const nlohmann::json& changes) {
    auto claims = good_claims();
    claims.merge_patch(changes);
    return message_of([&] { verify_id_token(key().sign(claims.dump()), keys(), settings(), "n-1", k_now); });
}

constexpr std::string_view k_metadata = R"({"issuer":"https://login.example/tenant",
    "authorization_endpoint":"https://login.example/authorize","token_endpoint":"https://login.example/token",
    "jwks_uri":"https://login.example/keys"})";

} // namespace

TEST_CASE("a sign-in begins with state, nonce and an S256 challenge") {
    // RFC 7636, appendix B.
    CHECK(oidc_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    auto provider = parse_oidc_provider(k_metadata, settings());
    OidcStart start{.state = "st", .nonce = "no", .verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"};
    CHECK(oidc_authorization_address(settings(), provider, start) ==
          "https://login.example/authorize?response_type=code&client_id=peelian&"
          "redirect_uri=https%3A%2F%2Fworkbench.example%2Fsign-in%2Fback&scope=openid&state=st&nonce=no&"
          "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
    provider.authorization += "?tenant=7";
    CHECK(has(oidc_authorization_address(settings(), provider, start), "authorize?tenant=7&response_type=code&"));
    OidcStart one = new_oidc_start(k_now), two = new_oidc_start(k_now);
    CHECK(one.state != two.state);
    CHECK(one.nonce != two.nonce);
    CHECK(one.verifier != two.verifier);
    CHECK(one.verifier.size() >= 43); // RFC 7636, 4.1
}

TEST_CASE("the client's secret goes where the provider takes it, and never in an address") {
    auto provider = parse_oidc_provider(k_metadata, settings());
    OidcStart start{.state = "st", .nonce = "no", .verifier = "ver"};
    CHECK(oidc_token_form(settings(), provider, start, "c&d") ==
          "grant_type=authorization_code&code=c%26d&"
          "redirect_uri=https%3A%2F%2Fworkbench.example%2Fsign-in%2Fback&code_verifier=ver");
    provider.secret_in_form = true;
    CHECK(has(oidc_token_form(settings(), provider, start, "c"),
              "&client_id=peelian&client_secret=s3cret-of-the-client"));
    CHECK_FALSE(has(oidc_authorization_address(settings(), provider, start), "s3cret"));
    OidcSettings open = settings();
    open.client_secret = "";
    std::string form = oidc_token_form(open, provider, start, "c");
    CHECK(has(form, "&client_id=peelian"));
    CHECK_FALSE(has(form, "client_secret"));
}

TEST_CASE("the provider says where it has what, in its own name and by https") {
    CHECK(oidc_discovery_address(settings()) == "https://login.example/tenant/.well-known/openid-configuration");
    auto provider = parse_oidc_provider(k_metadata, settings());
    CHECK(provider.keys == "https://login.example/keys");
    CHECK_FALSE(provider.secret_in_form);
    auto changed = [](const nlohmann::json& patch) {
        auto metadata = nlohmann::json::parse(k_metadata);
        metadata.merge_patch(patch);
        return metadata.dump();
    };
    CHECK(parse_oidc_provider(changed({{"token_endpoint_auth_methods_supported", {"client_secret_post"}}}), settings())
              .secret_in_form);
    for (const nlohmann::json& patch : std::vector<nlohmann::json>{{{"issuer", "https://login.example/tenant/"}},
                                                                   {{"issuer", nullptr}},
                                                                   {{"jwks_uri", nullptr}},
                                                                   {{"token_endpoint", "http://login.example/token"}},
                                                                   {{"token_endpoint", "/token"}},
                                                                   {{"authorization_endpoint", "javascript:alert(1)"}},
                                                                   {{"jwks_uri", "file:///etc/passwd"}}}) {
        CAPTURE(patch.dump());
        CHECK_THROWS_AS(parse_oidc_provider(changed(patch), settings()), Error);
    }
    CHECK_THROWS_AS(parse_oidc_provider("<html>", settings()), Error);
}

TEST_CASE("settings that cannot be right are refused") {
    CHECK(message_of([] { check_oidc_settings(settings()); }) == "no error");
    auto with = [](auto change) {
        OidcSettings changed = settings();
        change(changed);
        return message_of([&] { check_oidc_settings(changed); });
    };
    CHECK(with([](OidcSettings& s) { s.issuer = s.redirect = "http://127.0.0.1:8080/x"; }) == "no error");
    CHECK(has(with([](OidcSettings& s) { s.issuer = "http://login.example"; }), "issuer"));
    CHECK(has(with([](OidcSettings& s) { s.issuer = "login.example"; }), "issuer"));
    CHECK(has(with([](OidcSettings& s) { s.redirect = "https://a.example/x?y=1"; }), "redirect"));
    CHECK(has(with([](OidcSettings& s) { s.redirect = "https://a:b@a.example/x"; }), "redirect"));
    CHECK(has(with([](OidcSettings& s) { s.client_id = ""; }), "client id"));
    CHECK(has(with([](OidcSettings& s) { s.scope = "email"; }), "openid"));
    CHECK(has(with([](OidcSettings& s) { s.claim = ""; }), "claim"));
}

TEST_CASE("addresses are safe by https, and by http on this machine alone") {
    for (std::string_view good : {"https://login.example", "https://login.example:8443/a?b=c", "http://127.0.0.1:80/",
                                  "http://[::1]:8080/x", "http://localhost/x"})
        CHECK(is_safe_address(good));
    for (std::string_view bad :
         {"", "https://", "http://login.example/", "http://127.0.0.1.example/", "ftp://x.example",
          "https://a@b.example/", "https://a:b@b.example/", "//login.example", "login.example",
          "https://login.example/\n", "https://login.example/a b", "http://localhost.example/"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_safe_address(bad));
    }
    CHECK_THROWS_AS(ask({.address = "http://login.example/"}), Error);
}

TEST_CASE("a good token says who somebody is") {
    auto identity = *verify_id_token(key().sign(good_claims().dump()), keys(), settings(), "n-1", k_now);
    CHECK(identity.subject == "42");
    CHECK(outside_name(identity, settings()) == "https://login.example/tenant 42");
    OidcSettings by_email = settings();
    by_email.claim = "email";
    CHECK(outside_name(identity, by_email) == "https://login.example/tenant ann@example.org");
    identity.email_verified = false;
    CHECK(has(message_of([&] { outside_name(identity, by_email); }), "not verified"));
    by_email.claim = "upn";
    CHECK(has(message_of([&] { outside_name(identity, by_email); }), "no claim 'upn'"));
    CHECK_FALSE(verify_id_token(MadeKey::p256("new").sign(good_claims().dump()), keys(), settings(), "n-1", k_now));
}

TEST_CASE("a token of somebody else, for somebody else, or of another time is refused") {
    CHECK(refusal({{"x", 1}}) == "no error");
    CHECK(refusal({{"aud", {"peelian"}}}) == "no error");
    CHECK(refusal({{"aud", {"peelian", "other"}}, {"azp", "peelian"}}) == "no error");
    CHECK(refusal({{"exp", k_now - 299}}) == "no error"); // clocks differ
    CHECK(refusal({{"iat", double(k_now) + 0.5}}) == "no error");
    CHECK(has(refusal({{"iss", "https://login.example/tenant/"}}), "not from"));
    CHECK(has(refusal({{"iss", nullptr}}), "not from"));
    CHECK(has(refusal({{"aud", "other"}}), "another program"));
    CHECK(has(refusal({{"aud", nullptr}}), "another program"));
    CHECK(has(refusal({{"aud", {"peelian", "other"}}}), "another program"));
    CHECK(has(refusal({{"azp", "other"}}), "another program"));
    CHECK(has(refusal({{"exp", k_now - 300}}), "is over"));
    CHECK(has(refusal({{"exp", nullptr}}), "no time 'exp'"));
    CHECK(has(refusal({{"exp", "never"}}), "no time 'exp'"));
    CHECK(has(refusal({{"exp", -1}}), "'exp' that is none"));
    CHECK(has(refusal({{"exp", 1e300}}), "'exp' that is none"));
    CHECK(has(refusal({{"iat", k_now + 301}}), "from the future"));
    CHECK(has(refusal({{"nbf", k_now + 301}}), "from the future"));
    CHECK(has(refusal({{"iat", k_now - 3601}}), "is old"));
    CHECK(has(refusal({{"iat", nullptr}}), "no time 'iat'"));
    CHECK(has(refusal({{"nonce", "n-2"}}), "another sign-in"));
    CHECK(has(refusal({{"nonce", nullptr}}), "another sign-in"));
    CHECK(has(refusal({{"sub", nullptr}}), "names nobody"));
    CHECK(has(refusal({{"sub", 42}}), "names nobody"));
    auto claims = good_claims();
    claims["nonce"] = "";
    CHECK_THROWS_AS(verify_id_token(key().sign(claims.dump()), keys(), settings(), "", k_now), Error);
    CHECK_THROWS_AS(verify_id_token(key().sign("[]"), keys(), settings(), "n-1", k_now), Error);
}

TEST_CASE("the token endpoint's answer has a token, or why not") {
    CHECK(parse_token_answer(R"({"access_token":"a","id_token":"x.y.z"})") == "x.y.z");
    CHECK(has(message_of([] { parse_token_answer(R"({"error":"invalid_grant"})"); }), "invalid_grant"));
    std::string message = message_of([] { parse_token_answer(R"({"error":"<b>your code 123</b>"})"); });
    CHECK_FALSE(has(message, "123"));
    for (std::string_view text : {"", "{}", "[]", R"({"id_token":5})", "<html>"})
        CHECK_THROWS_AS(parse_token_answer(text), Error);
}

TEST_CASE("the client's secret comes from a file or the environment") {
    TemporaryFolder folder;
    CHECK(oidc_client_secret() == "");
    ::setenv("PEELIAN_OIDC_SECRET", "from the environment", 1);
    CHECK(oidc_client_secret() == "from the environment");
    ::setenv("PEELIAN_OIDC_SECRET_FILE", folder.put("secret", "from the file\n").c_str(), 1);
    CHECK(oidc_client_secret() == "from the file");
    ::setenv("PEELIAN_OIDC_SECRET_FILE", (folder / "gone").c_str(), 1);
    CHECK_THROWS_AS(oidc_client_secret(), Error);
    ::unsetenv("PEELIAN_OIDC_SECRET_FILE");
    ::unsetenv("PEELIAN_OIDC_SECRET");
}
