// SPDX-License-Identifier: MIT
// Designs that compare areas: difference in differences, staggered roll-outs, displacement
// and dose.
#include "base/text.hpp"
#include "evaluations/panel.hpp"
#include "statistics/evaluation_displacement.hpp"
#include "statistics/evaluation_dose.hpp"
#include "statistics/evaluation_panel.hpp"
#include "statistics/evaluation_staggered.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace peelian {
namespace {

constexpr double k_rare = 0.05;
constexpr std::size_t k_many_areas = 5; // treated and others, for errors clustered by area

std::vector<std::vector<double>> scaled(const EvaluationPanel& panel, const std::vector<std::vector<double>>& rows) {
    std::vector<std::vector<double>> out = rows;
    for (std::vector<double>& row : out)
        for (double& v : row)
            v = panel.scaled(v);
    return out;
}

/// Mean from `from` to before `to`.
double mean_in(const std::vector<double>& row, std::size_t from, std::size_t to) {
    to = std::min(to, row.size());
    return from < to ? mean_of(std::span(row).subspan(from, to - from)) : k_missing;
}

/// By area, the mean of [start, end) less that of [begin, start).
std::vector<double> changes(const std::vector<std::vector<double>>& rows, std::size_t begin, std::size_t start,
                            std::size_t end) {
    std::vector<double> out;
    for (const std::vector<double>& row : rows)
        out.push_back(mean_in(row, start, end) - mean_in(row, begin, start));
    return out;
}

/// Whole years before the start, so that no season weighs more before than after; all of it if
/// there is not one.
std::size_t whole_years_before(const EvaluationPanel& panel, std::size_t start) {
    auto year = static_cast<std::size_t>(std::max(1, 12 / panel.step));
    return start >= year ? start % year : 0;
}

Assumption trends_before(const std::vector<std::vector<double>>& treated,
                         const std::vector<std::vector<double>>& others, std::size_t start, int step) {
    Assumption a{"Trends were alike before", AssumptionState::unknown, ""};
    std::vector<PanelCell> cells;
    for (std::size_t i = 0; i < treated.size() + others.size(); ++i) {
        bool own = i < treated.size();
        const std::vector<double>& row = own ? treated[i] : others[i - treated.size()];
        for (std::size_t t = 0; t < start; ++t)
            cells.push_back({i, t, row[t], own ? static_cast<double>(t) * step / 12 : 0});
    }
    // Few treated areas make clustered errors too small; the slopes of areas are compared then.
    std::vector<double> own_slopes, other_slopes;
    for (std::size_t i = 0; i < treated.size() + others.size(); ++i) {
        const std::vector<double>& row = i < treated.size() ? treated[i] : others[i - treated.size()];
        double n = 0, st = 0, sy = 0, stt = 0, sty = 0;
        for (std::size_t t = 0; t < start; ++t) {
            if (std::isnan(row[t])) continue;
            double years = static_cast<double>(t) * step / 12;
            ++n;
            st += years;
            sy += row[t];
            stt += years * years;
            sty += years * row[t];
        }
        double det = n * stt - st * st;
        (i < treated.size() ? own_slopes : other_slopes)
            .push_back(n >= 4 && det > 0 ? (n * sty - st * sy) / det : k_missing);
    }
    bool many = treated.size() >= k_many_areas && others.size() >= k_many_areas;
    Effect slope =
        many ? two_way_effect(cells, {.draws = 0}).effect : collapsed_effect(own_slopes, other_slopes, 0.95, 0).effect;
    if (!slope.certain()) {
        a.sentence = "There is too little time, or there are too few areas, to compare trends before the start.";
        return a;
    }
    a.state = slope.p > k_rare ? AssumptionState::met : AssumptionState::not_met;
    a.sentence = slope.p > k_rare
                     ? fmt::format("Before the start the trends do not differ by more than chance (p {}); a small "
                                   "difference could be missed.",
                                   number(slope.p, 2))
                     : fmt::format("Trends differed before the start already (p {}), so they would have gone apart "
                                   "without it.",
                                   number(slope.p, 3));
    return a;
}

Assumption placebo_before(const std::vector<std::vector<double>>& treated,
                          const std::vector<std::vector<double>>& others, const EvaluationPanel& panel,
                          std::size_t start) {
    Assumption a{"Nothing before the start", AssumptionState::unknown,
                 "There is too little time before the start to try an earlier one."};
    auto year = static_cast<std::size_t>(std::max(1, 12 / panel.step));
    if (start < 2 * year) return a;
    Effect e = collapsed_effect(changes(treated, start - 2 * year, start - year, start),
                                changes(others, start - 2 * year, start - year, start), 0.95, 0)
                   .effect;
    if (!e.certain()) return a;
    a.state = e.p > k_rare ? AssumptionState::met : AssumptionState::not_met;
    a.sentence =
        fmt::format("From the year before last to the last before the start, the areas {} (p {}).",
                    e.p > k_rare ? "changed alike, as they should" : "changed differently already", number(e.p, 2));
    return a;
}

/// Mean of treated and of others by period, and the treated as they would have gone with the others.
void fill_periods(EvaluationResult& out, const EvaluationPanel& panel, const std::vector<std::vector<double>>& treated,
                  const std::vector<std::vector<double>>& others, std::size_t begin, std::size_t start) {
    std::vector<double> own = mean_by_period(treated, panel.periods.size());
    std::vector<double> other = mean_by_period(others, panel.periods.size());
    double apart = mean_in(own, begin, start) - mean_in(other, begin, start);
    for (std::size_t t = 0; t < panel.periods.size(); ++t)
        out.periods.push_back({.last = panel.periods[t],
                               .treated = panel.unscaled(own[t]),
                               .expected = panel.unscaled(other[t] + apart),
                               .comparison = panel.unscaled(other[t]),
                               .after = t >= start});
}

Assumption no_spill_over(const EvaluationPanel& panel) {
    return {"What was done did not reach the other areas", AssumptionState::unknown,
            panel.around.empty() ? "No areas around were named, so nothing is known of effects that moved next door."
                                 : "The areas around are left out of the comparison."};
}

} // namespace

