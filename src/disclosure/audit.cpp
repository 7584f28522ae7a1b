// SPDX-License-Identifier: MIT
#include "disclosure/audit.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace peelian {
namespace {

constexpr double k_rounding = 1e-6;

/// A value of a column: which column (measure, breakdown, group, base or not) and where.
struct Column {
    const MeasureData* data = nullptr;
    int breakdown = -1, group = -1;
    bool base = false;
    std::map<AreaIndex, std::size_t> at;    ///< series by area
    std::map<Level, std::size_t> same_as{}; ///< by level, the first column with the same numbers
};

/// All that one month publishes of measures that stand together.
class MonthTables {
public:
    MonthTables(std::span<const MeasureData> data, const Areas& areas, const Profile& profile)
        : areas_(areas),
          profile_(profile) {
        for (const MeasureData& measure : data)
            for (bool base : {false, true}) {
                if (base && !is_part_of_base(*measure.measure)) continue;
                std::map<std::pair<int, int>, std::size_t> column_of;
                for (std::size_t s = 0; s < measure.series.size(); ++s) {
                    const Series& series = measure.series[s];
                    auto [at, added] = column_of.try_emplace({series.breakdown, series.group}, columns_.size());
                    if (added) columns_.push_back({&measure, series.breakdown, series.group, base, {}, {}});
                    columns_[at->second].at[series.area] = s;
                }
            }
        find_same();
    }

    void audit(Month month, const AuditOptions& options, std::vector<AuditFailure>& failures) {
        month_ = month;
        system_ = {};
        unknown_.clear();
        known_.clear();
        for (std::size_t c = 0; c < columns_.size(); ++c)
            for (const auto& [area, s] : columns_[c].at)
                note_hidden(c, area, options);
        if (system_.unknowns.empty()) return;
        add_columns();
        add_breakdowns();
        add_families();
        std::vector<FeasibleRange> ranges = feasible_ranges(system_, options.protection);
        for (std::size_t c = 0; c < columns_.size(); ++c)
            for (const auto& [area, s] : columns_[c].at)
                report(c, area, ranges, options, failures);
    }

private:
    using Key = std::pair<std::size_t, AreaIndex>;

    std::size_t time(std::size_t c) const {
        const MeasureData& data = *columns_[c].data;
        int months = month_ - data.first;
        if (months < 0 || months % data.measure->step != 0) return data.length;
        return std::min(data.length, static_cast<std::size_t>(months / data.measure->step));
    }
    double value(std::size_t c, AreaIndex area) const {
        auto at = columns_[c].at.find(area);
        std::size_t t = time(c);
        if (at == columns_[c].at.end() || t >= columns_[c].data->length) return k_missing;
        const Series& series = columns_[c].data->series[at->second];
        return columns_[c].base ? series.denominator[t] : series.numerator[t];
    }
    bool hidden(std::size_t c, AreaIndex area) const {
        const Series& series = columns_[c].data->series[columns_[c].at.at(area)];
        if (series.flags.empty()) return false;
        Flag flag = series.flags[time(c)];
        return flag == Flag::suppressed || flag == Flag::missing;
    }
    const DisclosureRule& rule(std::size_t c, AreaIndex area) const {
        const Column& column = columns_[c];
        std::string_view name;
        if (column.breakdown >= 0) name = column.data->breakdowns[static_cast<std::size_t>(column.breakdown)].name;
        return profile_.rule_for(*column.data->measure, rule_level(areas_, area), name);
    }
    Key key(std::size_t c, AreaIndex area) const {
        auto same = columns_[c].same_as.find(areas_[area].level);
        return {same == columns_[c].same_as.end() ? c : same->second, area};
    }

    void find_same();
    void note_hidden(std::size_t c, AreaIndex area, const AuditOptions& options);
    void add_sum(std::size_t total, AreaIndex total_area, const std::vector<Key>& parts);
    void add_columns();
    void add_breakdowns();
    void add_families();
    void report(std::size_t c, AreaIndex area, const std::vector<FeasibleRange>& ranges, const AuditOptions& options,
                std::vector<AuditFailure>& failures) const;

