// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/month.hpp"

#include <doctest/doctest.h>

using namespace peelian;

TEST_CASE("the month after December is January of the next year") {
    CHECK((Month::from("2023-12") + 1).to_string() == "2024-01");
    CHECK(Month::from("2024-03") - Month::from("2023-03") == 12);
}

TEST_CASE("a month is read as YYYY-MM or YYYYMM and as nothing else") {
    CHECK(Month::parse("201004") == Month::of(2010, 4));
    for (const char* wrong : {"2024-13", "2024-00", "24-01", "2024-1", "2024/01", "", "2024-01-01"})
        CHECK_FALSE(Month::parse(wrong));
    CHECK_THROWS_WITH_AS(Month::from("March"), "'March' is not a month; expected YYYY-MM, such as 2024-03", Error);
}

TEST_CASE("a leap February has 29 days") {
    CHECK(Month::of(2024, 2).days() == 29);
    CHECK(Month::of(1900, 2).days() == 28);
}

TEST_CASE("quarters and financial years end in fixed months, rolling years in any") {
    CHECK(ends_period(PeriodKind::quarter, Month::of(2024, 6)));
    CHECK_FALSE(ends_period(PeriodKind::quarter, Month::of(2024, 5)));
    CHECK(ends_period(PeriodKind::financial_year, Month::of(2024, 3)));
    CHECK_FALSE(ends_period(PeriodKind::financial_year, Month::of(2024, 12)));
    CHECK(ends_period(PeriodKind::rolling_12, Month::of(2024, 5)));
}

TEST_CASE("periods are named as people name them") {
    Month march = Month::of(2024, 3);
    CHECK(period_in_words(PeriodKind::month, march) == "March 2024");
    CHECK(period_in_words(PeriodKind::quarter, march) == "January to March 2024");
    CHECK(period_in_words(PeriodKind::financial_year, march) == "2023/24");
    CHECK(period_in_words(PeriodKind::rolling_12, march) == "12 months to March 2024");
}
