// SPDX-License-Identifier: MIT
// From rows of cells, as a sheet or a document has them, to tables: apart by blank rows, with
// what stands above as title and notes left out. Shared by the readers.
#pragma once

#include "tables/printed_table.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// More than these in one file, and it is no publication.
inline constexpr std::size_t k_most_cells = 2'000'000;
inline constexpr std::size_t k_most_columns = 2'000;
inline constexpr std::size_t k_most_table_bytes = std::size_t{64} << 20;

/// Appends the tables of `rows` to `out` and numbers them on.
void add_tables(std::vector<PrintedTable>& out, std::vector<PrintedRow> rows, std::string_view file,
                std::string_view sheet = {});
/// How many of the first rows are heading.
std::size_t count_header_rows(std::span<const PrintedRow> rows);
/// Fills in what a merged cell covers: words are copied, numbers stand once.
void spread_cell(std::vector<PrintedRow>& rows, std::size_t row, std::size_t column, std::size_t height,
                 std::size_t width);
/// The text as UTF-8: bytes that are none are taken as Windows-1252, as old spreadsheets write. Throws
/// Error(input) for UTF-16 and for bytes that are no text.
std::string as_utf8(std::string_view bytes, std::string_view name);

// The readers, one a file.
std::vector<PrintedTable> read_html_tables(std::string_view bytes, std::string_view name);
std::vector<PrintedTable> read_markdown_tables(std::string_view bytes, std::string_view name);
std::vector<PrintedTable> read_xlsx_tables(std::string_view bytes, std::string_view name);

} // namespace peelian
