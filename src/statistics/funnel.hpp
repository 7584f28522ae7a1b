// SPDX-License-Identifier: MIT
// Funnel plots: what spread between areas chance alone would give, and which areas lie
// beyond it (Spiegelhalter, Stat Med 24 (2005) 1185; the limits and labels are those of
// the Office for Health Improvement and Disparities' Technical Guidance). Never a league
// table: an area is inside or outside, no more.
#pragma once

#include "statistics/intervals.hpp"

#include <span>
#include <vector>

namespace peelian {

/// Where a value lies against the limits: beyond the 99.8 per cent ones, beyond the 95
/// per cent ones only, or inside. `unknown` when the value or its base is missing.
enum class FunnelPlace { unknown, inside, low_95, high_95, low_998, high_998 };

/// Limits of a proportion at base n around p0: p0 -+ z sqrt(p0 (1 - p0) / n), kept within
/// 0 to 1. n = 0 or missing: NaN.
Interval funnel_proportion(double p0, double n, double level);

/// Limits, as ratios to what is expected, of a count whose expectation is `expected`: the
/// (not whole) counts whose exact Poisson interval just reaches `expected`. So a count is
/// beyond the limit exactly when its own exact interval leaves the expectation out. For
/// a rate multiply by the overall rate. A lower limit below no events is 0.
Interval funnel_ratio(double expected, double level);

/// Expectations at which an observed count lies exactly on the upper limit (`lower` of
/// the result) and on the lower one (`upper`): the tables a funnel is often drawn from.
Interval funnel_expected(double observed, double level);

/// Places by the interval of the count itself (exact below 10, Byar from 10 on).
FunnelPlace place_ratio(double observed, double expected);
/// Places a rate per `multiplier` of a population on `overall`, the rate of all.
FunnelPlace place_rate(double observed, double population, double overall);
/// Places a proportion by funnel_proportion.
FunnelPlace place_proportion(double x, double n, double p0);

/// How much more the areas differ than chance gives.
struct Overdispersion {
    double phi = 1;         ///< mean squared z after winsorising; about 1 when only chance works
    double tau_squared = 0; ///< variance between areas, on the scale of the values
    double centre = 0;      ///< value all are held against, as it was given
    bool adjusted = false;  ///< false when phi shows no more than chance: tau squared is 0
};

/// Additive overdispersion (DerSimonian-Laird form): z = (value - centre) / error,
/// winsorised at `winsorise` in each tail, phi = mean z^2, tau^2 = (I phi - (I - 1)) /
/// (sum w - sum w^2 / sum w) with w = 1 / error^2, not below 0. Missing values, and
/// errors that are not above 0, are left out; fewer than three areas: no adjustment.
Overdispersion overdispersion(std::span<const double> values, std::span<const double> errors, double centre,
                              double winsorise = 0.1);
/// Limits for an area of standard error `error` with the same tau squared, and its z.
Interval funnel_adjusted(const Overdispersion& over, double error, double level);
double z_adjusted(const Overdispersion& over, double value, double error);

} // namespace peelian
