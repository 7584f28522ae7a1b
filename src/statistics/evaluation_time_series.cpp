// SPDX-License-Identifier: MIT
#include "statistics/evaluation_time_series.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"
#include "statistics/evaluation_regression.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace peelian {
namespace {

/// The columns of the model, over all positions, observed or not.
struct Terms {
    Design all;
    std::vector<std::size_t> of_intervention; ///< columns
    std::vector<std::size_t> named;           ///< columns that are no season
};

void add_seasons(Design& x, const TimeSeriesPlan& plan) {
    std::vector<double> column(x.rows());
    auto season = [&](std::size_t i) {
        return static_cast<int>((static_cast<long>(i) + plan.first_season) % plan.season_length);
    };
    if (plan.seasons == SeasonTerms::dummies)
        for (int s = 1; s < plan.season_length; ++s) {
            for (std::size_t i = 0; i < x.rows(); ++i)
                column[i] = season(i) == s ? 1 : 0;
            x.add("season " + std::to_string(s + 1), column);
        }
    if (plan.seasons != SeasonTerms::harmonics) return;
    for (int h = 1; h <= std::min(plan.harmonics, (plan.season_length - 1) / 2); ++h)
        for (bool sine : {true, false}) {
            for (std::size_t i = 0; i < x.rows(); ++i) {
                double angle = 2 * std::numbers::pi * h * season(i) / plan.season_length;
                column[i] = sine ? std::sin(angle) : std::cos(angle);
            }
            x.add((sine ? "sine " : "cosine ") + std::to_string(h), column);
        }
}

Terms terms_of(std::size_t n, const TimeSeriesPlan& plan) {
    Terms terms{Design(n), {}, {}};
    std::vector<double> column(n, 1.0);
    auto add = [&](std::string name, bool intervention) {
        terms.named.push_back(terms.all.columns());
        if (intervention) terms.of_intervention.push_back(terms.all.columns());
        terms.all.add(std::move(name), column);
    };
    auto from = [&](std::size_t at, bool counting) {
        for (std::size_t i = 0; i < n; ++i)
            column[i] = i < at ? 0 : counting ? static_cast<double>(i - at) : 1;
    };
    add("level", false);
    from(0, true);
    add("trend", false);
    add_seasons(terms.all, plan);
    from(plan.start, false);
    add("step", true);
    if (plan.bend) {
        from(plan.start, true);
        add("bend", true);
    }
    for (std::size_t p = 0; p < plan.phases.size(); ++p) {
        from(plan.phases[p], false);
        add("phase " + std::to_string(p + 2), true);
    }
    return terms;
}

/// The observed rows of a design.
Design rows_of(const Design& all, std::span<const std::size_t> rows) {
    Design x(rows.size());
    std::vector<double> column(rows.size());
    for (std::size_t j = 0; j < all.columns(); ++j) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            column[i] = all.column(j)[rows[i]];
        x.add(all.names()[j], column);
    }
    return x;
}

/// Rows less their correlation with the row before, in units that leave errors independent
/// with the variance they have in the series.
std::vector<double> whitened(std::span<const double> column, std::span<const std::size_t> at, double rho) {
    std::vector<double> out(column.begin(), column.end());
    for (std::size_t i = 1; i < out.size(); ++i) {
        double carry = std::pow(rho, static_cast<double>(at[i] - at[i - 1]));
        out[i] = (column[i] - carry * column[i - 1]) / std::sqrt(1 - carry * carry);
    }
    return out;
}

struct WhiteFit {
    Regression fit;
    double criterion = 0; ///< -2 log restricted likelihood, up to a constant
};

WhiteFit fit_white(const Design& x, std::span<const double> z, std::span<const std::size_t> at, double rho) {
    Design white(x.rows());
    for (std::size_t j = 0; j < x.columns(); ++j)
        white.add(x.names()[j], whitened(x.column(j), at, rho));
    WhiteFit out{regress(white, whitened(z, at, rho)), 0};
    double squares = out.fit.variance * out.fit.freedom;
    out.criterion = out.fit.freedom * std::log(squares) + out.fit.log_determinant;
    for (std::size_t i = 1; i < at.size(); ++i)
        out.criterion += std::log(1 - std::pow(rho, 2.0 * static_cast<double>(at[i] - at[i - 1])));
    return out;
}

