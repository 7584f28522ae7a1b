// SPDX-License-Identifier: MIT
// For tests of the kinds of measure: rows of any dataset, written by hand as SQL.
#pragma once

#include "measures/derive.hpp"
#include "measures/made.hpp"

namespace peelian::measure_tests {

struct MadeKinds : Made {
    /// Facts of one month (or of all, for the months named): `rows` is an SQL select whose columns
    /// are some of the dataset's and of force_area, borough_area, ward_area.
    void put(std::string_view dataset_id, std::string_view rows, const std::vector<std::string>& when) {
        const Dataset& dataset = known.dataset(dataset_id);
        std::string key = fmt::format("{}-{}-{}", dataset_id, when.front(), facts.size());
        fs::path path = folder / (key + ".parquet");
        std::string empty;
        for (const DatasetColumn& column : dataset.columns)
            empty += fmt::format("null::{} as {}, ", column.type, sql_name(column.name));
        Connection connection = database.connect();
        connection.execute(fmt::format("copy (select * from (select {}null::varchar as force_area, null::varchar as "
                                       "borough_area, null::varchar as ward_area limit 0) union all by name {}) to {} "
                                       "(format parquet)",
                                       empty, rows, sql_text(path.string())));
        std::vector<Month> months;
        for (const std::string& month : when)
            months.push_back(Month::from(month));
        facts.push_back({path, key, std::string(dataset_id), "made", 0, {}, months});
    }
    /// The points of an area's whole, or of a group.
    std::vector<Point> points(std::string_view area, PeriodKind kind, std::size_t measure = 0,
                              std::string_view group = "") const {
        const MeasureData& d = data.at(measure);
        if (group.empty()) return points_of(d, series(area, measure), kind);
        for (const Series& s : d.series)
            if (s.area == areas.at(area) && s.breakdown >= 0 &&
                d.breakdowns[static_cast<std::size_t>(s.breakdown)].groups[static_cast<std::size_t>(s.group)] == group)
                return points_of(d, s, kind);
        FAIL("no group " << std::string(group));
        return {};
    }
    Point last(std::string_view area, PeriodKind kind, std::size_t measure = 0, std::string_view group = "") const {
        std::vector<Point> all = points(area, kind, measure, group);
        REQUIRE(!all.empty());
        return all.back();
    }
};

/// A measure in TOML of one line a key.
inline std::string measure(std::string_view id, std::string_view dataset, std::string_view kind,
                           std::string_view more) {
    return fmt::format("[[measure]]\nid = '{0}'\ntitle = '{0}'\nkind = '{2}'\n{1}{3}\n", id,
                       dataset.empty() ? "" : fmt::format("dataset = '{}'\n", dataset), kind, more);
}

} // namespace peelian::measure_tests
