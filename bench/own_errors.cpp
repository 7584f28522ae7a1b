// SPDX-License-Identifier: MIT
// Verdicts of values that come with their own errors (survey quarters): how often stable ones
// are called changed, and how often a step is noticed, with the errors used and without.
// own_errors [SERIES a cell] prints the table of docs/verdicts.md.
#include "base/parallel.hpp"
#include "verdicts/verdict.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <random>

using namespace peelian;

namespace {

struct Cell {
    std::size_t length;
    double uneven;      ///< largest error over smallest
    double correlation; ///< of what moves the level beyond sampling
    double beyond;      ///< standard deviation of that over the mean error
    double called[2] = {}, noticed[2] = {};
};

bool changed(const Judge& judge, const std::vector<double>& values, std::span<const double> errors) {
    JudgeInput input{values, {}, JudgeInput::Nature::value, Better::up, {}};
    input.errors = errors;
    VerdictKind kind = judge.judge(input).kind;
    return kind == VerdictKind::improving || kind == VerdictKind::worsening;
}

void run(Cell& cell, int series, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    Judge judge(Month::of(2015, 3), cell.length, 3);
    for (int s = 0; s < series; ++s) {
        std::vector<double> values, errors;
        double moved = normal(random);
        for (std::size_t i = 0; i < cell.length; ++i) {
            errors.push_back(2 * std::pow(cell.uneven, uniform(random) - 0.5));
            moved =
                i == 0 ? moved
                       : cell.correlation * moved + std::sqrt(1 - cell.correlation * cell.correlation) * normal(random);
            values.push_back(60 + 2 * cell.beyond * moved + errors.back() * normal(random));
        }
        cell.called[0] += changed(judge, values, {});
        cell.called[1] += changed(judge, values, errors);
        for (std::size_t i = cell.length - 4; i < cell.length; ++i)
            values[i] += 5; // two and a half errors, in the last year
        cell.noticed[0] += changed(judge, values, {});
        cell.noticed[1] += changed(judge, values, errors);
    }
    for (double* v : {cell.called, cell.called + 1, cell.noticed, cell.noticed + 1})
        *v *= 100.0 / series;
}

} // namespace

int main(int argc, char** argv) {
    int series = argc > 1 ? std::atoi(argv[1]) : 4000;
    std::vector<Cell> cells;
    for (std::size_t length : {12, 20, 28, 40})
        for (double uneven : {1.0, 3.0})
            for (auto [correlation, beyond] : {std::pair{0.0, 0.0}, std::pair{0.3, 1.0}, std::pair{0.6, 1.0}})
                cells.push_back({length, uneven, correlation, beyond, {}, {}});
    parallel_for(cells.size(), default_threads(), [&](std::size_t i) { run(cells[i], series, 77 + i); });
    fmt::print(
        "| quarters | largest error over smallest | beyond sampling | called changed, errors used (not) | step of "
        "2.5 errors noticed, used (not) |\n| --- | --- | --- | --- | --- |\n");
    for (const Cell& c : cells)
        fmt::print("| {} | {:.0f} | {} | {:.1f} ({:.1f}) | {:.0f} ({:.0f}) |\n", c.length, c.uneven,
                   c.beyond == 0 ? "nothing" : fmt::format("as much again, correlation {}", c.correlation), c.called[1],
                   c.called[0], c.noticed[1], c.noticed[0]);
}
