// SPDX-License-Identifier: MIT
#include "plan/impact_report.hpp"

#include "base/text.hpp"
#include "measures/derive.hpp"
#include "measures/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian {
namespace {

constexpr std::array<std::string_view, k_impact_calls> k_codes{"disagrees",     "review-overdue", "mitigation-overdue",
                                                               "no-mitigation", "not-assessed",   "no-measure",
                                                               "no-figures",    "untold"};
/// Short: they stand in a box that does not break, on the narrowest screen.
constexpr std::array<std::string_view, k_impact_calls> k_words{
    "Figures do not agree", "Review overdue", "Action overdue", "No action against harm",
    "Not assessed",         "No measure",     "No figures",     "No way to know yet"};

/// Groups have a figure for each of their people, or for each case, which can be held against another's.
bool is_comparable(const Measure& m) {
    switch (m.kind) {
    case MeasureKind::count:
    case MeasureKind::sum:
    case MeasureKind::stock:
    case MeasureKind::ratio:
    case MeasureKind::gap:
    case MeasureKind::index:
    case MeasureKind::share: return false;
    default: return true;
    }
}

bool has_worsened(const Verdict& v) { return v.kind == VerdictKind::worsening || v.kind == VerdictKind::real_rise; }

PeriodKind longest_kind(const Measure& measure) {
    std::vector<PeriodKind> kinds = period_kinds(measure);
    bool rolling = std::ranges::find(kinds, PeriodKind::rolling_12) != kinds.end();
    return rolling ? PeriodKind::rolling_12 : kinds.front();
}

/// "31 March 2018"
std::string day_words(std::string_view iso) {
    return fmt::format("{} {}", std::stoi(std::string(iso.substr(8))), Month::from(iso.substr(0, 7)).to_words());
}

class ReportMaker {
public:
    ReportMaker(const ImpactInput& input, std::size_t policy)
        : input_(input),
          policy_(input.assessments.policies[policy]) {
        out_.policy = policy;
    }
    ImpactReport run();

private:
    ImpactEvidenceFigures figures_of(const ImpactEvidence& evidence) const;
    ImpactFigure figure_of(const MeasureData& data, const std::vector<Verdict>& verdicts, const Series& series) const;
    void add_groups(ImpactEvidenceFigures& out, const ImpactEvidence& evidence, const MeasureData& data,
                    const std::vector<Verdict>& verdicts) const;
    void call(ImpactCallKind kind, std::string on, std::string sentence);
    void call_dates();
    void call_judgement(std::size_t judgement);
    void call_disagreements(const ImpactJudgement& judgement, const std::vector<ImpactEvidenceFigures>& evidence);
    void call_mitigations(const ImpactJudgement& judgement);