    const Areas& areas_;
    const Profile& profile_;
    std::vector<Column> columns_;
    Month month_;
    LinearSystem system_;
    std::map<Key, std::size_t> unknown_;
    std::set<Key> known_;
};

void MonthTables::find_same() {
    std::map<std::tuple<Level, std::string, std::vector<std::uint64_t>>, std::size_t> first;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::map<Level, std::vector<std::uint64_t>> numbers;
        for (const auto& [area, s] : columns_[c].at) {
            const Series& series = columns_[c].data->series[s];
            const auto& values = columns_[c].base ? series.denominator : series.numerator;
            for (std::size_t t = 0; t < values.size(); ++t) {
                if (std::isnan(values[t]) || values[t] == 0) continue;
                auto month = static_cast<std::uint64_t>(columns_[c].data->month_at(t).index());
                auto& list = numbers[areas_[area].level];
                list.insert(list.end(), {area, month, std::bit_cast<std::uint64_t>(values[t])});
            }
        }
        for (auto& [level, list] : numbers) {
            // Three words a number; fewer than four numbers can be the same by chance.
            if (list.size() < 12) continue;
            std::tuple same{level, columns_[c].data->measure->dataset, std::move(list)};
            std::size_t other = first.try_emplace(std::move(same), c).first->second;
            // Inside a measure numbers are the same by chance: a group that has everything.
            columns_[c].same_as[level] = columns_[other].data == columns_[c].data ? c : other;
        }
    }
}

/// A number published under one name is known under all.
void MonthTables::note_hidden(std::size_t c, AreaIndex area, const AuditOptions& options) {
    double v = value(c, area);
    if (std::isnan(v)) return;
    if (!hidden(c, area)) {
        known_.insert(key(c, area));
        return;
    }
    auto [at, added] = unknown_.try_emplace(key(c, area), system_.unknowns.size());
    if (added) system_.unknowns.emplace_back();
    double limit = rule(c, area).threshold;
    if (!options.informed || limit == 0 || v >= limit) return;
    auto& [low, high] = system_.unknowns[at->second];
    high = limit - 1;
    low = rule(c, area).zero || v == 0 ? low : 1;
}

/// Adds "the parts make the total" where that is so and tells something.
void MonthTables::add_sum(std::size_t total, AreaIndex total_area, const std::vector<Key>& parts) {
    double whole = value(total, total_area);
    if (std::isnan(whole) || parts.empty()) return;
    LinearSystem::Equation equation;
    double sum = 0;
    auto term = [&](std::size_t c, AreaIndex area, double times) {
        auto at = unknown_.find(key(c, area));
        if (at != unknown_.end() && !known_.contains(key(c, area))) equation.terms.push_back({at->second, times});
        else equation.equals -= times * value(c, area);
    };
    for (auto [c, area] : parts) {
        if (std::isnan(value(c, area))) continue;
        sum += value(c, area);
        term(c, area, 1);
    }
    term(total, total_area, -1);
    if (std::fabs(sum - whole) < k_rounding && !equation.terms.empty())
        system_.equations.push_back(std::move(equation));
}

void MonthTables::add_columns() {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::map<AreaIndex, std::vector<Key>> children;
        for (const auto& [area, s] : columns_[c].at) {
            auto parent = areas_[area].parent;
            while (parent && !columns_[c].at.contains(*parent))
                parent = areas_[*parent].parent;
            if (parent) children[*parent].emplace_back(c, area);
        }
        for (const auto& [parent, parts] : children)
            add_sum(c, parent, parts);
    }
}

void MonthTables::add_breakdowns() {
    for (std::size_t whole = 0; whole < columns_.size(); ++whole) {
        if (columns_[whole].breakdown >= 0) continue;
        for (const auto& [area, s] : columns_[whole].at) {
            std::map<int, std::vector<Key>> groups;
            for (std::size_t c = 0; c < columns_.size(); ++c)
                if (columns_[c].data == columns_[whole].data && columns_[c].base == columns_[whole].base &&
                    columns_[c].breakdown >= 0 && columns_[c].at.contains(area))
                    groups[columns_[c].breakdown].emplace_back(c, area);
            for (const auto& [breakdown, parts] : groups)
                add_sum(whole, area, parts);
        }
    }
}

