// SPDX-License-Identifier: MIT
// Kinds whose value is no quotient of two sums: every area's, group's and period's value is
// worked out from the rows beneath it. Used by evaluate.cpp alone.
#pragma once

#include "measures/people.hpp"
#include "measures/roll_up.hpp"

namespace peelian {

/// Two groups of a breakdown that a gap measure compares.
struct GroupPair {
    std::string breakdown, group, against;
};

/// The answer with Series::estimates for every kind of period; the base periods' values and
/// bases stand in numerator and denominator as well, for those who judge or draw a series.
/// `people` is asked by standardised rates alone, `pairs` by surveys alone.
MeasureData estimate(const Measure& measure, const Cells& cells, const Finder& finder, const Coverage& covered,
                     const Areas& areas, const People& people, std::span<const GroupPair> pairs);

} // namespace peelian
