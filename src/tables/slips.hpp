// SPDX-License-Identifier: MIT
// Slips of the hand that turn one number into another: a digit dropped, doubled, mistaken or
// swapped with its neighbour, a decimal point moved, a sign lost.
#pragma once

#include "tables/printed_number.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peelian {

struct Slip {
    std::string what; ///< "two digits swapped"
    double value = 0; ///< what the number was before
};

/// A single slip that made `printed` of some value within `needed`, the likeliest kind first.
std::optional<Slip> find_slip(const PrintedNumber& printed, PrintedRange needed);
/// The power of ten (1 to 4, or minus) by which `value` is too large or too small to lie in `range`; 0: none.
int power_of_ten_off(double value, PrintedRange range);
/// "100 times too large"
std::string power_words(int power);

} // namespace peelian
