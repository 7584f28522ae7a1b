// SPDX-License-Identifier: MIT
// What `peelian list` says of the plan's registers: each a table with its header as first row.
#pragma once

#include "release/assemble.hpp"

#include <string>
#include <vector>

namespace peelian {

using Table = std::vector<std::vector<std::string>>;

/// A row a choice and a change of it, by year.
Table list_priorities(const ReleaseContent& content);
/// What the owners of impact assessments are called to, by the date a release would have.
Table list_impact(LoadedWorkspace& loaded, const AssembleOptions& options);
/// What comparing the claims found, agreement left out; with our own figures.
Table list_claims(const ReleaseContent& content);
/// From the workspace's texts alone: nothing is loaded, and nothing held against our own figures.
Table list_claims(const Workspace& workspace);

} // namespace peelian
