// SPDX-License-Identifier: MIT
// The keys of [[measure]] that only some kinds have: read where the kind is theirs, and so
// refused by the reader everywhere else. Used by definitions.cpp alone.
#pragma once

#include "base/toml.hpp"
#include "measures/measure.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian {

/// Reads what the measure's kind asks for; throws Error(input) at a key that is absent or
/// cannot be.
void read_kind_keys(Measure& measure, const TomlTable& table);

/// Key and text of each SQL expression among them, to be tried against the dataset.
std::vector<std::pair<std::string_view, std::string>> kind_expressions(const Measure& measure);
/// Key and name of each column among them.
std::vector<std::pair<std::string_view, std::string>> kind_columns(const Measure& measure);

} // namespace peelian
