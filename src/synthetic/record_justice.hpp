// SPDX-License-Identifier: MIT
// What follows from crimes: cases on their way through justice, and people followed after a
// sentence. Both are told as they stood on the day of the plan's extract, so that what had
// not ended by then is open.
#pragma once

#include "synthetic/record_plan.hpp"
#include "synthetic/records.hpp"

#include <cstdint>
#include <filesystem>
#include <span>

namespace peelian::synthetic {

/// `cases.csv` in the layout `peelian-cases`: in the order of the records, one for each that
/// a [[cases]] of the plan follows. Delays are lognormal.
Written write_cases(const std::filesystem::path& path, const RecordPlan& plan, std::span<const CrimeRecord> records,
                    std::uint64_t seed);

/// `offenders.csv` in the layout `peelian-offenders`: of each cohort and year exactly the
/// told share reoffends. Severity of an offence is one and an
/// exponential, their number geometric.
Written write_cohorts(const std::filesystem::path& path, const RecordPlan& plan, double scale, std::uint64_t seed);

} // namespace peelian::synthetic
