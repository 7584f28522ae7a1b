// SPDX-License-Identifier: MIT
// What is due: as a month, as weeks, as a calendar for other programs (RFC 5545).
#include "base/hash.hpp"
#include "base/month.hpp"
#include "base/text.hpp"
#include "workbench/my_work_pages.hpp"

#include <algorithm>
#include <map>

namespace peelian {

namespace {

constexpr int k_calendar_days = 366;
constexpr std::size_t k_shown_a_day = 3;

struct Asked {
    Month month;
    std::string register_id, who;
};

Asked asked_of(const Visit& visit) {
    Day today = visit.parts.records.clock().today();
    auto month = Month::parse(visit.request.query.get("month"));
    bool sane = month && month->year() >= 1900 && month->year() <= 2999;
    return {sane ? *month : Month::of(today.year(), today.month()), visit.request.query.get("register"),
            visit.request.query.get("who")};
}

std::string address_of(const Asked& asked, Month month) {
    http::Parameters parameters;
    parameters.add("month", month.to_string());
    if (!asked.register_id.empty()) parameters.add("register", asked.register_id);
    if (!asked.who.empty()) parameters.add("who", asked.who);
    return "/due/?" + http::encode_form(parameters);
}

std::vector<DueItem> items_of(const Visit& visit, const Asked& asked, std::optional<Day> from, Day to) {
    std::vector<std::string> who;
    if (asked.who == "me") who = names_of(visit);
    else if (!asked.who.empty()) who = {asked.who};
    auto items = visit.parts.records.due(visit.actor, from, to, who);
    if (!asked.register_id.empty())
        std::erase_if(items, [&](const DueItem& item) { return item.register_id != asked.register_id; });
    return items;
}

Day first_of_month(Month month) { return *Day::of(month.year(), month.month(), 1); }

void show_grid(View page, const Asked& asked, std::span<const DueItem> items, Day today) {
    Day first = first_of_month(asked.month), last = first + (asked.month.days() - 1);
    View grid = page.section("GRID");
    grid.text("CAPTION", "Due in " + asked.month.to_words());
    for (Day monday = first - (first.weekday() - 1); monday <= last; monday = monday + 7) {
        View week = grid.section("WEEK");
        for (Day day = monday; day < monday + 7; day = day + 1) {
            View cell = week.section("DAY");
            if (day < first || day > last) continue;
            View number = cell.section("IN_MONTH");
            number.number("N", day.day()).text("DATE", day.to_string()).show("TODAY", day == today);
            std::size_t count = 0;
            for (const DueItem& item : items) {
                if (item.due != day || ++count > k_shown_a_day) continue;
                number.section("DUE")
                    .text("ADDRESS", record_address(item.register_id, item.record))
                    .text("TITLE", item.title.empty() ? item.record : item.title);
            }
            if (count > k_shown_a_day)
                number.section("MORE")
                    .number("N", static_cast<std::int64_t>(count - k_shown_a_day))
                    .text("DATE", day.to_string());
        }
    }
}

void show_weeks(View page, const Visit& visit, std::span<const DueItem> items, Day today) {
    std::map<Day, std::vector<const DueItem*>> weeks;
    for (const DueItem& item : items)
        weeks[item.due - (item.due.weekday() - 1)].push_back(&item);
    for (const auto& [monday, these] : weeks) {
        View week = page.section("LIST");
        week.text("MONDAY", monday.to_words()).text("FROM", monday.to_string());
        for (const DueItem* item : these)
            show_due_item(week, visit, *item, today);
    }
}

/// Commas, semicolons, backslashes and line ends as RFC 5545 has them in text.
std::string calendar_text(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '\n') out += "\\n";
        else if (c == ',' || c == ';' || c == '\\') (out += '\\') += c;
        else if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out;
}

/// A line folded after 75 bytes, never within a letter.
void add_line(std::string& out, std::string_view line) {
    constexpr std::size_t k_longest = 73;
    while (line.size() > k_longest) {
        std::size_t cut = k_longest;
        while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U)
            --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
    }
    out.append(line).append("\r\n");
}

std::string calendar_day(Day day) { return replace_all(day.to_string(), "-", ""); }

} // namespace

http::AppResponse due_page(Visit& visit) {
    Asked asked = asked_of(visit);
    Day today = visit.parts.records.clock().today();
    Day first = first_of_month(asked.month), last = first + (asked.month.days() - 1);
    auto items = items_of(visit, asked, first, last);
    Sheet sheet;
    View page = visit.page(sheet, "Due in " + asked.month.to_words(), "wb_due.tpl");
    page.text("MONTH_WORDS", asked.month.to_words()).text("MONTH", asked.month.to_string()).text("WHO", asked.who);
    page.text("BEFORE", address_of(asked, asked.month - 1)).text("BEFORE_WORDS", (asked.month - 1).to_words());
    page.text("AFTER", address_of(asked, asked.month + 1)).text("AFTER_WORDS", (asked.month + 1).to_words());
    for (const RegisterDefinition& definition : visit.parts.records.definitions().all())
        if (!definition.due.empty() && may_read(visit.actor, definition))
            page.section("REGISTER")
                .text("ID", definition.id)
                .text("TITLE", definition.title)
                .show("CHOSEN", definition.id == asked.register_id);
    page.show("NONE", items.empty());
    show_grid(page, asked, items, today);
    show_weeks(page, visit, items, today);
    http::Parameters parameters;
    if (!asked.register_id.empty()) parameters.add("register", asked.register_id);
    if (!asked.who.empty()) parameters.add("who", asked.who);
    std::string query = http::encode_form(parameters);
    page.text("CALENDAR", query.empty() ? "/due.ics" : "/due.ics?" + query);
    return visit.show(sheet);
}

http::AppResponse due_calendar_file(Visit& visit) {
    Asked asked = asked_of(visit);
    const Clock& clock = visit.parts.records.clock();
    auto items = items_of(visit, asked, std::nullopt, clock.today() + k_calendar_days);
    std::string stamp = moment_text(clock.now());
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    http::AppResponse answer;
    answer.type = "text/calendar; charset=utf-8";
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"due.ics\"");
    answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
    std::string& out = answer.body;
    out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Peelian//Due//EN\r\n";
    for (const DueItem& item : items) {
        out += "BEGIN:VEVENT\r\n";
        add_line(out, fmt::format("UID:{}@peelian",
                                  sha256(item.register_id + "/" + item.record + "/" + item.rule).substr(0, 32)));
        add_line(out, "DTSTAMP:" + stamp);
        add_line(out, "DTSTART;VALUE=DATE:" + calendar_day(item.due));
        add_line(out, "DTEND;VALUE=DATE:" + calendar_day(item.due + 1));
        add_line(out, "SUMMARY:" + calendar_text(item.title.empty() ? item.record : item.title));
        if (!item.who.empty()) add_line(out, "DESCRIPTION:" + calendar_text(item.who));
        out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
    }
    out += "END:VCALENDAR\r\n";
    return answer;
}

} // namespace peelian
