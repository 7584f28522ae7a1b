// SPDX-License-Identifier: MIT
// The process's limit of open files. Used inside the room.
#pragma once

#include <cstddef>

namespace peelian::http {

/// Room for so many connections beside all else that is open, if the system lets us have it.
void raise_open_files(std::size_t connections);

} // namespace peelian::http