    const ImpactInput& input_;
    const ImpactPolicy& policy_;
    ImpactReport out_;
};

void ReportMaker::call(ImpactCallKind kind, std::string on, std::string sentence) {
    out_.calls.push_back({kind, std::move(on), std::move(sentence)});
}

ImpactFigure ReportMaker::figure_of(const MeasureData& data, const std::vector<Verdict>& verdicts,
                                    const Series& series) const {
    ImpactFigure f;
    if (series.group >= 0)
        f.group =
            data.breakdowns[static_cast<std::size_t>(series.breakdown)].groups[static_cast<std::size_t>(series.group)];
    std::vector<Point> points = points_of(data, series, longest_kind(*data.measure));
    auto last = std::find_if(points.rbegin(), points.rend(), [](const Point& p) { return p.flag != Flag::missing; });
    if (last != points.rend()) f.point = *last;
    f.verdict = verdicts[static_cast<std::size_t>(&series - data.series.data())];
    return f;
}

void ReportMaker::add_groups(ImpactEvidenceFigures& out, const ImpactEvidence& evidence, const MeasureData& data,
                             const std::vector<Verdict>& verdicts) const {
    auto breakdown = std::ranges::find(data.breakdowns, evidence.breakdown, &Breakdown::name);
    if (breakdown == data.breakdowns.end()) {
        out.problem = fmt::format("{} has no figures by {}", data.measure->title, evidence.breakdown);
        return;
    }
    std::vector<std::string> wanted = evidence.groups.empty() ? breakdown->groups : evidence.groups;
    if (!evidence.against.empty() && std::ranges::find(wanted, evidence.against) == wanted.end())
        wanted.push_back(evidence.against);
    std::vector<std::string> absent;
    for (const std::string& group : wanted) {
        auto at = std::ranges::find(breakdown->groups, group);
        const Series* series = at == breakdown->groups.end()
                                   ? nullptr
                                   : data.find(evidence.area, static_cast<int>(breakdown - data.breakdowns.begin()),
                                               static_cast<int>(at - breakdown->groups.begin()));
        if (series == nullptr) absent.push_back(group);
        else out.figures.push_back(figure_of(data, verdicts, *series));
    }
    if (!absent.empty() && !evidence.groups.empty())
        out.problem = fmt::format("{} has no figures of {}", data.measure->title, listed(absent));
    auto other = std::ranges::find(out.figures, evidence.against, &ImpactFigure::group);
    if (evidence.against.empty() || other == out.figures.end() || !other->has_value() || !is_comparable(*data.measure))
        return;
    Point base = *other->point;
    for (ImpactFigure& f : out.figures)
        if (f.group != evidence.against && f.has_value() && f.point->last == base.last)
            f.gap = gap_between(*f.point, base, *data.measure, false);
}

ImpactEvidenceFigures ReportMaker::figures_of(const ImpactEvidence& evidence) const {
    ImpactEvidenceFigures out;
    for (std::size_t m = 0; m < input_.data.size(); ++m) {
        const MeasureData& data = input_.data[m];
        if (data.measure->id != evidence.measure) continue;
        out.measure = data.measure;
        if (!evidence.breakdown.empty()) add_groups(out, evidence, data, input_.verdicts[m]);
        else if (const Series* series = data.whole_of(evidence.area))
            out.figures.push_back(figure_of(data, input_.verdicts[m], *series));
        break;
    }
    if (out.measure == nullptr) out.problem = fmt::format("'{}' has no data in this release", evidence.measure);
    else if (out.problem.empty() && std::ranges::none_of(out.figures, &ImpactFigure::has_value))
        out.problem = fmt::format("Nothing of {} may be shown", out.measure->title);
    return out;
}

void ReportMaker::call_dates() {
    if (policy_.review < input_.date)
        call(ImpactCallKind::review_overdue, "",
             fmt::format("It was due for review on {}.", day_words(policy_.review)));
}

void ReportMaker::call_disagreements(const ImpactJudgement& judgement,
                                     const std::vector<ImpactEvidenceFigures>& evidence) {
    if (judgement.effect != ImpactEffect::none && judgement.effect != ImpactEffect::positive) return;
    std::string_view judged = judgement.effect == ImpactEffect::none ? "no effect is known" : "the effect is positive";
    for (const ImpactEvidenceFigures& e : evidence)
        for (const ImpactFigure& f : e.figures) {
            if (!f.has_value() || !has_worsened(f.verdict)) continue;
            std::string what = e.measure->title + (f.group.empty() ? "" : fmt::format(" ({})", f.group));
            std::string since = f.verdict.signal ? " since " + f.verdict.signal->to_words() : "";
            call(
                ImpactCallKind::disagrees, judgement.on,
                fmt::format("It is judged that {}, and the verdict on {} is that it worsened{}.", judged, what, since));
        }
}

void ReportMaker::call_mitigations(const ImpactJudgement& judgement) {
    bool harm = judgement.effect == ImpactEffect::negative || judgement.effect == ImpactEffect::mixed;
    if (harm && judgement.mitigations.empty())
        call(ImpactCallKind::no_mitigation, judgement.on, "A harm is expected, and nothing is done against it.");
    for (const ImpactMitigation& m : judgement.mitigations)
        if (m.done.empty() && m.due < input_.date)
            call(ImpactCallKind::mitigation_overdue, judgement.on,
                 fmt::format("{} was to do this by {}: {}", m.owner, day_words(m.due), m.text));
}

void ReportMaker::call_judgement(std::size_t index) {
    const ImpactJudgement& j = policy_.judgements[index];
    const std::vector<ImpactEvidenceFigures>& evidence = out_.evidence[index];
    call_disagreements(j, evidence);
    if (policy_.status == "withdrawn") return;
    call_mitigations(j);
    if (j.evidence.empty())
        call(ImpactCallKind::no_measure, j.on, "Nothing in this release can show whether the judgement is right.");
    for (const ImpactEvidenceFigures& e : evidence)
        if (!e.problem.empty()) call(ImpactCallKind::no_figures, j.on, e.problem + ".");
    if (j.effect == ImpactEffect::unknown && j.gaps.empty())
        call(ImpactCallKind::untold, j.on, "Somebody has to say how it could be found out.");
}

ImpactReport ReportMaker::run() {
    for (const ImpactJudgement& judgement : policy_.judgements) {
        std::vector<ImpactEvidenceFigures>& evidence = out_.evidence.emplace_back();
        for (const ImpactEvidence& e : judgement.evidence)
            evidence.push_back(figures_of(e));
    }
    bool in_force = policy_.status != "withdrawn";
    if (in_force) call_dates();
    auto look_at = [&](std::string_view on) {
        const ImpactJudgement* judgement = policy_.of(on);
        if (judgement != nullptr) call_judgement(static_cast<std::size_t>(judgement - policy_.judgements.data()));
        else if (in_force) call(ImpactCallKind::not_assessed, std::string(on), "There is no judgement yet.");
    };
    for (const ProtectedCharacteristic& c : protected_characteristics())
        look_at(c.id);
    for (const ImpactObjective& o : input_.assessments.objectives)
        look_at(o.id);
    std::ranges::stable_sort(out_.calls, {}, &ImpactCall::kind);
    return std::move(out_);
}

} // namespace

std::string_view to_code(ImpactCallKind kind) { return k_codes[static_cast<std::size_t>(kind)]; }
std::string_view call_words(ImpactCallKind kind) { return k_words[static_cast<std::size_t>(kind)]; }

bool ImpactFigure::has_value() const { return point && std::isfinite(point->value); }

std::size_t ImpactReport::pressing() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(calls, [](const ImpactCall& c) { return c.kind < ImpactCallKind::no_measure; }));
}

std::vector<ImpactReport> impact_reports(const ImpactInput& input) {
    std::vector<ImpactReport> out;
    for (std::size_t p = 0; p < input.assessments.policies.size(); ++p)
        out.push_back(ReportMaker(input, p).run());
    return out;
}

} // namespace peelian
