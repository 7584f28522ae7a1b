// SPDX-License-Identifier: MIT
// Every table of a file, by format. Files come from anywhere: each reader has limits of size,
// depth and number, and says what is wrong with a file and where.
#pragma once

#include "tables/printed_table.hpp"
#include "tables/table_rules.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

enum class TableFormat { csv, tsv, xlsx, html, markdown, text };

/// The format by a file's name; nothing for an ending that is not known.
std::optional<TableFormat> format_of_name(std::string_view name);
std::optional<TableFormat> parse_table_format(std::string_view name);
/// The format by what a file begins with, for those without a telling name.
TableFormat format_of_bytes(std::string_view bytes);

/// The tables, numbered from 1; `name` stands for the file. Throws Error(input).
std::vector<PrintedTable> read_tables(std::string_view bytes, std::string_view name, TableFormat format);
/// The rows of a workbook's first sheet as they are kept, for records that are taken in: hidden rows and columns
/// too, numbers in full, days as YYYY-MM-DD, nothing taken for a title or note. Throws Error(input).
std::vector<PrintedRow> read_xlsx_values(std::string_view bytes, std::string_view name);
/// Divides heading from rows again where the rules say how many rows are heading.
void set_header_rows(std::vector<PrintedTable>& tables, const TableRules& rules);

} // namespace peelian
