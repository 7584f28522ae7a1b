// SPDX-License-Identifier: MIT
// One function a rule (or a family of them), in the order of docs/check-table.md. Each gives
// the faults of one table.
#pragma once

#include "tables/relations.hpp"
#include "tables/table_view.hpp"

#include <span>
#include <string>
#include <vector>

namespace peelian::table_rules {

using Faults = std::vector<TableFault>;

/// Changes, shares and totals across columns that do not follow.
Faults derived_figures(const TableView& view, const std::vector<Relation>& relations);
/// Rows that are the total of other rows and are not their sum.
Faults row_totals(const TableView& view, const std::vector<Relation>& relations);
/// Percentages of a whole that add up to something else than 100.
Faults shares_of_a_whole(const TableView& view, const std::vector<Relation>& relations);
/// Falls of more than all there was.
Faults impossible_changes(const TableView& view, const std::vector<Relation>& relations);
/// Values a power of ten off: against the others of their row, or the precision of the table.
Faults powers_of_ten(const TableView& view, const std::vector<Relation>& relations);
/// Values outside what is known to be plausible.
Faults implausible_values(const TableView& view, const TableRules& rules, const std::vector<Relation>& relations);
/// Cells that are no numbers, or not numbers of their column's kind.
Faults odd_cells(const TableView& view, const std::vector<Relation>& relations);
/// Columns and rows that come twice.
Faults repeated_parts(const TableView& view, const std::vector<Relation>& relations);
/// Headings of one period twice, and periods that are old.
Faults odd_periods(const TableView& view, const TableRules& rules);

/// True when a column follows from others, by `relations` or by its heading.
bool is_derived(const TableView& view, const std::vector<Relation>& relations, std::size_t column);
/// "'a', 'b' and 3 more".
std::string named_few(std::span<const std::string> names);
/// A number as people read it, with no more decimals than it needs.
std::string shown(double value);

} // namespace peelian::table_rules
