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

constexpr double k_rounding = 1e-12;  // what sums of doubles may be off, relative to their parts
constexpr std::size_t k_block = 4096; // permutations whose draws are kept at a time

/// The map without places that have no value. All is about the mean: large values that
/// differ little would else lose in their squares what they differ by.
struct Field {
    std::vector<double> x; ///< less the mean
    SpatialWeights weights;
    double sum = 0;  ///< of the values as they are
    double mean = 0; ///< of them
    double m2 = 0;   ///< sum of x squared over n
    double size = 0; ///< sum of |x|
    bool flat = false;
    double n() const { return static_cast<double>(x.size()); }
};

Field field_of(std::span<const double> values, const SpatialWeights& weights, const std::vector<bool>& known,
               const LocalOptions& options) {
    Field f;
    f.weights = weights.only(known);
    if (options.row_standardised && options.kind != LocalKind::getis_ord_star) f.weights = f.weights.row_standardised();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (known[i]) f.x.push_back(values[i]);
    f.flat = nothing_varies(f.x);
    f.sum = std::accumulate(f.x.begin(), f.x.end(), 0.0);
    f.mean = f.sum / f.n();
    for (double& v : f.x) {
        v -= f.mean;
        f.m2 += v * v / f.n();
        f.size += std::fabs(v);
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

/// Variance of all values but place i's, divided by their number; 0 where they are one but for rounding.
double variance_of_others(const Field& f, std::size_t i) {
    double others = f.n() - 1, own = f.x[i];
    double variance = (f.n() * f.m2 - own * own) / others - own * own / (others * others);
    constexpr double k_trusted = 1e-6; // below it the place outweighs all others: add them up instead
    if (variance > k_trusted * f.m2) return variance;
    std::vector<double> rest = f.x;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    double mean = std::accumulate(rest.begin(), rest.end(), 0.0) / others;
    for (double& v : rest)
        v += f.mean;
    if (nothing_varies(rest)) return 0;
    variance = 0;
    for (double v : rest)
        variance += (v - f.mean - mean) * (v - f.mean - mean) / others;
    return variance;
}

/// How far the weights of a row are from being all the same over `n` places: n S1 - W^2.
double unevenness(const Row& r, double n) {
    double value = n * r.squares - r.sum * r.sum;
    return value > k_rounding * n * r.squares ? value : 0;
}

/// Standard deviate, or a note that there is no deviation.
void set_z(LocalStatistic& out, double difference, double variance) {
    if (variance > 0) out.z = difference / std::sqrt(variance);
    else out.note = SpatialNote::fixed;
}

void set_getis_ord(LocalStatistic& out, const Field& f, std::size_t i, const Row& r) {
    double n = f.n(), own = f.x[i];
    if (r.own > 0) {
        double total = r.weighted + r.own * own;
        out.value = (total + f.mean * r.sum) / f.sum;
        set_z(out, total, f.m2 * unevenness(r, n) / (n - 1));
        return;
    }
    out.value = (r.weighted + f.mean * r.sum) / (f.sum - own - f.mean);
    set_z(out, r.weighted + own / (n - 1) * r.sum, variance_of_others(f, i) * unevenness(r, n - 1) / (n - 2));
}

void set_moran(LocalStatistic& out, const Field& f, std::size_t i, const Row& r) {
    double n = f.n(), z = f.x[i];
    if (std::fabs(z) <= k_rounding * (f.size / n + std::fabs(f.mean))) z = 0;
    out.value = z / f.m2 * r.weighted;
    double expected = -z * z * r.sum / ((n - 1) * f.m2);
    double variance = z == 0 ? 0 : (z / f.m2) * (z / f.m2) * unevenness(r, n - 1) / (n - 2) * variance_of_others(f, i);
    set_z(out, out.value - expected, variance);
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
    double close = k_rounding * (std::fabs(sum) + f.size), all = 0, high = 0, low = 0;
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

/// For some permutations from `first` on, `most` different numbers below n - 1, drawn once for
/// all places. A draw follows from its number alone, so blocks of any size give the same.
struct Draws {
    std::size_t first = 0, count = 0, most = 0;
    std::vector<std::uint32_t> numbers;
};

void draw(Draws& draws, std::size_t n, const LocalOptions& options) {
    draws.numbers.resize(draws.count * draws.most);
    parallel_for(draws.count, options.threads, [&](std::size_t r) {
        thread_local std::vector<std::uint32_t> order;
        thread_local std::vector<std::size_t> others;
        if (order.size() != n - 1) {
            order.resize(n - 1);
            std::iota(order.begin(), order.end(), 0U);
        }
        others.clear();
        for (std::size_t m = 0; m < draws.most; ++m) {
            auto rest = static_cast<std::uint32_t>(n - 1 - m);
            others.push_back(m + random_below(rest, options.seed, draws.first + r, m));
            std::swap(order[m], order[others[m]]);
            draws.numbers[r * draws.most + m] = order[m];
        }
        for (std::size_t m = draws.most; m-- > 0;) // as it was, for whoever is next
            std::swap(order[m], order[others[m]]);
    });
}

/// Permutations of a place so far.
struct Tally {
    std::size_t place = 0; ///< number in the field
    std::size_t high = 0, low = 0, made = 0;
    bool done = false;
};

void sample(Tally& t, const Field& f, const Row& r, const Draws& draws, std::size_t stop_at) {
    std::span<const double> w = f.weights.weights(t.place);
    double close = k_rounding * (std::fabs(r.weighted) + w[0] * r.scale * f.size);
    for (std::size_t d = 0; d < draws.count && !t.done; ++d) {
        const std::uint32_t* drawn = draws.numbers.data() + d * draws.most;
        double sum = 0;
        if (r.equal) {
            for (std::size_t k = 0; k < w.size(); ++k)
                sum += f.x[drawn[k] + (drawn[k] >= t.place ? 1 : 0)];
            sum *= w[0] * r.scale;
        } else {
            for (std::size_t k = 0; k < w.size(); ++k)
                sum += w[k] * r.scale * f.x[drawn[k] + (drawn[k] >= t.place ? 1 : 0)];
        }
        ++t.made;
        t.high += sum >= r.weighted - close;
        t.low += sum <= r.weighted + close;
        t.done = stop_at > 0 && std::min(t.high, t.low) >= stop_at;
    }
}

Shares shares_of(const Tally& t) {
    // The map itself is one of them, unless it was stopped at a count of the others.
    std::size_t own = t.done ? 0 : 1;
    auto all = static_cast<double>(t.made + own);
    return {static_cast<double>(t.high + own) / all, static_cast<double>(t.low + own) / all};
}

void set_shares(LocalStatistic& out, Shares shares, bool turned) {
    if (turned) std::swap(shares.high, shares.low);
    out.p_high = shares.high;
    out.p_low = shares.low;
    out.permutation_p = std::min(1.0, 2 * std::min(shares.high, shares.low));
}

/// A low place's local Moran is high where its neighbours are low.
bool turned(const Field& f, std::size_t i, const LocalOptions& options) {
    return options.kind == LocalKind::moran && f.x[i] < 0;
}

/// All that needs no draws; permutation_p stays NaN where it does.
LocalStatistic statistic_of(const Field& f, std::size_t i, bool permuted, const LocalOptions& options) {
    LocalStatistic out = k_nothing;
    std::size_t k = f.weights.neighbours(i).size();
    out.note = f.x.size() < k_least_places ? SpatialNote::too_few_places
               : f.flat || !(f.m2 > 0)     ? SpatialNote::no_variation
               : k == 0                    ? SpatialNote::island
                                           : SpatialNote::none;
    if (out.note != SpatialNote::none) return out;
    Row r = row_of(f, i, options);
    options.kind == LocalKind::moran ? set_moran(out, f, i, r) : set_getis_ord(out, f, i, r);
    if (!std::isfinite(out.value)) out.value = k_nan;
    out.p = std::isnan(out.z) ? k_nan : normal_two_sided_p(out.z);
    if (!permuted) return out;
    out.exact = out.note == SpatialNote::fixed || (r.equal && ways(f.x.size() - 1, k) <= k_most_ways);
    if (out.note == SpatialNote::fixed) set_shares(out, {1, 1}, false);
    else if (out.exact)
        set_shares(out, enumerate(f, i, k, r.weighted / (f.weights.weights(i)[0] * r.scale)), turned(f, i, options));
    return out;
}

/// Draws for the places that still need them, a block at a time: memory does not grow with
/// permutations, and no more are drawn than the slowest place wants.
std::vector<Tally> tallies_of(const Field& f, std::vector<Tally> open, std::size_t permutations,
                              const LocalOptions& options) {
    std::vector<Tally> finished;
    Draws draws;
    for (const Tally& t : open)
        draws.most = std::max(draws.most, f.weights.neighbours(t.place).size());
    while (!open.empty() && draws.first < permutations) {
        draws.count = std::min(k_block, permutations - draws.first);
        draw(draws, f.x.size(), options);
        parallel_for(open.size(), options.threads, [&](std::size_t o) {
            sample(open[o], f, row_of(f, open[o].place, options), draws, options.stop_at);
        });
        draws.first += draws.count;
        auto stopped = std::ranges::stable_partition(open, [](const Tally& t) { return !t.done; });
        finished.insert(finished.end(), stopped.begin(), stopped.end());
        open.erase(stopped.begin(), stopped.end());
    }
    finished.insert(finished.end(), open.begin(), open.end());
    return finished;
}

} // namespace

std::vector<LocalStatistic> local_statistics(std::span<const double> values, const SpatialWeights& weights,
                                             const LocalOptions& options) {
    if (values.size() != weights.size()) throw Error::input("{} values for {} places", values.size(), weights.size());
    if (!(options.false_discovery > 0 && options.false_discovery <= 1))
        throw Error::input("a false discovery rate of {} is not above 0 and at most 1", options.false_discovery);
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
    std::vector<LocalStatistic> out(values.size(), k_nothing);
    parallel_for(f.x.size(), options.threads,
                 [&](std::size_t i) { out[places[i]] = statistic_of(f, i, permutations > 0, options); });
    std::vector<Tally> open;
    for (std::size_t i = 0; i < places.size() && permutations > 0; ++i)
        if (out[places[i]].note == SpatialNote::none && !out[places[i]].exact) open.push_back({.place = i});
    for (const Tally& t : tallies_of(f, std::move(open), permutations, options))
        set_shares(out[places[t.place]], shares_of(t), turned(f, t.place, options));
    std::vector<double> p;
    for (const LocalStatistic& s : out)
        p.push_back(permutations > 0 ? s.permutation_p : s.p);
    FalseDiscovery found = benjamini_hochberg(p, options.false_discovery);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].finding = found.rejections > 0 && p[i] <= found.threshold;
    return out;
}

} // namespace peelian
