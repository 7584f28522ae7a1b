// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "verdicts/simulated_series.hpp"
#include "verdicts/verdict.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;
using Nature = JudgeInput::Nature;

namespace {

const Month k_first = Month::of(2015, 1);

std::vector<double> stable(std::size_t length, double mean, unsigned seed = 1, double factor = 1,
                           std::size_t stepped = 0) {
    std::mt19937_64 random(seed);
    return CountSource(Behaviour{mean, 0.15, true, 1, 0}, factor).draw(random, k_first, length, stepped);
}

Verdict judge_counts(const std::vector<double>& counts, Better better = Better::down,
                     std::span<const SeriesBreak> breaks = {}) {
    return Judge(k_first, counts.size()).judge({counts, {}, Nature::count, better, breaks});
}

/// True when every number of a verdict is finite or absent.
bool tidy(const Verdict& v) {
    for (double x : {v.value, v.expected, v.lower, v.upper, v.statistic, v.threshold, v.change, v.change_lower,
                     v.change_upper, v.year_ago_change, v.year_ago_p, v.smallest_change, v.p})
        if (std::isinf(x)) return false;
    return true;
}

} // namespace

TEST_CASE("a clear fall is noticed, dated and called by the way that is better") {
    std::vector<double> counts = stable(60, 300, 3, 0.7, 10);
    Verdict v = judge_counts(counts, Better::down);
    CHECK(v.kind == VerdictKind::improving);
    CHECK(v.direction == -1);
    CHECK(v.rule == "sustained shift");
    CHECK(v.signal == k_first + 50);
    CHECK(v.latest == k_first + 59);
    CHECK(v.value == counts.back());
    CHECK(v.value < v.lower);
    CHECK(v.statistic > v.threshold);
    CHECK(v.p < 0.001);
    CHECK(v.change == doctest::Approx(-0.25).epsilon(0.2));
    CHECK(v.change_lower < v.change);
    CHECK(v.change_upper < 0);
    CHECK(v.reason.empty());
    CHECK(judge_counts(counts, Better::up).kind == VerdictKind::worsening);
    CHECK(judge_counts(counts, Better::contested).kind == VerdictKind::needs_triangulation);
    CHECK(judge_counts(counts, Better::neither).kind == VerdictKind::changed);
    CHECK(judge_counts(counts, Better::representative).kind == VerdictKind::changed);
}

TEST_CASE("a stable series has no clear change, a usual range and what would have been noticed") {
    std::vector<double> counts = stable(60, 300, 4);
    Verdict v = judge_counts(counts);
    CHECK(v.kind == VerdictKind::no_clear_change);
    CHECK(v.direction == 0);
    CHECK_FALSE(v.signal.has_value());
    CHECK(v.lower < v.expected);
    CHECK(v.expected < v.upper);
    CHECK(v.smallest_change > 0.03);
    CHECK(v.smallest_change < 0.15);
    CHECK(v.p > 0.05);
}

TEST_CASE("an extraordinary latest month alone is a single point") {
    std::vector<double> counts = stable(60, 300, 4);
    counts.back() *= 1.6;
    Verdict v = judge_counts(counts);
    CHECK(v.kind == VerdictKind::worsening);
    CHECK(v.rule == "single point");
    CHECK(v.signal == v.latest);
}

TEST_CASE("a spike that has passed is no change") {
    std::vector<double> counts = stable(60, 300, 4);
    for (std::size_t back : {1u, 2u, 3u, 6u}) {
        std::vector<double> spiked = counts;
        spiked[60 - 1 - back] *= 3;
        CHECK(judge_counts(spiked).kind == VerdictKind::no_clear_change);
    }
}

TEST_CASE("a shift stands while it lasts and falls when it is undone") {
    std::vector<double> counts = stable(72, 300, 5, 1.3, 20);
    CHECK(judge_counts(counts).kind == VerdictKind::worsening);
    std::vector<double> back = stable(72, 300, 5);
    std::copy(back.end() - 10, back.end(), counts.end() - 10);
    CHECK(judge_counts(counts).kind == VerdictKind::no_clear_change);
}

TEST_CASE("an old shift is set aside, said, and no news") {
    std::vector<double> counts = stable(108, 300, 6, 1.4, 60);
    Verdict v = judge_counts(counts);
    CHECK(v.kind == VerdictKind::no_clear_change);
    CHECK(v.rebased);
    REQUIRE(v.since.has_value());
    CHECK(std::abs(*v.since - (k_first + 48)) <= 2);
    CHECK(v.expected > 350);
}

