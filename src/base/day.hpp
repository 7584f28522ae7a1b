// SPDX-License-Identifier: MIT
// Days of the calendar, and moments in UTC, as records keep them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// A day of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31.
class Day {
public:
    /// 1970-01-01.
    constexpr Day() = default;
    /// Reads `YYYY-MM-DD`; nothing else.
    static std::optional<Day> parse(std::string_view text);
    /// As parse, but throws Error(input) quoting the text.
    static Day from(std::string_view text);
    /// Empty when there is no such day.
    static std::optional<Day> of(int year, int month, int day);
    static constexpr Day from_number(std::int32_t days) { return Day(days); }

    /// Days since 1970-01-01.
    constexpr std::int32_t number() const { return days_; }
    int year() const;
    int month() const; ///< 1 to 12
    int day() const;   ///< 1 to 31
    /// 1 Monday to 7 Sunday (ISO 8601).
    int weekday() const;

    constexpr Day operator+(int days) const { return Day(days_ + days); }
    constexpr Day operator-(int days) const { return Day(days_ - days); }
    constexpr int operator-(Day other) const { return days_ - other.days_; }
    /// The same day of the month so many months on; the last of that month where it has no such day.
    Day plus_months(int months) const;
    /// The last day of the calendar quarter the day lies in.
    Day end_of_quarter() const;
    auto operator<=>(const Day&) const = default;

    std::string to_string() const; ///< `2017-07-06`
    std::string to_words() const;  ///< `6 July 2017`

private:
    constexpr explicit Day(std::int32_t days) : days_(days) {}
    std::int32_t days_ = 0;
};

/// Seconds since 1970, UTC.
using Moment = std::int64_t;

/// What tells the time; passed in, so that tests can say what it is.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Moment now() const = 0;
    Day today() const; ///< of now(), in UTC
};
/// The machine's clock, or the fixed time of PEELIAN_NOW (ISO 8601) where that is set.
const Clock& system_clock();

/// `2017-07-06T09:30:00Z` and back; parse is empty for anything else.
std::string moment_text(Moment moment);
std::optional<Moment> parse_moment(std::string_view text);

} // namespace peelian
