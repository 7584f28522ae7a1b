// SPDX-License-Identifier: MIT
// Number formats of workbooks (ECMA-376 part 1, 18.8.30 and 18.8.31), as far as published
// tables use them: decimals, thousands, percentages, currency, brackets, dates.
#include "base/text.hpp"
#include "tables/xlsx_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace peelian {
namespace {

/// One section of a code with its quoted and escaped words taken apart from its pattern.
struct Section {
    std::string pattern;       ///< without words
    std::string dated;         ///< with them, each of their letters after a \x01
    std::string before, after; ///< words in front of the digits and behind them
};

bool is_place(char c) { return c == '0' || c == '#' || c == '?'; }

Section take_apart(std::string_view code) {
    Section s;
    auto say = [&](std::string_view words) {
        bool digits = s.pattern.find_first_of("0#?") != std::string::npos;
        (digits ? s.after : s.before) += words;
        for (char c : words)
            (s.dated += '\x01') += c;
    };
    for (std::size_t i = 0; i < code.size(); ++i) {
        char c = code[i];
        if (c == '"') {
            std::size_t end = std::min(code.find('"', i + 1), code.size());
            say(code.substr(i + 1, end - i - 1));
            i = end;
        } else if (c == '\\' && i + 1 < code.size()) {
            say(code.substr(++i, 1));
        } else if (c == '_' || c == '*') {
            ++i; // room of a character's width, or filling
        } else if (c == '[') {
            std::size_t end = std::min(code.find(']', i), code.size());
            std::string_view inside = code.substr(i + 1, end - i - 1);
            // "[$£-809]" names a currency; "[Red]" and "[>100]" are not printed; "[h]" counts hours.
            if (inside.starts_with('$')) say(inside.substr(1, std::min(inside.find('-'), inside.size()) - 1));
            else if (inside.size() <= 2 && lower(inside).find_first_of("hms") != std::string::npos)
                (s.pattern += inside, s.dated += inside);
            i = end;
        } else if (static_cast<unsigned char>(c) >= 0x80 || c == '$') {
            say(code.substr(i, 1));
        } else {
            s.pattern += c;
            s.dated += c;
        }
    }
    return s;
}

bool is_date_pattern(const std::string& pattern) {
    std::string low = lower(pattern);
    if (low.find("general") != std::string::npos) return false;
    return low.find_first_of("ymdhs") != std::string::npos;
}

std::string two(int value) { return fmt::format("{:02}", value); }

constexpr std::array<std::string_view, 12> k_months{"January",   "February", "March",    "April",
                                                    "May",       "June",     "July",     "August",
                                                    "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> k_days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                 "Thursday", "Friday", "Saturday"};

/// A day and a time of it.
struct Moment {
    int year = 0, month = 0, day = 0, weekday = 0, hour = 0, minute = 0, second = 0;
};

Moment moment_of(double serial, bool since_1904) {
    using namespace std::chrono;
    double whole = std::floor(serial);
    int seconds_of_day = std::clamp(static_cast<int>(std::lround((serial - whole) * 86400)), 0, 86399);
    // The first of the numbers up to 60 is a day too far: 1900 is taken for a leap year.
    sys_days base = since_1904 ? sys_days{year{1904} / 1 / 1} : sys_days{year{1899} / 12 / (whole < 60 ? 31 : 30)};
    sys_days date = base + days{static_cast<int>(whole)};
    year_month_day ymd{date};
    return {static_cast<int>(ymd.year()),
            static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day())),
            static_cast<int>(weekday{date}.c_encoding()),
            seconds_of_day / 3600,
            seconds_of_day / 60 % 60,
            seconds_of_day % 60};
}

std::string date_part(char kind, std::size_t length, bool minutes, const Moment& m) {
    auto month = k_months[static_cast<std::size_t>(m.month - 1)];
    auto day = k_days[static_cast<std::size_t>(m.weekday)];
    switch (kind) {
    case 'y': return length <= 2 ? two(m.year % 100) : fmt::format("{:04}", m.year);
    case 'd':
        if (length >= 3) return std::string(length == 3 ? day.substr(0, 3) : day);
        return length == 2 ? two(m.day) : std::to_string(m.day);
    case 'h': return length >= 2 ? two(m.hour) : std::to_string(m.hour);
    case 's': return length >= 2 ? two(m.second) : std::to_string(m.second);
    default: break;
    }
    if (minutes) return length >= 2 ? two(m.minute) : std::to_string(m.minute);
    if (length >= 3) return std::string(length == 3 ? month.substr(0, 3) : month);
    return length == 2 ? two(m.month) : std::to_string(m.month);
}

