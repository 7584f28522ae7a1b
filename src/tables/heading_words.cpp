// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "tables/table_view.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <initializer_list>

namespace peelian {
namespace {

/// Lower-case words of letters, with one blank between and around them, so that whole words can be looked for.
std::string words_only(std::string_view text) {
    std::string out = " ";
    for (char c : lower(text)) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter) out += c;
        else if (out.back() != ' ') out += ' ';
    }
    if (out.back() != ' ') out += ' ';
    return out;
}

bool has_word(const std::string& words, std::initializer_list<std::string_view> any) {
    return std::ranges::any_of(
        any, [&](std::string_view word) { return words.find(" " + std::string(word) + " ") != std::string::npos; });
}

/// 1,000 of "per 1,000 people" and "per thousand".
double per_of(const std::string& text) {
    auto at = text.find("per ");
    for (; at != std::string::npos; at = text.find("per ", at + 4)) {
        std::string digits;
        for (std::size_t i = at + 4; i < text.size() && (text[i] == ',' || (text[i] >= '0' && text[i] <= '9')); ++i)
            if (text[i] != ',') digits += text[i];
        double value = digits.size() < 10 ? std::atof(digits.c_str()) : 0;
        if (value >= 100) return text.compare(at + 4 + digits.size(), 8, " million") == 0 ? value * 1e6 : value;
        if (text.compare(at + 4, 8, "thousand") == 0) return 1e3;
        if (text.compare(at + 4, 7, "million") == 0) return 1e6;
    }
    return 0;
}

} // namespace

HeadingWords words_of(std::string_view heading) {
    if (heading.size() > 400) return {};
    std::string text = lower(heading), words = words_only(heading);
    HeadingWords w;
    w.change = has_word(words, {"change", "changes", "variance", "variances", "difference", "diff", "increase",
                                "decrease", "growth", "movement", "rise", "fall"}) ||
               text.find("+/-") != std::string::npos;
    w.percent = text.find('%') != std::string::npos || words.find(" per cent ") != std::string::npos ||
                has_word(words, {"percent", "percentage", "pct"});
    w.share = has_word(words, {"share", "proportion", "rate", "ratio"});
    w.total = says_total(heading);
    w.per = per_of(text);
    return w;
}

bool says_total(std::string_view label) {
    if (label.size() > 400) return false;
    std::string words = words_only(label);
    return has_word(words,
                    {"total", "totals", "subtotal", "sub total", "sum", "net", "gross", "overall", "combined"}) ||
           words == " all " || words.starts_with(" all ");
}

bool is_only_total(std::string_view label) {
    constexpr std::array<std::string_view, 9> whole{" total ",         " totals ",    " grand total ",
                                                    " overall total ", " all ",       " overall ",
                                                    " sum ",           " total all ", " total of all "};
    std::string words = words_only(label);
    return std::ranges::find(whole, words) != whole.end();
}

} // namespace peelian
