// SPDX-License-Identifier: MIT
// Room verdicts: a pure function from a series of values and which way is better, to
// improving, worsening, no clear change, not enough data or needs triangulation, with
// the rule that decided, its numbers and one sentence. docs/verdicts.md explains it to
// readers and shows how often it is wrong.
#pragma once

#include "measures/points.hpp"
#include "statistics/control_charts.hpp"
#include "verdicts/triangulation.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

enum class VerdictKind : std::uint8_t {
    improving,
    worsening,
    changed, ///< a real change, and the measure says of neither way that it is better
    no_clear_change,
    not_enough_data,
    needs_triangulation, ///< a real change of a contested measure, with nothing known beside it
    // A contested measure read with its companions (triangulation.hpp):
    mostly_more_reporting,
    mostly_less_reporting,
    real_rise,
    real_fall,
    cannot_tell
};
/// `improving`, `worsening`, `changed`, `no clear change`, `not enough data`, `needs triangulation`,
/// `mostly more reporting`, `mostly less reporting`, `a real rise`, `a real fall`, `cannot tell`
std::string_view to_text(VerdictKind kind);

/// A verdict on the latest period of one series.
struct Verdict {
    VerdictKind kind = VerdictKind::not_enough_data;
    int direction = 0;           ///< of the signal: -1 down, +1 up, 0 none
    std::string rule;            ///< "sustained shift", "single point", ... empty when none
    std::optional<Month> signal; ///< when the signal began
    std::optional<Month> latest; ///< the period judged: the last that has a value
    double value = k_missing;    ///< latest value
    double expected = k_missing; ///< what the model expects of it
    double lower = k_missing;    ///< its usual range, 95 per cent
    double upper = k_missing;
    double statistic = k_missing; ///< largest |t| over start dates
    double threshold = k_missing;
    double change = k_missing;       ///< latest 12 months on the 12 before, as a proportion
    double change_lower = k_missing; ///< 95 per cent interval of it
    double change_upper = k_missing;
    double year_ago_change = k_missing; ///< latest period on the same a year before, proportion
    double year_ago_p = k_missing;      ///< two-sided p of it
    /// Smallest step of 12 months that would have been noticed four times in five, as a
    /// proportion of the level.
    double smallest_change = k_missing;
    double p = k_missing;       ///< chance of as large a statistic in a stable series, for discoveries
    std::optional<Month> since; ///< first period the verdict rests on, after a break or rebase
    bool rebased = false;       ///< older history was set aside: its level was another one
    bool own_errors = false;    ///< the values' own margins of error are counted in
    /// Code when there is no verdict: "short", "rare", "constant", "missing", "break" (too
    /// short after it). With a verdict it is empty, or "break" when history ends at one.
    std::string reason;
    /// What the companions of a contested measure say of its change; null for all others.
    std::shared_ptr<const Triangulation> triangulation;
};

/// Reads a change of a contested measure with its companions: gives the verdict its kind
/// and its triangulation. Any verdict but needs_triangulation is left as it is.
void read_with_companions(Verdict& verdict, std::span<const CompanionEvidence> companions);

/// What the model expects of every period, for drawing: same length as the series.
struct ExpectedRange {
    std::vector<double> centre, lower, upper;
};

/// One series to judge.
struct JudgeInput {
    std::span<const double> numerator;   ///< counts, or values when `nature` is value
    std::span<const double> denominator; ///< same length, or empty
    enum class Nature : std::uint8_t { count, rate, proportion, value } nature = Nature::count;
    Better better = Better::neither;
    std::span<const SeriesBreak> breaks; ///< judged after the last of these
    /// Values: the standard error of each where it is known (surveys, medians, gaps), else empty.
    /// Periods are weighted by it, and noise is never taken to be less than it.
    std::span<const double> errors{};
};

/// Judges series over the same months: what depends on the months alone (design matrix,
/// thresholds) is worked out once. Const and safe to share between threads.
class Judge {
public:
    /// `first` is the first period's last month, `length` periods of `step` months, of
    /// which every `overlap`-th is independent.
    Judge(Month first, std::size_t length, int step = 1, int overlap = 1);
    ~Judge();
    Judge(Judge&&) noexcept;
    Judge& operator=(Judge&&) noexcept;
    /// Throws Error(input) when a length is wrong or a proportion has more cases than base.
    Verdict judge(const JudgeInput& input) const;
    /// As judge, and what the model expects of every period it looked at (NaN elsewhere):
    /// the usual level before the signal, if there is one.
    Verdict judge(const JudgeInput& input, ExpectedRange& range) const;

    struct Plan; ///< inside the room

private:
    std::unique_ptr<Plan> plan_;
};

/// The classical chart that fits the nature of a series: events of fewer than one a period get
/// exact Poisson limits, shares and rates with a base Laney's p' and u', all else the
/// individuals chart. Drawn and named as classical; it never gives the verdict.
ControlChart classical_chart(std::span<const double> numerator, std::span<const double> denominator,
                             JudgeInput::Nature nature);

/// A p-value for the largest |t| of a verdict, for use over many series: the two-sided
/// normal tail scaled so that it is 0.05 at the verdict's own threshold. NaN without one.
double p_value(const Verdict& verdict);
/// Benjamini-Hochberg over the p-values of many series; NaN never passes.
std::vector<bool> discoveries(std::span<const double> p_values, double rate = 0.05);

/// "Hackney", but "the Northmere Police area": a force's name is not a place.
std::string place_in_words(std::string_view area_name);

/// True when a measure's title wants "were": by its key `plural`, else by its words.
bool is_plural(const Measure& measure);

/// One plain sentence (METHODS 17): "Recorded burglary in Hackney was 182 in March 2024,
/// lower than its usual range (190 to 260): a real fall, not chance." Without an area's name
/// the title stands alone.
std::string sentence(const Verdict& verdict, const Measure& measure, std::string_view area_name);

} // namespace peelian
