// SPDX-License-Identifier: MIT
// Designs that follow one line: before and after, and the synthetic comparison.
#include "base/text.hpp"
#include "evaluations/panel.hpp"
#include "statistics/evaluation_synthetic.hpp"
#include "statistics/evaluation_time_series.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

constexpr double k_rare = 0.05; // p at or below it is no chance

int periods_a_year(const EvaluationPanel& panel) { return std::max(1, 12 / panel.step); }

/// The mean of areas on the scale effects are looked for.
std::vector<double> scaled_mean(const EvaluationPanel& panel, const std::vector<std::vector<double>>& rows) {
    std::vector<std::vector<double>> scaled = rows;
    for (std::vector<double>& row : scaled)
        for (double& v : row)
            v = panel.scaled(v);
    return mean_by_period(scaled, panel.periods.size());
}

TimeSeriesPlan plan_of(const EvaluationPanel& panel, std::size_t start, std::size_t after) {
    TimeSeriesPlan plan;
    int year = periods_a_year(panel);
    plan.start = start;
    plan.season_length = year;
    plan.first_season = ((panel.periods.front().month() - 1) / panel.step) % year;
    auto years = static_cast<double>(start) / year;
    plan.seasons = year == 1 || years < 1 ? SeasonTerms::none
                   : years < 2            ? SeasonTerms::harmonics
                                          : SeasonTerms::dummies;
    plan.harmonics = year >= 12 ? 1 : std::max(1, (year - 1) / 2);
    // A trend of its own after the start needs time on both sides.
    plan.bend = years >= 2 && after >= static_cast<std::size_t>(year) / 2 && after >= 6;
    return plan;
}

/// The same looked for a half year before the start, in what lies before it alone.
Assumption placebo_start(const std::vector<double>& z, const EvaluationPanel& panel, std::size_t start) {
    Assumption a{"Nothing before the start", AssumptionState::unknown, ""};
    std::size_t back = std::max<std::size_t>(k_least_after, static_cast<std::size_t>(periods_a_year(panel)) / 2);
    if (start >= back + k_least_before) {
        std::vector<double> before(z.begin(), z.begin() + static_cast<std::ptrdiff_t>(start));
        TimeSeriesPlan plan = plan_of(panel, start - back, back);
        plan.bend = false;
        Effect e = interrupted_series(before, plan).step;
        if (e.certain()) {
            a.state = e.p > k_rare ? AssumptionState::met : AssumptionState::not_met;
            a.sentence = fmt::format(
                "A start set {} earlier, with only the time before looked at, {} (p {}).", counted(back, "period"),
                e.p > k_rare ? "shows nothing, as it should" : "shows a change too", number(e.p, 2));
            return a;
        }
    }
    a.sentence = "There is too little time before the start to try an earlier one.";
    return a;
}

} // namespace

