// SPDX-License-Identifier: MIT
// Measures that follow from other measures: gaps and indexes. They are made after
// disclosure, from what may be shown, so that a gap is hidden where a side of it is.
#pragma once

#include "measures/points.hpp"

#include <span>

namespace peelian {

/// Two values held against each other.
///
/// Absolute: a - b, with the interval of two separate ones (MOVER: Zou and Donner, Stat Med
/// 27 (2008) 1693), which is Newcombe's where those are Wilson's. Relative: a / b, for rates
/// log-Wald or exact, else the same on logarithms; none where a limit is not above 0. Both
/// take the sides for independent. The flag is the graver of the two; the base the smaller.
Point gap_between(const Point& a, const Point& b, const Measure& of, bool relative);

/// Fills the gaps and indexes among `data` (empty until then) from the others.
///
/// A gap of areas against `rest` needs a measure that adds up: the rest is the force less the
/// area. An index is the weighted mean of each part as 100 times the area's value over its
/// force's; a missing part leaves it missing, and it has no interval.
///
/// Ratios that name `unknown` groups get two more breakdowns: each group as if all of them were
/// of it, and as if all were of the group it is held against. Between the two lies the truth.
void derive(std::span<MeasureData> data, const Areas& areas);

} // namespace peelian
