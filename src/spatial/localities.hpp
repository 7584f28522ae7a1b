// SPDX-License-Identifier: MIT
// Vulnerable localities index: several variables of a place, each as a rate indexed to the
// whole study area = 100, averaged (Tompson and Chainey, Jill Dando Institute, 2011). 200
// and above is a priority.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace peelian {

struct LocalityVariable {
    std::string name;
    std::vector<double> counts; ///< by place
    std::vector<double> bases;  ///< what each count is held against: households, people
    double weight = 1;
};

struct Locality {
    std::vector<double> indexes; ///< by variable; NaN where the place has no base or no count
    double index;                ///< their weighted mean; NaN where any is missing
    double lowest;               ///< of the means that leave out one variable, or count one twice
    double highest;
    bool priority;           ///< 200 and above
    bool always_priority;    ///< at every such change of weights
    bool sometimes_priority; ///< at one at least
    bool top_tenth;          ///< among the tenth of places with the highest index (ties with the last are in)
};

inline constexpr double k_priority_index = 200;

/// One a place. Throws Error(input) where lengths differ, a count or base is negative, a
/// weight is not above 0, there is no variable, or one has nothing in the whole area.
std::vector<Locality> vulnerable_localities(std::span<const LocalityVariable> variables);

} // namespace peelian
