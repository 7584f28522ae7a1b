// SPDX-License-Identifier: MIT
// A quick look at the promise of docs/verdicts.md; bench/false_alarms.cpp measures it.
#include "verdicts/simulated_series.hpp"
#include "verdicts/verdict.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

/// Share of 1,000 series that are called changed, in per cent.
double signals(const Behaviour& behaviour, std::size_t length, double factor = 1, std::size_t stepped = 0) {
    CountSource source(behaviour, factor);
    std::mt19937_64 random(20240401);
    Judge judge(Month::of(2012, 4), length);
    int found = 0;
    for (int i = 0; i < 1000; ++i) {
        std::vector<double> counts = source.draw(random, Month::of(2012, 4), length, stepped);
        Verdict v = judge.judge({counts, {}, JudgeInput::Nature::count, Better::neither, {}});
        found += v.kind == VerdictKind::changed;
    }
    return found / 10.0;
}

} // namespace

TEST_CASE("stable series are called changed about one time in twenty-five at most") {
    // A share of 5 per cent would show as more than 6.7 one time in a hundred.
    for (std::size_t length : {24u, 36u, 60u, 120u}) {
        INFO(length, " months");
        CHECK(signals({3, 0.15, true, 5, 0.6}, length) < 6.7);
        CHECK(signals({30, 0.40, true, 1, 0.3}, length) < 6.7);
        CHECK(signals({300, 0.40, true, 2, 0.6}, length) < 6.7);
        CHECK(signals({3000, 0, false, 5, 0}, length) < 6.7);
    }
}

TEST_CASE("a rise of a fifth that has lasted a year is noticed where it can be") {
    CHECK(signals({30, 0.15, true, 1, 0}, 36, 1.2, 12) > 25);
    CHECK(signals({30, 0.15, true, 1, 0}, 60, 1.2, 12) > 50);
    CHECK(signals({30, 0.15, true, 1, 0}, 120, 1.2, 12) > 60);
    CHECK(signals({300, 0.15, true, 1, 0}, 36, 1.2, 12) > 93);
    CHECK(signals({300, 0.15, true, 1, 0.3}, 60, 1.2, 12) > 97);
}
