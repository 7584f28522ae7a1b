// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peelian;

TEST_CASE("names are listed as a sentence does") {
    std::vector<std::string> names{"Camden", "Islington", "Hackney"};
    CHECK(listed(names) == "Camden, Islington and Hackney");
    CHECK(listed(std::span(names).first(2)) == "Camden and Islington");
    CHECK(listed(std::span(names).first(1)) == "Camden");
    CHECK(listed({}).empty());
}

TEST_CASE("numbers for people are rounded half away from zero and grouped") {
    CHECK(number(1234567.5) == "1,234,568");
    CHECK(number(0.285, 2) == "0.29");
    CHECK(number(5e15) == "5,000,000,000,000,000");
    CHECK(number(1e15 + 1) == "1,000,000,000,000,001");
    CHECK(number(-2.5) == "\u22123");
    CHECK(number(999.0) == "999");
    CHECK(number(1000.0) == "1,000");
    CHECK(signed_number(3.36, 1) == "+3.4");
    CHECK(signed_number(0.01, 1) == "0.0");
    CHECK(number(std::nan("")) == "not available");
}

TEST_CASE("numbers for machines read back as the same double") {
    CHECK(plain_number(100000) == "100000");
    CHECK(plain_number(0.1) == "0.1");
    CHECK(plain_number(std::nan("")) == "");
}

TEST_CASE("a slug keeps letters and digits and joins the rest with single hyphens") {
    CHECK(slug("Theft from the person") == "theft-from-the-person");
    CHECK(slug("  \"Good Job\" local ") == "good-job-local");
}

TEST_CASE("the nearest spelling is offered only for a slip of the pen") {
    std::vector<std::string> known{"numerator", "denominator", "breakdowns"};
    CHECK(nearest("breakdown", known) == "breakdowns");
    CHECK_FALSE(nearest("colour", known));
}

TEST_CASE("shell patterns match across folders") {
    CHECK(matches_glob("2024-01/2024-01-surrey-street.csv", "*-street.csv*"));
    CHECK_FALSE(matches_glob("2024-01-surrey-outcomes.csv", "*-street.csv*"));
}

TEST_CASE("CSV fields are quoted only when they must be") {
    std::string out;
    append_csv(out, "plain");
    append_csv(out, ",\"");
    CHECK(out == "plain\",\"\"\"");
}

TEST_CASE("replacing nothing changes nothing") {
    CHECK(replace_all("abc", "", "x") == "abc");
    CHECK(replace_all("a.b.c", ".", "") == "abc");
}
