// SPDX-License-Identifier: MIT
// Runs an evaluation and puts it into words.
#include "base/text.hpp"
#include "evaluations/panel.hpp"
#include "verdicts/verdict.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace peelian {

std::string_view to_words(EvaluationDesign design) {
    switch (design) {
    case EvaluationDesign::before_after: return "Before and after (interrupted time series)";
    case EvaluationDesign::difference: return "Before and after, against other areas (difference in differences)";
    case EvaluationDesign::staggered: return "Areas that started at different times (staggered roll-out)";
    case EvaluationDesign::synthetic: return "Against a mix of other areas (synthetic control)";
    case EvaluationDesign::displacement:
        return "Events in the places and around them (weighted displacement difference)";
    case EvaluationDesign::dose: break;
    }
    return "How much was done against how much changed (dose and compliance)";
}

std::string_view to_text(AssumptionState state) {
    switch (state) {
    case AssumptionState::met: return "met";
    case AssumptionState::not_met: return "not met";
    case AssumptionState::unknown: break;
    }
    return "cannot be checked";
}

std::string_view to_text(EvaluationFinding finding) {
    switch (finding) {
    case EvaluationFinding::not_estimated: return "not estimated";
    case EvaluationFinding::cannot_tell: return "cannot tell";
    case EvaluationFinding::rose: return "higher than without it";
    case EvaluationFinding::fell: break;
    }
    return "lower than without it";
}

namespace {

std::string_view reason_words(EffectReason reason) {
    switch (reason) {
    case EffectReason::none: return "";
    case EffectReason::no_data: return "nothing can be shown for these areas and periods";
    case EffectReason::too_few_before: return "there are too few periods before the start";
    case EffectReason::too_few_after: return "there are too few periods after the start";
    case EffectReason::too_few_units: return "there are too few areas";
    case EffectReason::no_comparison: return "no area is left to compare with";
    case EffectReason::one_treated: return "there is a single area, whose chance changes cannot be told from an effect";
    case EffectReason::no_variation: return "the figures do not vary";
    case EffectReason::not_identified: return "the effect cannot be told from something else in the model";
    case EffectReason::not_positive: return "some values are zero, so shares of change do not exist";
    case EffectReason::no_compliance: break;
    }
    return "being assigned made no difference to what was received";
}

/// From logarithms to shares: 0.1 is ten per cent more.
void to_shares(Effect& e) {
    for (double* v : {&e.value, &e.lower, &e.upper})
        *v = std::expm1(*v);
}

void check_breaks(EvaluationResult& out, const EvaluationPanel& panel) {
    for (const SeriesBreak& b : panel.measure->breaks)
        if (!panel.periods.empty() && b.from > panel.periods.front() && b.from <= panel.periods.back())
            out.assumptions.push_back(
                {"The figures mean the same throughout", AssumptionState::not_met,
                 fmt::format("From {} the figures stand on another footing: {}", b.from.to_words(), b.reason)});
}

void check_gaps(EvaluationResult& out, const EvaluationPanel& panel) {
    if (panel.missing == 0) return;
    std::size_t cells = panel.periods.size() * (panel.treated.size() + panel.comparison.size() + panel.around.size() +
                                                panel.around_comparison.size());
    double share = static_cast<double>(panel.missing) / static_cast<double>(std::max<std::size_t>(1, cells));
    constexpr double k_few = 0.05;
    std::string withheld =
        panel.hidden > 0 ? fmt::format("; {} withheld to protect people",
                                       panel.hidden == 1 ? "1 is" : number(static_cast<double>(panel.hidden)) + " are")
                         : "";
    out.assumptions.push_back({"Hardly any value is missing",
                               share <= k_few ? AssumptionState::met : AssumptionState::not_met,
                               fmt::format("{} of {} are not there{}.", number(static_cast<double>(panel.missing)),
                                           counted(cells, "value"), withheld)});
}

/// "12.3%", "3.4 percentage points", "45 offences"
std::string amount(const EvaluationResult& out, const EvaluationPanel& panel, double value) {
    double size = std::fabs(value);
    if (out.relative) return number(100 * size, 1) + "%";
    if (panel.measure->percent) return number(size, 1) + " percentage points";
    int decimals = size < 10 ? std::max(1, panel.measure->decimals) : panel.measure->decimals;
    return panel.measure->unit.empty() ? number(size, decimals) : number(size, decimals) + " " + panel.measure->unit;
}

std::string directed(const EvaluationResult& out, const EvaluationPanel& panel, double value) {
    return amount(out, panel, value) + (value < 0 ? " lower" : " higher");
}

std::string p_words(double p) {
    if (std::isnan(p)) return "";
    return p < 0.001 ? "p below 0.001" : "p " + number(p, 3);
}

std::string doubts(const EvaluationResult& out) {
    std::vector<std::string> names;
    for (const Assumption& a : out.assumptions)
        if (a.state == AssumptionState::not_met)
            names.push_back("\"" + lower(a.name.substr(0, 1)) + a.name.substr(1) + "\"");
    if (names.empty()) return "";
    return fmt::format(" What this rests on does not hold in full: {} {} not met.", join(names, ", "),
                       names.size() == 1 ? "is" : "are");
}

} // namespace

