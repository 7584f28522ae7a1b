// SPDX-License-Identifier: MIT
// What a template asks for, for tests that hold it against what is set.
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>

namespace peelian {

/// "page.tpl: TITLE" for every variable, section and include of a template's text.
inline std::set<std::string> markers_of(std::string_view file, std::string_view text) {
    std::set<std::string> out;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
        std::string_view inner = text.substr(at + 2, text.find("}}", at) - at - 2);
        if (inner.starts_with('%') || inner.starts_with('/') || inner.ends_with("_separator")) continue;
        if (inner.starts_with('#') || inner.starts_with('>')) inner.remove_prefix(1);
        out.insert(fmt::format("{}: {}", file, inner.substr(0, inner.find(':'))));
    }
    return out;
}

} // namespace peelian
