// SPDX-License-Identifier: MIT
#include "statistics/evaluation_panel.hpp"

#include "base/parallel.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace peelian {
namespace {

/// Observed cells with areas and periods numbered without gaps.
struct Panel {
    std::vector<PanelCell> cells;
    std::size_t units = 0, periods = 0;

    /// A value per cell less what areas and periods explain: means are taken out in turn until
    /// they are gone (at once in a complete panel).
    std::vector<double> within(std::vector<double> v) const;
};

std::size_t renumber(std::vector<PanelCell>& cells, std::size_t PanelCell::*of) {
    std::vector<std::size_t> seen;
    for (const PanelCell& c : cells)
        seen.push_back(c.*of);
    std::ranges::sort(seen);
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (PanelCell& c : cells)
        c.*of = static_cast<std::size_t>(std::ranges::lower_bound(seen, c.*of) - seen.begin());
    return seen.size();
}

Panel panel_of(std::span<const PanelCell> all) {
    Panel panel;
    for (const PanelCell& c : all)
        if (std::isfinite(c.outcome) && std::isfinite(c.exposure)) panel.cells.push_back(c);
    panel.units = renumber(panel.cells, &PanelCell::unit);
    panel.periods = renumber(panel.cells, &PanelCell::period);
    return panel;
}

std::vector<double> Panel::within(std::vector<double> v) const {
    std::vector<double> sum(std::max(units, periods)), count(sum.size());
    double scale = 0;
    for (double x : v)
        scale = std::max(scale, std::fabs(x));
    auto take_out = [&](std::size_t PanelCell::*of, std::size_t groups) {
        std::fill(sum.begin(), sum.end(), 0);
        std::fill(count.begin(), count.end(), 0);
        for (std::size_t i = 0; i < v.size(); ++i)
            sum[cells[i].*of] += v[i], count[cells[i].*of] += 1;
        double largest = 0;
        for (std::size_t g = 0; g < groups; ++g)
            largest = std::max(largest, std::fabs(sum[g] /= count[g]));
        for (std::size_t i = 0; i < v.size(); ++i)
            v[i] -= sum[cells[i].*of];
        return largest;
    };
    constexpr int k_most_rounds = 20000;
    for (int round = 0; round < k_most_rounds; ++round) {
        take_out(&PanelCell::unit, units);
        if (take_out(&PanelCell::period, periods) <= 1e-13 * scale && round > 0) break;
    }
    return v;
}

double squares(std::span<const double> v) { return std::inner_product(v.begin(), v.end(), v.begin(), 0.0); }

/// The bootstrap in terms of areas alone. With d the exposure within (areas and periods
/// taken out) and u the residuals under the null, a draw with weights g has
///     effect = sum_c g_c b_c / D,   score of area c = sum_k A_ck g_k - effect B_c,
/// where b_c = sum over c of d u, B_c = sum over c of d^2, and A_ck = sum over cells of k of
/// u times the part of area c's d that areas and periods do not explain. u is linear in the
/// effect supposed, so A and b are kept for the outcome and for the exposure.
class WildBootstrap {
public:
    WildBootstrap(const Panel& panel, std::span<const double> d, std::span<const double> y, const PanelOptions& options,
                  BootstrapWeights weights, bool all)
        : units_(panel.units),
          options_(options),
          webb_(weights == BootstrapWeights::webb),
          all_(all),
          whole_(squares(d)),
          square_(units_, 0.0) {
        a_[0].assign(units_ * units_, 0.0);
        a_[1] = a_[0];
        b_[0].assign(units_, 0.0);
        b_[1] = b_[0];
        std::vector<double> part(d.size());
        for (std::size_t c = 0; c < units_; ++c) {
            for (std::size_t i = 0; i < d.size(); ++i)
                part[i] = panel.cells[i].unit == c ? d[i] : 0;
            std::vector<double> within = panel.within(part);
            for (std::size_t i = 0; i < d.size(); ++i) {
                std::size_t k = panel.cells[i].unit;
                a_[0][c * units_ + k] += within[i] * y[i];
                a_[1][c * units_ + k] += within[i] * d[i];
            }
        }
        for (std::size_t i = 0; i < d.size(); ++i) {
            std::size_t c = panel.cells[i].unit;
            b_[0][c] += d[i] * y[i];
            b_[1][c] += d[i] * d[i];
            square_[c] += d[i] * d[i];
        }
    }

