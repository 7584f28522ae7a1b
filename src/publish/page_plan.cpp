// SPDX-License-Identifier: MIT
// The plan, an objective, an outcome: verdicts counted, never averaged.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/brief.hpp"
#include "publish/pages.hpp"
#include "publish/record_links.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

/// Measures that speak to one of these ids.
std::vector<std::size_t> measures_for(const SiteContext& site, const std::vector<std::string>& ids) {
    std::vector<std::size_t> out;
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        if (std::ranges::find(ids, site.measures[m].measure->outcome) != ids.end()) out.push_back(m);
    return out;
}

/// An objective's id and those of its outcomes.
std::vector<std::string> ids_of(const SiteContext& site, const PlanObjective& objective) {
    std::vector<std::string> ids{objective.id};
    for (const PlanOutcome& o : site.content.outcomes)
        if (o.objective == objective.id) ids.push_back(o.id);
    return ids;
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
        fill_counts(row, force_counts(site, measures_for(site, {outcome.id})));
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
        if (index.whole[area] >= 0) rows.push_back(area_row(site, index, area));
    }
    return rows;
}

void fill_promise_words(View view, const SiteContext& site, std::span<const Commitment* const> promises) {
    if (promises.empty()) return;
    bool there = std::ranges::any_of(site.content.registers,
                                     [](const PublicRegister& r) { return r.definition.id == k_commitments; });
    View words = view.section("PROMISES").text("COUNTS", promise_words(promises));
    words.maybe("ADDRESS", there ? address::record_list(k_commitments) : "");
}

/// Registers that are counted on the plan's page, beside promises.
void fill_counted(View page, const SiteContext& site) {
    for (const RegisterIndex& index : site.records.registers()) {
        const RegisterDefinition& definition = index.all->definition;
        if (!definition.counter || definition.id == k_commitments || index.all->records.empty()) continue;
        std::vector<std::string> parts;
        for (const RecordGroup& group : index.states.groups)
            parts.push_back(fmt::format("{} {}", group.records.size(), uncapital(group.title)));
        page.section("COUNTED")
            .text("ADDRESS", index.address)
            .text("TITLE", definition.title)
            .text("COUNTS", join(parts, ", "));
    }
}

} // namespace

void plan_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"The plan", "plan", {}, {}};
    View page = start_page(sheet, site, head, "plan.tpl");
    std::vector<const Commitment*> all;
    for (const Commitment& c : site.content.commitments)
        all.push_back(&c);
    fill_promise_words(page, site, all);
    fill_counted(page, site);
    page.show("LOCAL", !site.content.packs.empty());
    page.show("IMPACT", site.content.impact.any());
    for (const PlanObjective& objective : site.content.objectives) {
        View part = page.section("OBJECTIVE");
        part.text("ID", objective.id).text("TITLE", objective.title).text("ADDRESS", address::objective(objective.id));
        std::vector<std::string> ids = ids_of(site, objective);
        std::vector<const Commitment*> promises = promises_of(site, ids);
        fill_promise_words(part, site, promises);
        std::vector<std::size_t> own = measures_for(site, {objective.id});
        if (!own.empty()) fill_counts(part.section("OWN"), force_counts(site, own));
        fill_outcomes(part, site, objective.id);
    }
}

void objective_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const PlanObjective& objective = site.content.objectives[i];
    PageHead head{objective.title, "plan", {{"The plan", "/plan/"}}, {}};
    View page = start_page(sheet, site, head, "objective.tpl");
    page.text("ID", objective.id).text("TITLE", objective.title);
    std::vector<std::string> ids = ids_of(site, objective);
    std::vector<std::size_t> measures = measures_for(site, ids);
    page.text("COUNTS", counts_words(force_counts(site, measures)));
    if (ids.size() > 1) fill_outcomes(page.section("OUTCOMES"), site, objective.id);
    if (!measures.empty()) fill_brief(page.include("BRIEF", "brief.tpl"), site, measures);
    if (std::vector<const Commitment*> promises = promises_of(site, ids); !promises.empty())
        fill_promises(page.include("PROMISES", "promises.tpl"), site, promises);
    // Promises have a list of their own.
    fill_on_record(page, site, "plan", ids, k_commitments);
}

void outcome_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const PlanOutcome& outcome = site.content.outcomes[i];
    const PlanObjective* objective = objective_of(site, outcome.objective);
    PageHead head{outcome.title, "plan", {{"The plan", "/plan/"}}, {}};
    if (objective != nullptr) head.crumbs.push_back({objective->title, address::objective(objective->id)});
    View page = start_page(sheet, site, head, "outcome.tpl");
    page.text("ID", outcome.id).text("TITLE", outcome.title);
    std::vector<std::size_t> measures = measures_for(site, {outcome.id});
    page.show("NOTHING", measures.empty());
    if (!measures.empty()) {
        View body = page.section("MEASURES");
        body.text("COUNTS", counts_words(force_counts(site, measures)));
        fill_brief(body.include("BRIEF", "brief.tpl"), site, measures);
        for (AreaIndex f : site.forces) {
            std::vector<StripRow> rows = rows_of(site, measures, f);
            if (rows.empty()) continue;
            View force = body.section("FORCE").text("NAME", site.area(f).name);
            fill_strip(force.include("STRIP", "strip.tpl"), {{"", rows}},
                       {fmt::format("{} in {}", outcome.title, site.area(f).name), "Measure and latest value"});
        }
    }
    std::vector<std::string> ids{outcome.id};
    if (std::vector<const Commitment*> promises = promises_of(site, ids); !promises.empty())
        fill_promises(page.include("PROMISES", "promises.tpl"), site, promises);
    // Promises have a list of their own.
    fill_on_record(page, site, "plan", ids, k_commitments);
}

} // namespace peelian
