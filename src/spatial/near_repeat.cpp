// SPDX-License-Identifier: MIT
#include "spatial/near_repeat.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "spatial/grid.hpp"
#include "statistics/random.hpp"

#include <limits>
#include <numeric>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_infinity = std::numeric_limits<double>::infinity();

void require_edges(std::span<const double> edges, std::string_view what) {
    constexpr std::size_t k_most_edges = 255; // a band is one byte
    if (edges.empty() || edges.size() > k_most_edges)
        throw Error::input("near repeats need from 1 to {} edges of {}, not {}", k_most_edges, what, edges.size());
    double last = 0;
    for (double e : edges) {
        if (!(e > last) || std::isinf(e))
            throw Error::input("edges of {} must rise from above 0; {} follows {}", what, e, last);
        last = e;
    }
}

std::uint8_t band_of(std::span<const double> edges, double v) {
    std::uint8_t b = 0;
    while (b < edges.size() && v >= edges[b])
        ++b;
    return b;
}

struct NearPair {
    std::uint32_t a, b;
};

/// Pairs nearer than the last edge, by band of distance.
std::vector<std::vector<NearPair>> near_pairs(std::span<const PlanePoint> places, const NearRepeatOptions& o) {
    std::vector<std::vector<NearPair>> pairs(o.distances.size());
    PointGrid grid(places, o.distances.back());
    for (std::uint32_t i = 0; i < places.size(); ++i)
        grid.around(places[i], 1, [&](std::uint32_t j) {
            if (j <= i) return;
            double dx = std::fabs(places[i].x - places[j].x), dy = std::fabs(places[i].y - places[j].y);
            double apart = o.metric == DistanceMetric::manhattan ? dx + dy : std::sqrt(dx * dx + dy * dy);
            std::uint8_t band = band_of(o.distances, apart);
            if (band < pairs.size()) pairs[band].push_back({i, j});
        });
    // In the order of the first event, so that a permutation reads times that lie together.
    for (std::vector<NearPair>& of_band : pairs)
        std::ranges::sort(of_band,
                          [](const NearPair& x, const NearPair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return pairs;
}

/// From two times to the band of what lies between them.
class TimeBands {
public:
    TimeBands(std::span<const double> times, std::span<const double> edges) : edges_(edges) {
        double low = *std::ranges::min_element(times);
        constexpr double k_most = 1 << 15;
        bool whole = edges.back() <= k_most;
        for (double t : times)
            whole = whole && t - low == std::floor(t - low) && t - low < 1e9;
        if (!whole) {
            times_.assign(times.begin(), times.end());
            return;
        }
        for (double t : times)
            days_.push_back(static_cast<std::int32_t>(t - low));
        for (double d = 0; d < edges.back(); ++d)
            table_.push_back(band_of(edges, d));
    }
    /// Adds each pair's band to counts; `at[i]` is the event whose time stands at place i.
    void count(std::span<const NearPair> pairs, std::span<const std::uint32_t> at, std::int64_t* counts) const {
        if (!days_.empty()) {
            thread_local std::vector<std::int32_t> days;
            days.resize(at.size());
            for (std::size_t i = 0; i < at.size(); ++i)
                days[i] = days_[at[i]];
            auto size = static_cast<std::uint32_t>(table_.size());
            for (const NearPair& p : pairs) {
                auto apart = static_cast<std::uint32_t>(std::abs(days[p.a] - days[p.b]));
                if (apart < size) ++counts[table_[apart]];
            }
            return;
        }
        for (const NearPair& p : pairs) {
            std::uint8_t band = band_of(edges_, std::fabs(times_[at[p.a]] - times_[at[p.b]]));
            if (band < edges_.size()) ++counts[band];
        }
    }

private:
    std::span<const double> edges_;
    std::vector<double> times_;
    std::vector<std::int32_t> days_;
    std::vector<std::uint8_t> table_;
};

/// Pairs of all events by band of time, however far apart.
std::vector<double> pairs_by_time(std::span<const double> times, std::span<const double> edges) {
    std::vector<double> sorted(times.begin(), times.end());
    std::ranges::sort(sorted);
    std::vector<double> below(edges.size(), 0.0); // pairs less than the edge apart
    for (std::size_t e = 0; e < edges.size(); ++e) {
        std::size_t end = 0;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            end = std::max(end, i + 1);
            while (end < sorted.size() && sorted[end] - sorted[i] < edges[e])
                ++end;
            below[e] += static_cast<double>(end - i - 1);
        }
    }
    for (std::size_t e = edges.size(); e-- > 1;)
        below[e] -= below[e - 1];
    return below;
}

/// A table of bands of distance by bands of time: to the near cells come those beyond the last
/// edges, which are what is left of the totals, as no far pair is ever looked at.
std::vector<double> whole_table(const std::int64_t* near, std::span<const double> by_distance,
                                std::span<const double> by_time) {
    std::size_t rows = by_distance.size(), columns = by_time.size();
    std::vector<double> table(rows * columns, 0.0);
    std::vector<double> left(by_time.begin(), by_time.end());
    for (std::size_t d = 0; d < rows; ++d) {
        double beyond = by_distance[d];
        for (std::size_t t = 0; t + 1 < columns; ++t) {
            double n = d + 1 < rows ? static_cast<double>(near[d * (columns - 1) + t]) : left[t];
            table[d * columns + t] = n;
            left[t] -= n;
            beyond -= n;
        }
        table[d * columns + columns - 1] = beyond;
    }
    return table;
}

struct Permuted {
    std::vector<double> sum, reaching; ///< by cell
};

Permuted permute(const std::vector<std::vector<NearPair>>& pairs, const TimeBands& bands, std::size_t events,
                 std::span<const double> by_distance, std::span<const double> by_time, std::span<const double> observed,
                 const NearRepeatOptions& o) {
    std::size_t cells = pairs.size() * o.times.size();
    std::vector<std::int64_t> counts(o.permutations * cells, 0);
    parallel_for(o.permutations, o.threads, [&](std::size_t r) {
        thread_local std::vector<std::uint32_t> at;
        at.resize(events);
        std::iota(at.begin(), at.end(), 0U);
        for (std::size_t i = events - 1; i > 0; --i)
            std::swap(at[i], at[random_below(static_cast<std::uint32_t>(i + 1), o.seed, r, i)]);
        for (std::size_t d = 0; d < pairs.size(); ++d)
            bands.count(pairs[d], at, counts.data() + r * cells + d * o.times.size());
    });
    Permuted out{std::vector<double>(observed.size(), 0.0), std::vector<double>(observed.size(), 0.0)};
    for (std::size_t r = 0; r < o.permutations; ++r) {
        std::vector<double> table = whole_table(counts.data() + r * cells, by_distance, by_time);
        for (std::size_t c = 0; c < table.size(); ++c) {
            out.sum[c] += table[c];
            out.reaching[c] += table[c] >= observed[c];
        }
    }
    return out;
}

/// Upper and lower edges of band b; beyond the last is infinite.
std::pair<double, double> edges_of(std::span<const double> edges, std::size_t b) {
    return {b == 0 ? 0 : edges[b - 1], b < edges.size() ? edges[b] : k_infinity};
}

} // namespace

