// SPDX-License-Identifier: MIT
#include "verdicts/rare.hpp"
#include "verdicts/simulated_series.hpp"
#include "verdicts/verdict.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

const Month k_first = Month::of(2015, 4);

/// Share of 1,000 series called changed, in per cent.
double signals(const Behaviour& behaviour, std::size_t length, double factor = 1, std::size_t stepped = 0) {
    CountSource source(behaviour, factor);
    std::mt19937_64 random(11);
    Judge judge(k_first, length);
    int found = 0;
    for (int i = 0; i < 1000; ++i) {
        std::vector<double> counts = source.draw(random, k_first, length, stepped);
        Verdict v = judge.judge({counts, {}, JudgeInput::Nature::count, Better::neither, {}});
        found += v.kind == VerdictKind::changed;
    }
    return found / 10.0;
}

} // namespace

TEST_CASE("the likelihood ratio of a step is that of two binomial shares") {
    // One event in each of the first twelve periods, three in each of the last four.
    std::vector<double> counts(16, 1.0);
    std::fill(counts.end() - 4, counts.end(), 3.0);
    std::vector<double> exposure(16, 1.0);
    RareShift shift = find_rare_shift(counts, exposure, 8);
    CHECK(shift.start == 12);
    CHECK(shift.direction == 1);
    CHECK(shift.before == doctest::Approx(1));
    // 12 of 24 in a quarter of the time: 2 (12 ln 2 + 12 ln(2/3)).
    CHECK(shift.statistic * shift.statistic * shift.dispersion ==
          doctest::Approx(2 * (12 * std::log(2.0) + 12 * std::log(2.0 / 3))));
}

TEST_CASE("twice the exposure explains twice the events") {
    std::vector<double> counts{1, 1, 1, 1, 2, 2, 2, 2};
    std::vector<double> exposure{1, 1, 1, 1, 2, 2, 2, 2};
    CHECK(find_rare_shift(counts, exposure, 2).statistic < 1e-6);
}

TEST_CASE("usual counts are the quantiles of a Poisson or negative binomial distribution") {
    // R: qpois(c(0.025, 0.975), 0.5) is 0, 2; of 4 it is 1, 8.
    CHECK(usual_counts(0.5, 0.5).lower == 0);
    CHECK(usual_counts(0.5, 0.5).upper == 2);
    CHECK(usual_counts(4, 4).lower == 1);
    CHECK(usual_counts(4, 4).upper == 8);
    // Variance 8 about 4: size 4, probability one half; P(at most 10) = 0.971, P(at most 11) = 0.982.
    CHECK(usual_counts(4, 8).lower == 0);
    CHECK(usual_counts(4, 8).upper == 11);
    CHECK(usual_counts(0, 0).upper == 0);
}

TEST_CASE("the smallest factor noticed is smaller with more events and larger with bunches") {
    double few = smallest_rare_factor(30, 0.2, 1, 3);
    double many = smallest_rare_factor(90, 0.2, 1, 3);
    double bunched = smallest_rare_factor(30, 0.2, 2, 3);
    CHECK(few > many);
    CHECK(bunched > few);
    CHECK(many > 1);
    CHECK(std::isnan(smallest_rare_factor(8, 1e-6, 50, 3)));
}

TEST_CASE("stable rare events are called changed about one time in twenty at most") {
    for (std::size_t length : {24u, 36u, 60u, 120u}) {
        INFO(length, " months");
        CHECK(signals({0.5, 0, false, 1, 0}, length) < 6.7);
        CHECK(signals({0.5, 0.4, true, 1, 0.6}, length) < 6.7);
        CHECK(signals({0.9, 0.15, true, 5, 0.3}, length) < 6.7);
    }
}

TEST_CASE("rare events that become three or five times as many are noticed where they can be") {
    CHECK(signals({0.5, 0, false, 1, 0}, 60, 3, 12) > 35);
    CHECK(signals({0.5, 0, false, 1, 0}, 60, 5, 12) > 85);
    CHECK(signals({0.8, 0, false, 1, 0}, 120, 3, 12) > 80);
}

TEST_CASE("a rare verdict has whole counts for its usual range, and says how large a rise would be seen") {
    std::vector<double> counts(60, 0.0);
    for (std::size_t i = 0; i < 60; i += 3)
        counts[i] = 1;
    ExpectedRange range;
    Verdict v = Judge(k_first, 60).judge({counts, {}, JudgeInput::Nature::count, Better::down, {}}, range);
    CHECK(v.kind == VerdictKind::no_clear_change);
    CHECK(v.lower == 0);
    CHECK(v.upper >= 1);
    CHECK(v.expected == doctest::Approx(1.0 / 3).epsilon(0.1));
    CHECK(v.smallest_change > 1);
    CHECK(range.upper[10] >= 1);
    CHECK(range.centre[10] == doctest::Approx(1.0 / 3).epsilon(0.1));
}

TEST_CASE("fewer than eight events, or rare shares, are not enough data") {
    std::vector<double> counts(60, 0.0);
    counts[3] = counts[20] = counts[41] = 2;
    Judge judge(k_first, 60);
    CHECK(judge.judge({counts, {}, JudgeInput::Nature::count, Better::down, {}}).reason == "rare");
    for (std::size_t i = 0; i < 60; i += 3)
        counts[i] = 1;
    std::vector<double> bases(60, 100.0);
    CHECK(judge.judge({counts, bases, JudgeInput::Nature::proportion, Better::down, {}}).reason == "rare");
    CHECK(judge.judge({counts, bases, JudgeInput::Nature::rate, Better::down, {}}).reason.empty());
}
