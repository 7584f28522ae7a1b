// SPDX-License-Identifier: MIT
// How often each word of triangulation is said under each truth: the table of
// docs/verdicts.md. Companions stray from offending by five per cent beyond their errors.
#include "verdicts/triangulation.hpp"

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace peelian;

namespace {

constexpr int k_draws = 20000;
constexpr double k_strays = 0.05;
constexpr double k_recorded_error = 0.03;

void run(double recorded, double offending, int companions, double error) {
    std::mt19937_64 random(99);
    std::normal_distribution<double> normal;
    std::array<int, 4> said{};
    int covered = 0;
    double truth = 1 - offending / recorded;
    for (int i = 0; i < k_draws; ++i) {
        std::vector<CompanionEvidence> evidence;
        for (int c = 0; c < companions; ++c)
            evidence.push_back({"", {offending + std::hypot(error, k_strays) * normal(random), error * error}});
        Estimate police{recorded + k_recorded_error * normal(random), k_recorded_error * k_recorded_error};
        Triangulation t = triangulate(police, evidence);
        ++said[static_cast<std::size_t>(t.answer)];
        covered += t.share_lower <= truth && truth <= t.share_upper;
    }
    auto share = [&](Triangulation::Answer answer) { return 100.0 * said[static_cast<std::size_t>(answer)] / k_draws; };
    using Answer = Triangulation::Answer;
    fmt::print("| {:+.0f}% | {:+.0f}% | {} of ±{:.0f}% | {:.1f} | {:.1f} | {:.1f} | {:.1f} |\n",
               100 * std::expm1(recorded), 100 * std::expm1(offending), companions, 196 * error,
               share(Answer::mostly_reporting), share(Answer::real_change), share(Answer::cannot_tell),
               100.0 * covered / k_draws);
}

} // namespace

int main() {
    fmt::print(
        "| recorded | offending | companions | mostly reporting | a real change | cannot tell | share covered |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (double recorded : {0.15, 0.4})
        for (double part : {0.0, 0.25, 0.5, 1.0})
            for (auto [companions, error] : {std::pair{1, 0.03}, {1, 0.10}, {2, 0.05}, {4, 0.05}})
                run(recorded, part * recorded, companions, error);
    return 0;
}