void run_difference(EvaluationResult& out, const EvaluationPanel& panel) {
    std::vector<std::vector<double>> treated = scaled(panel, panel.treated), others = scaled(panel, panel.comparison);
    std::size_t start = panel.first_start(), n = panel.periods.size(), begin = whole_years_before(panel, start);
    CollapsedEffect few =
        collapsed_effect(changes(treated, begin, start, n), changes(others, begin, start, n), 0.95, 9999);
    bool many = few.treated >= k_many_areas && few.comparisons >= k_many_areas;
    if (many) {
        std::vector<PanelCell> cells;
        for (std::size_t i = 0; i < treated.size() + others.size(); ++i)
            for (std::size_t t = begin; t < n; ++t) {
                bool own = i < treated.size();
                cells.push_back(
                    {i, t - begin, own ? treated[i][t] : others[i - treated.size()][t], own && t >= start ? 1.0 : 0.0});
            }
        TwoWayEffect e = two_way_effect(cells);
        out.effect = e.effect;
        if (!std::isnan(e.wild_p)) out.effect.p = e.wild_p;
        if (!std::isnan(e.wild_lower) && !std::isnan(e.wild_upper)) {
            out.effect.lower = e.wild_lower;
            out.effect.upper = e.wild_upper;
        }
        out.p_method = "levels of areas and periods taken out; wild cluster bootstrap over areas";
    } else {
        out.effect = few.effect;
        out.p_method = "each area's change as one number, because there are few areas (Donald and Lang)";
    }
    out.details_title = "Year by year since the start";
    auto year = static_cast<std::size_t>(std::max(1, 12 / panel.step));
    for (std::size_t from = start, k = 1; from < n; from += year, ++k) {
        auto by_year = [&](const std::vector<std::vector<double>>& rows) {
            std::vector<double> by_area;
            for (const std::vector<double>& row : rows)
                by_area.push_back(mean_in(row, from, from + year) - mean_in(row, begin, start));
            return by_area;
        };
        out.details.push_back({fmt::format("Year {}{}", k, from + year > n ? " (not whole)" : ""),
                               collapsed_effect(by_year(treated), by_year(others), 0.95, 0).effect});
    }
    fill_periods(out, panel, treated, others, begin, start);
    out.assumptions.push_back(trends_before(treated, others, start, panel.step));
    out.assumptions.push_back(placebo_before(treated, others, panel, start));
    if (!std::isnan(few.placebo_p) && few.treated > 0)
        out.assumptions.push_back({"The areas stand out among all",
                                   few.placebo_p <= k_rare         ? AssumptionState::met
                                   : few.placebo_smallest > k_rare ? AssumptionState::unknown
                                                                   : AssumptionState::not_met,
                                   fmt::format("Of all ways to choose as many areas, {}% differ by as much.",
                                               number(100 * few.placebo_p, 1))});
    out.assumptions.push_back(no_spill_over(panel));
}

