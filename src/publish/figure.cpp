// SPDX-License-Identifier: MIT
#include "publish/figure.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

bool has_rolling(const Measure& measure) {
    auto kinds = period_kinds(measure);
    // Values that already cover a year are not added up again.
    return measure.overlap == 1 && std::ranges::find(kinds, PeriodKind::rolling_12) != kinds.end();
}

std::string months_words(std::span<const Point> points) {
    if (points.empty()) return "";
    return short_period(points.front().kind, points.front().last) + " to " +
           short_period(points.back().kind, points.back().last);
}

/// What the line rests on: all events counted, or all answers asked.
std::string base_words(const DrawnSeries& drawn) {
    const Measure& measure = *drawn.index->measure;
    double total = 0;
    std::size_t periods = 0;
    bool of_base = is_part_of_base(measure) || is_estimated(measure) || measure.kind == MeasureKind::share;
    if (measure.kind == MeasureKind::stock || is_derived(measure)) return "";
    for (const Point& p : drawn.points) {
        double n = of_base ? p.denominator : p.numerator;
        if (std::isnan(n)) continue;
        total += n;
        ++periods;
    }
    std::string_view period = measure.step == 1 ? "month" : measure.step == 3 ? "quarter" : "year";
    return fmt::format("{} {} in {}", number(total), of_base ? "cases" : measure.unit, counted(periods, period));
}

constexpr int k_rolling_pixels = 150;

std::string smallest_words(const Measure& measure, const Verdict& v) {
    std::string noticeable = noticeable_text(measure, v);
    if (noticeable.empty() || v.kind == VerdictKind::not_enough_data) return "";
    return fmt::format("A lasting change smaller than about {} would not have been noticed.", noticeable);
}

/// " Chance alone would put 23.1% there, were each place as likely as the other."
std::string chance_words(const DrawnSeries& drawn) {
    const Measure& measure = *drawn.index->measure;
    const Series& series = drawn.index->data->series[drawn.series];
    if (measure.kind != MeasureKind::concentration || series.beside.empty() || !drawn.verdict().latest) return "";
    auto t = static_cast<std::size_t>((*drawn.verdict().latest - drawn.index->data->first) / measure.step);
    if (t >= series.beside.size() || std::isnan(series.beside[t])) return "";
    return fmt::format(" Chance alone would give {}, were each place as likely as the other.",
                       value_text(measure, series.beside[t] * (measure.percent ? 100 : 1)));
}

std::string_view control_words(ControlMark mark) {
    switch (mark) {
    case ControlMark::outside: return "outside control limits";
    case ControlMark::run: return "in a run on one side";
    case ControlMark::trend: return "in a trend";
    case ControlMark::two_of_three: return "two of three near a limit";
    case ControlMark::none: break;
    }
    return "";
}

} // namespace

DrawnSeries draw_series(const MeasureIndex& index, std::size_t series) {
    DrawnSeries drawn;
    drawn.index = &index;
    drawn.series = series;
    const Series& s = index.data->series[series];
    drawn.points = shown_points(*index.data, s, base_kind(*index.measure));
    if (has_rolling(*index.measure)) drawn.rolling = shown_points(*index.data, s, PeriodKind::rolling_12);
    drawn.range = shown_range(index, s);
    drawn.control = shown_control(index, s, drawn.points);
    drawn.chart = draw_chart({index.measure, base_kind(*index.measure), drawn.points,
                              drawn.has_range() ? &drawn.range : nullptr, &drawn.control});
    return drawn;
}

std::string_view period_label(const DrawnSeries& drawn, std::size_t point) {
    const MeasureData& data = *drawn.index->data;
    return drawn.index->periods[static_cast<std::size_t>((drawn.points[point].last - data.first) / data.measure->step)];
}

void fill_figure(View view, const SiteContext& site, const Chart& chart, const FigureText& text) {
    view.text("ID", text.id);
    view.section(text.heading == 2 ? "H2" : "H3").text("TITLE", text.title);
    view.maybe("REST", text.rest).maybe("SUBTITLE", text.subtitle);
    std::string table = text.readout ? fmt::format("{}-table", text.id) : std::string();
    fill_plot(view.include("PLOT", "plot.tpl"), chart, {fmt::format("{}-line", text.id), table, text.alt});
    bool key = chart.outside_imp || chart.outside_wor || chart.outside_chg || chart.own_scale ||
               chart.provisional_count > 0 || chart.withheld_count > 0 || chart.missing_count > 0;
    if (key) {
        View k = view.section("KEY");
        k.show("IMP", chart.outside_imp).show("WOR", chart.outside_wor).show("CHG", chart.outside_chg);
        k.show("PROVISIONAL", chart.provisional_count > 0).show("WITHHELD", chart.withheld_count > 0);
        k.show("MISSING", chart.missing_count > 0).show("OWN", chart.own_scale);
    }
    view.maybe("SMALLEST", text.smallest).maybe("BASE", text.base).maybe("SOURCE", text.source);
    view.fixed("DATE", site.date);
    if (!text.methods.empty()) {
        View how = view.section("HOW");
        for (std::size_t i = 0; i < text.methods.size(); ++i)
            how.section("METHOD")
                .text("ADDRESS", address::method(text.methods[i]))
                .text("NAME", site.method(text.methods[i]).title)
                .fixed("THEN", i + 1 < text.methods.size() ? "; " : "");
    }
    for (const Crumb& link : text.links)
        view.section("LINK").text("ADDRESS", link.address).text("TEXT", link.text);
}

