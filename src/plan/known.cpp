// SPDX-License-Identifier: MIT
#include "plan/known.hpp"

#include "base/text.hpp"
#include "measures/definitions.hpp"

#include <fmt/format.h>

namespace peelian {

void require_known(const TomlTable& table, std::string_view key, const std::string& id,
                   std::span<const std::string> ids, std::string_view what) {
    if (is_declared(id, ids)) return;
    auto near = nearest(id, ids);
    throw table.error(
        key, fmt::format("There is no {} '{}'{}", what, id, near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

} // namespace peelian
