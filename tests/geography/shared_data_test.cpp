// SPDX-License-Identifier: MIT
// Real boundaries, where they are at hand (the shared data folder); elsewhere each
// test says what it would have read and passes.
#include "base/csv.hpp"
#include "geography/boundaries.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <map>
#include <set>

using namespace peelian;

namespace {

const std::filesystem::path k_data = std::filesystem::path(made::shared_dir()) / "data";

bool absent(const char* name) {
    if (std::filesystem::exists(k_data / name)) return false;
    MESSAGE("skipped: there is no ", (k_data / name).string());
    return true;
}

double degrees(const std::string& text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Agreement {
    std::size_t same = 0, other = 0, nowhere = 0;
};

/// Compares the LSOA that rows state with the one their point lies in, for rows that
/// state an LSOA of the map.
Agreement compare(const char* street, const std::vector<Feature>& map) {
    PlaceFinder finder(map, 50);
    std::set<std::string> codes;
    for (const Feature& feature : map)
        codes.insert(feature.code);
    CsvTable table = read_csv(k_data / street);
    std::size_t lsoa = table.column("LSOA code"), x = table.column("Longitude"), y = table.column("Latitude");
    Agreement agreement;
    for (const CsvRow& row : table.rows) {
        if (!codes.contains(row.fields[lsoa])) continue;
        auto found = finder.find(degrees(row.fields[x]), degrees(row.fields[y]));
        if (!found) ++agreement.nowhere;
        else ++(map[*found].code == row.fields[lsoa] ? agreement.same : agreement.other);
    }
    return agreement;
}

} // namespace

TEST_CASE("points of City of London crimes lie in the LSOA the police state") {
    constexpr const char* k_map = "boundaries/lsoa21_full_resolution_city-of-london.wgs84.derived.geojson";
    constexpr const char* k_street = "police_uk/city-of-london/street/2025-02-city-of-london-street.csv.gz";
    if (absent(k_map) || absent(k_street)) return;
    std::vector<Feature> map = read_boundaries(k_data / k_map);
    REQUIRE(map.size() == 6);
    CHECK(map[0].code == "E01000001");
    CHECK(map[0].name == "City of London 001A");
    Agreement agreement = compare(k_street, map);
    MESSAGE("same ", agreement.same, ", other ", agreement.other, ", nowhere ", agreement.nowhere);
    CHECK(agreement.same == 619);
    CHECK(agreement.other == 0);
    CHECK(agreement.nowhere == 0);
}

TEST_CASE("the GeoPackages have 33 boroughs, 684 wards and 4,994 LSOAs, within London") {
    const std::pair<const char*, std::size_t> expected[] = {{"boundaries/london_borough.gpkg", 33},
                                                            {"boundaries/london_ward.gpkg", 684},
                                                            {"boundaries/london_lsoa.gpkg", 4994}};
    for (auto [file, count] : expected) {
        if (absent(file)) continue;
        std::vector<Feature> map = read_boundaries(k_data / file);
        CHECK(map.size() == count);
        bool within = true;
        for (const Feature& feature : map)
            for (const Polygon& polygon : feature.polygons)
                for (const Position& p : polygon.rings[0])
                    within &= p.longitude > -0.52 && p.longitude < 0.34 && p.latitude > 51.28 && p.latitude < 51.70;
        CHECK(within);
        CHECK_FALSE(map[0].name.empty());
        CHECK(map[0].name != map[0].code);
    }
}

TEST_CASE("both files of London's boroughs put landmarks in the same borough") {
    for (const char* file :
         {"boundaries/london_borough.gpkg", "boundaries/london_borough_excluding_mhw_wgs84.derived.geojson"}) {
        if (absent(file)) continue;
        std::vector<Feature> map = read_boundaries(k_data / file);
        REQUIRE(map.size() == 33);
        PlaceFinder finder(map);
        auto at = [&](double x, double y) { return map[finder.find(x, y).value()].name; };
        CHECK(at(-0.1276, 51.5034) == "Westminster");    // 10 Downing Street
        CHECK(at(-0.0984, 51.5138) == "City of London"); // St Paul's
        CHECK(at(-0.4543, 51.4700) == "Hillingdon");     // Heathrow
        CHECK(at(-0.0005, 51.4779) == "Greenwich");      // the Observatory
        CHECK(at(0.1821, 51.5812) == "Havering");        // Romford
        CHECK_FALSE(finder.find(-1.2577, 51.7520));      // Oxford
    }
}

TEST_CASE("gzipped GeoJSON of 657 wards and 4,835 LSOAs is read") {
    if (absent("boundaries/london_wards_2018_wgs84.derived.geojson.gz")) return;
    std::vector<Feature> wards = read_boundaries(k_data / "boundaries/london_wards_2018_wgs84.derived.geojson.gz");
    CHECK(wards.size() == 657);
    CHECK(wards[0].code.starts_with("E0"));
    if (absent("boundaries/lsoa_2011_london_gen_mhw_wgs84.derived.geojson.gz")) return;
    CHECK(read_boundaries(k_data / "boundaries/lsoa_2011_london_gen_mhw_wgs84.derived.geojson.gz").size() == 4835);
}

TEST_CASE("boroughs and wards can be drawn small enough for a page, every one of them") {
    const std::pair<const char*, std::size_t> drawings[] = {
        {"boundaries/london_borough.gpkg", 150'000},
        {"boundaries/london_borough_excluding_mhw_wgs84.derived.geojson", 150'000},
        {"boundaries/london_ward.gpkg", 600'000},
        {"boundaries/london_wards_2018_wgs84.derived.geojson.gz", 600'000}};
    for (auto [file, limit] : drawings) {
        if (absent(file)) continue;
        std::vector<Feature> map = read_boundaries(k_data / file);
        std::string text = geojson_within(map, limit);
        CHECK(text.size() <= limit);
        CHECK(text.find("\"geometry\":null") == std::string::npos);
        MESSAGE(std::string(file), ": ", text.size(), " bytes");
    }
}
