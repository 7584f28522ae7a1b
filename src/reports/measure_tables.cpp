// SPDX-License-Identifier: MIT
// Tables of measures: a row a measure, an area or a group, a column a period or what follows from two.
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

Month last_end(PeriodKind kind, Month month) {
    while (!ends_period(kind, month))
        month = month - 1;
    return month;
}

/// The latest base period up to the month that has a number, if it is of the year before it.
Point latest_own(const MeasureData& data, const Series& series, PeriodKind kind, Month month) {
    Point found = point_at(data, series, kind, month);
    for (const Point& point : shown_points(data, series, kind)) {
        if (point.last > month || month - point.last > 12) continue;
        if (!std::isnan(point.value) || point.flag == Flag::suppressed) found = point;
    }
    return found;
}

/// "knife-crime/E23000001/r12-2017-06", with "/sex=Female" for a group: what `explain` takes.
std::string figure_address(const Maker& maker, const Told& told, Month last) {
    std::string period = last.to_string();
    if (told.kind != PeriodKind::month) period = fmt::format("{}-{}", to_code(told.kind), period);
    std::string address = fmt::format("{}/{}/{}", told.measure().id, maker.site.area(told.series->area).code, period);
    if (told.series->breakdown < 0) return address;
    const Breakdown& breakdown = told.index->data->breakdowns[static_cast<std::size_t>(told.series->breakdown)];
    return address +
           fmt::format("/{}={}", breakdown.name, breakdown.groups[static_cast<std::size_t>(told.series->group)]);
}

std::string_view marker_of(Flag flag) {
    switch (flag) {
    case Flag::low: return "[low]";
    case Flag::provisional: return "[p]";
    case Flag::revised: return "[r]";
    default: return "";
    }
}

/// A row as its cells are made: what it is called, and the marks of its figures.
struct Row {
    Maker& maker;
    const MeasureTable& block;
    std::string label;
    std::vector<std::string> marks; ///< by cell, empty for none
    std::vector<ReportCell> cells;

    void add(ReportCell cell, std::string mark = "") {
        cells.push_back(std::move(cell));
        marks.push_back(std::move(mark));
    }

    /// A figure, held against what an earlier report printed of it.
    void add_figure(const Told& told, const Point& point) {
        ReportCell cell = value_cell(told.measure(), point, block.decimals);
        std::string mark(std::isnan(point.value) ? "" : marker_of(point.flag));
        cell.figure = figure_address(maker, told, point.last);
        if (auto earlier = maker.earlier.find(cell.figure);
            earlier != maker.earlier.end() && earlier->second.text != cell.text) {
            mark = "[r]";
            if (maker.revised.insert(cell.figure).second)
                maker.revisions.push_back({label, period_in_words(point.kind, point.last), earlier->second.text,
                                           cell.text, earlier->second.edition});
        }
        add(std::move(cell), std::move(mark));
    }
};

ReportCell change_cell(const Told& told, std::optional<int> decimals) {
    double change = told.now.value - told.before.value;
    if (std::isnan(change)) return text_cell("[x]");
    bool percent = told.measure().percent;
    return number_cell(change, decimals.value_or(shown_decimals(told.measure())),
                       percent ? ReportCell::Kind::points : ReportCell::Kind::number, true);
}

/// Of a percentage the change is told in points: a percentage of a percentage misleads.
ReportCell relative_cell(const Told& told, std::optional<int> decimals) {
    if (told.measure().percent) return change_cell(told, decimals);
    return change_percent_cell(told.before.value, told.now.value, decimals.value_or(1));
}

/// A verdict is of the latest period; of an earlier edition's it says nothing.
bool verdict_holds(const Told& told, Month month) {
    const Verdict& verdict = told.index->verdict(told.at);
    return verdict.latest && (*verdict.latest == told.now.last || *verdict.latest == month);
}

