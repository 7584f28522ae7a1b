// SPDX-License-Identifier: MIT
#include "publish/csv_text.hpp"
#include "publish/open_data_tables.hpp"
#include "publish/sample_content.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace peelian;

TEST_CASE("claims are open data, a row a claim, with our own figure as the public may see it") {
    auto content = sample_content();
    std::string csv = claims_csv(*content);
    std::vector<std::size_t> fields = widths(csv);
    CHECK(fields.size() == 1 + content->claims.claims.size());
    CHECK(std::ranges::all_of(fields, [&](std::size_t n) { return n == fields[0]; }));
    holds(csv, "repeat-plan,repeat,Plan for the Meres,");
    holds(csv, ",1 in 4,1 in 4,share,0.25,0.2222222222222222,0.2857142857142857,");
    // A measure that is not in the release is missing, not nothing.
    holds(csv, ",tags,E23000001,object,Drugs,month,2025-02,,,,missing");
    content->claim_figures[2].point->value = k_missing;
    content->claim_figures[2].point->lower = content->claim_figures[2].point->upper = k_missing;
    content->claim_figures[2].point->flag = Flag::suppressed;
    holds(claims_csv(*content), ",r12,2025-02,,,,suppressed\n");
}

TEST_CASE("findings of claims are open data with their answers") {
    auto content = sample_content();
    std::string csv = claims_findings_csv(*content);
    std::vector<std::size_t> fields = widths(csv);
    CHECK(fields.size() == 1 + content->claim_findings.size());
    CHECK(std::ranges::all_of(fields, [](std::size_t n) { return n == 8; }));
    holds(csv, "repeat,contradiction,repeat-plan repeat-report,");
    holds(csv, "The report had it from a draft.,repeat-plan,Office for Policing,2024-06-01\n");
    std::string json = claims_json(*content);
    holds(json, R"("id":"repeat-report")");
    holds(json, R"("finding":"contradiction")");
    holds(json, R"("right":"repeat-plan")");
    CHECK(json.find("inf") == std::string::npos);
    CHECK(std::ranges::count(json, '{') == std::ranges::count(json, '}'));
}

TEST_CASE("a figure without an upper end has none in open data") {
    auto content = sample_content();
    content->claims.claims[5].value = *parse_figure("12", ClaimQualifier::at_least);
    holds(claims_csv(*content), ",12,number,12,11.5,,lit parks,");
    CHECK(claims_json(*content).find("\"high\":null") != std::string::npos);
}
