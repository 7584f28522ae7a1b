// SPDX-License-Identifier: MIT
#include "release/lineage.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

TEST_CASE("a figure's address is read and written the same") {
    for (const char* text :
         {"recorded-burglary/E09000012/2024-03", "searches/E23000001/fy-2024-03",
          "searches/E23000001/quarter-2024-03/age_range=10-17", "searches/E23000001/r12-2024-03/object=Articles a/b"})
        CHECK(parse_address(text).to_string() == text);
    CHECK(parse_address("/a/b/2024-03").measure == "a");
    CHECK(parse_address("a/b/r12-2024-03").kind == PeriodKind::rolling_12);
}

TEST_CASE("what is no address is refused with what one looks like") {
    for (const char* text : {"", "a", "a/b", "a/b/2024", "a/b/202403", "a/b/2024-13", "a/b/week-2024-03",
                             "a/b/fy2024-03", "a/b/2024-03/age"})
        CHECK_MESSAGE(has(message_of([&] { parse_address(text); }), "MEASURE/AREA/PERIOD"), text);
}
