// SPDX-License-Identifier: MIT
// A report as an accessible spreadsheet (.xlsx), laid out as government statisticians advise:
// a cover with contents, a sheet of notes, then one table a sheet, each a table to a screen
// reader too. Nothing is carried by colour, place or an empty cell; docs/reports.md has the rules.
#pragma once

#include "reports/report.hpp"

#include <string>

namespace peelian {

/// What a workbook says of where it comes from.
struct WorkbookText {
    std::string body;    ///< who publishes it
    std::string contact; ///< an e-mail address or words; may be empty
    std::string release; ///< id of the release
    std::string date;    ///< of the release, YYYY-MM-DD: the file's date too
    bool synthetic = false;
    bool board = false; ///< not for publication
    std::string site;   ///< "https://www.example.org" without a last slash; empty: no links to pages
    std::string page;   ///< address of this report's page; empty for none
};

/// The bytes of the .xlsx file; the same for the same report and text, whatever the clock says.
/// A cell is a number only where its text is that number (a marker such as [c] stays text, and
/// a number holds no more decimals than its text shows). Throws Error(input) when a text is too
/// long for a cell, Error(io) when there is no room for temporary files.
std::string workbook_bytes(const Report& report, const WorkbookText& text);

} // namespace peelian
