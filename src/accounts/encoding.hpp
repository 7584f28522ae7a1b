// SPDX-License-Identifier: MIT
// Random bytes, and bytes as text: base32 (RFC 4648, for authenticators and codes that people type) and base64url
// (for tokens and JSON web signatures).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// From the system's generator; never fails quietly.
std::string random_bytes(std::size_t count);
/// 256 random bits as base64url: a session's token, a state, a nonce.
std::string random_token();

/// Capital letters and 2 to 7, without padding.
std::string base32(std::string_view bytes);
/// Small letters, spaces and padding are taken too; nullopt for anything else.
std::optional<std::string> from_base32(std::string_view text);
/// Without padding.
std::string base64url(std::string_view bytes);
/// Strict: no padding, no spaces, no bits left over.
std::optional<std::string> from_base64url(std::string_view text);

/// Takes the same time wherever the texts differ.
bool same_secret(std::string_view a, std::string_view b);

} // namespace peelian
