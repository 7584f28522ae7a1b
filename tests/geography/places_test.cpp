// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "geography/places.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

using namespace peelian;

namespace {

/// A folder of its own for each test, gone afterwards.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / fmt::format("peelian-places-{}", ::getpid())) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path put(const char* name, std::string_view text) const {
        write_file(path_ / name, text);
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

constexpr std::string_view k_areas = "code,name,level,parent\n"
                                     "W1,Holborn,ward,B1\n"
                                     "B1,Camden,borough,F1\n"
                                     "F1,Metropolitan Police,force,\n"
                                     "B2,Brent,borough,F1\n"
                                     "W2,Kilburn,ward,B2\n"
                                     "W3,Kilburn,ward,B1\n";

std::string message(const auto& work) {
    try {
        work();
    } catch (const Error& error) {
        std::string text = error.what();
        return text.substr(text.find_last_of('/') + 1);
    }
    return "nothing was thrown";
}

} // namespace

TEST_CASE("areas are read in any order of rows, with their stand-ins") {
    Folder folder;
    Areas areas = read_areas(folder.put("areas.csv", k_areas));
    REQUIRE(areas.size() == 8);
    CHECK(areas[1].name == "Brent");
    CHECK(areas[areas.at("W3")].parent == areas.at("B1"));
    CHECK(areas[areas.at("F1-no-location")].kind == AreaKind::no_location);
}

TEST_CASE("a wrong level, parent or second code in areas.csv is refused with its line") {
    Folder folder;
    auto read = [&](std::string_view rows) {
        return message([&] { read_areas(folder.put("areas.csv", fmt::format("code,name,level,parent\n{}", rows))); });
    };
    CHECK(read("F1,Met,force,\nB1,Camden,burough,F1\n") ==
          "areas.csv:3: 'level' must be 'force', 'unit', 'borough' or 'ward', but it is 'burough'; did you "
          "mean "
          "'borough'?");
    CHECK(read("E23000001,Met,force,\nB1,Camden,borough,E2300001\n") ==
          "areas.csv:3: The parent 'E2300001' of 'B1' is not an area; did you mean 'E23000001'?");
    CHECK(read("F1,Met,force,\nF1,City,force,\n") ==
          "areas.csv:3: There is a second area with the code 'F1' ('Met' and 'City')");
}

TEST_CASE("a small area is looked up, the same in 2011 and 2021 codes") {
    Folder folder;
    Areas areas = read_areas(folder.put("areas.csv", k_areas));
    PlaceTable places = PlaceTable::read(
        folder.put("lookup.csv", "small_area,ward,district\nE01000002,W2,B2\nE01000001,W1,B1\nE01033333,,B1\n"), areas);
    REQUIRE(places.rows().size() == 3);
    CHECK(places.find("E01000001", Month::of(2015, 1))->ward == "W1");
    CHECK(places.find("E01033333", Month::of(2024, 1))->ward.empty());
    CHECK(places.find("E01033333", Month::of(2024, 1))->district == "B1");
    CHECK(places.find("E01099999", Month::of(2024, 1)) == nullptr);
}

TEST_CASE("a small area that moved is looked up by month, and outside its months by the nearest") {
    Folder folder;
    Areas areas = read_areas(folder.put("areas.csv", k_areas));
    PlaceTable places =
        PlaceTable::read(folder.put("lookup.csv", "small_area,ward,district,from,to\n"
                                                  "L1,W2,B2,2022-05,2024-03\nL1,W1,B1,2014-05-22,2022-04-30\n"),
                         areas);
    CHECK(places.find("L1", Month::of(2022, 4))->ward == "W1");
    CHECK(places.find("L1", Month::of(2022, 5))->ward == "W2");
    CHECK(places.find("L1", Month::of(2010, 12))->ward == "W1");
    CHECK(places.find("L1", Month::of(2025, 1))->ward == "W2");
}

TEST_CASE("a small area across wards goes to the greatest weight, and on a tie to the lowest code") {
    Folder folder;
    Areas areas = read_areas(folder.put("areas.csv", k_areas));
    PlaceTable places = PlaceTable::read(folder.put("lookup.csv", "small_area,ward,district,weight\n"
                                                                  "L1,W1,B1,0.4\nL1,W2,B2,0.3\nL1,W2,B2,0.3\n"
                                                                  "L2,W3,B1,0.5\nL2,W1,B1,0.5\n"),
                                         areas);
    REQUIRE(places.rows().size() == 2);
    CHECK(places.find("L1", Month())->ward == "W2");
    CHECK(places.find("L2", Month())->ward == "W1");
}

TEST_CASE("rows of a lookup that do not fit the areas are refused with their line") {
    Folder folder;
    Areas areas = read_areas(folder.put("areas.csv", k_areas));
    auto read = [&](std::string_view text) {
        return message([&] { PlaceTable::read(folder.put("lookup.csv", text), areas); });
    };
    CHECK(read("small_area,ward,district\nL1,W2,B1\n") == "lookup.csv:2: The ward 'W2' lies in 'B2', not in 'B1'");
    CHECK(read("small_area,ward,district\nL1,W1,B1\nL2,W1,F1\n") == "lookup.csv:3: 'F1' is a force, not a borough");
    CHECK(read("small_area,ward,district\nL1,,Camdn\n") ==
          "lookup.csv:2: There is no area 'Camdn'; did you mean 'B1' (Camden)?");
    CHECK(read("small_area,ward,district\nL1,W1,B1\nL2,W1,B1\nL1,W1,B1\n")
              .starts_with("lookup.csv:4: 'L1' has a row already, on line 2"));
    CHECK(read("small_area,ward,district,from,to\nL1,W1,B1,2020-01,2021-05\nL1,W2,B2,2021-05,\n") ==
          "lookup.csv:3: The months of 'L1' overlap with those of an earlier row");
    CHECK(read("small_area,ward,district,from\nL1,W1,B1,soon\n")
              .starts_with("lookup.csv:2: 'soon' is not a month or a date"));
    CHECK(read("small_area,ward,district,weight\nL1,W1,B1,half\n") ==
          "lookup.csv:2: 'weight' must be a number from 0 up, but it is 'half'");
    CHECK(read("small_area,ward\n").starts_with("lookup.csv:1: There must be a column 'district'"));
}

TEST_CASE("a national lookup may be used, its rows outside the workspace counted") {
    Folder folder;
    Areas areas = read_areas(folder.put("areas.csv", k_areas));
    PlaceTable places = PlaceTable::read(
        folder.put("lookup.csv", "small_area,ward,district\nL1,W1,B1\nL2,E05,E08000001\nL3,E05,E08000001\n"), areas,
        OutsideRows::skip);
    CHECK(places.rows().size() == 1);
    CHECK(places.outside() == 2);
}
