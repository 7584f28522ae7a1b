// SPDX-License-Identifier: MIT
// Small CSV files (lookups, lists of areas, budgets) read whole into memory, as RFC
// 4180 has them. A byte-order mark, CRLF, LF and lone CR line ends are all read; blank
// lines are passed over. Facts with millions of rows go through the warehouse instead.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One row after the header; as many fields as the header has.
struct CsvRow {
    std::vector<std::string> fields;
    std::size_t line = 0; ///< where the row starts in the file, from 1
};

/// A CSV file with a header. Column names are compared without regard to case.
struct CsvTable {
    std::string file; ///< for errors
    std::vector<std::string> header;
    std::vector<CsvRow> rows;

    std::optional<std::size_t> find_column(std::string_view name) const;
    /// As find_column, but throws Error(input) with the columns there are and the nearest.
    std::size_t column(std::string_view name) const;
};

/// Parses text; `name` stands for the file in errors. Throws Error(input) with file and
/// line on a row with too many or too few fields, text after a closing quote, a quote
/// that is never closed, and two columns of one name.
CsvTable parse_csv(std::string_view text, std::string_view name);
/// Every record as it stands, the header too, of whatever length: for files that hold several tables or a title.
/// A blank line is a row without fields. Throws Error(input) on wrong quotes alone.
std::vector<CsvRow> parse_records(std::string_view text, std::string_view name, char separator = ',');
/// Reads a file, also gzipped.
CsvTable read_csv(const std::filesystem::path& path);

} // namespace peelian
