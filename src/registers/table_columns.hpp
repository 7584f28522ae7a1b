// SPDX-License-Identifier: MIT
// What the columns of a table of records are called, and how cells are written. For table_export.cpp and
// table_exchange.cpp.
#pragma once

#include "registers/definition.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Columns that are not fields; their ids are reserved, so no field has them.
inline constexpr std::array<std::string_view, 4> k_own_columns{"ID", "Number", "State", "Version"};

/// A field's label; its id where another column is called so too.
std::string column_heading(const RegisterDefinition& definition, const FieldDefinition& field);

/// Values as one cell and back. "; " stands between several; in them, and in them alone, "\" and ";" have a "\"
/// before them.
std::string cell_text(const FieldDefinition& field, const FieldValue& values);
FieldValue cell_values(const FieldDefinition& field, std::string_view cell);

/// Whether a spreadsheet that reads this from a CSV file would run it.
bool looks_live(std::string_view text);
/// With an apostrophe before what looks live, and before an apostrophe that would be taken for one of these.
std::string guarded(std::string_view text);
std::string unguarded(std::string_view cell);

} // namespace peelian
