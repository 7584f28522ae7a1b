// SPDX-License-Identifier: MIT
// Records as tables, out and in: CSV and XLSX with a heading, a record a row. What is taken out and put in again
// changes nothing.
//
// Columns: ID, Number (of registers that number), State, Version, then the fields a person may read, by label.
// Several values of a field stand in one cell, "; " between them ("\;" is a semicolon of the text's own).
// No cell is ever a formula: in XLSX all is text, numbers or days; in CSV a text that a spreadsheet would run
// (= + - @ or a tab in front) has an apostrophe before it, which is taken off again on the way in.
//
// In: columns may be any of these, by label or id and in any order; a column that is not there leaves its field
// alone, an empty cell clears it. A row whose ID (or number) is known changes that record; one without makes a
// new one. A new State is reached by the register's moves. Version, where it is there, is held against the
// record as it stands, so that a table that has lain for a while overwrites nobody.
#pragma once

#include "registers/records.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

inline constexpr std::size_t k_most_imported = 50'000;

/// What `actor` may see of the records. Dates, amounts and numbers are cells of that kind in XLSX. Error(input) for
/// a text longer than a cell of XLSX holds (32,767 characters); CSV has no such bound.
std::string records_csv(const Actor& actor, const RegisterDefinition& definition, std::span<const Record> records);
std::string records_xlsx(const Actor& actor, const RegisterDefinition& definition, std::span<const Record> records);

/// What is wrong with a row, or one cell of it.
struct RowProblem {
    std::size_t row = 0; ///< line of the CSV file, or row of the sheet, from 1
    std::string column;  ///< as the heading has it; empty: the row as a whole
    std::string message;
};

struct ImportedTable {
    std::vector<Records::Entry> entries; ///< for Records::enter; rows that change nothing have none
    std::vector<std::size_t> rows;       ///< by entry: where it stands
    std::vector<RowProblem> problems;    ///< with any, nothing should be entered
    std::size_t unchanged = 0;
};

/// Finds a record by id, as visible to who imports; nullopt where there is none.
using FindRecord = std::function<std::optional<Record>(std::string_view id)>;

/// Reads a table of records; `name` stands for the file and tells its kind (.csv or .xlsx; else by its bytes).
/// Error(input) when the file is none, has more than k_most_imported rows, or for all that is wrong with its
/// heading at once. Required fields, links and moves are judged by Records::enter.
ImportedTable read_record_table(const RegisterDefinition& definition, std::string_view bytes, std::string_view name,
                                const FindRecord& find);

} // namespace peelian
