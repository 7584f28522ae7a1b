// SPDX-License-Identifier: MIT
#include "tables/printed_number.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <utility>

namespace peelian {
namespace {

/// Longer than any number: such a cell is text, whatever it begins with.
constexpr std::size_t k_longest = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

bool take_end(std::string_view& text, std::string_view what) {
    if (!text.ends_with(what)) return false;
    text.remove_suffix(what.size());
    text = trim(text);
    return true;
}

/// Marks of footnotes at the end: "1,116**", "118*", "12 [note 3]", "5(p)".
std::string_view without_marks(std::string_view text) {
    constexpr std::array<std::string_view, 9> marks{"*", "†", "‡", "¹", "²", "³", "(p)", "(r)", "(e)"};
    for (bool more = true; more && text.size() > 1;) {
        more = false;
        std::string_view rest = text;
        for (std::string_view mark : marks)
            if (rest.size() > mark.size() && take_end(rest, mark)) more = true;
        std::size_t open = rest.ends_with(']') ? rest.rfind('[') : std::string_view::npos;
        if (open != std::string_view::npos && open > 0 && rest.size() - open <= 12) {
            rest = trim(rest.substr(0, open));
            more = true;
        }
        if (more && !rest.empty()) text = rest;
    }
    return text;
}

bool is_nothing(std::string_view text) {
    constexpr std::array<std::string_view, 6> dashes{"-", "–", "—", "−", "--", "nil"};
    return std::ranges::any_of(dashes, [&](std::string_view d) { return same_text(d, text); });
}

bool is_marker(std::string_view text) {
    constexpr std::array<std::string_view, 26> words{"..",
                                                     "...",
                                                     ".",
                                                     "…",
                                                     ":",
                                                     "*",
                                                     "**",
                                                     "~",
                                                     "x",
                                                     "c",
                                                     "s",
                                                     "z",
                                                     "n/a",
                                                     "na",
                                                     "n.a.",
                                                     "n/k",
                                                     "[c]",
                                                     "[x]",
                                                     "[z]",
                                                     "[low]",
                                                     "[na]",
                                                     "nan",
                                                     "no data",
                                                     "tbc",
                                                     "not available",
                                                     "not applicable"};
    if (std::ranges::any_of(words, [&](std::string_view w) { return same_text(w, text); })) return true;
    if (same_text(text, "suppressed") || same_text(text, "withheld") || same_text(text, "null")) return true;
    // "<5": a small number that is kept back.
    return text.size() > 1 && text.size() < 8 && text[0] == '<' && std::ranges::all_of(trim(text.substr(1)), is_digit);
}

/// Takes signs and currency off the front, in either order.
void take_front(std::string_view& text, PrintedNumber& number, bool& minus) {
    for (bool more = true; more;) {
        more = false;
        for (std::string_view sign : {"-", "−", "–"})
            if (!minus && take(text, sign)) minus = more = true;
        for (std::string_view sign : {"£", "$", "€"})
            if (number.before.empty() && take(text, sign)) {
                number.before = sign;
                number.money = more = true;
            }
        if (take(text, "+")) more = true;
        text = trim(text);
    }
}

void take_back(std::string_view& text, PrintedNumber& number) {
    struct Suffix {
        std::string_view text;
        double scale;
        bool percent;
    };
    constexpr std::array<Suffix, 14> suffixes{{{"%", 1, true},
                                               {"per cent", 1, true},
                                               {"percent", 1, true},
                                               {"percentage points", 1, true},
                                               {"pp", 1, true},
                                               {"ppt", 1, true},
                                               {"bn", 1e9, false},
                                               {"billion", 1e9, false},
                                               {"million", 1e6, false},
                                               {"mn", 1e6, false},
                                               {"m", 1e6, false},
                                               {"thousand", 1e3, false},
                                               {"k", 1e3, false},
                                               {"K", 1e3, false}}};
    for (const Suffix& s : suffixes) {
        std::string_view rest = text;
        if (!take_end(rest, s.text) || rest.empty() || !is_digit(rest.back())) continue;
        number.after = text.substr(rest.size());
        number.scale = s.scale;
        number.percent = s.percent;
        text = rest;
        return;
    }
}

/// "1 234" and "1'234" to "1,234": the ways thousands are kept apart.
std::string with_commas(std::string_view text) {
    std::string out(text);
    for (std::string_view separator : {"\u00a0", "\u2009", "\u202f", "’", "'", " "})
        out = replace_all(out, separator, ",");
    return out;
}

/// Digits, groups and decimals; why it is none, or empty.
std::string read_digits(std::string_view text, PrintedNumber& number) {
    std::string written = with_commas(text);
    std::size_t point = std::min(written.find('.'), written.size());
    std::string_view whole(written.data(), point);
    std::string_view part = point < written.size() ? std::string_view(written).substr(point + 1) : "";
    if (whole.empty() && part.empty()) return "it has no digits";
    if (point < written.size() && part.empty()) return "nothing follows the decimal point";
    if (part.find('.') != std::string_view::npos) return "it has two decimal points";
    if (!std::ranges::all_of(part, is_digit)) return "there is a comma after the decimal point";
    std::vector<std::string> groups = split(whole, ',');
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (!std::ranges::all_of(groups[i], is_digit)) return "it is no number";
        if (groups.size() > 1 && (i == 0 ? groups[i].empty() || groups[i].size() > 3 : groups[i].size() != 3))
            return "its thousands are not in groups of three digits";
        number.digits += groups[i];
    }
    number.grouped = groups.size() > 1;
    number.decimals = static_cast<int>(part.size());
    number.digits += part;
    std::string plain = replace_all(whole, ",", "") + "." + std::string(part) + "0";
    std::from_chars(plain.data(), plain.data() + plain.size(), number.value);
    return {};
}

/// "1O4" and "12l": letters that are taken for digits.
bool has_letter_for_digit(std::string_view text) {
    if (text.size() > 16 || text.empty() || !is_digit(text[0])) return false;
    std::ptrdiff_t digits = std::ranges::count_if(text, is_digit), letters = 0;
    for (char c : text) {
        bool letter = c == 'O' || c == 'o' || c == 'l' || c == 'I';
        if (!letter && !is_digit(c) && c != ',' && c != '.') return false;
        letters += letter ? 1 : 0;
    }
    return letters > 0 && digits >= 2;
}

/// What a spreadsheet prints instead of a value: "#DIV/0!", "#REF!", "#N/A".
bool is_spreadsheet_error(std::string_view text) {
    return text.size() > 3 && text.size() < 12 && text[0] == '#' && text[1] >= 'A' && text[1] <= 'Z' &&
           (text.back() == '!' || text.back() == '?' || text == "#N/A");
}

/// "1.5e-07", as programs write them.
bool read_exponent(std::string_view text, PrintedNumber& number) {
    std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || !is_digit(text[e - 1]) || e + 1 >= text.size()) return false;
    double value = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size()) return false;
    std::size_t point = std::min(text.find('.'), e);
    int power = std::atoi(std::string(text.substr(e + 1)).c_str());
    number.value = value;
    number.decimals = static_cast<int>(e - std::min(point + 1, e)) - power;
    number.digits = "0";
    return std::isfinite(value) && std::abs(number.decimals) < 60;
}

} // namespace