void conclude(EvaluationResult& out, const EvaluationPanel& panel, const Evaluation& e) {
    const std::string& title = panel.measure->title;
    bool dose = e.design == EvaluationDesign::dose, many = is_plural(*panel.measure);
    if (!out.effect.known()) {
        if (out.reason.empty()) out.reason = reason_words(out.effect.reason);
        out.conclusion = fmt::format("Whether it made a difference cannot be estimated: {}.", out.reason);
        return;
    }
    out.doubted =
        std::ranges::any_of(out.assumptions, [](const Assumption& a) { return a.state == AssumptionState::not_met; });
    constexpr double k_rare = 0.05;
    bool excludes = !out.effect.certain() || out.effect.lower > 0 || out.effect.upper < 0;
    bool found = out.effect.p <= k_rare && excludes;
    out.finding = !found                 ? EvaluationFinding::cannot_tell
                  : out.effect.value < 0 ? EvaluationFinding::fell
                                         : EvaluationFinding::rose;
    std::string what =
        dose ? fmt::format("For each unit of dose, {} changed to {}", title, directed(out, panel, out.effect.value))
             : fmt::format("{} {} {} than {} would have been without, by this comparison", title, many ? "were" : "was",
                           directed(out, panel, out.effect.value), many ? "they" : "it");
    std::string limits = out.effect.certain() ? fmt::format("{} to {}", directed(out, panel, out.effect.lower),
                                                            directed(out, panel, out.effect.upper))
                                              : "";
    std::string p = p_words(out.effect.p);
    if (!found) {
        out.conclusion = fmt::format("We cannot tell whether it made a difference. {}, but {}.", what,
                                     !limits.empty() ? fmt::format("anything from {} fits the data ({})", limits, p)
                                     : p.empty()     ? std::string("how far chance alone would go is not known: ") +
                                                       std::string(reason_words(out.effect.reason))
                                                 : "chance alone could do as much (" + p + ")");
    } else {
        std::string inside = limits.empty() ? p : fmt::format("95% interval {}; {}", limits, p);
        out.conclusion = fmt::format("{} ({}).", what, inside);
        if (e.expected != 0)
            out.conclusion += (out.effect.value < 0) == (e.expected < 0) ? " That is the direction hoped for."
                                                                         : " That is not the direction hoped for.";
    }
    out.conclusion += doubts(out);
}

EvaluationResult run_evaluation(const Evaluation& e, std::span<const MeasureData> data, const Areas& areas) {
    EvaluationPanel panel = panel_of(e, data, areas);
    EvaluationResult out;
    out.relative = panel.relative;
    out.treated = panel.treated.size();
    out.comparisons = panel.comparison.size();
    if (panel.periods.empty()) {
        out.effect = no_effect(EffectReason::no_data);
    } else {
        switch (e.design) {
        case EvaluationDesign::before_after: run_before_after(out, panel); break;
        case EvaluationDesign::difference: run_difference(out, panel); break;
        case EvaluationDesign::staggered: run_staggered(out, panel); break;
        case EvaluationDesign::synthetic: run_synthetic(out, panel, e, areas); break;
        case EvaluationDesign::displacement: run_displacement(out, panel); break;
        case EvaluationDesign::dose: run_dose(out, panel, e); break;
        }
    }
    check_breaks(out, panel);
    check_gaps(out, panel);
    if (panel.left_out > 0)
        out.assumptions.push_back({"Areas left out do not matter", AssumptionState::unknown,
                                   fmt::format("{} of the comparison had a period with none at all, so no share of "
                                               "change, and {} left out.",
                                               counted(panel.left_out, "area"), panel.left_out == 1 ? "is" : "are")});
    if (out.relative) {
        to_shares(out.effect);
        // Weights of a mix, and parts received, are no logarithms.
        for (NamedEffect& d : out.details)
            if (e.design != EvaluationDesign::synthetic && !d.name.starts_with("Part received")) to_shares(d.effect);
    }
    conclude(out, panel, e);
    return out;
}

} // namespace peelian
