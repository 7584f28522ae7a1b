// SPDX-License-Identifier: MIT
// How long a verdict takes.
#include "statistics/intervals.hpp"
#include "verdicts/simulated_series.hpp"
#include "verdicts/verdict.hpp"

#include <benchmark/benchmark.h>

#include <vector>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

std::vector<double> many_series(std::size_t series, std::size_t length) {
    CountSource source(Behaviour{40, 0.15, true, 2, 0.3});
    std::mt19937_64 random(1);
    std::vector<double> all;
    all.reserve(series * length);
    for (std::size_t i = 0; i < series; ++i) {
        std::vector<double> one = source.draw(random, Month::of(2015, 1), length);
        all.insert(all.end(), one.begin(), one.end());
    }
    return all;
}

void judge_series(benchmark::State& state, std::size_t series, std::size_t length, bool gaps) {
    std::vector<double> all = many_series(series, length);
    if (gaps)
        for (std::size_t i = 0; i < series; ++i)
            all[i * length + length / 2] = k_missing;
    Judge judge(Month::of(2015, 1), length);
    for (auto _ : state) {
        for (std::size_t i = 0; i < series; ++i) {
            JudgeInput input{{all.data() + i * length, length}, {}, JudgeInput::Nature::count, Better::down, {}};
            Verdict verdict = judge.judge(input);
            benchmark::DoNotOptimize(verdict);
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(series) * state.iterations());
}

void judge_100000_of_60_months(benchmark::State& state) { judge_series(state, 100000, 60, false); }
void judge_of_120_months(benchmark::State& state) { judge_series(state, 2000, 120, false); }
void judge_of_60_months_with_a_gap(benchmark::State& state) { judge_series(state, 2000, 60, true); }

void poisson_interval(benchmark::State& state) {
    double count = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(poisson(count));
        count = count < 40 ? count + 1 : 0;
    }
}

} // namespace

BENCHMARK(judge_100000_of_60_months)->Unit(benchmark::kMillisecond);
BENCHMARK(judge_of_120_months)->Unit(benchmark::kMillisecond);
BENCHMARK(judge_of_60_months_with_a_gap)->Unit(benchmark::kMillisecond);
BENCHMARK(poisson_interval);

BENCHMARK_MAIN();
