// SPDX-License-Identifier: MIT
#include "measures/points.hpp"

#include "statistics/distributions.hpp"
#include "statistics/intervals.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

bool is_additive(MeasureKind kind) { return kind != MeasureKind::stock; }
/// Denominators that are people and not events: averaged over a period, never added.
bool is_per_person(const Measure& m) {
    return m.kind == MeasureKind::rate || (m.kind == MeasureKind::ratio && m.base.empty());
}

struct Window {
    double numerator = 0, denominator = 0, beside = 0;
    Flag flag = Flag::none;
};

/// Adds up the base periods (from, to]; the flag is the gravest among them.
Window gather(const MeasureData& data, const Series& series, std::size_t from, std::size_t to) {
    Window window;
    MeasureKind kind = data.measure->kind;
    bool has_denominator = !series.denominator.empty();
    for (std::size_t i = from; i < to; ++i) {
        Flag flag = i < series.flags.size() ? series.flags[i] : Flag::none;
        bool missing = std::isnan(series.numerator[i]);
        if (missing && flag == Flag::none) flag = Flag::missing;
        if (flag == Flag::suppressed || window.flag == Flag::suppressed) window.flag = Flag::suppressed;
        else if (flag == Flag::missing || window.flag == Flag::missing) window.flag = Flag::missing;
        else if (flag != Flag::none) window.flag = flag;
        window.numerator = is_additive(kind) ? window.numerator + series.numerator[i] : series.numerator[i];
        if (has_denominator) window.denominator += series.denominator[i];
        if (!series.beside.empty()) window.beside += series.beside[i];
    }
    if (has_denominator && is_per_person(*data.measure)) window.denominator /= static_cast<double>(to - from);
    return window;
}

/// Ratio of two ratios of counts, whose bases are counts too and may hold the same rows:
/// log-normal, with the variance of log x/n as 1/x + 1/n - 2 both/(x n).
void set_ratio_of_bases(Point& point, double both, const Window& against) {
    auto variance = [](double x, double n, double shared) {
        return std::max(0.0, 1 / x + 1 / n - 2 * shared / (x * n));
    };
    double x = point.numerator, n = point.denominator;
    point.value = x / n / (against.numerator / against.denominator);
    if (x <= 0) return;
    double error = std::sqrt(variance(x, n, both) + variance(against.numerator, against.denominator, against.beside));
    double width = std::exp(z_of_level(0.95) * error);
    point.lower = point.value / width;
    point.upper = point.value * width;
}

void fill_value(Point& point, const MeasureData& data, double both, const Window* reference) {
    const Measure& m = *data.measure;
    double x = point.numerator, n = point.denominator;
    auto set = [&](double value, Interval interval, double scale) {
        point.value = value * scale;
        point.lower = interval.lower * scale;
        point.upper = interval.upper * scale;
    };
    switch (m.kind) {
    case MeasureKind::count: set(x, poisson(x), 1); break;
    case MeasureKind::rate:
        if (n > 0) set(x / n, {poisson(x).lower / n, poisson(x).upper / n}, m.per);
        break;
    case MeasureKind::proportion:
    case MeasureKind::share:
    case MeasureKind::repeat:
    case MeasureKind::funnel:
    case MeasureKind::reoffending:
        // Sums of several sources may put a part above its whole; then there is no interval.
        if (n > 0 && x <= n) set(x / n, wilson(x, n), 1);
        else if (n > 0) point.value = x / n;
        break;
    case MeasureKind::ratio:
        if (reference == nullptr || reference->flag == Flag::missing || reference->flag == Flag::suppressed) break;
        if (n > 0 && reference->denominator > 0 && reference->numerator > 0 && !m.base.empty()) {
            set_ratio_of_bases(point, both, *reference);
        } else if (n > 0 && reference->denominator > 0 && reference->numerator > 0) {
            RateRatio ratio = rate_ratio(x, n, reference->numerator, reference->denominator);
            point.value = ratio.ratio;
            point.lower = ratio.lower;
            point.upper = ratio.upper;
        }
        break;
    case MeasureKind::stock:
    case MeasureKind::sum: point.value = x; break;
    default: break; // estimated
    }
    // No value from a whole base: nobody to ask, not a number.
    if (std::isnan(point.value) && point.flag == Flag::none) point.flag = Flag::missing;
}

