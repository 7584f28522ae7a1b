// SPDX-License-Identifier: MIT
// How unevenly something is spread over places (or people): the share that falls to the
// top few, Lorenz's curve and Gini's coefficient, with the interval of the jackknife over
// places (Efron and Tibshirani, An Introduction to the Bootstrap (1993), 11). Values are
// counts or weights of harm, not negative; every place is there, those with nothing too.
#pragma once

#include <span>
#include <vector>

namespace peelian {

struct Concentration {
    double value; ///< 0 to 1; NaN where there is nothing to share
    double standard_error;
    double lower;
    double upper;
    double total;
};

/// The part of the total in the `top` share of places (0.1: the top tenth), those with
/// most; a place cut by the line counts in part. Throws Error(input) on a negative or
/// missing value or a share outside 0 to 1. Below three places: no interval.
Concentration top_share(std::span<const double> values, double top, double level = 0.95);

/// Gini's coefficient: 0 is an even spread, 1 - 1/n all in one of n places.
Concentration gini(std::span<const double> values, double level = 0.95);

/// Lorenz's curve by place, those with least first: share of places, share of the total.
struct LorenzPoint {
    double places;
    double total;
};
std::vector<LorenzPoint> lorenz(std::span<const double> values);

/// What chance alone gives where events fall on places one by one, each place as likely as
/// the other: places then have Poisson counts of the same mean (events over places), and
/// even a fair spread leaves some with more. Exact for many places; with few (below some
/// thirty) a little too high. No events: NaN.
double chance_top_share(double mean, double top);
double chance_gini(double mean);

} // namespace peelian
