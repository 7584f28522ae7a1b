// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "publish/dashboard_text.hpp"
#include "publish/sample_content.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {
DashboardText read(std::string body) {
    static const auto content = sample_content();
    return read_dashboard({"id", "Title", std::move(body), "pages/a.md"}, *content);
}
} // namespace

TEST_CASE("a dashboard is text and figures in turn") {
    DashboardText parts = read("Hello *there*.\n\n::: measure search-find-rate by=object :::\n\nMore.\n");
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].html == "<p>Hello <em>there</em>.</p>\n");
    CHECK(parts[1].figure);
    CHECK(parts[1].breakdown == 0);
    CHECK(parts[2].html == "<p>More.</p>\n");
    CHECK(read("::: measure search-find-rate by=unit :::\n").front().by_unit);
}

TEST_CASE("headings of a dashboard stand under its title and leave out no level") {
    CHECK(read("# One\n\n#### Deep\n").front().html == "<h2>One</h2>\n<h3>Deep</h3>\n");
    DashboardText parts = read("::: measure good-job :::\n\n## Two\n\n::: measure good-job by=borough :::");
    CHECK(parts[0].heading == 2);
    CHECK(parts[2].heading == 3);
}

TEST_CASE("a measure that is declared and has no data is told as such, and is no error") {
    auto content = sample_content();
    content->declared = {"custody-visits", "mps-*"};
    Dashboard page{"id", "Title",
                   "::: measure custody-visits :::\n\n::: measure mps-arson by=borough :::", "pages/a.md"};
    DashboardText parts = read_dashboard(page, *content);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].absent == "custody-visits");
    CHECK(parts[1].absent == "mps-arson");
    CHECK(!parts[1].figure);
}

TEST_CASE("the paragraph that a dashboard begins with is told apart") {
    DashboardText parts = read("Watched closely.\n\nMore.\n\n## Finds\n\nText.");
    CHECK(parts[0].html.substr(0, parts[0].lead) == "<p>Watched closely.</p>\n");
    CHECK(read("## Finds\n")[0].lead == 0);
}

TEST_CASE("a table of a dashboard scrolls within the page") {
    std::string html = read("| a | b |\n| --- | --- |\n| 1 | 2 |\n").front().html;
    CHECK(html.find("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>") == 0);
    CHECK(html.find("</table></div>") != std::string::npos);
}

TEST_CASE("raw HTML of a dashboard is left out") {
    CHECK(read("<script>alert(1)</script>\n").front().html.find("<script") == std::string::npos);
    CHECK(read("[x](javascript:alert(1))\n").front().html.find("javascript") == std::string::npos);
}

TEST_CASE("a figure block that asks for what there is not says where and what there is") {
    CHECK_THROWS_WITH_AS(read("a\n\n::: measure recorded-burglery :::"),
                         doctest::Contains("pages/a.md:3: There is no measure 'recorded-burglery'"), Error);
    CHECK_THROWS_WITH_AS(read("::: measure recorded-burglery :::"),
                         doctest::Contains("Did you mean 'recorded-burglary'?"), Error);
    CHECK_THROWS_WITH_AS(read("::: measure search-find-rate by=colour :::"),
                         doctest::Contains("'borough', 'unit', 'ward', 'object' or 'age'"), Error);
    CHECK_THROWS_WITH_AS(read("::: measure good-job size=3 :::"), doctest::Contains("'size=3' is not an option"),
                         Error);
    CHECK_THROWS_WITH_AS(read("::: table good-job :::"), doctest::Contains("asks for 'measure'"), Error);
    CHECK_THROWS_WITH_AS(read("::: measure good-job"), doctest::Contains("ends in ':::'"), Error);
}
