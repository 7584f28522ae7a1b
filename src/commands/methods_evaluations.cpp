// SPDX-License-Identifier: MIT
// Whether something worked: designs for before and after, with comparison.
#include "commands/methods_rows.hpp"
#include "statistics/evaluation_displacement.hpp"
#include "statistics/evaluation_dose.hpp"
#include "statistics/evaluation_panel.hpp"
#include "statistics/evaluation_staggered.hpp"
#include "statistics/evaluation_synthetic.hpp"
#include "statistics/evaluation_time_series.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace peelian {
namespace {

const std::vector<MethodColumn> k_effect{
    k_value, {"standard_error", "of it"},      k_lower,
    k_upper, {"p", "two-sided, of no effect"}, {"reason", "why something is missing"}};

/// `name` before the effect's own columns, and more after them.
std::vector<MethodColumn> effect_columns(std::vector<MethodColumn> before,
                                         const std::vector<MethodColumn>& after = {}) {
    before.insert(before.end(), k_effect.begin(), k_effect.end());
    before.insert(before.end(), after.begin(), after.end());
    return before;
}

MethodCells cells_of(MethodCells before, const Effect& e, std::initializer_list<MethodCell> after = {}) {
    for (MethodCell cell : {MethodCell(e.value), MethodCell(e.standard_error), MethodCell(e.lower), MethodCell(e.upper),
                            MethodCell(e.p), text(e.certain() ? "" : to_code(e.reason))})
        before.push_back(std::move(cell));
    before.insert(before.end(), after);
    return before;
}

std::vector<MethodCells> interrupted(const MethodInput& in) {
    std::span<const double> after = in.numbers("after");
    auto begin = std::ranges::find(after, 1.0);
    for (auto at = after.begin(); at != after.end(); ++at)
        if (*at != (at < begin ? 0 : 1))
            throw RowFailure{Error::input("Column 'after' is 0 up to a row and 1 from then on, not {} here", *at),
                             in.lines[static_cast<std::size_t>(at - after.begin())]};
    if (begin == after.begin() || begin == after.end())
        throw Error::input("There must be rows before (after = 0) and rows after (after = 1)");
    TimeSeriesPlan plan;
    plan.start = static_cast<std::size_t>(begin - after.begin());
    plan.bend = in.word("bend") == "yes";
    plan.seasons = in.word("seasons") == "none"        ? SeasonTerms::none
                   : in.word("seasons") == "harmonics" ? SeasonTerms::harmonics
                                                       : SeasonTerms::dummies;
    plan.season_length = static_cast<int>(in.number("season_length"));
    plan.first_season = static_cast<int>(in.number("first_season"));
    plan.scale = in.word("scale") == "log" ? EffectScale::log : EffectScale::identity;
    plan.errors = in.word("errors") == "newey-west" ? TimeErrors::newey_west : TimeErrors::ar1;
    plan.level = in.level;
    TimeSeriesResult r = interrupted_series(in.numbers("value"), plan);
    std::vector<MethodCells> out{cells_of({text("average effect")}, r.average), cells_of({text("step")}, r.step),
                                 cells_of({text("bend")}, r.bend), cells_of({text("last period")}, r.last)};
    out.push_back({text("correlation"), r.correlation, k_none, k_none, k_none, k_none, text("")});
    out.push_back({text("left correlation"), r.left_correlation, k_none, k_none, k_none, r.left_p, text("")});
    return out;
}

/// Areas and periods by number, periods in the order of their names.
struct Panel {
    Numbered units;
    std::vector<std::string> periods;
    std::vector<std::size_t> period; ///< by row
};

Panel panel_of(const MethodInput& in) {
    Panel out{numbered(in.texts("unit")), {}, {}};
    std::set<std::string> names(in.texts("period").begin(), in.texts("period").end());
    out.periods.assign(names.begin(), names.end());
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (std::size_t i = 0; i < in.size(); ++i) {
        out.period.push_back(static_cast<std::size_t>(std::ranges::lower_bound(out.periods, in.texts("period")[i]) -
                                                      out.periods.begin()));
        if (!seen.insert({out.units.number[i], out.period[i]}).second)
            throw RowFailure{
                Error::input("Unit '{}' has period '{}' twice", in.texts("unit")[i], in.texts("period")[i]),
                in.lines[i]};
    }
    return out;
}

std::vector<MethodCells> differences(const MethodInput& in) {
    Panel panel = panel_of(in);
    std::vector<PanelCell> cells;
    for (std::size_t i = 0; i < in.size(); ++i)
        cells.push_back({panel.units.number[i], panel.period[i], in.numbers("value")[i], in.numbers("exposure")[i]});
    PanelOptions options;
    options.level = in.level;
    options.seed = in.seed;
    options.threads = in.threads;
    options.draws = static_cast<std::size_t>(std::clamp(in.number("draws"), 0.0, 1e6));
    TwoWayEffect e = two_way_effect(cells, options);
    return {cells_of({}, e.effect,
                     {e.wild_p, e.wild_p_error, e.wild_lower, e.wild_upper, static_cast<double>(e.units),
                      static_cast<double>(e.exposed_units), static_cast<double>(e.cells), e.negative_share})};
}

std::vector<MethodCells> staggered(const MethodInput& in) {
    Panel panel = panel_of(in);
    std::vector<StaggeredUnit> units(panel.units.names.size());
    for (StaggeredUnit& u : units)
        u.outcome.assign(panel.periods.size(), k_none);
    for (std::size_t i = 0; i < in.size(); ++i) {
        StaggeredUnit& u = units[panel.units.number[i]];
        u.outcome[panel.period[i]] = in.numbers("value")[i];
        const std::string& start = in.texts("start")[i];
        if (start.empty()) continue;
        auto at = std::ranges::lower_bound(panel.periods, start) - panel.periods.begin();
        if (u.start && *u.start != static_cast<std::size_t>(at))
            throw RowFailure{
                Error::input("Unit '{}' starts twice, the second time in '{}'", in.texts("unit")[i], start),
                in.lines[i]};
        u.start = static_cast<std::size_t>(at);
    }
    StaggeredOptions options;
    options.level = in.level;
    options.base_length = static_cast<std::size_t>(std::clamp(in.number("base"), 1.0, 1000.0));
    options.comparison = in.word("comparison") == "never-treated" ? StaggeredComparison::never_treated
                                                                  : StaggeredComparison::not_yet_treated;
    StaggeredResult r = staggered_effects(units, options);
    std::vector<MethodCells> out{cells_of({text("overall"), k_none}, r.overall, {static_cast<double>(r.treated)}),
                                 cells_of({text("before"), k_none}, r.before, {static_cast<double>(r.treated)})};
    for (const EventEffect& e : r.events)
        out.push_back(cells_of({text("since the start"), static_cast<double>(e.since)}, e.effect,
                               {static_cast<double>(e.treated)}));
    return out;
}

std::vector<MethodCells> synthetic(const MethodInput& in) {
    Panel panel = panel_of(in);
    std::size_t n = panel.units.names.size(), periods = panel.periods.size(), start = periods, treated = n;
    std::vector<std::vector<double>> values(n, std::vector<double>(periods, k_none));
    for (std::size_t i = 0; i < in.size(); ++i) {
        values[panel.units.number[i]][panel.period[i]] = in.numbers("value")[i];
        if (in.numbers("exposure")[i] == 0) continue;
        if (treated != n && treated != panel.units.number[i])
            throw RowFailure{Error::input("A second unit, '{}', is treated; the method takes one", in.texts("unit")[i]),
                             in.lines[i]};
        treated = panel.units.number[i];
        start = std::min(start, panel.period[i]);
    }
    if (treated == n) throw Error::input("No unit has an exposure above 0");
    std::vector<double> own = values[treated];
    std::vector<std::string> donors;
    for (std::size_t u = 0; u < n; ++u)
        if (u != treated) donors.push_back(panel.units.names[u]);
    values.erase(values.begin() + static_cast<std::ptrdiff_t>(treated));
    SyntheticResult r =
        synthetic_comparison(own, values, start, {.by_change = in.word("match") == "change", .threads = in.threads});
    std::vector<MethodCells> out{{text("effect"), r.fit.effect, text(to_code(r.fit.reason))},
                                 {text("p by ratio"), r.p, text("")},
                                 {text("smallest p"), r.smallest_p, text("")},
                                 {text("error before"), r.fit.error_before, text("")},
                                 {text("error after"), r.fit.error_after, text("")}};
    for (std::size_t d = 0; d < donors.size() && d < r.fit.weights.size(); ++d)
        out.push_back({"weight of " + donors[d], r.fit.weights[d], text("")});
    for (std::size_t t = 0; t < periods && t < r.fit.expected.size(); ++t)
        out.push_back({"expected in " + panel.periods[t], r.fit.expected[t], text("")});
    return out;
}

std::vector<MethodCells> displacement(const MethodInput& in) {
    return each_row([&](const MethodRow& r) {
        auto known = [](double v) { return std::isnan(v) ? 0 : v; };
        DisplacementCounts counts{{r[0], r[1]}, {r[2], r[3]}, {known(r[4]), known(r[5])}, {known(r[6]), known(r[7])}};
        DisplacementResult d = weighted_displacement(counts, in.number("dispersion"), r.level());
        return cells_of({}, d.total, {d.direct.value, d.around.value});
    })(in);
}

std::vector<MethodCells> compliance(const MethodInput& in) {
    ComplianceResult r =
        compliance_effects(in.numbers("assigned"), in.numbers("received"), in.numbers("outcome"), in.level);
    MethodCell none{k_none};
    return {cells_of({text("assigned on outcome")}, r.assigned_outcome, {none, none, none}),
            cells_of({text("assigned on received")}, r.assigned_received, {none, none, none}),
            cells_of({text("received on outcome")}, r.received, {r.strength, r.robust_lower, r.robust_upper})};
}

std::vector<MethodCells> dose(const MethodInput& in) {
    DoseResult r = dose_response(in.numbers("dose"), in.numbers("change"), in.level);
    return {cells_of({}, r.slope, {r.intercept, static_cast<double>(r.units)})};
}

std::vector<Method> panel_methods() {
    MethodColumn unit{"unit", "area", Asked::always, Holds::texts},
        period{"period", "sorts by its name, as 2024-03", Asked::always, Holds::texts},
        value{"value", "outcome", Asked::gaps};
    return {
        {"difference-in-differences",
         "Whether treated areas changed more than others, levels of areas and periods taken out",
         "outcome = area + period + effect exposure; clustered by area, wild cluster bootstrap with the null imposed",
         "Cameron, Gelbach and Miller, Rev Econ Stat 90 (2008) 414; Webb, Can J Econ 56 (2023) 839",
         {unit, period, value, {"exposure", "1 when treated, 0 else; or a dose"}},
         effect_columns({}, {{"wild_p", "by bootstrap"},
                             {"wild_p_error", "Monte Carlo error of it"},
                             {"wild_lower", "limit by bootstrap"},
                             {"wild_upper", "limit by bootstrap"},
                             {"units", "areas used"},
                             {"exposed", "areas ever treated"},
                             {"cells", "rows used"},
                             {"negative_share", "treated cells with a negative weight"}}),
         Method::Gives::row_for_group,
         differences,
         {{"draws", "of the bootstrap", "1999"}}},
        {"staggered-roll-out",
         "Areas that start at different times against those not yet treated",
         "effect(g, t) = change of the wave g from its base to t, less that of those not treated at t",
         "Callaway and Sant'Anna, J Econometrics 225 (2021) 200",
         {unit, period, value, {"start", "period the area starts; empty: never", Asked::gaps, Holds::texts}},
         effect_columns({{"what", "overall, before, or by periods since the start"}, {"since", "periods"}},
                        {{"treated", "areas"}}),
         Method::Gives::rows,
         staggered,
         {{"base", "periods before the start that are the base", "1"},
          {"comparison", "who serves", "not-yet-treated", {"not-yet-treated", "never-treated"}}}},
        {"synthetic-control",
         "One treated area against a weighted mean of others that moved as it did before",
         "weights w >= 0, sum 1, least sum over periods before of (treated - sum w donor)^2; p by placebo",
         "Abadie, Diamond and Hainmueller, J Am Stat Assoc 105 (2010) 493; Ferman and Pinto, Quant Econ 12 (2021) 1197",
         {unit, period, value, {"exposure", "1 from the start on in the treated area, 0 else"}},
         {{"what", "figure"}, k_value, {"reason", "why it is missing"}},
         Method::Gives::rows,
         synthetic,
         {{"match", "movements or levels", "change", {"change", "level"}}}},
    };
}

} // namespace

