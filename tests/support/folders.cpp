// SPDX-License-Identifier: MIT
#include "support/folders.hpp"

namespace made {

const char* source_dir() { return PEELIAN_SOURCE_DIR; }
const char* shared_dir() { return PEELIAN_SHARED_DIR; }
std::filesystem::path shared_data() { return std::filesystem::path(shared_dir()) / "data"; }
bool no_shared_data() { return !std::filesystem::is_directory(shared_data()); }

} // namespace made
