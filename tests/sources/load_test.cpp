// SPDX-License-Identifier: MIT
// Rows to facts: places, dates, numbers, and what is refused.
#include "sources/made.hpp"

using namespace peelian;
using namespace peelian::source_tests;

TEST_CASE("rows become facts with the areas their codes lie in") {
    Desk desk;
    desk.put("2024-02-avon-street.csv",
             street({Crime{}.row(), Crime{.lsoa = "E01000003", .name = "South 001A"}.row()}));
    desk.load();
    CHECK(desk.facts("month, force_area, borough_area, ward_area, crime_type, outcome") ==
          Lines{"2024-02-01|F|N|N1|Burglary|Under investigation", "2024-02-01|F|S|S1|Burglary|Under investigation"});
    const SourceFile& file = desk.loaded.report.files.at(0);
    CHECK(file.path == "raw/2024-02-avon-street.csv");
    CHECK(file.rows == 2);
    CHECK(file.first == Month::from("2024-02"));
    CHECK(file.sha256.size() == 64);
}

TEST_CASE("a code the lookup lacks finds its district by the stem of the name") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{.lsoa = "E01999999", .name = "South 027B"}.row()}));
    desk.load();
    CHECK(desk.facts("borough_area, ward_area") == Lines{"S|-"});
}

TEST_CASE("a row elsewhere, and one without a place, are told apart and kept") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{.lsoa = "E01888888", .name = "Tendring 004C"}.row(),
                                                Crime{.lsoa = "", .name = "", .longitude = "", .latitude = ""}.row()}));
    desk.load();
    CHECK(desk.facts("borough_area, ward_area") == Lines{"elsewhere|-", "-|-"});
}

TEST_CASE("a point decides only where the code is blank") {
    Desk desk;
    desk.places.place_at = [](double longitude, double) {
        return longitude < 0 ? std::string_view("E01000002") : std::string_view();
    };
    desk.put("2024-02-avon-street.csv",
             street({Crime{.lsoa = "", .name = ""}.row(), Crime{.lsoa = "E01000003", .name = "South 001A"}.row(),
                     Crime{.lsoa = "", .name = "", .longitude = "0.5"}.row()}));
    desk.load();
    CHECK(desk.facts("borough_area, ward_area") == Lines{"N|N2", "S|S1", "-|-"});
}

TEST_CASE("a lookup with dates is asked for the month of the row") {
    Desk desk;
    desk.places.small_areas = {{"E01000001", "N1", "N", {}, Month::from("2024-02")},
                               {"E01000001", "N9", "N", Month::from("2024-02"), {}}};
    desk.put("2024-01-avon-street.csv", street({Crime{.month = "2024-01"}.row()}));
    desk.put("2024-02-avon-street.csv", street({Crime{}.row()}));
    desk.load();
    CHECK(desk.facts("month, ward_area") == Lines{"2024-01-01|N1", "2024-02-01|N9"});
}

TEST_CASE("population has its ethnic groups where the file gives them, and none where it does not") {
    Desk desk;
    desk.put("ethnicity.csv", "area,year,ethnicity,persons\nN,2020,White,70\nN,2020,Black,30\n");
    desk.put("population.csv", "area,year,persons\nE01000003,2020,50\n");
    desk.load();
    CHECK(desk.facts("small_area, ethnicity, persons") == Lines{"E01000003|-|50.0", "N|Black|30.0", "N|White|70.0"});
}