std::string print_date(double serial, const std::string& pattern, bool since_1904) {
    if (!(serial >= 0 && serial < 2958466)) return fmt::format("{}", serial); // to the end of the year 9999
    Moment moment = moment_of(serial, since_1904);
    std::string low = lower(pattern), out;
    bool after_hours = false;
    for (std::size_t i = 0; i < low.size();) {
        char c = low[i];
        if (c == '\x01') {
            if (i + 1 < pattern.size()) out += pattern[i + 1];
            i += 2;
            continue;
        }
        std::size_t end = std::min(low.find_first_not_of(c, i), low.size());
        if (std::string_view("ymdhs").find(c) != std::string_view::npos) {
            std::size_t seconds = low.find_first_not_of(":. ", end);
            bool before_seconds = seconds != std::string::npos && low[seconds] == 's';
            out += date_part(c, end - i, c == 'm' && (after_hours || before_seconds), moment);
            after_hours = c == 'h';
            i = end;
            continue;
        }
        if (c != 'a' && c != 'p' && c != '@') out += c; // "AM/PM" leaves its bar; times are not compared
        ++i;
    }
    return out;
}

} // namespace

XlsxFormat read_xlsx_format(std::string_view code) {
    XlsxFormat f;
    if (code.size() > 255) return f;
    // Sections for above zero, below zero, zero and text; quotes may hold semicolons.
    bool quoted = false;
    std::size_t end = 0;
    while (end < code.size() && (quoted || code[end] != ';'))
        quoted = code[end++] == '"' ? !quoted : quoted;
    Section first = take_apart(code.substr(0, end));
    std::string negative = end < code.size() ? take_apart(code.substr(end + 1)).pattern : "";
    const std::string& p = first.pattern;
    if (is_date_pattern(p)) {
        f.kind = XlsxFormat::Kind::date;
        f.date = first.dated;
        return f;
    }
    if (p.find('@') != std::string::npos) {
        f.kind = XlsxFormat::Kind::text;
        return f;
    }
    std::size_t place = p.find_first_of("0#?");
    if (place == std::string::npos) return f;
    f.kind = XlsxFormat::Kind::number;
    std::size_t point = p.find('.');
    for (std::size_t i = std::min(point, p.size()); i < p.size(); ++i)
        f.decimals += is_place(p[i]) ? 1 : 0;
    std::size_t last = p.find_last_of("0#?");
    std::size_t whole = std::min(point, p.size());
    f.grouped = p.substr(place, std::min(whole, last) - place).find(',') != std::string::npos;
    for (std::size_t i = last + 1; i < p.size() && p[i] == ','; ++i)
        ++f.thousands;
    f.percent = p.find('%') != std::string::npos;
    f.scientific = p.find_first_of("eE") != std::string::npos;
    f.brackets = negative.find('(') != std::string::npos;
    f.before = trim(first.before);
    f.after = f.percent ? "%" : std::string(trim(first.after));
    return f;
}

XlsxFormat built_in_xlsx_format(int id) {
    struct BuiltIn {
        int id;
        std::string_view code;
    };
    constexpr std::array<BuiltIn, 28> codes{
        {{1, "0"},         {2, "0.00"},        {3, "#,##0"},     {4, "#,##0.00"},
         {9, "0%"},        {10, "0.00%"},      {11, "0.00E+00"}, {14, "dd/mm/yyyy"},
         {15, "d-mmm-yy"}, {16, "d-mmm"},      {17, "mmm-yy"},   {18, "h:mm"},
         {19, "h:mm:ss"},  {20, "h:mm"},       {21, "h:mm:ss"},  {22, "dd/mm/yyyy h:mm"},
         {37, "#,##0"},    {38, "#,##0"},      {39, "#,##0.00"}, {40, "#,##0.00"},
         {41, "#,##0"},    {42, "\"£\"#,##0"}, {43, "#,##0.00"}, {44, "\"£\"#,##0.00"},
         {45, "mm:ss"},    {46, "h:mm:ss"},    {47, "mm:ss"},    {49, "@"}}};
    auto found = std::ranges::find(codes, id, &BuiltIn::id);
    return found == codes.end() ? XlsxFormat{} : read_xlsx_format(found->code);
}

std::string print_xlsx_value(double value, const XlsxFormat& f, bool since_1904) {
    if (!std::isfinite(value)) return "#NUM!";
    if (f.kind == XlsxFormat::Kind::date) return print_date(value, f.date, since_1904);
    // A general cell shows eleven characters; what doubles add beyond that is not in print.
    if (f.kind != XlsxFormat::Kind::number || f.scientific) {
        double magnitude = std::fabs(value);
        if (magnitude != 0 && (magnitude < 1e-9 || magnitude >= 1e11)) return fmt::format("{:.6g}", value);
        return fmt::format("{:.10g}", value);
    }
    double shown = value * (f.percent ? 100 : 1) * std::pow(1000.0, -f.thousands);
    std::string text = replace_all(number(std::fabs(shown), f.decimals), f.grouped ? "\n" : ",", "");
    bool minus = shown < 0 && text.find_first_of("123456789") != std::string::npos;
    text = f.before + text + f.after;
    return !minus ? text : f.brackets ? "(" + text + ")" : "-" + text;
}

} // namespace peelian
