// SPDX-License-Identifier: MIT
#include "measures/evaluate.hpp"

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "measures/cells.hpp"
#include "measures/estimates.hpp"
#include "measures/people.hpp"
#include "measures/question.hpp"
#include "measures/roll_up.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peelian {
namespace {

struct Span {
    Month first;
    std::size_t length;
};

/// Grows the series of one measure from cells.
class Builder {
public:
    Builder(const Measure& measure, const Areas& areas, const BasePeriods& periods, Span span)
        : measure_(measure),
          areas_(areas),
          periods_(periods),
          first_(span.first),
          length_(span.length) {}

    void add(AreaIndex area, int breakdown, const std::string& group, const Cell& cell) {
        if (!is_wanted(areas_[area].level)) return;
        if (measure_.kind == MeasureKind::funnel && breakdown >= 0) {
            add_to_funnel(area, breakdown, group, cell);
            return;
        }
        add_value(area, breakdown, group, cell.month, cell.numerator, cell.denominator);
        bool beside = measure_.kind == MeasureKind::repeat || !measure_.base.empty();
        if (beside) add_beside(area, breakdown, group, cell.month, cell.third);
    }
    void add_value(AreaIndex area, int breakdown, const std::string& group, std::int32_t month, double numerator,
                   double denominator) {
        std::size_t i = place_of(month);
        if (i >= length_) return;
        auto& [x, n, beside] = series_[{area, breakdown, group}];
        if (x.empty()) x.assign(length_, 0.0);
        x[i] += numerator;
        if (std::isnan(denominator)) return;
        if (n.empty()) n.assign(length_, 0.0);
        n[i] += denominator;
    }
    /// A stage's base is all cases; one lost is counted where it was lost, and its base, all
    /// cases too, is known once the whole is (fill_lost).
    void add_to_funnel(AreaIndex area, int breakdown, const std::string& group, const Cell& cell) {
        const std::string& name = measure_.breakdowns[static_cast<std::size_t>(breakdown)];
        if (name == k_stage_breakdown) add_value(area, breakdown, group, cell.month, cell.third, cell.fourth);
        else if (name != k_lost_breakdown)
            add_value(area, breakdown, group, cell.month, cell.numerator, cell.denominator);
        else if (!group.empty()) add_value(area, breakdown, group, cell.month, cell.denominator, cell.denominator);
    }
    void add_beside(AreaIndex area, int breakdown, const std::string& group, std::int32_t month, double amount) {
        std::size_t i = place_of(month);
        if (i >= length_) return;
        std::vector<double>& beside = series_[{area, breakdown, group}].beside;
        if (beside.empty()) beside.assign(length_, 0.0);
        beside[i] += amount;
    }
    /// Missing outside coverage; every area of a level has a series, be it all zero.
    MeasureData finish(const Coverage& covered, bool fill_areas) &&;

private:
    using Key = std::tuple<AreaIndex, int, std::string>;
    /// A share needs its force's total, published or not.
    bool is_wanted(Level level) const {
        return is_for(measure_, level) || (measure_.kind == MeasureKind::share && level == Level::force);
    }
    std::size_t place_of(std::int32_t month) const {
        return static_cast<std::size_t>((periods_.end_of(Month::from_index(month)) - first_) / measure_.step);
    }
    const Measure& measure_;
    const Areas& areas_;
    const BasePeriods& periods_;
    Month first_;
    std::size_t length_;
    struct Sums {
        std::vector<double> numerator, denominator, beside;
    };
    std::map<Key, Sums> series_;
};

/// A category that has no row in any area for a year at the start or the end of the data
/// did not exist then (types were split and renamed): that is missing, not zero.
std::pair<std::size_t, std::size_t> lifetime(const std::vector<double>& total, int step) {
    const auto year = static_cast<std::size_t>(12 / step);
    std::size_t from = 0, to = total.size();
    while (from < to && total[from] == 0)
        ++from;
    while (to > from && total[to - 1] == 0)
        --to;
    return {from >= year ? from : 0, total.size() - to >= year ? to : total.size()};
}

void set_spans(MeasureData& data) {
    for (Series& s : data.series) {
        s.end = data.length;
        while (s.end > 0 && std::isnan(s.numerator[s.end - 1]))
            --s.end;
        while (s.begin < s.end && std::isnan(s.numerator[s.begin]))
            ++s.begin;
    }
}

MeasureData Builder::finish(const Coverage& covered, bool fill_areas) && {
    MeasureData data;
    data.measure = &measure_;
    data.first = first_;
    data.length = length_;
    for (const std::string& name : measure_.breakdowns)
        data.breakdowns.push_back({name, "", {}});
    std::vector<double> total(length_, 0.0);
    std::vector<std::set<std::string>> groups(measure_.breakdowns.size());
    for (const auto& [key, values] : series_) {
        const auto& [area, breakdown, group] = key;
        if (breakdown >= 0) groups[static_cast<std::size_t>(breakdown)].insert(group);
        if (breakdown >= 0) continue;
        for (std::size_t i = 0; i < length_; ++i)
            total[i] += values.numerator[i] + (values.denominator.empty() ? 0 : values.denominator[i]);
    }
    for (std::size_t b = 0; b < groups.size(); ++b)
        data.breakdowns[b].groups.assign(groups[b].begin(), groups[b].end());
    auto [from, to] = lifetime(total, measure_.step);
    if (fill_areas)
        for (AreaIndex a = 0; a < areas_.size(); ++a)
            if (is_wanted(areas_[a].level) && covered.of(areas_[a]).contains(areas_.force_of(a))) series_[{a, -1, ""}];
    bool has_denominator = std::ranges::any_of(series_, [](const auto& s) { return !s.second.denominator.empty(); });
    for (auto& [key, values] : series_) {
        const auto& [area, breakdown, group] = key;
        Series s;
        s.area = area;
        s.breakdown = breakdown;
        if (breakdown >= 0) {
            const auto& list = data.breakdowns[static_cast<std::size_t>(breakdown)].groups;
            s.group = static_cast<int>(std::ranges::lower_bound(list, group) - list.begin());
        }
        s.numerator = values.numerator.empty() ? std::vector<double>(length_, 0.0) : std::move(values.numerator);
        if (has_denominator)
            s.denominator =
                values.denominator.empty() ? std::vector<double>(length_, 0.0) : std::move(values.denominator);
        s.beside = std::move(values.beside);
        for (std::size_t i = 0; i < length_; ++i) {
            bool known = i >= from && i < to && periods_.is_covered(covered, areas_, area, data.month_at(i));
            if (known) continue;
            s.numerator[i] = k_missing;
            if (has_denominator) s.denominator[i] = k_missing;
        }
        data.series.push_back(std::move(s));
    }
    set_spans(data);
    return data;
}

/// From the period of the first month with rows to that of the last, and as far as the data are
/// known to reach without any.
Span span_of(const Cells& cells, const Coverage& covered, const BasePeriods& periods, int step) {
    auto [low, high] = std::ranges::minmax(cells.rows, {}, &Cell::month);
    std::int32_t first = low.month, last = high.month;
    for (const auto& [force, months] : covered.forces) {
        first = std::min(first, months.begin()->index());
        last = std::max(last, months.rbegin()->index());
    }
    Month begin = periods.end_of(Month::from_index(first)), end = periods.end_of(Month::from_index(last));
    return {begin, static_cast<std::size_t>((end - begin) / step + 1)};
}

/// Published estimates are no sums: an area's value is its own, a force's its own too.
void add_stock(Builder& builder, const Cell& c, const Finder& finder) {
    if (c.breakdown == -2) {
        if (auto ward = finder.ward(c)) builder.add(*ward, -1, "", c);
        return;
    }
    if (c.breakdown >= 0) return;
    auto borough = finder.borough(c);
    if (borough) builder.add(*borough, -1, "", c);
}

MeasureData build(const Measure& m, const Cells& cells, const Finder& finder, const EvaluateInput& input,
                  const Coverage& covered) {
    BasePeriods periods(m, cells);
    Builder builder(m, input.areas, periods, span_of(cells, covered, periods, m.step));
    bool boroughs_given = boroughs_are_given(cells);
    bool stock = m.kind == MeasureKind::stock && !m.total;
    std::map<std::pair<AreaIndex, std::int32_t>, std::pair<double, double>> of_force;
    for (const Cell& c : cells.rows) {
        if (!m.each_column.empty() && cells.texts[c.each] != m.each_value) continue;
        if (!stock) {
            add_cell(builder, c, finder, cells.texts, boroughs_given);
            continue;
        }
        add_stock(builder, c, finder);
        auto force = finder.force(c);
        if (c.breakdown != -1 || !force || std::isnan(c.third)) continue;
        auto& [sum, n] = of_force[{*force, c.month}];
        sum += c.third;
        n += 1;
    }
    for (const auto& [key, value] : of_force)
        builder.add_value(key.first, -1, "", key.second, value.first / value.second, k_missing);
    return std::move(builder).finish(covered, !stock);
}

/// A stock has a value only where one was given: zero means nothing was.
void blank_empty_stock(MeasureData& data) {
    for (Series& s : data.series)
        for (double& x : s.numerator)
            if (x == 0) x = k_missing;
    for (Series& s : data.series)
        s.begin = 0;
    set_spans(data);
}

/// Shares: a group's part of its area's whole; an area's part of all the forces together.
/// (Of its own force would not do: others record crimes in its boroughs too.)
void fill_shares(MeasureData& data, const Areas& areas) {
    std::map<AreaIndex, std::vector<double>> wholes;
    std::vector<double> all(data.length, k_missing);
    for (const Series& s : data.series) {
        if (s.breakdown >= 0) continue;
        wholes[s.area] = s.numerator;
        if (areas[s.area].level != Level::force) continue;
        for (std::size_t i = 0; i < data.length; ++i)
            if (!std::isnan(s.numerator[i])) all[i] = (std::isnan(all[i]) ? 0 : all[i]) + s.numerator[i];
    }
    for (Series& s : data.series)
        s.denominator = s.breakdown >= 0 ? wholes[s.area] : all;
    std::erase_if(data.series, [&](const Series& s) { return !is_for(*data.measure, areas[s.area].level); });
}

void fill_lost(MeasureData& data) {
    auto lost = std::ranges::find(data.breakdowns, k_lost_breakdown, &Breakdown::name) - data.breakdowns.begin();
    for (Series& s : data.series)
        if (s.breakdown == lost)
            if (const Series* whole = data.whole_of(s.area)) s.denominator = whole->denominator;
}

/// Who could not be looked up counts in no share: readers are told how many they are.
void note_unknown(MeasureData& data, const Areas& areas) {
    double known = 0, unknown = 0;
    for (const Series& s : data.series) {
        if (s.breakdown >= 0 || areas[s.area].level != Level::force) continue;
        for (std::size_t i = 0; i < data.length; ++i) {
            if (std::isnan(s.numerator[i])) continue;
            known += s.denominator[i];
            unknown += s.beside.empty() ? 0 : s.beside[i];
        }
    }
    if (known + unknown > 0)
        data.notes.push_back(
            fmt::format("{}% have no known victim and are left out.", number(100 * unknown / (known + unknown), 1)));
}

struct Denominators {
    People by_group, by_age;
};

std::string breakdown_title(const Dataset& dataset, const std::string& name) {
    if (name == k_stage_breakdown) return "Stage";
    if (name == k_lost_breakdown) return "Where cases were lost";
    return dataset.find(name)->title;
}

/// The groups of a measure that gap measures compare.
std::vector<GroupPair> pairs_of(const Measure& m, const std::vector<Measure>& measures) {
    std::vector<GroupPair> pairs;
    for (const Measure& gap : measures)
        if (gap.kind == MeasureKind::gap && gap.of == m.id && !gap.group.empty())
            pairs.push_back({gap.breakdown, gap.group, gap.against});
    return pairs;
}

MeasureData answer(const Measure& m, const Cells& cells, const Finder& finder, const EvaluateInput& input,
                   const Coverage& covered, const Denominators& people) {
    if (is_estimated(m))
        return estimate(m, cells, finder, covered, input.areas, people.by_age, pairs_of(m, input.measures));
    MeasureData data = build(m, cells, finder, input, covered);
    if (m.kind == MeasureKind::stock && !m.total) blank_empty_stock(data);
    if (m.kind == MeasureKind::share) fill_shares(data, input.areas);
    if (m.kind == MeasureKind::funnel) fill_lost(data);
    if (m.kind == MeasureKind::repeat) note_unknown(data, input.areas);
    if (m.kind == MeasureKind::rate || (m.kind == MeasureKind::ratio && m.base.empty()))
        people.by_group.fill(data, input.areas);
    return data;
}

/// True of kinds for which a month without one row that is meant is zero, if there are other
/// rows of the dataset. Not of those that leave months out on purpose (cohorts not old
/// enough, the first year of repeats), nor of those that have no value without answers.
bool counts_rows(const Measure& m) {
    switch (m.kind) {
    case MeasureKind::count:
    case MeasureKind::rate:
    case MeasureKind::ratio:
    case MeasureKind::proportion:
    case MeasureKind::share:
    case MeasureKind::sum: return true;
    default: return false;
    }
}

/// What the datasets cover, whatever rows their measures mean: one question each, asked only
/// where some measure means some of the rows.
std::map<const Dataset*, Coverage> coverage_of_datasets(std::span<const Family> families, const EvaluateInput& input,
                                                        Database& database) {
    std::map<const Dataset*, Measure> plain;
    for (const Family& f : families) {
        if (f.pattern->where.empty() || !counts_rows(*f.pattern)) continue;
        Measure& m = plain[f.dataset];
        m.id = "rows of " + f.dataset->id;
        m.dataset = f.dataset->id;
        m.file = f.pattern->file;
        for (Level level : f.pattern->levels)
            if (!is_for(m, level)) m.levels.push_back(level);
    }
    std::map<const Dataset*, Coverage> covered;
    std::vector<std::pair<const Dataset*, Measure*>> order;
    for (auto& [dataset, m] : plain) {
        std::ranges::sort(m.levels);
        covered[dataset];
        order.emplace_back(dataset, &m);
    }
    parallel_for(order.size(), input.threads, [&](std::size_t i) {
        auto [dataset, m] = order[i];
        Family family{{}, m, dataset, sha256(build_statement(*m, *dataset, dataset->id) + "coverage")};
        Connection connection = database.connect();
        Cells cells = cells_of(family, input, connection);
        covered.at(dataset) = coverage_of(cells, Finder(input.areas, cells.texts));
    });
    return covered;
}

} // namespace

