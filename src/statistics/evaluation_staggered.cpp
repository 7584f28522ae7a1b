// SPDX-License-Identifier: MIT
#include "statistics/evaluation_staggered.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peelian {
namespace {

/// A linear combination of areas' outcomes: its value, and each area's part in its variance.
struct Part {
    double value = 0;
    std::vector<double> influence; ///< by unit
    double lone = 0;               ///< number of comparisons, where the wave is a lone area
};

double base_of(const StaggeredUnit& unit, std::size_t start, std::size_t length) {
    double sum = 0;
    for (std::size_t t = start - length; t < start; ++t)
        sum += unit.outcome[t];
    return sum / static_cast<double>(length);
}

/// Adds one group's mean with its influence; false when it is empty.
bool add_mean(Part& part, const std::vector<std::pair<std::size_t, double>>& group, double sign) {
    if (group.empty()) return false;
    auto n = static_cast<double>(group.size());
    double mean = 0;
    for (const auto& [unit, change] : group)
        mean += change / n;
    double scale = group.size() > 1 ? std::sqrt(n / (n - 1)) / n : 0;
    for (const auto& [unit, change] : group)
        part.influence[unit] += sign * (change - mean) * scale;
    part.value += sign * mean;
    return true;
}

class Staggered {
public:
    Staggered(std::span<const StaggeredUnit> units, const StaggeredOptions& options)
        : units_(units),
          options_(options),
          cohort_(units.size()) {
        std::set<std::size_t> starts;
        for (const StaggeredUnit& u : units)
            if (u.start) starts.insert(*u.start);
        starts_.assign(starts.begin(), starts.end());
        for (std::size_t i = 0; i < units.size(); ++i)
            cohort_[i] =
                units[i].start
                    ? static_cast<std::size_t>(std::ranges::lower_bound(starts_, *units[i].start) - starts_.begin())
                    : starts_.size();
    }

    StaggeredResult run();

private:
    struct Cell {
        std::size_t start, period, treated, comparisons;
        Part part;
    };
    std::optional<Cell> cell(std::size_t start, std::size_t period) const;
    Effect effect_over(const std::vector<const Cell*>& cells) const;

    std::span<const StaggeredUnit> units_;
    const StaggeredOptions& options_;
    std::vector<std::size_t> starts_; ///< of waves
    std::vector<std::size_t> cohort_; ///< by unit: its wave; the last is "never"
};

std::optional<Staggered::Cell> Staggered::cell(std::size_t start, std::size_t period) const {
    std::vector<std::pair<std::size_t, double>> treated, others;
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const StaggeredUnit& u = units_[i];
        bool is_treated = u.start && *u.start == start;
        bool never = options_.comparison == StaggeredComparison::never_treated;
        bool compares = !u.start || (!never && *u.start > std::max(start, period));
        if (!is_treated && !compares) continue;
        double change = u.outcome[period] - base_of(u, start, options_.base_length);
        if (std::isfinite(change)) (is_treated ? treated : others).emplace_back(i, change);
    }
    Cell c{start, period, treated.size(), others.size(), {0, std::vector<double>(units_.size(), 0.0), 0}};
    if (!add_mean(c.part, treated, 1) || !add_mean(c.part, others, -1)) return std::nullopt;
    if (treated.size() == 1) c.part.lone = static_cast<double>(others.size());
    return c;
}

