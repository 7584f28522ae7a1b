// SPDX-License-Identifier: MIT
#include "measures/kinds_made.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::measure_tests;
using doctest::Approx;

// Expected numbers are from R's survey package (svyciprop by logit, svymean with t limits,
// single-cluster strata adjusted): tests/measures/data/reference.R on the same 32 rows.

namespace {

/// 32 answers of one quarter; each row is two: a question of yes or no and a score.
void put_survey(MadeKinds& made, std::string_view month = "2024-03") {
    std::string csv = sql_text(std::string(made::source_dir()) + "/tests/measures/data/survey.csv");
    Database reader{DatabaseOptions{.allowed = {made::source_dir()}}};
    Connection connection = reader.connect();
    Result rows =
        connection.query("select stratum, cluster::varchar, weight::double, answer::double, score::double, sex, "
                         "district from read_csv(" +
                         csv + ")");
    std::vector<std::string> values;
    while (rows.next())
        for (auto [item, column] : {std::pair{"agree", 3}, {"score", 4}})
            values.push_back(fmt::format("('{}', {}, '{}', '{}', {}, '{}', '{}')", item,
                                         rows.real(static_cast<std::size_t>(column)), rows.text(0), rows.text(1),
                                         rows.real(2), rows.text(5), rows.text(6)));
    made.put("survey_response",
             fmt::format("select date '{}-01' as month, 'F' as force, 'F' as force_area, * from (values {}) t(item, "
                         "answer, stratum, cluster, weight, sex, borough_area)",
                         month, join(values, ", ")),
             {std::string(month)});
}

std::string agree() {
    return measure("agree", "survey_response", "survey",
                   "where = \"item = 'agree'\"\nnumerator = 'answer = 1'\nbreakdowns = ['sex']");
}
std::string score() {
    return measure("score", "survey_response", "survey",
                   "where = \"item = 'score'\"\nvalue = 'answer'\nbreakdowns = ['sex']");
}

void check(const Point& p, double value, double lower, double upper, double answers) {
    CHECK(p.value == Approx(value).epsilon(1e-9));
    CHECK(p.lower == Approx(lower).epsilon(1e-7));
    CHECK(p.upper == Approx(upper).epsilon(1e-7));
    CHECK(p.denominator == answers);
}

} // namespace

TEST_CASE("a weighted proportion has the interval of its design") {
    MadeKinds made;
    put_survey(made);
    made.ask(agree());
    REQUIRE(period_kinds(made.measures[0]).front() == PeriodKind::quarter);
    check(made.last("F", PeriodKind::quarter), 0.496705768921743, 0.3593606837117, 0.634549812172608, 32);
    CHECK(made.measures[0].percent);
    CHECK(has(made.data[0].notes.at(0), "Design effect 0.44"));
}

TEST_CASE("groups and areas keep the whole design of the survey") {
    MadeKinds made;
    put_survey(made);
    made.ask(agree());
    check(made.last("F", PeriodKind::quarter, 0, "F"), 0.457201087305011, 0.242199360836299, 0.689424019708103, 22);
    check(made.last("F", PeriodKind::quarter, 0, "M"), 0.593248478140564, 0.321552519057637, 0.81779330172018, 10);
    check(made.last("F1", PeriodKind::quarter), 0.364965517241396, 0.0989419649579707, 0.750500489738426, 18);
}

TEST_CASE("a weighted mean has t limits") {
    MadeKinds made;
    put_survey(made);
    made.ask(score());
    check(made.last("F", PeriodKind::quarter), 4.99511489635224, 4.55670574675918, 5.4335240459453, 32);
    check(made.last("F", PeriodKind::quarter, 0, "M"), 5.53652462645268, 4.19367188452065, 6.87937736838472, 10);
}

TEST_CASE("a gap between groups of a survey knows that they were asked in the same clusters") {
    MadeKinds made;
    put_survey(made);
    made.ask(agree() + measure("gap", "", "gap", "of = 'agree'\nbreakdown = 'sex'\ngroup = 'M'\nagainst = 'F'"));
    derive(made.data, made.areas);
    Point gap = made.last("F", PeriodKind::quarter, 1);
    // R: svycontrast of svyby(covmat = TRUE) gives 0.136047391184043, standard error
    // 0.169648921254637; t with 10 clusters less 3 strata.
    CHECK(gap.value == Approx(0.136047391184043));
    CHECK(gap.lower == Approx(0.136047391184043 - 2.364624251592785 * 0.169648921254637));
    CHECK(gap.upper == Approx(0.136047391184043 + 2.364624251592785 * 0.169648921254637));
    CHECK(gap.denominator == 10);
}

TEST_CASE("a year of interviews is one design: the same clusters again, with more answers in each") {
    MadeKinds made;
    for (const char* month : {"2023-06", "2023-09", "2023-12", "2024-03"})
        put_survey(made, month);
    made.ask(agree());
    Point year = made.last("F", PeriodKind::rolling_12);
    CHECK(year.denominator == 4 * 32);
    CHECK(year.value == Approx(0.496705768921743));
    // Cluster means are what they were, so is what is known of their spread.
    CHECK(year.lower == Approx(0.3593606837117));
}

TEST_CASE("all agreeing is no certainty: the interval is Wilson's on the effective base") {
    MadeKinds made;
    made.put(
        "survey_response",
        "select date '2024-03-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, 'agree' as item, "
        "1.0 as answer, 1.0 as weight, 'a' as stratum, range::varchar as cluster from range(40)",
        {"2024-03"});
    made.ask(agree().substr(0, agree().find("breakdowns")));
    Point p = made.last("F", PeriodKind::quarter);
    CHECK(p.value == 1);
    CHECK(p.lower == Approx(0.9123810)); // 40 / (40 + z squared)
    CHECK(p.upper == 1);
}

TEST_CASE("one answer has a value and no interval; no answer has neither") {
    MadeKinds made;
    made.put(
        "survey_response",
        "select date '2024-03-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, 'score' as item, "
        "7.0 as answer, 1.0 as weight union all by name select date '2024-03-01' as month, 'F' as force, 'F' as "
        "force_area, 'F2' as borough_area, 'score' as item, null::double as answer, 1.0 as weight",
        {"2024-03"});
    made.ask(measure("score", "survey_response", "survey", "value = 'answer'"));
    Point one = made.last("F1", PeriodKind::quarter);
    CHECK(one.value == 7);
    CHECK(std::isnan(one.lower));
    Point none = made.last("F2", PeriodKind::quarter);
    CHECK(std::isnan(none.value));
    CHECK(none.flag == Flag::missing);
}

TEST_CASE("survey answers are the same on one thread and four") {
    MadeKinds made;
    for (const char* month : {"2023-06", "2023-09", "2023-12", "2024-03"})
        put_survey(made, month);
    made.ask(agree() + score(), true, 1);
    std::string one = made.dump();
    made.ask(agree() + score(), true, 4);
    CHECK(made.dump() == one);
}
