// SPDX-License-Identifier: MIT
// A sign-in by OpenID Connect from its beginning to its end, with the provider asked as needed.
//
//     OidcSignIn oidc(settings, Secrets::of_store(store.address().folder));
//     auto begun = oidc.begin();        // GET /sign-in/outside: 303 to begun.address, cookie = begun.cookie
//     auto done = oidc.finish(cookie, query "state", query "code");  // GET /sign-in/back; the cookie is taken away
//     if (done.problem.empty()) accounts.sign_in_outside(done.outside, address);
//
// The cookie must be HttpOnly, Secure and SameSite=Lax (Strict would keep it from the way back). It is sealed:
// whoever has it learns nothing, and a state that was not given to this browser is refused.
#pragma once

#include "accounts/oidc.hpp"
#include "accounts/secrets.hpp"

#include <mutex>
#include <optional>

namespace peelian {

/// Safe between threads.
class OidcSignIn {
public:
    /// Throws as check_oidc_settings. Does not ask the provider yet.
    OidcSignIn(OidcSettings settings, Secrets secrets, const Clock& clock = system_clock());

    struct Begun {
        std::string address, cookie;
    };
    /// Throws Error(io) when the provider cannot be asked, Error(input) when what it says makes no sense.
    Begun begin();
    struct Finished {
        std::string outside; ///< for Accounts::sign_in_outside
        std::string problem; ///< for the person: the sign-in took too long, was begun elsewhere, or was refused there
    };
    /// What came back: `code` is empty where the provider said `error`. Throws as begin does.
    Finished finish(std::string_view cookie, std::string_view state, std::string_view code);

private:
    OidcProvider provider();
    std::vector<WebKey> keys(const OidcProvider& provider, bool anew);
    std::string token_for(const OidcProvider& provider, const OidcStart& start, std::string_view code);
    OidcIdentity identity_of(const OidcProvider& provider, std::string_view token, std::string_view nonce);
    std::string ask_for(const std::string& address);

    OidcSettings settings_;
    Secrets secrets_;
    const Clock& clock_;
    std::mutex mutex_; // guards what follows
    std::optional<OidcProvider> provider_;
    Moment provider_at_ = 0;
    std::vector<WebKey> keys_;
    Moment keys_at_ = 0;
};

} // namespace peelian
