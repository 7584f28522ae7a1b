// SPDX-License-Identifier: MIT
// The exact audit of what is published together: published values as linear equations in
// the hidden ones, and by linear programmes the least and the most that each hidden value
// can be. A value that can be only one (or a range narrower than the protection asked) is
// a failure. It shares no reasoning with suppress(), is right whatever hid the values, and
// is slow: seconds for some thousand hidden values in a month that hang together.
#pragma once

#include "disclosure/profile.hpp"
#include "measures/points.hpp"

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace peelian {

/// Sums of unknown values, each known to lie in a range.
struct LinearSystem {
    struct Unknown {
        double low = 0;
        double high = std::numeric_limits<double>::infinity();
    };
    struct Term {
        std::size_t unknown = 0;
        double times = 1;
    };
    struct Equation {
        std::vector<Term> terms;
        double equals = 0;
    };
    std::vector<Unknown> unknowns;
    std::vector<Equation> equations;
};

/// What an unknown can be, given all equations.
struct FeasibleRange {
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
};

/// The least and the most of each unknown. Where `enough` is given, a range that is found
/// to be at least that wide may be reported narrower than it is. Throws Error(input) when
/// no values satisfy the equations.
std::vector<FeasibleRange> feasible_ranges(const LinearSystem& system,
                                           double enough = std::numeric_limits<double>::infinity());

struct AuditOptions {
    /// Widths below this fail; 1 asks only that a whole number is not determined.
    double protection = 1;
    /// Against a reader who knows which hidden values are small (1 to threshold - 1).
    bool informed = false;
};

/// A hidden value that what is published gives away.
struct AuditFailure {
    std::string measure, area_code, breakdown, group;
    PeriodKind kind = PeriodKind::month; ///< else: a derived period published with a hidden month
    Month period;
    bool base = false; ///< the denominator is what is given away
    FeasibleRange range;
};

/// Audits measures that are published together, as suppress() left them with
/// `keep_hidden`. Sums that do not hold exactly are not used. Failures by measure, series
/// and month.
std::vector<AuditFailure> audit(std::span<const MeasureData> data, const Areas& areas, const Profile& profile,
                                const AuditOptions& options = {});

} // namespace peelian
