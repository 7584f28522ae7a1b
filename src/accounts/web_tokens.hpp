// SPDX-License-Identifier: MIT
// Signed JSON web tokens (RFC 7515, 7517, 7519): whether the signature is that of one of the provider's keys.
// Two algorithms are taken, RS256 and ES256; "none", keyed hashes and all else are refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A public key as a provider publishes it; numbers as bytes.
struct WebKey {
    std::string id, type, algorithm; ///< kid, kty, alg; id and algorithm may be empty
    std::string modulus, exponent;   ///< of RSA
    std::string x, y;                ///< of EC, P-256
};
/// The keys of a JWKS that are for signatures and of a kind that is taken. Throws Error(input) for what is no JWKS.
std::vector<WebKey> parse_web_keys(std::string_view json);

/// What a token says, as JSON not yet looked at, once its signature is right; nullopt where none of the keys has the
/// id that the token names (the provider may have a new one). Throws Error(input), which never quotes the token,
/// when it is not well formed or not signed by one of these keys.
std::optional<std::string> verify_web_token(std::string_view token, const std::vector<WebKey>& keys);

} // namespace peelian
