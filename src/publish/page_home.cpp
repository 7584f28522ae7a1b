// SPDX-License-Identifier: MIT
// The release at a glance: what really changed, what only looks like it, what cannot be
// told, and what to know about the data. A call stands only after Benjamini-Hochberg over
// all areas and measures of its level.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/called.hpp"
#include "publish/chart.hpp"
#include "publish/pages.hpp"
#include "publish/strip.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace peelian {
namespace {

constexpr std::size_t k_most_called = 12; ///< told in full
constexpr std::size_t k_most_seeming = 6; ///< examples of what only looks like change
constexpr double k_seems = 0.1;           ///< a year-on-year change that looks like news

void fill_force(View force, const SiteContext& site, const MeasureIndex& index, AreaIndex f) {
    auto s = static_cast<std::size_t>(index.whole[f]);
    const Verdict& v = index.verdict(s);
    force.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
    std::string finding = sentence(v, *index.measure, site.area(f).name);
    force.text("SENTENCE", std::string_view(finding).substr(0, first_sentence(finding)));
    force.text("ADDRESS", address::area_measure(site.area(f).code, index.measure->id));
    force.text("CHART", fmt::format("{} in {}", index.measure->title, place_in_words(site.area(f).name)));
    const Digest& d = index.digests[s];
    std::vector<double> ends;
    for (const auto* part : {&d.value, &d.lower, &d.upper}) {
        Span span = span_of(*part);
        ends.insert(ends.end(), {span.lowest, span.highest});
    }
    fill_spark(force.include("SPARK", "spark.tpl"),
               draw_spark(d.value, d.lower, d.upper, Scale::over(ends, index.measure->percent, false)),
               verdict_class(v.kind));
}

using CalledMeasure = std::pair<std::size_t, Called>;

/// Smallest p of its forces: how strong the evidence is.
double strength_of(const SiteContext& site, const CalledMeasure& c) {
    double p = 1;
    const MeasureIndex& index = site.measures[c.first];
    for (AreaIndex f : c.second.forces)
        p = std::min(p, p_value(index.verdict(static_cast<std::size_t>(index.whole[f]))));
    return p;
}

View named(View item, const SiteContext& site, std::size_t m) {
    const Measure& measure = *site.measures[m].measure;
    return item.text("ADDRESS", address::measure(measure.id)).text("NAME", measure.title);
}

/// What holds for a whole force, the strongest evidence first; of the many no more than their names.
void fill_called_forces(View page, const SiteContext& site, std::vector<CalledMeasure>& whole) {
    std::ranges::stable_sort(whole, {}, [&](const CalledMeasure& c) { return strength_of(site, c); });
    for (std::size_t i = 0; i < std::min(whole.size(), k_most_called); ++i) {
        const auto& [m, c] = whole[i];
        View item = named(page.section("CALLED"), site, m);
        for (AreaIndex f : c.forces)
            fill_force(item.section("FORCE"), site, site.measures[m], f);
        fill_called_boroughs(item, site, c);
    }
    if (whole.size() <= k_most_called) return;
    View more = page.section("MORE").text("COUNT", counted(whole.size() - k_most_called, "measure"));
    std::vector<std::size_t> rest;
    for (std::size_t i = k_most_called; i < whole.size(); ++i)
        rest.push_back(i);
    std::ranges::sort(rest, {}, [&](std::size_t i) { return whole[i].first; });
    for (std::size_t i : rest) {
        const MeasureIndex& index = site.measures[whole[i].first];
        View item = named(more.section("OTHER"), site, whole[i].first);
        const Verdict& v = index.verdict(static_cast<std::size_t>(index.whole[whole[i].second.forces[0]]));
        item.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
    }
}

/// First what holds for a whole force, then what holds for some boroughs only.
void fill_called(View page, const SiteContext& site) {
    std::vector<CalledMeasure> whole, local;
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        if (Called c = called(site, m); c.any()) (c.forces.empty() ? local : whole).emplace_back(m, std::move(c));
    page.show("NOTHING_CALLED", whole.empty() && local.empty());
    fill_called_forces(page, site, whole);
    if (local.empty()) return;
    View section = page.section("LOCAL");
    for (const auto& [m, c] : local)
        fill_called_boroughs(named(section.section("CALLED"), site, m), site, c);
}

/// Large differences from a year ago that lie within what is usual.
void fill_seeming(View page, const SiteContext& site) {
    std::size_t shown = 0, all = 0;
    auto look = [&](std::size_t m, AreaIndex a) {
        const MeasureIndex& index = site.measures[m];
        if (index.whole[a] < 0) return;
        const Verdict& raw = index.verdict(static_cast<std::size_t>(index.whole[a]));
        if (raw.kind != VerdictKind::no_clear_change || std::isnan(raw.year_ago_change)) return;
        if (std::abs(raw.year_ago_change) < k_seems || index.measure->kind == MeasureKind::gap) return;
        ++all;
        if (shown == k_most_seeming) return;
        ++shown;
        Verdict v = shown_verdict(*index.measure, raw);
        View row = page.section("SEEMS");
        row.text("ADDRESS", address::area_measure(site.area(a).code, index.measure->id));
        row.text("NAME", fmt::format("{} in {}", index.measure->title, place_in_words(site.area(a).name)));
        row.text("CHANGE", fmt::format("{}% {}", number(std::abs(v.year_ago_change) * 100, 0),
                                       v.year_ago_change > 0 ? "higher" : "lower"));
        row.text("RANGE", range_text(*index.measure, v.lower, v.upper))
            .text("VALUE", value_text(*index.measure, v.value));
    };
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        for (AreaIndex f : site.forces)
            look(m, f);
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        for (AreaIndex b : site.boroughs)
            if (site.area(b).kind == AreaKind::real) look(m, b);
    page.text("SEEM_COUNT", number(static_cast<double>(all)));
    page.show("NOTHING_SEEMS", all == 0).show("MORE_SEEM", all > shown);
}

/// What cannot be told: measures read only with other evidence, and those with too few cases.
void fill_untold(View page, const SiteContext& site) {
    std::vector<std::tuple<const MeasureIndex*, std::size_t, std::size_t>> few, undecided;
    for (const MeasureIndex& index : site.measures) {
        std::size_t too_few = 0, contested = 0, all = 0;
        for (const auto* level : {&site.forces, &site.boroughs})
            for (AreaIndex a : *level) {
                if (index.whole[a] < 0 || site.area(a).kind != AreaKind::real) continue;
                VerdictKind kind = index.verdict(static_cast<std::size_t>(index.whole[a])).kind;
                ++all;
                too_few += kind == VerdictKind::not_enough_data ? 1 : 0;
                contested += kind == VerdictKind::needs_triangulation ? 1 : 0;
            }
        if (too_few > 0) few.emplace_back(&index, too_few, all);
        if (contested > 0) undecided.emplace_back(&index, contested, all);
    }
    page.show("ALL_TOLD", few.empty() && undecided.empty());
    auto list = [&](std::string_view name, const auto& measures) {
        if (measures.empty()) return;
        View section = page.section(name);
        for (const auto& [index, n, all] : measures) {
            View row = section.section("MEASURE").text("ADDRESS", address::measure(index->measure->id));
            row.text("NAME", index->measure->title);
            row.text("PLACES", n == all ? "everywhere" : fmt::format("{} of {}", n, counted(all, "place")));
        }
    };
    list("UNDECIDED", undecided);
    list("TOO_FEW", few);
}

void fill_to_know(View page, const SiteContext& site) {
    bool any = false;
    for (const std::string& note : site.content.notes) {
        page.section("NOTE").text("TEXT", note);
        any = true;
    }
    for (const Finding& f : site.content.findings) {
        if (f.explanation.empty()) continue;
        page.section("NOTE").text("TEXT", f.explanation);
        any = true;
    }
    page.show("NO_NOTES", !any);
    page.show("REVISED", !site.content.revisions.empty());
}

} // namespace

