// SPDX-License-Identifier: MIT
// The London Datastore tables, the survey, the map and the population; and that what is
// said to be planted is there.
#include "base/text.hpp"
#include "support/folders.hpp"
#include "synthetic/geography_files.hpp"
#include "synthetic/made.hpp"
#include "synthetic/volumes.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <map>
#include <set>

using namespace peelian;
using made::Small;
using made::Table;
using Kind = SyntheticPlant::Kind;

namespace {

constexpr std::string_view k_recent = "most recent 24 months";

long number_in(std::string_view text) {
    long n = -1;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
    REQUIRE((failed == std::errc() && end == text.data() + text.size()));
    return n;
}

std::string column_of(Month month) { return fmt::format("{:04}{:02}", month.year(), month.month()); }

/// Sums of a wide table's month by the values of a column.
std::map<std::string, long> sums(const Table& table, std::string_view by, Month month) {
    std::map<std::string, long> sums;
    for (const auto& row : table.rows)
        sums[row[table.column(by)]] += number_in(row[table.column(column_of(month))]);
    return sums;
}

long cell(const Table& table, std::string_view minor, std::string_view place_column, std::string_view place,
          Month month) {
    long sum = 0;
    for (const auto& row : table.rows)
        if (row[1] == minor && row[table.column(place_column)] == place)
            sum += number_in(row[table.column(column_of(month))]);
    return sum;
}

long rows_of(const Small& small, Month month, std::string_view type, std::string_view borough) {
    long n = 0;
    for (const auto& row : made::table(small.police(month, "metropolitan", "street")).rows)
        n += row[9] == type && row[8].starts_with(fmt::format("{} 0", borough));
    return n;
}

} // namespace

TEST_CASE("the wide tables have the published columns, a month each") {
    const Small& small = Small::london();
    Table before = made::table(small.recorded("Borough", "Historical"));
    Table recent = made::table(small.recorded("Borough", k_recent));
    Table wards = made::table(small.recorded("Ward", k_recent));
    CHECK(join(before.header, ",") == "MajorText,MinorText,BoroughName,202104,202105,202106,202107,"
                                      "202108,202109");
    CHECK(recent.header.size() == 3 + 24);
    CHECK(recent.header[3] == "202110");
    CHECK(recent.header.back() == "202309");
    CHECK(join(std::span(wards.header).first(5), ",") == "MajorText,MinorText,WardName,WardCode,LookUp_BoroughName");
    CHECK(wards.header.size() == 5 + 24);
}

TEST_CASE("the borough table has 32 boroughs, the airports and the unknown, and no row of zeros") {
    Table recent = made::table(Small::london().recorded("Borough", k_recent));
    std::set<std::string> names, types;
    for (const auto& row : recent.rows) {
        names.insert(row[2]);
        types.insert(row[1]);
        CHECK(std::ranges::any_of(std::span(row).subspan(3), [](const std::string& n) { return n != "0"; }));
    }
    CHECK(names.size() == 34);
    CHECK(names.contains("Unknown"));
    CHECK(names.contains("London Heathrow and London City Airports"));
    CHECK_FALSE(names.contains("City of London"));
    CHECK(types.size() > 25);
    CHECK(types.contains("THEFT OR UNAUTH TAKING OF A MOTOR VEH"));
}

TEST_CASE("wards add up to a little less than their boroughs, but for the planted fault") {
    const Small& small = Small::london();
    Table recent = made::table(small.recorded("Borough", k_recent));
    Table wards = made::table(small.recorded("Ward", k_recent));
    const SyntheticPlant& lost = small.planted(Kind::lost_digit);
    for (int m = 0; m < 24; ++m) {
        Month month = small.last() - m;
        auto whole = sums(recent, "BoroughName", month);
        long london = 0, parts = 0;
        for (const auto& [name, sum] : sums(wards, "LookUp_BoroughName", month)) {
            if (name == "Aviation Security (SO18)") continue;
            if (name != lost.area_name || month != lost.month) REQUIRE(sum <= whole.at(name));
            parts += sum;
            london += whole.at(name);
        }
        CHECK(static_cast<double>(parts) / static_cast<double>(london) > 0.95);
        CHECK(static_cast<double>(parts) / static_cast<double>(london) < 0.99);
    }
}

TEST_CASE("the wide table and the street files tell one story") {
    const Small& small = Small::london();
    Table recent = made::table(small.recorded("Borough", k_recent));
    Month month = small.last() - 2;
    std::map<std::string, long> recorded = sums(recent, "MajorText", month), street;
    long published = 0;
    for (const auto& row : made::table(small.police(month, "metropolitan", "street")).rows) {
        ++street[row[9]];
        published += !row[0].empty();
    }
    long all = 0;
    for (const auto& [major, n] : recorded)
        all += n;
    CHECK(static_cast<double>(all) == doctest::Approx(static_cast<double>(published)).epsilon(0.02));
    CHECK(static_cast<double>(recorded["ROBBERY"]) ==
          doctest::Approx(static_cast<double>(street["Robbery"])).epsilon(0.05));
}

