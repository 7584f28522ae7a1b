// SPDX-License-Identifier: MIT
#include "spatial/local.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "statistics/distributions.hpp"
#include "statistics/multiple_tests.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t k_least_places = 4;
constexpr double k_most_ways = 5000; // of choosing neighbours, gone through for an exact p
constexpr LocalStatistic k_nothing{k_nan, k_nan, k_nan, k_nan, k_nan, k_nan, false, false, SpatialNote::missing};

/// The map without places that have no value.
struct Field {
    std::vector<double> x;
    SpatialWeights weights;
    double sum = 0, squares = 0; ///< of x
    double mean = 0, m2 = 0;     ///< sum of squares about the mean over n
    double n() const { return static_cast<double>(x.size()); }
};

Field field_of(std::span<const double> values, const SpatialWeights& weights, const std::vector<bool>& known,
               const LocalOptions& options) {
    Field f;
    f.weights = weights.only(known);
    if (options.row_standardised && options.kind != LocalKind::getis_ord_star) f.weights = f.weights.row_standardised();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (known[i]) f.x.push_back(values[i]);
    f.sum = std::accumulate(f.x.begin(), f.x.end(), 0.0);
    f.mean = f.sum / f.n();
    for (double v : f.x) {
        f.squares += v * v;
        f.m2 += (v - f.mean) * (v - f.mean) / f.n();
    }
    return f;
}

/// What a place's neighbours' weights come to.
struct Row {
    double own = 0;              ///< weight of the place itself (Gi*)
    double sum = 0, squares = 0; ///< of all weights, the own among them
    double weighted = 0;         ///< sum of w x over the neighbours alone
    double scale = 1;            ///< each link's weight is multiplied by it
    bool equal = true;           ///< all neighbours weigh the same
};

Row row_of(const Field& f, std::size_t i, const LocalOptions& options) {
    Row r;
    std::span<const double> w = f.weights.weights(i);
    std::span<const std::uint32_t> near = f.weights.neighbours(i);
    if (options.kind == LocalKind::getis_ord_star) {
        r.own = 1;
        if (options.row_standardised) {
            r.scale = 1 / (1 + std::accumulate(w.begin(), w.end(), 0.0));
            r.own = r.scale;
        }
    }
    r.sum = r.own;
    r.squares = r.own * r.own;
    for (std::size_t k = 0; k < w.size(); ++k) {
        double v = w[k] * r.scale;
        r.sum += v;
        r.squares += v * v;
        r.weighted += v * f.x[near[k]];
        r.equal = r.equal && std::fabs(w[k] - w[0]) < 1e-12 * w[0];
    }
    return r;
}

void set_getis_ord(LocalStatistic& out, const Field& f, std::size_t i, const Row& r) {
    double n = f.n(), own = f.x[i];
    if (r.own > 0) {
        double total = r.weighted + r.own * own;
        out.value = total / f.sum;
        double spread = f.m2 * (n * r.squares - r.sum * r.sum) / (n - 1);
        out.z = (total - f.mean * r.sum) / std::sqrt(spread);
        return;
    }
    double mean = (f.sum - own) / (n - 1);
    double variance = (f.squares - own * own) / (n - 1) - mean * mean;
    out.value = r.weighted / (f.sum - own);
    out.z = (r.weighted - mean * r.sum) / std::sqrt(variance * ((n - 1) * r.squares - r.sum * r.sum) / (n - 2));
}

void set_moran(LocalStatistic& out, const Field& f, std::size_t i, const Row& r) {
    double n = f.n(), z = f.x[i] - f.mean;
    out.value = z / f.m2 * (r.weighted - r.sum * f.mean);
    double expected = -z * z * r.sum / ((n - 1) * f.m2);
    double variance =
        (z / f.m2) * (z / f.m2) * n / (n - 2) * (r.squares - r.sum * r.sum / (n - 1)) * (f.m2 - z * z / (n - 1));
    out.z = (out.value - expected) / std::sqrt(variance);
}

double ways(std::size_t n, std::size_t k) {
    double count = 1;
    for (std::size_t i = 1; i <= k && count <= k_most_ways; ++i)
        count = count * static_cast<double>(n - k + i) / static_cast<double>(i);
    return count;
}

struct Shares {
    double high, low;
};

/// All ways to choose k of the others; `sum` is the sum of the neighbours' values.
Shares enumerate(const Field& f, std::size_t i, std::size_t k, double sum) {
    std::vector<double> others = f.x;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    std::vector<std::size_t> chosen(k);
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    double close = 1e-12 * (std::fabs(sum) + std::fabs(f.sum)), all = 0, high = 0, low = 0;
    for (;;) {
        double own = 0;
        for (std::size_t c : chosen)
            own += others[c];
        ++all;
        if (own >= sum - close) ++high;
        if (own <= sum + close) ++low;
        std::size_t at = k;
        while (at > 0 && chosen[at - 1] == others.size() - k + at - 1)
            --at;
        if (at == 0) break;
        ++chosen[at - 1];
        for (std::size_t c = at; c < k; ++c)
            chosen[c] = chosen[c - 1] + 1;
    }
    return {high / all, low / all};
}

/// For each permutation, `most` different numbers below n - 1, drawn once for all places.
struct Draws {
    std::size_t permutations = 0, most = 0;
    std::vector<std::uint32_t> numbers;
};

