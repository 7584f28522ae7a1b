// SPDX-License-Identifier: MIT
#include "verdicts/verdict.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

using Mark = ControlChart::Mark;
constexpr double k_limit = 2.66;   ///< 3 / d2, d2 = 1.128 for ranges of two
constexpr double k_screen = 3.267; ///< D4 for ranges of two
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
        return n > 0 ? sum / n : k_missing;
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

} // namespace

ControlChart control_chart(std::span<const double> values, bool screen_ranges) {
    const std::size_t n = values.size();
    ControlChart chart;
    chart.marks.assign(n, Mark::none);
    double sum = 0;
    double present = 0;
    for (double v : values)
        if (!std::isnan(v)) sum += v, present += 1;
    if (present == 0) return chart;
    chart.centre = sum / present;
    double range = mean_range(values, screen_ranges);
    chart.lower = chart.centre - k_limit * range;
    chart.upper = chart.centre + k_limit * range;

    auto from_centre = [&](std::size_t i) { return side(values[i] - chart.centre); };
    auto outside = [&](std::size_t i) { return values[i] < chart.lower || values[i] > chart.upper; };
    auto close = [&](std::size_t i) {
        double two_sigma = 2 * k_limit * range / 3;
        return !outside(i) && std::fabs(values[i] - chart.centre) > two_sigma;
    };
    std::vector<bool> run(n, false);
    std::vector<bool> trend(n, false);
    std::vector<bool> two_of_three(n, false);
    if (!std::isnan(range)) {
        mark_stretches(run, k_run, false, from_centre);
        mark_stretches(trend, k_run, true, [&](std::size_t i) { return side(values[i] - values[i - 1]); });
    }
    for (std::size_t i = 2; i < n; ++i) {
        int s = from_centre(i);
        if (s == 0 || from_centre(i - 1) != s || from_centre(i - 2) != s) continue;
        if (close(i) + close(i - 1) + close(i - 2) < 2) continue;
        for (std::size_t j = i - 2; j <= i; ++j)
            two_of_three[j] = two_of_three[j] || close(j);
    }
    // Of several marks the rarer is shown, as in the charts of the health service.
    for (std::size_t i = 0; i < n; ++i) {
        if (outside(i)) chart.marks[i] = Mark::outside;
        else if (trend[i]) chart.marks[i] = Mark::trend;
        else if (two_of_three[i]) chart.marks[i] = Mark::two_of_three;
        else if (run[i]) chart.marks[i] = Mark::run;
    }
    return chart;
}

} // namespace peelian
