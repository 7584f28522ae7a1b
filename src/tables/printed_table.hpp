// SPDX-License-Identifier: MIT
// Room tables: tables as they stand in print, and what is wrong in them. It looks at what a
// reader sees, text in cells, and asks whether the figures follow from one another and
// whether they can be: changes and shares, totals, lost decimal points, stale columns.
//
//     read_tables.hpp    CSV, TSV, XLSX, HTML, Markdown and plain text, to PrintedTable
//     check_table.hpp    PrintedTable to faults; pure, so that the program can ask it of a
//                        table that it is about to print
//     table_view.hpp     what the columns and rows of a table are
//     relations.hpp      which columns follow from which
//     fault_rules.hpp    one function a rule, in the order of docs/check-table.md
//
// A printed number is an interval: 60.9 is anything that rounds to it. A figure is wrong
// when no values within those intervals give it, and counts are exact.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace peelian {

/// A cell as it stands in print.
struct PrintedCell {
    std::string text;
    std::string address{}; ///< as in a spreadsheet, "B7"; empty where there are only lines
    bool spanned = false;  ///< a copy that a merged cell left here
};

struct PrintedRow {
    std::vector<PrintedCell> cells;
    std::size_t line = 0; ///< in the file (or the sheet), from 1
};

/// What a column is, where somebody says so.
enum class ColumnRole { deduce, label, value, change, percent_change, share, total, ignore };

/// One table. Rows may be of any length: what lacks is empty.
struct PrintedTable {
    std::string file;       ///< for people
    std::size_t number = 0; ///< in the file, from 1
    std::string title{};    ///< caption, heading or line above; may be empty
    std::string sheet{};    ///< of a workbook
    std::size_t line = 0;   ///< where it starts
    std::vector<PrintedRow> header{};
    std::vector<PrintedRow> rows{};
    std::vector<ColumnRole> roles{}; ///< by column; shorter, or empty: the rest is deduced
};

} // namespace peelian