double PrintedNumber::unit() const { return scale * std::pow(10.0, -decimals); }

PrintedRange PrintedNumber::range() const { return {value - unit() / 2, value + unit() / 2}; }

bool PrintedNumber::decimals_are_zero() const {
    return decimals > 0 && digits.size() >= static_cast<std::size_t>(decimals) &&
           std::ranges::all_of(digits.substr(digits.size() - static_cast<std::size_t>(decimals)),
                               [](char c) { return c == '0'; });
}

std::string PrintedNumber::like_this(double other) const {
    int places = std::clamp(decimals, 0, 15);
    std::string text = peelian::number(std::fabs(other) / scale, places);
    bool group = grouped || (digits.size() <= static_cast<std::size_t>(places) + 3 && std::fabs(other) >= 10000);
    if (!group) text = replace_all(text, ",", "");
    bool zero = text.find_first_of("123456789") == std::string::npos;
    return fmt::format("{}{}{}{}", other < 0 && !zero ? "-" : "", before, text, after);
}

std::string clean_cell(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Tags that stand for print alone, as documents turned to text keep them.
        std::size_t close = text[i] == '<' ? text.find('>', i) : std::string_view::npos;
        if (close != std::string_view::npos && close - i <= 8) {
            std::string tag = lower(text.substr(i + 1, close - i - 1));
            // A raised figure is the mark of a footnote, and no digit of the number before it.
            if (tag == "sup") out += '[';
            if (tag == "/sup") out += ']';
            if (tag.starts_with('/')) tag.erase(0, 1);
            constexpr std::array<std::string_view, 10> marks{"b",   "i",   "u",  "em",  "strong",
                                                             "sup", "sub", "br", "br/", "p"};
            if (std::ranges::find(marks, tag) != marks.end()) {
                if (tag.starts_with("br")) out += ' ';
                i = close;
                continue;
            }
        }
        out += text[i] == '\n' || text[i] == '\r' || text[i] == '\t' ? ' ' : text[i];
    }
    for (std::string_view odd : {"\u00a0", "\u2009", "\u202f", "\u200b", "\ufeff"})
        if (out.find(odd) != std::string::npos)
            out = replace_all(out, odd, odd == "\u200b" || odd == "\ufeff" ? "" : " ");
    std::string_view bare = trim(out);
    if (bare.size() > 4 && bare.starts_with("**") && bare.ends_with("**")) bare = bare.substr(2, bare.size() - 4);
    return std::string(trim(bare));
}

CellReading read_cell(std::string_view raw) {
    if (raw.size() > 4 * k_longest) return {CellKind::text, {}, {}};
    std::string cleaned = clean_cell(raw);
    std::string_view text = cleaned;
    if (text.empty()) return {CellKind::empty, {}, {}};
    if (is_nothing(text)) return {CellKind::nothing, {}, {}};
    if (is_marker(text)) return {CellKind::marker, {}, {}};
    if (is_spreadsheet_error(text)) return {CellKind::broken, {}, std::string(k_formula_failed)};
    text = without_marks(text);
    if (has_letter_for_digit(text)) return {CellKind::broken, {}, "a letter stands for a digit"};
    bool listed = text.find(", ") != std::string_view::npos; // "3.7, 3.5" are two numbers
    if (text.size() > k_longest || listed) return {CellKind::text, {}, {}};
    CellReading reading;
    bool minus = false;
    bool brackets = text.size() > 2 && text.front() == '(' && text.back() == ')';
    if (brackets) text = trim(text.substr(1, text.size() - 2));
    take_front(text, reading.number, minus);
    take_back(text, reading.number);
    bool exponent = read_exponent(text, reading.number);
    bool numeric = std::ranges::any_of(text, is_digit) &&
                   std::ranges::all_of(with_commas(text), [](char c) { return is_digit(c) || c == '.' || c == ','; });
    if (!exponent && !numeric) return {CellKind::text, {}, {}};
    if (!exponent) reading.why = read_digits(text, reading.number);
    reading.kind = reading.why.empty() ? CellKind::number : CellKind::broken;
    reading.number.value *= reading.number.scale * (minus || brackets ? -1 : 1);
    return reading;
}

} // namespace peelian
