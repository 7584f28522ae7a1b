// SPDX-License-Identifier: MIT
// Crimes by record, with victims under pseudonyms and flags, that add up to what a plan
// says, all its totals at once:
//
//  1. Each class's total is laid out over boroughs and months by the largest remainder of
//     its expected table (controlled rounding: the total is kept to the last crime).
//  2. Each crime gets a day, a place, and a victim: a new one, or one the borough had in
//     the year before (the class's share of repeats).
//  3. Each mark, in the plan's order, chooses exactly its total among the crimes it may be
//     put on, without replacement and by weight (Efraimidis and Spirakis, Information
//     Processing Letters 97 (2006) 181).
//
// The same plan, scale and seed give the same records on any number of threads.
#pragma once

#include "synthetic/places.hpp"
#include "synthetic/record_plan.hpp"
#include "synthetic/street_files.hpp"

namespace peelian::synthetic {

struct CrimeRecord {
    std::uint32_t flags = 0;  ///< bits, by RecordPlan::flags
    std::uint32_t victim = 0; ///< number in the borough; 0 not known
    std::uint32_t area = 0;   ///< of Places::small_areas
    std::uint16_t month = 0;  ///< from the plan's first
    std::uint8_t day = 1;
    std::uint8_t kind = 0; ///< class
    std::uint8_t borough = 0;
    std::uint8_t age = 0, sex = 0, ethnicity = 0;
};

/// Totals are times `scale`, rounded half up. Throws Error(input) where a mark asks for more
/// crimes than there are to put it on.
std::vector<CrimeRecord> make_records(const RecordPlan& plan, const Places& places, double scale, std::uint64_t seed,
                                      unsigned threads);

/// "knife;gun"
void append_flags(std::string& row, const RecordPlan& plan, std::uint32_t flags);
/// Age group, sex and ethnic group, each after a comma, and the line's end; empty where nobody is known.
void append_victim(std::string& row, const CrimeRecord& record);
/// As the layouts name them.
std::string_view age_group(int age);

/// `victims-YYYY-MM.csv` in the layout `peelian-victims`, a file a month; by month.
std::vector<Written> write_records(const std::filesystem::path& folder, const RecordPlan& plan, const Places& places,
                                   std::span<const CrimeRecord> records, unsigned threads);

/// Whole numbers that add up to `total` and lie next to `expected` (largest remainder, ties to
/// the first); `expected` adds up to about `total`.
std::vector<std::uint64_t> largest_remainder(std::span<const double> expected, std::uint64_t total);

} // namespace peelian::synthetic
