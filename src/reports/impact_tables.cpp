// SPDX-License-Identifier: MIT
// An impact assessment as a section of a report: a row for each protected characteristic and each of the
// body's own objectives.
#include "base/text.hpp"
#include "publish/words.hpp"
#include "reports/maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

std::string figure_words(const Measure& measure, const ImpactFigure& figure) {
    Point shown = *figure.point;
    if (measure.percent) shown.value *= 100;
    std::string words = cell_text(measure, shown);
    if (!figure.group.empty()) words = fmt::format("{} {}", figure.group, words);
    return is_change(figure.verdict.kind) ? fmt::format("{} ({})", words, lower(verdict_words(figure.verdict.kind)))
                                          : words;
}

/// "Stops and searches, June 2017: 10-17 412, 18-24 903 (worsening)"
std::string evidence_words(const ImpactEvidenceFigures& evidence) {
    if (evidence.measure == nullptr) return "No data in this release";
    std::vector<std::string> figures;
    std::string period;
    for (const ImpactFigure& figure : evidence.figures) {
        if (!figure.point) continue;
        if (period.empty()) period = period_in_words(figure.point->kind, figure.point->last);
        figures.push_back(figure_words(*evidence.measure, figure));
    }
    if (figures.empty()) return fmt::format("{}: nothing that can be shown", evidence.measure->title);
    return fmt::format("{}, {}: {}", evidence.measure->title, period, join(figures, ", "));
}

std::string all_evidence(const std::vector<ImpactEvidenceFigures>& evidence) {
    std::vector<std::string> parts;
    for (const ImpactEvidenceFigures& one : evidence)
        parts.push_back(evidence_words(one));
    return parts.empty() ? "[x]" : join(parts, "; ");
}

std::string done_words(const ImpactJudgement& judgement) {
    std::vector<std::string> parts;
    for (const ImpactMitigation& m : judgement.mitigations)
        parts.push_back(fmt::format("{} ({}, {})", m.text, m.owner,
                                    m.done.empty() ? "due " + date_words(m.due) : "done " + date_words(m.done)));
    return parts.empty() ? "[z]" : join(parts, " ");
}

ReportRow row_of(const ImpactReport& report, const ImpactPolicy& policy, std::string_view on, std::string title) {
    ReportRow row;
    row.label = std::move(title);
    const ImpactJudgement* judgement = policy.of(on);
    if (judgement == nullptr) {
        row.cells = {text_cell("Not assessed"), text_cell("[x]"), text_cell("[x]"), text_cell("[z]")};
        return row;
    }
    auto at = static_cast<std::size_t>(judgement - policy.judgements.data());
    row.cells = {text_cell(std::string(effect_words(judgement->effect))), text_cell(judgement->judgement),
                 text_cell(all_evidence(report.evidence[at])), text_cell(done_words(*judgement))};
    return row;
}

} // namespace

ReportTable make_impact(Maker& maker, const ImpactBlock& block) {
    const ReleaseContent& content = maker.site.content;
    const ImpactReport& report = content.impact_reports[block.report];
    const ImpactPolicy& policy = content.impact.policies[report.policy];
    ReportTable table = maker.start("Impact: " + policy.title, "On");
    table.headings = {"Likely effect", "Judgement", "Latest figures", "What is done about it"};
    table.group = "Part";
    for (const ProtectedCharacteristic& c : protected_characteristics()) {
        table.rows.push_back(row_of(report, policy, c.id, std::string(c.title)));
        table.rows.back().group = "Protected characteristics";
    }
    for (const ImpactObjective& o : content.impact.objectives) {
        table.rows.push_back(row_of(report, policy, o.id, o.title));
        table.rows.back().group = "Impact objectives";
    }
    table.notes.push_back(fmt::format("{}. Assessed on {} for {}; to be looked at again by {}.", capital(policy.status),
                                      date_words(policy.date), policy.owner, date_words(policy.review)));
    for (std::size_t c = 0; c < report.pressing(); ++c)
        table.notes.push_back(fmt::format("For its owner: {}", report.calls[c].sentence));
    return table;
}

} // namespace peelian