std::vector<MeasureData> evaluate(const EvaluateInput& input, Database& database) {
    std::vector<Family> families = families_of(input);
    std::vector<MeasureData> out(input.measures.size());
    Connection people_connection = database.connect();
    Denominators people{People(input, people_connection),
                        People(input, people_connection, "population_age", "age_group")};
    Progress progress(input.progress, "Answering measures", families.size());
    std::filesystem::create_directories(input.cache / "cells");
    std::map<const Dataset*, Coverage> of_datasets = coverage_of_datasets(families, input, database);
    auto answer_family = [&](const Family& family) {
        Connection connection = database.connect();
        Cells cells = cells_of(family, input, connection);
        Finder finder(input.areas, cells.texts);
        Coverage covered = coverage_of(cells, finder);
        auto whole = of_datasets.find(family.dataset);
        if (whole != of_datasets.end() && counts_rows(*family.pattern)) covered.add(whole->second);
        for (std::size_t i : family.members) {
            const Measure& m = input.measures[i];
            if (cells.rows.empty()) out[i].measure = &m;
            else out[i] = answer(m, cells, finder, input, covered, people);
            out[i].sql = statement_of(m, *family.dataset);
            for (Breakdown& b : out[i].breakdowns)
                if (b.title.empty()) b.title = breakdown_title(*family.dataset, b.name);
        }
        progress.step();
    };
    // Those that hold all rows at once go one after the other: two of them together need more memory than
    // there is. Each has all threads of the database.
    auto far =
        std::ranges::stable_partition(families, [](const Family& f) { return !looks_beyond_months(*f.pattern); });
    auto near = static_cast<std::size_t>(far.begin() - families.begin());
    parallel_for(near, input.threads, [&](std::size_t f) { answer_family(families[f]); });
    for (const Family& family : far)
        answer_family(family);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (is_derived(input.measures[i])) out[i].measure = &input.measures[i];
    return out;
}

} // namespace peelian
