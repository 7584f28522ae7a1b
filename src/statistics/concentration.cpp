// SPDX-License-Identifier: MIT
#include "statistics/concentration.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// Largest first, with their sums: `before[i]` is the sum of the first i.
struct Ranked {
    std::vector<double> before;
    double ranked = 0; ///< sum over places of rank (1 the largest) times value
    std::size_t places() const { return before.size() - 1; }
    double total() const { return before.back(); }
};

Ranked rank(std::span<const double> values) {
    for (double v : values)
        if (!(v >= 0) || std::isinf(v)) throw Error::input("a place has {}, which cannot be shared out", v);
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted, std::greater<>());
    Ranked out;
    out.before.assign(1, 0.0);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        out.before.push_back(out.before[i] + sorted[i]);
        out.ranked += static_cast<double>(i + 1) * sorted[i];
    }
    return out;
}

/// The top share of all places but `left_out`; one beyond the end leaves out none.
double top_without(const Ranked& r, double share, std::size_t left_out) {
    const std::vector<double>& before = r.before;
    std::size_t n = r.places();
    bool fewer = left_out < n;
    double count = share * static_cast<double>(fewer ? n - 1 : n);
    double own = fewer ? before[left_out + 1] - before[left_out] : 0;
    double all = before[n] - own;
    if (all <= 0) return k_nan;
    auto sum_of = [&](std::size_t k) {
        if (!fewer || k <= left_out) return before[k];
        return before[k + 1] - own;
    };
    auto whole = static_cast<std::size_t>(count);
    double part = count - static_cast<double>(whole);
    double sum = sum_of(whole);
    if (part > 0) sum += part * (sum_of(whole + 1) - sum);
    return sum / all;
}

double gini_without(const Ranked& r, std::size_t left_out) {
    const std::vector<double>& before = r.before;
    std::size_t n = r.places();
    bool fewer = left_out < n;
    double own = fewer ? before[left_out + 1] - before[left_out] : 0;
    double all = before[n] - own;
    auto count = static_cast<double>(fewer ? n - 1 : n);
    if (all <= 0 || count < 1) return k_nan;
    // Those after the one left out move up by a rank.
    double ranked = r.ranked;
    if (fewer) ranked -= own * static_cast<double>(left_out + 1) + before[n] - before[left_out + 1];
    return (count + 1) / count - 2 * ranked / (count * all);
}

Concentration jackknife(const Ranked& r, double level, const std::function<double(std::size_t)>& without) {
    std::size_t n = r.places();
    Concentration out{without(n), k_nan, k_nan, k_nan, r.total()};
    if (n < 3 || std::isnan(out.value)) return out;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double v = without(i);
        sum += v;
        squares += v * v;
    }
    auto count = static_cast<double>(n);
    double error = std::sqrt(std::max(0.0, squares - sum * sum / count) * (count - 1) / count);
    if (!(error > 0)) return out;
    out.standard_error = error;
    out.lower = std::max(0.0, out.value - z_of_level(level) * error);
    out.upper = std::min(1.0, out.value + z_of_level(level) * error);
    return out;
}

} // namespace

Concentration top_share(std::span<const double> values, double top, double level) {
    if (!(top > 0 && top < 1)) throw Error::input("a top share of {} is not between 0 and 1", top);
    Ranked r = rank(values);
    return jackknife(r, level, [&](std::size_t left_out) { return top_without(r, top, left_out); });
}

Concentration gini(std::span<const double> values, double level) {
    Ranked r = rank(values);
    return jackknife(r, level, [&](std::size_t left_out) { return gini_without(r, left_out); });
}

std::vector<LorenzPoint> lorenz(std::span<const double> values) {
    Ranked r = rank(values);
    std::size_t n = r.places();
    std::vector<LorenzPoint> curve{{0, 0}};
    if (n == 0 || !(r.total() > 0)) return curve;
    for (std::size_t i = 1; i <= n; ++i)
        curve.push_back({static_cast<double>(i) / static_cast<double>(n), 1 - r.before[n - i] / r.total()});
    return curve;
}

double chance_top_share(double mean, double top) {
    if (!(top > 0 && top < 1)) throw Error::input("a top share of {} is not between 0 and 1", top);
    if (!(mean > 0)) return k_nan;
    // Places above a count, and what they hold: sum of k P(k) from k on is mean P(X >= k - 1).
    auto above = [&](double count) { return boost::math::gamma_p(count + 1, mean); }; // P(X > count)
    double count = std::floor(mean);
    while (above(count) > top)
        ++count;
    while (count > 0 && above(count - 1) <= top)
        --count;
    double held = count > 0 ? mean * above(count - 1) : mean; // E[X; X > count]
    return (held + count * (top - above(count))) / mean;
}

double chance_gini(double mean) {
    if (!(mean > 0)) return k_nan;
    // E|X - Y| of two Poisson counts over twice their mean (Ramasubban, Biometrika 45 (1958) 549).
    // Bessel functions grow as exp(2 mean): beyond some hundreds the normal limit is exact enough.
    constexpr double k_normal_from = 300;
    if (mean > k_normal_from) return 1 / std::sqrt(std::numbers::pi * mean);
    return std::exp(-2 * mean) * (boost::math::cyl_bessel_i(0, 2 * mean) + boost::math::cyl_bessel_i(1, 2 * mean));
}

} // namespace peelian
