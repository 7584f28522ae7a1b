// SPDX-License-Identifier: MIT
#include "statistics/evaluation_synthetic.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
constexpr double k_ridge = 1e-9;
constexpr std::size_t k_least_for_range = 39; // below, 2.5 per cent of the placebos is less than one of them

/// The best weights over the chosen columns that add to 1, of any sign.
Vector on_plane(const Matrix& g, const Vector& h, const std::vector<Eigen::Index>& chosen) {
    const auto k = static_cast<Eigen::Index>(chosen.size());
    Matrix system = Matrix::Zero(k + 1, k + 1);
    Vector right = Vector::Zero(k + 1);
    for (Eigen::Index a = 0; a < k; ++a) {
        for (Eigen::Index b = 0; b < k; ++b)
            system(a, b) = g(chosen[static_cast<std::size_t>(a)], chosen[static_cast<std::size_t>(b)]);
        system(a, k) = system(k, a) = 1;
        right[a] = h[chosen[static_cast<std::size_t>(a)]];
    }
    right[k] = 1;
    return system.fullPivLu().solve(right).head(k);
}

/// Moves from w towards the plane's best over `chosen` as far as no weight turns negative;
/// those that reach 0 leave. True when the best was reached.
bool approach(Vector& w, const Vector& best, std::vector<Eigen::Index>& chosen) {
    double step = 1;
    for (std::size_t a = 0; a < chosen.size(); ++a) {
        double from = w[chosen[a]], to = best[static_cast<Eigen::Index>(a)];
        if (to < 0) step = std::min(step, from / (from - to));
    }
    for (std::size_t a = 0; a < chosen.size(); ++a)
        w[chosen[a]] += step * (best[static_cast<Eigen::Index>(a)] - w[chosen[a]]);
    if (step == 1) return true;
    std::erase_if(chosen, [&](Eigen::Index j) {
        if (w[j] > 1e-14) return false;
        w[j] = 0;
        return true;
    });
    return false;
}

} // namespace

std::vector<double> simplex_weights(std::span<const double> y, std::span<const std::vector<double>> columns) {
    const auto n = static_cast<Eigen::Index>(y.size()), k = static_cast<Eigen::Index>(columns.size());
    if (k == 0) return {};
    Matrix x(n, k);
    for (Eigen::Index j = 0; j < k; ++j)
        x.col(j) = Eigen::Map<const Vector>(columns[static_cast<std::size_t>(j)].data(), n);
    Eigen::Map<const Vector> target(y.data(), n);
    Matrix g = x.transpose() * x;
    Vector h = x.transpose() * target;
    g.diagonal().array() += k_ridge * std::max(g.trace() / static_cast<double>(k), 1e-300);
    const double noise = 1e-10 * (g.trace() / static_cast<double>(k) + h.cwiseAbs().maxCoeff());
    Vector w = Vector::Zero(k);
    Eigen::Index first = 0;
    (g.diagonal() - 2 * h).minCoeff(&first); // the best single donor
    w[first] = 1;
    std::vector<Eigen::Index> chosen{first};
    const int most = static_cast<int>(20 * k + 100); // of an active set that ends after about k changes
    for (int round = 0; round < most; ++round) {
        while (!approach(w, on_plane(g, h, chosen), chosen)) {
        }
        Vector slope = g * w - h; // equal over the chosen at the best; a smaller one elsewhere would help
        double level = 0;
        for (Eigen::Index j : chosen)
            level += slope[j] / static_cast<double>(chosen.size());
        Eigen::Index next = -1;
        for (Eigen::Index j = 0; j < k; ++j)
            if (std::ranges::find(chosen, j) == chosen.end() && slope[j] < level - noise &&
                (next < 0 || slope[j] < slope[next]))
                next = j;
        if (next < 0) break;
        chosen.push_back(next);
    }
    w = w.cwiseMax(0);
    w /= w.sum();
    return {w.data(), w.data() + k};
}

