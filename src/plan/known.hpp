// SPDX-License-Identifier: MIT
// Names in the plan's files that must be among those there are. Used inside the room.
#pragma once

#include "base/toml.hpp"

#include <span>
#include <string>
#include <string_view>

namespace peelian {

struct Measure;

/// A text that says something, and a day, YYYY-MM-DD; Error(input) at the key otherwise.
std::string some_text(const TomlTable& table, std::string_view key);
std::string date_text(const TomlTable& table, std::string_view key);

/// Throws Error(input) at the key, with the nearest, when `id` is none of `ids`; one of those may
/// be a pattern (declared_measures).
void require_known(const TomlTable& table, std::string_view key, const std::string& id,
                   std::span<const std::string> ids, std::string_view what);

/// Throws Error(input) at the key `breakdown` when the measure has none of this name; an empty one
/// is everyone.
void require_breakdown(const TomlTable& table, const Measure& measure, const std::string& breakdown);

} // namespace peelian
