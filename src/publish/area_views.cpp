// SPDX-License-Identifier: MIT
#include "publish/area_views.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/chart.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

const Verdict& verdict_of(const MeasureIndex& index, AreaIndex area) {
    return index.verdict(static_cast<std::size_t>(index.whole[area]));
}
const Digest& digest_of_area(const MeasureIndex& index, AreaIndex area) {
    return index.digests[static_cast<std::size_t>(index.whole[area])];
}

std::string latest_value(const Measure& measure, const Digest& digest) {
    if (digest.numbered) return value_text(measure, digest.latest.value);
    return digest.latest.flag == Flag::suppressed ? "withheld" : "no data";
}

} // namespace

std::vector<AreaIndex> areas_with(const MeasureIndex& index, const std::vector<AreaIndex>& level,
                                  const SiteContext& site, bool stand_ins) {
    std::vector<AreaIndex> out;
    for (AreaIndex a : level)
        if (index.whole[a] >= 0 && (stand_ins || site.area(a).kind == AreaKind::real)) out.push_back(a);
    return out;
}

bool fill_tiles(View around, std::string_view name, const SiteContext& site, const MeasureIndex& index,
                const std::vector<AreaIndex>& areas) {
    constexpr int size = 48, gap = 4;
    int columns = 0, rows = 0;
    std::vector<AreaIndex> placed;
    for (AreaIndex a : areas) {
        auto tile = site.content.tiles.find(a);
        if (tile == site.content.tiles.end()) continue;
        placed.push_back(a);
        columns = std::max(columns, tile->second.column + 1);
        rows = std::max(rows, tile->second.row + 1);
    }
    if (placed.size() < 2) return false;
    View view = around.include(name, "tiles.tpl");
    view.number("WIDTH", columns * (size + gap)).number("HEIGHT", rows * (size + gap));
    for (AreaIndex a : placed) {
        const Tile& tile = site.content.tiles.at(a);
        const Verdict& v = verdict_of(index, a);
        View t = view.section("TILE");
        int x = tile.column * (size + gap), y = tile.row * (size + gap);
        t.number("X", x).number("Y", y).number("CX", x + size / 2).number("TY", y + 21);
        t.number("SY", y + 35);
        t.text("LABEL", tile.label).text("NAME", site.area(a).name).fixed("WORDS", verdict_words(v.kind));
        t.fixed("VERDICT", verdict_class(v.kind));
        t.text("ADDRESS", address::area_measure(site.area(a).code, index.measure->id));
    }
    if (!site.boundaries.address.empty()) {
        View map = view.section("MAP");
        map.fixed("BOUNDARIES", site.boundaries.address).fixed("SCRIPT", site.map_js.address);
        map.fixed("STYLE", site.map_css.address).fixed("WORKER", site.map_worker.address);
    }
    return true;
}

void fill_area_table(View view, const SiteContext& site, const MeasureIndex& index, const std::vector<AreaIndex>& areas,
                     const std::string& caption) {
    const Measure& measure = *index.measure;
    view.text("CAPTION", caption);
    view.text("LATEST", index.judged ? short_period(label_kind(measure), *index.judged) : "Latest");
    for (AreaIndex a : areas) {
        const Area& area = site.area(a);
        const Verdict& v = verdict_of(index, a);
        const Digest& d = digest_of_area(index, a);
        View row = view.section("ROW");
        row.text("CODE", area.code)
            .text("NAME", area.name)
            .text("ADDRESS", address::area_measure(area.code, measure.id));
        std::string value = latest_value(measure, d);
        if (d.numbered && index.judged && d.latest.last != *index.judged)
            value += " (" + short_period(d.latest.kind, d.latest.last) + ")";
        row.text("VALUE", value);
        row.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
        row.text("CHANGE", change_text(measure, v)).text("INTERVAL", change_interval_text(measure, v));
    }
}

namespace {

void add_ends(const Digest& d, std::vector<double>& out) {
    for (const auto* part : {&d.value, &d.lower, &d.upper}) {
        Span s = span_of(*part);
        out.push_back(s.lowest);
        out.push_back(s.highest);
    }
}

/// Areas whose latest value nobody may see, or nobody has: named in a line, not drawn.
std::vector<AreaIndex> fill_unshown(View view, const SiteContext& site, const MeasureIndex& index,
                                    const std::vector<AreaIndex>& areas) {
    std::vector<AreaIndex> shown;
    std::vector<std::string> withheld, missing;
    for (AreaIndex a : areas) {
        const Digest& d = digest_of_area(index, a);
        if (d.numbered) shown.push_back(a);
        else (d.latest.flag == Flag::suppressed ? withheld : missing).push_back(site.area(a).name);
    }
    view.maybe("WITHHELD", listed(withheld)).maybe("MISSING", listed(missing));
    return shown;
}

/// True where on one scale the others would all lie flat: a centre that many visit and few
/// live in.
bool one_dwarfs(const MeasureIndex& index, const std::vector<AreaIndex>& areas) {
    constexpr double k_dwarfs = 4;
    std::vector<double> tops;
    for (AreaIndex a : areas)
        if (double top = span_of(digest_of_area(index, a).value).highest; std::isfinite(top)) tops.push_back(top);
    if (tops.size() < 3) return false;
    std::ranges::sort(tops);
    return tops.back() > k_dwarfs * tops[tops.size() / 2];
}

/// More than one number to draw a line through.
bool has_line(const Digest& d) {
    return std::ranges::count_if(d.value, [](double v) { return std::isfinite(v); }) > 1;
}

bool is_untold(const MeasureIndex& index, AreaIndex area) {
    return verdict_of(index, area).kind == VerdictKind::not_enough_data;
}

} // namespace

