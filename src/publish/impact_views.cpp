// SPDX-License-Identifier: MIT
#include "publish/impact_views.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>

namespace peelian {
namespace {

/// As shown: per cent are 0 to 100.
Point shown(const Measure& measure, Point point) {
    double scale = measure.percent ? 100 : 1;
    for (double* part : {&point.value, &point.lower, &point.upper})
        *part *= scale;
    return point;
}

/// "-4.2 (-6.1 to -2.2)", in points of per cent or in the measure's unit.
std::string gap_text(const Measure& measure, const Point& gap) {
    Point p = shown(measure, gap);
    int decimals = shown_decimals(measure);
    std::string text = signed_number(p.value, decimals);
    if (measure.percent) text += " points";
    if (std::isfinite(p.lower) && std::isfinite(p.upper))
        text += fmt::format(" ({} to {})", signed_number(p.lower, decimals), signed_number(p.upper, decimals));
    return replace_all(text, " ", "\u00A0"); // one line, however narrow the table
}

void fill_figure(View row, const ImpactEvidence& evidence, const Measure& measure, const ImpactFigure& figure) {
    row.text("GROUP", figure.group.empty() ? "Whole area" : figure.group);
    row.text("VALUE", figure.point ? cell_text(measure, shown(measure, *figure.point)) : "no data");
    row.text("PERIOD", figure.point ? short_period(figure.point->kind, figure.point->last) : "");
    row.fixed("VERDICT", verdict_class(figure.verdict.kind)).fixed("WORDS", verdict_words(figure.verdict.kind));
    row.text("GAP", figure.gap                         ? gap_text(measure, *figure.gap)
                    : figure.group.empty()             ? ""
                    : figure.group == evidence.against ? "held against"
                                                       : "");
}

void fill_evidence(View view, const SiteContext& site, const ImpactEvidence& evidence,
                   const ImpactEvidenceFigures& figures) {
    view.maybe("PROBLEM", figures.problem).maybe("SAYS", evidence.says);
    if (figures.measure == nullptr || figures.figures.empty()) return;
    View table = view.section("FIGURES").text("TITLE", figures.measure->title);
    table.text("ADDRESS", address::measure(figures.measure->id)).text("AREA", site.area(evidence.area).name);
    table.text("UNIT", unit_words(*figures.measure));
    bool gaps = false;
    for (const ImpactFigure& f : figures.figures)
        gaps = gaps || f.gap.has_value();
    table.maybe("AGAINST", gaps ? evidence.against : "");
    for (const ImpactFigure& f : figures.figures) {
        View row = table.section("ROW");
        fill_figure(row, evidence, *figures.measure, f);
        row.show("COMPARED", gaps);
    }
}

void fill_mitigation(View item, const SiteContext& site, const ImpactMitigation& m) {
    item.text("TEXT", m.text).text("OWNER", m.owner).text("DUE", date_words(m.due));
    item.maybe("DONE", m.done.empty() ? "" : date_words(m.done));
    item.show("OVERDUE", m.done.empty() && m.due < site.content.date);
}

void fill_judgement(View part, const SiteContext& site, const ImpactReport& report, const ImpactPolicy& policy,
                    std::string_view on) {
    View whole = part.include("JUDGEMENT", "impact_judgement.tpl");
    for (const ImpactCall& call : report.calls)
        if (call.on == on) whole.section("CALL").fixed("WORDS", call_words(call.kind)).text("SENTENCE", call.sentence);
    const ImpactJudgement* judgement = policy.of(on);
    part.maybe("EFFECT", judgement == nullptr ? "" : effect_words(judgement->effect));
    if (judgement == nullptr) return;
    whole.section("JUDGED").text("JUDGEMENT", judgement->judgement).text("BASIS", judgement->basis);
    const auto& figures = report.evidence[static_cast<std::size_t>(judgement - policy.judgements.data())];
    for (std::size_t e = 0; e < figures.size(); ++e)
        fill_evidence(whole.section("EVIDENCE"), site, judgement->evidence[e], figures[e]);
    for (const ImpactGap& gap : judgement->gaps)
        whole.section("GAPS").text("UNKNOWN", gap.unknown).text("TELLS", gap.tells);
    if (judgement->mitigations.empty()) return;
    View list = whole.section("MITIGATIONS");
    for (const ImpactMitigation& m : judgement->mitigations)
        fill_mitigation(list.section("MITIGATION"), site, m);
}

} // namespace

void fill_assessment(View view, const SiteContext& site, const ImpactReport& report) {
    const ImpactAssessments& all = site.content.impact;
    const ImpactPolicy& policy = all.policies[report.policy];
    for (const ProtectedCharacteristic& c : protected_characteristics())
        fill_judgement(view.section("CHARACTERISTIC").fixed("TITLE", c.title), site, report, policy, c.id);
    if (all.objectives.empty()) return;
    View list = view.section("OBJECTIVES");
    for (const ImpactObjective& o : all.objectives)
        fill_judgement(list.section("OBJECTIVE").text("TITLE", o.title).text("TEXT", o.text), site, report, policy,
                       o.id);
}

} // namespace peelian
