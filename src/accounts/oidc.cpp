// SPDX-License-Identifier: MIT
#include "accounts/oidc.hpp"

#include "accounts/encoding.hpp"
#include "accounts/https_client.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace peelian {
namespace {

/// Clocks of two machines differ by so much.
constexpr std::int64_t k_clock_slack = 5 * 60;
/// A token is used when it comes; an older one was kept by somebody.
constexpr std::int64_t k_oldest_token = 3600;
constexpr std::size_t k_longest_claim = 255;

nlohmann::json object_of(std::string_view json, std::string_view what) {
    auto object = nlohmann::json::parse(json, nullptr, false);
    if (!object.is_object()) throw Error::input("{} of the identity provider is no JSON object", what);
    return object;
}

std::string text_at(const nlohmann::json& object, std::string_view key) {
    auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::int64_t moment_at(const nlohmann::json& claims, std::string_view key) {
    auto found = claims.find(key);
    if (found == claims.end() || !found->is_number())
        throw Error::input("The token of the identity provider has no time '{}'", key);
    double seconds = found->get<double>(); // some providers give fractions
    constexpr double most = 1e12;
    if (!(seconds > 0 && seconds < most))
        throw Error::input("The token of the identity provider has a time '{}' that is none", key);
    return static_cast<std::int64_t>(seconds);
}

std::string form(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        text += form_escaped(name) + "=" + form_escaped(value);
    }
    return text;
}

void check_address(std::string_view address, std::string_view what) {
    if (!is_safe_address(address) || address.find_first_of("?#") != address.npos)
        throw Error::input("{} is '{}', which is no whole https address (http only on this machine)", what, address);
}

/// Endpoints may have a query of their own.
std::string endpoint(const nlohmann::json& metadata, std::string_view key) {
    std::string address = text_at(metadata, key);
    if (!is_safe_address(address) || address.find('#') != address.npos)
        throw Error::input("The identity provider gives no whole https address as {}", key)
            .hint("Look at its /.well-known/openid-configuration.");
    return address;
}

bool holds(const nlohmann::json& value, std::string_view text) {
    if (value.is_string()) return value.get_ref<const std::string&>() == text;
    return value.is_array() && std::ranges::any_of(value, [&](const nlohmann::json& one) {
               return one.is_string() && one.get_ref<const std::string&>() == text;
           });
}

void check_audience(const nlohmann::json& claims, const OidcSettings& settings) {
    auto audience = claims.find("aud");
    if (audience == claims.end() || !holds(*audience, settings.client_id))
        throw Error::input("The token of the identity provider is for another program than '{}'", settings.client_id);
    bool several = audience->is_array() && audience->size() > 1;
    if ((several || claims.contains("azp")) && text_at(claims, "azp") != settings.client_id)
        throw Error::input("The token of the identity provider was given to another program than '{}'",
                           settings.client_id);
}

void check_times(const nlohmann::json& claims, Moment now) {
    std::string_view advice = "The clocks of this machine and the provider's must agree to five minutes.";
    if (moment_at(claims, "exp") + k_clock_slack <= now)
        throw Error::input("The token of the identity provider is over").hint(advice);
    std::int64_t made = moment_at(claims, "iat");
    if (made > now + k_clock_slack || (claims.contains("nbf") && moment_at(claims, "nbf") > now + k_clock_slack))
        throw Error::input("The token of the identity provider is from the future").hint(advice);
    if (made < now - k_oldest_token) throw Error::input("The token of the identity provider is old").hint(advice);
}

} // namespace

std::string oidc_client_secret() {
    if (const char* file = std::getenv("PEELIAN_OIDC_SECRET_FILE"); file != nullptr && *file != '\0')
        return std::string(trim(read_file(file)));
    const char* secret = std::getenv("PEELIAN_OIDC_SECRET");
    return secret == nullptr ? "" : secret;
}

void check_oidc_settings(const OidcSettings& settings) {
    check_address(settings.issuer, "The issuer");
    check_address(settings.redirect, "The redirect address");
    if (settings.client_id.empty()) throw Error::input("There is no client id for the identity provider");
    auto scopes = split(settings.scope, ' ');
    if (std::ranges::find(scopes, "openid") == scopes.end())
        throw Error::input("The scope is '{}', without 'openid'", settings.scope);
    if (settings.claim.empty()) throw Error::input("There is no claim that names an account").hint("Use \"sub\".");
}

std::string oidc_discovery_address(const OidcSettings& settings) {
    std::string base = settings.issuer;
    if (base.ends_with('/')) base.pop_back();
    return base + "/.well-known/openid-configuration";
}

