// SPDX-License-Identifier: MIT
#include "spatial/accuracy.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace peelian {

std::vector<HotspotAccuracy> hotspot_accuracy(std::span<const double> happened, std::span<const double> predicted,
                                              std::span<const double> areas) {
    std::size_t n = happened.size();
    if (predicted.size() != n || areas.size() != n)
        throw Error::input("{} places with {} predictions and {} areas", n, predicted.size(), areas.size());
    for (std::size_t i = 0; i < n; ++i)
        if (!(happened[i] >= 0 && predicted[i] >= 0 && areas[i] > 0 && std::isfinite(areas[i])))
            throw Error::input("place {}: {} happened, {} predicted, area {}", i + 1, happened[i], predicted[i],
                               areas[i]);
    std::vector<std::size_t> named(n), best(n);
    std::iota(named.begin(), named.end(), std::size_t{0});
    best = named;
    std::ranges::stable_sort(named, [&](std::size_t a, std::size_t b) {
        double x = predicted[a] / areas[a], y = predicted[b] / areas[b];
        return x != y ? x > y : happened[a] < happened[b];
    });
    std::ranges::stable_sort(
        best, [&](std::size_t a, std::size_t b) { return happened[a] / areas[a] > happened[b] / areas[b]; });
    double events = std::accumulate(happened.begin(), happened.end(), 0.0);
    double whole = std::accumulate(areas.begin(), areas.end(), 0.0);
    constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<HotspotAccuracy> out;
    double caught = 0, area = 0, best_caught = 0, best_area = 0;
    std::size_t at = 0;
    for (std::size_t i : named) {
        caught += happened[i];
        area += areas[i];
        while (at < n && best_area + areas[best[at]] <= area * (1 + 1e-12)) {
            best_caught += happened[best[at]];
            best_area += areas[best[at++]];
        }
        double part = at < n ? (area - best_area) / areas[best[at]] * happened[best[at]] : 0;
        double possible = best_caught + std::max(0.0, part);
        out.push_back({i, caught, area, events > 0 ? (caught / events) / (area / whole) : k_nan,
                       possible > 0 ? caught / possible : k_nan});
    }
    return out;
}

} // namespace peelian
