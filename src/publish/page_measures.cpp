// SPDX-License-Identifier: MIT
// The list of measures, and a measure: the force, then units and every borough, then groups, then
// what it means and where it comes from.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/area_views.hpp"
#include "publish/claim_views.hpp"
#include "publish/commentary.hpp"
#include "publish/figure.hpp"
#include "publish/pages.hpp"
#include "publish/record_links.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

std::string_view kind_words(MeasureKind kind) {
    switch (kind) {
    case MeasureKind::count: return "A count";
    case MeasureKind::rate: return "A rate for the people who live there";
    case MeasureKind::proportion: return "A percentage of those asked or counted";
    case MeasureKind::share: return "A part of a whole";
    case MeasureKind::ratio: return "A rate held against the rate of another group";
    case MeasureKind::stock: return "A level at one point in time";
    case MeasureKind::sum: return "A sum";
    case MeasureKind::mean: return "A mean";
    case MeasureKind::survey: return "An estimate from a sample of people, weighted to stand for all";
    case MeasureKind::gap: return "How far two figures are apart";
    case MeasureKind::repeat: return "A percentage of those whose victim is known";
    case MeasureKind::funnel: return "A percentage of all cases that began in the period";
    case MeasureKind::duration: return "The days by which half of the cases are done, counting those still open";
    case MeasureKind::index: return "Several measures in one, where 100 is the whole force area";
    case MeasureKind::reoffending: return "What a group of offenders did in the time they were followed";
    case MeasureKind::standardised: return "A rate as it would be if ages were those of a standard population";
    case MeasureKind::concentration: return "How unevenly places share it";
    }
    return "";
}

std::string step_words(const Measure& measure) {
    std::string every = measure.step == 1 ? "Monthly" : measure.step == 3 ? "Quarterly" : "Yearly";
    if (measure.overlap > 1)
        every += fmt::format("; each value shares data with the {} before it",
                             counted(static_cast<std::size_t>(measure.overlap - 1), "value"));
    return every;
}

void fill_definition(View view, const SiteContext& site, const MeasureIndex& index) {
    const Measure& measure = *index.measure;
    auto line = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) view.section("LINE").fixed("NAME", name).text("VALUE", value);
    };
    line("What it is", kind_words(measure.kind));
    line("Unit", unit_words(measure));
    line("What is better", better_words(measure.better));
    line("How often", step_words(measure));
    std::vector<std::string> levels;
    for (Level level : measure.levels)
        levels.push_back(lower(level_words(level, true)));
    line("Published for", join(levels, ", "));
    std::vector<std::string> titles;
    for (const Breakdown& b : index.data->breakdowns)
        titles.push_back(lower(b.title));
    line("Groups", join(titles, ", "));
    if (measure.kind == MeasureKind::ratio) line("Held against", measure.against);
    if (!measure.base.empty())
        line("Counted for each of", measure.base_title.empty() ? measure.base : measure.base_title);
    for (const std::string& note : index.data->notes)
        line("What it rests on", note);
    for (const SeriesBreak& b : measure.breaks)
        line("Counted differently", fmt::format("from {}: {}", b.from.to_words(), b.reason));
    for (const std::string& id : measure.triangulate)
        if (const MeasureIndex* other = site.find(id))
            view.section("WITH").text("ADDRESS", address::measure(id)).text("TEXT", other->measure->title);
    view.maybe("SQL", index.data->sql);
    std::size_t files = 0;
    for (const SourceFile& f : site.content.load.files) {
        if (f.dataset != measure.dataset || f.status != FileStatus::used) continue;
        if (++files > 12) continue;
        view.section("FILE").text("PATH", public_path(f.path)).text("ROWS", counted(f.rows, "row"));
    }
    if (files > 12) view.section("MORE").text("COUNT", counted(files - 12, "more file"));
    view.show("NO_FILES", files == 0);
}

/// Wards are too many to draw: how their verdicts fall, and those that stand out.
void fill_wards(View page, const SiteContext& site, const MeasureIndex& index, std::size_t m) {
    std::vector<AreaIndex> wards = areas_with(index, site.wards, site, false);
    if (wards.empty()) return;
    VerdictCounts counts;
    View view = page.section("WARDS");
    bool any = false;
    for (AreaIndex w : wards) {
        auto s = static_cast<std::size_t>(index.whole[w]);
        counts.add(index.verdict(s).kind);
        if (!site.found[m][s]) continue;
        const Area& ward = site.area(w);
        View row = view.section("WARD");
        row.text("ADDRESS", address::area_measure(ward.code, index.measure->id)).text("NAME", ward.name);
        row.text("PARENT", ward.parent ? site.area(*ward.parent).name : "");
        row.fixed("VERDICT", verdict_class(index.verdict(s).kind)).fixed("WORDS", verdict_words(index.verdict(s).kind));
        any = true;
    }
    view.text("COUNT", counted(wards.size(), "ward")).text("COUNTS", counts_words(counts));
    view.show("QUIET", !any);
}

/// Sums of boroughs, so they are not held against each other.
void fill_units(View page, const SiteContext& site, const MeasureIndex& index) {
    std::vector<AreaIndex> units = areas_with(index, site.units, site, false);
    if (units.empty()) return;
    VerdictCounts counts;
    for (AreaIndex a : units)
        counts.add(index.verdict(static_cast<std::size_t>(index.whole[a])).kind);
    View view = page.section("UNITS");
    view.text("COUNTS", fmt::format("Of {}, {}.", counted(units.size(), "command unit"), counts_words(counts)));
    fill_multiples(view.include("MULTIPLES", "multiples.tpl"), site, index, units);
    fill_area_table(view.include("TABLE", "area_table.tpl"), site, index, units,
                    fmt::format("{} by command unit, {}", index.measure->title, unit_words(*index.measure)));
}