/// Mean over cells, weighted by their treated areas.
Effect Staggered::effect_over(const std::vector<const Cell*>& cells) const {
    if (cells.empty()) return no_effect(EffectReason::no_data);
    double total = 0, value = 0;
    for (const Cell* c : cells)
        total += static_cast<double>(c->treated);
    std::vector<double> influence(units_.size(), 0.0);
    std::map<std::size_t, std::vector<double>> lone; // by wave of one area: its comparisons' part
    std::map<std::size_t, double> lone_others;
    std::vector<std::set<std::size_t>> in_use(starts_.size() + 1);
    for (const Cell* c : cells) {
        double w = static_cast<double>(c->treated) / total;
        value += w * c->part.value;
        for (std::size_t i = 0; i < influence.size(); ++i) {
            influence[i] += w * c->part.influence[i];
            if (c->part.influence[i] != 0) in_use[cohort_[i]].insert(i);
        }
        if (c->part.lone == 0) continue;
        auto& part = lone[c->start];
        part.resize(units_.size(), 0.0);
        for (std::size_t i = 0; i < part.size(); ++i)
            part[i] += w * c->part.influence[i];
        lone_others[c->start] = std::max(lone_others[c->start], c->part.lone);
    }
    // Variance by cohort, for Satterthwaite's degrees of freedom.
    double variance = 0, spread = 0;
    auto add = [&](double v, std::size_t size) {
        variance += v;
        if (size > 1) spread += v * v / static_cast<double>(size - 1);
    };
    for (std::size_t k = 0; k < in_use.size(); ++k) {
        double v = 0;
        for (std::size_t i = 0; i < influence.size(); ++i)
            if (cohort_[i] == k) v += influence[i] * influence[i];
        add(v, in_use[k].size());
    }
    for (const auto& [start, part] : lone) {
        double v = 0;
        for (double x : part)
            v += x * x;
        double others = lone_others[start];
        add(v * others, static_cast<std::size_t>(others));
    }
    if (!(variance > 0)) {
        bool alone = std::ranges::all_of(cells, [](const Cell* c) { return c->comparisons < 2; });
        return effect_of(value, 0, 1, options_.level, alone ? EffectReason::too_few_units : EffectReason::no_variation);
    }
    return effect_of(value, std::sqrt(variance), spread > 0 ? variance * variance / spread : 1, options_.level);
}

StaggeredResult Staggered::run() {
    StaggeredResult result;
    std::vector<Cell> cells;
    const std::size_t periods = units_.empty() ? 0 : units_[0].outcome.size();
    for (std::size_t start : starts_) {
        if (start < options_.base_length || start >= periods) continue;
        std::size_t first = start - std::min(start, options_.most_before + options_.base_length);
        for (std::size_t t = first; t < periods; ++t) {
            if (t < start && t + options_.base_length >= start) continue; // within the base
            if (auto c = cell(start, t)) cells.push_back(std::move(*c));
        }
    }
    std::vector<const Cell*> after, before;
    std::map<int, std::vector<const Cell*>> events;
    std::map<std::size_t, std::vector<const Cell*>> waves;
    for (const Cell& c : cells) {
        int since = static_cast<int>(c.period) - static_cast<int>(c.start);
        (since < 0 ? before : after).push_back(&c);
        events[since].push_back(&c);
        if (since >= 0) waves[c.start].push_back(&c);
        result.groups.push_back({c.start, c.period, effect_over({&c}), c.treated, c.comparisons});
    }
    for (const auto& [since, of] : events) {
        std::size_t treated = 0;
        for (const Cell* c : of)
            treated += c->treated;
        result.events.push_back({since, effect_over(of), treated});
    }
    for (const auto& [start, of] : waves)
        result.waves.push_back({std::to_string(start), effect_over(of)});
    result.waves_used = waves.size();
    result.overall = effect_over(after);
    result.before = effect_over(before);
    if (before.empty()) result.before = no_effect(EffectReason::too_few_before);
    return result;
}

} // namespace

StaggeredResult staggered_effects(std::span<const StaggeredUnit> units, const StaggeredOptions& options) {
    if (options.base_length == 0) throw Error::usage("The base before the start has 0 periods; expected at least 1");
    for (const StaggeredUnit& u : units)
        if (u.outcome.size() != units[0].outcome.size())
            throw Error::input("Areas of a roll-out have {} and {} periods; expected one length",
                               units[0].outcome.size(), u.outcome.size());
    StaggeredResult result = Staggered(units, options).run();
    bool early = false;
    for (const StaggeredUnit& u : units) {
        ++(u.start ? result.treated : result.never);
        early = early || (u.start && *u.start < options.base_length);
    }
    if (result.waves_used == 0)
        result.overall = no_effect(result.treated == 0 ? EffectReason::no_data
                                   : early             ? EffectReason::too_few_before
                                   : result.never == 0 ? EffectReason::no_comparison
                                                       : EffectReason::no_data);
    return result;
}

} // namespace peelian
