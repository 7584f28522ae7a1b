// SPDX-License-Identifier: MIT
#include "plan/claim_figure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace peelian;

namespace {

ClaimFigure figure(std::string_view text, ClaimQualifier qualifier = ClaimQualifier::none) {
    auto parsed = parse_figure(text, qualifier);
    REQUIRE_MESSAGE(parsed.has_value(), std::string(text));
    return *parsed;
}

void check(const ClaimFigure& f, double value, double low, double high) {
    CHECK(f.value == doctest::Approx(value));
    CHECK(f.low == doctest::Approx(low));
    CHECK(f.high == doctest::Approx(high));
}

std::string period(std::string_view text) {
    auto parsed = parse_claim_period(text);
    return parsed ? parsed->first.to_string() + " " + parsed->last.to_string() : "none";
}

} // namespace

TEST_CASE("a printed figure stands for what rounds to it at its last digit") {
    check(figure("11,896"), 11896, 11895.5, 11896.5);
    check(figure("12.90"), 12.9, 12.895, 12.905);
    check(figure("-3.2"), -3.2, -3.25, -3.15);
    check(figure("\u22123.2"), -3.2, -3.25, -3.15);
    check(figure("941,064.00"), 941064, 941063.995, 941064.005);
    check(figure("0"), 0, -0.5, 0.5);
}

TEST_CASE("a word before it says how far it was rounded") {
    check(figure("250", ClaimQualifier::about), 250, 245, 255);
    check(figure("170", ClaimQualifier::nearly), 170, 160, 170);
    check(figure("500", ClaimQualifier::more_than), 500, 500, 600);
    check(figure("30,000", ClaimQualifier::less_than), 30000, 0, 30000);
    check(figure("50", ClaimQualifier::up_to), 50, 0, 50.5);
    CHECK(std::isinf(figure("3", ClaimQualifier::at_least).high));
    // Decimals that are not 0 are precision, whatever stands before.
    check(figure("14.5", ClaimQualifier::about), 14.5, 14.45, 14.55);
}

TEST_CASE("a share in words reaches to its neighbours") {
    check(figure("1 in 4"), 0.25, 1 / 4.5, 1 / 3.5);
    check(figure("4 in 5"), 0.8, 0.7, 0.9);
    check(figure("9 in 10"), 0.9, 0.85, 0.95);
    CHECK(figure("1 in 1").high == 1);
    CHECK_FALSE(figure("1 in 4").meets(figure("4 in 5")));
    CHECK(figure("1 in 10").meets(figure("1 in 10")));
    // Nothing rounds to 5 and to 6, and below is not above.
    CHECK_FALSE(figure("5").meets(figure("6")));
    CHECK_FALSE(figure("30,000", ClaimQualifier::less_than).meets(figure("30,000", ClaimQualifier::more_than)));
}

TEST_CASE("a range reaches from the rounding of its first to that of its last") {
    check(figure("184 to 700"), 442, 183.5, 700.5);
}

TEST_CASE("what is no figure is none") {
    for (std::string_view bad : {"",         " ",
                                 "many",     "1,89",
                                 "11,8960",  "1,234,56",
                                 ",123",     "1.",
                                 ".5",       "1.2.3",
                                 "12%",      "£5",
                                 "5 in 4",   "0 in 4",
                                 "1.5 in 4", "700 to 184",
                                 "1 to",     "1 in",
                                 "1e5",      "--4",
                                 "nan",      "123456789012345678901"}) {
        INFO(std::string(bad));
        CHECK_FALSE(parse_figure(bad, ClaimQualifier::none).has_value());
    }
}

TEST_CASE("figures are told with their unit") {
    CHECK(figure_words(ClaimUnit::share, 0.25) == "25%");
    CHECK(figure_words(ClaimUnit::percent, 0.129) == "12.9%");
    CHECK(figure_words(ClaimUnit::money, 600e6) == "£600 million");
    CHECK(figure_words(ClaimUnit::money, 2.2e9) == "£2.2 billion");
    CHECK(figure_words(ClaimUnit::money, 950) == "£950");
    CHECK(figure_words(ClaimUnit::days, 173) == "173 days");
    CHECK(figure_words(ClaimUnit::number, 30822.23) == "30,822.23");
    CHECK(figure_words(ClaimUnit::percent, 0.4745) == "47.45%");
    CHECK(figure_words(ClaimUnit::share, 1.0 / 3) == "33.3%");
    CHECK(interval_words(ClaimUnit::share, figure("1 in 4")) == "22.2% to 28.6%");
    CHECK(interval_words(ClaimUnit::number, {5, 5, 5}) == "5");
    CHECK(interval_words(ClaimUnit::number, figure("3", ClaimQualifier::at_least)) == "2.5 or more");
}

TEST_CASE("a claim's period is a month, a year, a financial year or from one to another") {
    CHECK(period("2017-02") == "2017-02 2017-02");
    CHECK(period("2016") == "2016-01 2016-12");
    CHECK(period("2016/17") == "2016-04 2017-03");
    CHECK(period("1999/00") == "1999-04 2000-03");
    CHECK(period("2016-07 to 2017-06") == "2016-07 2017-06");
    CHECK(period("2010 to 2015") == "2010-01 2015-12");
    for (std::string_view bad :
         {"", "2016/18", "2016-13", "16", "201702", "2017-06 to 2016-07", "February 2017", "0000"})
        CHECK_MESSAGE(period(bad) == "none", std::string(bad));
    CHECK(period_words(*parse_claim_period("2017-02")) == "February 2017");
    CHECK(period_words(*parse_claim_period("2016")) == "2016");
    CHECK(period_words(*parse_claim_period("2016/17")) == "2016/17");
    CHECK(period_words(*parse_claim_period("2010 to 2015")) == "2010 to 2015");
    CHECK(period_words(*parse_claim_period("2013/14 to 2016/17")) == "2013/14 to 2016/17");
    CHECK(period_words(*parse_claim_period("2016-07 to 2017-06")) == "July 2016 to June 2017");
}