std::vector<NearRepeatCell> near_repeats(std::span<const PlanePoint> places, std::span<const double> times,
                                         const NearRepeatOptions& o) {
    require_points(places);
    require_edges(o.distances, "distance");
    require_edges(o.times, "time");
    if (places.size() != times.size())
        throw Error::input("{} places and {} times of events", places.size(), times.size());
    for (std::size_t i = 0; i < times.size(); ++i)
        if (!std::isfinite(times[i])) throw Error::input("event {} is at time {}, which is never", i + 1, times[i]);
    std::size_t n = places.size(), rows = o.distances.size() + 1, columns = o.times.size() + 1;
    auto all = static_cast<double>(n) * static_cast<double>(n > 0 ? n - 1 : 0) / 2;
    std::vector<double> by_distance(rows, 0.0), by_time(columns, 0.0), observed(rows * columns, 0.0);
    Permuted permuted{observed, observed};
    if (n >= 2) {
        std::vector<std::vector<NearPair>> pairs = near_pairs(places, o);
        for (std::size_t d = 0; d < pairs.size(); ++d)
            by_distance[d] = static_cast<double>(pairs[d].size());
        by_distance.back() = all - std::accumulate(by_distance.begin(), by_distance.end(), 0.0);
        std::ranges::copy(pairs_by_time(times, o.times), by_time.begin());
        by_time.back() = all - std::accumulate(by_time.begin(), by_time.end(), 0.0);
        TimeBands bands(times, o.times);
        std::vector<std::uint32_t> as_it_is(n);
        std::iota(as_it_is.begin(), as_it_is.end(), 0U);
        std::vector<std::int64_t> near(pairs.size() * o.times.size(), 0);
        for (std::size_t d = 0; d < pairs.size(); ++d)
            bands.count(pairs[d], as_it_is, near.data() + d * o.times.size());
        observed = whole_table(near.data(), by_distance, by_time);
        permuted = permute(pairs, bands, n, by_distance, by_time, observed, o);
    }
    std::vector<NearRepeatCell> out;
    for (std::size_t d = 0; d < rows; ++d)
        for (std::size_t t = 0; t < columns; ++t) {
            std::size_t c = d * columns + t;
            NearRepeatCell cell{};
            std::tie(cell.distance_from, cell.distance_to) = edges_of(o.distances, d);
            std::tie(cell.time_from, cell.time_to) = edges_of(o.times, t);
            cell.observed = observed[c];
            cell.expected = all > 0 ? by_distance[d] * by_time[t] / all : 0;
            cell.ratio = cell.expected > 0 ? cell.observed / cell.expected : k_nan;
            auto made = static_cast<double>(o.permutations);
            bool known = n >= 2 && o.permutations > 0;
            cell.permuted_mean = known ? permuted.sum[c] / made : k_nan;
            cell.p = known ? (permuted.reaching[c] + 1) / (made + 1) : k_nan;
            out.push_back(cell);
        }
    return out;
}

} // namespace peelian
