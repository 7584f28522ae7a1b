// SPDX-License-Identifier: MIT
// For tests of the measures: two forces with two boroughs each, wards, and facts of 14
// months written by hand.
#pragma once

#include "base/text.hpp"
#include "measures/definitions.hpp"
#include "measures/evaluate.hpp"
#include "support/folders.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <set>

namespace peelian::measure_tests {
using tests::has;
using tests::message_of;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

inline Catalogue catalogue() {
    std::array folders{fs::path(made::source_dir()) / "presets"};
    return read_catalogue(folders);
}

/// Forces F and G; boroughs F1, F2, G1, G2; wards F1a and F1b.
inline Areas two_forces() {
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    areas.add("G", "Guard", Level::force, "");
    for (const char* code : {"F1", "F2", "G1", "G2"})
        areas.add(code, code, Level::borough, std::string(1, code[0]));
    areas.add("F1a", "F1a", Level::ward, "F1");
    areas.add("F1b", "F1b", Level::ward, "F1");
    areas.add_stand_ins();
    areas.sort();
    return areas;
}

/// Facts of crimes, a file a month, and the answers to measures over them.
struct Made {
    TemporaryFolder folder;
    Catalogue known = catalogue();
    Areas areas = two_forces();
    Database database{DatabaseOptions{.allowed = {folder.path()}}};
    std::vector<FactFile> facts;
    std::vector<Measure> measures;
    std::vector<MeasureData> data;
    int caches = 0;

    /// Rows of one month: {force, borough, ward, type, outcome} as SQL, null as `null`.
    void month(std::string_view when, const std::vector<std::string>& rows, std::string_view version = "1") {
        std::string key = fmt::format("{}-{}", when, version);
        fs::path path = folder / (key + ".parquet");
        Connection connection = database.connect();
        connection.execute(fmt::format(
            "copy (select date '{}-01' as month, force_area as force, null::varchar as small_area, null::varchar as "
            "district, "
            "outcome::varchar as outcome, null::varchar as context, crime_type, force_area, borough_area::varchar as "
            "borough_area, ward_area::varchar as ward_area from (values {}) t(force_area, borough_area, ward_area, "
            "crime_type, outcome)) to {} (format parquet)",
            when, join(rows, ", "), sql_text(path.string())));
        std::erase_if(facts, [&](const FactFile& f) { return f.months.front() == Month::from(when); });
        facts.push_back({path, key, "crime", "made", 0, {}, {Month::from(when)}});
    }
    /// Reads measures from TOML and answers them, with a cache of its own or the last one.
    void ask(std::string_view toml, bool fresh_cache = true, unsigned threads = 2) {
        fs::path file = folder.put("m.toml", toml);
        std::array files{file};
        Connection connection = database.connect();
        auto values = [](const std::string&, const std::string&) {
            return std::vector<std::string>{"Burglary", "Drugs"};
        };
        measures = read_measures(files, known, connection, values, [](const std::string&) { return true; });
        settle_units(measures, areas);
        caches += fresh_cache ? 1 : 0;
        data = evaluate({measures, known, facts, areas, folder / fmt::format("cache{}", caches), threads}, database);
    }
    const Series& series(std::string_view area, std::size_t measure = 0) const {
        const Series* found = data.at(measure).whole_of(areas.at(area));
        REQUIRE_MESSAGE(found != nullptr, std::string(area));
        return *found;
    }
    /// All numbers of all answers, as text.
    std::string dump() const {
        std::string out;
        for (const MeasureData& d : data)
            for (const Series& s : d.series) {
                out += fmt::format("{} {} {} {}:", d.measure->id, areas[s.area].code, s.breakdown, s.group);
                for (double x : s.numerator)
                    out += fmt::format(" {}", x);
                for (double x : s.denominator)
                    out += fmt::format(" /{}", x);
                out += "\n";
            }
        return out;
    }
};

inline std::string row(std::string_view force, std::string_view borough, std::string_view ward,
                       std::string_view type = "Burglary", std::string_view outcome = "Charged") {
    auto text = [](std::string_view t) { return t.empty() ? std::string("null") : sql_text(t); };
    return fmt::format("({}, {}, {}, {}, {})", text(force), text(borough), text(ward), text(type), text(outcome));
}

inline constexpr const char* k_count = R"(
[[measure]]
id = "crimes"
title = "Crimes"
dataset = "crime"
kind = "count"
)";

/// 14 months from January 2023: F counts i + 4 a month (i from 0), G one, in March none.
inline void put_fourteen_months(Made& made, int until = 14) {
    for (int i = 0; i < until; ++i) {
        std::vector<std::string> rows(static_cast<std::size_t>(i), row("F", "F1", "F1a"));
        rows.push_back(row("F", "F2", "", "Drugs", "None"));
        rows.push_back(row("F", "", ""));
        rows.push_back(row("F", "elsewhere", ""));
        rows.push_back(row("F", "G1", ""));
        if (i != 2) rows.push_back(row("G", "G1", ""));
        made.month((Month::from("2023-01") + i).to_string(), rows);
    }
}

} // namespace peelian::measure_tests
