// SPDX-License-Identifier: MIT
#include "statistics/control_charts.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_d2 = 1.128;     ///< mean range of two over the standard deviation, as usually rounded
constexpr double k_limit = 2.66;   ///< 3 / d2, as usually rounded
constexpr double k_screen = 3.267; ///< D4 for ranges of two
constexpr double k_sigmas = 3;
constexpr std::size_t k_run = 7;

/// Mean of the moving ranges that are there; with screening, once more over those below
/// 3.267 times it. NaN when none is left.
double mean_range(std::span<const double> values, bool screen) {
    auto mean_below = [&](double limit) {
        double sum = 0;
        double n = 0;
        for (std::size_t i = 1; i < values.size(); ++i) {
            double range = std::fabs(values[i] - values[i - 1]);
            if (range < limit) sum += range, n += 1; // NaN is not below
        }
        return n > 0 ? sum / n : k_nan;
    };
    double mean = mean_below(INFINITY);
    return screen && !std::isnan(mean) ? mean_below(k_screen * mean) : mean;
}

/// Sign of a difference, 0 for none or missing.
int side(double difference) { return difference > 0 ? 1 : difference < 0 ? -1 : 0; }

/// Marks all points of every stretch of at least `length` points with one sign; `sign(i)`
/// belongs to point i, or (`steps`) to the way from point i - 1 to i.
template <typename Sign> void mark_stretches(std::vector<bool>& in, std::size_t length, bool steps, Sign sign) {
    std::size_t run = 0;
    int current = 0;
    for (std::size_t i = steps ? 1 : 0; i < in.size(); ++i) {
        int s = sign(i);
        run = s != 0 && s == current ? run + 1 : (s != 0 ? 1 : 0);
        current = s;
        std::size_t points = steps ? run + 1 : run;
        if (run > 0 && points >= length)
            for (std::size_t back = 0; back < points; ++back)
                in[i - back] = true;
    }
}

/// Which of the four marks are looked for.
enum class Rules { all, outside_and_runs, outside };

void mark(ControlChart& chart, std::span<const double> values, Rules rules = Rules::all) {
    const std::size_t n = values.size();
    chart.marks.assign(n, ControlMark::none);
    auto known = [&](std::size_t i) { return !std::isnan(chart.upper[i]); };
    auto from_centre = [&](std::size_t i) { return known(i) ? side(values[i] - chart.centre) : 0; };
    auto outside = [&](std::size_t i) { return values[i] < chart.lower[i] || values[i] > chart.upper[i]; };
    auto close = [&](std::size_t i) {
        double limit = values[i] > chart.centre ? chart.upper[i] : chart.lower[i];
        return !outside(i) && std::fabs(values[i] - chart.centre) > 2.0 / k_sigmas * std::fabs(limit - chart.centre);
    };
    std::vector<bool> run(n, false), trend(n, false), two_of_three(n, false);
    if (rules != Rules::outside) mark_stretches(run, k_run, false, from_centre);
    if (rules == Rules::all) {
        mark_stretches(trend, k_run, true,
                       [&](std::size_t i) { return known(i) && known(i - 1) ? side(values[i] - values[i - 1]) : 0; });
        for (std::size_t i = 2; i < n; ++i) {
            int s = from_centre(i);
            if (s == 0 || from_centre(i - 1) != s || from_centre(i - 2) != s) continue;
            if (close(i) + close(i - 1) + close(i - 2) < 2) continue;
            for (std::size_t j = i - 2; j <= i; ++j)
                two_of_three[j] = two_of_three[j] || close(j);
        }
    }
    // Of several marks the rarer is shown, as in the charts of the health service.
    for (std::size_t i = 0; i < n; ++i) {
        if (outside(i)) chart.marks[i] = ControlMark::outside;
        else if (trend[i]) chart.marks[i] = ControlMark::trend;
        else if (two_of_three[i]) chart.marks[i] = ControlMark::two_of_three;
        else if (run[i]) chart.marks[i] = ControlMark::run;
    }
}

