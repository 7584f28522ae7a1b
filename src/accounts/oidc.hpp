// SPDX-License-Identifier: MIT
// Sign-in by OpenID Connect Core 1.0, the authorization code flow with PKCE (RFC 7636): pure functions from what
// came to what follows. oidc_sign_in.hpp puts them in order and asks the provider.
//
// Errors are Error(input) and say what is wrong at the provider or in the settings; none quotes a token, a code
// or the client's secret.
#pragma once

#include "accounts/web_tokens.hpp"
#include "base/day.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// As peelian.toml's [sign_in] has it, but for the secret.
struct OidcSettings {
    std::string issuer;        ///< "https://login.example/tenant", to the letter as the provider names itself
    std::string client_id;     ///< what the provider calls this program
    std::string client_secret; ///< from oidc_client_secret; empty: a public client, by PKCE alone
    std::string redirect;      ///< "https://workbench.example/sign-in/back", as registered at the provider
    std::string scope = "openid";
    std::string claim = "sub";         ///< which claim, after the issuer and a space, an account's `outside` has
    std::filesystem::path authorities; ///< certificates to trust, PEM; empty: the system's
};
/// Of the file that PEELIAN_OIDC_SECRET_FILE names, or PEELIAN_OIDC_SECRET, or "". Throws Error(not_found).
std::string oidc_client_secret();
/// Throws Error(input) unless issuer and redirect are https (http on a loopback address), whole and without
/// query, and there is a client id.
void check_oidc_settings(const OidcSettings& settings);

/// Where the provider has what.
struct OidcProvider {
    std::string authorization, token, keys;
    bool secret_in_form = false; ///< the token endpoint takes the secret in the form alone, not by Basic
};
/// Of issuer + "/.well-known/openid-configuration".
std::string oidc_discovery_address(const OidcSettings& settings);
OidcProvider parse_oidc_provider(std::string_view json, const OidcSettings& settings);

/// What belongs to one sign-in, from its beginning to its end; not to be seen by others.
struct OidcStart {
    std::string state, nonce, verifier;
    Moment at = 0;
};
OidcStart new_oidc_start(Moment now);
/// SHA-256 of the verifier (S256).
std::string oidc_challenge(std::string_view verifier);
std::string oidc_authorization_address(const OidcSettings& settings, const OidcProvider& provider,
                                       const OidcStart& start);
/// The form that asks the token endpoint.
std::string oidc_token_form(const OidcSettings& settings, const OidcProvider& provider, const OidcStart& start,
                            std::string_view code);
/// The ID token of the token endpoint's answer.
std::string parse_token_answer(std::string_view json);

/// Who signed in, as the provider says.
struct OidcIdentity {
    std::string issuer, subject;
    std::map<std::string, std::string, std::less<>> claims; ///< those that are texts
    bool email_verified = false;
};
/// Checks signature, iss, aud, azp, exp, iat, nbf, nonce. Nullopt for an unknown key, as verify_web_token has it.
std::optional<OidcIdentity> verify_id_token(std::string_view token, const std::vector<WebKey>& keys,
                                            const OidcSettings& settings, std::string_view nonce, Moment now);
/// What the account's `outside` must be: issuer, space, the claim. Error(input) when there is no such claim, or for
/// an email address that the provider has not verified.
std::string outside_name(const OidcIdentity& identity, const OidcSettings& settings);

} // namespace peelian
