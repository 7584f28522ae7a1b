// SPDX-License-Identifier: MIT
// Between what is published (counts, rates, proportions, values) and a scale on which
// noise is about equally large everywhere, where series are judged. Inside the room.
//
// count, rate  z = 2 sqrt((y + 3/8) / e): variance 1 / e when events are independent
//              (Anscombe, Biometrika 35 (1948) 246). e is the exposure: days of the
//              period, and for rates the people, relative to their mean in the series.
// proportion   z = 2 asin sqrt((x + 3/8) / (n + 3/4)): variance 1 / n
// value        z = y; also counts when one is negative (money paid back)
#pragma once

#include "verdicts/verdict.hpp"

#include <cstddef>
#include <span>

namespace peelian {

/// A series on its way to the scale and back.
class Scale {
public:
    using Nature = JudgeInput::Nature;
    /// `days` are relative lengths of the periods, about 1. Throws Error(input) when the
    /// denominator's length is wrong, or x > n somewhere.
    Scale(const JudgeInput& input, std::span<const double> days);

    /// True when period i has what it takes.
    bool usable(std::size_t i) const;
    double z(std::size_t i) const;
    /// Variance of z(i) when events are independent of each other; NaN when unknown.
    double sampling_variance(std::size_t i) const;
    /// Value of period i as published: count, rate or proportion, NaN when not usable.
    double value(std::size_t i) const;
    /// What period i would be at z; `variance` is that of z around it, so that a mean is
    /// given back as a mean (0 for limits). Missing denominators are taken as their mean.
    double back(double z, std::size_t i, double variance) const;
    /// A count of period i as published: itself, or over its denominator (their mean where missing).
    double published(double count, std::size_t i) const;
    /// Counts a verdict rests on: y, or the rarer of x and n - x. NaN for values.
    double events(std::size_t i) const;
    bool counted() const { return nature_ != Nature::value; }
    Nature nature() const { return nature_; }

private:
    double exposure(std::size_t i) const;

    std::span<const double> numerator_;
    std::span<const double> denominator_;
    std::span<const double> days_;
    Nature nature_;
    double mean_denominator_ = 1;
};

} // namespace peelian
