// SPDX-License-Identifier: MIT
// The fields of a record as a summary list, group by group: wb_summary.tpl.
#pragma once

#include "workbench/record_values.hpp"

namespace peelian {

/// Puts {{>SUMMARY}} into the page: fields that hold something, those withheld from the public marked. A record
/// without an id is not saved yet: its files are named and not linked.
void show_summary(View page, Labels& labels, const RegisterDefinition& definition, const Record& record);
/// One value in a {{#VALUE}} of `row`: a link, text in its paragraphs, or words.
void show_value(View row, Labels& labels, const FieldDefinition& field, const std::string& value, const Record& record);

} // namespace peelian
