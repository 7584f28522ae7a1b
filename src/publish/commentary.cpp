// SPDX-License-Identifier: MIT
#include "publish/commentary.hpp"

#include "base/month.hpp"
#include "publish/markdown.hpp"

#include <algorithm>

namespace peelian {
namespace {

constexpr std::size_t k_most = 3;

bool speaks_of(const SiteContext& site, const Record& record, std::string_view measure, std::string_view area) {
    if (record.first("measure") != measure) return false;
    const std::string& of = record.first("area");
    if (!area.empty()) return of == area;
    if (of.empty()) return true;
    auto found = site.content.areas.find(of);
    return found && site.area(*found).level == Level::force;
}

std::string signed_words(const Record& record) {
    std::optional<Day> day = Day::parse(record.first("signed"));
    return day ? day->to_words() : std::string();
}

std::string month_words(const Record& record) {
    std::optional<Month> month = Month::parse(record.first("month"));
    return month ? month->to_words() : record.first("month");
}

} // namespace

void fill_commentary(View page, const SiteContext& site, std::string_view measure, std::string_view area) {
    auto all = std::ranges::find(site.content.registers, "commentary",
                                 [](const PublicRegister& r) { return std::string_view(r.definition.id); });
    if (all == site.content.registers.end()) return;
    std::vector<const Record*> found;
    for (const Record& record : all->records)
        if (speaks_of(site, record, measure, area)) found.push_back(&record);
    // What speaks of the latest month first.
    std::ranges::stable_sort(found, std::greater<>(), [](const Record* r) { return r->first("month"); });
    if (found.empty()) return;
    View list = page.include("COMMENTARY", "commentary.tpl");
    for (std::size_t i = 0; i < std::min(k_most, found.size()); ++i) {
        const Record& record = *found[i];
        int level = 3;
        View one = list.section("COMMENT").text("HEADING", record.first("heading"));
        one.text("HTML", html_of_markdown(record.first("text"), level)).text("POST", record.first("post"));
        one.text("MONTH", month_words(record)).maybe("SIGNED", signed_words(record));
        one.text("RELEASE", record.first("release"));
        one.text("ADDRESS", site.records.address(*site.records.find("commentary", record.id)));
    }
}

} // namespace peelian
