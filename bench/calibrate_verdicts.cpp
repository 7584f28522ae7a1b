// SPDX-License-Identifier: MIT
// Writes src/verdicts/calibration_table.inc: for each season and length, the bias of the
// lag-1 estimates and the threshold that stable series pass at most `k_target` of the time,
// whatever their correlation from 0 to 0.6. Normal series give base and slope; counts give
// what sparse ones need besides. History is set aside by the table that is compiled in,
// so run it twice whenever shift_test.cpp changes:
//
//     calibrate_verdicts > new.inc; mv new.inc src/verdicts/calibration_table.inc
#include "base/parallel.hpp"
#include "verdicts/shift_test.hpp"
#include "verdicts/simulated_series.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

constexpr double k_target = 0.040;
constexpr double k_never = std::numeric_limits<double>::infinity();

constexpr double k_target_wandering = 0.050;
struct Layout {
    int seasons;
    int length;
};

struct Outcome {
    double statistic; ///< less what the threshold adds beyond base and slope
    double rho;
    double variance;
};

/// Normal noise of correlation rho, of which `share` of the variance; the rest is
/// independent (a wandering level seen through noise).
struct NoiseKind {
    double rho;
    double share;
    double target; ///< share of such series that may pass
};

const std::vector<NoiseKind> k_promised{{0, 1, k_target},
                                        {0.15, 1, k_target},
                                        {0.3, 1, k_target},
                                        {0.45, 1, k_target},
                                        {0.6, 1, k_target},
                                        {0.6, 0.3, k_target_wandering},
                                        {0.6, 0.5, k_target_wandering},
                                        {0.6, 0.75, k_target_wandering}};

/// The last `stepped` points are higher by `step`.
SeasonalPoints normal_series(const Layout& layout, double rho, double share, std::mt19937_64& random, double step = 0,
                             int stepped = 0) {
    std::normal_distribution<double> normal;
    SeasonalPoints points;
    points.seasons = layout.seasons;
    double x = normal(random);
    for (int i = 0; i < layout.length; ++i) {
        double noise = share < 1 ? std::sqrt(1 - share) * normal(random) : 0;
        points.add(i, i % layout.seasons, std::sqrt(share) * x + noise + (i + stepped >= layout.length ? step : 0));
        x = rho * x + std::sqrt(1 - rho * rho) * normal(random);
    }
    return points;
}

ShiftResult shift_of(SeasonalPoints points, const Calibration& with) {
    std::optional<StepRegression> fit;
    int first = std::max(points.n - window_points(points.seasons), points_before_start(points.seasons));
    return find_shift(points, first, points.n - 1, with, fit);
}

/// What the test makes of a series; one whose old history is set aside is held against
/// the threshold of its new length, and comes out as certain to pass or not to.
Outcome outcome_of(const SeasonalPoints& points, const Calibration& with, double bunches) {
    int aside = old_history(points, window_points(points.seasons));
    if (aside == 0) {
        ShiftResult r = shift_of(points, with);
        double added = with.threshold(r.correlations, k_never) - with.base - with.slope * r.correlations.rho;
        return {std::fabs(r.step.t) - added, r.correlations.rho, r.step.variance};
    }
    SeasonalPoints kept = points_from(points, aside);
    Calibration shorter = calibration_for(points.seasons, kept.n);
    ShiftResult r = shift_of(kept, shorter);
    double dispersed = bunches / std::max(1.0, r.step.variance);
    bool passes = std::fabs(r.step.t) > shorter.threshold(r.correlations, dispersed);
    return {passes ? 1e9 : -1e9, 0, r.step.variance};
}

void find_bias(const Layout& layout, Calibration& out, int series) {
    for (std::size_t node = 0; node < k_rho_nodes.size(); ++node) {
        std::mt19937_64 random(1000 + node);
        double null_sum = 0;
        double step_sum = 0;
        double two_sum = 0;
        for (int i = 0; i < series; ++i) {
            ShiftResult r = shift_of(normal_series(layout, k_rho_nodes[node], 1, random), out);
            null_sum += r.correlations.null_one;
            step_sum += r.correlations.step_one;
            two_sum += r.correlations.two;
        }
        if (node == 0) out.two_lag = two_sum / series;
        out.null_lag[node] = null_sum / series;
        out.step_lag[node] = step_sum / series;
    }
}

