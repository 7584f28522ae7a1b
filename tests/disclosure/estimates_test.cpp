// SPDX-License-Identifier: MIT
#include "disclosure/suppress.hpp"
#include "measures/kinds_made.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::measure_tests;

namespace {

/// 32 people asked in each of four quarters; half agree.
void put_answers(MadeKinds& made) {
    for (const char* month : {"2023-06", "2023-09", "2023-12", "2024-03"})
        made.put(
            "survey_response",
            fmt::format("select date '{}-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, 'agree' "
                        "as item, (range % 2)::double as answer, 1.0 as weight from range(32)",
                        month),
            {month});
}
const std::string k_agree = measure("agree", "survey_response", "survey", "numerator = 'answer = 1'");

} // namespace

TEST_CASE("few answers are withheld, and more are marked, by the base of each period") {
    MadeKinds made;
    put_answers(made);
    made.ask(k_agree);
    Profile profile =
        parse_profile("id = 'p'\ntitle = 'P'\n[otherwise]\nbase = { hide = 50, low = 200 }\nreason = 'r'\n", "p.toml");
    suppress(std::span(made.data), made.areas, profile);
    Point quarter = made.last("F", PeriodKind::quarter);
    CHECK(quarter.flag == Flag::suppressed);
    CHECK(std::isnan(quarter.value));
    CHECK(std::isnan(quarter.denominator));
    CHECK(std::isnan(made.series("F").numerator.back()));
    Point year = made.last("F", PeriodKind::rolling_12);
    CHECK(year.flag == Flag::low);
    CHECK(year.value == 0.5);
}

TEST_CASE("where people are protected an estimate needs so many of them, and its base is rounded") {
    MadeKinds made;
    put_answers(made);
    made.ask(k_agree);
    auto profile = [](int threshold) {
        return parse_profile(
            fmt::format("id = 'p'\ntitle = 'P'\n[otherwise]\npersons = {{ threshold = {}, round = 5 }}\n"
                        "reason = 'r'\n",
                        threshold),
            "p.toml");
    };
    MadeKinds hidden;
    put_answers(hidden);
    hidden.ask(k_agree);
    suppress(std::span(hidden.data), hidden.areas, profile(33));
    CHECK(hidden.last("F", PeriodKind::quarter).flag == Flag::suppressed);
    suppress(std::span(made.data), made.areas, profile(10));
    CHECK(made.last("F", PeriodKind::quarter).value == 0.5);
    CHECK(made.last("F", PeriodKind::quarter).denominator == 30);
    CHECK(made.last("F", PeriodKind::rolling_12).denominator == 130);
}

TEST_CASE("a gap is withheld where either side is") {
    MadeKinds made;
    put_answers(made);
    made.put(
        "survey_response",
        "select date '2024-03-01' as month, 'F' as force, 'F' as force_area, 'F2' as borough_area, 'agree' as item, "
        "1.0 as answer, 1.0 as weight from range(4)",
        {"2024-03"});
    made.ask(k_agree + measure("apart", "", "gap", "of = 'agree'\nagainst_area = 'force'\nareas = 'borough'"));
    Profile profile =
        parse_profile("id = 'p'\ntitle = 'P'\n[otherwise]\nbase = { hide = 20 }\nreason = 'r'\n", "p.toml");
    suppress(std::span(made.data), made.areas, profile);
    derive(made.data, made.areas);
    CHECK(made.last("F2", PeriodKind::quarter, 1).flag == Flag::suppressed);
    CHECK(std::isnan(made.last("F2", PeriodKind::quarter, 1).value));
    CHECK(made.last("F1", PeriodKind::quarter, 1).flag == Flag::none);
}

TEST_CASE("a ratio against a base of few people is hidden in every area of the level") {
    MadeKinds made;
    auto searches = [&](std::string_view area, std::string_view group, int all, int arrests) {
        return fmt::format(
            "select date '2024-01-01' as month, 'F' as force, 'F' as force_area, '{}' as borough_area, '{}' "
            "as ethnicity, case when range < {} then 'Arrest' else 'None' end as outcome from range({})",
            area, group, arrests, all);
    };
    made.put("stop_search",
             searches("F1", "White", 50, 20) + " union all by name " + searches("F1", "Black", 50, 3) +
                 " union all by name " + searches("F2", "White", 50, 20) + " union all by name " +
                 searches("F2", "Black", 50, 20),
             {"2024-01"});
    made.ask(measure("r", "stop_search", "ratio",
                     "breakdowns = ['ethnicity']\nagainst = 'White'\nbase = \"outcome = 'Arrest'\""));
    Profile profile = parse_profile("id = 'p'\ntitle = 'P'\n[otherwise]\nopen = true\nreason = 'r'\n[[rule]]\nlevels = "
                                    "['borough']\npersons = { threshold = 5 }\nreason = 'r'\n",
                                    "p.toml");
    suppress(std::span(made.data), made.areas, profile);
    CHECK(made.last("F1", PeriodKind::month, 0, "Black").flag == Flag::suppressed);
    CHECK(made.last("F2", PeriodKind::month, 0, "Black").flag == Flag::suppressed);
    CHECK(made.last("F1", PeriodKind::month, 0, "White").value == 1);
    CHECK(std::isnan(made.series("F1").denominator.back()));
    // 100 searches for 23 arrests against 100 for 40.
    CHECK(made.last("F", PeriodKind::month, 0, "Black").value == doctest::Approx(40.0 / 23));
}
