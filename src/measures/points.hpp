// SPDX-License-Identifier: MIT
// What a measure yields: for each area and breakdown group a series over time, from
// which the points of every period kind follow.
#pragma once

#include "measures/measure.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Why a value is absent, or how far to trust it. Missing, zero and suppressed are three
/// different things; zero is a value with no flag.
enum class Flag : std::uint8_t { none, missing, suppressed, low, provisional, revised };
/// `` (none), `missing`, `suppressed`, `low`, `provisional`, `revised`: as in exports.
std::string_view to_code(Flag flag);

inline constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

/// One number that can be published. Absent parts are NaN.
struct Point {
    PeriodKind kind = PeriodKind::month;
    Month last; ///< last month of the period
    double numerator = k_missing;
    double denominator = k_missing;
    double value = k_missing;
    double lower = k_missing; ///< 95 per cent interval
    double upper = k_missing;
    Flag flag = Flag::none;
};

/// One area's (and one group's) run of base values. The base step is the measure's:
/// monthly, quarterly or yearly.
struct Series {
    AreaIndex area = 0;
    int breakdown = -1;              ///< index into MeasureData::breakdowns; -1 is the whole
    int group = -1;                  ///< index into that breakdown's groups
    std::vector<double> numerator;   ///< NaN where missing
    std::vector<double> denominator; ///< empty for counts, sums and stocks
    /// Counted beside: what chance alone would give (concentration of counts), crimes without a
    /// known victim (repeat), rows that are in numerator and
    /// base both (ratio against a base). Empty for others.
    std::vector<double> beside;
    /// Kinds that are estimated (is_estimated): the points themselves, by kind of period, oldest
    /// first; the base periods' from `begin` on. Their value and base stand in numerator and
    /// denominator too.
    std::array<std::vector<Point>, k_period_kinds.size()> estimates;
    /// The base periods its area has data for, [begin, end): a ward table may be younger
    /// than the borough table beside it. Periods outside have no points; gaps inside are
    /// missing.
    std::size_t begin = 0, end = std::numeric_limits<std::size_t>::max();
    /// Flags per base period, set by coverage and by disclosure.
    std::vector<Flag> flags;
    /// Flags of derived periods that disclosure withholds though no part of theirs is
    /// hidden; indexed [quarter, fy, r12] by base position of the last month. Empty: none.
    std::array<std::vector<bool>, 3> withheld;
};

struct Breakdown {
    std::string name;                ///< column: "self_defined_ethnicity"
    std::string title;               ///< "Self-defined ethnicity"
    std::vector<std::string> groups; ///< in a fixed order
};

/// Two groups held against each other where the measure knows more than either's interval:
/// a survey's difference with its covariance.
struct GroupGap {
    AreaIndex area = 0;
    int breakdown = -1, group = -1, against = -1;
    std::array<std::vector<Point>, k_period_kinds.size()> points;
};

/// A measure's answer. Series are ordered by area, then breakdown, then group.
struct MeasureData {
    const Measure* measure = nullptr;
    Month first;            ///< last month of the first base period
    std::size_t length = 0; ///< base periods
    std::vector<Breakdown> breakdowns;
    std::vector<Series> series;
    std::vector<GroupGap> gaps;     ///< those that gap measures ask for
    std::string sql;                ///< the statement that gave it
    std::vector<std::string> notes; ///< sentences on what it rests on: who is left out, design effect
    Month month_at(std::size_t i) const { return first + static_cast<int>(i) * measure->step; }
    /// The series of an area's whole, or null.
    const Series* whole_of(AreaIndex area) const;
    const Series* find(AreaIndex area, int breakdown, int group) const;
};

/// The kind of period of the measure's own step.
PeriodKind base_kind(const Measure& measure);
/// Period kinds a measure has: the base step's own, and coarser ones for additive kinds.
std::vector<PeriodKind> period_kinds(const Measure& measure);

/// The points of one series for one kind of period, oldest first; those of base periods
/// stand for begin, begin + 1, ... end - 1. A derived period needs
/// all its months: one missing month makes it missing, one suppressed makes it suppressed.
/// Intervals: counts exact Poisson or Byar, rates the same over people, proportions
/// Wilson, ratios of rates log-Wald or exact (METHODS 1 and 2). Estimated kinds have their
/// points already; what befell their base periods (provisional, revised) is added.
std::vector<Point> points_of(const MeasureData& data, const Series& series, PeriodKind kind);
/// What a verdict is drawn from where it is drawn from values and not from counts: the value
/// of each base period, NaN where there is none. Ratios and estimated kinds.
std::vector<double> base_values(const MeasureData& data, const Series& series);
/// points_of into a vector that is used again, for writing millions of them.
void points_of(const MeasureData& data, const Series& series, PeriodKind kind, std::vector<Point>& out);

} // namespace peelian
