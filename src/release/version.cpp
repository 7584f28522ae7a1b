// SPDX-License-Identifier: MIT
#include "release/version.hpp"

#include "source_hash.hpp" // written by cmake/SourceHash.cmake

namespace peelian {

std::string program_version() { return PEELIAN_VERSION "+" PEELIAN_SOURCE_HASH; }

} // namespace peelian