ControlChart started(ControlKind kind, std::size_t points) {
    ControlChart chart;
    chart.kind = kind;
    chart.centre = k_nan;
    chart.lower.assign(points, k_nan);
    chart.upper.assign(points, k_nan);
    chart.marks.assign(points, ControlMark::none);
    return chart;
}

double mean_of(std::span<const double> values) {
    double sum = 0, n = 0;
    for (double v : values)
        if (!std::isnan(v)) sum += v, n += 1;
    return n > 0 ? sum / n : k_nan;
}

/// Smallest count with no more than the upper tail of a normal above it; likewise below.
std::pair<double, double> poisson_limits(double mean) {
    double tail = normal_cdf(-k_sigmas), upper = std::floor(mean), lower = upper;
    while (boost::math::gamma_p(upper + 1, mean) > tail) // P(X > upper)
        ++upper;
    while (lower > 0 && boost::math::gamma_q(lower, mean) > tail) // P(X < lower)
        --lower;
    return {lower, upper};
}

/// Laney's charts; `deviation(centre, base)` is that of the plain chart.
template <typename Deviation>
ControlChart laney(ControlKind kind, std::span<const double> x, std::span<const double> base, bool screen,
                   double highest, Deviation deviation) {
    const std::size_t n = x.size();
    if (base.size() != n) throw Error::input("{} counts and {} bases", n, base.size());
    ControlChart chart = started(kind, n);
    double sum = 0, all = 0;
    std::vector<double> values(n, k_nan), z(n, k_nan);
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(x[i]) || !(base[i] > 0)) continue;
        if (x[i] < 0 || x[i] > base[i] * highest) throw Error::input("{} of {}: no count of a base", x[i], base[i]);
        values[i] = x[i] / base[i];
        sum += x[i];
        all += base[i];
    }
    if (all > 0) chart.centre = sum / all;
    for (std::size_t i = 0; i < n; ++i)
        if (!std::isnan(values[i])) z[i] = (values[i] - chart.centre) / deviation(chart.centre, base[i]);
    double range = mean_range(z, screen);
    if (std::isfinite(range)) {
        chart.sigma_z = range / k_d2;
        for (std::size_t i = 0; i < n; ++i) {
            if (std::isnan(values[i])) continue;
            double half = k_sigmas * chart.sigma_z * deviation(chart.centre, base[i]);
            chart.lower[i] = std::max(0.0, chart.centre - half);
            chart.upper[i] = std::min(highest, chart.centre + half);
        }
    }
    mark(chart, values);
    return chart;
}

} // namespace

bool ControlChart::varies() const {
    double first = k_nan;
    for (double u : upper) {
        if (std::isnan(u)) continue;
        if (std::isnan(first)) first = u;
        if (std::fabs(u - first) > 1e-9 * std::fabs(first)) return true;
    }
    return false;
}

ControlChart individuals_chart(std::span<const double> values, bool screen, std::size_t fixed) {
    ControlChart chart = started(ControlKind::individuals, values.size());
    std::span<const double> baseline = fixed > 0 ? values.first(std::min(fixed, values.size())) : values;
    chart.centre = mean_of(baseline);
    double range = mean_range(baseline, screen);
    if (std::isnan(range)) return chart;
    std::ranges::fill(chart.lower, chart.centre - k_limit * range);
    std::ranges::fill(chart.upper, chart.centre + k_limit * range);
    mark(chart, values);
    return chart;
}

ControlChart proportions_chart(std::span<const double> x, std::span<const double> base, bool screen) {
    return laney(ControlKind::proportions, x, base, screen, 1,
                 [](double centre, double n) { return std::sqrt(centre * (1 - centre) / n); });
}

ControlChart rates_chart(std::span<const double> x, std::span<const double> exposure, bool screen) {
    return laney(ControlKind::rates, x, exposure, screen, INFINITY,
                 [](double centre, double n) { return std::sqrt(centre / n); });
}