TEST_CASE("nothing is judged across a declared break") {
    std::vector<double> counts = stable(84, 300, 7, 1.5, 40);
    std::vector<SeriesBreak> breaks{{k_first + 44, "A new recording system"}};
    Verdict v = judge_counts(counts, Better::down, breaks);
    CHECK(v.kind == VerdictKind::no_clear_change);
    CHECK(v.reason == "break");
    CHECK(v.since == k_first + 44);
    std::vector<SeriesBreak> recent{{k_first + 78, "A new recording system"}};
    Verdict w = judge_counts(counts, Better::down, recent);
    CHECK(w.kind == VerdictKind::not_enough_data);
    CHECK(w.reason == "break");
    std::vector<SeriesBreak> elsewhere{{k_first - 5, "Before"}, {k_first + 200, "After"}};
    CHECK(judge_counts(counts, Better::down, elsewhere).reason.empty());
}

TEST_CASE("too short, too rare, too constant and too old are not enough data, each with its code") {
    CHECK(judge_counts({}).reason == "missing");
    CHECK(judge_counts(stable(11, 300)).reason == "short");
    CHECK(judge_counts(stable(23, 300)).reason == "short");
    CHECK(judge_counts(stable(24, 300)).kind != VerdictKind::not_enough_data);
    CHECK(judge_counts(stable(60, 0.05)).reason == "rare");
    CHECK(judge_counts(std::vector<double>(60, 0.0)).reason == "constant");
    CHECK(judge_counts(std::vector<double>(60, 7.0)).reason == "constant");
    std::vector<double> ended = stable(60, 300);
    std::fill(ended.end() - 13, ended.end(), k_missing);
    CHECK(judge_counts(ended).reason == "missing");
    CHECK(judge_counts(std::vector<double>(60, k_missing)).reason == "missing");
    std::vector<double> holes = stable(60, 300);
    for (std::size_t i = 0; i < 50; ++i)
        if (i % 5 != 0) holes[i] = k_missing;
    CHECK(judge_counts(holes).reason == "missing");
    for (auto kind : {judge_counts({}), judge_counts(stable(60, 0.05))})
        CHECK(kind.kind == VerdictKind::not_enough_data);
}

TEST_CASE("months that are missing at the end move the judgement to the last known one") {
    std::vector<double> counts = stable(60, 300, 3, 0.7, 12);
    std::vector<double> known(counts.begin(), counts.end() - 2);
    counts[58] = counts[59] = k_missing;
    Verdict v = judge_counts(counts);
    Verdict w = judge_counts(known);
    CHECK(v.latest == k_first + 57);
    CHECK(v.kind == VerdictKind::improving);
    CHECK(v.statistic == doctest::Approx(w.statistic));
    CHECK(v.change == doctest::Approx(w.change));
    CHECK(v.lower == doctest::Approx(w.lower));
}

TEST_CASE("a gap is left out and stays a gap") {
    std::vector<double> counts = stable(60, 300, 3, 0.7, 10);
    for (std::size_t i : {5u, 6u, 30u, 52u})
        counts[i] = k_missing;
    Verdict v = judge_counts(counts);
    CHECK(v.kind == VerdictKind::improving);
    CHECK(std::isnan(v.change)); // a month of the latest twelve is missing
    CHECK(tidy(v));
}

TEST_CASE("a rate is judged by its population, not by its count") {
    std::vector<double> counts = stable(60, 300, 8);
    std::vector<double> people(60, 100000.0);
    for (std::size_t i = 48; i < 60; ++i)
        people[i] = 200000, counts[i] *= 2;
    Judge judge(k_first, 60);
    Verdict v = judge.judge({counts, people, Nature::rate, Better::down, {}});
    CHECK(v.kind == VerdictKind::no_clear_change);
    CHECK(v.value == doctest::Approx(counts[59] / 200000));
    CHECK(v.lower < v.value);
    CHECK(v.value < v.upper);
    CHECK(judge.judge({counts, {}, Nature::count, Better::down, {}}).kind == VerdictKind::worsening);
}

TEST_CASE("a proportion is judged by its base") {
    std::mt19937_64 random(9);
    std::vector<double> x(60), n(60);
    for (std::size_t i = 0; i < 60; ++i) {
        n[i] = i % 3 == 0 ? 100 : 600;
        std::binomial_distribution<int> binomial(static_cast<int>(n[i]), i < 50 ? 0.2 : 0.3);
        x[i] = binomial(random);
    }
    Judge judge(k_first, 60);
    Verdict v = judge.judge({x, n, Nature::proportion, Better::up, {}});
    CHECK(v.kind == VerdictKind::improving);
    CHECK(v.value == doctest::Approx(x[59] / n[59]));
    CHECK(v.expected == doctest::Approx(0.2).epsilon(0.1));
    CHECK(v.lower > 0.1);
    CHECK(v.upper < 0.3);
    x[7] = n[7] + 1;
    CHECK_THROWS_AS(judge.judge({x, n, Nature::proportion, Better::up, {}}), Error);
}

