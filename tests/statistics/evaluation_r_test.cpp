// SPDX-License-Identifier: MIT
// Evaluation designs against R; tests/statistics/data/evaluations/evaluations.R says with what.
#include "statistics/distributions.hpp"
#include "statistics/evaluation_dose.hpp"
#include "statistics/evaluation_panel.hpp"
#include "statistics/evaluation_regression.hpp"
#include "statistics/evaluation_staggered.hpp"
#include "statistics/evaluation_synthetic.hpp"
#include "statistics/evaluation_time_series.hpp"
#include "statistics/r_vectors.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::testing;

static const RVectors by_r("evaluations");

namespace {

struct Observed {
    Design x{0};
    std::vector<double> y;
    std::vector<std::size_t> cluster;
};

Observed observed_series() {
    auto in = by_r.input("series.csv");
    std::vector<double> one, t, after, bend;
    Observed out;
    for (std::size_t i = 0; i < in["t"].size(); ++i) {
        if (std::isnan(in["y"][i])) continue;
        double at = in["t"][i];
        one.push_back(1);
        t.push_back(at);
        after.push_back(at >= 48 ? 1 : 0);
        bend.push_back(std::max(0.0, at - 48));
        out.y.push_back(in["y"][i]);
        out.cluster.push_back(static_cast<std::size_t>(at) / 7);
    }
    out.x = Design(one.size());
    out.x.add("level", one);
    out.x.add("t", t);
    out.x.add("after", after);
    out.x.add("bend", bend);
    return out;
}

std::vector<PanelCell> panel_cells() {
    auto in = by_r.input("panel.csv");
    std::vector<PanelCell> cells;
    for (std::size_t i = 0; i < in["unit"].size(); ++i)
        cells.push_back({static_cast<std::size_t>(in["unit"][i]), static_cast<std::size_t>(in["period"][i]), in["y"][i],
                         in["d"][i]});
    return cells;
}

std::vector<StaggeredUnit> roll_out() {
    auto in = by_r.input("staggered.csv");
    std::vector<StaggeredUnit> units(20);
    for (std::size_t i = 0; i < in["unit"].size(); ++i) {
        StaggeredUnit& u = units[static_cast<std::size_t>(in["unit"][i])];
        if (!std::isnan(in["start"][i])) u.start = static_cast<std::size_t>(in["start"][i]);
        u.outcome.push_back(in["y"][i]);
    }
    return units;
}

} // namespace

TEST_CASE("least squares and its covariances are those of R's lm and sandwich") {
    Observed o = observed_series();
    Regression fit = regress(o.x, o.y);
    CHECK(newey_west_lag(o.x, fit) == by_r("ols.nwlag"));
    struct {
        const char* name;
        Covariance covariance;
    } kinds[] = {{"classical", classical_covariance(fit)},
                 {"hc0", robust_covariance(o.x, fit, 0)},
                 {"hc2", robust_covariance(o.x, fit, 1)},
                 {"hc3", robust_covariance(o.x, fit, 2)},
                 {"cluster", cluster_covariance(o.x, fit, o.cluster)},
                 {"nw3", newey_west(o.x, fit, 3)}};
    for (std::size_t j = 0; j < 4; ++j) {
        CHECK(fit.coefficients[j] == near(by_r("ols.coefficient." + std::to_string(j))));
        for (const auto& kind : kinds) {
            CAPTURE(kind.name);
            CHECK(std::sqrt(kind.covariance.at(j, j)) ==
                  near(by_r("ols." + std::string(kind.name) + "." + std::to_string(j))));
        }
    }
}

