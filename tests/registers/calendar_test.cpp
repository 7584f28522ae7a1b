// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "registers/calendar.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace peelian;
using namespace peelian::tests;

namespace {

Day day(int year, int month, int date) { return *Day::of(year, month, date); }

/// Easter Sunday, by the Gregorian computus (Meeus, Jones and Butcher).
Day easter(int y) {
    int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return day(y, n / 31, n % 31 + 1);
}
Day first_monday(int y, int month) {
    Day d = day(y, month, 1);
    while (d.weekday() != 1)
        d = d + 1;
    return d;
}
Day last_monday(int y, int month) {
    Day d = day(y, month, 31);
    while (d.weekday() != 1)
        d = d - 1;
    return d;
}

/// By the law: fixed days and Mondays, each that falls on a weekend put off to the next day that is free.
std::set<Day> by_law(int y) {
    std::set<Day> out{easter(y) - 2, easter(y) + 1, last_monday(y, 8)};
    out.insert(y == 2020 ? day(2020, 5, 8) : first_monday(y, 5));                              // VE Day
    out.insert(y == 2012 ? day(2012, 6, 4) : y == 2022 ? day(2022, 6, 2) : last_monday(y, 5)); // jubilees
    for (Day fixed : {day(y, 1, 1), day(y, 12, 25), day(y, 12, 26)}) {
        Day on = fixed;
        bool boxing_of_sunday = fixed.month() == 12 && fixed.day() == 25 && fixed.weekday() == 7;
        if (boxing_of_sunday) on = fixed + 2; // Monday is Boxing Day itself
        while (on.weekday() > 5 || out.contains(on))
            on = on + 1;
        out.insert(on);
    }
    for (Day proclaimed : {day(2012, 6, 5), day(2022, 6, 3), day(2022, 9, 19), day(2023, 5, 8)})
        if (proclaimed.year() == y) out.insert(proclaimed);
    return out;
}

RegisterDefinition letters() {
    RegisterDefinition d{.id = "letters", .title = "Letters", .singular = "letter"};
    d.items = "items";
    d.fields = {{.id = "received", .label = "Received", .type = FieldType::date},
                {.id = "answered", .label = "Answered", .type = FieldType::date},
                {.id = "items", .label = "Letters", .type = FieldType::number}};
    d.states = {{.id = "open", .label = "Open"}, {.id = "shut", .label = "Shut"}};
    d.due = {{.id = "reply",
              .label = "Reply",
              .kind = DueRule::Kind::working_days,
              .count = 20,
              .from = "received",
              .done = "answered",
              .until = {"shut"}}};
    return d;
}

Record letter(std::string received, std::string answered, std::int64_t items) {
    Record r;
    r.state = "open";
    r.values["received"] = {std::move(received)};
    if (!answered.empty()) r.values["answered"] = {std::move(answered)};
    r.values["items"] = {std::to_string(items)};
    return r;
}

} // namespace

TEST_CASE("bank holidays are those of the law and the proclamations, each year from 2012 to 2030") {
    const WorkingDays& days = WorkingDays::england_and_wales();
    for (int y = 2012; y <= 2030; ++y) {
        std::set<Day> expected = by_law(y);
        for (Day d = day(y, 1, 1); d <= day(y, 12, 31); d = d + 1) {
            INFO(d.to_string());
            CHECK(days.is_working(d) == (d.weekday() <= 5 && !expected.contains(d)));
        }
    }
}

TEST_CASE("twenty working days over Christmas, Easter and a jubilee, counted by hand") {
    const WorkingDays& days = WorkingDays::england_and_wales();
    CHECK(days.after(day(2017, 12, 15), 20) == day(2018, 1, 17));
    CHECK(days.after(day(2018, 3, 19), 20) == day(2018, 4, 18));
    CHECK(days.after(day(2022, 5, 31), 20) == day(2022, 6, 30));
    CHECK(days.after(day(2017, 7, 1), 20) == day(2017, 7, 28)); // received on a Saturday
    CHECK(days.between(day(2017, 12, 15), day(2018, 1, 17)) == 20);
    CHECK(days.between(day(2018, 1, 17), day(2017, 12, 15)) == 0);
}

TEST_CASE("working days of a year that is not known are refused and not guessed") {
    CHECK(has(message_of([] { WorkingDays::england_and_wales().after(day(2030, 12, 20), 20); }), "from 2012 to 2030"));
    CHECK(has(message_of([] { (void)WorkingDays::england_and_wales().is_working(day(2011, 4, 29)); }), "2012"));
}

TEST_CASE("what is due follows from the rule, and from nothing once it is done or over") {
    RegisterDefinition d = letters();
    Record r = letter("2017-12-15", "", 1);
    CHECK(due_on(d.due[0], d, r) == day(2018, 1, 17));
    r.state = "shut";
    CHECK(!due_on(d.due[0], d, r));
    CHECK(!due_on(d.due[0], d, letter("2017-12-15", "2018-01-02", 1)));
    DueRule review{.id = "review", .kind = DueRule::Kind::months, .count = 3, .from = "received", .done = "answered"};
    review.repeats = true;
    CHECK(due_on(review, d, letter("2017-11-30", "", 1)) == day(2018, 2, 28));
    CHECK(due_on(review, d, letter("2017-11-30", "2018-03-05", 1)) == day(2018, 6, 5));
    review.kind = DueRule::Kind::end_of_quarter;
    CHECK(due_on(review, d, letter("2017-11-30", "", 1)) == day(2017, 12, 31));
    CHECK(due_on(review, d, letter("2017-11-30", "2017-12-31", 1)) == day(2018, 3, 31));
}

TEST_CASE("on-time figures are those that were published for four months of letters") {
    struct Month {
        const char *received, *in_time, *late;
        std::int64_t all, on_time, per_cent;
    };
    // A campaign of letters is one record of many items.
    const Month months[] = {{"2017-04-03", "2017-04-20", "2017-06-30", 155, 99, 64},
                            {"2017-05-02", "2017-05-20", "2017-07-30", 3510, 3467, 99},
                            {"2017-06-01", "2017-06-20", "2017-08-30", 3178, 3153, 99},
                            {"2017-07-03", "2017-07-20", "2017-09-30", 101, 92, 91}};
    RegisterDefinition d = letters();
    std::vector<Record> records;
    for (const Month& m : months) {
        records.push_back(letter(m.received, m.in_time, m.on_time - 1));
        records.push_back(letter(m.received, m.in_time, 1));
        records.push_back(letter(m.received, m.late, m.all - m.on_time));
    }
    std::vector<OnTime> figures = on_time(d, d.due[0], records, day(2017, 12, 1));
    REQUIRE(figures.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(figures[i].month == std::string(months[i].received).substr(0, 7));
        CHECK(figures[i].received == months[i].all);
        CHECK(figures[i].on_time == months[i].on_time);
        CHECK(figures[i].late == months[i].all - months[i].on_time);
        CHECK(std::lround(figures[i].per_cent()) == months[i].per_cent);
    }
}

TEST_CASE("a letter without an answer is open until its day and late after it") {
    RegisterDefinition d = letters();
    std::vector<Record> one{letter("2017-07-03", "", 1)}; // due on 31 July
    OnTime on_the_day = on_time(d, d.due[0], one, day(2017, 7, 31))[0],
           after = on_time(d, d.due[0], one, day(2017, 8, 1))[0];
    CHECK(on_the_day.open == 1);
    CHECK(on_the_day.late == 0);
    CHECK(after.open == 0);
    CHECK(after.late == 1);
}
