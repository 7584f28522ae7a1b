// SPDX-License-Identifier: MIT
// Real published data through the whole pipeline, held against figures known otherwise.
// Where the shared data are not there, the cases are skipped by name.
#include "base/text.hpp"
#include "measures/evaluate.hpp"
#include "release/assemble.hpp"
#include "release/init.hpp"
#include "support/folders.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;
namespace fs = std::filesystem;

namespace {

/// A workspace as `peelian init` makes it of some published files, and its numbers.
struct Pipeline {
    TemporaryFolder folder;
    LoadedWorkspace loaded;
    std::vector<Measure> measures;
    std::vector<MeasureData> data;

    Pipeline(const std::string& preset, const std::vector<fs::path>& files,
             const std::vector<std::string>& forces = {}) {
        fs::create_directories(folder / "data");
        for (const fs::path& file : files)
            fs::copy(file, folder / "data" / file.filename().string());
        fs::path presets = fs::path(made::source_dir()) / "presets";
        init_workspace({folder / "ws", preset, folder / "data", presets, forces, 2});
        loaded = load_workspace(folder / "ws", {.threads = 2, .presets = presets, .date = "2024-06-01"});
        measures = measures_of(loaded);
        data = evaluate({measures, loaded.workspace->catalogue, loaded.loaded.facts, loaded.workspace->areas,
                         loaded.workspace->cache(), 2},
                        *loaded.database);
    }
    /// The numerator of a measure for an area's whole, in one month.
    double number(std::string_view measure, std::string_view area, std::string_view month) const {
        for (const MeasureData& d : data) {
            if (d.measure->id != measure) continue;
            const Series* s = d.whole_of(loaded.workspace->areas.at(area));
            if (s == nullptr || Month::from(month) < d.first) return k_missing;
            return s->numerator.at(static_cast<std::size_t>((Month::from(month) - d.first) / d.measure->step));
        }
        FAIL("no measure ", std::string(measure));
        return k_missing;
    }
};

constexpr const char* k_city = "E23000034";
constexpr const char* k_met = "E23000001";

} // namespace

TEST_CASE("real data: City of London crimes by type equal a direct count of the file" *
          doctest::skip(made::no_shared_data())) {
    fs::path raw = made::shared_data() / "police_uk/city-of-london/street/2024-02-city-of-london-street.csv.gz";
    if (!fs::exists(raw)) raw.replace_extension();
    REQUIRE(fs::exists(raw));
    Pipeline city("police.uk", {raw});
    Connection connection = city.loaded.database->connect();
    Result rows = connection.query(
        fmt::format("select \"Crime type\", count(*) from read_csv({}, header = true, all_varchar = true) group by 1",
                    sql_text((city.folder / "data" / raw.filename().string()).string())));
    std::int64_t total = 0;
    while (rows.next()) {
        std::string type(rows.text(0));
        CHECK_MESSAGE(city.number("recorded-" + slug(type), k_city, "2024-02") == static_cast<double>(rows.integer(1)),
                      type);
        total += rows.integer(1);
    }
    CHECK(total == 826);
}

TEST_CASE("real data: the Met's incomplete December 2022 has 5,706 searches" * doctest::skip(made::no_shared_data())) {
    fs::path folder = made::shared_data() / "police_uk/metropolitan/stop-and-search";
    Pipeline met("police.uk", {folder / "2022-12-metropolitan-stop-and-search.csv.gz",
                               folder / "2023-01-metropolitan-stop-and-search.csv.gz"});
    CHECK(met.number("searches", k_met, "2022-12") == 5706);
    CHECK(met.number("searches", k_met, "2023-01") == 16401);
}

TEST_CASE("real data: London in June 2019 as the GLA published it" * doctest::skip(made::no_shared_data())) {
    fs::path crime = made::shared_data() / "london_datastore/mps_recorded_crime";
    Pipeline london("london-datastore",
                    {crime / "MPS Borough Level Crime (Historical) [joanna-jaeeun].csv",
                     made::shared_data() / "lookups/london_areas_lookup_oa21_lsoa21_lsoa11_msoa21_wd24_lad22.parquet",
                     made::shared_data() / "mopac/public_attitude_survey/PAS_Dashboard_Borough.csv"});
    auto june = [&](std::string_view id) { return london.number(id, k_met, "2019-06"); };
    CHECK(june("mps-type-robbery-of-personal-property") == 2951);
    CHECK(june("mps-type-theft-from-the-person") == 4498);
    CHECK(june("mps-type-theft-from-a-vehicle") == 6075);
    CHECK(june("mps-type-homicide") == 19);
    CHECK(june("mps-burglary") == 6371);
    CHECK(june("mps-sexual-offences") == 1831);
    CHECK(london.number("pas-treat-everyone-fairly", k_met, "2023-09") == doctest::Approx(0.63).epsilon(0.001));
}