/// The correlation of largest restricted likelihood: a grid, then golden section.
double likeliest_correlation(const Design& x, std::span<const double> z, std::span<const std::size_t> at) {
    constexpr double k_step = 0.08, k_most = 0.96;
    auto criterion = [&](double rho) { return fit_white(x, z, at, rho).criterion; };
    double best = 0, lowest = criterion(0);
    for (int i = -12; i <= 12; ++i) {
        double c = criterion(k_step * i);
        if (c < lowest) lowest = c, best = k_step * i;
    }
    double low = std::max(-k_most, best - k_step), high = std::min(k_most, best + k_step);
    const double golden = (std::sqrt(5.0) - 1) / 2;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double at_a = criterion(a), at_b = criterion(b);
    while (high - low > 1e-7) {
        if (at_a < at_b) {
            high = b, b = a, at_b = at_a;
            a = high - golden * (high - low), at_a = criterion(a);
        } else {
            low = a, a = b, at_a = at_b;
            b = low + golden * (high - low), at_b = criterion(b);
        }
    }
    return (low + high) / 2;
}

/// Correlation left in residuals, and Ljung and Box's test of it.
void test_residuals(TimeSeriesResult& result, std::span<const double> r, bool correlation_fitted) {
    double squares = 0, q = 0;
    const std::size_t n = r.size();
    for (double v : r)
        squares += v * v;
    if (!(squares > 0)) return;
    result.left_lags = std::min<std::size_t>(10, n / 5);
    for (std::size_t l = 1; l <= std::max<std::size_t>(1, result.left_lags) && l < n; ++l) {
        double c = 0;
        for (std::size_t i = l; i < n; ++i)
            c += r[i] * r[i - l];
        c /= squares;
        if (l == 1) result.left_correlation = c;
        q += c * c / static_cast<double>(n - l);
    }
    double freedom = static_cast<double>(result.left_lags) - (correlation_fitted ? 1 : 0);
    double size = static_cast<double>(n);
    result.left_p = chi_square_upper(size * (size + 2) * q, freedom);
}

void give_reason(TimeSeriesResult& result, EffectReason reason) {
    result.average = result.step = result.bend = result.last = no_effect(reason);
}

EffectReason why_not(std::span<const double> values, const TimeSeriesPlan& plan, TimeSeriesResult& result) {
    bool positive = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        ++(i < plan.start ? result.before : result.after);
        positive = positive && values[i] > 0;
    }
    std::size_t year = plan.seasons == SeasonTerms::none ? 0 : static_cast<std::size_t>(plan.season_length);
    if (result.before + result.after == 0) return EffectReason::no_data;
    if (result.before < std::max(k_least_before, year)) return EffectReason::too_few_before;
    if (result.after < k_least_after) return EffectReason::too_few_after;
    if (plan.scale == EffectScale::log && !positive) return EffectReason::not_positive;
    return EffectReason::none;
}

/// Everything that follows from coefficients and their covariance.
class Reading {
public:
    Reading(const Terms& terms, const Regression& fit, const Covariance& covariance, const TimeSeriesPlan& plan)
        : terms_(terms),
          fit_(fit),
          covariance_(covariance),
          plan_(plan) {}

