// SPDX-License-Identifier: MIT
// What a record holds: for each field a list of texts in canonical form (empty: nothing there). A form, a
// CSV cell and a line of TOML all come to this.
//
// Canonical: text and Markdown as written (line ends "\n", NFC not asked for, no control characters); dates
// YYYY-MM-DD; months YYYY-MM; money as pounds "1234.50"; numbers as plain_number writes them; yes or no as
// "yes"/"no"; a choice by its id; a link by the id of what it leads to; an area by its code; a file as
// "<sha256>/<name>".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

using FieldValue = std::vector<std::string>;
/// By field id; a field that is not there is empty.
using Values = std::map<std::string, FieldValue, std::less<>>;

/// The first text of a field, or "".
const std::string& first_of(const Values& values, std::string_view field);
bool is_empty(const Values& values, std::string_view field);

/// One JSON object with keys in order, {"a":["x"],"b":["y","z"]}, always the same bytes for the same values;
/// and back (Error(input) for anything else).
std::string values_json(const Values& values);
Values parse_values(std::string_view json);

} // namespace peelian
