// SPDX-License-Identifier: MIT
#include "verdicts/rare.hpp"

#include "measures/points.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian {
namespace {

constexpr int k_lags = 2;
constexpr double k_power = 0.8416; ///< normal quantile of four in five
constexpr double k_largest_factor = 1000;

struct Threshold {
    double months;
    double value;
};
// Written by bench/calibrate_rare.cpp: the largest over mean, season, dispersion and correlation.
constexpr std::array<Threshold, 8> k_thresholds{
    {{24, 2.85}, {27, 2.95}, {30, 3.03}, {36, 3.12}, {48, 3.07}, {60, 3.03}, {84, 2.93}, {120, 2.87}}};

double part(double count, double expected) { return count > 0 ? count * std::log(count / expected) : 0; }

/// Likelihood ratio of `late` events in the part `share` of the exposure, of `all`.
double likelihood_ratio(double late, double all, double share) {
    return std::max(0.0, 2 * (part(late, all * share) + part(all - late, all * (1 - share))));
}

/// Long-run variance over the mean, where the rate is `before` up to `start` and `after` from there.
double long_run_dispersion(std::span<const double> counts, std::span<const double> exposure, int start, double before,
                           double after, int fitted) {
    const int n = static_cast<int>(counts.size());
    auto expected = [&](int i) { return (i < start ? before : after) * exposure[i]; };
    std::array<double, k_lags + 1> products{};
    double mean = 0;
    for (int i = 0; i < n; ++i) {
        double deviation = counts[i] - expected(i);
        mean += expected(i);
        for (int lag = 0; lag <= std::min(k_lags, i); ++lag)
            products[lag] += deviation * (counts[i - lag] - expected(i - lag));
    }
    double sum = products[0];
    for (int lag = 1; lag <= k_lags; ++lag)
        sum += 2 * std::max(0.0, products[lag]);
    return sum / mean * n / (n - fitted);
}

} // namespace

RareShift find_rare_shift(std::span<const double> counts, std::span<const double> exposure, int first) {
    const int n = static_cast<int>(counts.size());
    double all = 0;
    double whole = 0;
    for (int i = 0; i < n; ++i)
        all += counts[i], whole += exposure[i];
    RareShift best;
    double late = 0;
    double covered = 0;
    double late_of_best = 0;
    double covered_of_best = 0;
    double largest = -1;
    for (int start = n - 1; start >= std::max(1, first); --start) {
        late += counts[start];
        covered += exposure[start];
        double ratio = likelihood_ratio(late, all, covered / whole);
        if (ratio <= largest) continue;
        largest = ratio;
        best.start = start;
        best.direction = late > all * covered / whole ? 1 : -1;
        late_of_best = late;
        covered_of_best = covered;
    }
    best.before = all / whole;
    if (best.start < 0) return best;
    double level = all / whole;
    double after = late_of_best / covered_of_best;
    best.before = (all - late_of_best) / (whole - covered_of_best);
    double without_step = long_run_dispersion(counts, exposure, n, level, level, 1);
    double with_step = long_run_dispersion(counts, exposure, best.start, best.before, after, 2);
    best.dispersion = std::max(1.0, (without_step + with_step) / 2);
    best.statistic = std::sqrt(largest / best.dispersion);
    return best;
}

namespace {

double threshold_of_length(double months) {
    if (months <= k_thresholds.front().months) return k_thresholds.front().value;
    for (std::size_t i = 1; i < k_thresholds.size(); ++i) {
        const Threshold& low = k_thresholds[i - 1];
        const Threshold& high = k_thresholds[i];
        if (months > high.months) continue;
        return low.value + (high.value - low.value) * (months - low.months) / (high.months - low.months);
    }
    return k_thresholds.back().value;
}

} // namespace

double rare_threshold(double months, double events) {
    constexpr double k_long = 36, k_short = 12, k_margin = 1.4; // bench/false_alarms.cpp 10000 36 1
    double short_by = std::clamp((k_long - months) / k_short, 0.0, 1.0);
    return threshold_of_length(months) + k_margin * short_by / events;
}

double smallest_rare_factor(double events, double share, double dispersion, double threshold) {
    double wanted = threshold + k_power;
    auto found = [&](double factor) {
        double late = factor * share * events;
        double all = late + (1 - share) * events;
        return std::sqrt(likelihood_ratio(late, all, share) / dispersion);
    };
    double low = 1;
    double high = k_largest_factor;
    if (!(found(high) > wanted)) return k_missing;
    while (high - low > 1e-6 * low) {
        double middle = (low + high) / 2;
        (found(middle) > wanted ? high : low) = middle;
    }
    return high;
}

Interval usual_counts(double mean, double variance) {
    if (!(mean > 0)) return {0, 0};
    double excess = variance / mean - 1;
    double size = excess > 1e-9 ? mean / excess : 0; // of the negative binomial; 0: Poisson
    double log_p = size > 0 ? -size * std::log1p(excess) : -mean;
    double below = 0;
    Interval usual{0, 0};
    const double most = mean + 40 * std::sqrt(std::max(variance, mean)) + 50;
    for (double k = 0; k <= most; ++k) {
        double up_to = below + std::exp(log_p);
        if (below <= 0.025) usual.lower = k;
        usual.upper = k;
        if (up_to >= 0.975) break;
        below = up_to;
        log_p += size > 0 ? std::log((size + k) / (k + 1)) + std::log(excess / (1 + excess)) : std::log(mean / (k + 1));
    }
    return usual;
}

} // namespace peelian
