// SPDX-License-Identifier: MIT
#include "registers/numbering.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace peelian {
namespace {

/// A part of a template: words as they stand, or what is between braces.
struct Part {
    std::string_view words, name; ///< one of both
    std::size_t width = 0;        ///< of {n:4}
};

std::vector<Part> parts_of(std::string_view pattern) {
    std::vector<Part> parts;
    while (!pattern.empty()) {
        std::size_t open = pattern.find('{');
        if (open != 0) {
            parts.push_back({.words = pattern.substr(0, open)});
            pattern.remove_prefix(std::min(open, pattern.size()));
            continue;
        }
        std::size_t close = pattern.find('}');
        if (close == std::string_view::npos) throw Error::input("The number '{}' has a {{ without a }}", pattern);
        Part part{.name = pattern.substr(1, close - 1)};
        if (std::size_t colon = part.name.find(':'); colon != std::string_view::npos) {
            std::string_view width = part.name.substr(colon + 1);
            std::from_chars(width.data(), width.data() + width.size(), part.width);
            part.name = part.name.substr(0, colon);
        }
        if (part.name != "n" && part.name != "year" && part.name != "fy")
            throw Error::input("A number may hold {{n}}, {{year}} and {{fy}}, not {{{}}}", part.name);
        parts.push_back(part);
        pattern.remove_prefix(close + 1);
    }
    return parts;
}

/// "2017-18": from April.
std::string financial_year(Day day) {
    int first = day.month() >= 4 ? day.year() : day.year() - 1;
    return fmt::format("{:04}-{:02}", first, (first + 1) % 100);
}

std::size_t digits_at(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if(text, [](char c) { return c < '0' || c > '9'; }) -
                                    text.begin());
}

/// Length of a year or financial year at the start of the text; 0 when there is none.
std::size_t year_length(std::string_view text, bool financial) {
    if (digits_at(text.substr(0, 4)) != 4) return 0;
    if (!financial) return 4;
    return text.size() >= 7 && text[4] == '-' && digits_at(text.substr(5, 2)) == 2 ? 7 : 0;
}

} // namespace

std::string numbered(std::string_view pattern, Day today, std::int64_t n) {
    std::string number;
    for (const Part& part : parts_of(pattern)) {
        if (part.name == "n") number += fmt::format("{:0{}}", n, part.width);
        else if (part.name == "year") number += fmt::format("{:04}", today.year());
        else if (part.name == "fy") number += financial_year(today);
        else number += part.words;
    }
    return number;
}

std::string series_of(std::string_view pattern, Day today) {
    std::string series;
    for (const Part& part : parts_of(pattern)) {
        if (part.name == "n") series += "{n}";
        else if (part.name == "year") series += fmt::format("{:04}", today.year());
        else if (part.name == "fy") series += financial_year(today);
        else series += part.words;
    }
    return series;
}

std::optional<Serial> parse_number(std::string_view pattern, std::string_view number) {
    Serial serial;
    bool counts = false;
    for (const Part& part : parts_of(pattern)) {
        std::size_t length = 0;
        if (part.name == "n") {
            length = digits_at(number);
            if (length == 0 || length > 15) return std::nullopt;
            std::from_chars(number.data(), number.data() + length, serial.n);
            serial.series += "{n}";
            counts = true;
        } else if (!part.name.empty()) {
            length = year_length(number, part.name == "fy");
            if (length == 0) return std::nullopt;
            serial.series += number.substr(0, length);
        } else {
            length = part.words.size();
            if (!number.starts_with(part.words)) return std::nullopt;
            serial.series += part.words;
        }
        number.remove_prefix(length);
    }
    if (!number.empty() || !counts) return std::nullopt;
    return serial;
}

} // namespace peelian
