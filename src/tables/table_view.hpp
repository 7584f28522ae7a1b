// SPDX-License-Identifier: MIT
// A table as the rules look at it: every cell read, every column and row named for what it is.
#pragma once

#include "tables/check_table.hpp"
#include "tables/printed_number.hpp"
#include "tables/printed_period.hpp"
#include "tables/printed_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// What the words of a heading lead one to expect.
struct HeadingWords {
    bool change = false, percent = false, share = false, total = false;
    double per = 0; ///< of a rate: "per 1,000"
};
HeadingWords words_of(std::string_view heading);
/// True of a label that says it is a total: total, subtotal, all, sum, net, gross.
bool says_total(std::string_view label);
/// True of one that says no more than that: "Total", "Grand total", "All".
bool is_only_total(std::string_view label);

struct ColumnView {
    std::string heading;
    HeadingWords words;
    bool numeric = false;
    bool percent = false; ///< its values are percentages
    double grain = 0;     ///< counts are whole multiples of it, and exact if 1; 0: rounded to the last digit
    std::optional<PrintedPeriod> period;
    ColumnRole role = ColumnRole::deduce;
    const DeclaredColumn* declared = nullptr;
};

enum class RowKind { data, section, note };

struct RowView {
    RowKind kind = RowKind::data;
    std::string label; ///< of the row itself
    std::string key;   ///< all its labels, with the group and section it stands in
    std::string group; ///< first label, carried down
    bool total = false;
};

/// Keeps a reference to the table, which must outlive it.
class TableView {
public:
    TableView(const PrintedTable& table, const TableRules& rules);

    const PrintedTable& table() const { return table_; }
    const std::vector<ColumnView>& columns() const { return columns_; }
    const std::vector<RowView>& rows() const { return rows_; }
    const CellReading& cell(std::size_t row, std::size_t column) const { return cells_[row][column]; }
    /// The cell's number, or null.
    const PrintedNumber* number(std::size_t row, std::size_t column) const;
    /// In which interval the cell's value lies: a point for counts.
    PrintedRange range(std::size_t row, std::size_t column) const;
    /// The text as printed, cleaned.
    std::string text(std::size_t row, std::size_t column) const;
    /// Rows that hold data, in order.
    const std::vector<std::size_t>& data_rows() const { return data_rows_; }

    /// A fault placed at a cell.
    TableFault fault(std::string_view rule, FaultLevel level, std::size_t row, std::size_t column) const;
    /// A fault placed at a column's heading.
    TableFault column_fault(std::string_view rule, FaultLevel level, std::size_t column) const;
    /// "'PCSOs' in 'May-16'" for messages.
    std::string place(std::size_t row, std::size_t column) const;
    /// The heading, or "column 3".
    std::string column_name(std::size_t column) const;
    std::string row_name(std::size_t row) const;

private:
    void read_headings(std::size_t width, const TableDeclaration* declared);
    void read_rows();
    void find_kinds();
    void find_labels();
    void find_grains();
    double grain_of(std::size_t column) const;
    void name_rows(const TableDeclaration* declared);

    const PrintedTable& table_;
    std::vector<ColumnView> columns_;
    std::vector<RowView> rows_;
    std::vector<std::vector<CellReading>> cells_;
    std::vector<std::size_t> data_rows_;
};

/// The first declaration that fits a table, or null.
const TableDeclaration* declaration_of(const PrintedTable& table, const TableRules& rules);

} // namespace peelian
