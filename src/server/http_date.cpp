// SPDX-License-Identifier: MIT
#include "server/http_date.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace peelian::http {
namespace {

namespace chr = std::chrono;
constexpr std::array<std::string_view, 7> k_days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> k_months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> whole(std::string_view text) {
    int number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) return {};
    return number;
}

} // namespace

std::string format_date(std::time_t time) {
    auto moment = chr::sys_seconds(chr::seconds(time));
    auto day = chr::floor<chr::days>(moment);
    chr::year_month_day date(day);
    chr::hh_mm_ss clock(moment - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", k_days[chr::weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()), k_months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::optional<std::time_t> parse_date(std::string_view text) {
    // 0    5  8   12   17 20 23
    // Sun, 06 Nov 1994 08:49:37 GMT
    if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':')
        return {};
    const auto* month = std::ranges::find(k_months, text.substr(8, 3));
    auto day = whole(text.substr(5, 2));
    auto year = whole(text.substr(12, 4));
    auto hour = whole(text.substr(17, 2));
    auto minute = whole(text.substr(20, 2));
    auto second = whole(text.substr(23, 2));
    if (month == k_months.end() || !day || !year || !hour || !minute || !second) return {};
    chr::year_month_day date{chr::year(*year), chr::month(static_cast<unsigned>(month - k_months.begin() + 1)),
                             chr::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return {};
    auto moment = chr::sys_days(date) + chr::hours(*hour) + chr::minutes(*minute) + chr::seconds(*second);
    return static_cast<std::time_t>(moment.time_since_epoch().count());
}

} // namespace peelian::http
