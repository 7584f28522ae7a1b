// SPDX-License-Identifier: MIT
// Impact assessments: the list with all judgements side by side, and one policy's.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/impact_views.hpp"
#include "publish/pages.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

const ImpactAssessments& assessments(const SiteContext& site) { return site.content.impact; }

bool is_overdue(const SiteContext& site, const ImpactPolicy& policy) {
    return policy.status != "withdrawn" && policy.review < site.content.date;
}

/// "3 things for its owner and 7 gaps in what is known"
std::string calls_words(const ImpactReport& report) {
    std::size_t pressing = report.pressing(), gaps = report.calls.size() - pressing;
    std::vector<std::string> parts;
    if (pressing > 0) parts.push_back(counted(pressing, "thing") + " for its owner");
    if (gaps > 0) parts.push_back(counted(gaps, "gap") + " in what is known");
    return parts.empty() ? "Nothing is called out" : capital(listed(parts));
}

void fill_row(View row, const SiteContext& site, std::string_view on, const std::string& title) {
    row.text("TITLE", title);
    for (const ImpactReport& report : site.content.impact_reports) {
        const ImpactJudgement* judgement = assessments(site).policies[report.policy].of(on);
        View cell = row.section("CELL");
        cell.fixed("EFFECT", judgement == nullptr ? "Not assessed" : effect_words(judgement->effect));
        cell.show("DISAGREES", std::ranges::any_of(report.calls, [&](const ImpactCall& call) {
                      return call.kind == ImpactCallKind::disagrees && call.on == on;
                  }));
    }
}

/// The page of an objective or outcome of the plan, by its id.
void fill_served(View item, const SiteContext& site, const std::string& id) {
    for (const PlanObjective& o : site.content.objectives)
        if (o.id == id) {
            item.text("TITLE", o.title).maybe("ADDRESS", address::objective(o.id));
            return;
        }
    for (const PlanOutcome& o : site.content.outcomes)
        if (o.id == id) {
            item.text("TITLE", o.title).maybe("ADDRESS", address::outcome(o.objective, o.id));
            return;
        }
    item.text("TITLE", id).maybe("ADDRESS", "");
}

void fill_call(View item, const SiteContext& site, const ImpactCall& call) {
    item.fixed("WORDS", call_words(call.kind)).text("SENTENCE", call.sentence);
    item.maybe("ON", call.on.empty() ? "" : assessments(site).title_of(call.on));
}

void fill_facts(View page, const SiteContext& site, const ImpactPolicy& policy) {
    page.text("STATUS", capital(policy.status)).text("OWNER", policy.owner).text("DATE", date_words(policy.date));
    page.text("REVIEW", date_words(policy.review)).show("OVERDUE", is_overdue(site, policy));
    if (!policy.serves.empty()) {
        View serves = page.section("SERVES");
        for (const std::string& id : policy.serves)
            fill_served(serves.section("OUTCOME"), site, id);
    }
    if (policy.commitments.empty()) return;
    View commitments = page.section("COMMITMENTS");
    for (const std::string& id : policy.commitments) {
        auto found = std::ranges::find(site.content.commitments, id, &Commitment::id);
        if (found == site.content.commitments.end()) continue;
        auto place = site.records.find(k_commitments, id);
        View item = commitments.section("COMMITMENT").text("TEXT", found->text);
        item.maybe("ADDRESS", place ? site.records.address(*place) : "").fixed("STATUS", status_words(found->status()));
    }
}

} // namespace

void impact_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Impact assessments", "plan", {}, {}};
    if (!site.content.objectives.empty()) head.crumbs = {{"The plan", "/plan/"}};
    View page = start_page(sheet, site, head, "impact.tpl");
    for (const ImpactReport& report : site.content.impact_reports) {
        const ImpactPolicy& policy = assessments(site).policies[report.policy];
        View item = page.section("POLICY").text("ADDRESS", address::impact(policy.id)).text("TITLE", policy.title);
        item.text("STATUS", capital(policy.status)).text("ABOUT", policy.about).text("OWNER", policy.owner);
        item.text("DATE", date_words(policy.date)).text("REVIEW", date_words(policy.review));
        item.text("CALLS", calls_words(report)).show("OVERDUE", is_overdue(site, policy));
        page.section("HEAD").text("TITLE", policy.title);
    }
    for (const ProtectedCharacteristic& c : protected_characteristics())
        fill_row(page.section("ROW"), site, c.id, std::string(c.title));
    for (const ImpactObjective& o : assessments(site).objectives)
        fill_row(page.section("ROW"), site, o.id, o.title);
}

void impact_policy_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const ImpactReport& report = site.content.impact_reports[i];
    const ImpactPolicy& policy = assessments(site).policies[report.policy];
    PageHead head{policy.title, "plan", {}, {}};
    if (!site.content.objectives.empty()) head.crumbs.push_back({"The plan", "/plan/"});
    head.crumbs.push_back({"Impact assessments", "/impact/"});
    View page = start_page(sheet, site, head, "impact_policy.tpl");
    page.text("TITLE", policy.title).text("ABOUT", policy.about);
    fill_facts(page, site, policy);
    if (report.pressing() > 0) {
        View calls = page.section("CALLS").text("COUNT", calls_words(report));
        for (std::size_t c = 0; c < report.pressing(); ++c)
            fill_call(calls.section("CALL"), site, report.calls[c]);
    }
    fill_assessment(page.include("ASSESSMENT", "impact_assessment.tpl"), site, report);
}

} // namespace peelian
