// SPDX-License-Identifier: MIT
// Permutation tests in space, timed: spatial_bench [THREADS]. The same work in R is in
// spatial_bench.R; both make their own input, of the same size and shape.
#include "spatial/local.hpp"
#include "spatial/near_repeat.hpp"
#include "statistics/random.hpp"

#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdlib>

using namespace peelian;

namespace {

double uniform(std::uint64_t draw, std::uint64_t i) {
    return static_cast<double>(random_bits(9, draw, i) >> 11) / 9007199254740992.0;
}

template <typename Work> void timed(const char* name, Work work) {
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        auto from = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count());
    }
    fmt::print("{:<48} {:9.4f} s\n", name, best);
}

} // namespace

int main(int argc, char** argv) {
    unsigned threads = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 1;
    constexpr std::uint32_t k_places = 4835; // LSOAs of London
    std::vector<PlanePoint> places;
    std::vector<double> values;
    for (std::uint32_t i = 0; i < k_places; ++i) {
        places.push_back({uniform(1, i) * 58000, uniform(2, i) * 46000});
        values.push_back(std::floor(uniform(3, i) * 60));
    }
    SpatialWeights weights = nearest_neighbours(places, 6).row_standardised();
    timed("Moran's I, 4,835 places, 999 permutations",
          [&] { moran(values, weights, {.permutations = 999, .threads = threads}); });
    LocalOptions local{.kind = LocalKind::getis_ord, .permutations = 999, .stop_at = 0, .threads = threads};
    timed("Gi, 4,835 places, 999 permutations each", [&] { local_statistics(values, weights, local); });
    local.kind = LocalKind::moran;
    timed("local Moran, 4,835 places, 999 permutations each", [&] { local_statistics(values, weights, local); });
    local.permutations.reset();
    local.stop_at = 50;
    timed("local Moran, as many as BH needs (193,400 at most)", [&] { local_statistics(values, weights, local); });
    for (std::uint32_t events : {2000U, 11700U, 117000U}) {
        std::vector<PlanePoint> spots;
        std::vector<double> days;
        double side = 40000 * std::sqrt(events / 11700.0); // the same density
        for (std::uint32_t i = 0; i < events; ++i) {
            spots.push_back({uniform(4, i) * side, uniform(5, i) * side});
            days.push_back(std::floor(uniform(6, i) * 365));
        }
        NearRepeatOptions options{
            .distances = {0.01, 100, 200, 300, 400}, .times = {7, 14, 21, 28}, .permutations = 999, .threads = threads};
        timed(fmt::format("near repeats, {} events, 999 permutations", events).c_str(),
              [&] { near_repeats(spots, days, options); });
    }
}
