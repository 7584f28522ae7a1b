// SPDX-License-Identifier: MIT
// One mean of several estimates that may differ by more than their own errors.
#pragma once

#include <span>

namespace peelian {

/// An estimate with its variance.
struct Estimate {
    double value;
    double variance;
};

/// The mean of several estimates, each with an effect of its own.
struct RandomEffects {
    double mean;
    double standard_error;
    double tau_squared; ///< variance of the effects between estimates
    double critical;    ///< times the standard error is half of the interval
    double lower;
    double upper;
    int count; ///< estimates used
};

/// DerSimonian and Laird's mean (Control Clin Trials 7 (1986) 177). From three estimates on
/// the interval is Hartung and Knapp's (Stat Med 20 (2001) 3875), never narrower than the
/// usual one. One or two cannot show how far they differ: the normal interval is given with
/// tau squared no less than `least_tau_squared`. Estimates that are NaN or have no positive
/// finite variance are left out; none left: all NaN, count 0.
RandomEffects random_effects(std::span<const Estimate> estimates, double least_tau_squared = 0, double level = 0.95);

} // namespace peelian