TEST_CASE("values are judged as they are, quarterly and yearly too") {
    std::mt19937_64 random(10);
    std::normal_distribution<double> normal;
    std::vector<double> values(40);
    for (std::size_t i = 0; i < 40; ++i)
        values[i] = 50 + normal(random) + (i >= 34 ? 6 : 0);
    Verdict quarterly = Judge(Month::of(2012, 3), 40, 3).judge({values, {}, Nature::value, Better::up, {}});
    CHECK(quarterly.kind == VerdictKind::improving);
    CHECK(quarterly.signal == Month::of(2012, 3) + 34 * 3);
    CHECK(quarterly.change == doctest::Approx(0.1).epsilon(0.5));
    Verdict yearly = Judge(Month::of(1980, 3), 40, 12).judge({values, {}, Nature::value, Better::up, {}});
    CHECK(yearly.latest == Month::of(1980, 3) + 39 * 12);
    CHECK(tidy(yearly));
}

TEST_CASE("of rolling years only every fourth quarter is counted as news") {
    std::vector<double> rolling(40, 60.0);
    for (std::size_t i = 0; i < 40; ++i)
        rolling[i] += static_cast<double>(i % 7);
    Verdict v = Judge(Month::of(2012, 3), 40, 3, 4).judge({rolling, {}, Nature::value, Better::up, {}});
    CHECK(v.kind == VerdictKind::not_enough_data); // ten independent values
    CHECK(v.reason == "short");
    CHECK(v.value == rolling.back());
}

TEST_CASE("the range for drawing covers what was looked at and agrees with the verdict") {
    std::vector<double> counts = stable(84, 300, 7, 1.5, 40);
    std::vector<SeriesBreak> breaks{{k_first + 44, "A new recording system"}};
    ExpectedRange range;
    Verdict v = Judge(k_first, 84).judge({counts, {}, Nature::count, Better::down, breaks}, range);
    REQUIRE(range.centre.size() == 84);
    CHECK(std::isnan(range.centre[43]));
    CHECK_FALSE(std::isnan(range.lower[44]));
    CHECK(range.centre[83] == doctest::Approx(v.expected));
    CHECK(range.lower[83] == doctest::Approx(v.lower));
    CHECK(range.upper[83] == doctest::Approx(v.upper));
}

TEST_CASE("a series without noise but with a jump has finite numbers") {
    std::vector<double> values(48, 10.0);
    std::fill(values.end() - 6, values.end(), 20.0);
    Verdict v = Judge(k_first, 48).judge({values, {}, Nature::value, Better::up, {}});
    CHECK(v.kind == VerdictKind::improving);
    CHECK(tidy(v));
}

TEST_CASE("the same judge gives the same verdicts on many threads") {
    Judge judge(k_first, 60);
    std::vector<std::vector<double>> series;
    for (unsigned i = 0; i < 64; ++i)
        series.push_back(stable(60, 40, i));
    std::vector<double> alone, together(64);
    for (const auto& counts : series)
        alone.push_back(judge.judge({counts, {}, Nature::count, Better::down, {}}).statistic);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (std::size_t i = t; i < 64; i += 4)
                together[i] = judge.judge({series[i], {}, Nature::count, Better::down, {}}).statistic;
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(alone == together);
}

TEST_CASE("wrong lengths and steps are refused") {
    Judge judge(k_first, 60);
    std::vector<double> counts(59, 1.0);
    CHECK_THROWS_AS(judge.judge({counts, {}, Nature::count, Better::down, {}}), Error);
    std::vector<double> whole(60, 1.0);
    CHECK_THROWS_AS(judge.judge({whole, counts, Nature::rate, Better::down, {}}), Error);
    CHECK_THROWS_AS(Judge(k_first, 60, 0), Error);
}

TEST_CASE("discoveries are those that pass the step-up rule, and missing ones never do") {
    std::vector<double> p{0.03, k_missing, 0.032, 0.036, 0.9};
    CHECK(discoveries(p) == std::vector<bool>{true, false, true, true, false});
    CHECK(discoveries(std::vector<double>{}).empty());
}

TEST_CASE("infinite values are missing, huge and negative ones are judged, and no limit is NaN") {
    std::vector<double> counts = stable(60, 300);
    std::vector<double> endless = counts;
    endless[7] = INFINITY;
    endless[9] = -INFINITY;
    std::vector<double> gaps = counts;
    gaps[7] = gaps[9] = k_missing;
    CHECK(judge_counts(endless).statistic == doctest::Approx(judge_counts(gaps).statistic));
    for (double factor : {1e15, -1.0, -1e15, 1e-15}) {
        INFO(factor);
        std::vector<double> scaled = counts;
        for (double& y : scaled)
            y *= factor;
        Verdict v = judge_counts(scaled);
        if (v.kind == VerdictKind::not_enough_data) continue; // 1e-15: next to no events
        CHECK(std::isfinite(v.statistic));
        CHECK(std::isfinite(v.expected));
        CHECK(v.lower <= v.expected);
        CHECK(v.expected <= v.upper);
    }
}
