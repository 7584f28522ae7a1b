// SPDX-License-Identifier: MIT
#include "publish/sample_content.hpp"
#include "release/report_sources.hpp"
#include "reports/table_checks.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using tests::TemporaryFolder;

namespace {

/// Findings in the tables of one report with this body, over the sample release.
std::vector<Finding> check(const std::string& body, const std::string& csv) {
    TemporaryFolder folder;
    folder.put("r.md", "+++\ntitle = \"Report\"\n+++\n" + body);
    folder.put("f.csv", csv);
    auto content = sample_content();
    for (const Measure& m : content->measures)
        content->declared.push_back(m.id);
    content->reports = read_report_sources(folder.path());
    return check_reports(SiteContext(*content, {}), 2);
}

std::string file_table(const std::string& columns) {
    return "::: file\ntitle = \"Workforce\"\nfile = \"f.csv\"\n" + columns + ":::\n";
}

const std::string k_before_now = "[[column]]\ncolumn = \"May 2016\"\n[[column]]\ncolumn = \"May 2017\"\n";

} // namespace

TEST_CASE("tables of measures and what is worked out from files raise nothing") {
    std::string measures =
        "::: table\ntitle = \"Crime\"\ncolumns = [\"before\", \"now\", \"change\", \"change-percent\"]\n"
        "rows = [\"recorded-burglary\", \"robbery-rate\", \"domestic-abuse\"]\n:::\n";
    std::string worked = file_table(k_before_now + "[[column]]\ntitle = \"Change, %\"\nchange-percent = [\"May 2016\", "
                                                   "\"May 2017\"]\ndecimals = 2\n[[sum]]\nlabel = \"Total\"\n");
    CHECK(check(measures + "\n" + worked, "Who,May 2016,May 2017\nOfficers,31601.41,30822.23\nStaff,9410.64,8508.15\n"
                                          "Support officers,1565.56,1387.69\nSpecials,3204.00,2537.00\n")
              .empty());
}

TEST_CASE("a decimal point that a file lost is found before the table goes out") {
    std::vector<Finding> findings =
        check(file_table(k_before_now), "Who,May 2016,May 2017\nOfficers,31601.41,30822.23\n"
                                        "Support officers,156556.00,1387.69\nSpecials,3204.00,2537.00\n");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].check == "printed-table");
    CHECK(findings[0].level == CheckLevel::explain);
    CHECK(findings[0].subject == "r-2025-03: Workforce");
    CHECK(tests::has(findings[0].message, "Support officers"));
    CHECK(tests::has(findings[0].id, "support-officers-may-2016"));
}

TEST_CASE("a change that was typed and does not follow is found") {
    std::string columns = k_before_now + "[[column]]\ncolumn = \"% change\"\n";
    std::vector<Finding> findings = check(file_table(columns), "Who,May 2016,May 2017,% change\nA,100,150,50.0%\n"
                                                               "B,200,210,5.0%\nC,400,300,-25.0%\nD,120,150,52.0%\n");
    REQUIRE(findings.size() == 1);
    CHECK(tests::has(findings[0].message, "D, % change"));
}
