// SPDX-License-Identifier: MIT
#include "statistics/inequality.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

struct Rung {
    double weight; ///< share of people
    double place;  ///< share of people below the group's middle
    double value;
    double error;
};

std::vector<Rung> ladder(std::span<const double> people, std::span<const double> values,
                         std::span<const double> errors) {
    if (people.size() != values.size() || (!errors.empty() && errors.size() != values.size()))
        throw Error::input("{} groups have {} values and {} errors", people.size(), values.size(), errors.size());
    std::vector<Rung> rungs;
    double all = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (people[i] < 0) throw Error::input("a group has {} people", people[i]);
        if (!std::isfinite(values[i]) || !(people[i] > 0)) continue;
        rungs.push_back({people[i], 0, values[i], errors.empty() ? k_nan : errors[i]});
        all += people[i];
    }
    double below = 0;
    for (Rung& r : rungs) {
        r.weight /= all;
        r.place = below + r.weight / 2;
        below += r.weight;
    }
    return rungs;
}

/// Slope and value at the foot are linear in the values; their covariance follows.
struct Line {
    double foot = 0, slope = 0, foot_variance = 0, slope_variance = 0, covariance = 0;
};

Line fit(std::span<const Rung> rungs, bool errors_given) {
    double sw = 0, sx = 0, sxx = 0;
    for (const Rung& r : rungs) {
        sw += r.weight;
        sx += r.weight * r.place;
        sxx += r.weight * r.place * r.place;
    }
    double det = sw * sxx - sx * sx;
    Line line;
    auto slope_part = [&](const Rung& r) { return r.weight * (sw * r.place - sx) / det; };
    auto foot_part = [&](const Rung& r) { return r.weight * (sxx - sx * r.place) / det; };
    for (const Rung& r : rungs) {
        line.slope += slope_part(r) * r.value;
        line.foot += foot_part(r) * r.value;
    }
    if (errors_given) {
        for (const Rung& r : rungs) {
            double v = r.error * r.error;
            line.slope_variance += slope_part(r) * slope_part(r) * v;
            line.foot_variance += foot_part(r) * foot_part(r) * v;
            line.covariance += slope_part(r) * foot_part(r) * v;
        }
        return line;
    }
    double rest = 0;
    for (const Rung& r : rungs) {
        double miss = r.value - line.foot - line.slope * r.place;
        rest += r.weight * miss * miss;
    }
    double s2 = rest / static_cast<double>(rungs.size() - 2);
    line.slope_variance = s2 * sw / det;
    line.foot_variance = s2 * sxx / det;
    line.covariance = -s2 * sx / det;
    return line;
}

} // namespace

InequalityIndex inequality_index(std::span<const double> people, std::span<const double> values,
                                 std::span<const double> standard_errors, double level) {
    InequalityIndex out{k_nan, k_nan, k_nan, k_nan, k_nan, k_nan, InequalityNote::too_few_groups};
    std::vector<Rung> rungs = ladder(people, values, standard_errors);
    if (rungs.size() < 3) return out;
    bool given =
        !standard_errors.empty() && std::ranges::all_of(rungs, [](const Rung& r) { return std::isfinite(r.error); });
    Line line = fit(rungs, given);
    out.note = given ? InequalityNote::none : InequalityNote::no_errors;
    double t = given ? z_of_level(level) : t_quantile(0.5 + level / 2, static_cast<double>(rungs.size() - 2));
    double half = t * std::sqrt(line.slope_variance);
    out.slope = line.slope;
    out.slope_lower = line.slope - half;
    out.slope_upper = line.slope + half;
    double top = line.foot + line.slope;
    if (!(line.foot > 0 && top > 0)) {
        out.note = InequalityNote::base_is_zero;
        return out;
    }
    out.relative = top / line.foot;
    // log(top / foot) by the delta method.
    double by_foot = 1 / top - 1 / line.foot, by_slope = 1 / top;
    double variance = by_foot * by_foot * line.foot_variance + by_slope * by_slope * line.slope_variance +
                      2 * by_foot * by_slope * line.covariance;
    double width = t * std::sqrt(std::max(0.0, variance));
    out.relative_lower = out.relative * std::exp(-width);
    out.relative_upper = out.relative * std::exp(width);
    return out;
}

std::vector<int> quantile_groups(std::span<const double> values, int groups) {
    if (groups < 1) throw Error::input("{} groups are none", groups);
    std::vector<double> known;
    for (double v : values)
        if (!std::isnan(v)) known.push_back(v);
    std::ranges::sort(known);
    auto n = static_cast<long>(known.size());
    std::vector<int> out;
    for (double v : values) {
        if (std::isnan(v)) {
            out.push_back(0);
            continue;
        }
        long rank = std::ranges::lower_bound(known, v) - known.begin() + 1;
        // ceil(((n + 1) - rank) / (n / Q)) in whole numbers, where it is exact.
        long from_top = ((n + 1 - rank) * groups + n - 1) / n;
        out.push_back(std::max(1, groups + 1 - static_cast<int>(from_top)));
    }
    return out;
}

} // namespace peelian
