// SPDX-License-Identifier: MIT
#include "support/folders.hpp"

namespace made {

const char* source_dir() { return PEELIAN_SOURCE_DIR; }
const char* shared_dir() { return PEELIAN_SHARED_DIR; }

} // namespace made
