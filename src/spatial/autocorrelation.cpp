// SPDX-License-Identifier: MIT
#include "spatial/autocorrelation.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "statistics/distributions.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {
constexpr double k_rounding = 1e-12; // what sums of doubles may be off, relative to their parts
}

std::string_view to_text(SpatialNote note) {
    switch (note) {
    case SpatialNote::none: return "";
    case SpatialNote::too_few_places: return "fewer than four places with a value and a neighbour";
    case SpatialNote::no_variation: return "all values are equal";
    case SpatialNote::island: return "no neighbour";
    case SpatialNote::missing: break;
    case SpatialNote::fixed: return "the same however the values lay on the map";
    }
    return "no value";
}

bool nothing_varies(std::span<const double> values) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (double v : values)
        if (!std::isnan(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    return !(high - low > k_rounding * std::max(std::fabs(low), std::fabs(high)));
}

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t k_least_places = 4;

/// Values with neighbours, and what the moments need of the weights.
struct Map {
    std::vector<double> z; ///< less the mean
    SpatialWeights weights;
    double n = 0, s0 = 0, s1 = 0, s2 = 0;
    double m2 = 0, kurtosis = 0; ///< sum of z squared; n sum z^4 / (sum z^2)^2
    bool flat = false;           ///< all values are equal
};

Map map_of(std::span<const double> values, const SpatialWeights& all) {
    if (values.size() != all.size()) throw Error::input("{} values for {} places", values.size(), all.size());
    std::vector<bool> kept(values.size());
    for (std::size_t i = 0; i < kept.size(); ++i)
        kept[i] = std::isfinite(values[i]);
    // A place may lose its last neighbour with a neighbour's value.
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            if (!kept[i]) continue;
            bool linked = false;
            for (std::uint32_t j : all.neighbours(i))
                linked = linked || kept[j];
            if (linked) continue;
            kept[i] = false;
            changed = true;
        }
    }
    Map map;
    map.weights = all.only(kept);
    double sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i]) {
            map.z.push_back(values[i]);
            sum += values[i];
        }
    map.n = static_cast<double>(map.z.size());
    map.flat = nothing_varies(map.z);
    double m4 = 0;
    for (double& z : map.z) {
        z -= sum / map.n;
        map.m2 += z * z;
        m4 += z * z * z * z;
    }
    map.kurtosis = map.n * m4 / (map.m2 * map.m2);
    return map;
}

void sum_weights(Map& map) {
    std::vector<double> in(map.z.size(), 0.0), out(map.z.size(), 0.0);
    for (const Link& link : map.weights.to_links()) {
        map.s0 += link.weight;
        out[link.from] += link.weight;
        in[link.to] += link.weight;
        // (w_ij + w_ji)^2 / 2 over both orders of the pair.
        std::span<const std::uint32_t> back = map.weights.neighbours(link.to);
        auto found = std::ranges::lower_bound(back, link.from);
        double other = found != back.end() && *found == link.from
                           ? map.weights.weights(link.to)[static_cast<std::size_t>(found - back.begin())]
                           : 0;
        map.s1 += link.weight * link.weight + link.weight * other;
    }
    for (std::size_t i = 0; i < in.size(); ++i)
        map.s2 += (in[i] + out[i]) * (in[i] + out[i]);
}

/// Sum over links of weight times part(z_i, z_j).
template <typename Part> double over_links(const SpatialWeights& weights, const std::vector<double>& z, Part part) {
    double sum = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        std::span<const std::uint32_t> near = weights.neighbours(i);
        std::span<const double> w = weights.weights(i);
        double own = 0;
        for (std::size_t k = 0; k < near.size(); ++k)
            own += w[k] * part(z[i], z[near[k]]);
        sum += own;
    }
    return sum;
}

double product(double a, double b) { return a * b; }
double square(double a, double b) { return (a - b) * (a - b); }

