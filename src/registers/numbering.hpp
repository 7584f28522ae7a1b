// SPDX-License-Identifier: MIT
// Inside the room: numbers of records by a template, "PCD {n}" or "{fy}/{n:3}".
#pragma once

#include "base/day.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// A number taken apart: its place in a series of which all else is the same.
struct Serial {
    std::string series; ///< the number with {n} where it counts: "2017-18/{n}"
    std::int64_t n = 0;
};
/// The number that counts `n` on a day.
std::string numbered(std::string_view pattern, Day today, std::int64_t n);
/// The series that numbers of a day belong to.
std::string series_of(std::string_view pattern, Day today);
/// Empty when the number is not one of the template's (given elsewhere, by an older one).
std::optional<Serial> parse_number(std::string_view pattern, std::string_view number);

} // namespace peelian
