// SPDX-License-Identifier: MIT
// How often a verdict is wrong about stable series, and how often it notices a step: the
// tables of docs/verdicts.md. Seeded; the result does not depend on the threads.
//
//     false_alarms [series a cell, default 2000]
#include "base/parallel.hpp"
#include "verdicts/simulated_series.hpp"
#include "verdicts/verdict.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

struct Cell {
    std::size_t length;
    Behaviour behaviour;
    double factor = 1;
    std::size_t stepped = 0;
    // found
    double signals = 0; ///< share of all series
    double refused = 0; ///< share without a verdict
};

void run(Cell& cell, int series, std::uint64_t seed) {
    CountSource source(cell.behaviour, cell.factor);
    std::mt19937_64 random(seed);
    int signals = 0;
    int refused = 0;
    for (int i = 0; i < series; ++i) {
        Month first = Month::of(2010, 1 + i % 12);
        Judge judge(first, cell.length);
        std::vector<double> counts = source.draw(random, first, cell.length, cell.stepped);
        JudgeInput input{counts, {}, JudgeInput::Nature::count, Better::down, {}};
        VerdictKind kind = judge.judge(input).kind;
        if (kind == VerdictKind::not_enough_data) ++refused;
        else if (kind != VerdictKind::no_clear_change) ++signals;
    }
    cell.signals = 100.0 * signals / series;
    cell.refused = 100.0 * refused / series;
}

void run_all(std::vector<Cell>& cells, int series) {
    parallel_for(cells.size(), default_threads(),
                 [&](std::size_t i) { run(cells[i], series, 20240301 + i); });
}

std::string describe(const Behaviour& b) {
    return fmt::format("season {:.0f}%{}, dispersion {:.0f}, correlation {:.1f}", 100 * b.season,
                       b.sharp ? " sharp" : "", b.dispersion, b.correlation);
}

constexpr double k_means[] = {1, 3, 10, 30, 300, 3000};
constexpr std::size_t k_lengths[] = {24, 36, 60, 120};

void false_alarms(int series) {
    std::vector<Cell> cells;
    for (std::size_t length : k_lengths)
        for (double mean : k_means)
            for (double season : {0.0, 0.15, 0.4})
                for (bool sharp : {false, true})
                    for (double dispersion : {1.0, 2.0, 5.0})
                        for (double rho : {0.0, 0.3, 0.6})
                            if (season > 0 || !sharp)
                                cells.push_back({length, {mean, season, sharp, dispersion, rho}});
    run_all(cells, series);
    fmt::print("False alarms, per cent of series: mean over 45 cells, worst cell\n");
    std::size_t at = 0;
    for (std::size_t length : k_lengths) {
        for (double mean : k_means) {
            double sum = 0;
            double refused = 0;
            const Cell* worst = nullptr;
            for (int i = 0; i < 45; ++i, ++at) {
                sum += cells[at].signals / 45;
                refused += cells[at].refused / 45;
                if (worst == nullptr || cells[at].signals > worst->signals) worst = &cells[at];
            }
            fmt::print("{:4} months, mean {:5}: {:4.1f}  worst {:4.1f} ({}); no verdict {:.0f}\n",
                       length, mean, sum, worst->signals, describe(worst->behaviour), refused);
        }
    }
}

void detection(int series) {
    std::vector<Cell> cells;
    for (std::size_t length : k_lengths)
        for (double mean : {3.0, 10.0, 30.0, 300.0, 3000.0})
            for (double factor : {1.1, 1.2, 1.4})
                for (double rho : {0.0, 0.3})
                    for (std::size_t stepped : {3, 6, 12})
                        cells.push_back({length, {mean, 0.15, true, 1, rho}, factor, stepped});
    run_all(cells, series);
    fmt::print("\nNoticed, per cent, after 3/6/12 months of a step; independent events, then "
               "correlation 0.3\n");
    std::size_t at = 0;
    for (std::size_t length : k_lengths) {
        for (double mean : {3.0, 10.0, 30.0, 300.0, 3000.0}) {
            std::string line = fmt::format("{:4} months, mean {:5}:", length, mean);
            for (double factor : {1.1, 1.2, 1.4}) {
                line += fmt::format("  +{:.0f}%", 100 * (factor - 1));
                for (int i = 0; i < 6; ++i)
                    line += fmt::format("{}{:3.0f}", i % 3 == 0 ? " " : "/", cells[at++].signals);
            }
            fmt::print("{}\n", line);
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    int series = argc > 1 ? std::atoi(argv[1]) : 2000;
    false_alarms(series);
    detection(series);
    return 0;
}