void run_before_after(EvaluationResult& out, const EvaluationPanel& panel) {
    std::size_t start = panel.first_start(), n = panel.periods.size();
    std::vector<double> treated = scaled_mean(panel, panel.treated), z = treated, other(n, 0.0);
    bool compared = !panel.comparison.empty();
    if (compared) other = scaled_mean(panel, panel.comparison);
    for (std::size_t t = 0; t < n; ++t)
        z[t] -= other[t];
    TimeSeriesPlan plan = plan_of(panel, std::min(start, n), n - start);
    if (start == 0 || start >= n) {
        out.effect = no_effect(EffectReason::too_few_before);
        return;
    }
    TimeSeriesResult r = interrupted_series(z, plan);
    out.effect = r.average;
    out.p_method = "interrupted time series with errors correlated from period to period (restricted likelihood)";
    out.details_title = "Parts of the model";
    out.details = {{"Average since the start", r.average}, {"At the start", r.step}, {"In the last period", r.last}};
    if (plan.bend) out.details.push_back({"Change of the trend, each period", r.bend});
    plan.errors = TimeErrors::newey_west;
    out.details.push_back({"Average, with Newey and West's errors", interrupted_series(z, plan).average});
    for (std::size_t t = 0; t < n; ++t) {
        EvaluationPeriod p{.last = panel.periods[t], .treated = panel.unscaled(treated[t]), .after = t >= start};
        if (compared) p.comparison = panel.unscaled(other[t]);
        if (t < r.expected.size()) {
            p.expected = panel.unscaled(r.expected[t] + other[t]);
            p.lower = panel.unscaled(r.expected_lower[t] + other[t]);
            p.upper = panel.unscaled(r.expected_upper[t] + other[t]);
        }
        out.periods.push_back(p);
    }
    auto years = static_cast<double>(r.before) / periods_a_year(panel);
    out.assumptions.push_back({"Enough time before", years >= 2 ? AssumptionState::met : AssumptionState::not_met,
                               fmt::format("{} before the start and {} after it have a value; level, trend and season "
                                           "need two years before.",
                                           counted(r.before, "period"), counted(r.after, "period"))});
    if (r.average.known())
        out.assumptions.push_back(
            {"The model takes up what hangs together",
             r.left_p > k_rare ? AssumptionState::met : AssumptionState::not_met,
             fmt::format("What the model leaves over {} from one period to the next (correlation {}, p {}).",
                         r.left_p > k_rare ? "does not hang together" : "still hangs together",
                         number(r.left_correlation, 2), number(r.left_p, 2))});
    out.assumptions.push_back(placebo_start(z, panel, start));
    out.assumptions.push_back({"Nothing else happened at the same time", AssumptionState::unknown,
                               compared
                                   ? "What moves the other areas too is taken out; what happened here alone is not."
                                   : "No other areas are held beside it: anything else that began then looks the "
                                     "same in these data."});
}

void run_synthetic(EvaluationResult& out, const EvaluationPanel& panel, const Evaluation& e, const Areas& areas) {
    std::size_t start = panel.first_start(), n = panel.periods.size();
    std::vector<double> own = panel.treated[0];
    std::vector<std::vector<double>> donors = panel.comparison;
    for (double& v : own)
        v = panel.scaled(v);
    for (std::vector<double>& row : donors)
        for (double& v : row)
            v = panel.scaled(v);
    if (start == 0 || start >= n) {
        out.effect = no_effect(EffectReason::too_few_before);
        return;
    }
    SyntheticResult r = synthetic_comparison(own, donors, start);
    out.effect = no_effect(r.fit.reason == EffectReason::none ? EffectReason::not_identified : r.fit.reason);
    if (r.fit.reason != EffectReason::none) return;
    out.effect.value = r.fit.effect;
    out.effect.p = r.p;
    // The middle of what the placebos show by chance, around the estimate.
    out.effect.lower = r.fit.effect - r.placebo_upper;
    out.effect.upper = r.fit.effect - r.placebo_lower;
    out.effect.reason = std::isnan(r.placebo_lower) ? EffectReason::too_few_units : EffectReason::none;
    out.p_method = fmt::format("each of {} treated in turn as if it had been the one; p cannot be below {}",
                               counted(donors.size(), "other area"), number(r.smallest_p, 3));
    out.details_title = "What the comparison is made of";
    for (std::size_t d = 0; d < donors.size(); ++d) {
        if (r.fit.weights[d] < 0.005) continue;
        Effect weight = no_effect(EffectReason::none);
        weight.value = r.fit.weights[d];
        out.details.push_back({areas[e.comparison[d]].name, weight});
    }
    for (std::size_t t = 0; t < n; ++t)
        out.periods.push_back({.last = panel.periods[t],
                               .treated = panel.treated[0][t],
                               .expected = panel.unscaled(r.fit.expected[t]),
                               .after = t >= start});
    constexpr double k_close = 0.3, k_loose = 0.6; // of the variance before, left over
    out.assumptions.push_back(
        {"The mix follows the area before the start",
         r.fit_share < k_close   ? AssumptionState::met
         : r.fit_share < k_loose ? AssumptionState::unknown
                                 : AssumptionState::not_met,
         fmt::format("The mix leaves over {}% of how the area varied before the start.", number(100 * r.fit_share))});
    out.assumptions.push_back({"Enough other areas to tell chance from effect",
                               r.smallest_p <= k_rare ? AssumptionState::met : AssumptionState::not_met,
                               fmt::format("With {}, the smallest p that can come out is {}.",
                                           counted(donors.size(), "other area"), number(r.smallest_p, 3))});
}

} // namespace peelian
