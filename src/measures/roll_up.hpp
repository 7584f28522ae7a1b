// SPDX-License-Identifier: MIT
// Which areas a row of an answer counts in, and which months the facts cover. A borough's
// rows are its unit's too, so that kinds that add up and kinds that do not both have units. Used by
// evaluate.cpp and estimates.cpp.
#pragma once

#include "measures/cells.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace peelian {

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
    /// The unit that the row's borough lies in.
    std::optional<AreaIndex> unit(const Cell& c) const {
        auto place = borough(c);
        return place ? areas_.unit_of(*place) : std::nullopt;
    }
    bool is_placed(const Cell& c) const { return c.borough != blank_; }
    /// The stand-in of the recording force: no place, or a place outside its boroughs.
    std::optional<AreaIndex> stand_in(const Cell& c) const {
        auto own = force(c);
        if (!own) return std::nullopt;
        const auto& which = c.borough == blank_ ? no_location_ : elsewhere_;
        auto place = borough(c);
        if (place && areas_.force_of(*place) == *own) return std::nullopt;
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
    /// What another covers too.
    void add(const Coverage& other);
    const std::map<AreaIndex, std::set<Month>>& of(const Area& area) const {
        if (area.level == Level::ward) return wards;
        return area.level != Level::force && area.kind == AreaKind::real ? boroughs : forces;
    }
};

/// The base periods of a measure over its facts: calendar quarters and financial years, whatever
/// month the facts begin in.
class BasePeriods {
public:
    BasePeriods(const Measure& measure, const Cells& cells);
    /// The last month of the period a month lies in.
    Month end_of(Month month) const;
    /// True when the facts cover the period that ends with `last`: all its months, or where each
    /// fact is one of a whole period (a quarterly survey), the month it is filed under.
    bool is_covered(const Coverage& coverage, const Areas& areas, AreaIndex area, Month last) const;

private:
    int step_;
    bool monthly_ = false; ///< facts lie in months that end no period
};

/// True when a table of boroughs is there beside tables of other levels.
bool boroughs_are_given(const Cells& cells);
Coverage coverage_of(const Cells& cells, const Finder& finder);

template <typename Builder>
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
    if (auto unit = finder.unit(c)) builder.add(*unit, c.breakdown, group, c);
    if (auto borough = finder.borough(c)) builder.add(*borough, c.breakdown, group, c);
    if (auto other = finder.stand_in(c)) builder.add(*other, c.breakdown, group, c);
}

} // namespace peelian
