// SPDX-License-Identifier: MIT
#include "base/day.hpp"

#include "base/error.hpp"
#include "base/month.hpp"

#include <chrono>
#include <cstdlib>

namespace peelian {
namespace {

constexpr Moment k_day = 24 * 60 * 60;

std::chrono::year_month_day calendar(std::int32_t number) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{number}}};
}

/// Digits alone; -1 for anything else.
int digits(std::string_view text) {
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

class SystemClock : public Clock {
public:
    SystemClock() {
        const char* fixed = std::getenv("PEELIAN_NOW");
        if (!fixed || !*fixed) return;
        fixed_ = parse_moment(fixed);
        if (!fixed_) {
            auto day = Day::parse(fixed);
            if (!day)
                throw Error::input("PEELIAN_NOW is '{}'; expected a moment in UTC such as 2017-07-06T09:30:00Z", fixed);
            fixed_ = day->number() * k_day;
        }
    }
    Moment now() const override {
        if (fixed_) return *fixed_;
        using namespace std::chrono;
        return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    }

private:
    std::optional<Moment> fixed_;
};

Day day_of(Moment moment) {
    Moment day = moment >= 0 ? moment / k_day : -((-moment + k_day - 1) / k_day);
    return Day::from_number(static_cast<std::int32_t>(day));
}

} // namespace

std::optional<Day> Day::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return of(digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2)));
}

Day Day::from(std::string_view text) {
    if (auto day = parse(text)) return *day;
    throw Error::input("'{}' is not a day; expected YYYY-MM-DD, such as 2017-07-06", text);
}

std::optional<Day> Day::of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    using namespace std::chrono;
    year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                        std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return Day(static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count()));
}

int Day::year() const { return static_cast<int>(calendar(days_).year()); }
int Day::month() const { return static_cast<int>(static_cast<unsigned>(calendar(days_).month())); }
int Day::day() const { return static_cast<int>(static_cast<unsigned>(calendar(days_).day())); }

int Day::weekday() const {
    std::chrono::weekday day{std::chrono::sys_days{std::chrono::days{days_}}};
    return static_cast<int>(day.iso_encoding());
}

Day Day::plus_months(int months) const {
    using namespace std::chrono;
    auto date = calendar(days_);
    auto moved = date + std::chrono::months{months};
    if (!moved.ok()) moved = moved.year() / moved.month() / last;
    return Day(static_cast<std::int32_t>(sys_days{moved}.time_since_epoch().count()));
}

Day Day::end_of_quarter() const {
    using namespace std::chrono;
    auto date = calendar(days_);
    unsigned month = (static_cast<unsigned>(date.month()) + 2) / 3 * 3;
    year_month_day end = date.year() / std::chrono::month{month} / last;
    return Day(static_cast<std::int32_t>(sys_days{end}.time_since_epoch().count()));
}

std::string Day::to_string() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

std::string Day::to_words() const { return fmt::format("{} {}", day(), Month::of(year(), month()).to_words()); }

Day Clock::today() const { return day_of(now()); }

const Clock& system_clock() {
    static const SystemClock clock;
    return clock;
}

std::string moment_text(Moment moment) {
    Day day = day_of(moment);
    Moment seconds = moment - day.number() * k_day;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", day.to_string(), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::optional<Moment> parse_moment(std::string_view text) {
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return std::nullopt;
    auto day = Day::parse(text.substr(0, 10));
    int hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)), second = digits(text.substr(17, 2));
    if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
    return day->number() * k_day + hour * 3600 + minute * 60 + second;
}

} // namespace peelian
