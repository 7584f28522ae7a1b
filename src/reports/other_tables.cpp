// SPDX-License-Identifier: MIT
// The rest of what a report can hold, as tables too, so that no format lacks any of it.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"
#include "reports/maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// An area's whole in a measure, with its verdict.
struct Whole {
    const MeasureIndex* index = nullptr;
    std::size_t series = 0;
    const Verdict& verdict() const { return index->verdict(series); }
};

std::optional<Whole> whole_of(const MeasureIndex& index, AreaIndex area) {
    if (index.whole[area] < 0) return std::nullopt;
    return Whole{&index, static_cast<std::size_t>(index.whole[area])};
}

/// A verdict in a row: the word, the change with its interval, the sentence.
ReportRow judged_row(const Maker& maker, const Whole& whole, AreaIndex area) {
    const Measure& measure = *whole.index->measure;
    const Verdict& verdict = whole.verdict();
    ReportRow row;
    row.label = measure.title;
    row.address = address::area_measure(maker.site.area(area).code, measure.id);
    std::string change = change_text(measure, verdict), interval = change_interval_text(measure, verdict);
    if (!interval.empty()) change += fmt::format(" ({})", interval);
    std::string told = sentence(verdict, measure, maker.site.area(area).name);
    told.resize(first_sentence(told));
    row.cells = {verdict_cell(verdict), text_cell(change.empty() ? "[z]" : change), text_cell(std::move(told))};
    return row;
}

const std::vector<std::string> k_judged{"Verdict", "Change in 12 months (95% interval)", "In words"};

} // namespace

ReportTable make_in_short(Maker& maker, const InShort& block) {
    ReportTable table = maker.start("In short", "Measure");
    table.headings = k_judged;
    table.list = true;
    std::size_t steady = 0, untold = 0;
    std::vector<std::size_t> measures = maker.definition.measures;
    if (!block.measures.empty()) measures.clear();
    for (const NamedMeasure& named : block.measures)
        if (named.index) measures.push_back(*named.index);
    for (std::size_t m : measures) {
        auto whole = whole_of(maker.site.measures[m], maker.area);
        if (!whole) continue;
        // Of an edition before the latest figures nothing is judged here.
        const Verdict& verdict = whole->verdict();
        bool of_now =
            verdict.latest && maker.report.data - *verdict.latest < 12 && *verdict.latest <= maker.report.data;
        if (verdict.kind == VerdictKind::not_enough_data || !of_now) ++untold;
        else if (verdict.kind == VerdictKind::no_clear_change) ++steady;
        else table.rows.push_back(judged_row(maker, *whole, maker.area));
    }
    std::string rest;
    if (table.rows.empty()) rest = "None of these figures has changed by more than chance. ";
    if (steady > 0) rest += counted(steady, "measure shows", "measures show") + " no clear change. ";
    if (untold > 0) rest += counted(untold, "measure has", "measures have") + " too little data to tell. ";
    if (!trim(rest).empty()) table.notes.emplace_back(trim(rest));
    return table;
}

std::optional<ReportTable> make_priorities(Maker& maker) {
    const Priorities& priorities = maker.site.content.priorities;
    const PriorityYear* year = priorities.latest_of(maker.area);
    if (year == nullptr) return std::nullopt;
    const PriorityChoice& choice = *year->of(maker.area);
    ReportTable table = maker.start(fmt::format("Local priorities {}", year->year), "Priority");
    table.headings = k_judged;
    table.list = true;
    auto add = [&](const std::string& title, const std::string& id) {
        const MeasureIndex* index = maker.site.find(id);
        auto whole = index == nullptr ? std::nullopt : whole_of(*index, maker.area);
        ReportRow row;
        if (whole) row = judged_row(maker, *whole, maker.area);
        else row.cells = {text_cell("[x]"), text_cell("[x]"), text_cell("No figures for this area.")};
        row.label = title;
        table.rows.push_back(std::move(row));
    };
    for (const std::string& id : choice.now())
        add(priorities.find(id)->title, priorities.find(id)->volume);
    for (const SharedPriority& shared : priorities.everywhere)
        if (!shared.measures.empty()) add(shared.title + " (every area)", shared.measures.front());
    table.notes.push_back(
        fmt::format("Chosen here and agreed on {} by {}.", date_words(choice.agreed), listed(choice.parties)));
    return table;
}