    /// p of a supposed effect: the share of draws whose |t| is as large as the data's.
    double p(double supposed, std::size_t draws) const {
        std::vector<double> a(a_[0]), b(b_[0]), ones(units_, 1.0);
        for (std::size_t i = 0; i < a.size(); ++i)
            a[i] -= supposed * a_[1][i];
        for (std::size_t i = 0; i < b.size(); ++i)
            b[i] -= supposed * b_[1][i];
        // Equal but for rounding counts as equal: with few areas a draw repeats the data.
        const double seen = t(a, b, ones) * (1 - 1e-9);
        constexpr std::size_t k_batch = 256;
        std::vector<std::size_t> larger((draws + k_batch - 1) / k_batch, 0);
        parallel_for(larger.size(), options_.threads, [&](std::size_t batch) {
            std::vector<double> g(units_);
            for (std::size_t r = batch * k_batch; r < std::min(draws, (batch + 1) * k_batch); ++r) {
                for (std::size_t c = 0; c < units_; ++c)
                    g[c] = weight(r, c);
                if (t(a, b, g) >= seen) ++larger[batch];
            }
        });
        auto count = static_cast<double>(std::accumulate(larger.begin(), larger.end(), std::size_t{0}));
        // A drawn bootstrap counts the data as one draw more, so that p is never 0.
        return all_ ? count / static_cast<double>(draws) : (count + 1) / (static_cast<double>(draws) + 1);
    }

private:
    double weight(std::size_t draw, std::size_t unit) const {
        if (all_) return (draw >> unit & 1) != 0 ? -1 : 1;
        if (!webb_) return (random_bits(options_.seed, draw, unit) >> 63) != 0 ? -1 : 1;
        static const std::array<double, 6> k_six{-std::sqrt(1.5), -1, -std::sqrt(0.5),
                                                 std::sqrt(0.5),  1,  std::sqrt(1.5)};
        return k_six[random_below(6, options_.seed, draw, unit)];
    }
    /// |effect| over its cluster-robust standard error, but for constant factors.
    double t(const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& g) const {
        double effect = std::inner_product(b.begin(), b.end(), g.begin(), 0.0) / whole_;
        double meat = 0;
        for (std::size_t c = 0; c < units_; ++c) {
            double score = std::inner_product(g.begin(), g.end(), a.begin() + static_cast<std::ptrdiff_t>(c * units_),
                                              -effect * square_[c]);
            meat += score * score;
        }
        return meat > 0 ? std::fabs(effect) / std::sqrt(meat) : std::fabs(effect) > 0 ? INFINITY : 0;
    }