namespace {

/// A fit over the periods that are whole.
SyntheticFit fit_one(std::span<const double> treated, const std::vector<const std::vector<double>*>& donors,
                     const std::vector<std::size_t>& before, const std::vector<std::size_t>& after, bool by_change) {
    SyntheticFit fit;
    auto mean_before = [&](std::span<const double> v) {
        double sum = 0;
        for (std::size_t t : before)
            sum += v[t];
        return sum / static_cast<double>(before.size());
    };
    double level = by_change ? mean_before(treated) : 0;
    std::vector<double> y, levels;
    for (std::size_t t : before)
        y.push_back(treated[t] - level);
    std::vector<std::vector<double>> columns;
    for (const std::vector<double>* d : donors) {
        levels.push_back(by_change ? mean_before(*d) : 0);
        auto& column = columns.emplace_back();
        for (std::size_t t : before)
            column.push_back((*d)[t] - levels.back());
    }
    fit.weights = simplex_weights(y, columns);
    fit.expected.assign(treated.size(), level);
    for (std::size_t t = 0; t < treated.size(); ++t)
        for (std::size_t j = 0; j < donors.size(); ++j)
            if (fit.weights[j] > 0) fit.expected[t] += fit.weights[j] * ((*donors[j])[t] - levels[j]);
    auto error = [&](const std::vector<std::size_t>& periods) {
        double sum = 0;
        for (std::size_t t : periods)
            sum += (treated[t] - fit.expected[t]) * (treated[t] - fit.expected[t]);
        return std::sqrt(sum / static_cast<double>(periods.size()));
    };
    fit.error_before = error(before);
    fit.error_after = error(after);
    fit.ratio = fit.error_before > 0  ? fit.error_after / fit.error_before
                : fit.error_after > 0 ? INFINITY
                                      : k_no_number;
    fit.effect = 0;
    for (std::size_t t : after)
        fit.effect += (treated[t] - fit.expected[t]) / static_cast<double>(after.size());
    return fit;
}

void add_placebo_tests(SyntheticResult& result) {
    std::size_t made = 1, larger_ratio = 1, larger_effect = 1;
    std::vector<double> effects;
    for (const SyntheticFit& f : result.placebos) {
        if (f.reason != EffectReason::none) continue;
        ++made;
        if (f.ratio >= result.fit.ratio) ++larger_ratio;
        if (std::fabs(f.effect) >= std::fabs(result.fit.effect)) ++larger_effect;
        effects.push_back(f.effect);
    }
    auto n = static_cast<double>(made);
    result.smallest_p = 1 / n;
    if (std::isnan(result.fit.ratio)) return;
    result.p = static_cast<double>(larger_ratio) / n;
    result.p_effect = static_cast<double>(larger_effect) / n;
    if (effects.size() < k_least_for_range) return;
    std::ranges::sort(effects);
    auto tail = static_cast<std::size_t>(std::floor(0.025 * static_cast<double>(effects.size() + 1)));
    result.placebo_lower = effects[tail - 1];
    result.placebo_upper = effects[effects.size() - tail];
}

} // namespace

SyntheticResult synthetic_comparison(std::span<const double> treated, std::span<const std::vector<double>> donors,
                                     std::size_t start, const SyntheticOptions& options) {
    SyntheticResult result;
    std::vector<const std::vector<double>*> used;
    std::vector<std::size_t> numbers;
    for (std::size_t j = 0; j < donors.size(); ++j) {
        if (donors[j].size() != treated.size())
            throw Error::input("Donor {} has {} periods; the treated area has {}", j + 1, donors[j].size(),
                               treated.size());
        if (std::ranges::none_of(donors[j], [](double v) { return std::isfinite(v); })) continue;
        used.push_back(&donors[j]);
        numbers.push_back(j);
    }
    std::vector<std::size_t> before, after;
    for (std::size_t t = 0; t < treated.size(); ++t) {
        bool whole = std::isfinite(treated[t]) &&
                     std::ranges::all_of(used, [&](const auto* d) { return std::isfinite((*d)[t]); });
        if (whole) (t < start ? before : after).push_back(t);
    }
    result.fit.reason = used.size() < 2                     ? EffectReason::no_comparison
                        : before.size() < k_least_synthetic ? EffectReason::too_few_before
                        : after.empty()                     ? EffectReason::too_few_after
                                                            : EffectReason::none;
    if (result.fit.reason != EffectReason::none) return result;
    result.placebos.assign(donors.size(), {});
    for (SyntheticFit& f : result.placebos)
        f.reason = EffectReason::no_data;
    parallel_for(used.size() + 1, options.threads, [&](std::size_t i) {
        std::vector<const std::vector<double>*> others;
        for (std::size_t j = 0; j < used.size(); ++j)
            if (i == 0 || j != i - 1) others.push_back(used[j]);
        std::span<const double> own = i == 0 ? treated : std::span<const double>(*used[i - 1]);
        SyntheticFit fit = fit_one(own, others, before, after, options.by_change);
        std::vector<double> weights(donors.size(), 0.0);
        for (std::size_t j = 0, k = 0; j < used.size(); ++j)
            if (i == 0 || j != i - 1) weights[numbers[j]] = fit.weights[k++];
        fit.weights = std::move(weights);
        if (i == 0) result.fit = std::move(fit);
        else result.placebos[numbers[i - 1]] = std::move(fit);
    });
    double mean = 0, variance = 0;
    for (std::size_t t : before)
        mean += treated[t] / static_cast<double>(before.size());
    for (std::size_t t : before)
        variance += (treated[t] - mean) * (treated[t] - mean) / static_cast<double>(before.size());
    if (variance > 0) result.fit_share = result.fit.error_before * result.fit.error_before / variance;
    if (std::isnan(result.fit.ratio)) result.fit.reason = EffectReason::no_variation;
    add_placebo_tests(result);
    return result;
}

} // namespace peelian
