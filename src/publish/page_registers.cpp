// SPDX-License-Identifier: MIT
// The record: all public registers, one with its counts, and what of it has one state or one value.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/pages.hpp"
#include "publish/record_values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

constexpr std::size_t k_most_months = 24; ///< of an on-time table; the download has all

/// "197 commitments"
std::string records_words(const PublicRegister& all) {
    std::string title = uncapital(all.definition.title);
    return counted(all.records.size(), all.definition.singular, title);
}

/// Each state with its number and its list.
void fill_counter(View view, const RegisterIndex& index) {
    for (const RecordGroup& group : index.states.groups)
        view.section("STATE")
            .text("N", number(static_cast<double>(group.records.size())))
            .text("TITLE", group.title)
            .text("ADDRESS", group.address);
}

std::size_t in_both(const RecordGroup& a, const RecordGroup& b) {
    std::vector<std::size_t> out;
    std::ranges::set_intersection(a.records, b.records, std::back_inserter(out));
    return out.size();
}

/// Objectives, sections, ... against states: each number leads to those records.
void fill_facet(View view, const SiteContext& site, std::size_t in, const RecordFacet& facet) {
    const RegisterIndex& index = site.records.registers()[in];
    view.text("HEADING", "By " + uncapital(facet.title))
        .text("TITLE", facet.title)
        .text("CAPTION", fmt::format("{} by {}", index.all->definition.title, uncapital(facet.title)));
    for (const RecordGroup& state : index.states.groups)
        view.section("HEAD").text("TITLE", state.title);
    for (const RecordGroup& group : facet.groups) {
        View row = view.section("ROW").text("ADDRESS", group.address).text("TITLE", group.title);
        row.text("ALL", number(static_cast<double>(group.records.size())));
        RecordList list = record_list(site.records, {in, &facet, &group});
        for (const RecordGroup& state : index.states.groups) {
            std::size_t n = in_both(group, state);
            View cell = row.section("CELL").show("NONE", n == 0);
            if (n > 0)
                cell.section("SOME")
                    .text("ADDRESS", part_address(list, state_anchor(state.value)))
                    .text("N", number(static_cast<double>(n)));
        }
    }
}

std::string per_cent(const OnTime& o) { return o.received == 0 ? "" : number(o.per_cent(), 1) + "%"; }

void fill_month(View row, const std::string& title, const OnTime& o) {
    row.text("MONTH", title).text("PER_CENT", per_cent(o));
    row.text("RECEIVED", number(static_cast<double>(o.received)))
        .text("ON_TIME", number(static_cast<double>(o.on_time)));
    row.text("LATE", number(static_cast<double>(o.late))).text("OPEN", number(static_cast<double>(o.open)));
}

void fill_on_time(View view, const std::string& label, const std::vector<OnTime>& months) {
    view.text("LABEL", label);
    OnTime all{"", 0, 0, 0, 0};
    for (const OnTime& o : months) {
        all.received += o.received;
        all.on_time += o.on_time;
        all.late += o.late;
        all.open += o.open;
    }
    std::size_t first = months.size() > k_most_months ? months.size() - k_most_months : 0;
    for (std::size_t i = months.size(); i > first; --i)
        fill_month(view.section("ROW"), month_words(months[i - 1].month), months[i - 1]);
    fill_month(view.section("TOTAL"), "All months", all);
    view.show("EARLIER", first > 0);
}

void fill_downloads(View page, const RegisterDefinition& definition) {
    page.text("CSV", address::record_csv(definition.id)).text("JSON", address::record_json(definition.id));
    page.maybe("MOVES", definition.public_history ? address::record_csv(definition.id, "moves") : "");
}

/// "Page 2 of 7" in titles, so that no two pages have the same.
std::string titled(const std::string& title, const RecordList& list, std::size_t page) {
    std::size_t pages = pages_of(list.rows());
    return page == 1 ? title : fmt::format("{} (page {} of {})", title, page, pages);
}

} // namespace

void record_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"The record", "record", {}, {}};
    View page = start_page(sheet, site, head, "record_registers.tpl");
    for (const RegisterIndex& index : site.records.registers()) {
        const RegisterDefinition& definition = index.all->definition;
        View item = page.section("REGISTER").text("ADDRESS", index.address).text("TITLE", definition.title);
        item.text("ABOUT", definition.about).text("COUNT", records_words(*index.all));
        for (const RecordGroup& group : index.states.groups)
            item.section("STATE")
                .text("N", number(static_cast<double>(group.records.size())))
                .text("TITLE", uncapital(group.title))
                .text("ADDRESS", group.address);
    }
}

void register_page(Sheet& sheet, const SiteContext& site, std::size_t in, std::size_t page_number) {
    const RegisterIndex& index = site.records.registers()[in];
    const RegisterDefinition& definition = index.all->definition;
    RecordListName name{in, nullptr, nullptr};
    RecordList list = record_list(site.records, name);
    std::string title = titled(definition.title, list, page_number);
    PageHead head{title, "record", {{"The record", "/record/"}}, {}};
    View page = start_page(sheet, site, head, "record_register.tpl");
    page.text("TITLE", title).text("ABOUT", definition.about).text("COUNT", capital(records_words(*index.all)));
    std::size_t kept = index.all->all - std::min(index.all->all, index.all->records.size());
    page.maybe("KEPT", kept == 0 ? "" : counted(kept, "more is", "more are"));
    fill_downloads(page, definition);
    if (page_number == 1) {
        if (!index.states.groups.empty()) fill_counter(page.section("COUNTER"), index);
        for (const auto& [label, months] : index.all->on_time)
            if (!months.empty()) fill_on_time(page.section("ON_TIME"), label, months);
        for (const RecordFacet& facet : index.facets)
            fill_facet(page.section("FACET"), site, in, facet);
    }
    page.show("NOTHING", list.parts.empty());
    if (list.parts.empty()) return;
    View all = page.section("ALL").text("HEADING", fmt::format("All {}", uncapital(definition.title)));
    fill_record_list(all.include("LIST", "record_list.tpl"), site, name, list, page_number, title);
}

void record_group_page(Sheet& sheet, const SiteContext& site, const RecordListName& name, std::size_t page_number) {
    const RegisterIndex& index = site.records.registers()[name.in];
    const RegisterDefinition& definition = index.all->definition;
    RecordList list = record_list(site.records, name);
    std::string title = titled(fmt::format("{}: {}", definition.title, name.group->title), list, page_number);
    PageHead head{title, "record", {{"The record", "/record/"}, {definition.title, index.address}}, {}};
    View page = start_page(sheet, site, head, "record_group.tpl");
    page.text("KICKER", name.facet->title).text("TITLE", title);
    page.text("COUNT", counted(name.group->records.size(), definition.singular, uncapital(definition.title)));
    const StateDefinition* state = name.facet == &index.states ? definition.state(name.group->value) : nullptr;
    page.maybe("ABOUT", state == nullptr ? "" : state->about);
    page.text("ADDRESS", index.address).text("ALL", uncapital(definition.title));
    fill_record_list(page.include("LIST", "record_list.tpl"), site, name, list, page_number, title);
}

} // namespace peelian
