// SPDX-License-Identifier: MIT
// What a series of a measure is judged from: one place, so that a verdict and the usual range
// drawn beside it are of the same numbers.
#pragma once

#include "verdicts/verdict.hpp"

#include <vector>

namespace peelian {

JudgeInput::Nature nature_of(const Measure& measure);

/// Owns what the input of a judge points into.
class SeriesInput {
public:
    /// Withheld and provisional periods are not there. Kinds that are estimated, and gaps, give
    /// the standard error of each value too: a quarter of the width of its 95 per cent interval,
    /// near enough (its half over 1.96).
    SeriesInput(const MeasureData& data, const Series& series);
    JudgeInput input() const;

private:
    const Measure& measure_;
    const Series& series_;
    std::vector<double> values_, errors_;
    bool lost_ = false; ///< one of the reasons why cases of a funnel went no further
};

} // namespace peelian
