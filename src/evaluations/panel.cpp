// SPDX-License-Identifier: MIT
#include "evaluations/panel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace peelian {

std::size_t EvaluationPanel::first_start() const { return *std::ranges::min_element(start); }
std::size_t EvaluationPanel::last_start() const { return *std::ranges::max_element(start); }

double EvaluationPanel::scaled(double value) const {
    if (!relative) return value;
    return value > 0 ? std::log(value) : k_missing;
}

double EvaluationPanel::unscaled(double value) const { return relative ? std::exp(value) : value; }

double mean_of(std::span<const double> values) {
    double sum = 0, n = 0;
    for (double v : values)
        if (!std::isnan(v)) {
            sum += v;
            ++n;
        }
    return n > 0 ? sum / n : k_missing;
}

std::vector<double> mean_by_period(const std::vector<std::vector<double>>& rows, std::size_t periods) {
    // Each area less its own mean, so that one that is missing for a while does not move all.
    std::vector<double> levels;
    for (const std::vector<double>& row : rows)
        levels.push_back(mean_of(row));
    double level = mean_of(levels);
    std::vector<double> out(periods, k_missing);
    for (std::size_t t = 0; t < periods; ++t) {
        double sum = 0, n = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (std::isnan(rows[i][t])) continue;
            sum += rows[i][t] - levels[i];
            ++n;
        }
        if (n > 0) out[t] = level + sum / n;
    }
    return out;
}

namespace {

const MeasureData& data_of(const Evaluation& e, std::span<const MeasureData> data) {
    return *std::ranges::find_if(data, [&](const MeasureData& d) { return d.measure->id == e.measure; });
}

bool has_none(const std::vector<double>& row) {
    return std::ranges::any_of(row, [](double v) { return v <= 0; });
}

/// Counts and rates change by shares, all else by amounts. A period with nothing has no
/// share: by amounts then too, unless that is so in a few of the comparison areas only.
bool is_relative(const Evaluation& e, const EvaluationPanel& p) {
    if (e.relative) return *e.relative;
    MeasureKind kind = p.measure->kind;
    if (kind != MeasureKind::count && kind != MeasureKind::rate && kind != MeasureKind::sum) return false;
    if (std::ranges::any_of(p.treated, has_none)) return false;
    constexpr std::ptrdiff_t k_few = 5; // one in so many
    return std::ranges::count_if(p.comparison, has_none) * k_few <= std::ssize(p.comparison);
}

/// Comparison areas with such a period are left out: in others' company they would come and go.
void leave_out_empty(EvaluationPanel& p) {
    for (std::vector<double>& row : p.comparison) {
        if (!has_none(row)) continue;
        std::ranges::fill(row, k_missing);
        ++p.left_out;
    }
}

class Builder {
public:
    Builder(const Evaluation& e, const MeasureData& data, EvaluationPanel& panel) : e_(e), data_(data), panel_(panel) {
        auto breakdown = std::ranges::find(data.breakdowns, e.breakdown, &Breakdown::name);
        if (e.breakdown.empty() || breakdown == data.breakdowns.end()) return;
        breakdown_ = static_cast<int>(breakdown - data.breakdowns.begin());
        group_ = static_cast<int>(std::ranges::find(breakdown->groups, e.group) - breakdown->groups.begin());
    }
    std::vector<double> row(AreaIndex area) const {
        std::vector<double> out(panel_.periods.size(), k_missing);
        const Series* series = data_.find(area, breakdown_, group_);
        if (series == nullptr) {
            panel_.missing += out.size();
            return out;
        }
        for (const Point& p : points_of(data_, *series, base_kind(*data_.measure))) {
            auto at = std::ranges::lower_bound(panel_.periods, p.last);
            if (at == panel_.periods.end() || *at != p.last) continue;
            bool told = p.flag != Flag::suppressed && p.flag != Flag::missing && p.flag != Flag::provisional;
            if (told)
                out[static_cast<std::size_t>(at - panel_.periods.begin())] =
                    p.value * (data_.measure->percent ? 100 : 1);
            panel_.hidden += p.flag == Flag::suppressed;
        }
        panel_.missing += static_cast<std::size_t>(std::ranges::count_if(out, [](double v) { return std::isnan(v); }));
        return out;
    }
    std::vector<std::vector<double>> rows(std::span<const AreaIndex> areas) const {
        std::vector<std::vector<double>> out;
        for (AreaIndex a : areas)
            out.push_back(row(a));
        return out;
    }

private:
    const Evaluation& e_;
    const MeasureData& data_;
    EvaluationPanel& panel_;
    int breakdown_ = -1, group_ = -1;
};

} // namespace

EvaluationPanel panel_of(const Evaluation& e, std::span<const MeasureData> all, const Areas&) {
    const MeasureData& data = data_of(e, all);
    EvaluationPanel panel;
    panel.measure = data.measure;
    // Values that overlap hold each other's months: only those that do not are taken.
    int every = std::max(1, data.measure->overlap);
    panel.step = data.measure->step * every;
    for (std::size_t i = data.length; i-- > 0;) {
        Month last = data.month_at(i);
        if ((data.length - 1 - i) % static_cast<std::size_t>(every) != 0) continue;
        if ((e.from && last - (panel.step - 1) < *e.from) || (e.to && last > *e.to)) continue;
        panel.periods.insert(panel.periods.begin(), last);
    }
    Builder builder(e, data, panel);
    for (const TreatedArea& t : e.treated) {
        panel.treated.push_back(builder.row(t.area));
        std::size_t at = 0;
        while (at < panel.periods.size() && panel.periods[at] - (panel.step - 1) < t.start)
            ++at;
        panel.start.push_back(at);
    }
    panel.comparison = builder.rows(e.comparison);
    panel.around = builder.rows(e.around);
    panel.around_comparison = builder.rows(e.around_comparison);
    panel.relative = is_relative(e, panel);
    if (panel.relative) leave_out_empty(panel);
    return panel;
}

} // namespace peelian
