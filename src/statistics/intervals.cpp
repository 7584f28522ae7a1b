// SPDX-License-Identifier: MIT
#include "statistics/intervals.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace peelian {
namespace {

// Double is precise enough (the tests ask for 1e-9), and faster than Boost's usual detour
// through long double.
using Fast = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
constexpr Fast k_fast{};
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr Interval k_no_interval{k_nan, k_nan};
constexpr int k_exact_below = 10;

double cube(double v) { return v * v * v; }

void require_count(double count) {
    if (count < 0) throw Error::input("count {} is negative", count);
    if (std::isinf(count)) throw Error::input("count is not finite");
}

double tail_of(double level) {
    if (!(level > 0 && level < 1)) throw Error::input("interval level {} is not between 0 and 1", level);
    return (1 - level) / 2;
}

std::array<Interval, k_exact_below> exact_table() {
    std::array<Interval, k_exact_below> table{};
    for (int x = 0; x < k_exact_below; ++x)
        table[static_cast<std::size_t>(x)] = garwood(x);
    return table;
}

/// Clopper-Pearson limits of the odds a : b; counts need not be whole.
Interval exact_odds(double a, double b, double level) {
    double tail = tail_of(level);
    Interval odds{0, k_nan};
    if (a > 0) {
        double rest = 0;
        double share = boost::math::ibeta_inv(a, b + 1, tail, &rest, k_fast);
        odds.lower = share / rest;
    }
    if (b > 0) {
        double rest = 0;
        double share = boost::math::ibetac_inv(a + 1, b, tail, &rest, k_fast);
        odds.upper = share / rest;
    }
    return odds;
}

/// Twice the smaller tail of a ~ Binomial(a + b, share).
double exact_p(double a, double b, double share) {
    if (a + b <= 0) return 1;
    double at_most = b > 0 ? boost::math::ibetac(a + 1, b, share, k_fast) : 1.0;
    double at_least = a > 0 ? boost::math::ibeta(a, b + 1, share, k_fast) : 1.0;
    return std::min(1.0, 2 * std::min(at_most, at_least));
}

bool answerable(double a, double na, double b, double nb) {
    if (std::isnan(a + na + b + nb)) return false;
    require_count(a);
    require_count(b);
    if (na < 0 || nb < 0) throw Error::input("population is negative");
    return na > 0 && nb > 0 && a + b > 0;
}

StandardisedRate dobson(double weighted, double variance, double events, double multiplier, double level) {
    StandardisedRate rate{k_nan, k_nan, k_nan, events};
    if (events < k_exact_below) return rate;
    Interval limits = byar(events, level);
    double scale = std::sqrt(variance / events);
    rate.value = weighted * multiplier;
    rate.lower = (weighted + scale * (limits.lower - events)) * multiplier;
    rate.upper = (weighted + scale * (limits.upper - events)) * multiplier;
    return rate;
}

} // namespace

Interval wilson(double x, double n, double level) {
    double z = z_of_level(level);
    if (std::isnan(x + n)) return k_no_interval;
    require_count(x);
    if (x > n) throw Error::input("{} of {}: more cases than there are to be cases of", x, n);
    if (n <= 0) return k_no_interval;
    double z2 = z * z;
    double root = z * std::sqrt(z2 + 4 * x * (1 - x / n));
    double twice = 2 * (n + z2);
    return {x == 0 ? 0.0 : (2 * x + z2 - root) / twice, x == n ? 1.0 : (2 * x + z2 + root) / twice};
}

Interval newcombe(double x1, double n1, double x2, double n2, double level) {
    Interval first = wilson(x1, n1, level);
    Interval second = wilson(x2, n2, level);
    if (!(n1 > 0 && n2 > 0)) return k_no_interval;
    double p1 = x1 / n1;
    double p2 = x2 / n2;
    return {p1 - p2 - std::hypot(p1 - first.lower, second.upper - p2),
            p1 - p2 + std::hypot(first.upper - p1, p2 - second.lower)};
}

Interval garwood(double count, double level) {
    double tail = tail_of(level);
    if (std::isnan(count)) return k_no_interval;
    require_count(count);
    return {count > 0 ? boost::math::gamma_p_inv(count, tail, k_fast) : 0.0,
            boost::math::gamma_q_inv(count + 1, tail, k_fast)};
}

