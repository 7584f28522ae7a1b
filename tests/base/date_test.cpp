// SPDX-License-Identifier: MIT
#include "base/date.hpp"

#include <doctest/doctest.h>

namespace peelian {

TEST_CASE("a date is a day of the calendar, written YYYY-MM-DD") {
    CHECK(is_date("2024-02-29"));
    for (const char* wrong : {"", "2023-02-29", "2024-13-01", "2024-01-00", "2024-1-1", "24-01-01", "2024/01/01",
                              "2024-01-01T00", "2024-01-aa"})
        CHECK_MESSAGE(!is_date(wrong), wrong);
}

} // namespace peelian