TEST_CASE("each layout of our own is read with the columns it must have, and no more") {
    struct Layout {
        std::string_view file, bytes, columns;
        Lines rows;
    };
    const Layout layouts[] = {
        {"victims.csv",
         "day,force,victim,crime_type\n2024-02-03,Avon Police,v1,Burglary\n",
         "month, day, force_area, victim, crime_type, sex",
         {"2024-02-01|2024-02-03|F|v1|Burglary|Not given"}},
        {"offenders.csv",
         "entered,as_of,force,borough,cohort,reoffences\n2023-01-10,2024-06-30,Avon Police,North,Women,2\n",
         "month, as_of, force_area, borough_area, cohort, reoffences",
         {"2023-01-01|2024-06-30|F|N|Women|2.0"}},
        {"age-population.csv",
         "area,year,age_group,persons\nN,2023,18-24,900\n",
         "month, age_group, persons",
         {"2023-06-01|18-24|900.0"}},
        {"cases.csv",
         "began,as_of,force,charged\n2023-05-02,2024-06-30,Avon Police,2023-09-01\n",
         "month, as_of, force_area, charged, ended",
         {"2023-05-01|2024-06-30|F|2023-09-01|-"}},
        {"workforce.csv",
         "month,force,event,people\n2024-03,Avon Police,in post,120\n",
         "month, force_area, event, n",
         {"2024-03-01|F|In post|120.0"}},
        {"ward-posts.csv",
         "month,force,borough,state,n\n2024-03,Avon Police,North,filled,3\n",
         "month, borough_area, ward_area, kind, state, n",
         {"2024-03-01|N|-|Not given|Filled|3.0"}},
        {"victims-code.csv",
         "month,force,entitlement,step,n\n2024-03,Avon Police,needs assessed,offered,12\n",
         "month, force_area, agency, entitlement, step, n",
         {"2024-03-01|F|Not given|Needs assessed|Offered|12.0"}},
        {"database-audit.csv",
         "month,force,state,band,n\n2024-03,Avon Police,on it,green,40\n",
         "month, state, band, review, age_group, ethnicity, n",
         {"2024-03-01|On it|Green|Not given|Not given|Not given|40.0"}},
        {"referrals.csv",
         "month,force,service,step,n\n2024-03,Avon Police,General support,taken up,8\n",
         "month, service, step, n",
         {"2024-03-01|General support|Taken up|8.0"}},
        {"collisions.csv",
         "month,force,borough,severity,n\n2024-03,Avon Police,North,killed,1\n",
         "month, borough_area, severity, road_user, n",
         {"2024-03-01|N|Killed|Not given|1.0"}},
        {"road-enforcement.csv",
         "month,force,offence,n\n2024-03,Avon Police,speeding,900\n",
         "month, offence, outcome, n",
         {"2024-03-01|Speeding|Not given|900.0"}},
        {"tags.csv",
         "month,force,kind,event,n\n2024-03,Avon Police,alcohol,day kept,310\n",
         "month, kind, event, n",
         {"2024-03-01|Alcohol|Day kept|310.0"}},
        {"first-time-entrants.csv",
         "month,force,n\n2024-03,Avon Police,14\n",
         "month, age_group, sex, ethnicity, n",
         {"2024-03-01|Not given|Not given|Not given|14.0"}},
        {"custody-visits.csv",
         "month,force,event,n\n2024-03,Avon Police,interviewed,31\n",
         "month, force_area, event, n",
         {"2024-03-01|F|Interviewed|31.0"}},
        {"attendances.csv",
         "month,force,borough,cause,n\n2024-03,Avon Police,North,assault,12\n",
         "month, borough_area, cause, weapon, age_group, sex, n",
         {"2024-03-01|N|Assault|Not given|Not given|Not given|12.0"}},
        {"calls.csv",
         "month,force,channel,n\n2024-03,Avon Police,999,4000\n",
         "month, force_area, channel, grade, on_time, n",
         {"2024-03-01|F|999|Not given|Not given|4000.0"}},
        {"complaints.csv",
         "month,force,n\n2024-03,Avon Police,9\n",
         "month, force_area, allegation, outcome, on_time, n",
         {"2024-03-01|F|Not given|Not given|Not given|9.0"}},
        {"duty.csv",
         "month,force,borough,work,n\n2024-03,Avon Police,North,on the ward,640\n",
         "month, borough_area, kind, work, n",
         {"2024-03-01|N|Not given|On the ward|640.0"}},
    };
    for (const Layout& layout : layouts) {
        Desk desk;
        desk.put(layout.file, layout.bytes);
        desk.load();
        CHECK_MESSAGE(desk.file(layout.file).problem.empty(), desk.file(layout.file).problem);
        CHECK_MESSAGE(desk.facts(layout.columns) == layout.rows, layout.file);
        CHECK_MESSAGE(rejects(desk.loaded).empty(), layout.file);
    }
}

TEST_CASE("refused rows are named with line, column, value and reason, and the rest are loaded") {
    Desk desk;
    desk.put("2024-02-avon-street.csv",
             street({Crime{}.row(), Crime{.longitude = "west"}.row(), Crime{.month = "2024-13"}.row(),
                     "id,2024-02,Avon Police", Crime{.type = ""}.row(), Crime{.lsoa = "E01000003"}.row()}));
    const Loaded& loaded = desk.load();
    CHECK(join(rejects(loaded), "\n") ==
          join(Lines{"3 Longitude 'west': expected a number", "4 Month '2024-13': expected a date as the preset says",
                     "5 Falls within 'id,2024-02,Avon Police': the row has fewer columns than the header",
                     "6 crime_type '': is required and came out empty"},
               "\n"));
    CHECK(loaded.report.rejects.at(0).file == "raw/2024-02-avon-street.csv");
    CHECK(loaded.report.accepted() == 2);
    CHECK(loaded.report.rejected() == 4);
    CHECK(desk.facts("borough_area").size() == 2);
}

TEST_CASE("a line of ten million characters makes the file unusable, and nothing of it is loaded") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{}.row(), std::string(10'000'000, 'x'), Crime{}.row()}));
    desk.put("2024-01-avon-street.csv", street({Crime{.month = "2024-01"}.row()}));
    const Loaded& loaded = desk.load();
    const SourceFile& file = desk.file("2024-02-avon-street.csv");
    CHECK(file.status == FileStatus::unusable);
    CHECK_MESSAGE(has(file.problem, "Nothing of the file was loaded"), file.problem);
    CHECK(file.rows == 0);
    CHECK(desk.facts("month") == Lines{"2024-01-01"});
    CHECK(loaded.report.rejects.empty());
}