ReportTable make_promises(Maker& maker, const PromisesBlock& block) {
    ReportTable table = maker.start("What was promised", "Promise");
    table.headings = {"State", "Due", "Owner", "Last reported"};
    std::size_t all = 0;
    for (const Commitment& c : maker.site.content.commitments) {
        bool serves = block.serves.empty() || std::ranges::any_of(c.serves, [&](const std::string& id) {
                          return std::ranges::find(block.serves, id) != block.serves.end();
                      });
        if (!serves) continue;
        ++all;
        if (!block.states.empty() && std::ranges::find(block.states, c.status()) == block.states.end()) continue;
        ReportRow row;
        row.label = c.text;
        row.cells = {text_cell(std::string(status_words(c.status()))), text_cell(c.due ? c.due->to_words() : "[z]"),
                     text_cell(c.owner.empty() ? "[x]" : c.owner),
                     text_cell(c.reports.empty()
                                   ? "[x]"
                                   : fmt::format("{}: {}", c.reports.back().date.to_words(), c.reports.back().text))};
        table.rows.push_back(std::move(row));
    }
    table.notes.push_back(fmt::format("{} of {}.", number(static_cast<double>(table.rows.size())),
                                      counted(all, "promise of the plan", "promises of the plan")));
    return table;
}

ReportTable make_revisions(Maker& maker) {
    ReportTable table = maker.start("What changed since the last report", "Figure");
    table.headings = {"Period", "As printed before", "Now", "Printed in the report of"};
    for (const Revision& r : maker.revisions)
        table.rows.push_back({"",
                              r.label,
                              "",
                              {text_cell(r.period), text_cell(r.before), text_cell(r.now), text_cell(r.edition)},
                              false});
    if (!table.rows.empty()) return table;
    table.notes.emplace_back(maker.earlier.empty()
                                 ? "This is the first report of its kind, so there is none to compare it with."
                                 : "No figure here differs from what an earlier report printed of it.");
    return table;
}

std::optional<ReportTable> make_chart(Maker& maker, const ChartBlock& block, std::optional<DrawnSeries>& drawn) {
    if (!block.measure.index) return std::nullopt;
    const MeasureIndex& index = maker.site.measures[*block.measure.index];
    auto whole = whole_of(index, maker.area);
    if (!whole) return std::nullopt;
    drawn = draw_series(index, whole->series);
    const Measure& measure = *index.measure;
    ReportTable table = maker.start(fmt::format("{}, {{area}}: recent figures", measure.title), "Period");
    table.headings = {capital(unit_words(measure)), "Usual range"};
    // A year, and the same period of the year before; the whole series is in the open data.
    constexpr std::size_t k_most = 13;
    std::vector<std::string> all_marks;
    std::size_t n = drawn->points.size();
    for (std::size_t i = n; i-- > 0 && table.rows.size() < k_most;) {
        const Point& point = drawn->points[i];
        std::string range =
            drawn->has_range() ? range_text(measure, drawn->range.lower[i], drawn->range.upper[i]) : std::string();
        if (point.last > maker.report.data) continue;
        all_marks.emplace_back(flag_words(point.flag));
        ReportRow row;
        row.label = period_label(*drawn, i);
        row.cells = {value_cell(measure, point, std::nullopt), text_cell(range.empty() ? "[z]" : range)};
        table.rows.push_back(std::move(row));
    }
    add_marks(table, all_marks);
    return table;
}

} // namespace peelian
