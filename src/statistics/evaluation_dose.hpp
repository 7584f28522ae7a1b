// SPDX-License-Identifier: MIT
// How much was done, and to whom: intention to treat, the effect on those who complied, and
// whether more of it went with more change.
//
// Intention to treat compares those assigned with those not, whatever they received: it keeps
// the comparison fair and answers "what did deciding to do it change". Dividing by the
// difference in what was received (Wald's estimate; two-stage least squares with one
// instrument: Angrist, Imbens and Rubin, J Am Stat Assoc 91 (1996) 444) answers "what did
// receiving it change, for those who received it because they were assigned", if assignment
// works in no other way.
#pragma once

#include "statistics/evaluation_effect.hpp"

#include <cstddef>
#include <span>

namespace peelian {

struct ComplianceResult {
    Effect assigned_outcome;       ///< intention to treat: difference in mean outcome, Welch
    Effect assigned_received;      ///< difference in mean share received: the compliance, Welch
    Effect received;               ///< Wald's ratio; robust (HC1) standard error, normal
    double strength = k_no_number; ///< F of the first stage, robust; below 10 trust the set alone
    /// Anderson and Rubin's set (Ann Math Stat 20 (1949) 46), which holds however weak the
    /// compliance. Both NaN: unbounded, everything is possible. lower > upper: everything but
    /// what lies between.
    double robust_lower = k_no_number, robust_upper = k_no_number;
    std::size_t assigned = 0, not_assigned = 0;
};

/// One number a unit: assigned (0 or 1), received (0 to 1, or a dose), outcome. Rows with a NaN
/// are left out. Needs 2 in each group.
ComplianceResult compliance_effects(std::span<const double> assigned, std::span<const double> received,
                                    std::span<const double> outcome, double level = 0.95);

struct DoseResult {
    Effect slope; ///< change in outcome per unit of dose: least squares, HC3, t
    double intercept = k_no_number;
    std::size_t units = 0;
};
/// Needs 4 units and a dose that varies. An association, not more: doses are rarely given by lot.
DoseResult dose_response(std::span<const double> dose, std::span<const double> change, double level = 0.95);

} // namespace peelian
