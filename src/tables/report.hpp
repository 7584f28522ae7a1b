// SPDX-License-Identifier: MIT
// What was found, for people and for machines.
#pragma once

#include "tables/check_table.hpp"

#include <span>
#include <string>

namespace peelian {

/// A paragraph a finding: what, where, what was expected, what to do; and a line that counts them.
std::string faults_as_text(std::span<const PrintedTable> tables, std::span<const TableFault> faults);
/// One object with the tables that were looked at and the findings; docs/check-table.md has its shape.
std::string faults_as_json(std::span<const PrintedTable> tables, std::span<const TableFault> faults);

} // namespace peelian