OidcProvider parse_oidc_provider(std::string_view json, const OidcSettings& settings) {
    auto metadata = object_of(json, "The configuration");
    if (text_at(metadata, "issuer") != settings.issuer)
        throw Error::input("The identity provider does not call itself '{}'", settings.issuer)
            .hint("Write the issuer to the letter as its /.well-known/openid-configuration has it.");
    OidcProvider provider{.authorization = endpoint(metadata, "authorization_endpoint"),
                          .token = endpoint(metadata, "token_endpoint"),
                          .keys = endpoint(metadata, "jwks_uri")};
    if (auto ways = metadata.find("token_endpoint_auth_methods_supported"); ways != metadata.end())
        provider.secret_in_form = !holds(*ways, "client_secret_basic") && holds(*ways, "client_secret_post");
    return provider;
}

OidcStart new_oidc_start(Moment now) {
    return {.state = random_token(), .nonce = random_token(), .verifier = random_token(), .at = now};
}

std::string oidc_challenge(std::string_view verifier) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), digest.data());
    return base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string oidc_authorization_address(const OidcSettings& settings, const OidcProvider& provider,
                                       const OidcStart& start) {
    std::string query = form({{"response_type", "code"},
                              {"client_id", settings.client_id},
                              {"redirect_uri", settings.redirect},
                              {"scope", settings.scope},
                              {"state", start.state},
                              {"nonce", start.nonce},
                              {"code_challenge", oidc_challenge(start.verifier)},
                              {"code_challenge_method", "S256"}});
    return provider.authorization + (provider.authorization.find('?') == std::string::npos ? "?" : "&") + query;
}

std::string oidc_token_form(const OidcSettings& settings, const OidcProvider& provider, const OidcStart& start,
                            std::string_view code) {
    std::string text = form({{"grant_type", "authorization_code"},
                             {"code", code},
                             {"redirect_uri", settings.redirect},
                             {"code_verifier", start.verifier}});
    // By Basic the id is in the header; a client without a secret, and one that sends it here, names itself here.
    if (settings.client_secret.empty() || provider.secret_in_form)
        text += "&" + form({{"client_id", settings.client_id}});
    if (!settings.client_secret.empty() && provider.secret_in_form)
        text += "&" + form({{"client_secret", settings.client_secret}});
    return text;
}

std::string parse_token_answer(std::string_view json) {
    auto answer = object_of(json, "The answer");
    if (std::string error = text_at(answer, "error"); !error.empty()) {
        bool plain = error.size() < 60 &&
                     std::ranges::all_of(error, [](char byte) { return (byte >= 'a' && byte <= 'z') || byte == '_'; });
        throw Error::input("The identity provider refuses the sign-in: {}", plain ? error : "an error without a name");
    }
    std::string token = text_at(answer, "id_token");
    if (token.empty()) throw Error::input("The answer of the identity provider has no id_token");
    return token;
}

std::optional<OidcIdentity> verify_id_token(std::string_view token, const std::vector<WebKey>& keys,
                                            const OidcSettings& settings, std::string_view nonce, Moment now) {
    auto said = verify_web_token(token, keys);
    if (!said) return std::nullopt;
    auto claims = object_of(*said, "The token");
    if (text_at(claims, "iss") != settings.issuer)
        throw Error::input("The token of the identity provider is not from '{}'", settings.issuer);
    check_audience(claims, settings);
    check_times(claims, now);
    if (nonce.empty() || !same_secret(text_at(claims, "nonce"), nonce))
        throw Error::input("The token of the identity provider is of another sign-in");
    OidcIdentity identity{.issuer = settings.issuer, .subject = text_at(claims, "sub")};
    if (identity.subject.empty()) throw Error::input("The token of the identity provider names nobody");
    for (const auto& [name, value] : claims.items())
        if (value.is_string()) identity.claims.emplace(name, value.get<std::string>());
    auto verified = claims.find("email_verified");
    identity.email_verified = verified != claims.end() && verified->is_boolean() && verified->get<bool>();
    return identity;
}

std::string outside_name(const OidcIdentity& identity, const OidcSettings& settings) {
    auto found = identity.claims.find(settings.claim);
    const std::string value = found == identity.claims.end() ? "" : found->second;
    bool plain = !value.empty() && value.size() <= k_longest_claim && trim(value) == value &&
                 std::ranges::none_of(value, [](char byte) { return static_cast<unsigned char>(byte) < 0x20; });
    if (!plain)
        throw Error::input("The token of the identity provider has no claim '{}' to know people by", settings.claim);
    if (settings.claim == "email" && !identity.email_verified)
        throw Error::input("The identity provider has not verified the email address");
    return identity.issuer + " " + value;
}

} // namespace peelian