Interval byar(double count, double level) {
    double z = z_of_level(level);
    if (std::isnan(count)) return k_no_interval;
    require_count(count);
    double next = count + 1;
    double lower = count > 0 ? count * cube(1 - 1 / (9 * count) - z / (3 * std::sqrt(count))) : 0.0;
    return {std::max(0.0, lower), next * cube(1 - 1 / (9 * next) + z / (3 * std::sqrt(next)))};
}

Interval poisson(double count, double level) {
    if (count >= k_exact_below) return byar(count, level);
    if (level == 0.95 && count >= 0 && count == std::floor(count)) {
        static const std::array<Interval, k_exact_below> table = exact_table();
        return table[static_cast<std::size_t>(count)];
    }
    return garwood(count, level);
}

Interval mean_t(std::span<const double> values, double level) {
    double tail = tail_of(level);
    double sum = 0;
    double n = 0;
    for (double v : values)
        if (!std::isnan(v)) sum += v, n += 1;
    if (n < 2) return k_no_interval;
    double mean = sum / n;
    double squares = 0;
    for (double v : values)
        if (!std::isnan(v)) squares += (v - mean) * (v - mean);
    double half = t_quantile(1 - tail, n - 1) * std::sqrt(squares / (n - 1) / n);
    return {mean - half, mean + half};
}

Interval rate_ratio_log_wald(double a, double na, double b, double nb, double level) {
    double z = z_of_level(level);
    if (!answerable(a, na, b, nb) || a <= 0 || b <= 0) return k_no_interval;
    double ratio = (a / na) / (b / nb);
    double half = z * std::sqrt(1 / a + 1 / b);
    return {ratio * std::exp(-half), ratio * std::exp(half)};
}

Interval rate_ratio_exact(double a, double na, double b, double nb, double level) {
    if (!answerable(a, na, b, nb)) return k_no_interval;
    Interval odds = exact_odds(a, b, level);
    double scale = nb / na;
    return {odds.lower * scale, odds.upper * scale};
}

RateRatio rate_ratio(double a, double na, double b, double nb, double level) {
    if (!answerable(a, na, b, nb)) return {k_nan, k_nan, k_nan, RatioMethod::none};
    double ratio = b > 0 ? (a / na) / (b / nb) : k_nan;
    bool exact = std::min(a, b) < k_exact_below;
    Interval limits = exact ? rate_ratio_exact(a, na, b, nb, level) : rate_ratio_log_wald(a, na, b, nb, level);
    return {ratio, limits.lower, limits.upper, exact ? RatioMethod::exact : RatioMethod::log_wald};
}

CountChange count_change(double before, double after, double exposure, double dispersion, double level) {
    CountChange change{k_nan, k_nan, k_nan, k_nan, k_nan, RatioMethod::none, false};
    double z = z_of_level(level);
    if (std::isnan(before + after + exposure + dispersion)) return change;
    require_count(before);
    require_count(after);
    if (!(exposure > 0)) throw Error::input("exposure {} is not more than 0", exposure);
    change.difference = after - before * exposure;
    change.shows_percentage = before >= k_exact_below;
    if (before > 0) change.ratio = after / (before * exposure);
    bool quasi = dispersion > 1;
    double share = quasi ? dispersion : 1.0;
    double a = after / share;
    double b = before / share;
    change.p = 1;
    if (a + b <= 0) return change;
    change.method = quasi ? RatioMethod::quasi_poisson : RatioMethod::exact;
    if (quasi && std::min(a, b) >= k_exact_below) {
        double error = std::sqrt(1 / a + 1 / b);
        change.lower = change.ratio * std::exp(-z * error);
        change.upper = change.ratio * std::exp(z * error);
        change.p = normal_two_sided_p(std::log(change.ratio) / error);
        return change;
    }
    Interval odds = exact_odds(a, b, level);
    change.lower = odds.lower / exposure;
    change.upper = odds.upper / exposure;
    change.p = exact_p(a, b, exposure / (1 + exposure));
    return change;
}

StandardisedRate standardised_rate(std::span<const double> counts, std::span<const double> population,
                                   std::span<const double> standard, double multiplier, double level) {
    EventFrequency once{1, counts};
    return standardised_rate(std::span(&once, 1), population, standard, multiplier, level);
}

