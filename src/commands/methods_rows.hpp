// SPDX-License-Identifier: MIT
// What groups of methods share to write their rows.
#pragma once

#include "base/error.hpp"
#include "commands/methods.hpp"

#include <initializer_list>
#include <limits>

namespace peelian {

inline constexpr double k_none = std::numeric_limits<double>::quiet_NaN();

using Asked = MethodColumn::Asked;
using Holds = MethodColumn::Holds;

inline const MethodColumn k_lower{"lower", "lower limit"};
inline const MethodColumn k_upper{"upper", "upper limit"};
inline const MethodColumn k_value{"value", "estimate"};

/// What is wrong with one row of many.
struct RowFailure {
    Error error;
    std::size_t line;
    std::string file{}; ///< empty: the one with the rows
};

/// One row's numbers, in the order of the method's columns; those that are absent are NaN.
class MethodRow {
public:
    MethodRow(const MethodInput& input, std::size_t row) : input_(input), row_(row) {}
    double operator[](std::size_t column) const {
        const std::vector<double>& values = input_.columns[column].numbers;
        return values.empty() ? k_none : values[row_];
    }
    double level() const { return input_.level; }
    const MethodInput& input() const { return input_; }

private:
    const MethodInput& input_;
    std::size_t row_;
};

/// A method that looks at one row at a time; its errors get the row's line.
std::function<std::vector<MethodCells>(const MethodInput&)> each_row(std::function<MethodCells(const MethodRow&)> one);

/// Numbered from 0 in the order of first meeting, with the names.
struct Numbered {
    std::vector<std::size_t> number; ///< by row
    std::vector<std::string> names;
};
Numbered numbered(std::span<const std::string> texts);

/// A column that must hold whole numbers not below 0; Error(input) names column and value.
std::vector<std::size_t> whole_numbers(const MethodInput& input, std::string_view column);

inline MethodCell text(std::string_view words) { return std::string(words); }

} // namespace peelian
