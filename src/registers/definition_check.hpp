// SPDX-License-Identifier: MIT
// Whether what a definition names is there. Used inside the room.
#pragma once

#include "base/toml.hpp"
#include "registers/definition.hpp"

namespace peelian {

/// Throws Error(input), placed in the file of `root`, for the first name that leads nowhere.
void check_definition(const TomlTable& root, const RegisterDefinition& definition);
/// Links between registers; Error(input) at the field.
void check_links(const std::vector<RegisterDefinition>& all);

} // namespace peelian
