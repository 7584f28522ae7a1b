// SPDX-License-Identifier: MIT
// A measure as SQL: one statement for all areas, months and groups. Used by cells.cpp and
// kind by kind in question.cpp; what the amounts of a row mean:
//
//     kind           numerator       denominator    third       fourth       fifth    key
//     count, ...     as declared     as declared    of force    -            -        -
//     ratio (base)   rows            base's rows    both        -            -        -
//     mean           sum             n              sum of sq.  -            -        -
//     survey         sum of w y      sum of w       answers     w y y        w w      stratum, cluster
//     repeat         repeats         known victims  unknown     -            -        -
//     funnel         reached last    cases          reached     cases        -        -
//     duration       cases           -              -           -            -        days, open
//     reoffending    as proportion, or as mean                                         mix
//     standardised   events          -              -           -            -        age group
//     concentration  harm            -              -           -            -        place
#pragma once

#include "measures/measure.hpp"
#include "sources/preset.hpp"

#include <string>

namespace peelian {

/// Between the parts of a key: ASCII unit separator, which no data has.
inline constexpr char k_key_separator = '\x1f';

/// The statement; `relation` stands for the facts: the dataset's name for readers, files
/// for DuckDB. `months`, an SQL list of dates, limits what is answered and not what is
/// looked at; empty: all.
std::string build_statement(const Measure& measure, const Dataset& dataset, const std::string& relation,
                            const std::string& months = "");

/// True when a month's answer rests on facts of other months too.
bool looks_beyond_months(const Measure& measure);

} // namespace peelian
