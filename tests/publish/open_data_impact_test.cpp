// SPDX-License-Identifier: MIT
#include "publish/csv_text.hpp"
#include "publish/open_data_tables.hpp"
#include "publish/sample_content.hpp"
#include "release/assemble.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace peelian;

TEST_CASE("an assessment is open data, a row a figure, or a judgement without one") {
    auto content = sample_content();
    std::string csv = impact_csv(*content);
    std::vector<std::size_t> fields = widths(csv);
    // Two of three groups have figures, two measures their whole, one has no data; and a judgement without evidence.
    CHECK(fields.size() == 1 + 2 + 2 + 1);
    CHECK(std::ranges::all_of(fields, [](std::size_t n) { return n == 23; }));
    holds(csv,
          "searches,agreed,2024-01-02,2025-01-02,race,positive,It helps.,Made up.,search-find-rate,E23000001,object,"
          "Drugs,r12,2025-03,");
    holds(csv, "searches,agreed,2024-01-02,2025-01-02,safety,unknown,Not known.,Made up.,,,");
    std::string json = impact_json(*content);
    holds(json, R"("problem":"Searches that find something has no figures of Knives")");
    holds(json, R"("tells":"A record of stops.")");
    CHECK(std::ranges::count(json, '{') == std::ranges::count(json, '}'));
}

TEST_CASE("what owners are called to is open data") {
    auto content = sample_content();
    std::string csv = impact_calls_csv(*content);
    holds(csv, "searches,,review-overdue,It was due for review on 2 January 2025.\n");
    holds(csv, "searches,race,mitigation-overdue,A. Owner was to do this by 30 June 2024: Watch it.\n");
    holds(csv, "searches,health,not-assessed,");
    CHECK(csv.find("gone,") == std::string::npos);
}

TEST_CASE("a withheld figure of an assessment has a flag and no value") {
    auto content = sample_content();
    for (MeasureData& data : content->data)
        if (data.measure->id == "search-find-rate")
            for (Series& s : data.series) {
                s.flags.assign(data.length, Flag::suppressed);
                std::ranges::fill(s.numerator, k_missing);
            }
    add_impact(*content);
    holds(impact_csv(*content), "Drugs,r12,2025-03,,,,suppressed,");
}
