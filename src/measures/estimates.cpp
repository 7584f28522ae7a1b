// SPDX-License-Identifier: MIT
#include "measures/estimates.hpp"

#include "base/text.hpp"
#include "measures/estimators.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

class EstimateBuilder {
public:
    EstimateBuilder(const Measure& m, const Cells& cells, const Areas& areas, const Coverage& covered,
                    const People& people)
        : m_(m),
          cells_(cells),
          areas_(areas),
          covered_(covered),
          periods_(m, cells),
          people_(people),
          survey_(cells.texts, m.value.empty()) {}
    void add(AreaIndex area, int breakdown, const std::string& group, const Cell& cell) {
        if (!is_for(m_, areas_[area].level)) return;
        rows_[{area, breakdown, group}].push_back(&cell);
    }
    /// Rows of wholes: a survey's design, and the mix of all cohorts.
    void add_to_design(const Cell& cell) { design_.push_back(&cell); }
    MeasureData finish(std::span<const GroupPair> pairs) &&;

private:
    using Key = std::tuple<AreaIndex, int, std::string>;
    void find_mix();
    void span_periods();
    void find_groups();
    void measure_design();
    void fill(Series& series, const std::vector<const Cell*>& rows, double quantile);
    Point estimate(Rows rows, const Series& series, PeriodKind kind, std::size_t end, std::size_t width,
                   double quantile);
    void compare(const GroupPair& pair);
    void note_design_effect();

    const Measure& m_;
    const Cells& cells_;
    const Areas& areas_;
    const Coverage& covered_;
    BasePeriods periods_;
    const People& people_;
    SurveyEstimator survey_;
    std::map<Key, std::vector<const Cell*>> rows_;
    std::vector<const Cell*> design_;
    std::map<std::pair<PeriodKind, std::size_t>, StratumSizes> sizes_;
    std::vector<double> design_effects_;
    std::map<AreaIndex, std::size_t> places_;
    Mix mix_;
    MeasureData data_;
};

Rows window_of(const std::vector<const Cell*>& rows, Month first, Month last) {
    auto from = std::ranges::lower_bound(rows, first.index(), {}, &Cell::month);
    auto to = std::ranges::upper_bound(rows, last.index(), {}, &Cell::month);
    return {from, to};
}

/// The mix of the first twelve months there are: fixed, so that a new cohort changes no
/// figure of an old one.
void EstimateBuilder::find_mix() {
    if (m_.mix.empty() || design_.empty()) return;
    std::int32_t first = (*std::ranges::min_element(design_, {}, &Cell::month))->month;
    for (const Cell* c : design_)
        if (c->month < first + 12) mix_[cells_.texts[c->key]] += c->denominator;
}

void EstimateBuilder::span_periods() {
    std::int32_t low = std::numeric_limits<std::int32_t>::max(), high = 0;
    for (const auto& [key, rows] : rows_)
        for (const Cell* c : rows) {
            low = std::min(low, c->month);
            high = std::max(high, c->month);
        }
    data_.measure = &m_;
    if (rows_.empty()) return;
    data_.first = periods_.end_of(Month::from_index(low));
    Month last = periods_.end_of(Month::from_index(high));
    data_.length = static_cast<std::size_t>((last - data_.first) / m_.step + 1);
}

void EstimateBuilder::find_groups() {
    std::vector<std::set<std::string>> groups(m_.breakdowns.size());
    for (const auto& [key, rows] : rows_)
        if (std::get<1>(key) >= 0) groups[static_cast<std::size_t>(std::get<1>(key))].insert(std::get<2>(key));
    for (std::size_t b = 0; b < groups.size(); ++b)
        data_.breakdowns.push_back({m_.breakdowns[b], "", {groups[b].begin(), groups[b].end()}});
    if (m_.quantiles.empty()) return;
    Breakdown quantiles{"quantile", "Share of cases done", {}};
    for (double q : m_.quantiles)
        quantiles.groups.push_back(fmt::format("{:g}%", 100 * q));
    data_.breakdowns.push_back(std::move(quantiles));
}

