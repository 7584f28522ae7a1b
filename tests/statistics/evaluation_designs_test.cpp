// SPDX-License-Identifier: MIT
// Evaluation designs: published examples, brute force, planted truth, and what has no answer.
#include "base/error.hpp"
#include "statistics/distributions.hpp"
#include "statistics/evaluation_displacement.hpp"
#include "statistics/evaluation_dose.hpp"
#include "statistics/evaluation_panel.hpp"
#include "statistics/evaluation_regression.hpp"
#include "statistics/evaluation_staggered.hpp"
#include "statistics/evaluation_synthetic.hpp"
#include "statistics/evaluation_time_series.hpp"
#include "statistics/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace peelian;

namespace {

constexpr double k_absent = k_no_number;

/// A roughly normal number, by number and not by order.
double noise(std::uint64_t a, std::uint64_t b = 0) {
    double sum = 0;
    for (std::uint64_t i = 0; i < 12; ++i)
        sum += static_cast<double>(random_bits(7, a, b * 16 + i) >> 11) * 0x1.0p-53;
    return sum - 6;
}

std::vector<PanelCell> made_panel(std::size_t units, std::size_t treated, std::size_t periods, double effect) {
    std::vector<PanelCell> cells;
    for (std::size_t u = 0; u < units; ++u)
        for (std::size_t t = 0; t < periods; ++t) {
            double on = u < treated && t >= periods / 2 ? 1 : 0;
            cells.push_back({u, t, 10.0 + static_cast<double>(u) + effect * on + noise(u, t), on});
        }
    return cells;
}

} // namespace

TEST_CASE("the weighted displacement difference is the published worked example") {
    // Wheeler and Ratcliffe, Crime Science 7 (2018) 11: -118, variance 1,568, -196 to -40.
    DisplacementResult r = weighted_displacement({.treated = {207, 110},
                                                  .comparison = {308, 318},
                                                  .around_treated = {178, 157},
                                                  .around_comparison = {150, 140}});
    CHECK(r.total.value == -118);
    CHECK(r.total.standard_error * r.total.standard_error == doctest::Approx(1568));
    CHECK(std::round(r.total.lower) == -196);
    CHECK(std::round(r.total.upper) == -40);
    CHECK(r.direct.value == -107);
    CHECK(r.around.value == -11);
}

TEST_CASE("events that come in bunches widen a displacement difference; no events say nothing") {
    DisplacementCounts counts{.treated = {20, 10}, .comparison = {20, 20}};
    CHECK(weighted_displacement(counts).total.standard_error == doctest::Approx(std::sqrt(70.0)));
    CHECK(weighted_displacement(counts, 4).total.standard_error == doctest::Approx(2 * std::sqrt(70.0)));
    CHECK(weighted_displacement(counts, 0.2).dispersion == 1);
    CHECK(weighted_displacement({}).total.reason == EffectReason::no_variation);
    CHECK(weighted_displacement({.treated = {k_absent, 1}}).total.reason == EffectReason::no_data);
    CHECK_THROWS_AS(weighted_displacement({.treated = {-1, 1}}), Error);
}

TEST_CASE("a column that follows from others gets no coefficient, and a wholly explained outcome no variance") {
    std::vector<double> one(5, 1), t{0, 1, 2, 3, 4}, twice{1, 3, 5, 7, 9};
    Design x(5);
    x.add("level", one);
    x.add("t", t);
    x.add("twice", twice);
    Regression fit = regress(x, twice);
    CHECK(fit.rank == 2);
    CHECK(std::isnan(fit.coefficients[2]));
    CHECK(fit.coefficients[1] == doctest::Approx(2));
    CHECK(fit.variance == 0);
    CHECK(fit.inverse.at(2, 2) == 0);
    CHECK_THROWS_AS(x.add("short", std::vector<double>{1}), Error);
    CHECK_THROWS_AS(x.add("missing", std::vector<double>{1, 2, k_absent, 4, 5}), Error);
    CHECK_THROWS_AS(regress(x, std::vector<double>{1, 2}), Error);
}

