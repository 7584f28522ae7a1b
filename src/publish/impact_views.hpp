// SPDX-License-Identifier: MIT
// An impact assessment as a part of a page: judgements with the figures beside them, what is not known,
// what is done. Its headings begin at h2; any page may include it.
#pragma once

#include "publish/context.hpp"

namespace peelian {

/// Fills templates/impact_assessment.tpl.
void fill_assessment(View view, const SiteContext& site, const ImpactReport& report);

} // namespace peelian
