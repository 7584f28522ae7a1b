// SPDX-License-Identifier: MIT
#include "statistics/peers.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

/// Standard deviation of column `c` over the areas that have it; NaN when it has no spread.
double deviation(std::span<const double> table, std::size_t characteristics, std::size_t c) {
    double n = 0;
    double mean = 0;
    double squares = 0;
    for (std::size_t i = c; i < table.size(); i += characteristics) {
        if (!std::isfinite(table[i])) continue;
        n += 1;
        double from = table[i] - mean;
        mean += from / n;
        squares += from * (table[i] - mean);
    }
    double found = std::sqrt(squares / (n - 1));
    return n > 1 && found > 0 ? found : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

std::vector<Peer> most_similar(std::span<const double> table, std::size_t characteristics, std::size_t area,
                               std::size_t count) {
    if (characteristics == 0 || table.size() % characteristics != 0)
        throw Error::input("{} numbers are no whole rows of {} characteristics", table.size(), characteristics);
    const std::size_t areas = table.size() / characteristics;
    if (area >= areas) throw Error::input("Area {} of {}: not in the table", area, areas);
    std::vector<double> scale;
    for (std::size_t c = 0; c < characteristics; ++c)
        scale.push_back(deviation(table, characteristics, c));
    auto known = [&](std::size_t a, std::size_t c) {
        return std::isfinite(table[a * characteristics + c]) && !std::isnan(scale[c]);
    };
    std::vector<Peer> peers;
    for (std::size_t other = 0; other < areas; ++other) {
        if (other == area) continue;
        double sum = 0;
        double shared = 0;
        double here = 0;
        for (std::size_t c = 0; c < characteristics; ++c) {
            if (!known(area, c)) continue;
            here += 1;
            if (!known(other, c)) continue;
            double apart = (table[other * characteristics + c] - table[area * characteristics + c]) / scale[c];
            sum += apart * apart;
            shared += 1;
        }
        if (shared == 0 || 2 * shared < here) continue;
        peers.push_back({other, std::sqrt(sum / shared)});
    }
    std::ranges::stable_sort(peers, {}, &Peer::distance);
    if (peers.size() > count) peers.resize(count);
    return peers;
}

} // namespace peelian