TEST_CASE("an interrupted series gives the planted step and bend, and draws what was expected without them") {
    std::vector<double> y;
    for (std::size_t t = 0; t < 72; ++t) {
        double after = t < 48 ? 0 : 20 + 0.5 * static_cast<double>(t - 48);
        y.push_back(100 + static_cast<double>(t % 12) + after + 0.1 * noise(t));
    }
    TimeSeriesResult r = interrupted_series(y, {.start = 48});
    CHECK(r.step.value == doctest::Approx(20).epsilon(0.02));
    CHECK(r.bend.value == doctest::Approx(0.5).epsilon(0.05));
    CHECK(r.average.value == doctest::Approx(20 + 0.5 * 11.5).epsilon(0.02));
    CHECK(r.last.value == doctest::Approx(20 + 0.5 * 23).epsilon(0.02));
    CHECK(r.before == 48);
    CHECK(r.after == 24);
    CHECK(r.expected[71] == doctest::Approx(111).epsilon(0.01));
    CHECK(r.fitted[71] == doctest::Approx(y[71]).epsilon(0.01));
    CHECK(r.expected_lower[71] < r.expected[71]);
}

TEST_CASE("a logarithmic scale reads a step as a share, and phases add to it") {
    std::vector<double> y;
    for (std::size_t t = 0; t < 60; ++t)
        y.push_back(50 * (t < 36 ? 1 : t < 48 ? 0.8 : 0.6) * std::exp(0.002 * noise(t)));
    TimeSeriesResult r = interrupted_series(y, {.start = 36, .phases = {48}, .bend = false, .scale = EffectScale::log});
    CHECK(std::exp(r.step.value) == doctest::Approx(0.8).epsilon(0.01));
    CHECK(std::exp(r.last.value) == doctest::Approx(0.6).epsilon(0.01));
    CHECK(std::exp(r.average.value) == doctest::Approx(std::sqrt(0.8 * 0.6)).epsilon(0.01));
    CHECK(r.bend.reason == EffectReason::not_identified);
}

TEST_CASE("a series without an answer says why") {
    std::vector<double> y(48, 3.0);
    auto reason = [](const std::vector<double>& v, TimeSeriesPlan plan) {
        TimeSeriesResult r = interrupted_series(v, plan);
        CHECK(!r.average.certain());
        CHECK(r.average.reason == r.step.reason);
        return to_code(r.average.reason);
    };
    CHECK(reason(y, {.start = 30}) == "no-variation");
    CHECK(reason(std::vector<double>(48, k_absent), {.start = 30}) == "no-data");
    for (std::size_t i = 0; i < y.size(); ++i)
        y[i] = noise(i);
    CHECK(reason(y, {.start = 7}) == "too-few-before");
    CHECK(reason(y, {.start = 46}) == "too-few-after");
    CHECK(reason(y, {.start = 30, .scale = EffectScale::log}) == "not-positive");
    CHECK_THROWS_AS(interrupted_series(y, {.start = 48}), Error);
    CHECK_THROWS_AS(interrupted_series(y, {.start = 30, .phases = {20}}), Error);
}

TEST_CASE("the wild bootstrap is the same on any number of threads, and its interval holds where its p does") {
    std::vector<PanelCell> cells = made_panel(14, 5, 12, 1.5);
    TwoWayEffect one = two_way_effect(cells, {.seed = 3, .draws = 999});
    TwoWayEffect two = two_way_effect(cells, {.seed = 3, .draws = 999, .threads = 2});
    CHECK(one.wild_p == two.wild_p);
    CHECK(one.wild_lower == two.wild_lower);
    CHECK(one.wild_upper == two.wild_upper);
    CHECK(one.weights == BootstrapWeights::rademacher);
    CHECK(one.wild_p < 0.05);
    CHECK(one.wild_lower > 0);
    CHECK(one.wild_lower < one.effect.value);
    CHECK(one.effect.value < one.wild_upper);
    // Moved by the interval's end, the data are just at the edge of significance.
    for (double end : {one.wild_lower, one.wild_upper}) {
        std::vector<PanelCell> moved = cells;
        for (PanelCell& c : moved)
            c.outcome -= end * c.exposure;
        CHECK(two_way_effect(moved, {.seed = 3, .draws = 999, .wild_interval = false}).wild_p ==
              doctest::Approx(0.05).epsilon(0.15));
    }
}

TEST_CASE("few areas take six-point weights") {
    TwoWayEffect r = two_way_effect(made_panel(8, 3, 10, 0), {.draws = 499, .wild_interval = false});
    CHECK(r.weights == BootstrapWeights::webb);
    CHECK(r.draws == 499);
    CHECK(r.wild_p_error > 0);
}

