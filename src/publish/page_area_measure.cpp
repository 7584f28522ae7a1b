// SPDX-License-Identifier: MIT
// A measure in an area: the chart, the sentence, against peers, the table.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/commentary.hpp"
#include "publish/figure.hpp"
#include "publish/pages.hpp"
#include "publish/peers.hpp"
#include "publish/strip.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

std::vector<Crumb> crumbs_to(const SiteContext& site, AreaIndex area) {
    std::vector<Crumb> crumbs;
    for (std::optional<AreaIndex> up = area; up; up = site.area(*up).parent)
        crumbs.insert(crumbs.begin(), Crumb{site.area(*up).name, address::area(site.area(*up).code)});
    crumbs.insert(crumbs.begin(), Crumb{"Areas", "/areas/"});
    return crumbs;
}

const Point* latest_of(const std::vector<Point>& points) {
    for (std::size_t i = points.size(); i-- > 0;)
        if (!std::isnan(points[i].value)) return &points[i];
    return nullptr;
}

void fill_explanation(View view, const SiteContext& site, const DrawnSeries& drawn, const Point* latest) {
    const MeasureIndex& index = *drawn.index;
    const Measure& measure = *index.measure;
    const Area& area = site.area(index.data->series[drawn.series].area);
    const Verdict& v = drawn.verdict();
    view.text("DESCRIPTION", measure.description).text("BETTER", better_words(measure.better));
    if (latest != nullptr) {
        View l = view.section("LATEST");
        l.text("PERIOD", period_in_words(latest->kind, latest->last)).text("VALUE", value_text(measure, latest->value));
        if (!std::isnan(latest->denominator))
            l.section("PARTS")
                .text("NUMERATOR", number(latest->numerator))
                .text("DENOMINATOR", number(latest->denominator));
    }
    if (v.kind == VerdictKind::not_enough_data) {
        view.section("WHY").text("WHY", reason_words(v.reason));
    } else if (!std::isnan(v.statistic)) {
        View r = view.section("RULE");
        r.text("STATISTIC", number(v.statistic, 2)).text("THRESHOLD", number(v.threshold, 2));
        if (!v.rule.empty()) {
            View named = r.section("NAMED").text("RULE", v.rule);
            named.show("SINCE", v.signal.has_value());
            named.text("MONTH", v.signal ? v.signal->to_words() : "");
        }
    }
    for (const SeriesBreak& b : measure.breaks)
        view.section("BREAK").text("MONTH", b.from.to_words()).text("REASON", b.reason);
    view.text("DEFINITION", address::measure(measure.id) + "#definition");
    view.text("COMMAND", explain_command(index, area, latest ? latest->last : index.data->first));
}

void fill_groups(View page, const MeasureIndex& index, AreaIndex area) {
    for (std::size_t b = 0; b < index.data->breakdowns.size(); ++b) {
        std::vector<StripRow> rows = group_rows(index, area, static_cast<int>(b));
        if (rows.empty()) continue;
        const Breakdown& breakdown = index.data->breakdowns[b];
        View part = page.section("GROUPS").text("TITLE", breakdown.title);
        fill_strip(part.include("STRIP", "strip.tpl"), {{"", rows}},
                   {fmt::format("{} by {}", index.measure->title, lower(breakdown.title)), "Group and latest value"});
    }
}

/// The classical chart with its name, why it is this one, and its limits.
void fill_classical(View control, const SiteContext& site, const DrawnSeries& drawn) {
    const ControlChart& chart = drawn.control;
    const Measure& measure = *drawn.index->measure;
    const Area& area = site.area(drawn.index->data->series[drawn.series].area);
    control.text("CENTRE", value_text(measure, chart.centre));
    control.fixed("NAME", control_chart_name(chart.kind)).text("WHY", control_chart_why(chart));
    auto known = std::ranges::find_if(chart.upper, [](double v) { return !std::isnan(v); });
    auto from = static_cast<std::size_t>(known - chart.upper.begin());
    std::optional<Month> since;
    for (const SeriesBreak& b : measure.breaks)
        if (b.from > drawn.points.front().last && b.from <= drawn.points.back().last)
            since = std::max(since.value_or(b.from), b.from);
    control.maybe("SINCE", since ? since->to_words() : "");
    if (chart.varies()) {
        View limits = control.section("VARYING");
        for (std::size_t i = drawn.points.size(); i-- > 0;)
            if (!std::isnan(chart.upper[i]))
                limits.section("ROW")
                    .fixed("P", period_label(drawn, i))
                    .text("V", cell_text(measure, drawn.points[i]))
                    .text("L", range_text(measure, chart.lower[i], chart.upper[i]));
    } else if (known != chart.upper.end()) {
        control.section("FIXED").text("RANGE", range_text(measure, chart.lower[from], *known));
    }
    fill_control(control.include("CHART", "control.tpl"), drawn.chart,
                 {"chart-line", "", fmt::format("Classical control chart of {} in {}", measure.title, area.name)});
}

/// What is said of an area's whole: verdict, charts, places around it, every value.
void fill_whole(View page, const SiteContext& site, const DrawnSeries& drawn, AreaIndex area) {
    const MeasureIndex& index = *drawn.index;
    const Measure& measure = *index.measure;
    const Verdict& v = drawn.verdict();
    View lead = page.section("LEAD").fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
    if (std::string change = change_text(measure, v); !change.empty())
        lead.section("CHANGE").text("CHANGE", change).text("INTERVAL", change_interval_text(measure, v));
    FigureText text = series_text(site, drawn, "chart");
    text.links = {{"Table", "#chart-table"},
                  {"CSV of this measure", address::measure_csv(measure.id)},
                  {"All areas", address::measure(measure.id)},
                  {"Explain this figure", "#explain"}};
    fill_figure(page.include("FIGURE", "figure.tpl"), site, drawn.chart, text);
    fill_rolling(page, "ROLLING", site, drawn, "rolling");
    std::vector<PeerStrip> strips = peer_strips(site, index, area);
    if (!strips.empty()) {
        View peers = page.section("PEERS");
        for (const PeerStrip& strip : strips)
            fill_peers(peers.include("STRIP", "peers.tpl"), strip);
    }
    fill_points(page.include("POINTS", "points.tpl"), site, drawn, "chart");
    if (std::isnan(drawn.control.centre)) return;
    fill_classical(page.section("CONTROL"), site, drawn);
}

} // namespace

Digest area_measure_page(Sheet& sheet, const SiteContext& site, AreaIndex area_index, std::size_t m) {
    const MeasureIndex& index = site.measures[m];
    const Measure& measure = *index.measure;
    const Area& area = site.area(area_index);
    DrawnSeries drawn = draw_series(index, static_cast<std::size_t>(index.whole[area_index]));
    const Point* latest = latest_of(drawn.points);

    std::string heading = fmt::format("{} in {}", measure.title, place_in_words(area.name));
    PageHead head{heading, "areas", crumbs_to(site, area_index), {}};
    View page = start_page(sheet, site, head, "area_measure.tpl");
    page.text("HEADING", heading);
    if (is_about_victims(measure)) page.include("HELP", "help.tpl");
    page.show("BY_GROUP", latest == nullptr && compares_groups(measure));
    if (latest != nullptr || !compares_groups(measure)) fill_whole(page, site, drawn, area_index);
    fill_commentary(page, site, measure.id, area.code);
    fill_groups(page, index, area_index);
    fill_explanation(page.include("EXPLAIN", "explain.tpl"), site, drawn, latest);
    return digest_of(drawn.points, drawn.range);
}

} // namespace peelian
