// SPDX-License-Identifier: MIT
#include "publish/strip.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/chart.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

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

std::string change_words(const Measure& measure, const Verdict& v) {
    std::string text = change_text(measure, v);
    if (text.empty()) return text;
    std::string interval = change_interval_text(measure, v);
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
    out.maybe("CHANGE", change_words(measure, v));
    fill_spark(out.include("SPARK", "spark.tpl"), draw_spark(d.value, d.lower, d.upper, scale_of(d, measure)),
               verdict_class(v.kind));
}

} // namespace

namespace {

/// True where a change of a share is shown, which could be taken for percentage points.
bool has_changed_share(const ThemeRows& theme) {
    return std::ranges::any_of(theme.rows, [](const StripRow& row) {
        const Measure& measure = *row.index->measure;
        return measure.percent && !change_text(measure, row.index->verdict(row.series)).empty();
    });
}

} // namespace

void fill_strip(View view, const std::vector<ThemeRows>& themes, const StripText& text) {
    view.text("CAPTION", text.caption).text("FIRST", text.first);
    view.show("SHARES", std::ranges::any_of(themes, has_changed_share));
    for (const ThemeRows& theme : themes) {
        View part = view.section("THEME");
        part.maybe("TITLE", theme.theme);
        for (const StripRow& row : theme.rows)
            fill_row(part.section("ROW"), row);
    }
}

namespace {

/// Where a group of ages stands among others: by the age it begins with. "Under 18" comes
/// before 18, "over 34" after it. Nothing for what is no age.
std::optional<double> age_place(std::string_view group) {
    std::string text = lower(group);
    bool under = text.starts_with("under "), over = text.starts_with("over ");
    std::string_view rest = std::string_view(text).substr(under ? 6 : over ? 5 : 0);
    int age = 0;
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), age);
    if (error != std::errc{}) return std::nullopt;
    return under ? age - 0.5 : over ? age + 0.5 : age;
}

bool is_unknown(std::string_view group) {
    std::string text = lower(group);
    return text.starts_with("not ") || text.starts_with("unknown");
}

/// The group that others are held against stands at 1 by definition, and who is not known is
/// held against nobody.
bool is_held_against(const Measure& measure, const std::string& group, const Digest& digest) {
    bool told = digest.numbered || digest.latest.flag == Flag::suppressed;
    return !compares_groups(measure) || (group != measure.against && told);
}

/// "Before charge: evidence too thin" is one phrase, however stages and reasons are written.
std::string group_words(const Measure& measure, const std::string& group) {
    if (group.empty()) return "Not given";
    constexpr std::string_view before = "Before ";
    if (measure.kind != MeasureKind::funnel || !group.starts_with(before)) return group;
    std::size_t reason = group.find(": ");
    if (reason == std::string::npos) return group;
    return fmt::format("Before {}: {}",
                       uncapital(std::string_view(group).substr(before.size(), reason - before.size())),
                       uncapital(std::string_view(group).substr(reason + 2)));
}

/// Groups as people look for them: ages from young to old where all known ones are ages, and
/// what is not known last. Else as they come.
std::vector<std::size_t> reading_order(const std::vector<std::string>& groups) {
    std::vector<std::size_t> order(groups.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    bool ages = std::ranges::all_of(groups, [](const std::string& g) { return is_unknown(g) || age_place(g); });
    std::ranges::stable_sort(order, {}, [&](std::size_t g) {
        bool unknown = is_unknown(groups[g]);
        return std::pair{unknown, ages && !unknown ? *age_place(groups[g]) : 0.0};
    });
    return order;
}

} // namespace

std::vector<StripRow> group_rows(const MeasureIndex& index, AreaIndex area, int breakdown) {
    std::vector<StripRow> rows;
    const Breakdown& b = index.data->breakdowns[static_cast<std::size_t>(breakdown)];
    for (std::size_t g : reading_order(b.groups)) {
        const Series* series = index.data->find(area, breakdown, static_cast<int>(g));
        if (series == nullptr) continue;
        std::string name = group_words(*index.measure, b.groups[g]);
        StripRow row{&index, static_cast<std::size_t>(series - index.data->series.data()), std::move(name), {}, {}};
        row.digest = digest_of(shown_points(*index.data, *series, base_kind(*index.measure)), {});
        if (is_held_against(*index.measure, b.groups[g], *row.digest)) rows.push_back(std::move(row));
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
