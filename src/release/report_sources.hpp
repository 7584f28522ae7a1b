// SPDX-License-Identifier: MIT
// reports/<kind>.md: a head in TOML between two lines of +++, then Markdown with blocks. Here the
// head is read; room `reports` reads the rest.
#pragma once

#include "release/content.hpp"

#include <filesystem>
#include <vector>

namespace peelian {

/// Every report below the folder, by id; none without it. Throws Error(input) with file and line.
std::vector<ReportSource> read_report_sources(const std::filesystem::path& folder);

} // namespace peelian
