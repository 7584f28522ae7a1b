// SPDX-License-Identifier: MIT
// What was stated in print about a measure, for the measure's own page.
#pragma once

#include "publish/context.hpp"

#include <string_view>

namespace peelian {

/// Shows the section CLAIMS with a line a claim; nothing when nobody claims anything of the measure.
void fill_claims_about(View page, const SiteContext& site, std::string_view measure);

} // namespace peelian