void run_staggered(EvaluationResult& out, const EvaluationPanel& panel) {
    std::vector<std::vector<double>> treated = scaled(panel, panel.treated), others = scaled(panel, panel.comparison);
    std::vector<StaggeredUnit> units;
    for (std::size_t i = 0; i < treated.size(); ++i)
        units.push_back(
            {panel.start[i] < panel.periods.size() ? std::optional(panel.start[i]) : std::nullopt, treated[i]});
    for (const std::vector<double>& row : others)
        units.push_back({std::nullopt, row});
    auto year = static_cast<std::size_t>(std::max(1, 12 / panel.step));
    StaggeredOptions options;
    options.base_length = panel.first_start() >= year ? year : 1;
    options.most_before = year;
    StaggeredResult r = staggered_effects(units, options);
    out.effect = r.overall;
    out.p_method = "each wave against areas not yet treated (Callaway and Sant'Anna)";
    out.details_title = "Wave by wave";
    for (const NamedEffect& wave : r.waves) {
        auto at = static_cast<std::size_t>(std::stoul(wave.name));
        out.details.push_back({"Started " + panel.periods[at].to_words(), wave.effect});
    }
    std::vector<double> own = mean_by_period(treated, panel.periods.size());
    std::vector<double> effect(panel.periods.size(), 0.0);
    for (const GroupTimeEffect& g : r.groups)
        if (g.period >= g.start && g.effect.known())
            effect[g.period] += g.effect.value * static_cast<double>(g.treated) / static_cast<double>(treated.size());
    std::vector<double> other = others.empty() ? std::vector<double>(panel.periods.size(), k_missing)
                                               : mean_by_period(others, panel.periods.size());
    for (std::size_t t = 0; t < panel.periods.size(); ++t)
        out.periods.push_back({.last = panel.periods[t],
                               .treated = panel.unscaled(own[t]),
                               .expected = panel.unscaled(own[t] - effect[t]),
                               .comparison = panel.unscaled(other[t]),
                               .after = t >= panel.first_start()});
    Assumption before{"Trends were alike before", AssumptionState::unknown,
                      "There is too little time before the first start to compare."};
    if (r.before.certain()) {
        before.state = r.before.p > k_rare ? AssumptionState::met : AssumptionState::not_met;
        before.sentence = fmt::format("In the periods before their starts, waves {} those not yet treated (p {}).",
                                      r.before.p > k_rare ? "moved with" : "moved away from", number(r.before.p, 2));
    }
    out.assumptions.push_back(before);
    out.assumptions.push_back({"Somebody is left to compare with",
                               r.never > 0 ? AssumptionState::met : AssumptionState::unknown,
                               r.never > 0 ? fmt::format("{} never started.", counted(r.never, "area"))
                                           : "In the end all areas had started; the last periods have no comparison."});
    out.assumptions.push_back(no_spill_over(panel));
}

namespace {

/// As many periods before as after, the same months: whole years, or the same months a year
/// before where there is less than one after.
struct Windows {
    std::size_t length = 0, before = 0, after = 0; ///< first periods of both
};
Windows windows_of(const EvaluationPanel& panel) {
    auto year = static_cast<std::size_t>(std::max(1, 12 / panel.step));
    std::size_t start = panel.last_start(), n = panel.periods.size(), left = n - std::min(start, n);
    std::size_t years = std::min(left / year, panel.first_start() / year);
    if (years > 0) return {years * year, panel.first_start() - years * year, start};
    if (left > 0 && panel.first_start() >= year) return {std::min(left, year), panel.first_start() - year, start};
    return {};
}

CountPair counts_in(const std::vector<std::vector<double>>& rows, const Windows& w) {
    CountPair out;
    for (const std::vector<double>& row : rows)
        for (std::size_t k = 0; k < w.length; ++k) {
            out.before += row[w.before + k];
            out.after += row[w.after + k];
        }
    return out;
}

/// Variance over mean of the change from a month to the same a year later, before the start.
double dispersion_of(const EvaluationPanel& panel) {
    auto year = static_cast<std::size_t>(std::max(1, 12 / panel.step));
    double sum = 0, n = 0;
    for (const auto* rows : {&panel.treated, &panel.comparison, &panel.around, &panel.around_comparison})
        for (const std::vector<double>& row : *rows)
            for (std::size_t t = year; t < panel.first_start(); ++t) {
                double a = row[t - year], b = row[t];
                if (!(a + b > 0)) continue;
                sum += (b - a) * (b - a) / (a + b);
                ++n;
            }
    return n >= static_cast<double>(year) ? sum / n : k_missing;
}

} // namespace

