// SPDX-License-Identifier: MIT
#include "statistics/funnel.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// Place of `value` against the limits that `limits(level)` gives.
template <typename Limits> FunnelPlace place(double value, Limits limits) {
    Interval outer = limits(0.998);
    if (std::isnan(value) || std::isnan(outer.lower + outer.upper)) return FunnelPlace::unknown;
    if (value < outer.lower) return FunnelPlace::low_998;
    if (value > outer.upper) return FunnelPlace::high_998;
    Interval inner = limits(0.95);
    if (value < inner.lower) return FunnelPlace::low_95;
    if (value > inner.upper) return FunnelPlace::high_95;
    return FunnelPlace::inside;
}

} // namespace

Interval funnel_proportion(double p0, double n, double level) {
    double z = z_of_level(level);
    if (std::isnan(p0 + n) || n <= 0) return {k_nan, k_nan};
    if (p0 < 0 || p0 > 1) throw Error::input("proportion {} is not between 0 and 1", p0);
    double half = z * std::sqrt(p0 * (1 - p0) / n);
    return {std::max(0.0, p0 - half), std::min(1.0, p0 + half)};
}

Interval funnel_ratio(double expected, double level) {
    double z = z_of_level(level);
    if (std::isnan(expected) || expected <= 0 || std::isinf(expected)) return {k_nan, k_nan};
    double tail = normal_cdf(-z);
    // Upper exact limit of x is `expected`: Q(x + 1, expected) = tail. Nothing below 0
    // events can be seen, so the limit is 0 where even no events would be usual.
    double low = std::exp(-expected) >= tail ? 0.0 : boost::math::gamma_q_inva(expected, tail) - 1;
    double high = boost::math::gamma_p_inva(expected, tail);
    return {std::max(0.0, low) / expected, high / expected};
}

Interval funnel_expected(double observed, double level) { return garwood(observed, level); }

FunnelPlace place_ratio(double observed, double expected) {
    if (std::isnan(observed + expected) || expected <= 0) return FunnelPlace::unknown;
    // Low when the expectation is above the count's interval: sides change over.
    switch (place(expected, [&](double level) { return poisson(observed, level); })) {
    case FunnelPlace::low_95: return FunnelPlace::high_95;
    case FunnelPlace::high_95: return FunnelPlace::low_95;
    case FunnelPlace::low_998: return FunnelPlace::high_998;
    case FunnelPlace::high_998: return FunnelPlace::low_998;
    case FunnelPlace::inside: return FunnelPlace::inside;
    case FunnelPlace::unknown: break;
    }
    return FunnelPlace::unknown;
}

FunnelPlace place_rate(double observed, double population, double overall) {
    return place_ratio(observed, population * overall);
}

FunnelPlace place_proportion(double x, double n, double p0) {
    return place(x / n, [&](double level) { return funnel_proportion(p0, n, level); });
}

Overdispersion overdispersion(std::span<const double> values, std::span<const double> errors, double centre,
                              double winsorise) {
    if (values.size() != errors.size())
        throw Error::input("{} values with {} standard errors", values.size(), errors.size());
    Overdispersion over;
    over.centre = centre;
    std::vector<double> z;
    double weights = 0;
    double squared_weights = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i]) || !(errors[i] > 0) || std::isinf(errors[i])) continue;
        z.push_back((values[i] - centre) / errors[i]);
        double weight = 1 / (errors[i] * errors[i]);
        weights += weight;
        squared_weights += weight * weight;
    }
    double n = static_cast<double>(z.size());
    if (z.size() < 3) return over;
    std::sort(z.begin(), z.end());
    // The outermost share of each tail takes the value just inside it.
    auto cut = static_cast<std::size_t>(std::floor(winsorise * n));
    double sum = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        double kept = z[std::clamp(i, cut, z.size() - 1 - cut)];
        sum += kept * kept;
    }
    over.phi = sum / n;
    over.tau_squared = std::max(0.0, (sum - (n - 1)) / (weights - squared_weights / weights));
    over.adjusted = over.tau_squared > 0;
    return over;
}

Interval funnel_adjusted(const Overdispersion& over, double error, double level) {
    double half = z_of_level(level) * std::sqrt(error * error + over.tau_squared);
    return {over.centre - half, over.centre + half};
}

double z_adjusted(const Overdispersion& over, double value, double error) {
    return (value - over.centre) / std::sqrt(error * error + over.tau_squared);
}

} // namespace peelian