TEST_CASE("a panel without an answer says why") {
    auto reason = [](const std::vector<PanelCell>& cells) { return to_code(two_way_effect(cells).effect.reason); };
    CHECK(reason({}) == "no-data");
    CHECK(reason({{0, 0, k_absent, 0}}) == "no-data");
    CHECK(reason({{0, 0, 1, 0}, {1, 0, 2, 1}, {2, 0, 2, 1}}) == "too-few-before");
    CHECK(reason({{0, 0, 1, 0}, {0, 1, 2, 0}, {1, 0, 1, 0}, {1, 1, 3, 1}}) == "too-few-units");
    std::vector<PanelCell> all = made_panel(6, 6, 8, 1); // everybody treated at once: nobody to compare with
    CHECK(reason(all) == "not-identified");
    CHECK(reason(made_panel(6, 1, 8, 1)) == "one-treated");
    std::vector<PanelCell> flat = made_panel(6, 2, 8, 0);
    for (PanelCell& c : flat)
        c.outcome = 2;
    CHECK(reason(flat) == "no-variation");
    CHECK(to_code(collapsed_effect({}, {}).effect.reason) == "no-data");
    CHECK(to_code(collapsed_effect(std::vector<double>{1}, {}).effect.reason) == "no-comparison");
    CHECK(to_code(collapsed_effect(std::vector<double>{1}, std::vector<double>{2}).effect.reason) == "too-few-units");
}

TEST_CASE("where effects grow, levels for areas and periods mislead and group-time effects do not") {
    // Nobody is left untreated; effects grow by 1 each period, so no true effect is below 1.
    std::vector<StaggeredUnit> units;
    std::vector<PanelCell> cells;
    double truth = 0, treated = 0;
    for (std::size_t u = 0; u < 20; ++u) {
        StaggeredUnit unit{u < 10 ? 3 : 9, {}};
        for (std::size_t t = 0; t < 12; ++t) {
            double effect = t >= *unit.start ? static_cast<double>(t - *unit.start + 1) : 0;
            unit.outcome.push_back(static_cast<double>(u) + 0.3 * static_cast<double>(t) + effect + 0.01 * noise(u, t));
            cells.push_back({u, t, unit.outcome.back(), effect > 0 ? 1.0 : 0.0});
            if (u < 10 && t >= 3 && t < 9) truth += effect, treated += 1;
        }
        units.push_back(unit);
    }
    TwoWayEffect misled = two_way_effect(cells, {.draws = 0});
    CHECK(misled.effect.value < 1);
    CHECK(misled.negative_share > 0.1);
    StaggeredResult r = staggered_effects(units);
    CHECK(r.overall.value == doctest::Approx(truth / treated).epsilon(0.01));
    CHECK(std::fabs(r.before.value) < 0.02);
    CHECK(r.waves_used == 1); // the second wave has nobody left to be compared with
    CHECK(r.never == 0);
}

TEST_CASE("a wave of one area borrows the spread of its comparisons") {
    std::vector<StaggeredUnit> units;
    std::vector<double> others;
    for (std::size_t u = 0; u < 9; ++u) {
        units.push_back({u == 0 ? std::optional<std::size_t>(1) : std::nullopt, {0, noise(u)}});
        if (u > 0) others.push_back(noise(u));
    }
    StaggeredResult r = staggered_effects(units);
    CollapsedEffect same = collapsed_effect(std::vector<double>{noise(0)}, others);
    CHECK(r.overall.value == doctest::Approx(same.effect.value));
    CHECK(r.overall.standard_error == doctest::Approx(same.effect.standard_error));
    CHECK(to_code(staggered_effects({}).overall.reason) == "no-data");
    for (StaggeredUnit& u : units)
        u.start = 1;
    CHECK(to_code(staggered_effects(units).overall.reason) == "no-comparison");
}

