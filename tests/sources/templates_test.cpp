// SPDX-License-Identifier: MIT
#include "sources/preset.hpp"

#include <doctest/doctest.h>

using namespace peelian;

TEST_CASE("a template takes the month and the force from a file's name") {
    auto found = match_template("2024-02-city-of-london-street.csv.gz", "{month}-{force}-street.csv*");
    REQUIRE(found);
    CHECK(found->at("month") == "2024-02");
    CHECK(found->at("force") == "city-of-london");
    CHECK(fill_template("{month} {force}", *found) == "2024-02 city-of-london");
}

TEST_CASE("a template takes the date of a download") {
    auto found = match_template("2024-02-kent-street.downloaded-2024-06.csv.gz",
                                "{month}-{force}-street.downloaded-{vintage}.csv*");
    REQUIRE(found);
    CHECK(found->at("vintage") == "2024-06");
}

TEST_CASE("a month must be one") {
    CHECK_FALSE(match_template("2024-13-kent-street.csv", "{month}-{force}-street.csv"));
    CHECK_FALSE(match_template("202402-kent-street.csv", "{month}-{force}-street.csv"));
    CHECK(match_template("202402", "{yyyymm}"));
    CHECK_FALSE(match_template("202413", "{yyyymm}"));
    CHECK_FALSE(match_template("2024020", "{yyyymm}"));
}

TEST_CASE("a name matches at least one character, and a star none or more") {
    CHECK_FALSE(match_template("2024-02--street.csv", "{month}-{force}-street.csv"));
    CHECK(match_template("a.csv", "a.csv*"));
    CHECK_FALSE(match_template("a.csvx", "a.csv"));
    CHECK_FALSE(match_template("a", "{open"));
}

TEST_CASE("a name without a capture fills with nothing") {
    CHECK(fill_template("{month}/{other}.", {{"month", "2024-02"}}) == "2024-02/.");
    CHECK(fill_template("a {open", {}) == "a {open");
}

TEST_CASE("a very long name is no match and takes no time") {
    CHECK_FALSE(match_template(std::string(100'000, 'a'), "{a}-{b}-{c}-{d}*"));
}
