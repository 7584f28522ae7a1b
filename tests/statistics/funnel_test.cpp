// SPDX-License-Identifier: MIT
// The literal rows come from the fixtures of R PHEindicatormethods 2.1.0.
#include "statistics/funnel.hpp"
#include "statistics/shared_vectors.hpp"

#include <array>

using namespace peelian;
using namespace peelian::testing;

namespace {

const char* label(FunnelPlace place) {
    switch (place) {
    case FunnelPlace::inside: return "Not significant";
    case FunnelPlace::low_95: return "Low (0.025)";
    case FunnelPlace::high_95: return "High (0.025)";
    case FunnelPlace::low_998: return "Low (0.001)";
    case FunnelPlace::high_998: return "High (0.001)";
    case FunnelPlace::unknown: break;
    }
    return "Not applicable";
}

} // namespace

TEST_CASE("limits of a proportion agree with published rows and stay within 0 to 1") {
    Interval one = funnel_proportion(0.80642448, 1, 0.95);
    CHECK(one.lower == doctest::Approx(0.03204264).epsilon(1e-6));
    CHECK(one.upper == 1);
    CHECK(funnel_proportion(0.80642448, 1, 0.998).lower == 0);
    CHECK(funnel_proportion(0.80642448, 110000, 0.95).lower == doctest::Approx(0.80408963).epsilon(1e-6));
    CHECK(std::isnan(funnel_proportion(0.5, 0, 0.95).lower));
}

TEST_CASE("limits of a proportion agree with every shared row") {
    for (const Row& row : shared_rows("phe/funnel_proportion_limits.csv")) {
        double p0 = row.number("Baseline") / 100;
        double n = row.number("Population");
        Interval inner = funnel_proportion(p0, n, 0.95);
        Interval outer = funnel_proportion(p0, n, 0.998);
        CHECK(near(inner.lower * 100, row.number("Lower2s0025limit"), 1e-6));
        CHECK(near(inner.upper * 100, row.number("Upper2s0025limit"), 1e-6));
        CHECK(near(outer.lower * 100, row.number("Lower3s0001limit"), 1e-6));
        CHECK(near(outer.upper * 100, row.number("Upper3s0001limit"), 1e-6));
    }
}

TEST_CASE("the limits at an expectation undo the expectations at an observed count") {
    for (double observed : {1.0, 4.0, 10.0, 52.0, 1360.0}) {
        for (double level : {0.95, 0.998}) {
            Interval expected = funnel_expected(observed, level);
            CHECK(funnel_ratio(expected.upper, level).lower * expected.upper ==
                  doctest::Approx(observed).epsilon(1e-8));
            CHECK(funnel_ratio(expected.lower, level).upper * expected.lower ==
                  doctest::Approx(observed).epsilon(1e-8));
        }
    }
    CHECK(funnel_ratio(0.5, 0.95).lower == 0);
    CHECK(std::isnan(funnel_ratio(0, 0.95).lower));
}

TEST_CASE("limits of ratios and rates agree with every shared row") {
    for (const Row& row : shared_rows("phe/funnel_ratio_limits.csv")) {
        double observed = row.number("observed_events");
        Interval inner = funnel_expected(observed, 0.95);
        Interval outer = funnel_expected(observed, 0.998);
        CHECK(near(inner.upper, row.number("lower_2s_exp_events"), 1e-4));
        CHECK(near(inner.lower, row.number("upper_2s_exp_events"), 1e-4));
        CHECK(near(outer.upper, row.number("lower_3s_exp_events"), 1e-4));
        CHECK(near(outer.lower, row.number("upper_3s_exp_events"), 1e-4));
        CHECK(near(funnel_ratio(inner.upper, 0.95).lower * 100, row.number("lower_2s_isr"), 1e-4));
        CHECK(near(funnel_ratio(inner.lower, 0.95).upper * 100, row.number("upper_2s_isr"), 1e-4));
    }
    for (const Row& row : shared_rows("phe/funnel_rate_limits_1.csv")) {
        double overall = row.number("baseline");
        Interval inner = funnel_expected(row.number("Events"), 0.95);
        CHECK(near(funnel_ratio(inner.upper, 0.95).lower * overall, row.number("lower_2s_limit"), 1e-4));
        CHECK(near(funnel_ratio(inner.lower, 0.95).upper * overall, row.number("upper_2s_limit"), 1e-4));
    }
}

TEST_CASE("areas are placed against the limits as published") {
    CHECK(place_ratio(8, 6.239860227) == FunnelPlace::inside);
    CHECK(place_ratio(151, 106.4429719) == FunnelPlace::high_998);
    CHECK(place_proportion(35078.488, 41980, 0.80642448) == FunnelPlace::high_998);
    CHECK(place_proportion(50050.7443, 61921, 0.80642448) == FunnelPlace::inside);
    CHECK(place_ratio(std::nan(""), 4) == FunnelPlace::unknown);
    CHECK(place_proportion(0, 0, 0.5) == FunnelPlace::unknown);
}

TEST_CASE("areas are placed as in every shared row") {
    for (const Row& row : shared_rows("phe/funnel_ratio_points.csv"))
        CHECK(label(place_ratio(row.number("obs"), row.number("expected"))) == row.text("significance"));
    double x = 0, n = 0;
    std::vector<Row> areas = shared_rows("phe/funnel_proportion_points.csv");
    for (const Row& row : areas)
        x += row.number("numerator"), n += row.number("denominator");
    for (const Row& row : areas) {
        INFO(row.text("Area"));
        CHECK(label(place_proportion(row.number("numerator"), row.number("denominator"), x / n)) ==
              row.text("significance"));
    }
    double events = 0, people = 0;
    std::vector<Row> rates = shared_rows("phe/funnel_rate_points.csv");
    for (const Row& row : rates)
        events += row.number("count"), people += row.number("pop");
    for (const Row& row : rates)
        CHECK(label(place_rate(row.number("count"), row.number("pop"), events / people)) ==
              row.text("crude_per_100000_with_0"));
}

TEST_CASE("areas that differ by chance alone are not adjusted and others are") {
    std::array<double, 10> errors;
    errors.fill(1.0);
    std::array<double, 10> chance{-1.2, -0.9, -0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.9, 1.2};
    Overdispersion none = overdispersion(chance, errors, 0);
    CHECK_FALSE(none.adjusted);
    CHECK(none.tau_squared == 0);
    CHECK(funnel_adjusted(none, 1, 0.95).upper == doctest::Approx(1.959964));
    std::array<double, 10> wide;
    for (std::size_t i = 0; i < wide.size(); ++i)
        wide[i] = 10 * chance[i];
    // Winsorised: -9 -9 -5 -3 -1 1 3 5 9 9; sum of squares 394; (394 - 9) / (10 - 1).
    Overdispersion some = overdispersion(wide, errors, 0);
    CHECK(some.phi == doctest::Approx(39.4));
    CHECK(some.tau_squared == doctest::Approx(385.0 / 9));
    CHECK(z_adjusted(some, 12, 1) == doctest::Approx(12 / std::sqrt(1 + 385.0 / 9)));
}