void add_cell(Row& row, const Told& told, ReportColumn column, Month month) {
    const SiteContext& site = row.maker.site;
    switch (column) {
    case ReportColumn::period: {
        bool none = std::isnan(told.now.value) && told.now.flag != Flag::suppressed;
        return row.add(text_cell(none ? "[x]" : capital(period_in_words(told.now.kind, told.now.last))));
    }
    case ReportColumn::before: return row.add_figure(told, told.before);
    case ReportColumn::now: return row.add_figure(told, told.now);
    case ReportColumn::change: return row.add(change_cell(told, row.block.decimals));
    case ReportColumn::change_percent: return row.add(relative_cell(told, row.block.decimals));
    case ReportColumn::interval: {
        std::string range = range_text(told.measure(), told.now.lower, told.now.upper);
        return row.add(text_cell(range.empty() ? "[z]" : range));
    }
    case ReportColumn::usual: {
        Verdict verdict = shown_verdict(told.measure(), told.index->verdict(told.at));
        std::string range = verdict_holds(told, month) ? range_text(told.measure(), verdict.lower, verdict.upper) : "";
        return row.add(text_cell(range.empty() ? "[z]" : range));
    }
    case ReportColumn::verdict:
        return row.add(verdict_holds(told, month) ? verdict_cell(told.index->verdict(told.at)) : text_cell("[z]"));
    case ReportColumn::force: {
        AreaIndex force = site.content.areas.force_of(told.series->area);
        int whole = told.index->whole[force];
        if (whole < 0) return row.add(text_cell("[x]"));
        Told of_force = tell(*told.index, static_cast<std::size_t>(whole), row.block.period, month);
        return row.add_figure(of_force, of_force.now);
    }
    }
}

std::string heading(const Maker& maker, const MeasureTable& block, ReportColumn column, Month month) {
    switch (column) {
    case ReportColumn::period: return "Period";
    case ReportColumn::before:
        return block.period ? capital(period_in_words(*block.period, last_end(*block.period, month) - 12))
                            : "A year before";
    case ReportColumn::now:
        return block.period ? capital(period_in_words(*block.period, last_end(*block.period, month))) : "Latest";
    case ReportColumn::change: return "Change";
    case ReportColumn::change_percent: return "Change, %";
    case ReportColumn::interval: return "95% interval";
    case ReportColumn::usual: return "Usual range, latest period";
    case ReportColumn::verdict: return "Verdict";
    case ReportColumn::force: break;
    }
    return maker.site.area(maker.site.content.areas.force_of(maker.area)).name;
}

void add_row(Maker& maker, const MeasureTable& block, ReportTable& table, std::vector<std::string>& marks,
             ReportRow out, const Told& told, Month month) {
    Row row{maker, block, out.label, {}, {}};
    for (ReportColumn column : block.columns)
        if (told.any()) add_cell(row, told, column, month);
        else row.add(text_cell("[x]"));
    std::vector<std::string> words;
    for (std::size_t c = 0; c < row.marks.size(); ++c)
        if (!row.marks[c].empty()) words.push_back(fmt::format("{} {}", table.headings[c], row.marks[c]));
    marks.push_back(join(words, "; "));
    out.cells = std::move(row.cells);
    table.rows.push_back(std::move(out));
}

void add_areas(Maker& maker, const MeasureTable& block, ReportTable& table, std::vector<std::string>& marks,
               const MeasureIndex& index, Month month) {
    for (AreaIndex a : block.by == "unit" ? maker.site.units : maker.site.boroughs) {
        if (maker.site.area(a).kind != AreaKind::real || index.whole[a] < 0) continue;
        ReportRow row{
            "", maker.site.area(a).name, address::area_measure(maker.site.area(a).code, index.measure->id), {}, false};
        add_row(maker, block, table, marks, std::move(row),
                tell(index, static_cast<std::size_t>(index.whole[a]), block.period, month), month);
    }
}

void add_groups(Maker& maker, const MeasureTable& block, ReportTable& table, std::vector<std::string>& marks,
                const MeasureIndex& index, AreaIndex area, Month month) {
    const auto& breakdowns = index.data->breakdowns;
    auto found = std::ranges::find(breakdowns, block.by, &Breakdown::name);
    auto breakdown = static_cast<int>(found - breakdowns.begin());
    table.first = found->title;
    for (std::size_t s = 0; s < index.data->series.size(); ++s) {
        const Series& series = index.data->series[s];
        if (series.area != area || series.breakdown != breakdown) continue;
        ReportRow row{"", found->groups[static_cast<std::size_t>(series.group)], "", {}, false};
        add_row(maker, block, table, marks, std::move(row), tell(index, s, block.period, month), month);
    }
}

bool any_percent(const MeasureTable& block, const SiteContext& site) {
    return std::ranges::any_of(block.rows, [&](const MeasureRow& row) {
        return row.measure.index && site.content.measures[*row.measure.index].percent;
    });
}