void fill_areas(View page, const SiteContext& site, const MeasureIndex& index) {
    std::vector<AreaIndex> real = areas_with(index, site.boroughs, site, false);
    std::vector<AreaIndex> all = areas_with(index, site.boroughs, site, true);
    if (all.empty()) return;
    const Measure& measure = *index.measure;
    View view = page.section("BOROUGHS");
    VerdictCounts counts;
    for (AreaIndex a : real)
        counts.add(index.verdict(static_cast<std::size_t>(index.whole[a])).kind);
    view.text("COUNTS", fmt::format("Of {}, {}.", counted(real.size(), "borough"), counts_words(counts)));
    view.show("BARE", !fill_tiles(view, "TILES", site, index, real));
    fill_area_table(view.include("TABLE", "area_table.tpl"), site, index, all,
                    fmt::format("{} by borough, {}", measure.title, unit_words(measure)));
    fill_multiples(view.include("MULTIPLES", "multiples.tpl"), site, index, real);
    if (!fill_funnel(view, "FUNNEL", site, index, real)) {
        View dots = view.section("DOTS");
        if (!fill_dots(dots, "PLOT", site, index, real)) dots.show("TOO_FEW");
    }
}

void fill_force(View page, const SiteContext& site, const MeasureIndex& index) {
    std::size_t shown = 0;
    for (AreaIndex f : site.forces) {
        if (index.whole[f] < 0 || shown == 3) continue;
        DrawnSeries drawn = draw_series(index, static_cast<std::size_t>(index.whole[f]));
        std::string id = shown == 0 ? "chart" : fmt::format("chart{}", shown + 1);
        View force = page.section("FORCE");
        FigureText text = series_text(site, drawn, id);
        text.links = {{"Table", fmt::format("#{}-table", id)},
                      {"CSV of this measure", address::measure_csv(index.measure->id)},
                      {"More about " + site.area(f).name, address::area_measure(site.area(f).code, index.measure->id)}};
        fill_figure(force.include("FIGURE", "figure.tpl"), site, drawn.chart, text);
        fill_points(force.include("POINTS", "points.tpl"), site, drawn, id);
        fill_rolling(force, "ROLLING", site, drawn, fmt::format("{}-rolling", id));
        ++shown;
    }
    // More forces than three: small charts of them all.
    std::vector<AreaIndex> all = areas_with(index, site.forces, site, false);
    if (all.size() > 3) fill_multiples(page.section("FORCES").include("MULTIPLES", "multiples.tpl"), site, index, all);
}

} // namespace

void measures_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Measures", "measures", {}, {}};
    View page = start_page(sheet, site, head, "measures.tpl");
    page.text("COUNT", counted(site.measures.size(), "measure"));
    std::vector<std::string> themes;
    for (const MeasureIndex& index : site.measures)
        if (std::ranges::find(themes, index.measure->theme) == themes.end()) themes.push_back(index.measure->theme);
    for (const std::string& theme : themes) {
        std::string title = theme.empty() ? "Measures" : theme;
        View part = page.section("THEME").text("THEME", title).text("SLUG", slug(title));
        for (const MeasureIndex& index : site.measures) {
            if (index.measure->theme != theme) continue;
            View row = part.section("MEASURE");
            row.text("ADDRESS", address::measure(index.measure->id)).text("NAME", index.measure->title);
            row.text("DESCRIPTION", index.measure->description);
            for (AreaIndex f : site.forces) {
                if (index.whole[f] < 0) continue;
                const Verdict& v = index.verdict(static_cast<std::size_t>(index.whole[f]));
                View force = row.section("FORCE").text("AREA", site.area(f).name);
                force.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
                if (site.forces.size() > 3) break;
            }
        }
    }
}

void measure_page(Sheet& sheet, const SiteContext& site, std::size_t m) {
    const MeasureIndex& index = site.measures[m];
    const Measure& measure = *index.measure;
    PageHead head{measure.title, "measures", {{"Measures", "/measures/"}}, {}};
    View page = start_page(sheet, site, head, "measure.tpl");
    page.text("TITLE", measure.title).text("DESCRIPTION", measure.description);
    if (is_about_victims(measure)) page.include("HELP", "help.tpl");
    bool by_group = compares_groups(measure);
    page.show("BY_GROUP", by_group);
    if (!by_group) {
        fill_force(page, site, index);
        fill_units(page, site, index);
        fill_areas(page, site, index);
    }
    fill_commentary(page, site, measure.id, "");
    fill_wards(page, site, index, m);
    for (AreaIndex f : site.forces)
        for (std::size_t b = 0; b < index.data->breakdowns.size(); ++b) {
            std::vector<StripRow> rows = group_rows(index, f, static_cast<int>(b));
            if (rows.empty()) continue;
            std::string title = index.data->breakdowns[b].title;
            if (site.forces.size() > 1) title += ", " + site.area(f).name;
            View part = page.section("GROUPS").text("TITLE", title);
            fill_strip(part.include("STRIP", "strip.tpl"), {{"", rows}},
                       {fmt::format("{} by {}", measure.title, lower(title)), "Group and latest value"});
        }
    fill_claims_about(page, site, measure.id);
    fill_on_record(page, site, "measure", std::span(&measure.id, 1));
    fill_definition(page.include("DEFINITION", "definition.tpl"), site, index);
    View data = page.section("DOWNLOAD");
    data.text("CSV", address::measure_csv(measure.id)).text("CSVW", address::measure_csvw(measure.id));
    data.text("JSON", address::measure_json(measure.id));
}

} // namespace peelian
