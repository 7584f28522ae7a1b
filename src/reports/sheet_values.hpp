// SPDX-License-Identifier: MIT
// What may stand in a spreadsheet: numbers with the format that shows them as printed, text
// without what XML cannot hold, and names that sheets and tables may have.
#pragma once

#include "reports/report.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A number and the format that shows it as the cell's text: 0.032 and `0.0%` for "3.2%".
struct SheetNumber {
    double value = 0;
    std::string format;
};
/// None where the text is not the number alone with a sign, "£", "%" or words around it: such
/// a cell is text, so that a sheet never shows or holds anything the page does not.
std::optional<SheetNumber> sheet_number(const ReportCell& cell);

/// Text for a cell: line breaks and control characters made spaces, bytes that are no UTF-8
/// made U+FFFD, blanks at the ends cut; "[z]" (not applicable) for none.
std::string sheet_text(std::string_view text);

/// Names given so far in a workbook, of which no two may differ in letter case alone.
class SheetNames {
public:
    /// A sheet's name made of a title: at most 31 letters, cut between words.
    std::string sheet(std::string_view title);
    /// A table's name made of its id: "table_recorded_crime".
    std::string table(std::string_view id);
    /// Headings of one table, of which no two may be the same.
    static std::vector<std::string> headings(const std::vector<std::string>& headings);

private:
    std::set<std::string> sheets_{"cover", "notes", "history"}; // Excel keeps "History" for itself
    std::set<std::string> tables_;
};

/// A marker and what it means.
struct SheetMarker {
    std::string marker, meaning;
};
/// The markers that occur in the tables of a report, or stand for an empty cell of it.
std::vector<SheetMarker> markers_in(const Report& report);

} // namespace peelian
