// SPDX-License-Identifier: MIT
// Series from a CSV file, for `peelian verdict`: one row a period. Columns `series`,
// `period` (YYYY-MM or YYYY-Qn) and `value`, and if wanted `denominator` and `better`
// (up, down, neither, contested; empty is neither), in any order, among others that are
// passed over. RFC 4180 with LF or CRLF; rows of a series may stand anywhere, in any order.
// Scanned in pieces by several threads; the result does not depend on how many.
#pragma once

#include "verdicts/verdict.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// The series of a file, in the order in which they first appear.
class SeriesFile {
public:
    /// `text` must outlive the object; `name` stands for the file in errors. Throws
    /// Error(input) with file and line: a column that is missing or misspelt, a row with too
    /// few or too many fields, a period or number that cannot be read (the first such row).
    SeriesFile(std::string_view text, std::string_view name, unsigned threads);

    std::size_t size() const { return names_.size(); }

    /// One series on consecutive periods; what the file leaves out or leaves empty is NaN.
    struct One {
        std::string_view name;
        Better better = Better::neither;
        int step = 1; ///< months in a period: 1 or 3
        Month first;  ///< last month of the first period
        std::vector<double> value;
        std::vector<double> denominator; ///< empty when no row has one
    };
    /// Series `i`, into an object that is used again. Throws Error(input) with file and line
    /// when a period comes twice, months and quarters are mixed, or `better` changes.
    void read(std::size_t i, One& out) const;

    struct Row {
        double value;
        double denominator;
        std::uint32_t series;
        std::uint32_t line;
        std::int32_t month;
        Better better;
        bool quarter;
    };

private:
    std::string file_;
    std::vector<std::string> names_;
    std::vector<Row> rows_;            // by series, then as in the file
    std::vector<std::uint32_t> first_; // of each series in rows_, and the end
};

/// "2024-03", or "2024-Q1" for quarters (step 3).
std::string period_code(Month last, int step);

} // namespace peelian
