// SPDX-License-Identifier: MIT
#include "tables/printed_period.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace peelian {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// A word or a run of digits of a heading.
struct Token {
    std::string text;
    bool number = false;
    char before = ' '; ///< what stood between it and the one before
};

std::vector<Token> tokens_of(const std::string& text) {
    std::vector<Token> tokens;
    char before = ' ';
    for (std::size_t i = 0; i < text.size();) {
        std::size_t from = i;
        if (is_digit(text[i])) {
            while (i < text.size() && is_digit(text[i]))
                ++i;
            tokens.push_back({text.substr(from, i - from), true, before});
        } else if (is_letter(text[i])) {
            while (i < text.size() && is_letter(text[i]))
                ++i;
            tokens.push_back({text.substr(from, i - from), false, before});
        } else {
            before = before == ' ' || text[i] != ' ' ? text[i] : before;
            ++i;
            continue;
        }
        before = i < text.size() && (is_letter(text[i]) || is_digit(text[i])) ? '=' : ' ';
    }
    return tokens;
}

/// 1 to 12 for "june" and "jun"; 0 for what is no month.
int month_number(const Token& token) {
    constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
    if (token.number || token.text.size() < 3) return 0;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == token.text || names[i].substr(0, 3) == token.text || (i == 8 && token.text == "sept"))
            return static_cast<int>(i) + 1;
    return 0;
}

int year_number(const Token& token) {
    if (!token.number || token.text.size() != 4) return 0;
    int year = std::atoi(token.text.c_str());
    return year >= 1900 && year < 2100 ? year : 0;
}

int short_year(const Token& token) {
    if (int year = year_number(token)) return year;
    if (!token.number || token.text.size() != 2) return 0;
    int year = std::atoi(token.text.c_str());
    return year < 70 ? 2000 + year : 1900 + year;
}

/// What is known of a heading when it is read through.
struct Found {
    int year = 0, month = 0, quarter = 0, second_year = 0;
    std::size_t used = 0;
    std::string rest;
};

bool joins(char c) { return c == '-' || c == '/'; }

/// Takes a year at `i`, with what hangs on it: "2015-16", "2019-03", "2017-Q1".
bool take_year(const std::vector<Token>& tokens, std::size_t& i, Found& found) {
    int year = year_number(tokens[i]);
    if (year == 0 || found.year != 0) return false;
    found.year = year;
    if (i + 1 >= tokens.size() || !joins(tokens[i + 1].before)) return true;
    const Token& next = tokens[i + 1];
    int value = next.number ? std::atoi(next.text.c_str()) : 0;
    if (next.number && next.text.size() <= 4 && (value == (year + 1) % 100 || value == year + 1))
        found.second_year = year + 1;
    else if (next.number && next.text.size() == 2 && value >= 1 && value <= 12) found.month = value;
    else return true;
    ++i;
    return true;
}

/// Takes "Dec-15", "June 2017", "12 June 2017".
bool take_month(const std::vector<Token>& tokens, std::size_t& i, Found& found) {
    int month = month_number(tokens[i]);
    if (month == 0) return false;
    if (i + 1 < tokens.size()) {
        // "June 2016-17" names a month and a financial year, which take_year takes.
        bool pair = i + 2 < tokens.size() && joins(tokens[i + 2].before) && tokens[i + 2].number;
        bool close =
            !pair && tokens[i + 1].before != '=' && (joins(tokens[i + 1].before) || tokens[i + 1].text.size() == 4);
        int year = close ? short_year(tokens[i + 1]) : 0;
        if (year != 0) {
            found.year = year;
            found.month = month;
            ++i;
            return true;
        }
    }
    found.month = month; // the last one named: "April to June 2017", "July - June ... 2016-17"
    return true;
}

bool take_quarter(const std::vector<Token>& tokens, std::size_t& i, Found& found) {
    if (tokens[i].text != "q" || i + 1 >= tokens.size() || tokens[i + 1].before != '=') return false;
    int quarter = std::atoi(tokens[i + 1].text.c_str());
    if (tokens[i + 1].text.size() != 1 || quarter < 1 || quarter > 4) return false;
    found.quarter = quarter;
    ++i;
    return true;
}

Found read_through(const std::vector<Token>& tokens) {
    Found found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (take_year(tokens, i, found) || take_month(tokens, i, found) || take_quarter(tokens, i, found)) continue;
        found.rest += (found.rest.empty() ? "" : " ") + tokens[i].text;
    }
    return found;
}

} // namespace

std::optional<PrintedPeriod> find_period(std::string_view heading) {
    if (heading.size() > 200) return {};
    std::string text = lower(heading);
    for (std::string_view dash : {"–", "—", "‑", "−"})
        text = replace_all(text, dash, "-");
    Found f = read_through(tokens_of(text));
    if (f.year == 0) return {};
    bool year_long = text.find("year to") != std::string::npos || text.find("year end") != std::string::npos ||
                     text.find("12 months") != std::string::npos || text.find("twelve months") != std::string::npos;
    PrintedPeriod period;
    period.rest = f.rest;
    if (f.second_year != 0) {
        period.months = 12;
        period.last = Month::of(f.second_year, f.month == 0 ? 3 : f.month);
        if (f.quarter != 0) {
            period.months = 3;
            period.last = Month::of(f.year, 6) + 3 * (f.quarter - 1);
        }
    } else if (f.quarter != 0) {
        period.months = 3;
        period.last = Month::of(f.year, 3 * f.quarter);
    } else {
        period.months = f.month == 0 || year_long ? 12 : 1;
        period.last = Month::of(f.year, f.month == 0 ? 12 : f.month);
    }
    return period;
}

std::string period_words(const PrintedPeriod& period) {
    std::string_view kind = period.months == 12 ? "the year to " : period.months == 3 ? "the quarter to " : "";
    return fmt::format("{}{}", kind, period.last.to_words());
}

} // namespace peelian