    std::size_t units_;
    const PanelOptions& options_;
    bool webb_, all_;
    double whole_;
    std::vector<double> square_;
    std::array<std::vector<double>, 2> a_, b_; // of the outcome, of the exposure
};

/// The end of the interval on one side: where p falls to `alpha`. NaN when it does not
/// within 64 standard errors.
double invert(const WildBootstrap& bootstrap, std::size_t draws, const Effect& effect, double direction, double alpha) {
    double near = 0, far = 2;
    while (bootstrap.p(effect.value + direction * far * effect.standard_error, draws) > alpha) {
        near = far;
        far *= 2;
        if (far > 64) return k_no_number;
    }
    while (far - near > 1e-3) {
        double middle = (near + far) / 2;
        bool within = bootstrap.p(effect.value + direction * middle * effect.standard_error, draws) > alpha;
        (within ? near : far) = middle;
    }
    return effect.value + direction * (near + far) / 2 * effect.standard_error;
}

void add_bootstrap(TwoWayEffect& result, const Panel& panel, std::span<const double> d, std::span<const double> y,
                   const PanelOptions& options) {
    constexpr std::size_t k_many = 12, k_bits = 30;
    bool few = panel.units < k_many;
    result.weights = options.weights != BootstrapWeights::automatic ? options.weights
                     : few                                          ? BootstrapWeights::webb
                                                                    : BootstrapWeights::rademacher;
    bool all = result.weights == BootstrapWeights::rademacher && panel.units < k_bits &&
               (std::size_t{1} << panel.units) <= options.draws;
    result.draws = all ? std::size_t{1} << panel.units : options.draws;
    WildBootstrap bootstrap(panel, d, y, options, result.weights, all);
    result.wild_p = bootstrap.p(0, result.draws);
    result.wild_p_error = all ? 0 : std::sqrt(result.wild_p * (1 - result.wild_p) / static_cast<double>(result.draws));
    if (!options.wild_interval) return;
    result.wild_lower = invert(bootstrap, result.draws, result.effect, -1, 1 - options.level);
    result.wild_upper = invert(bootstrap, result.draws, result.effect, +1, 1 - options.level);
}

/// Weights of the exposed cells in the effect.
void add_weights(TwoWayEffect& result, const Panel& panel, std::span<const double> d) {
    double sum = 0, negative = 0;
    std::size_t exposed = 0, count = 0;
    for (std::size_t i = 0; i < d.size(); ++i) {
        if (panel.cells[i].exposure <= 0) continue;
        ++exposed;
        double w = d[i] * panel.cells[i].exposure;
        sum += w;
        if (w < 0) ++count, negative += w;
    }
    if (exposed == 0 || !(sum > 0)) return;
    result.negative_share = static_cast<double>(count) / static_cast<double>(exposed);
    result.negative_sum = negative / sum;
}

} // namespace

TwoWayEffect two_way_effect(std::span<const PanelCell> cells, const PanelOptions& options) {
    Panel panel = panel_of(cells);
    TwoWayEffect result;
    result.units = panel.units;
    result.periods = panel.periods;
    result.cells = panel.cells.size();
    std::vector<double> exposure, outcome;
    std::vector<bool> exposed(panel.units, false);
    for (const PanelCell& c : panel.cells) {
        exposure.push_back(c.exposure);
        outcome.push_back(c.outcome);
        if (c.exposure != 0) exposed[c.unit] = true;
    }
    result.exposed_units = static_cast<std::size_t>(std::ranges::count(exposed, true));
    auto stop = [&](EffectReason reason) {
        result.effect = no_effect(reason);
        return result;
    };
    if (panel.cells.empty()) return stop(EffectReason::no_data);
    if (panel.periods < 2) return stop(EffectReason::too_few_before);
    if (panel.units < 3) return stop(EffectReason::too_few_units);
    std::vector<double> d = panel.within(exposure), y = panel.within(outcome);
    double whole = squares(d);
    if (!(whole > 1e-10 * squares(exposure))) return stop(EffectReason::not_identified);
    double value = std::inner_product(d.begin(), d.end(), y.begin(), 0.0) / whole;
    std::vector<double> score(panel.units, 0.0);
    double residual = 0;
    for (std::size_t i = 0; i < d.size(); ++i) {
        double u = y[i] - value * d[i];
        residual += u * u;
        score[panel.cells[i].unit] += d[i] * u;
    }
    double g = static_cast<double>(panel.units), n = static_cast<double>(panel.cells.size());
    double rank = g + static_cast<double>(panel.periods); // areas + periods - 1, and the effect
    if (!(residual > 1e-20 * squares(outcome)) || !(n > rank)) {
        result.effect = effect_of(value, 0, g - 1, options.level);
        return result;
    }
    double variance = squares(score) / (whole * whole) * g / (g - 1) * (n - 1) / (n - rank);
    result.effect = effect_of(value, std::sqrt(variance), g - 1, options.level,
                              result.exposed_units == 1 ? EffectReason::one_treated : EffectReason::none);
    add_weights(result, panel, d);
    if (options.draws > 0 && result.effect.certain()) add_bootstrap(result, panel, d, y, options);
    return result;
}

namespace {

/// Number of ways to choose k of n, or `most` + 1 where there are more.
std::size_t ways(std::size_t n, std::size_t k, std::size_t most) {
    double count = 1;
    for (std::size_t i = 0; i < std::min(k, n - k); ++i)
        count = count * static_cast<double>(n - i) / static_cast<double>(i + 1);
    return count > static_cast<double>(most) ? most + 1 : static_cast<std::size_t>(count + 0.5);
}

/// How often `choose` of `values` taken for the treated differ from the rest by `seen` or more.
class Placebo {
public:
    Placebo(std::span<const double> values, std::size_t choose, double seen)
        : values_(values),
          choose_(choose),
          seen_(seen * (1 - 1e-12)),
          total_(std::accumulate(values.begin(), values.end(), 0.0)) {}

