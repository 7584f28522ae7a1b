// SPDX-License-Identifier: MIT
#include "base/month.hpp"

#include "base/error.hpp"

#include <cassert>
#include <chrono>

namespace peelian {
namespace {

constexpr std::array<std::string_view, 12> k_names{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

std::optional<Month> Month::parse(std::string_view text) {
    std::string_view month_text;
    if (text.size() == 7 && text[4] == '-') month_text = text.substr(5);
    else if (text.size() == 6) month_text = text.substr(4);
    else return std::nullopt;
    auto year = digits(text.substr(0, 4));
    auto month = digits(month_text);
    if (!year || !month || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
    return Month(*year * 12 + *month - 1);
}

Month Month::from(std::string_view text) {
    if (auto month = parse(text)) return *month;
    throw Error::input("'{}' is not a month; expected YYYY-MM, such as 2024-03", text);
}

Month Month::of(int year, int month) {
    assert(month >= 1 && month <= 12 && year >= 1 && year <= 9999);
    return Month(year * 12 + month - 1);
}

int Month::days() const {
    using namespace std::chrono;
    return static_cast<int>(
        static_cast<unsigned>((std::chrono::year{year()} / static_cast<int>(month()) / last).day()));
}

std::string Month::to_string() const { return fmt::format("{:04}-{:02}", year(), month()); }

std::string Month::to_words() const { return fmt::format("{} {}", k_names[month() - 1], year()); }

std::string Month::to_short_words() const { return fmt::format("{} {}", k_names[month() - 1].substr(0, 3), year()); }

int months_in(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::month: return 1;
    case PeriodKind::quarter: return 3;
    case PeriodKind::financial_year:
    case PeriodKind::rolling_12: return 12;
    }
    return 1;
}

std::string_view to_code(PeriodKind kind) {
    switch (kind) {
    case PeriodKind::month: return "month";
    case PeriodKind::quarter: return "quarter";
    case PeriodKind::financial_year: return "fy";
    case PeriodKind::rolling_12: return "r12";
    }
    return "month";
}

std::optional<PeriodKind> parse_period_kind(std::string_view code) {
    for (PeriodKind kind : k_period_kinds)
        if (code == to_code(kind)) return kind;
    return std::nullopt;
}

bool ends_period(PeriodKind kind, Month last) {
    switch (kind) {
    case PeriodKind::quarter: return last.month() % 3 == 0;
    case PeriodKind::financial_year: return last.month() == 3;
    case PeriodKind::month:
    case PeriodKind::rolling_12: return true;
    }
    return true;
}

std::string period_in_words(PeriodKind kind, Month last) {
    switch (kind) {
    case PeriodKind::month: return last.to_words();
    case PeriodKind::quarter: return fmt::format("{} to {}", k_names[(last - 2).month() - 1], last.to_words());
    case PeriodKind::financial_year: return fmt::format("{}/{:02}", last.year() - 1, last.year() % 100);
    case PeriodKind::rolling_12: return "12 months to " + last.to_words();
    }
    return last.to_words();
}

} // namespace peelian
