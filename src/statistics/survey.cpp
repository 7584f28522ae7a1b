// SPDX-License-Identifier: MIT
#include "statistics/survey.hpp"

#include "base/error.hpp"
#include "statistics/distributions.hpp"
#include "statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <vector>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_no_error = 1e-12; // rounding, where all clusters agree

/// Part of a cluster in the error of an estimate.
struct Part {
    std::uint32_t stratum, cluster;
    double z; ///< (sum of w y - value times sum of w) / all w
};

/// An estimate and what each cluster adds to its error, in the order clusters were first met.
struct Linearised {
    std::vector<Part> parts;
    double value = k_nan, weight = 0, answers = 0, squares = 0, squared_weights = 0;
};

Linearised linearise(std::span<const SurveySums> sums) {
    // Where each cluster stands in the answer, plus one; all 0 between calls.
    thread_local std::vector<std::uint32_t> slot;
    thread_local std::vector<double> weights;
    weights.clear();
    Linearised out;
    double y = 0;
    for (const SurveySums& s : sums) {
        if (s.answers == 0) continue;
        if (s.cluster >= slot.size()) slot.resize(s.cluster + 1, 0);
        std::uint32_t& at = slot[s.cluster];
        if (at == 0) {
            out.parts.push_back({s.stratum, s.cluster, 0});
            weights.push_back(0);
            at = static_cast<std::uint32_t>(out.parts.size());
        }
        weights[at - 1] += s.weight;
        out.parts[at - 1].z += s.weighted;
        y += s.weighted;
        out.weight += s.weight;
        out.answers += s.answers;
        out.squares += s.weighted_squares;
        out.squared_weights += s.squared_weights;
    }
    for (const Part& p : out.parts)
        slot[p.cluster] = 0;
    if (out.weight > 0) out.value = y / out.weight;
    for (std::size_t i = 0; i < out.parts.size(); ++i)
        out.parts[i].z = (out.parts[i].z - out.value * weights[i]) / out.weight;
    return out;
}

struct Spread {
    double error, freedom;
};

Spread spread_of(std::span<const Part> parts, std::span<const double> sizes) {
    struct Sums {
        double z = 0, squares = 0, clusters = 0;
    };
    std::vector<Sums> strata(sizes.size());
    for (const Part& p : parts) {
        if (p.stratum >= sizes.size())
            throw Error::input("Stratum {} is not one of the {} whose clusters were counted", p.stratum, sizes.size());
        Sums& s = strata[p.stratum];
        s.z += p.z;
        s.squares += p.z * p.z;
        ++s.clusters;
    }
    double variance = 0, used = 0;
    for (std::size_t h = 0; h < strata.size(); ++h) {
        const Sums& s = strata[h];
        if (s.clusters == 0) continue;
        ++used;
        double size = std::max(sizes[h], s.clusters);
        variance += size > 1 ? size / (size - 1) * std::max(0.0, s.squares - s.z * s.z / size) : s.squares;
    }
    return {std::sqrt(variance), static_cast<double>(parts.size()) - used};
}

void set_logit(SurveyEstimate& e, double t) {
    double logit = std::log(e.value / (1 - e.value));
    double width = t * e.standard_error / (e.value * (1 - e.value));
    e.lower = 1 / (1 + std::exp(width - logit));
    e.upper = 1 / (1 + std::exp(-width - logit));
}

void set_plain(SurveyEstimate& e, double t) {
    e.lower = e.value - t * e.standard_error;
    e.upper = e.value + t * e.standard_error;
}

void set_wilson(SurveyEstimate& e, double level) {
    Interval interval = wilson(std::clamp(e.value, 0.0, 1.0) * e.effective_base, e.effective_base, level);
    e.lower = interval.lower;
    e.upper = interval.upper;
    e.note = SurveyNote::wilson_used;
}

constexpr SurveyEstimate k_nothing{k_nan, k_nan, k_nan, k_nan, 0, 0, k_nan, k_nan, SurveyNote::no_answers};

} // namespace

SurveyEstimate survey_estimate(std::span<const SurveySums> sums, std::span<const double> clusters_in_stratum,
                               SurveyKind kind, double level) {
    Linearised all = linearise(sums);
    SurveyEstimate e = k_nothing;
    e.answers = all.answers;
    if (std::isnan(all.value)) return e;
    auto [error, freedom] = spread_of(all.parts, clusters_in_stratum);
    e.note = SurveyNote::none;
    e.value = all.value;
    e.freedom = freedom;
    if (kind != SurveyKind::ratio && all.squared_weights > 0)
        e.effective_base = all.weight * all.weight / all.squared_weights;
    if (freedom >= 1) e.standard_error = error;
    if (kind != SurveyKind::ratio && all.answers > 1) {
        double random = std::max(0.0, all.squares / all.weight - all.value * all.value) / (all.answers - 1);
        if (random > 0) e.design_effect = error * error / random;
    }
    bool spread = error > k_no_error;
    bool certain = kind == SurveyKind::proportion && (!spread || all.value < k_no_error || all.value > 1 - k_no_error);
    if (certain) set_wilson(e, level);
    else if (freedom < 1) e.note = SurveyNote::too_few;
    else if (!spread) e.note = SurveyNote::no_spread;
    else {
        double t = t_quantile(1 - (1 - level) / 2, freedom);
        kind == SurveyKind::proportion ? set_logit(e, t) : set_plain(e, t);
    }
    return e;
}

SurveyEstimate survey_difference(std::span<const SurveySums> a, std::span<const SurveySums> b,
                                 std::span<const double> clusters_in_stratum, double level) {
    Linearised x = linearise(a), y = linearise(b);
    SurveyEstimate e = k_nothing;
    e.answers = std::min(x.answers, y.answers);
    if (std::isnan(x.value) || std::isnan(y.value)) return e;
    e.value = x.value - y.value;
    // A cluster with people of both groups holds one less the other: their covariance.
    std::unordered_map<std::uint32_t, std::size_t> at;
    for (std::size_t i = 0; i < x.parts.size(); ++i)
        at[x.parts[i].cluster] = i;
    for (const Part& p : y.parts) {
        auto [found, fresh] = at.try_emplace(p.cluster, x.parts.size());
        if (fresh) x.parts.push_back({p.stratum, p.cluster, 0});
        x.parts[found->second].z -= p.z;
    }
    auto [error, freedom] = spread_of(x.parts, clusters_in_stratum);
    e.freedom = freedom;
    if (freedom >= 1) e.standard_error = error;
    e.note = freedom < 1 ? SurveyNote::too_few : error > k_no_error ? SurveyNote::none : SurveyNote::no_spread;
    if (e.note == SurveyNote::none) set_plain(e, t_quantile(1 - (1 - level) / 2, freedom));
    return e;
}

} // namespace peelian
