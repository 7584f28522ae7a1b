// SPDX-License-Identifier: MIT
// What somebody says of tables beforehand: what columns are where deduction fails, which
// faults are known, what is plausible, and of which date the table should be.
#pragma once

#include "base/month.hpp"
#include "tables/printed_table.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A column by its heading (a pattern of * and ?, any letter case) and what it is.
struct DeclaredColumn {
    std::string name;
    ColumnRole role = ColumnRole::deduce;
    std::string from, of;           ///< patterns: change is `of` less `from`, a share `of` out of `from`
    std::vector<std::string> parts; ///< patterns, of a total
    std::optional<bool> exact;      ///< counts; false: rounded, whatever it looks like
    std::string file;
    std::size_t line = 0;
};

/// What is said of the tables that fit all patterns given.
struct TableDeclaration {
    std::string file, title;                            ///< patterns; empty fits all
    std::size_t number = 0;                             ///< in the file; 0 fits all
    int header_rows = -1;                               ///< -1: found
    std::vector<std::string> total_rows, no_total_rows; ///< patterns of labels
    std::vector<DeclaredColumn> columns;

    bool fits(const PrintedTable& table) const;
};

/// A fault that is answered by name; empty patterns fit all, but `rule` or `row` or `column` is there.
struct KnownFault {
    std::string file, title, rule, row, column;
    std::size_t table = 0;
    std::string who, why, until; ///< `until`: a day, or empty
    std::string source;          ///< the rules file
    std::size_t line = 0;
};

/// Between what a figure can be, by what is known of it elsewhere.
struct PlausibleRange {
    std::string row, column; ///< patterns of label and heading; empty column: every column of values
    double low = 0, high = 0;
    std::string source;
};

struct TableRules {
    std::vector<TableDeclaration> tables{};
    std::vector<KnownFault> known{};
    std::vector<PlausibleRange> plausible{};
    std::optional<Month> as_of{}; ///< the month when it goes out
    int lag_months = 2;           ///< how long after a period its figures may take
    std::string today{};          ///< YYYY-MM-DD; decides which answers have run out
};

/// True when `text` fits a pattern of * and ?, in any letter case; an empty pattern fits all.
bool fits_pattern(std::string_view text, std::string_view pattern);

/// Adds the declarations and known faults of a TOML file; throws Error(input).
void read_table_rules(const std::filesystem::path& file, TableRules& rules);
/// Adds the rows of a CSV file with columns row, low, high, source and if wanted column; throws Error(input).
void read_plausible_ranges(const std::filesystem::path& file, TableRules& rules);

} // namespace peelian