/// The points as they were worked out, with what is known of their base periods since.
void copy_estimates(const MeasureData& data, const Series& series, PeriodKind kind, std::vector<Point>& out) {
    const Measure& m = *data.measure;
    out = series.estimates[static_cast<std::size_t>(kind)];
    auto width = static_cast<std::size_t>(std::max(1, months_in(kind) / m.step));
    for (Point& point : out) {
        auto end = static_cast<std::size_t>((point.last - data.first) / m.step) + 1;
        for (std::size_t i = end - std::min(end, width); i < end; ++i) {
            Flag flag = i < series.flags.size() ? series.flags[i] : Flag::none;
            if ((flag == Flag::provisional || flag == Flag::revised) && point.flag == Flag::none) point.flag = flag;
        }
    }
}

} // namespace

std::string_view to_code(Flag flag) {
    switch (flag) {
    case Flag::none: return "";
    case Flag::missing: return "missing";
    case Flag::suppressed: return "suppressed";
    case Flag::low: return "low";
    case Flag::provisional: return "provisional";
    case Flag::revised: return "revised";
    }
    return "";
}

const Series* MeasureData::whole_of(AreaIndex area) const { return find(area, -1, -1); }

const Series* MeasureData::find(AreaIndex area, int breakdown, int group) const {
    auto key = [](const Series& s) { return std::tuple(s.area, s.breakdown, s.group); };
    auto at = std::ranges::lower_bound(series, std::tuple(area, breakdown, group), {}, key);
    return at != series.end() && key(*at) == std::tuple(area, breakdown, group) ? &*at : nullptr;
}

PeriodKind base_kind(const Measure& measure) {
    return measure.step == 1 ? PeriodKind::month : measure.step == 3 ? PeriodKind::quarter : PeriodKind::financial_year;
}

std::vector<PeriodKind> period_kinds(const Measure& measure) {
    if (!is_additive(measure.kind) || measure.step == 12) return {base_kind(measure)};
    if (measure.step == 3) return {PeriodKind::quarter, PeriodKind::financial_year, PeriodKind::rolling_12};
    return {PeriodKind::month, PeriodKind::quarter, PeriodKind::financial_year, PeriodKind::rolling_12};
}

std::vector<Point> points_of(const MeasureData& data, const Series& series, PeriodKind kind) {
    std::vector<Point> out;
    points_of(data, series, kind, out);
    return out;
}

void points_of(const MeasureData& data, const Series& series, PeriodKind kind, std::vector<Point>& out) {
    out.clear();
    const Measure& m = *data.measure;
    if (is_estimated(m)) {
        copy_estimates(data, series, kind, out);
        return;
    }
    bool derived = kind != base_kind(m);
    std::size_t width = derived ? static_cast<std::size_t>(months_in(kind) / m.step) : 1;
    const Series* against = nullptr;
    if (m.kind == MeasureKind::ratio && series.breakdown >= 0) {
        const auto& groups = data.breakdowns[static_cast<std::size_t>(series.breakdown)].groups;
        auto found = std::ranges::find(groups, m.against);
        if (found != groups.end())
            against = data.find(series.area, series.breakdown, static_cast<int>(found - groups.begin()));
    }
    const std::vector<bool>* withheld =
        derived ? &series.withheld[static_cast<std::size_t>(kind) - static_cast<std::size_t>(PeriodKind::quarter)]
                : nullptr;
    for (std::size_t end = series.begin + width; end <= std::min(series.end, data.length); ++end) {
        Month last = data.month_at(end - 1);
        if (derived && !ends_period(kind, last)) continue;
        Window window = gather(data, series, end - width, end);
        if (withheld != nullptr && end - 1 < withheld->size() && (*withheld)[end - 1]) window.flag = Flag::suppressed;
        Point point;
        point.kind = kind;
        point.last = last;
        point.flag = window.flag;
        if (window.flag != Flag::suppressed && window.flag != Flag::missing) {
            point.numerator = window.numerator;
            if (!series.denominator.empty()) point.denominator = window.denominator;
            Window reference;
            if (against != nullptr) reference = gather(data, *against, end - width, end);
            fill_value(point, data, window.beside, against != nullptr ? &reference : nullptr);
        }
        out.push_back(point);
    }
}

std::vector<double> base_values(const MeasureData& data, const Series& series) {
    std::vector<double> values(data.length, k_missing);
    std::vector<Point> points = points_of(data, series, base_kind(*data.measure));
    for (const Point& point : points)
        values[static_cast<std::size_t>((point.last - data.first) / data.measure->step)] = point.value;
    return values;
}

} // namespace peelian
