// SPDX-License-Identifier: MIT
#include "measures/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace peelian {
namespace {

struct Sums {
    std::map<int, double> own, parts;
};

} // namespace

People::People(const EvaluateInput& input, Connection& connection)
    : People(input, connection, "population", "ethnicity") {}

People::People(const EvaluateInput& input, Connection& connection, const std::string& dataset,
               const std::string& group_column) {
    std::string relation = facts_relation(input.facts, dataset);
    if (relation.empty()) return;
    std::map<std::pair<AreaIndex, std::string>, Sums> sums;
    Result rows = connection.query(
        fmt::format("select small_area, borough_area, ward_area, coalesce({}, ''), year(month)::integer, "
                    "sum(persons)::double from {} group by all order by all",
                    sql_name(group_column), relation));
    while (rows.next()) {
        std::string group(rows.text(3));
        int year = static_cast<int>(rows.integer(4));
        double n = rows.real(5);
        auto own = input.areas.find(rows.text(0));
        if (own) {
            sums[{*own, group}].own[year] += n;
            continue;
        }
        for (std::size_t column : {1, 2})
            if (auto area = input.areas.find(rows.text(column))) sums[{*area, group}].parts[year] += n;
    }
    for (auto& [key, s] : sums) {
        std::map<int, double>& years = years_[key];
        years = s.parts;
        for (const auto& [year, n] : s.own)
            years[year] = n;
    }
    // What no row gives follows from the parts: groups to everyone, boroughs to units and forces.
    std::map<std::pair<AreaIndex, std::string>, std::map<int, double>> more;
    for (const auto& [key, years] : years_)
        if (!key.second.empty() && !years_.contains({key.first, ""}))
            for (const auto& [year, n] : years)
                more[{key.first, ""}][year] += n;
    years_.merge(more);
    more.clear();
    for (const auto& [key, years] : years_) {
        const Area& area = input.areas[key.first];
        if (area.level != Level::borough) continue;
        for (auto around = area.parent; around; around = input.areas[*around].parent) {
            if (years_.contains({*around, key.second})) continue;
            for (const auto& [year, n] : years)
                more[{*around, key.second}][year] += n;
        }
    }
    years_.merge(more);
}

double People::persons(AreaIndex area, const std::string& group, Month month) const {
    auto found = years_.find({area, group});
    if (found == years_.end()) return k_missing;
    int wanted = month.month() >= 4 ? month.year() : month.year() - 1;
    double best = k_missing;
    int distance = 1 << 20;
    for (const auto& [year, n] : found->second) {
        if (std::abs(year - wanted) >= distance) continue;
        distance = std::abs(year - wanted);
        best = n;
    }
    return best;
}

void People::fill(MeasureData& data, const Areas& areas) const {
    for (Series& s : data.series) {
        std::string group =
            s.breakdown < 0
                ? std::string()
                : data.breakdowns[static_cast<std::size_t>(s.breakdown)].groups[static_cast<std::size_t>(s.group)];
        s.denominator.assign(data.length, k_missing);
        if (areas[s.area].kind != AreaKind::real) continue;
        for (std::size_t i = 0; i < data.length; ++i)
            if (!std::isnan(s.numerator[i])) s.denominator[i] = persons(s.area, group, data.month_at(i));
        // A whole is held against nothing, and a group that nobody lives in as such ("Not
        // stated") has no rate to hold; their counts are another measure's.
        if (data.measure->kind != MeasureKind::ratio) continue;
        // Those named `unknown` keep theirs: they bound the others.
        if (std::ranges::find(data.measure->unknown, group) != data.measure->unknown.end()) continue;
        for (std::size_t i = 0; i < data.length; ++i)
            if (s.breakdown < 0 || std::isnan(s.denominator[i])) s.numerator[i] = s.denominator[i] = k_missing;
    }
}

} // namespace peelian
