// SPDX-License-Identifier: MIT
// What kind of thing a file is, by the end of its name.
#pragma once

#include <string_view>

namespace peelian::http {

struct ContentType {
    std::string_view name; ///< value of Content-Type, charset included
    bool packs = false;    ///< worth compressing: not packed already
};

/// The type of a file; `application/octet-stream` when the ending is not known.
ContentType content_type_of(std::string_view path);

/// How long an address may be kept without asking again: assets whose name carries a hash
/// for a year, everything else never without asking.
std::string_view cache_control_of(std::string_view path);

} // namespace peelian::http
