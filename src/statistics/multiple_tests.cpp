// SPDX-License-Identifier: MIT
#include "statistics/multiple_tests.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {

FalseDiscovery benjamini_hochberg(std::span<const double> p_values, double rate) {
    if (!(rate >= 0 && rate <= 1)) throw Error::input("rate {} is not between 0 and 1", rate);
    std::vector<double> sorted;
    sorted.reserve(p_values.size());
    for (double p : p_values) {
        if (std::isnan(p)) continue;
        if (p < 0 || p > 1) throw Error::input("p-value {} is not between 0 and 1", p);
        sorted.push_back(p);
    }
    std::sort(sorted.begin(), sorted.end());
    double step = sorted.empty() ? 0 : rate / static_cast<double>(sorted.size());
    for (std::size_t k = sorted.size(); k > 0; --k) {
        double threshold = step * static_cast<double>(k);
        if (sorted[k - 1] <= threshold) return {threshold, k};
    }
    return {};
}

} // namespace peelian
