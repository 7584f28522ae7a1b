// SPDX-License-Identifier: MIT
// Public registers of the sample release: promises, decisions, recommendations by inspection, and one
// without records. Made up, with everything a page of a record can show.
#pragma once

#include "release/content.hpp"

namespace peelian {

/// Adds them, and the promises as the plan sees them.
void add_sample_registers(ReleaseContent& content);

} // namespace peelian
