// SPDX-License-Identifier: MIT
#include "synthetic/random.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace peelian::synthetic {
namespace {

/// log(n!) by Stirling's series, exact to 1e-12 from n = 10; a product below.
double log_factorial(double n) {
    if (n < 10) {
        double product = 1;
        for (int i = 2; i <= static_cast<int>(n); ++i)
            product *= i;
        return std::log(product);
    }
    constexpr double k_half_log_two_pi = 0.91893853320467274178;
    double square = n * n;
    double series = (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / n;
    return (n + 0.5) * std::log(n) - n + k_half_log_two_pi + series;
}

} // namespace

double Random::normal() {
    while (true) {
        double u = between(-1, 1), v = between(-1, 1);
        double s = u * u + v * v;
        if (s > 0 && s < 1) return u * std::sqrt(-2 * std::log(s) / s);
    }
}

double Random::gamma(double shape) {
    assert(shape >= 1);
    double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    while (true) {
        double x = normal(), v = 1 + c * x;
        if (v <= 0) continue;
        v = v * v * v;
        if (std::log(1 - unit()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

std::uint64_t Random::poisson(double mean) {
    if (!(mean > 0)) return 0;
    if (mean < 10) {
        double limit = std::exp(-mean), product = unit();
        std::uint64_t n = 0;
        for (; product > limit; ++n)
            product *= unit();
        return n;
    }
    double log_mean = std::log(mean);
    double b = 0.931 + 2.53 * std::sqrt(mean), a = -0.059 + 0.02483 * b;
    double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), squeeze = 0.9277 - 3.6224 / (b - 2);
    while (true) {
        double u = unit() - 0.5, v = 1 - unit();
        double us = 0.5 - std::fabs(u);
        double k = std::floor((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= squeeze) return static_cast<std::uint64_t>(k);
        if (k < 0 || (us < 0.013 && v > us)) continue;
        double bound = k * log_mean - mean - log_factorial(k);
        if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= bound) return static_cast<std::uint64_t>(k);
    }
}

Weighted::Weighted(std::span<const double> weights) : cells_(weights.size()) {
    double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    assert(total > 0);
    constexpr double k_full = 4294967296.0;
    std::vector<double> share(weights.size());
    std::vector<std::uint32_t> poor, rich;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
        share[i] = weights[i] / total * static_cast<double>(weights.size());
        (share[i] < 1 ? poor : rich).push_back(i);
        cells_[i] = {UINT32_MAX, i};
    }
    while (!poor.empty() && !rich.empty()) {
        std::uint32_t small = poor.back(), large = rich.back();
        poor.pop_back();
        cells_[small] = {static_cast<std::uint32_t>(std::min(share[small] * k_full, k_full - 1)), large};
        share[large] -= 1 - share[small];
        if (share[large] >= 1) continue;
        rich.pop_back();
        poor.push_back(large);
    }
}

} // namespace peelian::synthetic
