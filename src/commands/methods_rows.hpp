// SPDX-License-Identifier: MIT
// What groups of methods share to write their rows.
#pragma once

#include "base/text.hpp"
#include "commands/methods.hpp"

#include <initializer_list>
#include <limits>

namespace peelian {

inline constexpr double k_none = std::numeric_limits<double>::quiet_NaN();

/// Numbers as cells; NaN is empty.
inline MethodCells numbers(std::initializer_list<double> values) {
    MethodCells cells;
    for (double value : values)
        cells.push_back(plain_number(value));
    return cells;
}

/// A method that looks at one row at a time; its errors get the row's line.
std::function<std::vector<MethodCells>(std::span<const MethodRow>, double)>
each_row(std::function<MethodCells(const MethodRow&, double level)> one);

} // namespace peelian
