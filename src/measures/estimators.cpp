// SPDX-License-Identifier: MIT
#include "measures/estimators.hpp"

#include "base/text.hpp"
#include "measures/question.hpp"
#include "statistics/distributions.hpp"
#include "statistics/intervals.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>
#include <unordered_map>

namespace peelian {
namespace {

constexpr double k_upper_tail = 0.975; // of a 95 per cent interval

void set_normal(Point& point, double value, double error, double quantile) {
    point.value = value;
    point.lower = value - quantile * error;
    point.upper = value + quantile * error;
}

} // namespace

void sort_rows(std::vector<const Cell*>& rows, const TextTable& texts) {
    auto stratum = [&](const Cell* c) {
        std::string_view key = texts[c->key];
        return key.substr(0, key.find(k_key_separator));
    };
    std::ranges::sort(rows, [&](const Cell* a, const Cell* b) {
        if (a->month != b->month) return a->month < b->month;
        if (a->force != b->force) return texts[a->force] < texts[b->force];
        if (a->borough != b->borough) return texts[a->borough] < texts[b->borough];
        if (a->key != b->key) {
            // Rows without a cluster are numbered as they come: their amounts say their place.
            std::string_view x = stratum(a), y = stratum(b);
            if (x != y) return x < y;
        }
        auto amounts = [](const Cell* c) {
            auto known = [](double v) { return std::isnan(v) ? -1 : v; };
            return std::tuple(c->numerator, known(c->denominator), known(c->third), known(c->fourth), known(c->fifth));
        };
        auto x = amounts(a), y = amounts(b);
        return x != y ? x < y : a->key != b->key && texts[a->key] < texts[b->key];
    });
}

Point mean_of(Rows rows) {
    double sum = 0, n = 0, squares = 0;
    for (const Cell* c : rows) {
        sum += c->numerator;
        n += c->denominator;
        squares += c->third;
    }
    Point point;
    point.denominator = n;
    if (n <= 0) return point;
    point.value = sum / n;
    if (n < 2) return point;
    double variance = std::max(0.0, (squares - sum * sum / n) / (n - 1));
    set_normal(point, sum / n, std::sqrt(variance / n), t_quantile(k_upper_tail, n - 1));
    return point;
}

SurveyEstimator::SurveyEstimator(const TextTable& texts, bool proportion) : proportion_(proportion) {
    // Numbered in the order of their names, so that sums over strata have one order.
    auto stratum_of = [&](std::uint32_t k) {
        std::string_view key = texts[k];
        return key.substr(0, key.find(k_key_separator));
    };
    std::map<std::string_view, std::uint32_t> strata;
    for (std::uint32_t k = 0; k < texts.size(); ++k)
        strata[stratum_of(k)] = 0;
    std::uint32_t next = 0;
    for (auto& [name, number] : strata)
        number = next++;
    for (std::uint32_t k = 0; k < texts.size(); ++k)
        stratum_.push_back(strata.at(stratum_of(k)));
}

StratumSizes SurveyEstimator::sizes_of(Rows rows) const {
    std::vector<std::uint32_t> keys;
    keys.reserve(rows.size());
    for (const Cell* c : rows)
        keys.push_back(c->key);
    std::ranges::sort(keys);
    StratumSizes sizes;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (i == 0 || keys[i] != keys[i - 1]) ++sizes[stratum_[keys[i]]];
    return sizes;
}

namespace {

/// A mean and what each cluster adds to its error.
struct Linearised {
    std::vector<std::uint32_t> keys; ///< in the order first met, which the sorting fixed
    std::vector<double> z;           ///< (sum of w y - mean sum of w) / all w, by cluster
    double mean = k_missing, w = 0, n = 0, yy = 0, ww = 0;
};

Linearised linearise(Rows rows, std::size_t all_keys) {
    // Where each cluster stands in the answer, plus one; all 0 between calls.
    thread_local std::vector<std::uint32_t> slot;
    thread_local std::vector<double> weights;
    if (slot.size() < all_keys) slot.resize(all_keys, 0);
    weights.clear();
    Linearised out;
    double y = 0;
    for (const Cell* c : rows) {
        if (c->third == 0) continue;
        std::uint32_t& at = slot[c->key];
        if (at == 0) {
            out.keys.push_back(c->key);
            out.z.push_back(0);
            weights.push_back(0);
            at = static_cast<std::uint32_t>(out.keys.size());
        }
        weights[at - 1] += c->denominator;
        out.z[at - 1] += c->numerator;
        out.w += c->denominator;
        y += c->numerator;
        out.n += c->third;
        out.yy += c->fourth;
        out.ww += c->fifth;
    }
    for (std::uint32_t key : out.keys)
        slot[key] = 0;
    if (out.w > 0) out.mean = y / out.w;
    for (std::size_t i = 0; i < out.z.size(); ++i)
        out.z[i] = (out.z[i] - out.mean * weights[i]) / out.w;
    return out;
}

struct Spread {
    double error, freedom;
};

/// Between clusters within strata; `stratum` by key.
Spread spread_of(const std::vector<std::uint32_t>& keys, const std::vector<double>& z,
                 const std::vector<std::uint32_t>& stratum, const StratumSizes& sizes) {
    std::map<std::uint32_t, std::pair<double, double>> strata;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto& [sum, squares] = strata[stratum[keys[i]]];
        sum += z[i];
        squares += z[i] * z[i];
    }
    double variance = 0;
    for (const auto& [number, sums] : strata) {
        const auto& [sum, squares] = sums;
        double size = sizes.at(number);
        variance += size > 1 ? size / (size - 1) * std::max(0.0, squares - sum * sum / size) : squares;
    }
    return {std::sqrt(variance), static_cast<double>(keys.size()) - static_cast<double>(strata.size())};
}

constexpr double k_no_error = 1e-12; // rounding, where all clusters agree

} // namespace

