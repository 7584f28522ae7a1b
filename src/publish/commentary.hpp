// SPDX-License-Identifier: MIT
// What was said of a figure: signed records of the register "commentary", shown beside the figure they speak
// of with their date and the release they were written from. docs/releases.md tells how one comes about.
#pragma once

#include "publish/context.hpp"

#include <string_view>

namespace peelian {

/// Puts the latest commentaries on a measure into a page as COMMENTARY; `area` is an area's code, or empty for
/// what is said of the whole (a commentary without an area, or on a force).
void fill_commentary(View page, const SiteContext& site, std::string_view measure, std::string_view area);

} // namespace peelian