    std::size_t count_all() const { return count_from(0, choose_, 0); }
    std::size_t count_drawn(std::size_t draws, std::uint64_t seed) const {
        std::size_t larger = 0;
        std::vector<std::size_t> order(values_.size());
        for (std::size_t r = 0; r < draws; ++r) {
            std::iota(order.begin(), order.end(), std::size_t{0});
            double sum = 0;
            for (std::size_t i = 0; i < choose_; ++i) { // the first of a shuffle
                std::size_t j = i + random_below(static_cast<std::uint32_t>(order.size() - i), seed, r, i);
                std::swap(order[i], order[j]);
                sum += values_[order[i]];
            }
            if (is_as_large(sum)) ++larger;
        }
        return larger;
    }

private:
    bool is_as_large(double sum) const {
        double k = static_cast<double>(choose_), rest = static_cast<double>(values_.size()) - k;
        return std::fabs(sum / k - (total_ - sum) / rest) >= seen_;
    }
    std::size_t count_from(std::size_t first, std::size_t left, double sum) const {
        if (left == 0) return is_as_large(sum) ? 1 : 0;
        std::size_t larger = 0;
        for (std::size_t i = first; i + left <= values_.size(); ++i)
            larger += count_from(i + 1, left - 1, sum + values_[i]);
        return larger;
    }

    std::span<const double> values_;
    std::size_t choose_;
    double seen_, total_;
};

std::vector<double> finite_of(std::span<const double> values) {
    std::vector<double> out;
    std::ranges::copy_if(values, std::back_inserter(out), [](double v) { return std::isfinite(v); });
    return out;
}

} // namespace

CollapsedEffect collapsed_effect(std::span<const double> change_treated, std::span<const double> change_others,
                                 double level, std::size_t draws, std::uint64_t seed) {
    CollapsedEffect result;
    result.treated_changes = finite_of(change_treated);
    result.comparison_changes = finite_of(change_others);
    const auto& a = result.treated_changes;
    const auto& b = result.comparison_changes;
    result.treated = a.size();
    result.comparisons = b.size();
    result.effect = no_effect(a.empty() ? EffectReason::no_data : EffectReason::no_comparison);
    if (a.empty() || b.empty()) return result;
    auto mean = [](const std::vector<double>& v) {
        return std::accumulate(v.begin(), v.end(), 0.0) / static_cast<double>(v.size());
    };
    double mean_a = mean(a), mean_b = mean(b), spread = 0;
    for (double v : a)
        spread += (v - mean_a) * (v - mean_a);
    for (double v : b)
        spread += (v - mean_b) * (v - mean_b);
    double na = static_cast<double>(a.size()), nb = static_cast<double>(b.size()), freedom = na + nb - 2;
    double error = freedom > 0 ? std::sqrt(spread / freedom * (1 / na + 1 / nb)) : 0;
    result.effect = effect_of(mean_a - mean_b, error, freedom, level,
                              freedom > 0 ? EffectReason::none : EffectReason::too_few_units);
    if (freedom <= 0 || draws == 0) return result;
    std::vector<double> all(a);
    all.insert(all.end(), b.begin(), b.end());
    Placebo placebo(all, a.size(), std::fabs(mean_a - mean_b));
    std::size_t count = ways(all.size(), a.size(), draws);
    result.placebo_all = count <= draws;
    result.placebo_draws = result.placebo_all ? count : draws;
    auto tried = static_cast<double>(result.placebo_draws);
    result.placebo_p = result.placebo_all ? static_cast<double>(placebo.count_all()) / tried
                                          : (static_cast<double>(placebo.count_drawn(draws, seed)) + 1) / (tried + 1);
    result.placebo_smallest = result.placebo_all ? 1 / tried : 1 / (tried + 1);
    return result;
}

} // namespace peelian
