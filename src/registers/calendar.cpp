// SPDX-License-Identifier: MIT
#include "registers/calendar.hpp"

#include "base/month.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

namespace peelian {
namespace {

constexpr std::array k_bank_holidays{
#include "registers/bank_holidays.inc"
};

/// A date field's day, or a month field's last.
std::optional<Day> day_of(const std::string& text) {
    if (text.size() == 7) {
        std::optional<Month> month = Month::parse(text);
        return month ? Day::of(month->year(), month->month(), month->days()) : std::nullopt;
    }
    return Day::parse(text);
}

std::int64_t items_of(const RegisterDefinition& definition, const Record& record) {
    if (definition.items.empty()) return 1;
    const std::string& text = record.first(definition.items);
    return text.empty() ? 1 : std::max<std::int64_t>(0, std::atoll(text.c_str()));
}

Day counted_from(const DueRule& rule, Day from) {
    switch (rule.kind) {
    case DueRule::Kind::on_field: return from;
    case DueRule::Kind::working_days: return WorkingDays::england_and_wales().after(from, rule.count);
    case DueRule::Kind::days: return from + rule.count;
    case DueRule::Kind::months: return from.plus_months(rule.count);
    case DueRule::Kind::end_of_quarter: return from.end_of_quarter();
    }
    return from;
}

} // namespace

WorkingDays::WorkingDays(std::vector<Day> holidays, int first_year, int last_year)
    : holidays_(std::move(holidays)),
      first_year_(first_year),
      last_year_(last_year) {
    std::ranges::sort(holidays_);
}

const WorkingDays& WorkingDays::england_and_wales() {
    static const WorkingDays days = [] {
        std::vector<Day> holidays;
        for (const char* text : k_bank_holidays)
            holidays.push_back(Day::from(text));
        int first = holidays.front().year(), last = holidays.back().year();
        return WorkingDays(std::move(holidays), first, last);
    }();
    return days;
}

bool WorkingDays::is_working(Day day) const {
    if (day.year() < first_year_ || day.year() > last_year_)
        throw Error::input("Bank holidays are known from {} to {}, so working days around {} cannot be counted",
                           first_year_, last_year_, day.to_string())
            .hint("Correct the date, or add the year to src/registers/bank_holidays.inc.");
    return day.weekday() <= 5 && !std::ranges::binary_search(holidays_, day);
}

Day WorkingDays::after(Day day, int count) const {
    while (count > 0) {
        day = day + 1;
        if (is_working(day)) --count;
    }
    return day;
}

int WorkingDays::between(Day from, Day to) const {
    int count = 0;
    for (Day day = from + 1; day <= to; day = day + 1)
        if (is_working(day)) ++count;
    return count;
}

std::optional<Day> due_on(const DueRule& rule, const RegisterDefinition&, const Record& record) {
    if (std::ranges::find(rule.until, record.state) != rule.until.end()) return std::nullopt;
    const std::string& done = rule.done.empty() ? std::string() : record.first(rule.done);
    if (!done.empty() && !rule.repeats) return std::nullopt;
    std::optional<Day> from = day_of(done.empty() ? record.first(rule.from) : done);
    if (!from) return std::nullopt;
    // Of a rule that repeats at quarters' ends, the quarter after the one that was done.
    if (!done.empty() && rule.kind == DueRule::Kind::end_of_quarter)
        return (from->end_of_quarter() + 1).end_of_quarter();
    return counted_from(rule, *from);
}

double OnTime::per_cent() const {
    return received == 0 ? 0 : 100 * static_cast<double>(on_time) / static_cast<double>(received);
}

std::vector<OnTime> on_time(const RegisterDefinition& definition, const DueRule& rule, std::span<const Record> records,
                            Day today) {
    std::map<std::string, OnTime> months;
    for (const Record& record : records) {
        std::optional<Day> from = day_of(record.first(rule.from));
        if (!from) continue;
        std::string month = from->to_string().substr(0, 7);
        OnTime& row = months[month];
        row.month = month;
        std::int64_t items = items_of(definition, record);
        row.received += items;
        Day due = counted_from(rule, *from);
        std::optional<Day> done = rule.done.empty() ? std::nullopt : day_of(record.first(rule.done));
        if (done ? *done <= due : false) row.on_time += items;
        else if (!done && due >= today) row.open += items;
        else row.late += items;
    }
    std::vector<OnTime> out;
    for (auto& [month, row] : months)
        out.push_back(std::move(row));
    return out;
}

} // namespace peelian