/// Twice the smaller share of permutations (the map among them) at least as far out.
template <typename Part> double permuted_p(const Map& map, double observed, const PermutationOptions& o, Part part) {
    if (o.permutations == 0) return k_nan;
    std::vector<std::uint8_t> low(o.permutations), high(o.permutations);
    double close = k_rounding * (std::fabs(observed) + map.m2 * map.s0 / map.n);
    parallel_for(o.permutations, o.threads, [&](std::size_t r) {
        std::vector<double> z = map.z;
        for (std::size_t i = z.size() - 1; i > 0; --i)
            std::swap(z[i], z[random_below(static_cast<std::uint32_t>(i + 1), o.seed, r, i)]);
        double sum = over_links(map.weights, z, part);
        high[r] = sum >= observed - close;
        low[r] = sum <= observed + close;
    });
    double above = 1, below = 1;
    for (std::size_t r = 0; r < o.permutations; ++r) {
        above += high[r];
        below += low[r];
    }
    return std::min(1.0, 2 * std::min(above, below) / static_cast<double>(o.permutations + 1));
}

Autocorrelation nothing(const Map& map, SpatialNote note) {
    return {k_nan, k_nan, k_nan, k_nan, k_nan, k_nan, k_nan, map.z.size(), note};
}

SpatialNote trouble(const Map& map) {
    if (map.z.size() < k_least_places) return SpatialNote::too_few_places;
    return map.flat || !(map.m2 > 0) ? SpatialNote::no_variation : SpatialNote::none;
}

/// z and its p; a variance that is rounding alone, against the `parts` it is the sum of, is none.
void set_z(Autocorrelation& out, double difference, double parts) {
    if (out.variance > k_rounding * parts) {
        out.z = difference / std::sqrt(out.variance);
        out.p = normal_two_sided_p(out.z);
    } else {
        out.variance = 0;
        out.note = SpatialNote::fixed;
    }
}

} // namespace

Autocorrelation moran(std::span<const double> values, const SpatialWeights& weights,
                      const PermutationOptions& options) {
    Map map = map_of(values, weights);
    if (SpatialNote note = trouble(map); note != SpatialNote::none) return nothing(map, note);
    sum_weights(map);
    double n = map.n, s0 = map.s0 * map.s0, k = map.kurtosis;
    double cross = over_links(map.weights, map.z, product);
    Autocorrelation out = nothing(map, SpatialNote::none);
    out.value = n / map.s0 * cross / map.m2;
    out.expected = -1 / (n - 1);
    double squared = out.expected * out.expected;
    out.variance_normal = (n * n * map.s1 - n * map.s2 + 3 * s0) / (s0 * (n * n - 1)) - squared;
    double a = n * ((n * n - 3 * n + 3) * map.s1 - n * map.s2 + 3 * s0);
    double b = k * ((n * n - n) * map.s1 - 2 * n * map.s2 + 6 * s0);
    double below = (n - 1) * (n - 2) * (n - 3) * s0;
    out.variance = (a - b) / below - squared;
    set_z(out, out.value - out.expected, (std::fabs(a) + std::fabs(b)) / below);
    out.permutation_p = permuted_p(map, cross, options, product);
    return out;
}

Autocorrelation geary(std::span<const double> values, const SpatialWeights& weights,
                      const PermutationOptions& options) {
    Map map = map_of(values, weights);
    if (SpatialNote note = trouble(map); note != SpatialNote::none) return nothing(map, note);
    sum_weights(map);
    double n = map.n, s0 = map.s0 * map.s0, k = map.kurtosis;
    double apart = over_links(map.weights, map.z, square);
    Autocorrelation out = nothing(map, SpatialNote::none);
    out.value = (n - 1) / (2 * map.s0) * apart / map.m2;
    out.expected = 1;
    out.variance_normal = ((2 * map.s1 + map.s2) * (n - 1) - 4 * s0) / (2 * (n + 1) * s0);
    double a = (n - 1) * map.s1 * (n * n - 3 * n + 3 - (n - 1) * k);
    double b = (n - 1) * map.s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * k) / 4;
    double c = s0 * (n * n - 3 - (n - 1) * (n - 1) * k), below = n * (n - 2) * (n - 3) * s0;
    out.variance = (a - b + c) / below;
    set_z(out, out.expected - out.value, (std::fabs(a) + std::fabs(b) + std::fabs(c)) / below);
    out.permutation_p = permuted_p(map, apart, options, square);
    return out;
}

} // namespace peelian
