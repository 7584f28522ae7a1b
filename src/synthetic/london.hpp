// SPDX-License-Identifier: MIT
// Room synthetic: a made-up London in the published formats. `generate_london` writes a
// folder of raw files as a body would download them, so that everything after it can be
// tried, tested and measured without one row about a real person:
//
//     SYNTHETIC.txt     the mark: where it stands, the data is made up; says what is planted
//     police_uk/        data.police.uk: street, outcomes, stop and search, by month and force
//     london_datastore/ recorded crime by borough and ward, a column a month
//     mopac/            the public attitude survey by borough
//     geography/        areas, lookup, boundaries, tile map
//     population/       persons by small area; ethnic groups by borough
//     records/          crimes by record with victims and flags, where a plan is given
//
// Boroughs and forces carry their real names and codes, all below them is invented: codes
// of wards and small areas begin with X, which no real code does. The quirks of the real
// files are kept on purpose (docs/generate.md lists them). One step change and two faults
// are planted, for verdicts and checks to find.
//
// Promised: same options, same bytes, on any number of threads. Not promised: the same
// bytes from another version of the program.
#pragma once

#include "base/month.hpp"
#include "base/parallel.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

struct SyntheticOptions {
    std::filesystem::path folder;         ///< made if missing; must be empty
    Month first = Month::from("2021-04"); ///< 1996-01 at the earliest
    int months = 36;                      ///< 1 to 600, ending before 2100
    /// 0.01 to 100; 1 is a force the size of London's: some 75,000 crimes with anti-social
    /// behaviour and 20,000 searches a month.
    double scale = 1.0;
    std::uint64_t seed = 1;
    unsigned threads = 0; ///< 0: as many as there are processors
    /// Crimes by record as this plan (record_plan.hpp) says, below records/; empty: none.
    std::filesystem::path records;
    /// Replaces a folder that an earlier run made (one with the mark); no other.
    bool overwrite = false;
    /// Street and outcome files and tables by area; without them a plan's records are all the crime there is.
    bool crimes = true;
};

/// Something put into the data for verdicts or checks to find.
struct SyntheticPlant {
    enum class Kind {
        step,      ///< a lasting rise
        cut_month, ///< a month whose searches stop early
        lost_digit ///< a count in the borough table without its last digit
    };
    Kind kind = Kind::step;
    std::string area_code; ///< borough or force
    std::string area_name;
    std::string category;                ///< crime type or recorded type, as the files spell it
    Month month;                         ///< of the fault; the first month of the step
    double factor = 1;                   ///< of the step
    std::uint64_t before = 0, after = 0; ///< of the lost digit
    std::string words;                   ///< a sentence
};

struct SyntheticReport {
    std::uint64_t files = 0, bytes = 0;
    std::uint64_t crimes = 0;        ///< rows of the street files
    std::uint64_t outcomes = 0;      ///< rows of the outcomes files
    std::uint64_t searches = 0;      ///< rows of the stop and search files
    std::uint64_t recorded_rows = 0; ///< rows of the three wide tables
    std::uint64_t survey_rows = 0;
    std::uint64_t records = 0; ///< crimes by record
    std::uint64_t workforce_rows = 0, table_rows = 0;
    std::uint64_t wards = 0, small_areas = 0;
    std::vector<SyntheticPlant> planted;
};

/// Throws Error: usage for options out of range, conflict for a folder that is not empty,
/// io when it cannot be written or the disk is full (what was written then stays, marked).
SyntheticReport generate_london(const SyntheticOptions& options, Progress::Style progress = Progress::Style::quiet);

} // namespace peelian
