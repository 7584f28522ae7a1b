// SPDX-License-Identifier: MIT
// Numbers as pages show them: percentages are 0 to 100, rates are per `per` people. The
// one place that knows how points and expected ranges are scaled.
#pragma once

#include "publish/context.hpp"

#include <vector>

namespace peelian {

/// points_of, with values and limits as shown.
std::vector<Point> shown_points(const MeasureData& data, const Series& series, PeriodKind kind);

/// The expected range of a series as shown; empty when the model has none.
ExpectedRange shown_range(const MeasureIndex& index, const Series& series);

/// The classical chart of a series as shown; `points` are its base periods as shown. As a
/// verdict does, it looks at what follows the last break and leaves out provisional periods:
/// before it there are no limits.
ControlChart shown_control(const MeasureIndex& index, const Series& series, const std::vector<Point>& points);

/// A verdict's numbers (value, expected, lower, upper) as shown.
Verdict shown_verdict(const Measure& measure, const Verdict& verdict);

/// A digest from what was drawn.
Digest digest_of(const std::vector<Point>& points, const ExpectedRange& range);

} // namespace peelian
