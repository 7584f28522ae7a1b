// SPDX-License-Identifier: MIT
#include "made.hpp"

using namespace peelian;
using namespace peelian::check_tests;

namespace {

/// Two years of months that add up to these.
Values two_years(double first, double second) {
    Values values(12, first / 12);
    values.insert(values.end(), 12, second / 12);
    return values;
}

Made placed(double all_before, double all_after, double none_before, double none_after) {
    Made made;
    made.measure("burglary");
    made.series("F", two_years(all_before, all_after));
    made.series("N", two_years(all_before - none_before, all_after - none_after));
    made.series("F-no-location", two_years(none_before, none_after));
    return made;
}

} // namespace

TEST_CASE("rows that leave 'no location' are to be explained when they could make a change") {
    // burglary in the London Datastore tables: 632 of unknown borough, then 53
    auto found = placed(47'500, 42'750, 632, 53).findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "no-location-shift-crime-f");
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(says(found[0], "53 of 42,750 without a place (0.1 per cent), the year before 632 of 47,500 (1.3 per cent)"));
    CHECK(says(found[0], "all rows \u221210.0 per cent, those with a place \u22128.9 per cent, so 1.1 points"));
}

TEST_CASE("a shift too small to change an area is a note") {
    auto found = placed(100'000, 100'000, 250, 600).findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].level == CheckLevel::note);
}

TEST_CASE("a steady share of rows without a place is no shift") {
    CHECK(placed(54'000, 48'600, 5'400, 4'900).findings().empty());
    CHECK(placed(54'000, 27'000, 632, 316).findings().empty());
}

TEST_CASE("a few rows without a place may double") { CHECK(placed(300, 300, 3, 9).findings().empty()); }

TEST_CASE("a series that begins says nothing of places") {
    CHECK(placed(600, 54'000, 1, 2'000).of("no-location-shift").empty());
}

TEST_CASE("a total that is not what its name says is to be explained once, with the sizes") {
    Made made;
    for (int i = 0; i < 12; ++i)
        made.references.push_back(
            {"Total notifiable offences", "all", Month::from("2019-01") + i, 84'000.0 + i, 76'000.0 - 10 * i, 50});
    auto found = made.findings();
    REQUIRE(found.size() == 1);
    CHECK(found[0].id == "reference-total-total-notifiable-offences-all");
    CHECK(found[0].level == CheckLevel::explain);
    CHECK(says(found[0], "below it in 12 of 12 months by 8,000 to 8,121"));
    CHECK(says(found[0], "December 2019: 75,890 against 84,011"));
    CHECK(says(found[0], "name it for what it counts"));
}

TEST_CASE("a reference within its tolerance needs no word, nor does a month we have not") {
    Made made;
    made.references = {{"Robbery", "robbery", Month::from("2019-01"), 2951, 2962, 11},
                       {"Robbery", "robbery", Month::from("2019-02"), 2951, k_missing, 11}};
    CHECK(made.findings().empty());
    made.references[0].ours = 2963;
    CHECK(says(made.findings().at(0), "above it in 1 of 1 months by 12"));
}
