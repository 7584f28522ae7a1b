// SPDX-License-Identifier: MIT
// The methods of `statistics` as `peelian method` offers them: rows of numbers in, rows
// out, each with its formula and source, so that anybody can check a figure. One function
// a group of methods; method.cpp joins them.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct MethodColumn {
    std::string_view name;
    std::string_view what;
    bool optional = false; ///< absent or empty: NaN
};

/// One row of numbers, in the order of the method's columns.
struct MethodRow {
    std::vector<double> values;
    std::size_t line = 0; ///< of the file, for errors
    double operator[](std::size_t column) const { return values[column]; }
};

using MethodCells = std::vector<std::string>;

struct Method {
    std::string_view name; ///< "proportion": lower case with hyphens
    std::string_view title;
    std::string_view formula;
    std::string_view source;
    std::vector<MethodColumn> takes;
    std::vector<MethodColumn> gives;
    /// True: one row out for each row in. False: one for all rows (of a group).
    bool each_row = true;
    /// Rows of one group, in the order of the file, at an interval level such as 0.95.
    std::function<std::vector<MethodCells>(std::span<const MethodRow> rows, double level)> run;
};

std::vector<Method> interval_methods();
std::vector<Method> comparison_methods();

} // namespace peelian