void EstimateBuilder::measure_design() {
    sort_rows(design_, cells_.texts);
    for (PeriodKind kind : period_kinds(m_)) {
        int months = months_in(kind);
        for (std::size_t i = 0; i < data_.length; ++i) {
            Month last = data_.month_at(i);
            if (ends_period(kind, last))
                sizes_[{kind, i}] = survey_.sizes_of(window_of(design_, last - (months - 1), last));
        }
    }
}

Point EstimateBuilder::estimate(Rows rows, const Series& series, PeriodKind kind, std::size_t end, std::size_t width,
                                double quantile) {
    switch (m_.kind) {
    case MeasureKind::survey: {
        double effect = k_missing;
        Point point = survey_.estimate(rows, sizes_.at({kind, end - 1}), &effect);
        if (series.breakdown < 0 && areas_[series.area].level == Level::force && width == 1 && !std::isnan(effect))
            design_effects_.push_back(effect);
        return point;
    }
    case MeasureKind::duration: return duration_of(rows, cells_.texts, quantile);
    case MeasureKind::concentration: return concentration_of(rows, places_.at(series.area), m_.top, m_.form == "gini");
    case MeasureKind::standardised: {
        std::vector<double> people;
        for (const StandardBand& band : m_.standard) {
            double sum = 0;
            for (std::size_t i = end - width; i < end; ++i)
                sum += people_.persons(series.area, band.group, data_.month_at(i));
            people.push_back(sum / static_cast<double>(width));
        }
        return standardised_of(rows, m_, cells_.texts, people);
    }
    default: return m_.mix.empty() ? mean_of(rows) : mixed_of(rows, cells_.texts, mix_, m_.of == "share");
    }
}

void EstimateBuilder::fill(Series& series, const std::vector<const Cell*>& rows, double quantile) {
    std::vector<bool> known(data_.length);
    for (std::size_t i = 0; i < data_.length; ++i)
        known[i] = periods_.is_covered(covered_, areas_, series.area, data_.month_at(i));
    series.begin = static_cast<std::size_t>(std::ranges::find(known, true) - known.begin());
    series.end = data_.length;
    while (series.end > series.begin && !known[series.end - 1])
        --series.end;
    std::vector<PeriodKind> kinds = period_kinds(m_);
    for (PeriodKind kind : kinds) {
        std::size_t width = static_cast<std::size_t>(std::max(1, months_in(kind) / m_.step));
        for (std::size_t end = series.begin + width; end <= series.end; ++end) {
            Month last = data_.month_at(end - 1);
            if (kind != kinds.front() && !ends_period(kind, last)) continue;
            bool whole = true;
            for (std::size_t i = end - width; i < end; ++i)
                whole = whole && known[i];
            Point point;
            if (whole)
                point = estimate(window_of(rows, last - (static_cast<int>(width) * m_.step - 1), last), series, kind,
                                 end, width, quantile);
            point.kind = kind;
            point.last = last;
            if (std::isnan(point.value)) point.flag = Flag::missing;
            series.estimates[static_cast<std::size_t>(kind)].push_back(point);
        }
    }
    series.numerator.assign(data_.length, k_missing);
    series.denominator.assign(data_.length, k_missing);
    const std::vector<Point>& base = series.estimates[static_cast<std::size_t>(kinds.front())];
    for (std::size_t i = 0; i < base.size(); ++i) {
        series.numerator[series.begin + i] = base[i].value;
        series.denominator[series.begin + i] = base[i].denominator;
    }
    // Weighted harm is no count, and chance says nothing of it.
    if (m_.kind != MeasureKind::concentration || !m_.value.empty()) return;
    series.beside.assign(data_.length, k_missing);
    for (std::size_t i = 0; i < base.size(); ++i)
        series.beside[series.begin + i] =
            chance_concentration(base[i].denominator, places_.at(series.area), m_.top, m_.form == "gini");
}