Point SurveyEstimator::estimate(Rows rows, const StratumSizes& sizes, double* design_effect) const {
    Linearised all = linearise(rows, stratum_.size());
    Point point;
    point.denominator = all.n;
    if (std::isnan(all.mean)) return point;
    double mean = point.value = all.mean;
    auto [error, freedom] = spread_of(all.keys, all.z, stratum_, sizes);
    double random = all.n > 1 ? std::max(0.0, all.yy / all.w - mean * mean) / (all.n - 1) : 0;
    if (design_effect != nullptr) *design_effect = random > 0 ? error * error / random : k_missing;
    if (proportion_ && (mean < k_no_error || mean > 1 - k_no_error || error < k_no_error)) {
        double base = all.w * all.w / all.ww;
        Interval interval = wilson(std::clamp(mean, 0.0, 1.0) * base, base);
        point.lower = interval.lower;
        point.upper = interval.upper;
    } else if (freedom >= 1 && error > k_no_error) {
        double t = t_quantile(k_upper_tail, freedom);
        if (!proportion_) {
            set_normal(point, mean, error, t);
        } else {
            double logit = std::log(mean / (1 - mean)), width = t * error / (mean * (1 - mean));
            point.lower = 1 / (1 + std::exp(width - logit));
            point.upper = 1 / (1 + std::exp(-width - logit));
        }
    }
    return point;
}

Point SurveyEstimator::difference(Rows a, Rows b, const StratumSizes& sizes) const {
    Linearised x = linearise(a, stratum_.size()), y = linearise(b, stratum_.size());
    Point point;
    point.denominator = std::min(x.n, y.n);
    point.value = x.mean - y.mean;
    if (std::isnan(point.value)) return point;
    // A cluster with people of both groups holds one less the other: their covariance.
    std::unordered_map<std::uint32_t, std::size_t> at;
    for (std::size_t i = 0; i < x.keys.size(); ++i)
        at[x.keys[i]] = i;
    for (std::size_t i = 0; i < y.keys.size(); ++i) {
        auto [found, fresh] = at.try_emplace(y.keys[i], x.keys.size());
        if (fresh) {
            x.keys.push_back(y.keys[i]);
            x.z.push_back(0);
        }
        x.z[found->second] -= y.z[i];
    }
    auto [error, freedom] = spread_of(x.keys, x.z, stratum_, sizes);
    if (freedom >= 1 && error > k_no_error) set_normal(point, point.value, error, t_quantile(k_upper_tail, freedom));
    return point;
}