TEST_CASE("an interrupted series is R's gls with AR(1) errors over gaps, and lm with Newey-West") {
    std::vector<double> y = by_r.input("series.csv")["y"];
    for (EffectScale scale : {EffectScale::identity, EffectScale::log}) {
        std::string name = scale == EffectScale::log ? "its.log" : "its.identity";
        CAPTURE(name);
        TimeSeriesPlan plan{.start = 48, .scale = scale};
        TimeSeriesResult r = interrupted_series(y, plan);
        // R's optimiser stops a little short of the top; errors hang on it to second order.
        CHECK(r.correlation == near(by_r(name + ".rho"), 1e-4));
        CHECK(r.step.value == near(by_r(name + ".step"), 1e-5));
        CHECK(r.step.standard_error == near(by_r(name + ".step.se"), 1e-4));
        CHECK(r.bend.value == near(by_r(name + ".bend"), 1e-5));
        CHECK(r.bend.standard_error == near(by_r(name + ".bend.se"), 1e-4));
        CHECK(r.average.value == near(by_r(name + ".average"), 1e-5));
        CHECK(r.average.standard_error == near(by_r(name + ".average.se"), 1e-4));
        plan.errors = TimeErrors::newey_west;
        r = interrupted_series(y, plan);
        CHECK(r.lag == by_r(name + ".nw.lag"));
        CHECK(r.average.value == near(by_r(name + ".nw.average")));
        CHECK(r.average.standard_error == near(by_r(name + ".nw.average.se")));
        CHECK(r.left_p == near(by_r(name + ".nw.ljung")));
    }
    TimeSeriesPlan plan{.start = 48, .seasons = SeasonTerms::harmonics, .errors = TimeErrors::newey_west};
    TimeSeriesResult r = interrupted_series(y, plan);
    CHECK(r.average.value == near(by_r("its.harmonics.average")));
    CHECK(r.average.standard_error == near(by_r("its.harmonics.average.se")));
}

TEST_CASE("two-way fixed effects over a panel with holes are R's lm with a level for each area and period") {
    TwoWayEffect r = two_way_effect(panel_cells(), {.weights = BootstrapWeights::rademacher});
    CHECK(r.effect.value == near(by_r("panel.effect")));
    CHECK(r.effect.standard_error == near(by_r("panel.se")));
    CHECK(r.draws == 256);
    CHECK(r.wild_p == near(by_r("panel.wild.p"), 1e-12));
    CHECK(r.wild_p_error == 0);
    CHECK(r.negative_share == near(by_r("panel.negative.share")));
    CHECK(r.negative_sum == near(by_r("panel.negative.sum")));
}

TEST_CASE("areas reduced to one change each are R's t test, and the placebo goes through all choices") {
    std::vector<double> sum[2], count[2];
    for (auto* v : {&sum[0], &sum[1], &count[0], &count[1]})
        v->assign(8, 0);
    for (const PanelCell& c : panel_cells()) {
        if (std::isnan(c.outcome) || c.period == 4 || c.period == 5) continue;
        sum[c.period >= 6][c.unit] += c.outcome;
        count[c.period >= 6][c.unit] += 1;
    }
    std::vector<double> change;
    for (std::size_t u = 0; u < 8; ++u)
        change.push_back(sum[1][u] / count[1][u] - sum[0][u] / count[0][u]);
    std::span<const double> all(change);
    CollapsedEffect r = collapsed_effect(all.first(3), all.subspan(3));
    CHECK(r.effect.value == near(by_r("collapsed.effect")));
    CHECK(r.effect.lower == near(by_r("collapsed.lower")));
    CHECK(r.effect.upper == near(by_r("collapsed.upper")));
    CHECK(r.effect.p == near(by_r("collapsed.p")));
    CHECK(r.placebo_p == near(by_r("collapsed.placebo"), 1e-12));
    CHECK(r.placebo_draws == 56);
    CHECK(collapsed_effect(all.first(1), all.subspan(1)).effect.p == near(by_r("collapsed.one.p")));
    // Drawn instead of gone through: the same within its Monte Carlo error.
    CHECK(std::fabs(collapsed_effect(all.first(3), all.subspan(3), 0.95, 50).placebo_p - r.placebo_p) < 0.15);
}