void fill_multiples(View view, const SiteContext& site, const MeasureIndex& index,
                    const std::vector<AreaIndex>& all_of) {
    const Measure& measure = *index.measure;
    std::vector<AreaIndex> areas = fill_unshown(view, site, index, all_of);
    bool shared = (measure.percent || measure.kind == MeasureKind::rate) && !one_dwarfs(index, areas);
    bool untold = !areas.empty() && std::ranges::all_of(areas, [&](AreaIndex a) { return is_untold(index, a); });
    bool lines = std::ranges::any_of(areas, [&](AreaIndex a) { return has_line(digest_of_area(index, a)); });
    std::vector<double> all;
    for (AreaIndex a : areas)
        add_ends(digest_of_area(index, a), all);
    Scale common = Scale::over(all, measure.percent, false);
    if (!areas.empty()) {
        View note = view.section("NOTE");
        std::string from = value_text(measure, common.bottom()), to = value_text(measure, common.top());
        note.maybe("RANGE", shared && lines ? fmt::format("{} to {}", from, to) : "");
        note.show("OWN", !shared && lines).show("RECENT", lines).show("BAND", lines && !untold).show("UNTOLD", untold);
        note.maybe("WHEN", index.judged ? short_period(label_kind(measure), *index.judged) : "");
    }
    for (AreaIndex a : areas) {
        const Digest& d = digest_of_area(index, a);
        const Verdict& v = verdict_of(index, a);
        std::vector<double> own;
        add_ends(d, own);
        Scale scale = shared ? common : Scale::over(own, false, false);
        View cell = view.section("CELL");
        cell.text("NAME", site.area(a).name).text("ADDRESS", address::area_measure(site.area(a).code, measure.id));
        cell.text("LATEST", value_text(measure, d.latest.value));
        if (!untold)
            cell.section("JUDGED").fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
        if (lines)
            fill_spark(cell.include("SPARK", "spark.tpl"), draw_spark(d.value, d.lower, d.upper, scale),
                       verdict_class(v.kind));
    }
}

bool fill_dots(View around, std::string_view name, const SiteContext& site, const MeasureIndex& index,
               const std::vector<AreaIndex>& areas) {
    constexpr int row_height = 24;
    double low = 0, high = 0;
    std::vector<AreaIndex> placed;
    std::vector<double> widths;
    for (AreaIndex a : areas) {
        const Verdict& v = verdict_of(index, a);
        if (std::isnan(v.change) || std::isnan(v.change_lower) || std::isnan(v.change_upper)) continue;
        placed.push_back(a);
        low = std::min(low, v.change_lower);
        high = std::max(high, v.change_upper);
    }
    if (placed.size() < 3) return false;
    // Intervals of small areas run off the scale rather than squeeze all others.
    low = std::max(low, -1.0);
    high = std::min(high, 2.0);
    const double ends[] = {low * 100, high * 100};
    Scale scale = Scale::over(ends, true, false);
    auto part = [&](double v) {
        return std::clamp((v * 100 - scale.bottom()) / (scale.top() - scale.bottom()), 0.0, 1.0);
    };
    View view = around.include(name, "dots.tpl");
    int height = static_cast<int>(placed.size()) * row_height;
    view.number("HEIGHT", height).number("ALL", height + 28).number("LABELS", height + 18);
    Path grid, intervals;
    for (double tick : scale.ticks()) {
        double at = part(tick / 100);
        grid.move(static_cast<int>(std::lround(at * k_plot_width)), 0);
        grid.line(static_cast<int>(std::lround(at * k_plot_width)), height);
        std::string text = signed_number(tick, scale.decimals()) + "%";
        view.section("TICK").text("X", percent_text(at * 100)).text("T", std::abs(tick) < 1e-9 ? "0" : text);
    }
    int y = row_height / 2;
    for (AreaIndex a : placed) {
        const Verdict& v = verdict_of(index, a);
        intervals.move(static_cast<int>(std::lround(part(v.change_lower) * k_plot_width)), y);
        intervals.line(static_cast<int>(std::lround(part(v.change_upper) * k_plot_width)), y);
        view.section("DOT")
            .text("X", percent_text(part(v.change) * 100))
            .number("Y", y)
            .number("TY", y + 5)
            .fixed("SYMBOL", verdict_class(v.kind))
            .text("NAME", site.area(a).name);
        y += row_height;
    }
    view.text("GRID", grid.take()).text("INTERVALS", intervals.take()).text("ZERO", percent_text(part(0) * 100));
    view.text("ALT",
              fmt::format("Dot plot of the change in 12 months of {} in {}. The table of areas holds every value.",
                          index.measure->title, counted(placed.size(), "area")));
    return true;
}

} // namespace peelian
