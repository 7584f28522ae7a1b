// SPDX-License-Identifier: MIT
#include "publish/strip.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/chart.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

Scale scale_of(const Digest& digest, const Measure& measure) {
    std::vector<double> ends;
    for (const auto* part : {&digest.value, &digest.lower, &digest.upper}) {
        Span s = span_of(*part);
        ends.push_back(s.lowest);
        ends.push_back(s.highest);
    }
    return Scale::over(ends, measure.percent, false);
}

std::string latest_text(const Measure& measure, const Digest& digest) {
    if (!digest.numbered) return digest.latest.flag == Flag::suppressed ? "withheld" : "no data";
    return fmt::format("{} in {}", value_text(measure, digest.latest.value),
                       short_period(digest.latest.kind, digest.latest.last));
}

std::string change_words(const Verdict& v) {
    std::string text = change_text(v);
    if (text.empty()) return text;
    std::string interval = change_interval_text(v);
    return interval.empty() ? text : fmt::format("{} ({})", text, interval);
}

} // namespace

namespace {

void fill_row(View out, const StripRow& row) {
    const Measure& measure = *row.index->measure;
    const Digest& d = row.digest ? *row.digest : row.index->digests[row.series];
    const Verdict& v = row.index->verdict(row.series);
    double strength = std::isnan(v.statistic) || std::isnan(v.threshold) ? 0 : v.statistic / v.threshold;
    out.text("STRENGTH", fmt::format("{:.2f}", std::abs(strength)));
    if (row.address.empty()) out.section("PLAIN").text("NAME", row.name);
    else out.section("LINK").text("ADDRESS", row.address).text("NAME", row.name);
    out.text("LATEST", latest_text(measure, d));
    out.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
    out.maybe("CHANGE", change_words(v));
    fill_spark(out.include("SPARK", "spark.tpl"), draw_spark(d.value, d.lower, d.upper, scale_of(d, measure)),
               verdict_class(v.kind));
}

} // namespace

void fill_strip(View view, const std::vector<ThemeRows>& themes, const StripText& text) {
    view.text("CAPTION", text.caption).text("FIRST", text.first);
    for (const ThemeRows& theme : themes) {
        View part = view.section("THEME");
        part.maybe("TITLE", theme.theme);
        for (const StripRow& row : theme.rows)
            fill_row(part.section("ROW"), row);
    }
}

std::vector<StripRow> group_rows(const MeasureIndex& index, AreaIndex area, int breakdown) {
    std::vector<StripRow> rows;
    const Breakdown& b = index.data->breakdowns[static_cast<std::size_t>(breakdown)];
    for (std::size_t g = 0; g < b.groups.size(); ++g) {
        const Series* series = index.data->find(area, breakdown, static_cast<int>(g));
        if (series == nullptr) continue;
        StripRow row{&index, static_cast<std::size_t>(series - index.data->series.data()), b.groups[g], {}, {}};
        row.digest = digest_of(shown_points(*index.data, *series, base_kind(*index.measure)), {});
        rows.push_back(std::move(row));
    }
    return rows;
}

StripRow area_row(const SiteContext& site, const MeasureIndex& index, AreaIndex area) {
    return {&index,
            static_cast<std::size_t>(index.whole[area]),
            index.measure->title,
            address::area_measure(site.area(area).code, index.measure->id),
            {}};
}

std::vector<ThemeRows> theme_rows(const SiteContext& site, AreaIndex area) {
    std::vector<ThemeRows> themes;
    for (std::size_t m : site.measures_of[area]) {
        const MeasureIndex& index = site.measures[m];
        const std::string& theme = index.measure->theme;
        auto at = std::ranges::find(themes, theme, &ThemeRows::theme);
        if (at == themes.end()) at = themes.insert(at, {theme, {}});
        at->rows.push_back(area_row(site, index, area));
    }
    return themes;
}

namespace {

std::string_view count_words(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::improving: return "improving";
    case VerdictKind::worsening: return "worsening";
    case VerdictKind::changed: return "changed, neither way being better";
    case VerdictKind::real_rise: return "with a real rise";
    case VerdictKind::real_fall: return "with a real fall";
    case VerdictKind::mostly_more_reporting: return "up mostly by more reporting";
    case VerdictKind::mostly_less_reporting: return "down mostly by less reporting";
    case VerdictKind::cannot_tell: return "changed with nobody able to tell why";
    case VerdictKind::needs_triangulation: return "changed with meaning undecided";
    case VerdictKind::no_clear_change: return "with no clear change";
    case VerdictKind::not_enough_data: break;
    }
    return "without enough data";
}

} // namespace

std::string counts_words(const VerdictCounts& counts) {
    std::vector<std::string> parts;
    auto add = [&](std::size_t n, std::string_view words) {
        if (n > 0) parts.push_back(fmt::format("{} {}", number(static_cast<double>(n)), words));
    };
    for (VerdictKind kind : VerdictCounts::k_kinds)
        add(counts[kind], count_words(kind));
    return parts.empty() ? "none" : listed(parts);
}

} // namespace peelian
