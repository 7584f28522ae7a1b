// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "geography/reference.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace peelian;

namespace {

const std::filesystem::path k_folder = std::filesystem::path(made::source_dir()) / "presets/geography";

const Reference& reference() {
    static const Reference loaded = Reference::load(k_folder);
    return loaded;
}

std::string code_of(std::string_view name, std::optional<Month> when = {}) {
    const DistrictInfo* found = reference().find_district(name, when);
    return found ? found->code : "";
}

std::ptrdiff_t districts_in(Month month) {
    return std::ranges::count_if(reference().districts(), [month](const DistrictInfo& d) { return d.valid_in(month); });
}

} // namespace

TEST_CASE("there are 43 territorial forces and the British Transport Police") {
    CHECK(reference().forces().size() == 44);
    std::set<std::string> slugs;
    for (const ForceInfo& force : reference().forces())
        slugs.insert(force.slug);
    CHECK(slugs.size() == 44);
    CHECK(reference().force("BTP")->police_uk_name == "British Transport Police");
    CHECK(reference().force("W15000004")->slug == "dyfed-powys");
}

TEST_CASE("a force is found by its police.uk name, its file name and its ONS name") {
    for (const char* text : {"Metropolitan Police Service", "metropolitan", "Metropolitan Police",
                             "METROPOLITAN POLICE SERVICE", "E23000001"})
        CHECK_MESSAGE(reference().find_force(text)->code == "E23000001", text);
    CHECK(reference().find_force("Devon and Cornwall Police")->code == "E23000035");
    CHECK(reference().find_force("devon-and-cornwall")->code == "E23000035");
    CHECK(reference().find_force("City of London Police")->code == "E23000034");
    CHECK(reference().find_force("Dyfed-Powys Police")->code == "W15000004");
    CHECK(reference().find_force("Police Service of Nowhere") == nullptr);
}

TEST_CASE("the count of districts follows each reorganisation") {
    CHECK(districts_in(Month::of(2011, 12)) == 348);
    CHECK(districts_in(Month::of(2018, 12)) == 348);
    CHECK(districts_in(Month::of(2019, 12)) == 339);
    CHECK(districts_in(Month::of(2020, 12)) == 336);
    CHECK(districts_in(Month::of(2021, 12)) == 331);
    CHECK(districts_in(Month::of(2023, 12)) == 318);
    CHECK(districts_in(Month::of(2025, 12)) == 318);
}

TEST_CASE("every force with a boundary has districts at all times") {
    for (Month month : {Month::of(2011, 1), Month::of(2019, 6), Month::of(2024, 1)}) {
        std::map<std::string, int> districts;
        for (const DistrictInfo& district : reference().districts())
            if (district.valid_in(month)) ++districts[district.force_code];
        CHECK(districts.size() == 43);
        CHECK(districts["E23000001"] == 32);
        CHECK(districts["E23000034"] == 1);
    }
}

TEST_CASE("the City of London is policed by its own force and the 32 boroughs by the Met") {
    CHECK(reference().district("E09000001")->force_code == "E23000034");
    for (int i = 2; i <= 33; ++i)
        CHECK(reference().district(fmt::format("E090000{:02}", i))->force_code == "E23000001");
    CHECK(reference().district("E09000034") == nullptr);
}

TEST_CASE("a district is found in the spellings that files use") {
    for (const char* text : {"Westminster", "City of Westminster", "WESTMINSTER", " westminster "})
        CHECK_MESSAGE(code_of(text) == "E09000033", text);
    for (const char* text : {"Richmond upon Thames", "Richmond Upon Thames", "Richmond"})
        CHECK_MESSAGE(code_of(text) == "E09000027", text);
    for (const char* text : {"Kingston", "Kingston upon Thames", "KINGSTON UPON THAMES"})
        CHECK_MESSAGE(code_of(text) == "E09000021", text);
    CHECK(code_of("Barking And Dagenham") == "E09000002");
    CHECK(code_of("Barking & Dagenham") == "E09000002");
    CHECK(code_of("Kensington & Chelsea") == "E09000020");
    CHECK(code_of("Royal Borough of Kensington and Chelsea") == "E09000020");
    CHECK(code_of("London Borough of Camden") == "E09000007");
    CHECK(code_of("St Helens") == "E08000013");
    CHECK(code_of("St. Albans") == "E07000240");
    CHECK(code_of("Bristol") == "E06000023");
    CHECK(code_of("City of Bristol") == "E06000023");
    CHECK(code_of("Herefordshire, County of") == "E06000019");
    CHECK(code_of("King\xE2\x80\x99s Lynn and West Norfolk") == "E07000146");
    CHECK(code_of("City of London") == "E09000001");
}

TEST_CASE("London is not the City of London, nor are airports a district") {
    CHECK(code_of("London").empty());
    CHECK(code_of("London Heathrow and London City Airports").empty());
    CHECK(code_of("Unknown").empty());
    CHECK(code_of("").empty());
}

TEST_CASE("one name with several codes in time gives the code of the month, or the latest") {
    CHECK(code_of("Northumberland", Month::of(2012, 1)) == "E06000048");
    CHECK(code_of("Northumberland", Month::of(2013, 4)) == "E06000057");
    CHECK(code_of("Northumberland") == "E06000057");
    CHECK(code_of("Barnsley", Month::of(2024, 1)) == "E08000016");
    CHECK(code_of("Barnsley", Month::of(2025, 4)) == "E08000038");
    // LSOA names keep the old district for ever.
    CHECK(code_of("Allerdale", Month::of(2024, 1)) == "E07000026");
}

TEST_CASE("the name of an LSOA begins with its district") {
    CHECK(district_of_lsoa_name("Camden 027B") == "Camden");
    CHECK(district_of_lsoa_name("Barking and Dagenham 001A") == "Barking and Dagenham");
    for (const char* text : {"Camden", "", "027B", "Camden 027", "Camden 27B", "Camden 0271"})
        CHECK_MESSAGE(!district_of_lsoa_name(text), text);
}

TEST_CASE("the tile map has the 33 boroughs, all hanging together, with labels of their own") {
    std::vector<TileRow> tiles = read_tiles(k_folder / "tiles-london.csv");
    REQUIRE(tiles.size() == 33);
    std::set<std::string> labels;
    std::set<std::pair<int, int>> left;
    for (const TileRow& tile : tiles) {
        CHECK(reference().district(tile.code) != nullptr);
        CHECK(tile.label.size() == 3);
        labels.insert(tile.label);
        left.emplace(tile.column, tile.row);
    }
    CHECK(labels.size() == 33);
    std::vector<std::pair<int, int>> reached{*left.begin()};
    left.erase(left.begin());
    for (std::size_t i = 0; i < reached.size(); ++i)
        for (auto [dx, dy] : {std::pair(1, 0), std::pair(-1, 0), std::pair(0, 1), std::pair(0, -1)}) {
            std::pair next(reached[i].first + dx, reached[i].second + dy);
            if (left.erase(next) > 0) reached.push_back(next);
        }
    CHECK(left.empty());
}

TEST_CASE("a wrong month in reference data is refused") {
    CHECK(month_of_date("2023-04-01") == Month::of(2023, 4));
    CHECK(month_of_date("2023-04") == Month::of(2023, 4));
    CHECK_FALSE(month_of_date(" "));
    CHECK_THROWS_AS(month_of_date("April 2023"), Error);
}