void run_displacement(EvaluationResult& out, const EvaluationPanel& panel) {
    out.relative = false;
    out.effect = no_effect(EffectReason::too_few_before);
    MeasureKind kind = panel.measure->kind;
    if (kind != MeasureKind::count && kind != MeasureKind::sum) {
        out.reason = fmt::format("displacement is counted in events, and '{}' is no count", panel.measure->title);
        return;
    }
    Windows w = windows_of(panel);
    if (w.length == 0) return;
    DisplacementCounts counts{counts_in(panel.treated, w), counts_in(panel.comparison, w), counts_in(panel.around, w),
                              counts_in(panel.around_comparison, w)};
    double dispersion = dispersion_of(panel);
    DisplacementResult r = weighted_displacement(counts, std::isnan(dispersion) ? 1 : dispersion);
    out.effect = r.total;
    out.p_method = fmt::format("counts of {} before and after, their variance {} times Poisson's",
                               counted(w.length, "period"), number(r.dispersion, 1));
    out.details_title = "Where";
    out.details = {{"In the places themselves", r.direct}, {"Around them", r.around}};
    std::vector<double> own(panel.periods.size(), 0.0), other = own;
    for (std::size_t t = 0; t < panel.periods.size(); ++t) {
        for (const std::vector<double>& row : panel.treated)
            own[t] += row[t];
        for (const std::vector<double>& row : panel.comparison)
            other[t] += row[t];
    }
    double apart = mean_in(own, w.before, w.before + w.length) - mean_in(other, w.before, w.before + w.length);
    for (std::size_t t = 0; t < panel.periods.size(); ++t)
        out.periods.push_back({.last = panel.periods[t],
                               .treated = own[t],
                               .expected = other[t] + apart,
                               .comparison = other[t],
                               .after = t >= panel.last_start()});
    double ratio = counts.treated.before / counts.comparison.before;
    constexpr double k_alike = 2;
    out.assumptions.push_back(
        {"The comparison has about as many events",
         ratio <= k_alike && ratio >= 1 / k_alike ? AssumptionState::met : AssumptionState::not_met,
         fmt::format("{} before in the places, {} in the comparison: the method takes a change in events to be the "
                     "same in both.",
                     number(counts.treated.before), number(counts.comparison.before))});
    out.assumptions.push_back({"Events vary as supposed",
                               std::isnan(dispersion) ? AssumptionState::unknown : AssumptionState::met,
                               std::isnan(dispersion) ? "There is too little time before to see how much counts vary; "
                                                        "they are taken as Poisson."
                                                      : fmt::format("From year to year before the start, counts vary "
                                                                    "{} times as much as Poisson's; that is used.",
                                                                    number(dispersion, 1))});
    if (panel.around.empty())
        out.assumptions.push_back({"Nothing moved next door", AssumptionState::unknown, "No areas around were named."});
}

void run_dose(EvaluationResult& out, const EvaluationPanel& panel, const Evaluation& e) {
    std::vector<std::vector<double>> rows = scaled(panel, panel.treated);
    std::size_t start = panel.first_start(), n = panel.periods.size(), begin = whole_years_before(panel, start);
    std::vector<double> change = changes(rows, begin, start, n), dose, assigned, received;
    bool compliance = std::ranges::any_of(e.treated, [](const TreatedArea& t) { return t.received.has_value(); });
    for (const TreatedArea& t : e.treated) {
        dose.push_back(t.dose);
        assigned.push_back(t.assigned ? 1 : 0);
        received.push_back(t.received.value_or(k_missing));
    }
    if (compliance) {
        ComplianceResult r = compliance_effects(assigned, received, change);
        out.effect = r.assigned_outcome;
        out.p_method = "areas assigned against areas not, whatever they received (Welch)";
        out.details_title = "Assigned and received";
        out.details = {{"Being assigned", r.assigned_outcome},
                       {"Part received, by being assigned", r.assigned_received},
                       {"Receiving it, for those who did because assigned", r.received}};
        constexpr double k_strong = 10;
        out.assumptions.push_back(
            {"Being assigned decided what was received",
             r.strength >= k_strong ? AssumptionState::met : AssumptionState::not_met,
             fmt::format("F of the first stage is {}; below 10 the effect of receiving is not to be trusted.",
                         number(r.strength, 1))});
    } else {
        DoseResult r = dose_response(dose, change);
        out.effect = r.slope;
        out.p_method = "least squares of each area's change on its dose, robust errors (HC3)";
        out.details_title = "Change for each unit of dose";
        out.details = {{"Slope", r.slope}};
    }
    out.assumptions.push_back({"Dose was not given where change was coming anyway", AssumptionState::unknown,
                               "Doses are rarely given by lot: an association, not proof."});
}

} // namespace peelian
