// SPDX-License-Identifier: MIT
// The checks of a release, fed from its workspace: see checks/checks.hpp for the rules.
#pragma once

#include "release/assemble.hpp"

#include <vector>

namespace peelian {

/// Runs every check over the load and the numbers before disclosure, and puts the
/// workspace's explanations to what they answer.
std::vector<Finding> review(LoadedWorkspace& loaded, const ReleaseContent& content, const std::string& today);

/// True when the days seen stop well before the month does.
bool is_incomplete(const DayCoverage& days);

} // namespace peelian