TEST_CASE("weights on a simplex are the best of a fine grid") {
    std::vector<std::vector<double>> columns{{1, 0, 2, 5}, {0, 3, 1, 1}, {2, 2, 0, 4}};
    std::vector<double> y{0.5, 2, 0.4, 1};
    auto error = [&](double a, double b, double c) {
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            double r = y[i] - a * columns[0][i] - b * columns[1][i] - c * columns[2][i];
            sum += r * r;
        }
        return sum;
    };
    std::vector<double> w = simplex_weights(y, columns);
    double best = INFINITY;
    for (int a = 0; a <= 200; ++a)
        for (int b = 0; a + b <= 200; ++b)
            best = std::min(best, error(a / 200.0, b / 200.0, (200 - a - b) / 200.0));
    CHECK(w[0] + w[1] + w[2] == doctest::Approx(1));
    CHECK(std::min({w[0], w[1], w[2]}) >= 0);
    CHECK(error(w[0], w[1], w[2]) <= best + 1e-9);
    CHECK(simplex_weights(y, {}).empty());
    CHECK(simplex_weights(y, std::vector<std::vector<double>>{columns[0]}) == std::vector<double>{1});
    // More donors than periods, and donors that are alike: still weights.
    std::vector<std::vector<double>> many(9, columns[1]);
    double sum = 0;
    for (double v : simplex_weights(y, many))
        sum += v;
    CHECK(sum == doctest::Approx(1));
}

TEST_CASE("a synthetic comparison without an answer says why, and missing periods are left out") {
    std::vector<double> y;
    std::vector<std::vector<double>> donors(3);
    for (std::size_t t = 0; t < 20; ++t) {
        y.push_back(5 + noise(t));
        for (std::size_t j = 0; j < 3; ++j)
            donors[j].push_back(5 + noise(t, j + 1));
    }
    auto reason = [&](std::size_t start, std::span<const std::vector<double>> of) {
        return to_code(synthetic_comparison(y, of, start).fit.reason);
    };
    CHECK(reason(12, donors) == "");
    CHECK(reason(4, donors) == "too-few-before");
    CHECK(reason(20, donors) == "too-few-after");
    CHECK(reason(12, std::span(donors).first(1)) == "no-comparison");
    std::vector<std::vector<double>> holed = donors;
    holed.emplace_back(20, k_absent);
    holed[0][3] = k_absent;
    SyntheticResult r = synthetic_comparison(y, holed, 12);
    CHECK(r.fit.weights.size() == 4);
    CHECK(r.fit.weights[3] == 0);
    CHECK(std::isnan(r.fit.expected[3]) == (r.fit.weights[0] > 0));
    CHECK(r.smallest_p == doctest::Approx(0.25));
    CHECK(std::isnan(r.placebo_lower));
    std::vector<std::vector<double>> flat(3, std::vector<double>(20, 1.0));
    CHECK(to_code(synthetic_comparison(flat[0], flat, 12).fit.reason) == "no-variation");
}

TEST_CASE("no compliance has no effect on compliers, and weak compliance an unbounded one") {
    std::vector<double> z, d, y;
    for (std::size_t i = 0; i < 40; ++i) {
        z.push_back(static_cast<double>(i % 2));
        d.push_back(i % 4 < 2 ? 1 : 0);
        y.push_back(noise(i));
    }
    ComplianceResult r = compliance_effects(z, d, y);
    CHECK(to_code(r.received.reason) == "no-compliance");
    CHECK(r.assigned_outcome.certain());
    d[0] = 0; // one difference in forty
    r = compliance_effects(z, d, y);
    CHECK(r.strength < 10);
    CHECK(std::isnan(r.robust_lower));
    CHECK(to_code(compliance_effects({}, {}, {}).received.reason) == "no-data");
    std::vector<double> three{1, 1, 0};
    CHECK(to_code(compliance_effects(three, three, three).received.reason) == "too-few-units");
    std::vector<double> ones(5, 1.0);
    CHECK(to_code(compliance_effects(ones, ones, ones).received.reason) == "no-comparison");
    CHECK(to_code(dose_response(ones, std::vector<double>{1, 2, 3, 4, 5}).slope.reason) == "no-variation");
    CHECK(to_code(dose_response(three, three).slope.reason) == "too-few-units");
}

TEST_CASE("an effect without a standard error stands alone, with its reason") {
    Effect e = effect_of(2, 0, 5);
    CHECK(e.known());
    CHECK(!e.certain());
    CHECK(to_code(e.reason) == "no-variation");
    CHECK(to_code(effect_of(k_absent, 1, 5).reason) == "not-identified");
    CHECK(std::fabs(effect_of(1.96, 1, k_absent).lower) < 1e-4);
    CHECK(std::isnan(chi_square_upper(k_absent, 3)));
    CHECK(chi_square_upper(-1, 3) == 1);
    CHECK(f_upper(INFINITY, 2, 3) == 0);
}
