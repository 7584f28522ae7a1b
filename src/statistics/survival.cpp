// SPDX-License-Identifier: MIT
#include "statistics/survival.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_same = 1e-12; // two curves' heights

/// In the order of time, one for each.
std::vector<DurationCount> tidy(std::span<const DurationCount> counts) {
    std::vector<DurationCount> sorted(counts.begin(), counts.end());
    for (const DurationCount& c : sorted)
        if (!(c.time >= 0 && c.done >= 0 && c.open >= 0 && std::isfinite(c.time + c.done + c.open)))
            throw Error::input("A duration of {} with {} done and {} open is none", c.time, c.done, c.open);
    std::ranges::stable_sort(sorted, {}, &DurationCount::time);
    std::vector<DurationCount> out;
    for (const DurationCount& c : sorted) {
        if (out.empty() || out.back().time != c.time) out.push_back({c.time, 0, 0});
        out.back().done += c.done;
        out.back().open += c.open;
    }
    return out;
}

void set_limits(SurvivalStep& step, double greenwood, SurvivalScale scale, double z) {
    step.lower = step.upper = k_nan;
    if (step.left < k_same) return;
    double width = z * std::sqrt(greenwood);
    switch (scale) {
    case SurvivalScale::log:
        step.lower = step.left * std::exp(-width);
        step.upper = step.left * std::exp(width);
        break;
    case SurvivalScale::plain:
        step.lower = step.left * (1 - width);
        step.upper = step.left * (1 + width);
        break;
    case SurvivalScale::log_log: {
        double l = std::log(step.left);
        step.lower = l < 0 ? std::exp(l * std::exp(-width / l)) : 1;
        step.upper = l < 0 ? std::exp(l * std::exp(width / l)) : 1;
        break;
    }
    }
    step.lower = std::max(step.lower, 0.0);
    step.upper = std::min(step.upper, 1.0);
}

/// The first time at which a curve is below the height, or the middle of a rest on it.
double crossing(std::span<const SurvivalStep> curve, double height, double SurvivalStep::*line) {
    std::optional<double> resting;
    for (const SurvivalStep& step : curve) {
        if (step.done == 0) continue;
        double at = step.*line;
        // Once nobody is left a limit is unknown, but no higher than the curve itself.
        bool gone = std::isnan(at);
        if (gone && line == &SurvivalStep::upper) break;
        bool below = gone || at < height - k_same;
        if (!below && at > height + k_same) continue;
        if (resting) return (*resting + step.time) / 2;
        if (below) return step.time;
        resting = step.time;
    }
    return resting.value_or(k_nan);
}

} // namespace

std::vector<SurvivalStep> kaplan_meier(std::span<const DurationCount> counts, SurvivalScale scale, double level) {
    std::vector<DurationCount> times = tidy(counts);
    double at_risk = 0, left = 1, greenwood = 0, z = z_of_level(level);
    for (const DurationCount& t : times)
        at_risk += t.done + t.open;
    std::vector<SurvivalStep> curve;
    for (const DurationCount& t : times) {
        if (t.done + t.open == 0) continue;
        if (t.done > 0) {
            left *= 1 - t.done / at_risk;
            if (at_risk > t.done) greenwood += t.done / (at_risk * (at_risk - t.done));
            else left = 0;
        }
        SurvivalStep step{t.time, at_risk, t.done, t.open, left, left * std::sqrt(greenwood), 0, 0};
        set_limits(step, greenwood, scale, z);
        curve.push_back(step);
        at_risk -= t.done + t.open;
    }
    return curve;
}

SurvivalQuantile survival_quantile(std::span<const SurvivalStep> curve, double share) {
    if (!(share > 0 && share < 1)) throw Error::input("A quantile of {} is not between 0 and 1", share);
    double height = 1 - share;
    return {crossing(curve, height, &SurvivalStep::left), crossing(curve, height, &SurvivalStep::lower),
            crossing(curve, height, &SurvivalStep::upper)};
}

LogRank log_rank(std::span<const std::vector<DurationCount>> groups) {
    std::size_t k = groups.size();
    LogRank out{k_nan, 0, k_nan, std::vector<double>(k, 0.0), std::vector<double>(k, 0.0)};
    struct At {
        double done = 0, out = 0;
    };
    std::map<double, std::vector<At>> times;
    std::vector<double> at_risk(k, 0.0);
    for (std::size_t g = 0; g < k; ++g)
        for (const DurationCount& c : tidy(groups[g])) {
            At& at = times.try_emplace(c.time, k).first->second[g];
            at.done += c.done;
            at.out += c.done + c.open;
            at_risk[g] += c.done + c.open;
        }
    auto n = static_cast<Eigen::Index>(k);
    Eigen::MatrixXd variance = Eigen::MatrixXd::Zero(n, n);
    for (const auto& [time, at] : times) {
        double done = 0, all = 0;
        for (std::size_t g = 0; g < k; ++g) {
            done += at[g].done;
            all += at_risk[g];
        }
        double spread = all > 1 ? done * (all - done) / (all - 1) : 0;
        for (std::size_t g = 0; g < k && done > 0; ++g) {
            double share = at_risk[g] / all;
            out.observed[g] += at[g].done;
            out.expected[g] += done * share;
            for (std::size_t h = 0; h < k; ++h)
                variance(static_cast<Eigen::Index>(g), static_cast<Eigen::Index>(h)) +=
                    spread * share * ((g == h ? 1 : 0) - at_risk[h] / all);
        }
        for (std::size_t g = 0; g < k; ++g)
            at_risk[g] -= at[g].out;
    }
    // Groups in which nothing was to be expected say nothing; one of the others follows from the rest.
    std::vector<Eigen::Index> used;
    for (std::size_t g = 0; g < k; ++g)
        if (out.expected[g] > 0) used.push_back(static_cast<Eigen::Index>(g));
    if (used.size() < 2) return out;
    used.pop_back();
    Eigen::VectorXd difference(static_cast<Eigen::Index>(used.size()));
    for (std::size_t i = 0; i < used.size(); ++i) {
        auto g = static_cast<std::size_t>(used[i]);
        difference(static_cast<Eigen::Index>(i)) = out.observed[g] - out.expected[g];
    }
    Eigen::LDLT<Eigen::MatrixXd> solved(Eigen::MatrixXd(variance(used, used)));
    if (solved.info() != Eigen::Success || !(solved.vectorD().minCoeff() > k_same)) return out;
    out.chi_square = difference.dot(solved.solve(difference));
    out.freedom = static_cast<double>(used.size());
    out.p = chi_square_upper(out.chi_square, out.freedom);
    return out;
}

} // namespace peelian