ControlChart rare_rates_chart(std::span<const double> x, std::span<const double> exposure) {
    const std::size_t n = x.size();
    if (exposure.size() != n) throw Error::input("{} counts and {} bases", n, exposure.size());
    ControlChart chart = started(ControlKind::rare_counts, n);
    std::vector<double> values(n, k_nan);
    double sum = 0, all = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(x[i]) || !(exposure[i] > 0)) continue;
        values[i] = x[i] / exposure[i];
        sum += x[i];
        all += exposure[i];
    }
    if (all > 0) chart.centre = sum / all;
    if (!(chart.centre > 0)) return chart;
    double last = k_nan;
    std::pair<double, double> limits;
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(values[i])) continue;
        if (exposure[i] != last) limits = poisson_limits(chart.centre * exposure[i]);
        last = exposure[i];
        chart.lower[i] = limits.first / exposure[i];
        chart.upper[i] = limits.second / exposure[i];
    }
    mark(chart, values, Rules::outside);
    return chart;
}

ControlChart rare_counts_chart(std::span<const double> counts) {
    return rare_rates_chart(counts, std::vector<double>(counts.size(), 1.0));
}

ControlChart between_counts_chart(std::span<const double> counts) {
    ControlChart chart = started(ControlKind::between_counts, counts.size());
    double mean = mean_of(counts);
    for (double v : counts)
        if (v < 0) throw Error::input("{} between two events", v);
    if (!(mean > 0)) return chart;
    // The median of a geometric distribution of that mean, between 0 and the mean.
    chart.centre = std::log(0.5) / std::log(mean / (mean + 1));
    double half = k_sigmas * std::sqrt(mean * (mean + 1));
    std::ranges::fill(chart.lower, std::max(0.0, mean - half));
    std::ranges::fill(chart.upper, mean + half);
    mark(chart, counts, Rules::outside_and_runs);
    return chart;
}

ControlChart between_times_chart(std::span<const double> times) {
    constexpr double k_power = 3.6; // of the Weibull that is near normal
    std::vector<double> y;
    for (double t : times) {
        if (t < 0) throw Error::input("a time of {} between two events", t);
        y.push_back(std::pow(t, 1 / k_power));
    }
    ControlChart chart = individuals_chart(y, false);
    chart.kind = ControlKind::between_times;
    auto back = [](double v) { return std::pow(std::max(0.0, v), k_power); };
    chart.centre = back(chart.centre);
    for (std::size_t i = 0; i < y.size(); ++i)
        if (!std::isnan(chart.upper[i])) {
            chart.lower[i] = back(chart.lower[i]);
            chart.upper[i] = back(chart.upper[i]);
        }
    return chart;
}

ControlConstants control_constants(int n) {
    if (n < 2) throw Error::input("a subgroup of {} has no spread", n);
    double size = n;
    double c4 = std::sqrt(2 / (size - 1)) / boost::math::tgamma_delta_ratio((size - 1) / 2, 0.5);
    double spread = k_sigmas * std::sqrt(1 - c4 * c4) / c4;
    return {c4, k_sigmas / (c4 * std::sqrt(size)), std::max(0.0, 1 - spread), 1 + spread};
}

ControlChart means_chart(std::span<const double> means, std::span<const double> deviations,
                         std::span<const double> sizes) {
    std::size_t n = means.size();
    if (deviations.size() != n || sizes.size() != n)
        throw Error::input("{} means, {} deviations and {} sizes", n, deviations.size(), sizes.size());
    ControlChart chart = started(ControlKind::means, n);
    double sum = 0, all = 0, spread = 0, groups = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (std::isnan(means[i]) || !(sizes[i] >= 1)) continue;
        sum += means[i] * sizes[i];
        all += sizes[i];
        if (sizes[i] < 2 || std::isnan(deviations[i])) continue;
        spread += deviations[i] / control_constants(static_cast<int>(sizes[i])).c4;
        ++groups;
    }
    if (all == 0) return chart;
    chart.centre = sum / all;
    for (std::size_t i = 0; i < n && groups > 0; ++i) {
        if (std::isnan(means[i]) || !(sizes[i] >= 1)) continue;
        double half = k_sigmas * spread / groups / std::sqrt(sizes[i]);
        chart.lower[i] = chart.centre - half;
        chart.upper[i] = chart.centre + half;
    }
    mark(chart, means);
    return chart;
}

} // namespace peelian
