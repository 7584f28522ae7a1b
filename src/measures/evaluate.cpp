// SPDX-License-Identifier: MIT
#include "measures/evaluate.hpp"

#include "base/text.hpp"
#include "measures/cells.hpp"
#include "measures/people.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peelian {
namespace {

/// Where a code of the facts leads: the area whose series the row counts in.
class Finder {
public:
    explicit Finder(const Areas& areas, const TextTable& texts) : areas_(areas) {
        for (std::uint32_t i = 0; i < texts.size(); ++i)
            found_.push_back(areas.find(texts[i]));
        for (AreaIndex i = 0; i < areas.size(); ++i) {
            const Area& area = areas[i];
            if (area.kind == AreaKind::elsewhere) elsewhere_[*area.parent] = i;
            if (area.kind == AreaKind::no_location) no_location_[*area.parent] = i;
        }
        blank_ = texts.size();
        for (std::uint32_t i = 0; i < texts.size(); ++i)
            if (texts[i].empty()) blank_ = i;
    }
    std::optional<AreaIndex> force(const Cell& c) const { return of_level(c.force, Level::force); }
    std::optional<AreaIndex> ward(const Cell& c) const { return of_level(c.ward, Level::ward); }
    /// The borough the row counts in, whoever recorded it.
    std::optional<AreaIndex> borough(const Cell& c) const { return of_level(c.borough, Level::borough); }
    bool is_placed(const Cell& c) const { return c.borough != blank_; }
    /// The stand-in of the recording force: no place, or a place outside its boroughs.
    std::optional<AreaIndex> stand_in(const Cell& c) const {
        auto own = force(c);
        if (!own) return std::nullopt;
        const auto& which = c.borough == blank_ ? no_location_ : elsewhere_;
        auto place = borough(c);
        if (place && areas_[*place].parent == own) return std::nullopt;
        auto at = which.find(*own);
        return at == which.end() ? std::nullopt : std::optional(at->second);
    }

private:
    std::optional<AreaIndex> of_level(std::uint32_t text, Level level) const {
        auto area = found_[text];
        return area && areas_[*area].level == level ? area : std::nullopt;
    }
    const Areas& areas_;
    std::vector<std::optional<AreaIndex>> found_;
    std::map<AreaIndex, AreaIndex> elsewhere_, no_location_;
    std::size_t blank_ = 0;
};

/// Months each force has facts for, by level: a ward table may cover other months than a
/// borough table, and a month whose rows all lack a place says nothing about boroughs.
struct Coverage {
    std::map<AreaIndex, std::set<Month>> forces, boroughs, wards;
    const std::map<AreaIndex, std::set<Month>>& of(const Area& area) const {
        if (area.level == Level::ward) return wards;
        return area.level == Level::borough && area.kind == AreaKind::real ? boroughs : forces;
    }
};

bool boroughs_are_given(const Cells& cells) {
    return std::ranges::any_of(cells.rows, [&](const Cell& c) { return cells.texts[c.level] == "borough"; });
}

Coverage coverage_of(const Cells& cells, const Finder& finder) {
    // So many rows without one place between them are a file without places, not chance.
    constexpr double k_all_unplaced = 20;
    Coverage covered;
    bool given = boroughs_are_given(cells);
    std::map<std::pair<AreaIndex, Month>, double> unplaced;
    for (const Cell& c : cells.rows) {
        auto force = finder.force(c);
        if (!force) continue;
        Month month = Month::from_index(c.month);
        bool by_ward = c.breakdown == -2;
        if (by_ward && finder.ward(c)) covered.wards[*force].insert(month);
        if (by_ward || (given && cells.texts[c.level] == "ward")) continue;
        covered.forces[*force].insert(month);
        if (finder.is_placed(c)) covered.boroughs[*force].insert(month);
        else if (c.breakdown == -1) unplaced[{*force, month}] += c.numerator;
    }
    for (const auto& [force, months] : covered.forces)
        for (Month month : months)
            if (unplaced[{force, month}] < k_all_unplaced) covered.boroughs[force].insert(month);
    return covered;
}

/// Grows the series of one measure from cells.
class Builder {
public:
    Builder(const Measure& measure, const Areas& areas, Month first, std::size_t length)
        : measure_(measure),
          areas_(areas),
          first_(first),
          length_(length) {}