void home_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"What changed", {}, {}, {}};
    View page = start_page(sheet, site, head, "home.tpl");
    page.fixed("SITE", site.content.body.site_title).fixed("AREA_NAMES", site.area_names.address);
    VerdictCounts counts;
    std::size_t called_out = 0;
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        for (const auto* level : {&site.forces, &site.boroughs})
            for (AreaIndex a : *level) {
                const MeasureIndex& index = site.measures[m];
                if (index.whole[a] < 0 || site.area(a).kind != AreaKind::real) continue;
                counts.add(index.verdict(static_cast<std::size_t>(index.whole[a])).kind);
                if (site.found[m][static_cast<std::size_t>(index.whole[a])]) ++called_out;
            }
    page.text("CALLED_COUNT", number(static_cast<double>(called_out)));
    page.text("ALL", counted(counts.all(), "figure"))
        .text("FEW", number(static_cast<double>(counts[VerdictKind::not_enough_data])));
    fill_called(page, site);
    fill_seeming(page, site);
    fill_untold(page, site);
    fill_to_know(page, site);
    for (const RegisterIndex& index : site.records.registers())
        if (index.all->definition.counter)
            page.section("REGISTER").text("ADDRESS", index.address).text("TEXT", index.all->definition.title);
    page.show("RECORD", !site.records.empty());
    for (const Dashboard& d : site.content.dashboards)
        page.section("THEME").text("ADDRESS", address::dashboard(d.id)).text("TEXT", d.title);
    for (const PlanObjective& o : site.content.objectives)
        page.section("OBJECTIVE").text("ADDRESS", address::objective(o.id)).text("TEXT", o.title);
}

} // namespace peelian
