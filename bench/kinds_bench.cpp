// SPDX-License-Identifier: MIT
// Repeat victims among 10 million crimes, and survey estimates of 100,000 interviews in 40
// domains and 36 quarters: from facts to points, reading them and the roll-up included.
// `kinds_bench FOLDER` makes the facts there and the same rows as CSV for kinds_bench.R.
#include "measures/definitions.hpp"
#include "measures/evaluate.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <filesystem>

using namespace peelian;
namespace fs = std::filesystem;

namespace {

constexpr const char* k_victims = R"(select date_trunc('month', day)::date as month, *, 'F' as force_area,
  'B' || (hash(victim) % 32) as borough_area, null::varchar as ward_area, 'F' as force
  from (select date '2019-01-01' + (hash(range, 1) % 1826)::integer as day,
  case when hash(range, 2) % 10 = 0 then null else 'v' || (hash(range, 3) % 6000000) end as victim,
  't' || (hash(range, 4) % 14) as crime_type from range(10000000)))";

constexpr const char* k_answers =
    R"(select (date '2015-03-01' + interval 3 month * (hash(range, 1) % 36)::integer)::date
  as month, 'F' as force, 'F' as force_area, 'B' || (hash(range, 2) % 32) as borough_area, null::varchar as ward_area,
  's' || (hash(range, 2) % 32) as stratum, 'c' || (hash(range, 2) % 32) || '-' || (hash(range, 3) % 8) as cluster,
  0.5 + (hash(range, 4) % 100) / 50.0 as weight, (hash(range, 5) % 3 > 0)::integer::double as answer, 'q' as item,
  'g' || (hash(range, 6) % 7) as age_group from range(100000))";

constexpr const char* k_measures = R"(
[[measure]]
id = "repeat"
title = "Repeat"
dataset = "victimisation"
kind = "repeat"
victim = "victim"
areas = ["force", "borough"]
[[measure]]
id = "survey"
title = "Survey"
dataset = "survey_response"
kind = "survey"
numerator = "answer = 1"
breakdowns = ["age_group"]
areas = ["force", "borough"]
)";

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    fs::path folder = argc > 1 ? argv[1] : "/tmp/kinds_bench";
    fs::create_directories(folder);
    Database database{DatabaseOptions{.threads = 2, .memory_limit = "1200MB", .allowed = {folder}, .spill = folder}};
    Connection connection = database.connect();
    std::vector<FactFile> facts;
    std::array folders{fs::path("presets")};
    Catalogue known = read_catalogue(folders);
    for (auto [dataset, rows] : {std::pair{"victimisation", k_victims}, {"survey_response", k_answers}}) {
        fs::path path = folder / (std::string(dataset) + ".parquet");
        std::string missing;
        for (const DatasetColumn& c : known.dataset(dataset).columns)
            missing += fmt::format("null::{} as {}, ", c.type, sql_name(c.name));
        missing.resize(missing.size() - 2);
        connection.execute(
            fmt::format("copy (select * from (select {} limit 0) union all by name {}) to {} (format parquet)", missing,
                        rows, sql_text(path.string())));
        connection.execute(fmt::format("copy (from {}) to {} (format csv)", sql_text(path.string()),
                                       sql_text((folder / (std::string(dataset) + ".csv")).string())));
        std::vector<Month> months;
        for (int i = 0; i < 120; ++i)
            months.push_back(Month::from("2015-01") + i);
        facts.push_back({path, dataset, dataset, "made", 0, {}, months});
    }
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    for (int i = 0; i < 32; ++i)
        areas.add(fmt::format("B{}", i), fmt::format("B{}", i), Level::borough, "F");
    areas.add_stand_ins();
    areas.sort();
    FILE* file = std::fopen((folder / "m.toml").c_str(), "w");
    std::fputs(k_measures, file);
    std::fclose(file);
    std::array files{folder / "m.toml"};
    std::vector<Measure> all = read_measures(
        files, known, connection, [](const auto&, const auto&) { return std::vector<std::string>{}; },
        [](const auto&) { return true; });
    for (const Measure& m : all) {
        std::vector<Measure> one{m};
        auto start = std::chrono::steady_clock::now();
        auto data = evaluate({one, known, facts, areas, folder / ("cache-" + m.id + fmt::format("{}", std::rand())), 2},
                             database);
        double seconds = seconds_since(start);
        std::size_t points = 0;
        for (const Series& s : data[0].series)
            for (PeriodKind kind : period_kinds(one[0]))
                points += points_of(data[0], s, kind).size();
        fmt::print("{}: {:.2f} s, {} points\n", m.id, seconds, points);
    }
}
