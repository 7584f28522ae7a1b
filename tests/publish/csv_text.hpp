// SPDX-License-Identifier: MIT
// Looking into open data as text.
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Whether a part stands in a text; a check that shows the text when it does not.
inline bool holds(const std::string& text, std::string_view part) {
    INFO(text.substr(0, 3000));
    bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

/// Fields of each row by commas outside quotes.
inline std::vector<std::size_t> widths(const std::string& csv) {
    std::vector<std::size_t> out;
    std::size_t fields = 1;
    bool quoted = false;
    for (char c : csv) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) ++fields;
        else if (c == '\n' && !quoted) {
            out.push_back(fields);
            fields = 1;
        }
    }
    return out;
}

} // namespace peelian
