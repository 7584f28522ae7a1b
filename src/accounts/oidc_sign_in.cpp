// SPDX-License-Identifier: MIT
#include "accounts/oidc_sign_in.hpp"

#include "accounts/encoding.hpp"
#include "accounts/https_client.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <charconv>
#include <utility>

namespace peelian {
namespace {

constexpr std::int64_t k_time_to_sign_in = 10 * 60;
constexpr std::int64_t k_provider_kept = 3600;
/// Tokens with made-up key ids must not make us ask for keys again and again.
constexpr std::int64_t k_keys_anew_after = 60;
constexpr std::string_view k_use = "OpenID Connect";
constexpr int k_ok = 200, k_bad_request = 400, k_unauthorized = 401;

std::string packed(const OidcStart& start) {
    return start.state + "\n" + start.nonce + "\n" + start.verifier + "\n" + std::to_string(start.at);
}

std::optional<OidcStart> unpacked(std::string_view text) {
    auto parts = split(text, '\n');
    if (parts.size() != 4) return std::nullopt;
    OidcStart start{.state = parts[0], .nonce = parts[1], .verifier = parts[2]};
    std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), start.at);
    return start;
}

} // namespace

OidcSignIn::OidcSignIn(OidcSettings settings, Secrets secrets, const Clock& clock)
    : settings_(std::move(settings)),
      secrets_(std::move(secrets)),
      clock_(clock) {
    check_oidc_settings(settings_);
}

OidcSignIn::Begun OidcSignIn::begin() {
    OidcProvider known = provider();
    OidcStart start = new_oidc_start(clock_.now());
    return {.address = oidc_authorization_address(settings_, known, start),
            .cookie = secrets_.seal(packed(start), k_use)};
}

OidcSignIn::Finished OidcSignIn::finish(std::string_view cookie, std::string_view state, std::string_view code) {
    auto opened = secrets_.open(cookie, k_use);
    auto start = opened ? unpacked(*opened) : std::nullopt;
    Moment now = clock_.now();
    if (!start || !same_secret(start->state, state))
        return {.outside = {},
                .problem = "This sign-in was not begun here, or your browser keeps no cookies. "
                           "Begin again."};
    if (now - start->at > k_time_to_sign_in || start->at > now + k_time_to_sign_in)
        return {.outside = {}, .problem = "The sign-in took too long. Begin again."};
    if (code.empty())
        return {.outside = {},
                .problem = "Your organisation did not let you sign in. Begin again, or ask its help "
                           "desk."};
    OidcProvider known = provider();
    std::string token = token_for(known, *start, code);
    return {.outside = outside_name(identity_of(known, token, start->nonce), settings_), .problem = {}};
}

std::string OidcSignIn::ask_for(const std::string& address) {
    HttpsRequest request;
    request.address = address;
    request.authorities = settings_.authorities;
    HttpsAnswer answer = ask(request);
    if (answer.status != k_ok) throw Error::io("The identity provider answers {} for '{}'", answer.status, address);
    return std::move(answer.body);
}

OidcProvider OidcSignIn::provider() {
    Moment now = clock_.now();
    {
        std::lock_guard lock(mutex_);
        if (provider_ && now >= provider_at_ && now - provider_at_ < k_provider_kept) return *provider_;
    }
    // Asked without the lock: a slow provider holds up those who need it, not those who have it.
    OidcProvider found = parse_oidc_provider(ask_for(oidc_discovery_address(settings_)), settings_);
    std::lock_guard lock(mutex_);
    provider_ = found;
    provider_at_ = now;
    return found;
}

std::vector<WebKey> OidcSignIn::keys(const OidcProvider& provider, bool anew) {
    Moment now = clock_.now();
    {
        std::lock_guard lock(mutex_);
        std::int64_t kept = anew ? k_keys_anew_after : k_provider_kept;
        if (!keys_.empty() && now >= keys_at_ && now - keys_at_ < kept) return keys_;
    }
    auto found = parse_web_keys(ask_for(provider.keys));
    std::lock_guard lock(mutex_);
    keys_ = found;
    keys_at_ = now;
    return found;
}

std::string OidcSignIn::token_for(const OidcProvider& provider, const OidcStart& start, std::string_view code) {
    HttpsRequest request;
    request.address = provider.token;
    request.authorities = settings_.authorities;
    request.form = oidc_token_form(settings_, provider, start, code);
    if (!settings_.client_secret.empty() && !provider.secret_in_form) {
        request.user = form_escaped(settings_.client_id); // RFC 6749, 2.3.1
        request.password = form_escaped(settings_.client_secret);
    }
    HttpsAnswer answer = ask(request);
    // Refusals come as JSON too, with these.
    if (answer.status != k_ok && answer.status != k_bad_request && answer.status != k_unauthorized)
        throw Error::io("The identity provider answers {} when asked for a token", answer.status);
    return parse_token_answer(answer.body);
}

OidcIdentity OidcSignIn::identity_of(const OidcProvider& provider, std::string_view token, std::string_view nonce) {
    for (bool anew : {false, true}) // it may have changed its keys since we asked
        if (auto identity = verify_id_token(token, keys(provider, anew), settings_, nonce, clock_.now()))
            return *std::move(identity);
    throw Error::input("The token of the identity provider is signed by a key that it does not publish");
}

} // namespace peelian
