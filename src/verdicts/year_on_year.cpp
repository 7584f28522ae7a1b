// SPDX-License-Identifier: MIT
#include "verdicts/year_on_year.hpp"

#include "statistics/distributions.hpp"
#include "statistics/intervals.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// Events below which a base gives no percentage.
constexpr double k_smallest_base = 10;

/// Totals over the independent periods of twelve months.
struct Year {
    double events = 0;   ///< y, x or the sum of values
    double exposure = 0; ///< days (times people), n, or the number of periods
    bool whole = true;
};

Year year_ending(const Scale& scale, const JudgeInput& input, const Calendar& calendar, std::size_t last,
                 std::size_t first) {
    Year year;
    for (std::size_t j = 0; j < calendar.in_year; ++j) {
        std::size_t back = j * calendar.overlap;
        if (back > last || last - back < first || !scale.usable(last - back)) {
            year.whole = false;
            return year;
        }
        std::size_t i = last - back;
        year.events += input.numerator[i];
        switch (scale.nature()) {
        case JudgeInput::Nature::count: year.exposure += calendar.days[i]; break;
        case JudgeInput::Nature::rate: year.exposure += calendar.days[i] * input.denominator[i]; break;
        case JudgeInput::Nature::proportion: year.exposure += input.denominator[i]; break;
        case JudgeInput::Nature::value: year.exposure += 1; break;
        }
    }
    return year;
}

/// Variance of the difference between the sums of two adjoining years of an AR(1) series
/// over that of independent periods.
double contrast_inflation(std::size_t in_year, double rho) {
    if (rho <= 0) return 1;
    auto n = static_cast<double>(in_year);
    double sum = 2 * n;
    double power = 1;
    // Pairs at lag k have the same sign within a year (2(n - k) of them) and opposite
    // signs across (k up to n, then 2n - k).
    for (std::size_t lag = 1; lag < 2 * in_year; ++lag) {
        power *= rho;
        auto k = static_cast<double>(lag);
        double within = std::max(0.0, 2 * (n - k));
        double across = k <= n ? k : 2 * n - k;
        sum += 2 * power * (within - across);
    }
    return sum / (2 * n);
}

Change from_log_ratio(double ratio, double error, double freedom) {
    double half = t_quantile(0.975, freedom) * error;
    return {ratio - 1, ratio * std::exp(-half) - 1, ratio * std::exp(half) - 1};
}

} // namespace

Change change_on_year(const Scale& scale, const JudgeInput& input, const Calendar& calendar, const Noise& noise,
                      Judged judged) {
    const auto [first, last] = judged;
    if (calendar.year == 0 || last < calendar.year) return {};
    Year after = year_ending(scale, input, calendar, last, first);
    Year before = year_ending(scale, input, calendar, last - calendar.year, first);
    if (!after.whole || !before.whole) return {};
    double inflation = contrast_inflation(calendar.in_year, noise.rho);
    if (!scale.counted()) {
        double base = before.events / before.exposure;
        if (!(base > 0)) return {};
        double ratio = after.events / after.exposure / base;
        double error = std::sqrt(2 * noise.variance * inflation / before.exposure) / base;
        double half = t_quantile(0.975, noise.freedom) * error;
        return {ratio - 1, ratio - 1 - half, ratio - 1 + half};
    }
    if (before.events < k_smallest_base) return {};
    double ratio = after.events / after.exposure / (before.events / before.exposure);
    double dispersion = std::max(1.0, noise.dispersion * inflation);
    if (after.events <= 0) {
        CountChange change = count_change(before.events, after.events, after.exposure / before.exposure, dispersion);
        return {change.ratio - 1, change.lower - 1, change.upper - 1};
    }
    double variance = 1 / after.events + 1 / before.events;
    if (scale.nature() == JudgeInput::Nature::proportion) variance -= 1 / after.exposure + 1 / before.exposure;
    return from_log_ratio(ratio, std::sqrt(std::max(0.0, dispersion * variance)), noise.freedom);
}

YearAgo change_on_year_ago(const Scale& scale, const JudgeInput& input, const Calendar& calendar, const Noise& noise,
                           Judged judged) {
    const auto [first, last] = judged;
    if (calendar.year == 0 || last < calendar.year || last - calendar.year < first) return {};
    std::size_t then = last - calendar.year;
    if (!scale.usable(last) || !scale.usable(then)) return {};
    YearAgo out;
    double before = scale.value(then);
    bool shown = scale.counted() ? input.numerator[then] >= k_smallest_base : before > 0;
    if (shown) out.proportion = scale.value(last) / before - 1;
    if (scale.nature() == JudgeInput::Nature::count || scale.nature() == JudgeInput::Nature::rate) {
        double exposure = scale.sampling_variance(then) / scale.sampling_variance(last);
        out.p = count_change(input.numerator[then], input.numerator[last], exposure, noise.dispersion).p;
        return out;
    }
    double spread = noise.variance * 2;
    if (scale.counted())
        spread = std::max(1.0, noise.dispersion) * (scale.sampling_variance(last) + scale.sampling_variance(then));
    double difference = scale.z(last) - scale.z(then);
    if (spread > 0) out.p = t_two_sided_p(difference / std::sqrt(spread), noise.freedom);
    return out;
}

} // namespace peelian
