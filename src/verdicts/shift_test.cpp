// SPDX-License-Identifier: MIT
#include "verdicts/shift_test.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// Residuals are pulled in to this many robust standard deviations.
constexpr double k_outlier = 4;

/// The correlation whose expected estimate is `estimate`.
double undo(const std::array<double, 6>& expected, double estimate) {
    std::size_t i = 1;
    while (i + 1 < expected.size() && estimate > expected[i]) ++i;
    double share = (estimate - expected[i - 1]) / (expected[i] - expected[i - 1]);
    return k_rho_nodes[i - 1] + share * (k_rho_nodes[i] - k_rho_nodes[i - 1]);
}

/// Pulls in residuals beyond the limit; true when any was.
bool pull_in(SeasonalPoints& points, const StepRegression::Levels& levels, double variance,
             int freedom) {
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

double Calibration::rho(double null_estimate, double step_estimate) const {
    double mean = (undo(null_lag, null_estimate) + undo(step_lag, step_estimate)) / 2;
    return std::clamp(mean, 0.0, k_largest_rho);
}

double Calibration::threshold(double rho, double bunches) const {
    double added = bunches < 10 ? sparse * std::log(10 / std::max(bunches, 0.1)) : 0;
    return base + slope * rho + added;
}

int points_before_start(int seasons) { return seasons == 12 ? 12 : 8; }

ShiftResult find_shift(SeasonalPoints& points, int first, int last, const Calibration& calibration,
                       std::optional<StepRegression>& fit) {
    ShiftResult result;
    fit.emplace(points, 0.0);
    if (fit->freedom() <= 0) return result;
    StepRegression::Levels levels = fit->levels(Step{});
    if (pull_in(points, levels, fit->variance(), fit->freedom() + 1)) {
        fit.emplace(points, 0.0);
        levels = fit->levels(Step{});
    }
    Step rough = fit->best(first, last);
    if (rough.start < 0) return result;
    result.null_estimate = lag_one(points, levels, Step{});
    result.step_estimate = lag_one(points, fit->levels(rough), rough);
    result.rho = calibration.rho(result.null_estimate, result.step_estimate);
    result.step = rough;
    if (result.rho == 0) return result;
    fit.emplace(points, result.rho);
    result.step = fit->best(first, last);
    return result;
}

} // namespace peelian