TEST_CASE("the planted step is in the street files") {
    const Small& small = Small::london();
    const SyntheticPlant& step = small.planted(Kind::step);
    CHECK(step.month == small.last() - 9);
    CHECK(step.category == "Robbery");
    double before = 0, after = 0;
    for (int m = 0; m < 10; ++m) {
        before += static_cast<double>(rows_of(small, step.month - 1 - m, step.category, step.area_name));
        after += static_cast<double>(rows_of(small, step.month + m, step.category, step.area_name));
    }
    CHECK(after > before * 1.15);
}

TEST_CASE("a step multiplies what is expected from its month on, and nothing else") {
    using namespace synthetic;
    VolumeSettings settings{Month::from("2022-01"), Month::from("2023-12"), 1, 1, std::nullopt};
    Volumes plain(settings);
    settings.step = Step{3, CrimeType::robbery, Month::from("2023-03"), 1.4};
    Volumes stepped(settings);
    auto factor = [&](std::size_t block, CrimeType type, std::string_view month) {
        auto kind = static_cast<std::size_t>(type);
        return stepped.expected(Force::metropolitan, block, kind, Month::from(month)) /
               plain.expected(Force::metropolitan, block, kind, Month::from(month));
    };
    CHECK(factor(3, CrimeType::robbery, "2023-03") == doctest::Approx(1.4));
    CHECK(factor(3, CrimeType::robbery, "2023-12") == doctest::Approx(1.4));
    CHECK(factor(3, CrimeType::robbery, "2023-02") == 1);
    CHECK(factor(3, CrimeType::burglary, "2023-12") == 1);
    CHECK(factor(4, CrimeType::robbery, "2023-12") == 1);
}

TEST_CASE("counts go up and down with the season of their type") {
    using namespace synthetic;
    Volumes volumes({Month::from("2010-01"), Month::from("2019-12"), 1, 1, std::nullopt});
    auto mean_of = [&](CrimeType type, int month) {
        double sum = 0;
        for (int year = 2010; year < 2020; ++year)
            for (std::size_t b = 0; b < k_boroughs; ++b)
                sum += volumes.expected(Force::metropolitan, b, static_cast<std::size_t>(type), Month::of(year, month));
        return sum;
    };
    CHECK(mean_of(CrimeType::bicycle_theft, 8) > 1.8 * mean_of(CrimeType::bicycle_theft, 1));
    CHECK(mean_of(CrimeType::antisocial_behaviour, 7) > 1.4 * mean_of(CrimeType::antisocial_behaviour, 1));
    CHECK(mean_of(CrimeType::burglary, 12) > 1.1 * mean_of(CrimeType::burglary, 6));
}

TEST_CASE("the planted short month of searches ends on the seventeenth") {
    const Small& small = Small::london();
    const SyntheticPlant& cut = small.planted(Kind::cut_month);
    Table table = made::table(small.police(cut.month, "metropolitan", "stop-and-search"));
    CHECK(table.rows.back()[1].starts_with(cut.month.to_string() + "-17T"));
    Table next = made::table(small.police(cut.month + 1, "metropolitan", "stop-and-search"));
    CHECK(static_cast<double>(table.rows.size()) < 0.65 * static_cast<double>(next.rows.size()));
}

TEST_CASE("the planted lost digit stands in the borough table, and the wards give it away") {
    const Small& small = Small::london();
    const SyntheticPlant& lost = small.planted(Kind::lost_digit);
    CHECK(lost.after == lost.before / 10);
    Table recent = made::table(small.recorded("Borough", k_recent));
    Table wards = made::table(small.recorded("Ward", k_recent));
    CHECK(cell(recent, lost.category, "BoroughName", lost.area_name, lost.month) == static_cast<long>(lost.after));
    long parts = cell(wards, lost.category, "LookUp_BoroughName", lost.area_name, lost.month);
    CHECK(parts > static_cast<long>(lost.after));
    CHECK(parts <= static_cast<long>(lost.before));
}

TEST_CASE("the survey has its decimal commas, short dates, odd spellings and stray value") {
    const Small& small = Small::london();
    made::fs::path path = small.folder.path / "mopac" / "PAS_Dashboard_Borough.csv";
    CHECK(made::first_line(path) == "Date,Survey,Borough,Measure,Proportion,MPS,,,,");
    Table survey = made::table(path);
    CHECK(survey.rows.size() == 10 * 8 * 32); // quarters, measures, boroughs
    std::set<std::string> boroughs, measures;
    std::size_t strays = 0;
    for (const auto& row : survey.rows) {
        REQUIRE(row.size() == 10);
        REQUIRE(row[4].starts_with("0,"));
        REQUIRE(row[4].size() <= 4);
        boroughs.insert(row[2]);
        measures.insert(row[3]);
        strays += !row[9].empty();
    }
    CHECK(survey.rows.front()[0] == "30/6/2021");
    CHECK(survey.rows.back()[0] == "30/9/2023");
    CHECK(boroughs.size() == 33); // 32 boroughs, one of them spelt in two ways
    CHECK(boroughs.contains("Richmond Upon Thames"));
    CHECK(boroughs.contains("City of Westminster"));
    CHECK(measures.contains("\"Good Job\" local"));
    CHECK(measures.size() == 8);
    CHECK(strays == 1);
}

