// SPDX-License-Identifier: MIT
// Themes: the findings of a dashboard of the workspace, each with its chart.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/area_views.hpp"
#include "publish/brief.hpp"
#include "publish/figure.hpp"
#include "publish/pages.hpp"
#include "publish/strip.hpp"
#include "publish/ward_map.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

void fill_boroughs(View part, const SiteContext& site, const DashboardPart& block) {
    const MeasureIndex& index = site.measures[block.measure];
    View view = part.section("BOROUGHS");
    view.section(block.heading == 2 ? "H2" : "H3").text("TITLE", index.measure->title + " in every borough");
    view.text("ADDRESS", address::measure(index.measure->id));
    fill_multiples(view.include("MULTIPLES", "multiples.tpl"), site, index,
                   areas_with(index, site.boroughs, site, false));
}

/// Nothing where the workspace has no units: a page can be written for bodies with and without.
void fill_units(View part, const SiteContext& site, const DashboardPart& block) {
    const MeasureIndex& index = site.measures[block.measure];
    std::vector<AreaIndex> units = areas_with(index, site.units, site, false);
    if (units.empty()) return;
    View view = part.section("BOROUGHS");
    view.section(block.heading == 2 ? "H2" : "H3").text("TITLE", index.measure->title + " in every command unit");
    view.text("ADDRESS", address::measure(index.measure->id));
    fill_multiples(view.include("MULTIPLES", "multiples.tpl"), site, index, units);
}

void fill_wards(View part, const SiteContext& site, const DashboardPart& block) {
    const MeasureIndex& index = site.measures[block.measure];
    View view = part.section("WARDS");
    view.section(block.heading == 2 ? "H2" : "H3").text("TITLE", index.measure->title + " in every ward");
    fill_ward_map(view.include("WARD_MAP", "ward_map.tpl"), site, index);
}

void fill_groups(View part, const SiteContext& site, const DashboardPart& block) {
    const MeasureIndex& index = site.measures[block.measure];
    const Breakdown& breakdown = index.data->breakdowns[static_cast<std::size_t>(block.breakdown)];
    bool of_many = std::ranges::count_if(site.forces, [&](AreaIndex f) { return index.whole[f] >= 0; }) > 1;
    for (AreaIndex f : site.forces) {
        std::vector<StripRow> rows = group_rows(index, f, block.breakdown);
        if (rows.empty()) continue;
        std::string title = fmt::format("{} by {}", index.measure->title, lower(breakdown.title));
        if (of_many) title += ", " + site.area(f).name;
        View view = part.section("GROUPS");
        view.section(block.heading == 2 ? "H2" : "H3").text("TITLE", title);
        fill_strip(view.include("STRIP", "strip.tpl"), {{"", rows}}, {title, "Group and latest value"});
    }
}

/// What stands in place of a chart where no period has a figure that may be shown.
void fill_empty(View part, const MeasureIndex& index, const DashboardPart& block, const std::string& finding) {
    View empty = part.section("EMPTY");
    empty.section(block.heading == 2 ? "H2" : "H3").text("TITLE", finding);
    empty.text("ADDRESS", address::measure(index.measure->id));
}

void fill_forces(View part, const SiteContext& site, const DashboardPart& block, std::size_t nth) {
    const MeasureIndex& index = site.measures[block.measure];
    std::size_t k = 0;
    for (AreaIndex f : site.forces) {
        if (index.whole[f] < 0) continue;
        DrawnSeries drawn = draw_series(index, static_cast<std::size_t>(index.whole[f]));
        std::string id = fmt::format("figure{}-{}", nth + 1, ++k);
        FigureText text = series_text(site, drawn, id);
        text.heading = block.heading;
        if (std::ranges::all_of(drawn.points, [](const Point& p) { return std::isnan(p.value); })) {
            fill_empty(part, index, block, text.title);
            continue;
        }
        text.links = {{"Table", fmt::format("#{}-table", id)},
                      {"CSV of this measure", address::measure_csv(index.measure->id)},
                      {"All areas", address::measure(index.measure->id)}};
        View force = part.section("FORCE");
        fill_figure(force.include("FIGURE", "figure.tpl"), site, drawn.chart, text);
        fill_points(force.include("POINTS", "points.tpl"), site, drawn, id);
    }
}

/// Each once, in the order of the page.
std::vector<std::size_t> measures_in(const DashboardText& parts) {
    std::vector<std::size_t> out;
    for (const DashboardPart& part : parts)
        if (part.figure && std::ranges::find(out, part.measure) == out.end()) out.push_back(part.measure);
    return out;
}

} // namespace

void dashboards_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Themes", "dashboards", {}, {}};
    View page = start_page(sheet, site, head, "dashboards.tpl");
    for (const Dashboard& d : site.content.dashboards)
        page.section("DASHBOARD").text("ADDRESS", address::dashboard(d.id)).text("TITLE", d.title);
}

void dashboard_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const Dashboard& dashboard = site.content.dashboards[i];
    PageHead head{dashboard.title, "dashboards", {{"Themes", "/dashboards/"}}, {}};
    View page = start_page(sheet, site, head, "dashboard.tpl");
    page.text("TITLE", dashboard.title);
    for (const DashboardPart& block : site.dashboards[i])
        if (block.figure && is_about_victims(*site.measures[block.measure].measure)) {
            page.include("HELP", "help.tpl");
            break;
        }
    // The paragraph a page begins with says what it is about.
    const DashboardText& parts = site.dashboards[i];
    bool lead = !parts.empty() && !parts[0].figure && parts[0].lead > 0;
    if (lead) page.section("LEAD").fixed("HTML", std::string_view(parts[0].html).substr(0, parts[0].lead));
    std::vector<std::size_t> measures = measures_in(parts);
    if (!measures.empty()) fill_findings(page.include("FINDINGS", "findings.tpl"), site, measures);
    std::size_t nth = 0;
    for (const DashboardPart& block : site.dashboards[i]) {
        View part = page.section("PART");
        if (!block.absent.empty()) part.section("ABSENT").text("ID", block.absent);
        else if (!block.figure) part.section("TEXT").fixed("HTML", std::string_view(block.html).substr(block.lead));
        else if (block.by_unit) fill_units(part, site, block);
        else if (block.by_ward) fill_wards(part, site, block);
        else if (block.by_borough) fill_boroughs(part, site, block);
        else if (block.breakdown >= 0) fill_groups(part, site, block);
        else fill_forces(part, site, block, nth);
        ++nth;
    }
}

} // namespace peelian