TEST_CASE("all line ends, a byte-order mark and gzip give the same facts") {
    Lines rows{Crime{}.row(), Crime{.lsoa = "E01000003"}.row()};
    for (const std::string& bytes :
         {street(rows), street(rows, "\r\n"), street(rows, "\r"), "\xef\xbb\xbf" + street(rows)}) {
        for (bool pack : {false, true}) {
            Desk desk;
            desk.put(pack ? "2024-02-avon-street.csv.gz" : "2024-02-avon-street.csv", pack ? gzipped(bytes) : bytes);
            desk.load();
            CHECK(desk.facts("month, borough_area, outcome") ==
                  Lines{"2024-02-01|N|Under investigation", "2024-02-01|S|Under investigation"});
            CHECK(desk.loaded.report.rejects.empty());
        }
    }
}

TEST_CASE("columns are found by their names, whatever their order") {
    Desk desk;
    desk.put("2024-02-avon-street.csv",
             "CRIME TYPE,Note,lsoa name,LSOA Code,location,latitude,longitude,falls within,reported "
             "by,month,crime id,last outcome category\n"
             "Drugs,x,South 1234,E01000003,Here,51.5,-0.1,Avon Police,Avon Police,2024-02,,\n");
    desk.load();
    CHECK(desk.facts("crime_type, borough_area, outcome") == Lines{"Drugs|S|-"});
}

TEST_CASE("a UTC time counts in the local month and day") {
    Desk desk;
    auto row = [](std::string_view time) {
        return fmt::format("Person search,{},False,,51.5,-0.1,Male,18-24,Other ethnic group - Not stated,White,,,,,\n",
                           time);
    };
    desk.put("2024-08-avon-stop-and-search.csv",
             std::string(k_search_header) + "\n" + row("2024-07-31T23:20:00+00:00") + row("2024-07-31T22:20:00+00:00") +
                 row("2024-12-31T23:20:00+00:00"));
    desk.load();
    CHECK(desk.facts("month, day, hour, force_area, ethnicity, outcome") ==
          Lines{"2024-07-01|2024-07-31|23|F|Not stated|Not given", "2024-08-01|2024-08-01|0|F|Not stated|Not given",
                "2024-12-01|2024-12-31|23|F|Not stated|Not given"});
    REQUIRE(desk.loaded.days.size() == 3);
    CHECK(desk.loaded.days[1].first_day == 1);
    CHECK(desk.loaded.days[1].rows == 1);
}

TEST_CASE("decimal commas, D/M/YYYY and unnamed columns are read") {
    Desk desk;
    desk.put("PAS_Dashboard_Borough.csv", "Date,Survey,Borough,Measure,Proportion,MPS,,,,\n"
                                          "31/12/2014,PAS,North,\"\"\"Good Job\"\" local\",\"0,56\",\"0,67\",,,,\n"
                                          "1/3/2015,PAS,south,Trust MPS,\"0,7\",,\"0,71\",,,\n");
    desk.load();
    CHECK(desk.facts("month, borough_area, item, proportion, proportion_of_force") ==
          Lines{"2014-12-01|N|Good Job local|0.56|0.67", "2015-03-01|S|Trust MPS|0.7|-"});
}

TEST_CASE("a value its dataset does not know is noticed and kept") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{}.row(), Crime{.type = "Sheep rustling"}.row()}));
    const Loaded& loaded = desk.load();
    REQUIRE(loaded.unknown.size() == 1);
    CHECK(loaded.unknown[0].value == "Sheep rustling");
    CHECK(loaded.unknown[0].rows == 1);
    CHECK(loaded.unknown[0].total == 2);
    CHECK(loaded.report.accepted() == 2);
}

TEST_CASE("rows without an ID that look the same are separate crimes") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{}.row(), Crime{}.row(), Crime{}.row()}));
    CHECK(desk.load().report.accepted() == 3);
}

TEST_CASE("a file with a header only is used and has no rows") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({}));
    desk.load();
    CHECK(desk.file("avon-street.csv").status == FileStatus::used);
    CHECK(desk.file("avon-street.csv").rows == 0);
}

TEST_CASE("a source that is not there is an error with the place it was named") {
    Desk desk;
    Database database({.allowed = {desk.folder.path()}});
    CHECK(has(message_of([&] {
                  load({{"raw", desk.folder / "nowhere", {}, {}, "sources.toml", 3}}, desk.catalogue, desk.places,
                       database, {desk.folder.path(), desk.folder / "cache"});
              }),
              "sources.toml:3: Source 'raw' points at"));
}

TEST_CASE("hidden files and files the source leaves out are passed by") {
    Desk desk;
    desk.put(".2024-01-avon-street.csv", street({Crime{}.row()}));
    desk.put("2024-02-avon-street.csv", street({Crime{}.row()}));
    desk.put("notes.txt", "hello\n");
    Database database({.allowed = {desk.folder.path()}});
    Loaded loaded = load({{"raw", desk.folder / "raw", {}, {"*-avon-*"}, "", 0}}, desk.catalogue, desk.places, database,
                         {desk.folder.path(), desk.folder / "cache"});
    CHECK(loaded.report.files.empty());
    CHECK(loaded.unrecognised == Lines{"raw/notes.txt"});
}
