// SPDX-License-Identifier: MIT
// Verdicts on the series of a file, as text: what `peelian verdict` prints.
#pragma once

#include "verdicts/series_file.hpp"

#include <string>

namespace peelian {

/// How the series of a file are written out.
enum class VerdictFormat : std::uint8_t { csv, json };

/// One row (object) a series, in the order of the file: series, period, verdict,
/// signal_period, rule, expected, lower, upper, smallest_change_seen (a proportion of the
/// level), sentence, reason. What there is none of is empty (null). Throws Error(input) as
/// SeriesFile::read, for the first series at fault.
///
/// What a series is, follows from its numbers: without denominators whole numbers from 0 on
/// are counts, anything else values. With denominators, values that never exceed theirs and
/// are together at least one in a hundred of them are proportions, others rates: for
/// smaller shares the two are the same, and rates allow for the days of the month.
std::string verdicts_of_file(const SeriesFile& file, VerdictFormat format, unsigned threads);

/// The nature of a series by that rule.
JudgeInput::Nature nature_of(const SeriesFile::One& series);

} // namespace peelian