Draws draws_of(const Field& f, std::size_t permutations, const LocalOptions& options) {
    Draws draws{permutations, 0, {}};
    std::size_t n = f.x.size();
    for (std::size_t i = 0; i < n; ++i)
        draws.most = std::max(draws.most, f.weights.neighbours(i).size());
    if (draws.most == 0 || n < k_least_places) return {};
    draws.numbers.resize(permutations * draws.most);
    parallel_for(permutations, options.threads, [&](std::size_t r) {
        thread_local std::vector<std::uint32_t> order;
        thread_local std::vector<std::size_t> others;
        if (order.size() != n - 1) {
            order.resize(n - 1);
            std::iota(order.begin(), order.end(), 0U);
        }
        others.clear();
        for (std::size_t m = 0; m < draws.most; ++m) {
            auto rest = static_cast<std::uint32_t>(n - 1 - m);
            others.push_back(m + random_below(rest, options.seed, r, m));
            std::swap(order[m], order[others[m]]);
            draws.numbers[r * draws.most + m] = order[m];
        }
        for (std::size_t m = draws.most; m-- > 0;) // as it was, for whoever is next
            std::swap(order[m], order[others[m]]);
    });
    return draws;
}

Shares sample(const Field& f, std::size_t i, const Row& r, const Draws& draws, std::size_t stop_at) {
    std::span<const double> w = f.weights.weights(i);
    double close = 1e-12 * (std::fabs(r.weighted) + std::fabs(f.sum));
    std::size_t high = 0, low = 0, made = 0;
    while (made < draws.permutations) {
        const std::uint32_t* drawn = draws.numbers.data() + made++ * draws.most;
        double sum = 0;
        if (r.equal) {
            for (std::size_t k = 0; k < w.size(); ++k)
                sum += f.x[drawn[k] + (drawn[k] >= i ? 1 : 0)];
            sum *= w[0] * r.scale;
        } else {
            for (std::size_t k = 0; k < w.size(); ++k)
                sum += w[k] * r.scale * f.x[drawn[k] + (drawn[k] >= i ? 1 : 0)];
        }
        high += sum >= r.weighted - close;
        low += sum <= r.weighted + close;
        if (stop_at > 0 && std::min(high, low) >= stop_at) {
            auto all = static_cast<double>(made);
            return {static_cast<double>(high) / all, static_cast<double>(low) / all};
        }
    }
    // The map itself is one of them.
    auto all = static_cast<double>(made + 1);
    return {static_cast<double>(high + 1) / all, static_cast<double>(low + 1) / all};
}

LocalStatistic statistic_of(const Field& f, std::size_t i, const Draws& draws, const LocalOptions& options) {
    LocalStatistic out = k_nothing;
    std::size_t k = f.weights.neighbours(i).size();
    out.note = f.x.size() < k_least_places ? SpatialNote::too_few_places
               : !(f.m2 > 0)               ? SpatialNote::no_variation
               : k == 0                    ? SpatialNote::island
                                           : SpatialNote::none;
    if (out.note != SpatialNote::none) return out;
    Row r = row_of(f, i, options);
    options.kind == LocalKind::moran ? set_moran(out, f, i, r) : set_getis_ord(out, f, i, r);
    if (!std::isfinite(out.z)) out.z = k_nan; // neighbours of all, or all others equal
    if (!std::isfinite(out.value)) out.value = k_nan;
    out.p = std::isnan(out.z) ? k_nan : normal_two_sided_p(out.z);
    if (draws.permutations == 0) return out;
    out.exact = r.equal && ways(f.x.size() - 1, k) <= k_most_ways;
    Shares shares = out.exact ? enumerate(f, i, k, r.weighted / (f.weights.weights(i)[0] * r.scale))
                              : sample(f, i, r, draws, options.stop_at);
    if (options.kind == LocalKind::moran && f.x[i] < f.mean) std::swap(shares.high, shares.low);
    out.p_high = shares.high;
    out.p_low = shares.low;
    out.permutation_p = std::min(1.0, 2 * std::min(shares.high, shares.low));
    return out;
}

} // namespace

std::vector<LocalStatistic> local_statistics(std::span<const double> values, const SpatialWeights& weights,
                                             const LocalOptions& options) {
    if (values.size() != weights.size()) throw Error::input("{} values for {} places", values.size(), weights.size());
    std::vector<bool> known(values.size());
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isfinite(values[i])) {
            known[i] = true;
            places.push_back(i);
        }
    Field f = field_of(values, weights, known, options);
    auto enough = static_cast<std::size_t>(std::ceil(2 * f.n() / options.false_discovery));
    std::size_t permutations = options.permutations.value_or(std::clamp<std::size_t>(enough, 999, 1'000'000));
    Draws draws = draws_of(f, permutations, options);
    std::vector<LocalStatistic> out(values.size(), k_nothing);
    parallel_for(f.x.size(), options.threads,
                 [&](std::size_t i) { out[places[i]] = statistic_of(f, i, draws, options); });
    std::vector<double> p;
    for (const LocalStatistic& s : out)
        p.push_back(permutations > 0 ? s.permutation_p : s.p);
    FalseDiscovery found = benjamini_hochberg(p, options.false_discovery);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].finding = found.rejections > 0 && p[i] <= found.threshold;
    return out;
}

} // namespace peelian
