// SPDX-License-Identifier: MIT
// How often each design's 95 per cent interval holds the truth, how far its estimate is off
// on average, and how often it finds something where there is nothing: made-up boroughs with
// known effects. evaluations_coverage [RUNS] prints a table for docs/evaluations.md.
#include "base/parallel.hpp"
#include "evaluations/evaluation.hpp"
#include "statistics/random.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace peelian;

namespace {

double uniform(std::uint64_t seed, std::uint64_t draw, std::uint64_t thing) {
    return (static_cast<double>(random_bits(seed, draw, thing) >> 11) + 0.5) / 9007199254740992.0;
}

double normal(std::uint64_t seed, std::uint64_t draw, std::uint64_t thing) {
    return std::sqrt(-2 * std::log(uniform(seed, draw, 2 * thing))) *
           std::cos(2 * M_PI * uniform(seed, draw, 2 * thing + 1));
}

constexpr int k_boroughs = 32;
constexpr std::size_t k_months = 72, k_start = 48;

/// Boroughs with levels of their own, a common season and common shocks, and noise that
/// hangs together from month to month.
std::vector<MeasureData> world(const Areas& areas, const Measure& measure, std::uint64_t seed, double correlation,
                               const std::vector<int>& starts, double effect) {
    std::vector<MeasureData> data(1);
    data[0].measure = &measure;
    data[0].first = Month::of(2018, 4);
    data[0].length = k_months;
    for (int b = 0; b < k_boroughs; ++b) {
        Series s;
        s.area = *areas.find(fmt::format("F{:02}", b));
        s.end = k_months;
        double level = 80 * std::exp(0.5 * normal(seed, 1, static_cast<std::uint64_t>(b))), error = 0;
        for (std::size_t t = 0; t < k_months; ++t) {
            double common = 0.1 * std::sin(static_cast<double>(t) * M_PI / 6) + 0.04 * normal(seed, 2, t);
            double fresh = 0.08 * normal(seed, 3 + static_cast<std::uint64_t>(b), t);
            error = t == 0 ? fresh : correlation * error + std::sqrt(1 - correlation * correlation) * fresh;
            int start = starts[static_cast<std::size_t>(b)];
            double change = start >= 0 && t >= static_cast<std::size_t>(start) ? effect : 0;
            double mean = level * std::exp(common + error + change);
            // Counts about the mean, by their normal shape.
            s.numerator.push_back(std::max(
                1.0, std::round(mean + std::sqrt(mean) * normal(seed, 100 + static_cast<std::uint64_t>(b), t))));
        }
        data[0].series.push_back(std::move(s));
    }
    std::ranges::sort(data[0].series, {}, &Series::area);
    return data;
}

struct Tally {
    double covered = 0, known = 0, bias = 0, found = 0, doubted = 0, n = 0, width = 0;
};

struct Case {
    const char* name;
    EvaluationDesign design;
    int treated;
    bool compared;
};

Tally run(const Case& c, std::size_t runs, double correlation, double effect) {
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    for (int b = 0; b < k_boroughs; ++b)
        areas.add(fmt::format("F{:02}", b), fmt::format("B{:02}", b), Level::borough, "F");
    areas.sort();
    Measure measure;
    measure.id = "m";
    measure.title = "M";
    measure.levels = {Level::force, Level::borough};
    std::vector<EvaluationResult> results(runs);
    parallel_for(runs, default_threads(), [&](std::size_t r) {
        std::vector<int> starts(k_boroughs, -1);
        Evaluation e;
        e.design = c.design;
        e.measure = "m";
        for (int b = 0; b < k_boroughs; ++b) {
            AreaIndex area = *areas.find(fmt::format("F{:02}", b));
            if (b < c.treated) {
                int start = static_cast<int>(k_start) - (c.design == EvaluationDesign::staggered && b % 2 == 0 ? 6 : 0);
                starts[static_cast<std::size_t>(b)] = start;
                e.treated.push_back({.area = area, .start = Month::of(2018, 4) + start});
            } else if (c.compared) {
                e.comparison.push_back(area);
            }
        }
        auto data = world(areas, measure, 1000 + r, correlation, starts, effect);
        results[r] = run_evaluation(e, data, areas);
    });
    Tally t;
    for (const EvaluationResult& r : results) {
        ++t.n;
        t.found += r.finding == EvaluationFinding::rose || r.finding == EvaluationFinding::fell;
        t.doubted += r.doubted;
        if (!r.effect.known()) continue;
        t.bias += std::log1p(r.effect.value) - effect;
        if (!r.effect.certain()) continue;
        ++t.known;
        t.covered += r.effect.lower <= std::expm1(effect) && std::expm1(effect) <= r.effect.upper;
        t.width += (std::log1p(r.effect.upper) - std::log1p(r.effect.lower)) / 2;
    }
    return t;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t runs = argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 1000;
    const Case cases[]{{"before-after, alone, 1 area", EvaluationDesign::before_after, 1, false},
                       {"before-after, compared, 1 area", EvaluationDesign::before_after, 1, true},
                       {"difference, 1 area", EvaluationDesign::difference, 1, true},
                       {"difference, 3 areas", EvaluationDesign::difference, 3, true},
                       {"difference, 8 areas", EvaluationDesign::difference, 8, true},
                       {"staggered, 8 areas in 2 waves", EvaluationDesign::staggered, 8, true},
                       {"synthetic, 1 area", EvaluationDesign::synthetic, 1, true}};
    fmt::print("{} runs; 32 boroughs, 48 months before and 24 after\n", runs);
    fmt::print(
        "| design | correlation | interval holds the truth | mean error | half width | finds nothing where there "
        "is none | finds a fall of 15% |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for (const Case& c : cases)
        for (double correlation : {0.0, 0.5}) {
            Tally none = run(c, runs, correlation, 0), fall = run(c, runs, correlation, std::log(0.85));
            fmt::print(
                "| {} | {} | {} | {:+.2f}% | {} | {:.1f}% | {:.0f}% |\n", c.name, correlation,
                fall.known > 0 ? fmt::format("{:.1f}%", 100 * (fall.covered + none.covered) / (fall.known + none.known))
                               : "none given",
                100 * fall.bias / fall.n, fall.known > 0 ? fmt::format("{:.0f}%", 100 * fall.width / fall.known) : "",
                100 * (1 - none.found / none.n), 100 * fall.found / fall.n);
            std::fflush(stdout);
        }
}
