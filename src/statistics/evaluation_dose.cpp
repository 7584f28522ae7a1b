// SPDX-License-Identifier: MIT
#include "statistics/evaluation_dose.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"
#include "statistics/evaluation_regression.hpp"

#include <cmath>
#include <vector>

namespace peelian {
namespace {

struct Rows {
    std::vector<double> z, d, y; ///< assigned, received, outcome
};

double mean(std::span<const double> v) {
    double sum = 0;
    for (double x : v)
        sum += x / static_cast<double>(v.size());
    return sum;
}

double sum_products(std::span<const double> a, std::span<const double> b) {
    double ma = mean(a), mb = mean(b), sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - ma) * (b[i] - mb);
    return sum;
}

/// Difference of the means of two groups, each with its own variance (Welch).
Effect welch(std::span<const double> group, std::span<const double> v, double level) {
    double n[2] = {0, 0}, sum[2] = {0, 0}, spread[2] = {0, 0};
    for (std::size_t i = 0; i < v.size(); ++i)
        n[group[i] > 0] += 1, sum[group[i] > 0] += v[i];
    for (std::size_t i = 0; i < v.size(); ++i) {
        double r = v[i] - sum[group[i] > 0] / n[group[i] > 0];
        spread[group[i] > 0] += r * r;
    }
    double part[2], freedom = 0;
    for (int g : {0, 1}) {
        part[g] = spread[g] / (n[g] - 1) / n[g];
        freedom += part[g] * part[g] / (n[g] - 1);
    }
    double variance = part[0] + part[1];
    return effect_of(sum[1] / n[1] - sum[0] / n[0], std::sqrt(variance),
                     freedom > 0 ? variance * variance / freedom : k_no_number, level);
}

/// The effects b for which outcome - b received does not differ by assignment: the robust
/// test statistic is (p - b q)^2 / V(b), V quadratic in b, so that the set is the solution of
/// a quadratic inequality.
void add_robust_set(ComplianceResult& result, const Rows& rows, double level) {
    const auto n = static_cast<double>(rows.z.size());
    double mz = mean(rows.z), p = 0, q = 0;
    Design x(rows.z.size());
    x.add("level", std::vector<double>(rows.z.size(), 1.0));
    x.add("assigned", rows.z);
    Regression on_y = regress(x, rows.y), on_d = regress(x, rows.d);
    double vyy = 0, vyd = 0, vdd = 0;
    for (std::size_t i = 0; i < rows.z.size(); ++i) {
        double z = rows.z[i] - mz, a = z * on_y.residuals[i], b = z * on_d.residuals[i];
        p += z * rows.y[i];
        q += z * rows.d[i];
        vyy += a * a * n / (n - 2);
        vyd += a * b * n / (n - 2);
        vdd += b * b * n / (n - 2);
    }
    result.strength = vdd > 0 ? q * q / vdd : INFINITY;
    double c = t_quantile(0.5 + level / 2, n - 2);
    c *= c;
    // (p - b q)^2 <= c (vyy - 2 b vyd + b^2 vdd)
    double a2 = q * q - c * vdd, a1 = -2 * (p * q - c * vyd), a0 = p * p - c * vyy;
    double root = a1 * a1 - 4 * a2 * a0;
    if (root < 0 || a2 == 0) return; // everything: the set is never empty, as the ratio itself is in it
    result.robust_lower = (-a1 - std::sqrt(root)) / (2 * a2);
    result.robust_upper = (-a1 + std::sqrt(root)) / (2 * a2); // a2 < 0: outside of what lies between
}

} // namespace

ComplianceResult compliance_effects(std::span<const double> assigned, std::span<const double> received,
                                    std::span<const double> outcome, double level) {
    if (assigned.size() != received.size() || assigned.size() != outcome.size())
        throw Error::input("{} assigned, {} received and {} outcomes; expected one number", assigned.size(),
                           received.size(), outcome.size());
    ComplianceResult result;
    Rows rows;
    for (std::size_t i = 0; i < assigned.size(); ++i) {
        if (!std::isfinite(assigned[i] + received[i] + outcome[i])) continue;
        rows.z.push_back(assigned[i] > 0 ? 1 : 0);
        rows.d.push_back(received[i]);
        rows.y.push_back(outcome[i]);
        ++(assigned[i] > 0 ? result.assigned : result.not_assigned);
    }
    if (result.assigned < 2 || result.not_assigned < 2) {
        EffectReason reason = result.assigned == 0       ? EffectReason::no_data
                              : result.not_assigned == 0 ? EffectReason::no_comparison
                                                         : EffectReason::too_few_units;
        result.assigned_outcome = result.assigned_received = result.received = no_effect(reason);
        return result;
    }
    result.assigned_outcome = welch(rows.z, rows.y, level);
    result.assigned_received = welch(rows.z, rows.d, level);
    double zd = sum_products(rows.z, rows.d), zz = sum_products(rows.z, rows.z);
    if (std::fabs(zd) <= 1e-12 * zz) {
        result.received = no_effect(EffectReason::no_compliance);
        return result;
    }
    double ratio = sum_products(rows.z, rows.y) / zd, mz = mean(rows.z), my = mean(rows.y), md = mean(rows.d);
    double squares = 0;
    for (std::size_t i = 0; i < rows.z.size(); ++i) {
        double u = rows.y[i] - my - ratio * (rows.d[i] - md);
        squares += (rows.z[i] - mz) * (rows.z[i] - mz) * u * u;
    }
    const auto n = static_cast<double>(rows.z.size());
    result.received = effect_of(ratio, std::sqrt(squares * n / (n - 2)) / std::fabs(zd), k_no_number, level);
    if (result.received.certain()) add_robust_set(result, rows, level);
    return result;
}

DoseResult dose_response(std::span<const double> dose, std::span<const double> change, double level) {
    if (dose.size() != change.size())
        throw Error::input("{} doses and {} changes; expected one number", dose.size(), change.size());
    std::vector<double> d, y;
    for (std::size_t i = 0; i < dose.size(); ++i)
        if (std::isfinite(dose[i] + change[i])) d.push_back(dose[i]), y.push_back(change[i]);
    DoseResult result;
    result.units = d.size();
    constexpr std::size_t k_least = 4;
    if (d.size() < k_least) {
        result.slope = no_effect(d.empty() ? EffectReason::no_data : EffectReason::too_few_units);
        return result;
    }
    Design x(d.size());
    x.add("level", std::vector<double>(d.size(), 1.0));
    x.add("dose", d);
    Regression fit = regress(x, y);
    if (fit.rank < 2) {
        result.slope = no_effect(EffectReason::no_variation);
        return result;
    }
    result.intercept = fit.coefficients[0];
    result.slope = effect_of(fit.coefficients[1], std::sqrt(robust_covariance(x, fit, 2).at(1, 1)), fit.freedom, level);
    return result;
}

} // namespace peelian
