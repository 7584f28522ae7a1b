// SPDX-License-Identifier: MIT
// The plan, an objective, an outcome: verdicts counted, never averaged.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/pages.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

namespace peelian {
namespace {

/// Measures of an outcome; "ALL" belongs to every one of them.
std::vector<std::size_t> measures_for(const SiteContext& site, const PlanOutcome& outcome) {
    std::vector<std::size_t> out;
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        if (site.measures[m].measure->outcome == outcome.id) out.push_back(m);
    return out;
}

/// Verdicts of an outcome's measures over the forces.
VerdictCounts force_counts(const SiteContext& site, const std::vector<std::size_t>& measures) {
    VerdictCounts counts;
    for (std::size_t m : measures)
        for (AreaIndex f : site.forces)
            if (site.measures[m].whole[f] >= 0)
                counts.add(site.measures[m].verdict(static_cast<std::size_t>(site.measures[m].whole[f])).kind);
    return counts;
}

void fill_counts(View view, const VerdictCounts& counts) {
    auto add = [&](std::size_t n, VerdictKind kind) {
        if (n > 0)
            view.section("COUNT")
                .number("N", static_cast<std::int64_t>(n))
                .fixed("VERDICT", verdict_class(kind))
                .fixed("WORDS", verdict_words(kind));
    };
    for (VerdictKind kind : VerdictCounts::k_kinds)
        add(counts[kind], kind);
    view.show("NOTHING", counts.all() == 0);
}

void fill_outcomes(View view, const SiteContext& site, std::string_view objective) {
    for (const PlanOutcome& outcome : site.content.outcomes) {
        if (outcome.objective != objective) continue;
        View row = view.section("OUTCOME");
        row.text("ID", outcome.id).text("TITLE", outcome.title);
        row.text("ADDRESS", address::outcome(objective, outcome.id));
        fill_counts(row, force_counts(site, measures_for(site, outcome)));
    }
}

const PlanObjective* objective_of(const SiteContext& site, std::string_view id) {
    for (const PlanObjective& o : site.content.objectives)
        if (o.id == id) return &o;
    return nullptr;
}

std::vector<StripRow> rows_of(const SiteContext& site, const std::vector<std::size_t>& measures, AreaIndex area) {
    std::vector<StripRow> rows;
    for (std::size_t m : measures) {
        const MeasureIndex& index = site.measures[m];
        if (index.whole[area] < 0) continue;
        rows.push_back({&index,
                        static_cast<std::size_t>(index.whole[area]),
                        index.measure->title,
                        address::area_measure(site.area(area).code, index.measure->id),
                        {}});
    }
    return rows;
}

} // namespace

void plan_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"The plan", "plan", {}, {}};
    View page = start_page(sheet, site, head, "plan.tpl");
    for (const PlanObjective& objective : site.content.objectives) {
        View part = page.section("OBJECTIVE");
        part.text("ID", objective.id).text("TITLE", objective.title).text("ADDRESS", address::objective(objective.id));
        fill_outcomes(part, site, objective.id);
    }
}

void objective_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const PlanObjective& objective = site.content.objectives[i];
    PageHead head{objective.title, "plan", {{"The plan", "/plan/"}}, {}};
    View page = start_page(sheet, site, head, "objective.tpl");
    page.text("ID", objective.id).text("TITLE", objective.title);
    fill_outcomes(page, site, objective.id);
}

void outcome_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const PlanOutcome& outcome = site.content.outcomes[i];
    const PlanObjective* objective = objective_of(site, outcome.objective);
    PageHead head{outcome.title, "plan", {{"The plan", "/plan/"}}, {}};
    if (objective != nullptr) head.crumbs.push_back({objective->title, address::objective(objective->id)});
    View page = start_page(sheet, site, head, "outcome.tpl");
    page.text("ID", outcome.id).text("TITLE", outcome.title);
    std::vector<std::size_t> measures = measures_for(site, outcome);
    if (measures.empty()) {
        page.show("NOTHING");
        return;
    }
    View body = page.section("MEASURES");
    body.text("COUNTS", counts_words(force_counts(site, measures)));
    for (AreaIndex f : site.forces) {
        std::vector<StripRow> rows = rows_of(site, measures, f);
        if (rows.empty()) continue;
        View force = body.section("FORCE").text("NAME", site.area(f).name);
        fill_strip(force.include("STRIP", "strip.tpl"), {{"", rows}},
                   {fmt::format("{} in {}", outcome.title, site.area(f).name), "Measure and latest value"});
    }
    for (std::size_t m : measures) {
        const MeasureIndex& index = site.measures[m];
        VerdictCounts counts;
        for (AreaIndex b : site.boroughs)
            if (index.whole[b] >= 0 && site.area(b).kind == AreaKind::real)
                counts.add(index.verdict(static_cast<std::size_t>(index.whole[b])).kind);
        View row = body.section("MEASURE");
        row.text("ADDRESS", address::measure(index.measure->id)).text("NAME", index.measure->title);
        row.text("COUNTS", counts.all() == 0
                               ? "not published by borough"
                               : fmt::format("of {}, {}", counted(counts.all(), "borough"), counts_words(counts)));
    }
}

} // namespace peelian