    void add(AreaIndex area, int breakdown, const std::string& group, const Cell& cell) {
        if (!is_wanted(areas_[area].level)) return;
        add_value(area, breakdown, group, cell.month, cell.numerator, cell.denominator);
    }
    void add_value(AreaIndex area, int breakdown, const std::string& group, std::int32_t month, double numerator,
                   double denominator) {
        auto i = static_cast<std::size_t>((month - first_.index()) / measure_.step);
        if (i >= length_) return;
        auto& [x, n] = series_[{area, breakdown, group}];
        if (x.empty()) x.assign(length_, 0.0);
        x[i] += numerator;
        if (std::isnan(denominator)) return;
        if (n.empty()) n.assign(length_, 0.0);
        n[i] += denominator;
    }
    /// Missing outside coverage; every area of a level has a series, be it all zero.
    MeasureData finish(const Coverage& covered, bool fill_areas) &&;

private:
    using Key = std::tuple<AreaIndex, int, std::string>;
    /// A share needs its force's total, published or not.
    bool is_wanted(Level level) const {
        return std::ranges::find(measure_.levels, level) != measure_.levels.end() ||
               (measure_.kind == MeasureKind::share && level == Level::force);
    }
    const Measure& measure_;
    const Areas& areas_;
    Month first_;
    std::size_t length_;
    std::map<Key, std::pair<std::vector<double>, std::vector<double>>> series_;
};

/// A category that has no row in any area for a year at the start or the end of the data
/// did not exist then (types were split and renamed): that is missing, not zero.
std::pair<std::size_t, std::size_t> lifetime(const std::vector<double>& total) {
    constexpr std::size_t k_year = 12;
    std::size_t from = 0, to = total.size();
    while (from < to && total[from] == 0)
        ++from;
    while (to > from && total[to - 1] == 0)
        --to;
    return {from >= k_year ? from : 0, total.size() - to >= k_year ? to : total.size()};
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
            total[i] += values.first[i] + (values.second.empty() ? 0 : values.second[i]);
    }
    for (std::size_t b = 0; b < groups.size(); ++b)
        data.breakdowns[b].groups.assign(groups[b].begin(), groups[b].end());
    auto [from, to] = lifetime(total);
    if (fill_areas)
        for (AreaIndex a = 0; a < areas_.size(); ++a)
            if (is_wanted(areas_[a].level) && covered.of(areas_[a]).contains(areas_.force_of(a))) series_[{a, -1, ""}];
    bool has_denominator = std::ranges::any_of(series_, [](const auto& s) { return !s.second.second.empty(); });
    for (auto& [key, values] : series_) {
        const auto& [area, breakdown, group] = key;
        Series s;
        s.area = area;
        s.breakdown = breakdown;
        if (breakdown >= 0) {
            const auto& list = data.breakdowns[static_cast<std::size_t>(breakdown)].groups;
            s.group = static_cast<int>(std::ranges::lower_bound(list, group) - list.begin());
        }
        const auto& months = covered.of(areas_[area]);
        auto own = months.find(areas_.force_of(area));
        s.numerator = values.first.empty() ? std::vector<double>(length_, 0.0) : std::move(values.first);
        if (has_denominator)
            s.denominator = values.second.empty() ? std::vector<double>(length_, 0.0) : std::move(values.second);
        for (std::size_t i = 0; i < length_; ++i) {
            bool known = i >= from && i < to && own != months.end() && own->second.contains(data.month_at(i));
            if (known) continue;
            s.numerator[i] = k_missing;
            if (has_denominator) s.denominator[i] = k_missing;
        }
        data.series.push_back(std::move(s));
    }
    set_spans(data);
    return data;
}

struct Span {
    Month first;
    std::size_t length;
};

Span span_of(const Cells& cells, int step) {
    auto [low, high] = std::ranges::minmax(cells.rows, {}, &Cell::month);
    return {Month::from_index(low.month), static_cast<std::size_t>((high.month - low.month) / step + 1)};
}

void add_cell(Builder& builder, const Cell& c, const Finder& finder, const TextTable& texts, bool boroughs_given) {
    const std::string& level = texts[c.level];
    const std::string& group = c.breakdown >= 0 ? texts[c.group] : texts[c.level].substr(0, 0);
    if (c.breakdown == -2) {
        if (!level.empty() && level != "ward") return;
        if (auto ward = finder.ward(c)) builder.add(*ward, -1, group, c);
        return;
    }
    // A ward table is added up to boroughs only where no borough table says it itself.
    if (level == "ward" && boroughs_given) return;
    if (auto force = finder.force(c)) builder.add(*force, c.breakdown, group, c);
    if (auto borough = finder.borough(c)) builder.add(*borough, c.breakdown, group, c);
    if (auto other = finder.stand_in(c)) builder.add(*other, c.breakdown, group, c);
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
                  const Coverage& covered, Span span) {
    Builder builder(m, input.areas, span.first, span.length);
    bool boroughs_given = boroughs_are_given(cells);
    bool stock = m.kind == MeasureKind::stock;
    std::map<std::pair<AreaIndex, std::int32_t>, std::pair<double, double>> of_force;
    for (const Cell& c : cells.rows) {
        if (!m.each_column.empty() && cells.texts[c.each] != m.each_value) continue;
        if (!stock) {
            add_cell(builder, c, finder, cells.texts, boroughs_given);
            continue;
        }
        add_stock(builder, c, finder);
        auto force = finder.force(c);
        if (c.breakdown != -1 || !force || std::isnan(c.of_force)) continue;
        auto& [sum, n] = of_force[{*force, c.month}];
        sum += c.of_force;
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
    std::erase_if(data.series, [&](const Series& s) {
        return std::ranges::find(data.measure->levels, areas[s.area].level) == data.measure->levels.end();
    });
}

} // namespace

std::vector<MeasureData> evaluate(const EvaluateInput& input, Database& database) {
    std::vector<Family> families = families_of(input);
    std::vector<MeasureData> out(input.measures.size());
    Connection people_connection = database.connect();
    People people(input, people_connection);
    Progress progress(input.progress, "Answering measures", families.size());
    std::filesystem::create_directories(input.cache / "cells");
    parallel_for(families.size(), input.threads, [&](std::size_t f) {
        const Family& family = families[f];
        Connection connection = database.connect();
        Cells cells = cells_of(family, input, connection);
        Finder finder(input.areas, cells.texts);
        auto covered = coverage_of(cells, finder);
        for (std::size_t i : family.members) {
            const Measure& m = input.measures[i];
            if (cells.rows.empty()) {
                out[i].measure = &m;
            } else {
                out[i] = build(m, cells, finder, input, covered, span_of(cells, m.step));
                if (m.kind == MeasureKind::stock) blank_empty_stock(out[i]);
                if (m.kind == MeasureKind::share) fill_shares(out[i], input.areas);
                if (m.kind == MeasureKind::rate || m.kind == MeasureKind::ratio) people.fill(out[i], input.areas);
            }
            out[i].sql = statement_of(m, *family.dataset);
            for (Breakdown& b : out[i].breakdowns)
                b.title = family.dataset->find(b.name)->title;
        }
        progress.step();
    });
    return out;
}

} // namespace peelian