TEST_CASE("group-time effects are differences of changes with R's HC2 errors and Welch's freedom") {
    std::vector<StaggeredUnit> units = roll_out();
    StaggeredResult r = staggered_effects(units);
    int seen = 0;
    for (const GroupTimeEffect& g : r.groups) {
        std::string name = "staggered." + std::to_string(g.start) + "." + std::to_string(g.period);
        if (name != "staggered.4.4" && name != "staggered.4.8" && name != "staggered.7.5" && name != "staggered.7.9")
            continue;
        CAPTURE(name);
        ++seen;
        CHECK(g.effect.value == near(by_r(name)));
        CHECK(g.effect.standard_error == near(by_r(name + ".se")));
        // Comparisons of a later wave and of none are two cohorts here and one group in Welch's test.
        if (g.start == 7 || g.period >= 7) CHECK(g.effect.freedom == near(by_r(name + ".freedom")));
    }
    CHECK(seen == 4);
    CHECK(r.overall.value == near(by_r("staggered.overall")));
    CHECK(r.overall.standard_error == near(by_r("staggered.overall.se")));
    CHECK(r.before.value == near(by_r("staggered.before")));
    CHECK(r.before.standard_error == near(by_r("staggered.before.se")));
    for (const EventEffect& e : r.events)
        if (e.since == 2) {
            CHECK(e.effect.value == near(by_r("staggered.event2")));
            CHECK(e.effect.standard_error == near(by_r("staggered.event2.se")));
        }
    StaggeredResult longer = staggered_effects(units, {.base_length = 3});
    CHECK(longer.overall.value == near(by_r("staggered.base3")));
    CHECK(longer.overall.standard_error == near(by_r("staggered.base3.se")));
}

TEST_CASE("synthetic weights, error ratio and placebo p are those of a quadratic programme in R") {
    auto in = by_r.input("synthetic.csv");
    std::vector<std::vector<double>> donors;
    for (int j = 1; j <= 9; ++j)
        donors.push_back(in.at("X" + std::to_string(j)));
    for (bool by_change : {false, true}) {
        std::string name = by_change ? "synthetic.change" : "synthetic.level";
        CAPTURE(name);
        SyntheticResult r = synthetic_comparison(in["treated"], donors, 28, {.by_change = by_change, .threads = 2});
        for (std::size_t j = 0; j < 9; ++j)
            CHECK(std::fabs(r.fit.weights[j] - by_r(name + ".w" + std::to_string(j))) < 1e-7);
        CHECK(r.fit.effect == near(by_r(name + ".effect"), 1e-7));
        CHECK(r.fit.error_before == near(by_r(name + ".before"), 1e-7));
        CHECK(r.fit.ratio == near(by_r(name + ".ratio"), 1e-7));
        CHECK(r.p == near(by_r(name + ".p")));
    }
}

TEST_CASE("intention to treat, Wald's ratio and the set of Anderson and Rubin are R's") {
    auto in = by_r.input("people.csv");
    ComplianceResult r = compliance_effects(in["z"], in["d"], in["y"]);
    CHECK(r.assigned_outcome.value == near(by_r("compliance.itt")));
    CHECK(r.assigned_outcome.lower == near(by_r("compliance.itt.lower")));
    CHECK(r.assigned_outcome.p == near(by_r("compliance.itt.p")));
    CHECK(r.assigned_received.value == near(by_r("compliance.taken")));
    CHECK(r.assigned_received.upper == near(by_r("compliance.taken.upper")));
    CHECK(r.received.value == near(by_r("compliance.wald")));
    CHECK(r.received.standard_error == near(by_r("compliance.wald.se")));
    CHECK(r.strength == near(by_r("compliance.strength")));
    CHECK(r.robust_lower == near(by_r("compliance.robust.lower"), 1e-8));
    CHECK(r.robust_upper == near(by_r("compliance.robust.upper"), 1e-8));
    std::vector<double> dose, change(in["y"].begin(), in["y"].begin() + 20);
    for (int i = 1; i <= 20; ++i)
        dose.push_back(std::pow(i, 1.5));
    DoseResult d = dose_response(dose, change);
    CHECK(d.slope.value == near(by_r("dose.slope")));
    CHECK(d.slope.standard_error == near(by_r("dose.se")));
}

TEST_CASE("tails of chi-square and F are R's") {
    CHECK(chi_square_upper(7.5, 3) == near(by_r("tail.chisq")));
    CHECK(f_upper(2.7, 3, 17) == near(by_r("tail.f")));
}

TEST_CASE("R still says what the kept vectors say") { by_r.check_with_r("sandwich,nlme,quadprog", 100); }
