// SPDX-License-Identifier: MIT
// The thresholds of verdicts/rare.cpp: for each length the largest, over mean, season,
// dispersion and correlation, of what 95.5 per cent of stable series do not exceed (a margin
// under the promise of 95). Seeded; the result does not depend on the threads.
//
//     calibrate_rare [series a cell, default 10000]
#include "base/parallel.hpp"
#include "verdicts/rare.hpp"
#include "verdicts/simulated_series.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <vector>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

constexpr double k_kept = 0.955;
constexpr int k_window = 24;
constexpr int k_before = 12;
const Month k_first = Month::of(2010, 4);

/// What `series` stable series of that kind stay below `k_kept` of the time; those that are
/// refused, or not rare, count as quiet.
double quantile(const Behaviour& behaviour, int length, int series, std::uint64_t seed) {
    CountSource source(behaviour);
    std::mt19937_64 random(seed);
    std::vector<double> exposure;
    for (int i = 0; i < length; ++i)
        exposure.push_back((k_first + i).days() / 30.4375);
    std::vector<double> found;
    for (int s = 0; s < series; ++s) {
        std::vector<double> counts = source.draw(random, k_first, exposure.size());
        double events = std::accumulate(counts.begin(), counts.end(), 0.0);
        bool judged = events >= k_fewest_rare_events && events < length;
        int first = std::max(k_before, length - k_window);
        found.push_back(judged ? find_rare_shift(counts, exposure, first).statistic : 0);
    }
    auto place = found.begin() + static_cast<std::ptrdiff_t>(k_kept * static_cast<double>(found.size()));
    std::nth_element(found.begin(), place, found.end());
    return *place;
}

} // namespace

int main(int argc, char** argv) {
    int series = argc > 1 ? std::atoi(argv[1]) : 10000;
    for (int length : {24, 27, 30, 36, 48, 60, 84, 120}) {
        std::vector<Behaviour> kinds;
        for (double mean : {0.12, 0.25, 0.5, 0.75, 0.95})
            for (double season : {0.0, 0.4})
                for (double dispersion : {1.0, 2.0, 5.0})
                    for (double correlation : {0.0, 0.3, 0.6})
                        kinds.push_back({mean, season, true, dispersion, correlation});
        std::vector<double> found(kinds.size());
        parallel_for(kinds.size(), default_threads(), [&](std::size_t i) {
            found[i] = quantile(kinds[i], length, series, static_cast<std::uint64_t>(length) * 1000 + i);
        });
        auto worst = std::max_element(found.begin(), found.end());
        const Behaviour& kind = kinds[static_cast<std::size_t>(worst - found.begin())];
        fmt::print("{{{}, {:.2f}}}  (mean {}, season {}, dispersion {}, correlation {})\n", length, *worst, kind.mean,
                   kind.season, kind.dispersion, kind.correlation);
    }
    return 0;
}
