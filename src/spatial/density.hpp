// SPDX-License-Identifier: MIT
// Kernel density of events on a grid, corrected at the edge of the study area (Diggle,
// Appl Stat 34 (1985) 138: each event is divided by the part of its kernel that lies
// inside), and the profile of events over the hours of the week, with events known to an
// interval spread over it (aoristic: Ratcliffe, J Quant Criminol 18 (2002) 23).
#pragma once

#include "spatial/weights.hpp"

#include <array>

namespace peelian {

struct DensityGrid {
    double left = 0, bottom = 0; ///< metres
    double cell = 0;             ///< side of a cell, metres
    std::size_t columns = 0, rows = 0;
    /// Which cells lie in the study area, row by row from the bottom; empty: all.
    std::vector<bool> inside{};
};

enum class KernelShape {
    quartic, ///< 3/(pi h^2) (1 - d^2/h^2)^2 within h
    gaussian ///< standard deviation h, cut at 4 h
};

struct Density {
    std::vector<double> values; ///< events by square kilometre at cell centres, row by row; 0 outside
    double bandwidth;           ///< used, metres
    std::size_t used;           ///< events in cells of the study area; others are left out
};

/// `bandwidth` in metres; 0: the rule of thumb 0.9 min(sd, IQR/1.34) n^(-1/5) over both axes
/// (Silverman, Density Estimation (1986), 3.4), times 2.62 for the quartic, which is as wide.
/// The values over the area's cells add up to the events. Throws Error(input) for a grid of
/// no cells or more than 25 million, or a bandwidth below a cell.
Density kernel_density(std::span<const PlanePoint> events, const DensityGrid& grid, KernelShape shape,
                       double bandwidth = 0, unsigned threads = 1);

inline constexpr std::size_t k_hours_of_week = 168;
struct WeekHour {
    double events; ///< parts of events add up
    double share;
    double lower, upper; ///< Wilson's, of the share
    double relative;     ///< to an hour of a week without pattern
};
/// Hour 0 is Monday, 0:00 to 1:00. Events run from `from` to `to` in hours since then (`to`
/// may pass the end of the week; equal: known to the moment); one longer than a week
/// tells nothing and is left out, as is a missing one. Throws Error(input) where `to` lies before `from`
/// or `from` outside the week.
std::array<WeekHour, k_hours_of_week> hours_of_week(std::span<const double> from, std::span<const double> to,
                                                    double level = 0.95);

} // namespace peelian