FigureText series_text(const SiteContext& site, const DrawnSeries& drawn, std::string_view id) {
    const MeasureIndex& index = *drawn.index;
    const Measure& measure = *index.measure;
    const Area& area = site.area(index.data->series[drawn.series].area);
    FigureText t;
    t.id = id;
    std::string finding = sentence(drawn.verdict(), measure, area.name);
    std::size_t first = first_sentence(finding);
    t.title = finding.substr(0, first);
    t.rest = std::string(trim(std::string_view(finding).substr(first)));
    std::string unit = unit_words(measure);
    std::string what = lower(measure.title) == unit ? measure.title : fmt::format("{}, {}", measure.title, unit);
    t.subtitle = fmt::format("{}, {}, {}", what, area.name, months_words(drawn.points));
    t.alt = fmt::format("Line chart of {} in {}, {}. The table holds every value.", measure.title, area.name,
                        months_words(drawn.points));
    t.rest += chance_words(drawn);
    if (t.rest.find("lasting change") == std::string::npos) t.smallest = smallest_words(measure, drawn.verdict());
    t.base = base_words(drawn);
    t.source = index.source;
    t.methods = {method_of(measure.kind), "usual-range"};
    return t;
}

bool fill_rolling(View around, std::string_view name, const SiteContext& site, const DrawnSeries& drawn,
                  std::string_view id) {
    const Measure& measure = *drawn.index->measure;
    const std::vector<Point>& points = drawn.rolling;
    if (points.size() < 2) return false;
    const Area& area = site.area(drawn.index->data->series[drawn.series].area);
    Chart chart = draw_chart({&measure, PeriodKind::rolling_12, points, nullptr, nullptr, k_rolling_pixels});
    FigureText t;
    t.id = id;
    const Point& last = points.back();
    t.title =
        std::isnan(last.value)
            ? fmt::format("{}: no 12-month figure", capital(period_in_words(last.kind, last.last)))
            : fmt::format("{}: {}", capital(period_in_words(last.kind, last.last)), value_text(measure, last.value));
    if (const Verdict& v = drawn.verdict(); !std::isnan(last.value) && v.latest == last.last && !std::isnan(v.change)) {
        t.title += fmt::format(", {} on the 12 months before", change_text(measure, v));
        if (auto interval = change_interval_text(measure, v); !interval.empty()) t.title += " (" + interval + ")";
    }
    t.subtitle = fmt::format("{}, {}, {}, 12 months to each month", measure.title, unit_words(measure), area.name);
    t.alt = fmt::format("Line chart of {} in {} over the 12 months to each month. The table holds every value.",
                        measure.title, area.name);
    t.methods = {"change-in-12-months"};
    t.readout = false;
    fill_figure(around.include(name, "figure.tpl"), site, chart, t);
    return true;
}

namespace {

/// What stands beside a value in the table.
std::string note_words(const DrawnSeries& drawn, std::size_t i) {
    const Point& p = drawn.points[i];
    std::string note(flag_words(p.flag));
    auto add = [&](std::string_view more) {
        if (!note.empty()) note += ", ";
        note += more;
    };
    if (drawn.has_range() && !std::isnan(p.value)) {
        if (p.value > drawn.range.upper[i]) add("above usual");
        if (p.value < drawn.range.lower[i]) add("below usual");
    }
    if (i < drawn.control.marks.size()) {
        std::string_view mark = control_words(drawn.control.marks[i]);
        if (!mark.empty()) add(mark);
    }
    return note;
}

} // namespace

void fill_points(View view, const SiteContext& site, const DrawnSeries& drawn, std::string_view id) {
    const MeasureIndex& index = *drawn.index;
    const Measure& measure = *index.measure;
    const Area& area = site.area(index.data->series[drawn.series].area);
    bool based = !index.data->series[drawn.series].denominator.empty();
    bool rolling = !drawn.rolling.empty();
    view.text("ID", fmt::format("{}-table", id));
    view.text("CAPTION", fmt::format("{} in {}, {}", measure.title, area.name, unit_words(measure)));
    view.fixed("PERIOD", measure.step == 1 ? "Month" : measure.step == 3 ? "Quarter" : "Year");
    view.show("BASED", based).show("BASES", based).show("ROLLING", rolling);
    // One kind of row a table, so that rows hold no sections of their own.
    std::string_view kind = based ? (rolling ? "BASED_ROLLING_ROW" : "BASED_ROW") : rolling ? "ROLLING_ROW" : "ROW";
    std::size_t n = drawn.points.size(), short_by = n - std::min(n, drawn.rolling.size());
    for (std::size_t i = n; i-- > 0;) {
        const Point& p = drawn.points[i];
        View row = view.section(kind);
        row.fixed("P", period_label(drawn, i)).text("V", cell_text(measure, p));
        row.text("E", drawn.has_range() ? range_text(measure, drawn.range.lower[i], drawn.range.upper[i]) : "");
        if (based) {
            std::string base;
            if (!std::isnan(p.denominator)) append_number(base, p.denominator, 0);
            row.text("I", range_text(measure, p.lower, p.upper)).text("B", base);
        }
        if (rolling) row.text("R", i < short_by ? "" : cell_text(measure, drawn.rolling[i - short_by]));
        row.text("N", note_words(drawn, i));
    }
}

std::string explain_command(const MeasureIndex& index, const Area& area, Month period) {
    return fmt::format("peelian explain {}/{}/{}", index.measure->id, area.code, period.to_string());
}

} // namespace peelian
