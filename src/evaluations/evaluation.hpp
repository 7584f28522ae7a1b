// SPDX-License-Identifier: MIT
// Room evaluations: whether something that was done made a difference. An evaluation is
// declared (evaluations/*.toml), run over the points of a release after disclosure, and
// gives an effect with its uncertainty, the assumptions it rests on and how they look in
// the data, and a conclusion that may be that nobody can tell. docs/evaluations.md is the
// manual.
#pragma once

#include "measures/points.hpp"
#include "statistics/evaluation_effect.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

enum class EvaluationDesign {
    before_after, ///< interrupted time series, of treated areas alone or less others
    difference,   ///< difference in differences
    staggered,    ///< areas that start at different times
    synthetic,    ///< one area against a mix of others
    displacement, ///< events in treated places and around them
    dose          ///< how much was done against how much changed
};
/// `before-after`, `difference`, `staggered`, `synthetic`, `displacement`, `dose`
std::string_view to_text(EvaluationDesign design);
/// "Before and after, with areas where nothing was done", ...
std::string_view to_words(EvaluationDesign design);

struct TreatedArea {
    AreaIndex area = 0;
    Month start;                         ///< first month
    double dose = k_missing;             ///< dose: how much
    std::optional<double> received = {}; ///< dose: where areas were assigned, the part that was delivered
    bool assigned = true;                ///< dose
};

/// What evaluations/*.toml says of one.
struct Evaluation {
    std::string id, title, question;
    std::string done; ///< Markdown: what was done
    EvaluationDesign design = EvaluationDesign::difference;
    std::string measure;
    std::string breakdown, group; ///< empty: everyone
    std::vector<TreatedArea> treated;
    std::vector<AreaIndex> comparison, around, around_comparison;
    std::optional<Month> from, to; ///< window; the data's own if none
    int expected = 0;              ///< -1 it should fall, +1 rise, 0 not said
    std::optional<bool> relative;  ///< effects as shares; by the measure if not said
    std::string limitations;       ///< Markdown
    std::string author, date;
    std::string file;
    std::size_t line = 0;
};

enum class AssumptionState { met, not_met, unknown };
/// `met`, `not met`, `cannot be checked`
std::string_view to_text(AssumptionState state);

struct Assumption {
    std::string name;
    AssumptionState state = AssumptionState::unknown;
    std::string sentence;
};

/// One period: what happened where something was done, and what is expected without it.
struct EvaluationPeriod {
    Month last;
    double treated = k_missing, expected = k_missing, lower = k_missing, upper = k_missing;
    double comparison = k_missing;
    bool after = false;
};

enum class EvaluationFinding {
    not_estimated, ///< `reason` says why
    cannot_tell,   ///< the interval holds no effect
    rose,
    fell
};
std::string_view to_text(EvaluationFinding finding);

struct EvaluationResult {
    EvaluationFinding finding = EvaluationFinding::not_estimated;
    bool doubted = false;  ///< an assumption is not met
    bool relative = false; ///< `effect` and `details` are shares (0.1 is ten per cent more), else in units as shown
    Effect effect;
    std::string p_method; ///< what its p (and interval) rests on, a phrase
    std::string reason;
    std::string conclusion; ///< sentences
    std::vector<Assumption> assumptions;
    std::string details_title;
    std::vector<NamedEffect> details;
    std::vector<EvaluationPeriod> periods; ///< empty for dose
    std::size_t treated = 0, comparisons = 0;
};

/// An evaluation as a release holds it.
struct EvaluationReport {
    Evaluation evaluation;
    EvaluationResult result;
};

/// Reads [[evaluation]] tables. Throws Error(input) with file, line and nearest spelling for
/// an unknown key, measure, area, breakdown or group, a month that is none or outside the
/// data, a design without what it needs, an area in two roles.
std::vector<Evaluation> read_evaluations(std::span<const std::filesystem::path> files,
                                         std::span<const MeasureData> data, const Areas& areas);

/// Runs it over what may be shown: values that are hidden, missing or provisional are not
/// there. Pure; the result does not depend on threads.
EvaluationResult run_evaluation(const Evaluation& evaluation, std::span<const MeasureData> data, const Areas& areas);

} // namespace peelian
