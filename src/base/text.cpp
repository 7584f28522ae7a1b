// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace peelian {
namespace {

constexpr std::string_view k_minus = "\u2212";

char lower_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (lower_char(c) >= 'a' && lower_char(c) <= 'z'); }

/// Half away from zero: what readers of printed tables expect. The nudge repairs
/// decimals that binary cannot hold (0.285 at two places); where it would itself be seen, the
/// number has no such decimals left.
double round_for_print(double value, int decimals) {
    constexpr double k_too_large = 1e12;
    double scale = std::pow(10.0, decimals);
    double scaled = std::fabs(value) * scale;
    if (!(scaled < 4503599627370496.0)) return value; // from 2^52 on a double has no halves
    double nudge = scaled < k_too_large ? scaled * 1e-14 : 0;
    double rounded = std::floor(scaled + 0.5 + nudge);
    return std::copysign(rounded / scale, value);
}

std::string grouped(double magnitude, int decimals) {
    std::string digits = fmt::format("{:.{}f}", magnitude, decimals);
    std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = point; at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t above = row[j];
            std::size_t change = lower_char(a[i - 1]) == lower_char(b[j - 1]) ? 0 : 1;
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + change});
            diagonal = above;
        }
    }
    return row[b.size()];
}

} // namespace

std::string_view trim(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n\v\f";
    auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (true) {
        auto at = text.find(separator, from);
        parts.emplace_back(text.substr(from, at == std::string_view::npos ? at : at - from));
        if (at == std::string_view::npos) return parts;
        from = at + 1;
    }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string listed(std::span<const std::string> parts) {
    if (parts.size() < 2) return join(parts, "");
    return join(parts.first(parts.size() - 1), ", ") + " and " + parts.back();
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower_char);
    return out;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    if (from.empty()) return std::string(text);
    std::string out;
    std::size_t done = 0;
    for (auto at = text.find(from); at != std::string_view::npos; at = text.find(from, done)) {
        out.append(text.substr(done, at - done)).append(to);
        done = at + from.size();
    }
    return out.append(text.substr(done));
}

std::string slug(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (is_alphanumeric(c)) out += lower_char(c);
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out;
}

bool same_text(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower_char, lower_char); }

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
    std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
    std::optional<std::string> found;
    for (const std::string& candidate : candidates) {
        std::size_t distance = edit_distance(word, candidate);
        if (distance < best) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

std::string one_of(std::span<const std::string> choices) {
    std::string out;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) out += i + 1 == choices.size() ? " or " : ", ";
        out += fmt::format("'{}'", choices[i]);
    }
    return out;
}

bool matches_glob(std::string_view name, std::string_view pattern) {
    std::size_t n = 0, p = 0, star = std::string_view::npos, mark = 0;
    while (n < name.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
            ++n, ++p;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

std::string number(double value, int decimals) {
    if (std::isnan(value)) return "not available";
    if (std::isinf(value)) return value < 0 ? fmt::format("{}infinity", k_minus) : "infinity";
    double rounded = round_for_print(value, decimals);
    std::string digits = grouped(std::fabs(rounded), decimals);
    return rounded < 0 ? fmt::format("{}{}", k_minus, digits) : digits;
}

std::string signed_number(double value, int decimals) {
    std::string text = number(value, decimals);
    return !std::isnan(value) && round_for_print(value, decimals) > 0 ? "+" + text : text;
}

std::string plain_number(double value) {
    std::string out;
    append_plain_number(out, value);
    return out;
}

void append_plain_number(std::string& out, double value) {
    if (std::isnan(value)) return;
    char buffer[32];
    // Whole numbers up to 2^53 take the integer road: to_chars of a double would
    // write 100000 as 1e+05.
    bool whole = std::fabs(value) < 9007199254740992.0 && value == std::trunc(value);
    auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<long long>(value)).ptr
                     : std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    out.append(buffer, end);
}

std::string counted(std::size_t n, std::string_view singular, std::string_view plural) {
    std::string many = plural.empty() ? fmt::format("{}s", singular) : std::string(plural);
    return fmt::format("{} {}", number(static_cast<double>(n)), n == 1 ? std::string(singular) : many);
}

void append_csv(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_json(std::string& out, std::string_view text) {
    out += '"';
    for (char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            else out += c;
        }
    }
    out += '"';
}

} // namespace peelian
