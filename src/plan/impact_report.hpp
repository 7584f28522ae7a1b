// SPDX-License-Identifier: MIT
// What the figures of a release say to an impact assessment: the latest figure and verdict of each group
// after disclosure, how far groups are apart, and what somebody must look at. Rules name it; they judge
// no effect.
#pragma once

#include "measures/points.hpp"
#include "plan/impact.hpp"
#include "verdicts/verdict.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One group's figure, or everyone's.
struct ImpactFigure {
    std::string group;          ///< empty: everyone
    std::optional<Point> point; ///< the latest that is not missing; withheld, it has no value
    Verdict verdict;
    /// Less the figure of the group it is held against, of the same period, with its interval.
    std::optional<Point> gap;
    bool has_value() const;
};

/// What one evidence of a judgement comes to.
struct ImpactEvidenceFigures {
    const Measure* measure = nullptr; ///< null: it has no data in this release
    std::vector<ImpactFigure> figures;
    std::string problem; ///< why nothing, or not all, can be shown; empty: nothing is amiss
};

/// In the order owners see them.
enum class ImpactCallKind : std::uint8_t {
    disagrees,          ///< judged harmless, and a figure of it has worsened
    review_overdue,     ///< the day for another look has passed
    mitigation_overdue, ///< something was due and is not done
    no_mitigation,      ///< a harm against which nothing is done
    not_assessed,       ///< no judgement on a characteristic or objective
    no_measure,         ///< a judgement to which no measure speaks
    no_figures,         ///< the measure named has nothing that can be shown
    untold              ///< not known, and nobody says what would tell
};
inline constexpr std::size_t k_impact_calls = 8;
/// `disagrees`, `review-overdue`, ...: as in open data.
std::string_view to_code(ImpactCallKind kind);
/// "Figures do not agree", ...
std::string_view call_words(ImpactCallKind kind);

/// Something for the owner of an assessment.
struct ImpactCall {
    ImpactCallKind kind = ImpactCallKind::not_assessed;
    std::string on; ///< characteristic or objective; empty: the assessment as a whole
    std::string sentence;
};

struct ImpactReport {
    std::size_t policy = 0; ///< index into the assessments'
    /// By judgement, then by its evidence.
    std::vector<std::vector<ImpactEvidenceFigures>> evidence;
    std::vector<ImpactCall> calls; ///< by kind, then in the order of characteristics and objectives

    /// How many of the calls ask the owner to do something now: all but plain gaps in what is measured.
    std::size_t pressing() const;
};

/// What the reports are made of: what a release may show, and nothing else.
struct ImpactInput {
    const ImpactAssessments& assessments;
    std::span<const MeasureData> data;
    std::span<const std::vector<Verdict>> verdicts; ///< verdicts[m][s] is of data[m].series[s]
    std::string_view date;                          ///< of the release, YYYY-MM-DD
};

/// One a policy. A judgement of "none" or "positive" does not agree with a figure whose verdict is that it worsened (of
/// a contested measure: a real rise). Groups of counts, sums and levels are not held against each other: how many
/// people they are is not in them. A withdrawn assessment asks for nothing but what disagrees.
std::vector<ImpactReport> impact_reports(const ImpactInput& input);

} // namespace peelian
