// SPDX-License-Identifier: MIT
#include "made.hpp"

using namespace peelian;
using namespace peelian::check_tests;

TEST_CASE("a source without files stops the release; a preset without files is to be explained") {
    Made made;
    made.load.sources = {{"police", {"police.uk-street", "police.uk-outcomes"}}, {"own", {}}};
    SourceFile& file = made.file("in/2024-02-met-street.csv");
    file.source = "police";
    file.preset = "police.uk-street";
    auto found = made.of("no-files");
    REQUIRE(found.size() == 2);
    CHECK(found[0].level == CheckLevel::stop);
    CHECK(says(found[0], "Source 'own' has no file"));
    CHECK(found[1].level == CheckLevel::explain);
    CHECK(says(found[1], "the preset 'police.uk-outcomes'"));
    file.source = "own";
    CHECK(made.of("no-files").size() == 1);
}

TEST_CASE("an unusable file stops the release and says what to do") {
    Made made;
    SourceFile& file = made.file("in/2024-02-met-street.csv");
    file.status = FileStatus::unusable;
    file.problem = "It is a web page, not a CSV.";
    auto found = made.of("unusable-file");
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::stop);
    CHECK(found[0].id == "unusable-file-in-2024-02-met-street-csv");
    CHECK(says(found[0], "It is a web page"));
    CHECK(says(found[0], "'except'"));
}

TEST_CASE("repeated and replaced files are noted, each kind once") {
    Made made;
    for (int i = 0; i < 8; ++i) {
        SourceFile& file = made.file("copy" + std::to_string(i) + ".csv");
        file.status = FileStatus::duplicate;
        file.other = "first.csv";
    }
    made.file("old.csv").status = FileStatus::superseded;
    auto repeated = made.of("duplicate-file");
    REQUIRE(repeated.size() == 1);
    CHECK(repeated[0].level == CheckLevel::note);
    CHECK(says(repeated[0], "8 files"));
    CHECK(says(repeated[0], "copy4.csv"));
    CHECK_FALSE(says(repeated[0], "copy5.csv"));
    CHECK(says(repeated[0], "and 3 more"));
    CHECK(made.of("superseded-file").size() == 1);
}

TEST_CASE("a few refused rows are a note, more than one in a hundred is to be explained") {
    Made made;
    made.file("a.csv").rejected = 10;
    made.load.rejects.push_back({"a.csv", 7, "Month", "x", "is not a month"});
    auto few = made.of("rejected-rows");
    REQUIRE(few.size() == 1);
    CHECK(few[0].level == CheckLevel::note);
    CHECK(says(few[0], "10 of 1,010"));
    CHECK(says(few[0], "Month: is not a month"));
    made.load.files[0].rejected = 11;
    CHECK(made.of("rejected-rows")[0].level == CheckLevel::explain);
    made.load.files[0].rejected = 0;
    CHECK(made.of("rejected-rows").empty());
}

TEST_CASE("a month without a file between others is to be explained, once a series") {
    Made made;
    for (auto month : {"2020-10", "2020-11", "2023-10", "2023-12"})
        made.file(std::string(month) + ".csv", std::string(month) + " city-of-london");
    for (auto month : {"2023-01", "2023-02", "2023-03"})
        made.file(std::string(month) + "-met.csv", std::string(month) + " metropolitan");
    auto found = made.of("missing-month");
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(says(found[0], "city-of-london"));
    CHECK(says(found[0], "December 2020 to September 2023; November 2023"));
    CHECK(says(found[0], "no file for 35 months"));
}

TEST_CASE("wide tables that touch leave no month out, and yearly files name none") {
    Made made;
    SourceFile& one = made.file("history.csv", "london 2010-04 to 2021-07");
    one.first = Month::from("2010-04");
    one.last = Month::from("2021-07");
    SourceFile& two = made.file("recent.csv", "london 2021-08 to 2023-07");
    two.first = Month::from("2021-08");
    two.last = Month::from("2023-07");
    for (int year : {2011, 2016}) {
        SourceFile& file = made.file("people.csv", std::to_string(year));
        file.first = file.last = Month::of(year, 12);
    }
    CHECK(made.of("missing-month").empty());
    made.load.files[1].first = Month::from("2021-10");
    CHECK(says(made.of("missing-month").at(0), "August 2021 to September 2021"));
}

TEST_CASE("unknown categories are noted by column, and explained when they are many") {
    Made made;
    made.unknown = {{"crime", "crime_type", "Cyber crime", 60, 10'000}, {"crime", "crime_type", "Fraud", 40, 10'000}};
    auto found = made.of("unknown-category");
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::note);
    CHECK(says(found[0], "'Cyber crime' (60); 'Fraud' (40)"));
    made.unknown[0].rows = 61;
    CHECK(made.of("unknown-category")[0].level == CheckLevel::explain);
}

TEST_CASE("changes by later downloads are noted by series") {
    Made made;
    made.load.revisions.push_back({"2024-02 city", "a.csv", "b.csv", 826, 830, {"outcome: 'x' 622 -> 371"}});
    made.load.revisions.push_back({"2024-03 city", "c.csv", "d.csv", 757, 757, {}});
    auto found = made.of("revised-download");
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::note);
    CHECK(found[0].id == "revised-download-city");
    CHECK(says(found[0], "2024-02 city: 830 rows, before 826 (outcome: 'x' 622 -> 371)"));
}

TEST_CASE("sound data has no findings") {
    Made made;
    made.measure("all");
    made.series("F", about(1000, 36));
    made.series("N", about(500, 36));
    made.series("S", about(500, 36));
    for (std::size_t i = 0; i < 36; ++i) // what rounding left
        made.data[0].series[2].numerator[i] = made.data[0].series[0].numerator[i] - made.data[0].series[1].numerator[i];
    made.file("2020-01.csv", "2020-01 force");
    CHECK(made.findings().empty());
}