void MonthTables::add_families() {
    for (const AddingMeasures& adding : profile_.adds)
        for (std::size_t total = 0; total < columns_.size(); ++total) {
            if (columns_[total].breakdown >= 0 || columns_[total].base) continue;
            if (columns_[total].data->measure->id != adding.total) continue;
            for (const auto& [area, s] : columns_[total].at) {
                std::vector<Key> parts;
                for (std::size_t c = 0; c < columns_.size(); ++c)
                    if (columns_[c].breakdown < 0 && !columns_[c].base && columns_[c].at.contains(area) &&
                        adding.has_part(columns_[c].data->measure->id) &&
                        columns_[c].data->measure->dataset == columns_[total].data->measure->dataset)
                        parts.emplace_back(c, area);
                add_sum(total, area, parts);
            }
        }
}

void MonthTables::report(std::size_t c, AreaIndex area, const std::vector<FeasibleRange>& ranges,
                         const AuditOptions& options, std::vector<AuditFailure>& failures) const {
    const Column& column = columns_[c];
    double v = value(c, area);
    if (std::isnan(v) || !hidden(c, area)) return;
    const Series& series = column.data->series[column.at.at(area)];
    if (series.flags[time(c)] != Flag::suppressed) return;
    // A zero that comes back tells no more than one that is shown; a number of another
    // group of a ratio is hidden for the comparison only.
    const DisclosureRule& by = rule(c, area);
    if (v == 0 && !by.zero) return;
    // A unit that is withheld while its boroughs are shown is no secret; those are protected.
    if (by.withhold && areas_[area].level == Level::unit) return;
    if (column.data->measure->kind == MeasureKind::ratio && v >= by.threshold) return;
    // A base may be published elsewhere; it is a secret only where it is small.
    if (column.base && (v <= 0 || v >= by.threshold)) return;
    FeasibleRange range{v, v};
    if (!known_.contains(key(c, area))) range = ranges[unknown_.at(key(c, area))];
    if (range.high - range.low >= options.protection - k_rounding) return;
    AuditFailure failure;
    failure.measure = column.data->measure->id;
    failure.area_code = areas_[area].code;
    if (column.breakdown >= 0) {
        const Breakdown& breakdown = column.data->breakdowns[static_cast<std::size_t>(column.breakdown)];
        failure.breakdown = breakdown.name;
        failure.group = breakdown.groups[static_cast<std::size_t>(column.group)];
    }
    failure.period = month_;
    failure.base = column.base;
    failure.range = range;
    failures.push_back(std::move(failure));
}

/// Derived periods that are shown though a month of theirs is hidden.
void audit_periods(const MeasureData& data, const Areas& areas, std::vector<AuditFailure>& failures) {
    // Estimated values are no sums of those of their months: each is withheld by its own base.
    if (data.measure->kind == MeasureKind::stock || is_estimated(*data.measure)) return;
    for (const Series& series : data.series) {
        if (std::ranges::find(series.flags, Flag::suppressed) == series.flags.end()) continue;
        for (PeriodKind kind : period_kinds(*data.measure))
            for (const Point& point : points_of(data, series, kind)) {
                if (std::isnan(point.numerator) && std::isnan(point.value)) continue;
                auto last = static_cast<std::size_t>((point.last - data.first) / data.measure->step);
                auto parts = static_cast<std::size_t>(std::max(1, months_in(kind) / data.measure->step));
                for (std::size_t t = last + 1 - std::min(parts, last + 1); t <= last; ++t) {
                    if (series.flags[t] != Flag::suppressed) continue;
                    AuditFailure failure;
                    failure.measure = data.measure->id;
                    failure.area_code = areas[series.area].code;
                    failure.kind = kind;
                    failure.period = point.last;
                    failures.push_back(std::move(failure));
                    break;
                }
            }
    }
}

} // namespace

std::vector<AuditFailure> audit(std::span<const MeasureData> data, const Areas& areas, const Profile& profile,
                                const AuditOptions& options) {
    std::vector<AuditFailure> failures;
    std::set<std::int32_t> months;
    for (const MeasureData& measure : data)
        for (const Series& series : measure.series)
            for (std::size_t t = 0; t < series.flags.size(); ++t)
                if (series.flags[t] == Flag::suppressed) months.insert(measure.month_at(t).index());
    if (months.empty()) return failures;
    MonthTables tables(data, areas, profile);
    for (std::int32_t month : months)
        tables.audit(Month::from_index(month), options, failures);
    for (const MeasureData& measure : data)
        audit_periods(measure, areas, failures);
    return failures;
}

} // namespace peelian