/// The difference between two groups of a survey, in every area and period that has both.
void EstimateBuilder::compare(const GroupPair& pair) {
    auto breakdown = std::ranges::find(data_.breakdowns, pair.breakdown, &Breakdown::name);
    if (breakdown == data_.breakdowns.end()) return;
    auto place = [&](const std::string& group) {
        return static_cast<int>(std::ranges::find(breakdown->groups, group) - breakdown->groups.begin());
    };
    auto b = static_cast<int>(breakdown - data_.breakdowns.begin());
    for (const auto& [key, rows] : rows_) {
        const auto& [area, own_breakdown, group] = key;
        auto other = rows_.find({area, b, pair.against});
        if (own_breakdown != b || group != pair.group || other == rows_.end()) continue;
        GroupGap gap{area, b, place(pair.group), place(pair.against), {}};
        for (PeriodKind kind : period_kinds(m_)) {
            int months = std::max(months_in(kind), m_.step);
            for (const Point& p : data_.find(area, b, gap.group)->estimates[static_cast<std::size_t>(kind)]) {
                Month first = p.last - (months - 1);
                auto end = static_cast<std::size_t>((p.last - data_.first) / m_.step);
                Point d = survey_.difference(window_of(rows, first, p.last), window_of(other->second, first, p.last),
                                             sizes_.at({kind, end}));
                d.kind = kind;
                d.last = p.last;
                gap.points[static_cast<std::size_t>(kind)].push_back(d);
            }
        }
        data_.gaps.push_back(std::move(gap));
    }
}

/// What the design costs, said once: the middle one of the forces' base periods.
void EstimateBuilder::note_design_effect() {
    if (design_effects_.empty()) return;
    std::ranges::sort(design_effects_);
    data_.notes.push_back(fmt::format("Design effect {}: the middle value over periods for the whole force.",
                                      number(design_effects_[design_effects_.size() / 2], 2)));
}

MeasureData EstimateBuilder::finish(std::span<const GroupPair> pairs) && {
    find_mix();
    span_periods();
    find_groups();
    if (m_.kind == MeasureKind::survey) measure_design();
    for (auto& [key, rows] : rows_) {
        sort_rows(rows, cells_.texts);
        auto [area, breakdown, group] = key;
        if (breakdown >= 0) continue;
        std::set<std::uint32_t> places;
        for (const Cell* c : rows)
            places.insert(c->key);
        places_[area] = places.size();
    }
    for (const auto& [key, rows] : rows_) {
        const auto& [area, breakdown, group] = key;
        Series series;
        series.area = area;
        series.breakdown = breakdown;
        if (breakdown >= 0) {
            const auto& groups = data_.breakdowns[static_cast<std::size_t>(breakdown)].groups;
            series.group = static_cast<int>(std::ranges::lower_bound(groups, group) - groups.begin());
        }
        Series quantile = series;
        constexpr double k_median = 0.5;
        fill(series, rows, k_median);
        data_.series.push_back(std::move(series));
        if (breakdown >= 0) continue;
        for (std::size_t q = 0; q < m_.quantiles.size(); ++q) {
            Series own = quantile;
            own.breakdown = static_cast<int>(data_.breakdowns.size()) - 1;
            own.group = static_cast<int>(q);
            fill(own, rows, m_.quantiles[q]);
            data_.series.push_back(std::move(own));
        }
    }
    std::ranges::sort(data_.series, {}, [](const Series& s) { return std::tuple(s.area, s.breakdown, s.group); });
    if (m_.kind == MeasureKind::survey)
        for (const GroupPair& pair : pairs)
            compare(pair);
    note_design_effect();
    return std::move(data_);
}

} // namespace

MeasureData estimate(const Measure& m, const Cells& cells, const Finder& finder, const Coverage& covered,
                     const Areas& areas, const People& people, std::span<const GroupPair> pairs) {
    EstimateBuilder builder(m, cells, areas, covered, people);
    bool boroughs_given = boroughs_are_given(cells);
    for (const Cell& c : cells.rows) {
        if (!m.each_column.empty() && cells.texts[c.each] != m.each_value) continue;
        add_cell(builder, c, finder, cells.texts, boroughs_given);
        if (c.breakdown == -1) builder.add_to_design(c);
    }
    return std::move(builder).finish(pairs);
}

} // namespace peelian
