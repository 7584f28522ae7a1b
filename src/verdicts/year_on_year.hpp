// SPDX-License-Identifier: MIT
// The latest twelve months on the twelve before, and the latest period on the same period
// a year before. Inside the room.
#pragma once

#include "verdicts/scale.hpp"

#include <cstddef>
#include <span>

namespace peelian {

/// How a series varies, as its judge found it.
struct Noise {
    double variance = 1;   ///< of z about its level, at weight 1
    double dispersion = 1; ///< the same over what independent events would give
    double rho = 0;        ///< correlation of neighbouring independent periods
    double freedom = 1;    ///< degrees of freedom of `variance`
};

/// How the periods of a series lie in the year.
struct Calendar {
    std::span<const double> days; ///< relative lengths
    std::size_t overlap = 1;      ///< every so many periods are independent
    std::size_t year = 12;        ///< periods from one to the same a year later; 0 when none
    std::size_t in_year = 12;     ///< independent periods in twelve months
};

/// The part of a series that is judged: periods [first, last].
struct Judged {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Change of the latest twelve months on the twelve before, as a proportion, with its 95
/// per cent interval: quasi-Poisson for counts and rates, quasi-binomial for proportions,
/// on means for values; correlation between periods allowed for. All NaN when a period is
/// missing, or the base is below 10 events or (values) not positive. Only
/// periods in `judged` are used.
struct Change {
    double proportion = k_missing;
    double lower = k_missing;
    double upper = k_missing;
};
Change change_on_year(const Scale& scale, const JudgeInput& input, const Calendar& calendar, const Noise& noise,
                      Judged judged);

/// Latest period on the same a year before: the change as a proportion (NaN on a base
/// below 10 events) and its two-sided p.
struct YearAgo {
    double proportion = k_missing;
    double p = k_missing;
};
YearAgo change_on_year_ago(const Scale& scale, const JudgeInput& input, const Calendar& calendar, const Noise& noise,
                           Judged judged);

} // namespace peelian