/// Value that a share `target` of the outcomes exceed by statistic - slope * rho.
double quantile(const std::vector<Outcome>& outcomes, double slope, double target) {
    std::vector<double> values;
    for (const Outcome& o : outcomes)
        values.push_back(o.statistic - slope * o.rho);
    auto at = values.begin() + static_cast<long>(static_cast<double>(values.size()) * (1 - target));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// The slope for which thresholds at the correlations most met are lowest.
void find_threshold(const std::vector<std::vector<Outcome>>& by_kind, Calibration& out) {
    double least = 1e9;
    for (double slope = 0; slope <= 3.01; slope += 0.1) {
        double base = 0;
        for (std::size_t k = 0; k < by_kind.size(); ++k)
            base = std::max(base, quantile(by_kind[k], slope, k_promised[k].target));
        double cost = base + slope * 0.2;
        if (cost >= least) continue;
        least = cost;
        out.base = base;
        out.slope = slope;
    }
}

/// How many times the step that one t would notice four times in five the largest t needs,
/// in series of correlation 0.2 that step up twelve months (or two points) before the end.
double power_factor(const Layout& layout, const Calibration& with, int series) {
    const int stepped = std::max(2, layout.seasons);
    auto noticed = [&](double step, double& single) {
        std::mt19937_64 random(11);
        int found = 0;
        single = 0;
        for (int i = 0; i < series; ++i) {
            SeasonalPoints points = normal_series(layout, 0.2, 1, random, step, stepped);
            std::optional<StepRegression> fit;
            int first = std::max(points.n - window_points(points.seasons), points_before_start(points.seasons));
            ShiftResult r = find_shift(points, first, points.n - 1, with, fit);
            double threshold = with.threshold(r.correlations, k_never);
            found += std::fabs(r.step.t) > threshold;
            Step one = fit->at(points.n - stepped);
            single += (threshold + 0.8416) * std::sqrt(r.step.variance / one.information);
        }
        single /= series;
        return found / static_cast<double>(series);
    };
    double usual = 0;
    double ignored = 0;
    noticed(0, usual);
    double low = 0;
    double high = 20;
    for (int i = 0; i < 14; ++i) {
        double middle = (low + high) / 2;
        (noticed(middle, ignored) < 0.8 ? low : high) = middle;
    }
    return high / usual;
}

/// Counts of one behaviour as points; seasons beyond the months are not simulated.
SeasonalPoints count_series(const Layout& layout, const CountSource& source, std::mt19937_64& random) {
    Month first = Month::of(2011, 1);
    std::vector<double> counts = source.draw(random, first, static_cast<std::size_t>(layout.length));
    SeasonalPoints points;
    points.seasons = layout.seasons;
    for (int i = 0; i < layout.length; ++i) {
        double days = (first + i).days() / 30.4375;
        points.add(i, i % layout.seasons, 2 * std::sqrt((counts[static_cast<std::size_t>(i)] + 0.375) / days));
    }
    return points;
}

/// The least addition, over the bunches a period, that keeps sparse counts to the target.
double sparse_needed(const Layout& layout, const Calibration& with, int series) {
    double needed = 0;
    for (double mean : {1.0, 3.0}) {
        for (double dispersion : {1.0, 2.0, 5.0}) {
            if (mean / dispersion < 0.5) continue; // refused as rare
            for (double rho : {0.0, 0.3, 0.6}) {
                CountSource source(Behaviour{mean, 0, false, dispersion, rho});
                std::mt19937_64 random(99);
                std::vector<Outcome> scaled;
                for (int i = 0; i < series; ++i) {
                    Outcome o = outcome_of(count_series(layout, source, random), with, mean);
                    double bunches = mean / std::max(1.0, o.variance);
                    double room = o.statistic - with.base - with.slope * o.rho;
                    scaled.push_back({room * std::max(bunches, 0.5), 0, 0});
                }
                needed = std::max(needed, quantile(scaled, 0, k_target));
            }
        }
    }
    return needed;
}

Calibration calibrate(const Layout& layout, int series) {
    Calibration out{};
    for (std::size_t i = 0; i < k_rho_nodes.size(); ++i)
        out.null_lag[i] = out.step_lag[i] = k_rho_nodes[i];
    find_bias(layout, out, series / 2);
    std::vector<std::vector<Outcome>> by_kind;
    for (const NoiseKind& kind : k_promised) {
        std::mt19937_64 random(static_cast<std::uint64_t>(7 + 100 * kind.rho + kind.share));
        std::vector<Outcome> outcomes;
        for (int i = 0; i < series; ++i)
            outcomes.push_back(outcome_of(normal_series(layout, kind.rho, kind.share, random), out, k_never));
        by_kind.push_back(std::move(outcomes));
    }
    find_threshold(by_kind, out);
    out.power = power_factor(layout, out, series / 10);
    out.sparse = sparse_needed(layout, out, series / 2);
    return out;
}

} // namespace

int main(int argc, char** argv) {
    int series = argc > 1 ? std::atoi(argv[1]) : 40000;
    std::vector<Layout> layouts;
    for (int n : {24, 27, 30, 36, 42, 48, 60, 72, 96, 120})
        layouts.push_back({12, n});
    for (int n : {12, 14, 16, 20, 24, 32, 48, 80})
        layouts.push_back({4, n});
    for (int n : {12, 14, 16, 20, 30})
        layouts.push_back({1, n});
    std::vector<std::string> rows(layouts.size());
    parallel_for(layouts.size(), default_threads(), [&](std::size_t i) {
        Calibration c = calibrate(layouts[i], series);
        std::string row = fmt::format("{{{}, {}, {{{{", layouts[i].seasons, layouts[i].length);
        for (double v : c.null_lag)
            row += fmt::format("{:.4f}, ", v);
        row += "}, {";
        for (double v : c.step_lag)
            row += fmt::format("{:.4f}, ", v);
        rows[i] = row + fmt::format("}}, {:.4f}, {:.3f}, {:.1f}, {:.3f}, {:.2f}}}}},", c.two_lag, c.base, c.slope,
                                    c.sparse, c.power);
    });
    for (const std::string& row : rows)
        fmt::print("{}\n", row);
    return 0;
}
