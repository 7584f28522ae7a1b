// SPDX-License-Identifier: MIT
// Days as people write them in files: YYYY-MM-DD, kept as text.
#pragma once

#include <string_view>

namespace peelian {

/// True of a day of the calendar, written YYYY-MM-DD.
bool is_date(std::string_view text);

} // namespace peelian
