// SPDX-License-Identifier: MIT
#include "measures/estimators.hpp"

#include "base/text.hpp"
#include "measures/question.hpp"
#include "statistics/concentration.hpp"
#include "statistics/distributions.hpp"
#include "statistics/intervals.hpp"
#include "statistics/survival.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

namespace peelian {
namespace {

constexpr double k_upper_tail = 0.975; // of a 95 per cent interval

/// Value and limits of any estimate that has the three.
void set_estimate(Point& point, const auto& estimate) {
    point.value = estimate.value;
    point.lower = estimate.lower;
    point.upper = estimate.upper;
}

} // namespace

void sort_rows(std::vector<const Cell*>& rows, const TextTable& texts) {
    auto stratum = [&](const Cell* c) {
        std::string_view key = texts[c->key];
        return key.substr(0, key.find(k_key_separator));
    };
    std::ranges::sort(rows, [&](const Cell* a, const Cell* b) {
        if (a->month != b->month) return a->month < b->month;
        if (a->force != b->force) return texts[a->force] < texts[b->force];
        if (a->borough != b->borough) return texts[a->borough] < texts[b->borough];
        if (a->key != b->key) {
            // Rows without a cluster are numbered as they come: their amounts say their place.
            std::string_view x = stratum(a), y = stratum(b);
            if (x != y) return x < y;
        }
        auto amounts = [](const Cell* c) {
            auto known = [](double v) { return std::isnan(v) ? -1 : v; };
            return std::tuple(c->numerator, known(c->denominator), known(c->third), known(c->fourth), known(c->fifth));
        };
        auto x = amounts(a), y = amounts(b);
        return x != y ? x < y : a->key != b->key && texts[a->key] < texts[b->key];
    });
}

Point mean_of(Rows rows) {
    double sum = 0, n = 0, squares = 0;
    for (const Cell* c : rows) {
        sum += c->numerator;
        n += c->denominator;
        squares += c->third;
    }
    Point point;
    point.denominator = n;
    if (n <= 0) return point;
    point.value = sum / n;
    if (n < 2) return point;
    double variance = std::max(0.0, (squares - sum * sum / n) / (n - 1));
    double half = t_quantile(k_upper_tail, n - 1) * std::sqrt(variance / n);
    point.lower = point.value - half;
    point.upper = point.value + half;
    return point;
}

SurveyEstimator::SurveyEstimator(const TextTable& texts, bool proportion) : proportion_(proportion) {
    // Numbered in the order of their names, so that sums over strata have one order.
    auto stratum_of = [&](std::uint32_t k) {
        std::string_view key = texts[k];
        return key.substr(0, key.find(k_key_separator));
    };
    std::map<std::string_view, std::uint32_t> strata;
    for (std::uint32_t k = 0; k < texts.size(); ++k)
        strata[stratum_of(k)] = 0;
    std::uint32_t next = 0;
    for (auto& [name, number] : strata)
        number = next++;
    strata_ = strata.size();
    for (std::uint32_t k = 0; k < texts.size(); ++k)
        stratum_.push_back(strata.at(stratum_of(k)));
}

StratumSizes SurveyEstimator::sizes_of(Rows rows) const {
    std::vector<std::uint32_t> keys;
    keys.reserve(rows.size());
    for (const Cell* c : rows)
        keys.push_back(c->key);
    std::ranges::sort(keys);
    StratumSizes sizes(strata_, 0.0);
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (i == 0 || keys[i] != keys[i - 1]) ++sizes[stratum_[keys[i]]];
    return sizes;
}

std::vector<SurveySums> SurveyEstimator::sums_of(Rows rows) const {
    std::vector<SurveySums> sums;
    sums.reserve(rows.size());
    for (const Cell* c : rows)
        sums.push_back({stratum_[c->key], c->key, c->third, c->denominator, c->numerator, c->fourth, c->fifth});
    return sums;
}

Point SurveyEstimator::estimate(Rows rows, const StratumSizes& sizes, double* design_effect) const {
    SurveyEstimate e = survey_estimate(sums_of(rows), sizes, proportion_ ? SurveyKind::proportion : SurveyKind::mean);
    if (design_effect != nullptr) *design_effect = e.design_effect;
    Point point;
    point.denominator = e.answers;
    set_estimate(point, e);
    return point;
}

Point SurveyEstimator::difference(Rows a, Rows b, const StratumSizes& sizes) const {
    SurveyEstimate e = survey_difference(sums_of(a), sums_of(b), sizes);
    Point point;
    point.denominator = e.answers;
    set_estimate(point, e);
    return point;
}

Point duration_of(Rows rows, const TextTable& texts, double quantile) {
    std::vector<DurationCount> counts;
    double cases = 0;
    for (const Cell* c : rows) {
        const std::string& key = texts[c->key];
        int day = 0;
        std::from_chars(key.data(), key.data() + key.size(), day);
        bool open = key.ends_with('+');
        counts.push_back({static_cast<double>(day), open ? 0 : c->numerator, open ? c->numerator : 0});
        cases += c->numerator;
    }
    Point point;
    point.denominator = cases;
    set_estimate(point, survival_quantile(kaplan_meier(counts), quantile));
    return point;
}

Point concentration_of(Rows rows, std::size_t places, double top, bool gini_wanted) {
    std::map<std::uint32_t, double> harm;
    for (const Cell* c : rows)
        harm[c->key] += c->numerator;
    std::vector<double> values;
    for (const auto& [place, n] : harm)
        values.push_back(n);
    values.resize(std::max(values.size(), places), 0.0);
    Concentration share = gini_wanted ? gini(values) : top_share(values, top);
    Point point;
    point.denominator = share.total;
    set_estimate(point, share);
    return point;
}

Point mixed_of(Rows rows, const TextTable& texts, const Mix& mix, bool share) {
    struct Sums {
        double x = 0, n = 0, squares = 0;
    };
    // By name: numbers of texts are those of the order in which rows happened to come.
    std::map<std::string_view, Sums> groups;
    for (const Cell* c : rows) {
        Sums& g = groups[texts[c->key]];
        g.x += c->numerator;
        g.n += c->denominator;
        if (!share) g.squares += c->third;
    }
    double weights = 0, value = 0, variance = 0;
    Point point;
    point.denominator = 0;
    for (const auto& [key, g] : groups) {
        if (!(g.n > 0)) continue;
        auto known = mix.find(key);
        if (known == mix.end()) continue; // a group the reference had nobody of
        double w = known->second, mean = g.x / g.n;
        // A share of none or all in a small group is no certainty: half a person is added each way.
        double p = (g.x + 0.5) / (g.n + 1);
        double spread = share ? p * (1 - p) : std::max(0.0, (g.squares - g.x * g.x / g.n) / (g.n - 1));
        weights += w;
        value += w * mean;
        variance += w * w * spread / g.n;
        point.denominator += g.n;
    }
    if (!(weights > 0)) return point;
    point.value = value / weights;
    double half = z_of_level(0.95) * std::sqrt(variance) / weights;
    if (!std::isfinite(half)) return point;
    point.lower = std::max(0.0, point.value - half);
    point.upper = share ? std::min(1.0, point.value + half) : point.value + half;
    return point;
}

double chance_concentration(double total, std::size_t places, double top, bool gini_wanted) {
    double mean = total / static_cast<double>(places);
    return gini_wanted ? chance_gini(mean) : chance_top_share(mean, top);
}

Point standardised_of(Rows rows, const Measure& measure, const TextTable& texts, std::span<const double> people) {
    std::vector<double> counts(measure.standard.size(), 0.0), standard;
    Point point;
    point.denominator = 0;
    for (std::size_t b = 0; b < measure.standard.size(); ++b)
        standard.push_back(measure.standard[b].people);
    for (const Cell* c : rows)
        for (std::size_t b = 0; b < measure.standard.size(); ++b)
            if (texts[c->key] == measure.standard[b].group) counts[b] += c->numerator;
    for (double n : counts)
        point.denominator += n;
    // A band without people has no rate, and so the standard cannot be applied.
    if (std::ranges::any_of(people, [](double p) { return !(p > 0); })) return point;
    StandardisedRate rate = standardised_rate(counts, people, standard, measure.per);
    set_estimate(point, rate);
    return point;
}

} // namespace peelian
