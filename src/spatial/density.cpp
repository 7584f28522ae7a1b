// SPDX-License-Identifier: MIT
#include "spatial/density.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "spatial/grid.hpp"
#include "statistics/intervals.hpp"

#include <limits>
#include <numbers>

namespace peelian {
namespace {

constexpr double k_square_kilometre = 1e6;
constexpr double k_quartic_as_wide = 2.62; // canonical bandwidths of the two kernels
constexpr double k_gaussian_reach = 4;     // standard deviations
constexpr std::size_t k_most_cells = 25'000'000;

double rule_of_thumb(std::span<const PlanePoint> events) {
    auto spread = [&](double PlanePoint::*axis) {
        std::vector<double> v;
        double sum = 0;
        for (const PlanePoint& p : events) {
            v.push_back(p.*axis);
            sum += p.*axis;
        }
        std::ranges::sort(v);
        auto n = static_cast<double>(v.size());
        double squares = 0;
        for (double x : v)
            squares += (x - sum / n) * (x - sum / n);
        auto quantile = [&](double q) { return v[static_cast<std::size_t>(q * (n - 1))]; };
        double sd = std::sqrt(squares / std::max(1.0, n - 1)), range = (quantile(0.75) - quantile(0.25)) / 1.34;
        return range > 0 ? std::min(sd, range) : sd;
    };
    auto n = static_cast<double>(events.size());
    return 0.9 * std::sqrt(spread(&PlanePoint::x) * spread(&PlanePoint::y)) * std::pow(n, -0.2);
}

class Kernel {
public:
    Kernel(KernelShape shape, double h) : shape_(shape), h_(h) {}
    double reach() const { return shape_ == KernelShape::quartic ? h_ : k_gaussian_reach * h_; }
    double at(double squared) const {
        double u = squared / (h_ * h_);
        if (shape_ == KernelShape::gaussian) return std::exp(-u / 2) / (2 * std::numbers::pi * h_ * h_);
        return u < 1 ? 3 / (std::numbers::pi * h_ * h_) * (1 - u) * (1 - u) : 0;
    }

private:
    KernelShape shape_;
    double h_;
};

struct Span {
    std::size_t first, last; ///< last is one beyond
};

/// Cells whose centres are within reach of a coordinate.
Span cells_near(double at, double reach, double origin, double cell, std::size_t cells) {
    auto clamp = [&](double v) { return static_cast<std::size_t>(std::clamp(v, 0.0, static_cast<double>(cells))); };
    return {clamp(std::floor((at - reach - origin) / cell)), clamp(std::ceil((at + reach - origin) / cell) + 1)};
}

void require_grid(const DensityGrid& g) {
    if (!(g.cell > 0) || g.columns == 0 || g.rows == 0 || g.columns > k_most_cells / g.rows)
        throw Error::input("a grid of {} by {} cells of {} m", g.columns, g.rows, g.cell);
    if (!g.inside.empty() && g.inside.size() != g.columns * g.rows)
        throw Error::input("{} cells are said to be inside or not, of {}", g.inside.size(), g.columns * g.rows);
}

} // namespace

Density kernel_density(std::span<const PlanePoint> events, const DensityGrid& g, KernelShape shape, double bandwidth,
                       unsigned threads) {
    require_grid(g);
    require_points(events);
    auto is_inside = [&](std::size_t c) { return g.inside.empty() || g.inside[c]; };
    std::vector<PlanePoint> used;
    for (const PlanePoint& p : events) {
        double x = std::floor((p.x - g.left) / g.cell), y = std::floor((p.y - g.bottom) / g.cell);
        if (x < 0 || y < 0 || x >= static_cast<double>(g.columns) || y >= static_cast<double>(g.rows)) continue;
        if (is_inside(static_cast<std::size_t>(y) * g.columns + static_cast<std::size_t>(x))) used.push_back(p);
    }
    Density out{std::vector<double>(g.columns * g.rows, 0.0), bandwidth, used.size()};
    if (used.empty()) return out;
    if (out.bandwidth == 0)
        out.bandwidth = std::max(g.cell, rule_of_thumb(used) * (shape == KernelShape::quartic ? k_quartic_as_wide : 1));
    if (!(out.bandwidth >= g.cell)) // else an event may reach no cell's centre
        throw Error::input("a bandwidth of {} m is below a cell of {} m", out.bandwidth, g.cell);
    Kernel kernel(shape, out.bandwidth);
    auto centre = [&](double origin, std::size_t i) { return origin + (static_cast<double>(i) + 0.5) * g.cell; };
    auto over_cells = [&](const PlanePoint& p, Span rows, auto&& visit) {
        Span columns = cells_near(p.x, kernel.reach(), g.left, g.cell, g.columns);
        for (std::size_t r = rows.first; r < rows.last; ++r)
            for (std::size_t c = columns.first; c < columns.last; ++c) {
                if (!is_inside(r * g.columns + c)) continue;
                double dx = centre(g.left, c) - p.x, dy = centre(g.bottom, r) - p.y;
                visit(r * g.columns + c, kernel.at(dx * dx + dy * dy));
            }
    };
    // What of each event's kernel lies inside; then each row of cells by itself, so that
    // threads do not share one.
    std::vector<double> mass(used.size(), 0.0);
    parallel_for(used.size(), threads, [&](std::size_t e) {
        Span rows = cells_near(used[e].y, kernel.reach(), g.bottom, g.cell, g.rows);
        over_cells(used[e], rows, [&](std::size_t, double k) { mass[e] += k * g.cell * g.cell; });
    });
    std::vector<std::vector<std::uint32_t>> by_row(g.rows);
    for (std::uint32_t e = 0; e < used.size(); ++e) {
        Span rows = cells_near(used[e].y, kernel.reach(), g.bottom, g.cell, g.rows);
        for (std::size_t r = rows.first; r < rows.last; ++r)
            by_row[r].push_back(e);
    }
    parallel_for(g.rows, threads, [&](std::size_t r) {
        for (std::uint32_t e : by_row[r])
            if (mass[e] > 0)
                over_cells(used[e], {r, r + 1},
                           [&](std::size_t c, double k) { out.values[c] += k / mass[e] * k_square_kilometre; });
    });
    return out;
}

std::array<WeekHour, k_hours_of_week> hours_of_week(std::span<const double> from, std::span<const double> to,
                                                    double level) {
    if (from.size() != to.size()) throw Error::input("{} beginnings and {} ends", from.size(), to.size());
    constexpr auto k_week = static_cast<double>(k_hours_of_week);
    std::array<WeekHour, k_hours_of_week> hours{};
    double all = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (std::isnan(from[i]) || std::isnan(to[i]) || to[i] - from[i] > k_week) continue;
        if (!(from[i] >= 0 && from[i] < k_week && to[i] >= from[i]))
            throw Error::input("event {} runs from hour {} to {} of the week", i + 1, from[i], to[i]);
        ++all;
        double length = to[i] - from[i];
        auto hour = static_cast<std::size_t>(from[i]);
        if (length == 0) {
            ++hours[hour].events;
            continue;
        }
        for (double at = from[i]; at < to[i];) {
            double end = std::min(to[i], std::floor(at) + 1);
            hours[static_cast<std::size_t>(at) % k_hours_of_week].events += (end - at) / length;
            at = end;
        }
    }
    constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
    for (WeekHour& h : hours) {
        Interval limits = wilson(std::min(h.events, all), all, level);
        h.share = all > 0 ? h.events / all : k_nan;
        h.lower = limits.lower;
        h.upper = limits.upper;
        h.relative = h.share * k_week;
    }
    return hours;
}

} // namespace peelian