Point duration_of(Rows rows, const TextTable& texts, double quantile) {
    struct Day {
        double done = 0, open = 0;
    };
    std::map<int, Day> days;
    double at_risk = 0;
    for (const Cell* c : rows) {
        const std::string& key = texts[c->key];
        int day = 0;
        std::from_chars(key.data(), key.data() + key.size(), day);
        (key.ends_with('+') ? days[day].open : days[day].done) += c->numerator;
        at_risk += c->numerator;
    }
    Point point;
    point.denominator = at_risk;
    constexpr double k_same = 1e-12;
    double left = 1, greenwood = 0, target = 1 - quantile, z = z_of_level(0.95);
    std::optional<int> resting; // the curve is at the quantile exactly since this day
    for (const auto& [day, n] : days) {
        if (n.done > 0) {
            if (resting && std::isnan(point.value)) point.value = (*resting + day) / 2.0;
            left *= 1 - n.done / at_risk;
            if (at_risk > n.done) greenwood += n.done / (at_risk * (at_risk - n.done));
            double width = std::exp(z * std::sqrt(greenwood));
            bool gone = left < k_same;
            if (std::isnan(point.value) && std::fabs(left - target) < k_same) resting = day;
            else if (std::isnan(point.value) && left < target) point.value = day;
            if (std::isnan(point.lower) && (gone || left / width <= target + k_same)) point.lower = day;
            // Where nobody is left the variance does not exist, nor the upper limit.
            if (std::isnan(point.upper) && !gone && left * width <= target + k_same) point.upper = day;
        }
        at_risk -= n.done + n.open;
    }
    if (resting && std::isnan(point.value)) point.value = *resting;
    return point;
}

namespace {

/// What lies in the first `share` of places (sorted, largest first; `before` their sums), of
/// all places but `left_out`; one beyond the end leaves out none.
double top_share(const std::vector<double>& before, double share, std::size_t left_out) {
    std::size_t n = before.size() - 1;
    bool fewer = left_out < n;
    double count = share * static_cast<double>(fewer ? n - 1 : n);
    double own = fewer ? before[left_out + 1] - before[left_out] : 0;
    double all = before[n] - own;
    if (all <= 0) return k_missing;
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

/// Gini of all places but one: from the sum over places of rank times value, largest first.
double gini_of(const std::vector<double>& before, double ranked, std::size_t left_out) {
    std::size_t n = before.size() - 1;
    bool fewer = left_out < n;
    double own = fewer ? before[left_out + 1] - before[left_out] : 0;
    double all = before[n] - own;
    auto count = static_cast<double>(fewer ? n - 1 : n);
    if (all <= 0 || count < 1) return k_missing;
    // Those after the one left out move up by a rank.
    if (fewer) ranked -= own * static_cast<double>(left_out + 1) + before[n] - before[left_out + 1];
    return (count + 1) / count - 2 * ranked / (count * all);
}

} // namespace

Point concentration_of(Rows rows, std::size_t places, double top, bool gini) {
    std::map<std::uint32_t, double> harm;
    for (const Cell* c : rows)
        harm[c->key] += c->numerator;
    std::vector<double> sorted;
    for (const auto& [place, n] : harm)
        sorted.push_back(n);
    sorted.resize(std::max(sorted.size(), places), 0.0);
    std::ranges::sort(sorted, std::greater<>());
    std::vector<double> before(sorted.size() + 1, 0.0);
    double ranked = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        before[i + 1] = before[i] + sorted[i];
        ranked += static_cast<double>(i + 1) * sorted[i];
    }
    Point point;
    std::size_t n = sorted.size();
    point.denominator = before[n];
    auto value_without = [&](std::size_t i) { return gini ? gini_of(before, ranked, i) : top_share(before, top, i); };
    point.value = value_without(n);
    if (n < 3 || std::isnan(point.value)) return point;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double v = value_without(i);
        sum += v;
        squares += v * v;
    }
    auto count = static_cast<double>(n);
    double error = std::sqrt(std::max(0.0, squares - sum * sum / count) * (count - 1) / count);
    if (!(error > 0)) return point;
    set_normal(point, point.value, error, z_of_level(0.95));
    point.lower = std::max(0.0, point.lower);
    point.upper = std::min(1.0, point.upper);
    return point;
}

Point standardised_of(Rows rows, const Measure& measure, const TextTable& texts, std::span<const double> people) {
    std::vector<double> counts(measure.standard.size(), 0.0), standard;
    Point point;
    point.denominator = 0;
    for (std::size_t b = 0; b < measure.standard.size(); ++b)
        standard.push_back(measure.standard[b].people);
    for (const Cell* c : rows)
        for (std::size_t b = 0; b < measure.standard.size(); ++b)
            if (texts[c->key] == measure.standard[b].group) counts[b] += c->numerator;
    for (double n : counts)
        point.denominator += n;
    // A band without people has no rate, and so the standard cannot be applied.
    if (std::ranges::any_of(people, [](double p) { return !(p > 0); })) return point;
    StandardisedRate rate = standardised_rate(counts, people, standard, measure.per);
    point.value = rate.value;
    point.lower = rate.lower;
    point.upper = rate.upper;
    return point;
}

} // namespace peelian
