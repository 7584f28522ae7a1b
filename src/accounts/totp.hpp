// SPDX-License-Identifier: MIT
// Codes of an authenticator: time-based one-time passwords of RFC 6238 with what every authenticator has (SHA-1,
// 6 digits, 30 seconds). Checked against the vectors of RFC 6238, appendix B.
#pragma once

#include "base/day.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// 160 random bits.
std::string new_totp_secret();
/// Half minutes since 1970.
std::int64_t totp_step(Moment moment);
/// The code of a step: `digits` of it (6 to 8).
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);
/// The step whose code this is: now's, the one before or the one after (clocks differ), and later than
/// `last_used`, so that a code that was looked over somebody's shoulder does not work again.
std::optional<std::int64_t> matching_totp_step(std::string_view secret, std::string_view code, Moment now,
                                               std::int64_t last_used);
/// otpauth://totp/Issuer:account?secret=...
std::string totp_address(std::string_view issuer, std::string_view account, std::string_view secret);

/// Ten codes for the day the telephone is lost: "k7qf-3mzt-q2ya-55dh", 80 bits each.
std::vector<std::string> new_recovery_codes();
/// A code as it is kept: SHA-256 with the account's id; capitals, spaces and hyphens make no difference.
std::string recovery_code_hash(std::string_view account, std::string_view code);

} // namespace peelian
