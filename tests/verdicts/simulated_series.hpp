// SPDX-License-Identifier: MIT
// Monthly counts with a known truth: seasonal, overdispersed, autocorrelated, and stable
// but for a step where one is asked for. Shared by the tests and bench/.
#pragma once

#include "base/month.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace peelian::testing {

/// How a series behaves.
struct Behaviour {
    double mean = 30;       ///< a month
    double season = 0;      ///< amplitude, as a share of the mean
    bool sharp = false;     ///< season with corners instead of one cosine
    double dispersion = 1;  ///< variance over mean: 1 is Poisson, above it negative binomial
    double correlation = 0; ///< of the normal series whose ranks the counts have
};

/// Draws series of one behaviour: a normal AR(1) series is mapped, month by month, onto
/// the quantiles of that month's distribution (a Gaussian copula). Months have their days.
class CountSource {
public:
    /// Counts from the step on have their mean times `factor`.
    explicit CountSource(const Behaviour& behaviour, double factor = 1) : correlation_(behaviour.correlation) {
        for (std::size_t kind = 0; kind < k_days.size(); ++kind) {
            int month = kind == 12 ? 1 : static_cast<int>(kind);
            double mean =
                behaviour.mean * (1 + behaviour.season * shape(behaviour.sharp, month)) * k_days[kind] / 30.4375;
            before_[kind] = table(mean, behaviour.dispersion);
            after_[kind] = table(mean * factor, behaviour.dispersion);
        }
    }

    /// `length` months from `first`; the last `stepped` of them after the step.
    template <typename Random>
    std::vector<double> draw(Random& random, Month first, std::size_t length, std::size_t stepped = 0) const {
        std::normal_distribution<double> normal;
        std::vector<double> counts(length);
        double x = normal(random);
        for (std::size_t i = 0; i < length; ++i) {
            Month month = first + static_cast<int>(i);
            std::size_t kind = month.days() == 29 ? 12 : static_cast<std::size_t>(month.month() - 1);
            const Table& from = i + stepped >= length ? after_[kind] : before_[kind];
            double u = 0.5 * std::erfc(-x * M_SQRT1_2) * from.cumulative.back();
            auto place = std::lower_bound(from.cumulative.begin(), from.cumulative.end(), u);
            counts[i] = from.smallest + static_cast<double>(place - from.cumulative.begin());
            x = correlation_ * x + std::sqrt(1 - correlation_ * correlation_) * normal(random);
        }
        return counts;
    }

private:
    /// Days of the months, and of a leap February.
    static constexpr std::array<int, 13> k_days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 29};
    struct Table {
        double smallest = 0;
        std::vector<double> cumulative;
    };

    static double shape(bool sharp, int month) {
        constexpr std::array<double, 12> k_corners{0, -0.1, 0.1, 0, 0.2, 0.5, 0.4, -1, -0.1, 0.6, 0.1, -0.7};
        if (sharp) return k_corners[static_cast<std::size_t>(month)];
        return std::cos(2 * M_PI * (month - 6) / 12);
    }

    static Table table(double mean, double dispersion) {
        double deviation = std::sqrt(mean * dispersion);
        double from = std::max(0.0, std::floor(mean - 8 * deviation));
        double to = mean + 10 * deviation + 30 * dispersion;
        Table out{from, {}};
        double sum = 0;
        for (double y = from; y <= to; ++y) {
            double log_p = y * std::log(mean) - mean - std::lgamma(y + 1);
            if (dispersion > 1) {
                double size = mean / (dispersion - 1);
                log_p = std::lgamma(y + size) - std::lgamma(size) - std::lgamma(y + 1) - size * std::log(dispersion) +
                        y * std::log(1 - 1 / dispersion);
            }
            sum += std::exp(log_p);
            out.cumulative.push_back(sum);
        }
        return out;
    }

    double correlation_;
    std::array<Table, 13> before_;
    std::array<Table, 13> after_;
};

} // namespace peelian::testing