StandardisedRate standardised_rate(std::span<const EventFrequency> events, std::span<const double> population,
                                   std::span<const double> standard, double multiplier, double level) {
    double whole = 0;
    for (double s : standard)
        whole += s;
    double weighted = 0;
    double variance = 0;
    double total = 0;
    for (const EventFrequency& event : events) {
        if (event.persons.size() != standard.size() || population.size() != standard.size())
            throw Error::input("strata differ in number: {} of events, {} of people, {} standard", event.persons.size(),
                               population.size(), standard.size());
        for (std::size_t i = 0; i < standard.size(); ++i) {
            if (standard[i] > 0 && !(population[i] > 0))
                throw Error::input("stratum {} of the standard has no people", i + 1);
            double persons = std::isnan(event.persons[i]) ? 0.0 : event.persons[i];
            require_count(persons);
            total += event.frequency * persons;
            if (standard[i] <= 0) continue;
            double weight = standard[i] / whole / population[i] * event.frequency;
            weighted += weight * persons;
            variance += weight * weight * persons;
        }
    }
    return dobson(weighted, variance, total, multiplier, level);
}

StandardisedRatio standardised_ratio(double observed, std::span<const double> population,
                                     std::span<const double> standard_rates, double level) {
    if (population.size() != standard_rates.size())
        throw Error::input("{} strata of people and {} standard rates", population.size(), standard_rates.size());
    double expected = 0;
    for (std::size_t i = 0; i < population.size(); ++i) {
        if (population[i] < 0 || standard_rates[i] < 0)
            throw Error::input("{} people at a rate of {}", population[i], standard_rates[i]);
        expected += population[i] * standard_rates[i];
    }
    if (!(expected > 0)) return {expected, k_nan, k_nan, k_nan};
    Interval limits = poisson(observed, level);
    return {expected, observed / expected, limits.lower / expected, limits.upper / expected};
}

WeightedCount weighted_count(std::span<const double> counts, std::span<const double> weights, double level) {
    if (counts.size() != weights.size()) throw Error::input("{} counts and {} weights", counts.size(), weights.size());
    double sum = 0, variance = 0, events = 0, largest = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!(weights[i] >= 0)) throw Error::input("a weight of {} is none", weights[i]);
        largest = std::max(largest, weights[i]);
        if (std::isnan(counts[i])) continue;
        require_count(counts[i]);
        events += counts[i];
        sum += weights[i] * counts[i];
        variance += weights[i] * weights[i] * counts[i];
    }
    Interval limits = poisson(events, level);
    if (events == 0) return {0, 0, largest * limits.upper, 0};
    double scale = std::sqrt(variance / events);
    return {sum, sum + scale * (limits.lower - events), sum + scale * (limits.upper - events), events};
}

QuantileInterval quantile_interval(std::span<const double> values, double p, double level) {
    if (!(p > 0 && p < 1)) throw Error::input("a quantile of {} is not between 0 and 1", p);
    double tail = tail_of(level);
    std::vector<double> sorted;
    for (double v : values)
        if (!std::isnan(v)) sorted.push_back(v);
    std::ranges::sort(sorted);
    QuantileInterval out{k_nan, k_nan, k_nan, k_nan};
    std::size_t n = sorted.size();
    if (n == 0) return out;
    double at = static_cast<double>(n - 1) * p;
    auto whole = static_cast<std::size_t>(at);
    double part = at - static_cast<double>(whole);
    out.value = part > 0 ? sorted[whole] + part * (sorted[whole + 1] - sorted[whole]) : sorted[whole];
    // Chance that no more than k of n lie below the quantile.
    auto chance = [&](std::size_t k) {
        auto below = static_cast<double>(k), all = static_cast<double>(n);
        return k >= n ? 1.0 : boost::math::ibetac(below + 1, all - below, p, k_fast);
    };
    auto first_reaching = [&](double target) {
        std::size_t low = 0, high = n;
        while (low < high) {
            std::size_t middle = (low + high) / 2;
            chance(middle) < target ? low = middle + 1 : high = middle;
        }
        return low;
    };
    std::size_t low = first_reaching(tail), high = first_reaching(1 - tail);
    if (low >= 1) out.lower = sorted[low - 1];
    if (high + 1 <= n) out.upper = sorted[high];
    if (low >= 1 && high + 1 <= n) out.coverage = chance(high) - chance(low - 1);
    return out;
}

} // namespace peelian
