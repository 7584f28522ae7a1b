// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "tables/grid.hpp"

#include <array>
#include <cstdint>

namespace peelian {
namespace {

/// What Windows-1252 has from 0x80 to 0x9F.
constexpr std::array<std::uint16_t, 32> k_windows{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                  0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// Bytes of the character at `i`, or 0 when they are no UTF-8.
std::size_t character_length(std::string_view text, std::size_t i) {
    auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
    unsigned first = byte(i);
    if (first < 0x80) return 1;
    std::size_t length = first >= 0xF0 && first <= 0xF4  ? 4
                         : first >= 0xE0 && first < 0xF0 ? 3
                         : first >= 0xC2 && first < 0xE0 ? 2
                                                         : 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(i + k) & 0xC0) != 0x80) return 0;
    unsigned second = byte(i + 1);
    bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    bool beyond = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return overlong || beyond ? 0 : length;
}

void append_character(std::string& out, unsigned code) {
    if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
    } else {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    }
    out += static_cast<char>(0x80 | (code & 0x3F));
}

} // namespace

std::string as_utf8(std::string_view bytes, std::string_view name) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        throw Error::input("The file is UTF-16").at(name).hint("Save it as UTF-8.");
    std::size_t line = 1;
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        unsigned char c = static_cast<unsigned char>(bytes[i]);
        if (c == 0)
            throw Error::input("There is a zero byte: this is no text")
                .at(name, line)
                .hint("Name its format with --format.");
        if (c == '\n') ++line;
        if (std::size_t length = character_length(bytes, i)) {
            out.append(bytes.substr(i, length));
            i += length;
            continue;
        }
        append_character(out, c < 0xA0 ? k_windows[c - 0x80U] : c);
        ++i;
    }
    return out;
}

} // namespace peelian