/// A column of changes that are in points, or some of them, does not say that they are per cent.
void name_changes(const MeasureTable& block, ReportTable& table) {
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
        if (block.columns[c] != ReportColumn::change_percent) continue;
        bool points = false, percent = false;
        for (const ReportRow& row : table.rows) {
            points |= row.cells[c].kind == ReportCell::Kind::points;
            percent |= row.cells[c].kind == ReportCell::Kind::percent;
        }
        if (points) table.headings[c] = percent ? "Change, % or points" : "Change, points";
    }
}

void add_notes(const Maker& maker, const MeasureTable& block, ReportTable& table) {
    auto has = [&](ReportColumn column) { return std::ranges::find(block.columns, column) != block.columns.end(); };
    if (any_percent(block, maker.site) && (has(ReportColumn::change) || has(ReportColumn::change_percent)))
        table.notes.emplace_back("The change of a percentage is in percentage points (pp).");
    if (has(ReportColumn::verdict))
        table.notes.emplace_back("Two figures nearly always differ. The verdict says whether the run of figures up to "
                                 "the latest changed by more than chance.");
    for (const std::string& note : block.notes)
        table.notes.push_back(maker.fill(note));
}

} // namespace

void add_marks(ReportTable& table, const std::vector<std::string>& marks) {
    if (std::ranges::all_of(marks, [](const std::string& m) { return m.empty(); })) return;
    table.headings.emplace_back("Marks");
    for (std::size_t r = 0; r < marks.size(); ++r)
        table.rows[r].cells.push_back(text_cell(marks[r].empty() ? "[z]" : marks[r]));
}

Told tell(const MeasureIndex& index, std::size_t at, std::optional<PeriodKind> period, Month month) {
    Told told{&index, &index.data->series[at], at, period.value_or(base_kind(*index.measure)), {}, {}};
    told.now = period ? point_at(*index.data, *told.series, told.kind, last_end(told.kind, month))
                      : latest_own(*index.data, *told.series, told.kind, month);
    told.before = point_at(*index.data, *told.series, told.kind, told.now.last - 12);
    return told;
}

ReportTable make_measure_table(Maker& maker, const MeasureTable& block) {
    const SiteContext& site = maker.site;
    Month month = maker.report.data - block.lag;
    AreaIndex area = block.of_force ? site.content.areas.force_of(maker.area) : maker.area;
    ReportTable table = maker.start(block.title, block.by.empty()     ? "Measure"
                                                 : block.by == "unit" ? "Command unit"
                                                                      : "Borough");
    for (ReportColumn column : block.columns)
        table.headings.push_back(heading(maker, block, column, month));
    std::vector<std::string> marks;
    for (const MeasureRow& row : block.rows) {
        if (!row.group.empty()) table.group = "Group";
        const MeasureIndex* index = row.measure.index ? &site.measures[*row.measure.index] : nullptr;
        if (index != nullptr && (block.by == "borough" || block.by == "unit")) {
            add_areas(maker, block, table, marks, *index, month);
            continue;
        }
        if (index != nullptr && !block.by.empty()) {
            add_groups(maker, block, table, marks, *index, area, month);
            continue;
        }
        ReportRow out{row.group, row.label, "", {}, false};
        Told told;
        if (index != nullptr && index->whole[area] >= 0) {
            out.address = address::area_measure(site.area(area).code, index->measure->id);
            told = tell(*index, static_cast<std::size_t>(index->whole[area]), block.period, month);
        }
        add_row(maker, block, table, marks, std::move(out), told, month);
    }
    name_changes(block, table);
    add_marks(table, marks);
    add_notes(maker, block, table);
    return table;
}

ReportTable make_groups(Maker& maker, const ChartBlock& block) {
    const MeasureIndex& index = maker.site.measures[*block.measure.index];
    const Breakdown& breakdown = index.data->breakdowns[static_cast<std::size_t>(block.breakdown)];
    MeasureTable table;
    table.title = fmt::format("{} by {}, {{area}}", index.measure->title, lower(breakdown.title));
    table.columns = {ReportColumn::period, ReportColumn::before, ReportColumn::now};
    // Of what is no plain count, how sure it is matters more than how much it moved.
    if (index.measure->kind != MeasureKind::count) table.columns.push_back(ReportColumn::interval);
    table.columns.insert(table.columns.end(), {ReportColumn::change_percent, ReportColumn::verdict});
    table.rows.push_back({block.measure, index.measure->title, ""});
    table.by = breakdown.name;
    return make_measure_table(maker, table);
}

} // namespace peelian
