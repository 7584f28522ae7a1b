// SPDX-License-Identifier: MIT
// A cell's text as a number, with what its print gives away: how many decimals, which unit,
// and so in which interval the value must lie.
#pragma once

#include <string>
#include <string_view>

namespace peelian {

/// What the text of a cell is. `nothing` stands for none or zero (a dash), `marker` for a
/// value that is withheld or not known, `broken` for what would be a number but for a slip.
enum class CellKind { empty, nothing, marker, number, text, broken };

/// From `low` to `high`, both within.
struct PrintedRange {
    double low = 0, high = 0;
    bool holds(double x) const { return low <= x && x <= high; }
    bool meets(PrintedRange other) const { return low <= other.high && other.low <= high; }
};

struct PrintedNumber {
    double value = 0;
    double scale = 1; ///< 1,000 for "k", and so on; `value` has it in
    int decimals = 0;
    bool percent = false; ///< has a % sign or its word
    bool money = false;
    bool grouped = false; ///< thousands are separated
    std::string digits{}; ///< all of them, without point and separators
    std::string before{}; ///< currency
    std::string after{};  ///< "%", "m"

    /// Worth of one in the last digit.
    double unit() const;
    /// All values that round to this one, whichever way halves go.
    PrintedRange range() const;
    /// True of "31.00": decimals, all of them zero.
    bool decimals_are_zero() const;
    /// Another value written as this one is: same decimals, separators and unit.
    std::string like_this(double other) const;
};

/// Why a cell is broken that holds an error of a spreadsheet instead of a value.
inline constexpr std::string_view k_formula_failed = "a formula failed";

struct CellReading {
    CellKind kind = CellKind::empty;
    PrintedNumber number{};
    std::string why{}; ///< what is wrong with a broken one
};

/// Reads a cell: currency signs, thousands, minus signs of every kind, brackets for minus,
/// "%", "k", "m", "bn", and marks of footnotes are understood.
CellReading read_cell(std::string_view text);
/// The text without tags for bold and italics, marks of footnotes, and odd spaces.
std::string clean_cell(std::string_view text);

} // namespace peelian
