// SPDX-License-Identifier: MIT
// Dates as HTTP writes them: "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, IMF-fixdate).
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace peelian::http {

/// Seconds since 1970 as an HTTP date.
std::string format_date(std::time_t time);
/// The one form that servers send; the two obsolete forms are not read.
std::optional<std::time_t> parse_date(std::string_view text);

} // namespace peelian::http
