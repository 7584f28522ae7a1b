// SPDX-License-Identifier: MIT
// The data.police.uk files: what is published, and how it is written.
#include "synthetic/made.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <map>
#include <set>

using namespace peelian;
using made::Small;
using made::Table;

namespace {

constexpr std::string_view k_met = "metropolitan", k_city = "city-of-london";

// As at the top of the published files.
constexpr std::string_view k_street =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime "
    "type,Last outcome category,Context";
constexpr std::string_view k_outcomes = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,"
                                        "Location,LSOA code,LSOA name,Outcome type";
constexpr std::string_view k_searches =
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age "
    "range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing";

enum StreetColumn {
    id,
    month,
    reported,
    within,
    longitude,
    latitude,
    location,
    lsoa,
    lsoa_name,
    type,
    outcome,
    context
};

double share(std::size_t part, std::size_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

bool is_hex(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::size_t decimals(std::string_view number) { return number.size() - number.find('.') - 1; }

Month some_month() { return Small::london().options.first + 4; } // August: summer time

std::string district(std::string_view lsoa_name) { return std::string(lsoa_name.substr(0, lsoa_name.size() - 5)); }

} // namespace

TEST_CASE("headers are those of the published files") {
    const Small& small = Small::london();
    for (std::string_view force : {k_met, k_city}) {
        CHECK(made::first_line(small.police(some_month(), force, "street")) == k_street);
        CHECK(made::first_line(small.police(some_month(), force, "outcomes")) == k_outcomes);
        CHECK(made::first_line(small.police(some_month(), force, "stop-and-search")) == k_searches);
    }
}

TEST_CASE("every month has the three files of both forces") {
    const Small& small = Small::london();
    std::size_t found = 0;
    for (int m = 0; m < small.options.months; ++m)
        for (std::string_view force : {k_met, k_city})
            for (std::string_view kind : {"street", "outcomes", "stop-and-search"})
                found += std::filesystem::exists(small.police(small.options.first + m, force, kind));
    CHECK(found == 180);
}

TEST_CASE("street rows are well formed, and blank where the published rows are") {
    Table street = made::table(Small::london().police(some_month(), k_met, "street"));
    std::size_t nowhere = 0;
    for (const auto& row : street.rows) {
        REQUIRE(row.size() == 12);
        bool antisocial = row[type] == "Anti-social behaviour";
        REQUIRE(row[id].empty() == antisocial);
        REQUIRE(row[outcome].empty() == antisocial);
        REQUIRE((antisocial || (row[id].size() == 64 && is_hex(row[id]))));
        REQUIRE(row[month] == some_month().to_string());
        REQUIRE(row[reported] == "Metropolitan Police Service");
        REQUIRE(row[within] == row[reported]);
        REQUIRE(row[context].empty());
        bool no_place = row[location] == "No Location";
        nowhere += no_place;
        for (StreetColumn column : {longitude, latitude, lsoa, lsoa_name})
            REQUIRE(row[column].empty() == no_place);
        if (no_place) continue;
        REQUIRE(row[location].starts_with("On or near "));
        REQUIRE(decimals(row[longitude]) == 6);
        REQUIRE(decimals(row[latitude]) == 6);
    }
    CHECK(share(nowhere, street.rows.size()) > 0.05);
    CHECK(share(nowhere, street.rows.size()) < 0.08);
    CHECK(street.rows.back()[location] == "No Location");
}

TEST_CASE("crimes of a small area lie at a few points of it") {
    std::map<std::string, std::set<std::string>> points;
    for (int m = 0; m < 6; ++m)
        for (const auto& row : made::table(Small::london().police(some_month() + m, k_met, "street")).rows)
            if (!row[lsoa].empty()) points[row[lsoa]].insert(row[longitude] + " " + row[latitude]);
    CHECK(points.size() > 4000);
    for (const auto& [code, at] : points) {
        REQUIRE(code.starts_with("X"));
        REQUIRE(at.size() <= 16);
    }
}

TEST_CASE("all fourteen crime types occur, in realistic order of size") {
    std::map<std::string, std::size_t> types;
    for (const auto& row : made::table(Small::london().police(some_month(), k_met, "street")).rows)
        ++types[row[type]];
    CHECK(types.size() == 14);
    CHECK(types["Violence and sexual offences"] > types["Vehicle crime"]);
    CHECK(types["Anti-social behaviour"] > types["Other theft"]);
    CHECK(types["Other theft"] > types["Robbery"]);
    CHECK(types["Robbery"] > types["Possession of weapons"]);
}

TEST_CASE("a force is not its boroughs: each records crimes in the other's and beyond") {
    std::map<std::string, std::size_t> met, city;
    std::size_t in_city = 0, placed = 0;
    for (int m = 0; m < 12; ++m) {
        Month at = Small::london().options.first + m;
        for (const auto& row : made::table(Small::london().police(at, k_met, "street")).rows)
            if (!row[lsoa].empty()) ++met[district(row[lsoa_name])];
        for (const auto& row : made::table(Small::london().police(at, k_city, "street")).rows) {
            if (row[lsoa].empty()) continue;
            ++placed;
            in_city += district(row[lsoa_name]) == "City of London";
            ++city[district(row[lsoa_name])];
        }
    }
    CHECK(met.size() > 33);
    CHECK(met.contains("City of London"));
    CHECK(met.contains("Dartford"));
    CHECK(city.contains("Tower Hamlets"));
    CHECK(share(in_city, placed) > 0.88);
    CHECK(share(in_city, placed) < 0.97);
}

TEST_CASE("a few Crime IDs are published twice, with the same type and another outcome") {
    std::size_t twice = 0, all = 0;
    for (int m = 0; m < 6; ++m) {
        std::map<std::string, const std::vector<std::string>*> seen;
        Table street = made::table(Small::london().police(some_month() + m, k_met, "street"));
        for (const auto& row : street.rows) {
            if (row[id].empty()) continue;
            ++all;
            auto [before, fresh] = seen.emplace(row[id], &row);
            if (fresh) continue;
            ++twice;
            REQUIRE((*before->second)[type] == row[type]);
            REQUIRE((*before->second)[lsoa] == row[lsoa]);
        }
    }
    CHECK(twice > 0);
    CHECK(share(twice, all) < 0.02);
}

TEST_CASE("outcomes mature: the latest month is half under investigation, the first settled") {
    const Small& small = Small::london();
    auto open = [&](Month at) {
        std::size_t under_investigation = 0, all = 0;
        for (const auto& row : made::table(small.police(at, k_met, "street")).rows) {
            all += !row[id].empty();
            under_investigation += row[outcome] == "Under investigation";
        }
        return share(under_investigation, all);
    };
    CHECK(open(small.last()) > 0.45);
    CHECK(open(small.last() - 6) < 0.25);
    CHECK(open(small.options.first) == 0);
    std::set<std::string> seen;
    for (const auto& row : made::table(small.police(small.options.first, k_met, "street")).rows)
        seen.insert(row[outcome]);
    CHECK(seen.contains("Status update unavailable"));
    CHECK(seen.contains("Court result unavailable"));
}

TEST_CASE("outcomes of a month belong to crimes of that month and the eleven before it") {
    const Small& small = Small::london();
    Month at = small.options.first + 14;
    std::map<std::string, std::string> crimes; // ID to where and what the street file says
    for (int back = 0; back < 12; ++back)
        for (const auto& row : made::table(small.police(at - back, k_met, "street")).rows)
            if (!row[id].empty()) crimes.emplace(row[id], row[lsoa] + row[longitude]);
    Table outcomes = made::table(small.police(at, k_met, "outcomes"));
    std::set<std::string> of_month;
    for (const auto& row : made::table(small.police(at, k_met, "street")).rows)
        of_month.insert(row[id]);
    std::size_t same_month = 0, charged = 0;
    for (const auto& row : outcomes.rows) {
        REQUIRE(row.size() == 10);
        REQUIRE(row[month] == at.to_string());
        auto crime = crimes.find(row[id]);
        REQUIRE(crime != crimes.end());
        REQUIRE(crime->second == row[lsoa] + row[longitude]);
        same_month += of_month.contains(row[id]);
        charged += row[9] == "Suspect charged";
        REQUIRE(row[9] != "Under investigation");
        REQUIRE(row[9] != "Awaiting court outcome");
    }
    CHECK(share(same_month, outcomes.rows.size()) > 0.25);
    CHECK(share(same_month, outcomes.rows.size()) < 0.6);
    CHECK(share(charged, outcomes.rows.size()) > 0.05);
}

TEST_CASE("the two forces' files end their lines in the two ways downloads do") {
    const Small& small = Small::london();
    CHECK(read_file(small.police(some_month(), k_city, "street")).find("Context\r\n") != std::string::npos);
    CHECK(read_file(small.police(some_month(), k_met, "street")).find('\r') == std::string::npos);
}

TEST_CASE("searches are told in UTC but cut by the months of London's clocks") {
    const Small& small = Small::london();
    std::size_t spilt = 0;
    for (int m = 0; m < small.options.months; ++m) {
        Month at = small.options.first + m;
        bool summer_at_start = at.month() >= 4 && at.month() <= 10;
        std::string before;
        for (const auto& row : made::table(small.police(at, k_met, "stop-and-search")).rows) {
            REQUIRE(row.size() == 15);
            const std::string& date = row[1];
            REQUIRE(date.size() == 25);
            REQUIRE(date.ends_with(":00+00:00")); // to the minute
            REQUIRE(before <= date);
            before = date;
            if (date.starts_with(at.to_string())) continue;
            REQUIRE(summer_at_start);
            REQUIRE(date.substr(0, 7) == (at - 1).to_string());
            REQUIRE(date.substr(8, 5) == fmt::format("{}T23", (at - 1).days()));
            ++spilt;
        }
    }
    CHECK(spilt > 10);
}

TEST_CASE("the clocks go forward and back on the last Sundays of March and October") {
    const Small& small = Small::london();
    // 2022-03-27 and 2021-10-31: the ends of those months show which clock is in force.
    auto last_of = [&](std::string_view at) {
        return made::table(small.police(Month::from(at), k_met, "stop-and-search")).rows.back()[1];
    };
    CHECK(last_of("2022-03") < "2022-03-31T23:00"); // summer time: an hour before midnight UTC
    CHECK(last_of("2021-10") > "2021-10-31T22:00"); // winter time again
    CHECK(last_of("2021-10") < "2021-11");
}

TEST_CASE("searches are blank and unstated where the published ones are") {
    std::size_t rows = 0, nowhere = 0, unstated = 0, vehicles = 0;
    for (int m = 0; m < 6; ++m) {
        for (const auto& row : made::table(Small::london().police(some_month() + m, k_met, "stop-and-search")).rows) {
            ++rows;
            REQUIRE(row[2] == "False");
            REQUIRE(row[3].empty());
            REQUIRE(row[4].empty() == row[5].empty());
            nowhere += row[4].empty();
            if (!row[4].empty()) REQUIRE(row[4][0] == '5'); // latitude stands first here
            unstated += row[8] == "Other ethnic group - Not stated";
            REQUIRE(row[13] == "False");
            REQUIRE((row[14] == "False" || row[14] == "True"));
            if (row[0] != "Vehicle search") continue;
            ++vehicles;
            for (std::size_t person : {6U, 7U, 8U, 9U})
                REQUIRE(row[person].empty());
        }
    }
    CHECK(vehicles > 0);
    CHECK(share(nowhere, rows) == doctest::Approx(0.095).epsilon(0.2));
    CHECK(share(unstated, rows) == doctest::Approx(0.3).epsilon(0.1));
}

TEST_CASE("searches follow the hour and the day") {
    std::map<std::string, std::size_t> hours;
    for (int m = 0; m < 12; ++m)
        for (const auto& row : made::table(Small::london().police(some_month() + m, k_met, "stop-and-search")).rows)
            ++hours[row[1].substr(11, 2)];
    CHECK(hours["15"] > 5 * hours["05"]);
    CHECK(hours["15"] > hours["10"]);
}
