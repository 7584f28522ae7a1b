// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace peelian {

/// "0.1.0+1a2b3c4d5e6f": the version, and the hash of the sources it was built from, so
/// that a release made by other code never passes for the same.
std::string program_version();

} // namespace peelian
