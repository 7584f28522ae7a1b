// SPDX-License-Identifier: MIT
#include "statistics/random_effects.hpp"

#include "statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace peelian {
namespace {

constexpr int k_enough_to_differ = 3;

/// Weighted mean and what its weights add up to.
struct Weighted {
    double weight = 0;
    double squares = 0; ///< of the weights
    double mean = 0;
};

Weighted weigh(std::span<const Estimate> estimates, double tau_squared) {
    Weighted out;
    for (const Estimate& e : estimates) {
        double w = 1 / (e.variance + tau_squared);
        out.weight += w;
        out.squares += w * w;
        out.mean += w * e.value;
    }
    out.mean /= out.weight;
    return out;
}

double squares_about(std::span<const Estimate> estimates, double mean, double tau_squared) {
    double sum = 0;
    for (const Estimate& e : estimates)
        sum += (e.value - mean) * (e.value - mean) / (e.variance + tau_squared);
    return sum;
}

} // namespace

RandomEffects random_effects(std::span<const Estimate> estimates, double least_tau_squared, double level) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<Estimate> used;
    for (const Estimate& e : estimates)
        if (std::isfinite(e.value) && std::isfinite(e.variance) && e.variance > 0) used.push_back(e);
    const int k = static_cast<int>(used.size());
    if (k == 0) return {nan, nan, nan, nan, nan, nan, 0};
    Weighted fixed = weigh(used, 0);
    double q = squares_about(used, fixed.mean, 0);
    double scale = fixed.weight - fixed.squares / fixed.weight;
    double tau_squared = k > 1 ? std::max(0.0, (q - (k - 1)) / scale) : 0;
    if (k < k_enough_to_differ) tau_squared = std::max(tau_squared, least_tau_squared);
    Weighted random = weigh(used, tau_squared);
    RandomEffects out{random.mean, std::sqrt(1 / random.weight), tau_squared, z_of_level(level), nan, nan, k};
    if (k >= k_enough_to_differ) {
        double spread = squares_about(used, random.mean, tau_squared) / (k - 1);
        out.standard_error *= std::sqrt(std::max(1.0, spread));
        out.critical = t_quantile((1 + level) / 2, k - 1);
    }
    out.lower = out.mean - out.critical * out.standard_error;
    out.upper = out.mean + out.critical * out.standard_error;
    return out;
}

} // namespace peelian