std::vector<Method> evaluation_methods() {
    std::vector<Method> methods{
        {"interrupted-time-series",
         "One series against its own level, trend and season before a start",
         "z(t) = level + trend t + season + step [t >= start] + bend (t - start) [t >= start] + error",
         "Wagner and others, J Clin Pharm Ther 27 (2002) 299; Bernal and others, Int J Epidemiol 46 (2017) 348",
         {{"value", "in the order of time", Asked::gaps}, {"after", "0 before the start, 1 from then on"}},
         effect_columns({{"term", "what is estimated"}}),
         Method::Gives::rows,
         interrupted,
         {{"bend", "whether the trend may change", "yes", {"yes", "no"}},
          {"seasons", "terms for the season", "dummies", {"none", "dummies", "harmonics"}},
          {"season_length", "periods a year", "12"},
          {"first_season", "season of the first row, from 0", "0"},
          {"scale", "log: effects multiply", "identity", {"identity", "log"}},
          {"errors", "how they hang together", "ar1", {"ar1", "newey-west"}}}}};
    for (Method& method : panel_methods())
        methods.push_back(std::move(method));
    auto pair = [](std::string_view before, std::string_view after, std::string_view what, Asked asked) {
        return std::vector<MethodColumn>{{before, what, asked}, {after, what, asked}};
    };
    std::vector<MethodColumn> counts =
        pair("treated_before", "treated_after", "events in treated places", Asked::always);
    for (const auto& [before, after, what] :
         {std::tuple{"around_before", "around_after", "events around the treated"},
          std::tuple{"beyond_before", "beyond_after", "events around the comparison"}})
        for (MethodColumn& c : pair(before, after, what, Asked::optional))
            counts.push_back(c);
    std::vector<MethodColumn> own =
        pair("comparison_before", "comparison_after", "events in comparison places", Asked::always);
    counts.insert(counts.begin() + 2, own.begin(), own.end());
    methods.push_back({"displacement",
                       "Events prevented, less those moved nearby",
                       "(T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0), variance the sum of counts",
                       "Wheeler and Ratcliffe, Crime Science 7 (2018) 11",
                       std::move(counts),
                       effect_columns({}, {{"direct", "in the places"}, {"around", "near them"}}),
                       Method::Gives::row_for_row,
                       displacement,
                       {{"dispersion", "variance over mean of the counts", "1"}}});
    methods.push_back({"compliance",
                       "Effect of being assigned, and of receiving",
                       "ratio of the differences by assignment in outcome and in what was received",
                       "Angrist, Imbens and Rubin, J Am Stat Assoc 91 (1996) 444",
                       {{"assigned", "0 or 1", Asked::gaps},
                        {"received", "0 to 1, or a dose", Asked::gaps},
                        {"outcome", "of the unit", Asked::gaps}},
                       effect_columns({{"what", "which effect"}}, {{"strength", "F of the first stage"},
                                                                   {"robust_lower", "Anderson and Rubin's set"},
                                                                   {"robust_upper", "Anderson and Rubin's set"}}),
                       Method::Gives::rows,
                       compliance});
    methods.push_back({"dose-response",
                       "Whether more of it went with more change",
                       "least squares of change on dose, HC3 errors",
                       "MacKinnon and White, J Econometrics 29 (1985) 305",
                       {{"dose", "of the unit", Asked::gaps}, {"change", "of its outcome", Asked::gaps}},
                       effect_columns({}, {{"intercept", "at no dose"}, {"units", "used"}}),
                       Method::Gives::row_for_group,
                       dose});
    return methods;
}

} // namespace peelian
