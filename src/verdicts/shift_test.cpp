// SPDX-License-Identifier: MIT
#include "verdicts/shift_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

/// Residuals are pulled in to this many robust standard deviations.
constexpr double k_outlier = 4;

/// Fewer bunches of events a period than this are refused as rare before they come here.
constexpr double k_fewest_bunches = 0.5;
/// A shift in old history has so many points on either side.
constexpr int k_rebase_points = 12;

/// Added to the threshold for each unit of excess lag-2 correlation; about what a level that
/// wanders under as much noise needs.
constexpr double k_excess = 2;
/// t of the return to the old level from which a shift counts as undone.
constexpr double k_undone = 2;
/// A return takes as many points as the shift had, at most this.
constexpr int k_return_points = 3;

/// The correlation whose expected estimate is `estimate`.
double undo(const std::array<double, 6>& expected, double estimate) {
    std::size_t i = 1;
    while (i + 1 < expected.size() && estimate > expected[i])
        ++i;
    double share = (estimate - expected[i - 1]) / (expected[i] - expected[i - 1]);
    return k_rho_nodes[i - 1] + share * (k_rho_nodes[i] - k_rho_nodes[i - 1]);
}

/// Pulls in residuals beyond the limit; true when any was.
bool pull_in(SeasonalPoints& points, const StepRegression::Levels& levels, double variance, int freedom) {
    std::array<double, SeasonalPoints::k_capacity> size;
    double largest = 0;
    for (int i = 0; i < points.n; ++i) {
        size[i] = std::fabs(points.weight[i] * (points.z[i] - levels[points.season[i]]));
        largest = std::max(largest, size[i]);
    }
    // Never below 0.7 of the plain deviation, so most series need no median.
    double deviation = std::sqrt(variance);
    if (largest <= k_outlier * 0.7 * deviation) return false;
    auto middle = size.begin() + points.n / 2;
    std::nth_element(size.begin(), middle, size.begin() + points.n);
    double robust = 1.4826 * *middle * std::sqrt(points.n / static_cast<double>(freedom));
    double limit = k_outlier * std::max(robust, 0.7 * deviation);
    bool any = false;
    for (int i = 0; i + 1 < points.n; ++i) {
        double level = levels[points.season[i]];
        double most = limit / points.weight[i];
        double pulled = std::clamp(points.z[i], level - most, level + most);
        any = any || pulled != points.z[i];
        points.z[i] = pulled;
    }
    return any;
}

} // namespace

void Calibration::correct(Correlations& correlations) const {
    double mean = (undo(null_lag, correlations.null_one) + undo(step_lag, correlations.step_one)) / 2;
    correlations.rho = std::clamp(mean, 0.0, k_largest_rho);
    correlations.excess = std::max(0.0, correlations.two - two_lag - correlations.rho * correlations.rho);
}

double Calibration::threshold(const Correlations& correlations, double bunches) const {
    return base + slope * correlations.rho + k_excess * correlations.excess +
           sparse / std::max(bunches, k_fewest_bunches);
}

int points_before_start(int seasons) { return seasons == 12 ? 12 : 8; }

int window_points(int seasons) { return std::max(2 * seasons, 4); }

ShiftResult find_shift(SeasonalPoints& points, int first, int last, const Calibration& calibration,
                       std::optional<StepRegression>& fit) {
    ShiftResult result;
    fit.emplace(points, 0.0);
    if (fit->freedom() <= 0) return result;
    StepRegression::Levels levels = fit->levels(Step{});
    // An outlier moves the level it is held against, so a second and third look.
    for (int round = 0; round < 3; ++round) {
        if (!pull_in(points, levels, fit->variance(), fit->freedom() + 1)) break;
        fit.emplace(points, 0.0);
        levels = fit->levels(Step{});
    }
    Step rough = fit->best(first, last);
    if (rough.start < 0) return result;
    LagCorrelations without_step = lag_correlations(points, levels, Step{});
    LagCorrelations with_step = lag_correlations(points, fit->levels(rough), rough);
    result.correlations.null_one = without_step.one;
    result.correlations.step_one = with_step.one;
    result.correlations.two = (without_step.two + with_step.two) / 2;
    calibration.correct(result.correlations);
    result.step = rough;
    if (result.correlations.rho == 0) return result;
    fit.emplace(points, result.correlations.rho);
    result.step = fit->best(first, last);
    return result;
}

SeasonalPoints points_from(const SeasonalPoints& points, int from) {
    SeasonalPoints out;
    out.seasons = points.seasons;
    out.n = points.n - from;
    std::copy_n(points.z.begin() + from, out.n, out.z.begin());
    std::copy_n(points.weight.begin() + from, out.n, out.weight.begin());
    std::copy_n(points.time.begin() + from, out.n, out.time.begin());
    std::copy_n(points.season.begin() + from, out.n, out.season.begin());
    return out;
}

int old_history(const SeasonalPoints& points, int window) {
    int aside = 0;
    for (int round = 0; round < 3; ++round) {
        int old = points.n - aside - window;
        if (old < std::max(3 * points.seasons, 2 * k_rebase_points)) break;
        SeasonalPoints history = points_from(points, aside);
        history.n = old;
        Calibration with = calibration_for(points.seasons, old);
        std::optional<StepRegression> fit;
        ShiftResult shift = find_shift(history, k_rebase_points, old - k_rebase_points, with, fit);
        double limit = with.threshold(shift.correlations, std::numeric_limits<double>::infinity());
        if (!(std::fabs(shift.step.t) > limit)) break;
        aside += shift.step.start;
    }
    return aside;
}

int undone_at(const SeasonalPoints& points, const Step& step, const StepRegression::Levels& levels) {
    const int shifted = points.n - step.start;
    auto residual = [&](int i) { return points.weight[i] * (points.z[i] - levels[points.season[i]]); };
    double all = 0;
    for (int i = step.start; i < points.n; ++i)
        all += residual(i);
    double before = 0;
    double largest = 0;
    int found = -1;
    for (int i = step.start + 1; i < points.n; ++i) {
        before += residual(i - 1);
        int n = i - step.start;
        if (shifted - n < std::min(n, k_return_points)) break;
        double early = before / n;
        double late = (all - before) / (shifted - n);
        double t = (early - late) / std::sqrt(step.variance * (1.0 / n + 1.0 / (shifted - n)));
        if (early * step.delta < 0 || late * step.delta > early * step.delta / 2) continue;
        if (std::fabs(t) > largest) largest = std::fabs(t), found = i;
    }
    return largest > k_undone ? found : -1;
}

SeasonalPoints without(const SeasonalPoints& points, int from, int to) {
    SeasonalPoints out = points_from(points, 0);
    out.n = from;
    for (int i = to; i < points.n; ++i)
        out.add(points.time[i], points.season[i], points.z[i], points.weight[i]);
    return out;
}

} // namespace peelian
