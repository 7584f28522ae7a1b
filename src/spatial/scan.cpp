// SPDX-License-Identifier: MIT
#include "spatial/scan.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "spatial/grid.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <numeric>

namespace peelian {
namespace {

/// Places around each, nearest first, as far as a circle may reach.
struct Circles {
    std::vector<std::vector<std::uint32_t>> around;
};

/// Cases by place and period, and the sums a scan needs.
struct Counts {
    std::vector<double> cases; ///< place * periods + period
    std::size_t places, periods;
    std::vector<double> by_place, by_period;
    double all = 0;
};

Counts counts_of(std::vector<double> cases, std::size_t places, std::size_t periods) {
    Counts c{std::move(cases), places, periods, std::vector<double>(places, 0.0), std::vector<double>(periods, 0.0), 0};
    for (std::size_t i = 0; i < places; ++i)
        for (std::size_t t = 0; t < periods; ++t) {
            double n = c.cases[i * periods + t];
            c.by_place[i] += n;
            c.by_period[t] += n;
            c.all += n;
        }
    return c;
}

/// Share of all cases expected in a place; places and periods are independent.
struct Expected {
    std::vector<double> place, period;
};

Circles circles_of(std::span<const PlanePoint> points, const std::vector<double>& share, const ScanOptions& o) {
    Circles out;
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        std::vector<std::pair<double, std::uint32_t>> near;
        for (std::uint32_t j = 0; j < points.size(); ++j) {
            double dx = points[j].x - points[i].x, dy = points[j].y - points[i].y, apart = dx * dx + dy * dy;
            if (o.most_distance == 0 || apart <= o.most_distance * o.most_distance) near.emplace_back(apart, j);
        }
        std::ranges::sort(near);
        std::vector<std::uint32_t>& own = out.around.emplace_back();
        double sum = 0;
        for (const auto& [apart, j] : near) {
            sum += share[j];
            if (sum > o.most_share && !own.empty()) break;
            own.push_back(j);
        }
    }
    return out;
}

double likelihood(double observed, double expected, double all) {
    if (!(observed > expected) || !(expected > 0)) return 0;
    double outside = all - observed;
    double value = observed * std::log(observed / expected);
    return outside > 0 ? value + outside * std::log(outside / (all - expected)) : value;
}

struct Cylinder {
    std::uint32_t centre = 0;
    std::size_t reach = 0, first = 0, last = 0;
    double observed = 0, expected = 0, likelihood = 0;
};

/// Calls visit(cylinder) for all around one centre.
template <typename Visit>
void cylinders_at(std::uint32_t centre, const Counts& c, const Circles& circles, const Expected& e,
                  const ScanOptions& o, Visit&& visit) {
    thread_local std::vector<double> before; // cases within the circle before each period
    before.assign(c.periods + 1, 0.0);
    double share = 0;
    const std::vector<std::uint32_t>& around = circles.around[centre];
    for (std::size_t reach = 0; reach < around.size(); ++reach) {
        std::uint32_t place = around[reach];
        share += e.place[place];
        double sum = 0;
        for (std::size_t t = 0; t < c.periods; ++t) {
            sum += c.cases[place * c.periods + t];
            before[t + 1] += sum;
        }
        for (std::size_t last = o.alive ? c.periods - 1 : 0; last < c.periods; ++last) {
            double time = 0;
            for (std::size_t length = 1; length <= std::min(o.most_periods, last + 1); ++length) {
                std::size_t first = last + 1 - length;
                time += e.period[first];
                double observed = before[last + 1] - before[first], expected = c.all * share * time;
                if (observed < 2) continue;
                double value = likelihood(observed, expected, c.all);
                if (value > 0) visit(Cylinder{centre, reach, first, last, observed, expected, value});
            }
        }
    }
}

double best_of(const Counts& c, const Circles& circles, const Expected& e, const ScanOptions& o) {
    double best = 0;
    for (std::uint32_t i = 0; i < c.places; ++i)
        cylinders_at(i, c, circles, e, o, [&](const Cylinder& y) { best = std::max(best, y.likelihood); });
    return best;
}

/// Cases put anew: periods shuffled among cases, or places and periods drawn by share.
std::vector<double> redrawn(const Counts& c, const Expected& e, bool by_population, std::uint64_t seed, std::size_t r) {
    std::vector<double> cases(c.cases.size(), 0.0);
    auto all = static_cast<std::size_t>(c.all);
    if (!by_population) {
        std::vector<std::uint32_t> when;
        for (std::uint32_t t = 0; t < c.periods; ++t)
            when.insert(when.end(), static_cast<std::size_t>(c.by_period[t]), t);
        for (std::size_t i = when.size() - 1; i > 0; --i)
            std::swap(when[i], when[random_below(static_cast<std::uint32_t>(i + 1), seed, r, i)]);
        std::size_t k = 0;
        for (std::size_t i = 0; i < c.places; ++i)
            for (double n = 0; n < c.by_place[i]; ++n)
                ++cases[i * c.periods + when[k++]];
        return cases;
    }
    std::vector<double> until(c.places);
    std::partial_sum(e.place.begin(), e.place.end(), until.begin());
    for (std::size_t k = 0; k < all; ++k) {
        constexpr double k_unit = 1.0 / 9007199254740992.0; // 2^-53
        double u = static_cast<double>(random_bits(seed, r, k) >> 11) * k_unit * until.back();
        auto place = static_cast<std::size_t>(std::ranges::upper_bound(until, u) - until.begin());
        auto period = random_below(static_cast<std::uint32_t>(c.periods), seed ^ 1, r, k);
        ++cases[std::min(place, c.places - 1) * c.periods + period];
    }
    return cases;
}

void require_input(std::span<const PlanePoint> places, std::span<const double> cases, std::size_t periods,
                   const std::optional<std::vector<double>>& population, const ScanOptions& o) {
    require_points(places);
    if (cases.size() != places.size() * periods || (population && population->size() != places.size()))
        throw Error::input("{} places over {} periods have {} counts", places.size(), periods, cases.size());
    for (double n : cases)
        if (!(n >= 0) || n != std::floor(n) || n > 1e9) throw Error::input("{} cases are no whole number", n);
    if (population)
        for (double n : *population)
            if (!(n >= 0) || std::isinf(n)) throw Error::input("a place has {} people", n);
    for (std::size_t i = 0; population && i < places.size(); ++i)
        for (std::size_t t = 0; t < periods; ++t)
            if ((*population)[i] == 0 && cases[i * periods + t] > 0)
                throw Error::input("place {} has cases and no people", i + 1);
    if (!(o.most_share > 0 && o.most_share <= 1))
        throw Error::input("a share of {} is not within 0 and 1", o.most_share);
}

} // namespace

