// SPDX-License-Identifier: MIT
// Names in the plan's files that must be among those there are. Used inside the room.
#pragma once

#include "base/toml.hpp"

#include <span>
#include <string>
#include <string_view>

namespace peelian {

/// Throws Error(input) at the key, with the nearest, when `id` is none of `ids`; one of those may
/// be a pattern (declared_measures).
void require_known(const TomlTable& table, std::string_view key, const std::string& id,
                   std::span<const std::string> ids, std::string_view what);

} // namespace peelian
