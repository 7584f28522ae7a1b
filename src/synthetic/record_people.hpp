// SPDX-License-Identifier: MIT
// Interviews of a survey and people in post that give what a plan says.
#pragma once

#include "synthetic/places.hpp"
#include "synthetic/record_plan.hpp"
#include "synthetic/street_files.hpp"

namespace peelian::synthetic {

/// `survey-answers.csv`: interviews with weights, boroughs as strata and sampling points as
/// clusters. In each month and question those who agree are chosen so that the weighted share
/// is the year's to within one answer: by how likely each is to (borough, age) less a draw.
Written write_interviews(const std::filesystem::path& path, const RecordPlan& plan, double scale, std::uint64_t seed);

/// `<file>.csv` of a table: each row's totals laid out over months and boroughs by the largest
/// remainder (by ward where it says so); months and places with none are left out.
Written write_table(const std::filesystem::path& folder, const RecordTable& table, const Places& places, double scale,
                    std::uint64_t seed);

/// `workforce.csv`: by month, kind, sex and ethnic group; full-time equivalents add up to the
/// plan's to the hundredth.
Written write_workforce(const std::filesystem::path& path, const RecordPlan& plan, std::uint64_t seed);

} // namespace peelian::synthetic