TEST_CASE("areas nest: two forces, thirty-three boroughs, wards with codes that cannot be real") {
    Table areas = made::table(Small::london().folder.path / "geography" / "areas.csv");
    CHECK(join(areas.header, ",") == "code,name,level,parent");
    std::map<std::string, std::string> level;
    std::map<std::string, std::size_t> count;
    for (const auto& row : areas.rows) {
        CHECK(level.emplace(row[0], row[2]).second);
        ++count[row[2]];
        if (row[2] == "ward") {
            CHECK(row[0].starts_with("X05"));
            CHECK(level.at(row[3]) == "borough");
        } else {
            CHECK((row[2] == "force" ? row[3].empty() : level.at(row[3]) == "force"));
        }
    }
    CHECK(count["force"] == 2);
    CHECK(count["borough"] == 33);
    CHECK(count["ward"] == Small::london().report.wards);
}

TEST_CASE("the command units hold every borough but the City, each once, and a plan's records come with them") {
    std::map<std::string_view, int> held;
    for (const synthetic::CommandUnit& unit : synthetic::command_units())
        for (std::string_view label : unit.labels)
            if (!label.empty()) ++held[label];
    for (const synthetic::Borough& borough : synthetic::boroughs())
        CHECK(held[borough.label] == (borough.code == "E09000001" ? 0 : 1));
    CHECK(held.size() == 33); // and none that is no borough's
    made::Folder folder;
    std::filesystem::create_directories(folder.path);
    synthetic::write_geography(folder.path, synthetic::Places(1), true);
    Table areas = made::table(folder.path / "areas.csv");
    std::map<std::string, std::vector<std::string>> rows;
    for (const auto& row : areas.rows)
        rows[row[0]] = row;
    CHECK(rows["BCU-CN"] == std::vector<std::string>{"BCU-CN", "Central North", "unit", "E23000001"});
    CHECK(rows["E09000007"][3] == "BCU-CN");
    CHECK(rows["E09000032"][3] == "BCU-SW");
    CHECK(rows["E09000001"][3] == "E23000034");
}

TEST_CASE("the lookup knows every small area of London, whose name begins with its borough's") {
    const Small& small = Small::london();
    std::map<std::string, std::string> names, districts;
    for (const auto& row : made::table(small.folder.path / "geography" / "areas.csv").rows)
        names[row[0]] = row[1];
    for (const auto& row : made::table(small.folder.path / "geography" / "lookup.csv").rows)
        districts[row[0]] = row[2];
    CHECK(districts.size() == small.report.small_areas);
    CHECK(districts.size() == 4994);
    for (const auto& row : made::table(small.police(small.last(), "metropolitan", "street")).rows) {
        if (!row[7].starts_with("X01")) continue;
        REQUIRE(districts.contains(row[7]));
        REQUIRE(row[8].starts_with(names.at(districts.at(row[7])) + " 0"));
    }
}

TEST_CASE("the tile map is the one the project ships") {
    auto sorted = [](const made::fs::path& path) {
        auto rows = made::table(path).rows;
        std::ranges::sort(rows);
        return rows;
    };
    CHECK(sorted(Small::london().folder.path / "geography" / "tiles.csv") ==
          sorted(made::fs::path(made::source_dir()) / "presets" / "geography" / "tiles-london.csv"));
}

TEST_CASE("boundaries hold one polygon an area") {
    const Small& small = Small::london();
    for (auto [file, expected] : {std::pair{"boroughs", std::size_t{33}}, std::pair{"wards", small.report.wards},
                                  std::pair{"small-areas", small.report.small_areas}}) {
        std::string text = read_file(small.folder.path / "geography" / fmt::format("{}.geojson", file));
        std::size_t polygons = 0;
        for (std::size_t at = 0; (at = text.find("\"Polygon\"", at)) != std::string::npos; ++at)
            ++polygons;
        CHECK(polygons == expected);
        CHECK(text.starts_with("{\"type\":\"FeatureCollection\""));
        CHECK(text.ends_with("]}\n"));
    }
}

TEST_CASE("ethnic groups of a borough add up to the persons of its small areas") {
    const Small& small = Small::london();
    std::map<std::string, std::string> district;
    for (const auto& row : made::table(small.folder.path / "geography" / "lookup.csv").rows)
        district[row[0]] = row[2];
    std::map<std::string, long> persons, groups;
    for (const auto& row : made::table(small.folder.path / "population" / "population.csv").rows)
        persons[district.at(row[0]) + row[1]] += number_in(row[2]);
    std::set<std::string> ethnicities;
    for (const auto& row : made::table(small.folder.path / "population" / "ethnicity.csv").rows) {
        groups[row[0] + row[1]] += number_in(row[3]);
        ethnicities.insert(row[2]);
    }
    CHECK(persons == groups);
    CHECK(persons.size() == 33 * 4); // 2020 to 2023
    CHECK(ethnicities == std::set<std::string>{"Asian", "Black", "Mixed", "Other", "White"});
}