    Effect of(const std::vector<double>& weights) const {
        for (std::size_t j = 0; j < weights.size(); ++j)
            if (weights[j] != 0 && std::isnan(fit_.coefficients[j])) return no_effect(EffectReason::not_identified);
        double variance = covariance_.variance_of(weights);
        return effect_of(fit_.value_of(weights), std::sqrt(std::max(0.0, variance)), fit_.freedom, plan_.level);
    }
    Effect of_column(std::size_t column) const {
        std::vector<double> weights(fit_.coefficients.size(), 0.0);
        weights[column] = 1;
        return of(weights);
    }
    /// Mean over positions of what the intervention adds.
    Effect over(std::span<const std::size_t> positions) const {
        std::vector<double> weights(fit_.coefficients.size(), 0.0);
        for (std::size_t j : terms_.of_intervention)
            for (std::size_t i : positions)
                weights[j] += terms_.all.column(j)[i] / static_cast<double>(positions.size());
        return of(weights);
    }
    void lines(TimeSeriesResult& result) const {
        const std::size_t n = terms_.all.rows(), k = terms_.all.columns();
        auto shown = [&](double z) { return plan_.scale == EffectScale::log ? std::exp(z) : z; };
        std::vector<double> row(k);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < k; ++j)
                row[j] = terms_.all.column(j)[i];
            result.fitted.push_back(shown(fit_.value_of(row)));
            for (std::size_t j : terms_.of_intervention)
                row[j] = 0;
            double z = fit_.value_of(row);
            Effect e = effect_of(z, std::sqrt(std::max(0.0, covariance_.variance_of(row))), fit_.freedom, plan_.level);
            result.expected.push_back(shown(z));
            result.expected_lower.push_back(shown(e.lower));
            result.expected_upper.push_back(shown(e.upper));
        }
    }

private:
    const Terms& terms_;
    const Regression& fit_;
    const Covariance& covariance_;
    const TimeSeriesPlan& plan_;
};

void check_plan(std::size_t n, const TimeSeriesPlan& plan) {
    if (plan.start == 0 || plan.start >= n)
        throw Error::usage("The start at position {} is not within the series of {} periods", plan.start, n);
    for (std::size_t p : plan.phases)
        if (p <= plan.start || p >= n)
            throw Error::usage("A phase at position {} is not between the start and the end", p);
    if (plan.season_length < 1 || plan.first_season < 0 || plan.harmonics < 0)
        throw Error::usage("A season of {} periods, beginning at {}", plan.season_length, plan.first_season);
}

} // namespace

TimeSeriesResult interrupted_series(std::span<const double> values, const TimeSeriesPlan& plan) {
    check_plan(values.size(), plan);
    TimeSeriesResult result;
    if (EffectReason reason = why_not(values, plan, result); reason != EffectReason::none) {
        give_reason(result, reason);
        return result;
    }
    std::vector<std::size_t> at, after;
    std::vector<double> z;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        at.push_back(i);
        z.push_back(plan.scale == EffectScale::log ? std::log(values[i]) : values[i]);
        if (i >= plan.start) after.push_back(i);
    }
    Terms terms = terms_of(values.size(), plan);
    Design x = rows_of(terms.all, at);
    Regression fit = regress(x, z);
    if (!(fit.freedom >= 3) || !(fit.variance > 0)) {
        give_reason(result, fit.freedom >= 3 ? EffectReason::no_variation : EffectReason::too_few_before);
        return result;
    }
    bool ar1 = plan.errors == TimeErrors::ar1;
    Covariance covariance;
    if (ar1) {
        result.correlation = likeliest_correlation(x, z, at);
        fit = fit_white(x, z, at, result.correlation).fit;
        covariance = classical_covariance(fit);
    } else {
        result.lag = newey_west_lag(x, fit);
        covariance = newey_west(x, fit, result.lag);
    }
    test_residuals(result, fit.residuals, ar1);
    Reading reading(terms, fit, covariance, plan);
    result.average = reading.over(after);
    result.last = reading.over(std::span(after).last(1));
    result.bend = no_effect(EffectReason::not_identified);
    for (std::size_t j : terms.named) {
        const std::string& name = terms.all.names()[j];
        Effect effect = reading.of_column(j);
        if (name == "step") result.step = effect;
        if (name == "bend") result.bend = effect;
        result.terms.push_back({name, effect});
    }
    reading.lines(result);
    return result;
}

} // namespace peelian
