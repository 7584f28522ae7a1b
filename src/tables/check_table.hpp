// SPDX-License-Identifier: MIT
// Finds what is wrong in printed tables. Pure: same tables, same rules, same faults, in the
// order of the rows. docs/check-table.md says of each rule how it decides.
#pragma once

#include "tables/printed_table.hpp"
#include "tables/table_rules.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// `fault`: wrong. `suspect`: cannot be told, but hardly right. `note`: rounding, revisions, form.
enum class FaultLevel { fault, suspect, note };
std::string_view to_text(FaultLevel level);

/// One thing that is wrong, and where.
struct TableFault {
    std::string rule;
    FaultLevel level = FaultLevel::fault;
    std::string file{};
    std::size_t table = 0;
    std::string title{}, sheet{};
    std::size_t line = 0;  ///< of the row, in the file or the sheet
    std::string cell{};    ///< "B7", where there are such addresses
    std::string row{};     ///< its label
    std::string column{};  ///< its heading
    std::string found{};   ///< the text in print
    std::string message{}; ///< what is wrong
    std::string expected{};
    std::string advice{}; ///< what to do
    std::string likely{}; ///< the value it probably should be, as it would be printed; may be empty
    std::string known_by{}, known_why{};
};

/// All faults of one table.
std::vector<TableFault> check_table(const PrintedTable& table, const TableRules& rules);
/// All faults of each table of a file, and what is wrong between them.
std::vector<TableFault> check_tables(std::span<const PrintedTable> tables, const TableRules& rules);
/// What changed since the last edition: figures revised, and figures that did not move on.
std::vector<TableFault> compare_editions(std::span<const PrintedTable> now, std::span<const PrintedTable> before,
                                         const TableRules& rules);
/// Puts the answers of the rules to the faults they are about. An answer that has run out does nothing, and
/// one that is about nothing comes back as a note `known-unused`.
std::vector<TableFault> apply_known(std::vector<TableFault> faults, const TableRules& rules);
/// Whether a fault counts: a fault or suspect that nobody answered.
bool is_open(const TableFault& fault);

} // namespace peelian
