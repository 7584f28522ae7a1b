// SPDX-License-Identifier: MIT
#pragma once

#include "checks/finding.hpp"

#include <vector>

namespace peelian {

/// Prints findings, gravest first; `notes` too or only what asks for something.
void print_findings(const std::vector<Finding>& findings, bool notes);

} // namespace peelian