std::vector<SpaceTimeCluster> space_time_scan(std::span<const PlanePoint> places, std::span<const double> cases,
                                              std::size_t periods, const std::optional<std::vector<double>>& population,
                                              const ScanOptions& o) {
    require_input(places, cases, periods, population, o);
    std::vector<SpaceTimeCluster> out;
    Counts counts = counts_of({cases.begin(), cases.end()}, places.size(), periods);
    if (counts.all < 2) return out;
    Expected expected{counts.by_place, counts.by_period};
    if (population) {
        expected.place = *population;
        expected.period.assign(periods, 1.0);
    }
    for (std::vector<double>* part : {&expected.place, &expected.period}) {
        double sum = std::accumulate(part->begin(), part->end(), 0.0);
        if (!(sum > 0)) throw Error::input("nobody lives in any of the places");
        for (double& v : *part)
            v /= sum;
    }
    Circles circles = circles_of(places, expected.place, o);
    std::vector<std::vector<Cylinder>> best(places.size());
    parallel_for(places.size(), o.threads, [&](std::size_t i) {
        cylinders_at(static_cast<std::uint32_t>(i), counts, circles, expected, o, [&](const Cylinder& y) {
            if (best[i].empty() || y.likelihood > best[i][0].likelihood) best[i].assign(1, y);
        });
    });
    std::vector<Cylinder> candidates;
    for (const std::vector<Cylinder>& own : best)
        candidates.insert(candidates.end(), own.begin(), own.end());
    std::ranges::stable_sort(candidates, std::ranges::greater(), &Cylinder::likelihood);
    std::vector<double> by_chance(o.permutations);
    if (!candidates.empty())
        parallel_for(o.permutations, o.threads, [&](std::size_t r) {
            Counts again =
                counts_of(redrawn(counts, expected, population.has_value(), o.seed, r), places.size(), periods);
            by_chance[r] = best_of(again, circles, expected, o);
        });
    std::vector<bool> taken(places.size());
    for (const Cylinder& y : candidates) {
        if (out.size() == o.most_clusters) break;
        std::vector<std::uint32_t> own(circles.around[y.centre].begin(),
                                       circles.around[y.centre].begin() + static_cast<std::ptrdiff_t>(y.reach + 1));
        if (std::ranges::any_of(own, [&](std::uint32_t j) { return taken[j]; })) continue;
        for (std::uint32_t j : own)
            taken[j] = true;
        double dx = places[own.back()].x - places[y.centre].x, dy = places[own.back()].y - places[y.centre].y;
        double as_good = 1;
        for (double chance : by_chance)
            as_good += chance >= y.likelihood - 1e-9;
        double p = o.permutations > 0 ? as_good / static_cast<double>(o.permutations + 1)
                                      : std::numeric_limits<double>::quiet_NaN();
        out.push_back({y.centre, std::sqrt(dx * dx + dy * dy), std::move(own), y.first, y.last, y.observed, y.expected,
                       y.likelihood, p});
    }
    return out;
}

} // namespace peelian
