// SPDX-License-Identifier: MIT
#include "measures/estimators.hpp"
#include "measures/kinds_made.hpp"
#include "statistics/intervals.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

using namespace peelian;
using namespace peelian::measure_tests;
using doctest::Approx;

namespace {

/// A month of cases of force F in borough F1: `values` are {began, ended or null, ...} as SQL.
void put_cases(MadeKinds& made, std::string_view month, std::string_view columns,
               const std::vector<std::string>& values) {
    made.put(
        "court_case",
        fmt::format("select date '{0}-01' as month, date '2024-12-31' as as_of, 'F' as force, 'F' as force_area, 'F1' "
                    "as borough_area, * from (values {1}) t({2})",
                    month, join(values, ", "), columns),
        {std::string(month)});
}

} // namespace

TEST_CASE("a mean has a t interval; one value has none; no value is missing") {
    MadeKinds made;
    made.put(
        "offender_cohort",
        "select date '2024-01-01' as month, 'F' as force, 'F' as force_area, * from (values ('F1', 1.0), ('F1', 2.0), "
        "('F1', 6.0), ('F2', 4.0), ('F2', null)) t(borough_area, severity)",
        {"2024-01"});
    made.ask(measure("m", "offender_cohort", "mean", "value = 'severity'"));
    Point p = made.last("F1", PeriodKind::month);
    CHECK(p.value == 3);
    CHECK(p.denominator == 3);
    CHECK(p.lower == Approx(3 - 4.302652729911275 * std::sqrt(7.0 / 3))); // t(0.975, 2), variance 7
    CHECK(p.upper == Approx(3 + 4.302652729911275 * std::sqrt(7.0 / 3)));
    CHECK(made.last("F2", PeriodKind::month).value == 4);
    CHECK(std::isnan(made.last("F2", PeriodKind::month).lower));
    CHECK(made.last("F", PeriodKind::month).value == 3.25);
    made.put("offender_cohort", "select date '2024-02-01' as month, 'F' as force, 'F' as force_area", {"2024-02"});
    made.ask(measure("m", "offender_cohort", "mean", "value = 'severity'"));
    CHECK(made.last("F", PeriodKind::month).flag == Flag::missing);
}

TEST_CASE("a mean of a year is that of all its rows, not of its months") {
    MadeKinds made;
    std::vector<std::string> months;
    for (int i = 0; i < 12; ++i)
        months.push_back((Month::from("2023-04") + i).to_string());
    for (const std::string& month : months)
        made.put(
            "offender_cohort",
            fmt::format("select date '{}-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, {} as "
                        "severity from range({})",
                        month, month == months[0] ? 10 : 0, month == months[0] ? 89 : 1),
            {month});
    made.ask(measure("m", "offender_cohort", "mean", "value = 'severity'"));
    CHECK(made.last("F", PeriodKind::financial_year).value == Approx(8.9));
    CHECK(made.last("F", PeriodKind::rolling_12).denominator == 100);
}

TEST_CASE("a repeat is a crime whose victim had another in the 365 days before, on an earlier day") {
    MadeKinds made;
    made.put(
        "victimisation",
        "select date_trunc('month', day)::date as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, * from "
        "(values (date '2022-01-01', 'z', 'Theft'), (date '2023-02-01', 'a', 'Theft'), (date '2023-02-01', 'a', "
        "'Assault'), (date '2024-02-01', 'a', 'Assault'), (date '2024-02-03', 'a', 'Theft'), (date '2024-02-05', "
        "'b', 'Theft'), (date '2024-02-06', null, 'Theft'), (date '2024-02-07', null, 'Theft'), (date '2023-02-01', "
        "'c', 'Theft'), (date '2024-02-02', 'c', 'Theft')) t(day, victim, crime_type)",
        {"2022-01", "2023-02", "2024-02"});
    made.ask(measure("any", "victimisation", "repeat", "victim = 'victim'") +
             measure("same", "victimisation", "repeat", "victim = 'victim'\nsame = 'crime_type'") +
             measure("theft", "victimisation", "repeat", "victim = 'victim'\nwhere = \"crime_type = 'Theft'\""));
    // a: 365 days after the first, then 2 days later; b never before; c 366 days after.
    Point any = made.last("F", PeriodKind::month);
    CHECK(any.numerator == 2);
    CHECK(any.denominator == 4);
    CHECK(any.upper == Approx(wilson(2, 4).upper));
    CHECK(made.last("F", PeriodKind::month, 1).numerator == 1);
    // The earlier crime may be of any type though only thefts are asked for.
    CHECK(made.last("F", PeriodKind::month, 2).numerator == 1);
    CHECK(made.last("F", PeriodKind::month, 2).denominator == 3);
    CHECK(made.series("F").beside.back() == 2);
    CHECK(has(made.data[0].notes.at(0), "no known victim"));
    // On one day twice is one event reported as two; the first year has no answer.
    std::vector<Point> all = made.points("F", PeriodKind::month);
    CHECK(all.front().last == Month::from("2023-02"));
    CHECK(all.front().numerator == 0);
    CHECK(all.front().denominator == 3);
}

TEST_CASE("a funnel tells who reached each stage and where the others were lost") {
    MadeKinds made;
    put_cases(made, "2024-01", "charged, convicted, reason",
              {"(date '2024-02-01', true, null)", "(date '2024-02-01', false, 'Evidence')", "(null, null, 'Victim')",
               "(null, null, null)", "(null, true, null)"});
    put_cases(made, "2024-12", "charged, convicted, reason", {"(date '2024-12-05', null, null)"});
    made.ask(measure("f", "court_case", "funnel",
                     "mature = 6\nreason = 'reason'\n[[measure.stage]]\ntitle = 'Charged'\nwhere = 'charged is not "
                     "null'\n[[measure.stage]]\ntitle = 'Convicted'\nwhere = 'convicted'"));
    Point whole = made.last("F", PeriodKind::month);
    CHECK(whole.last == Month::from("2024-01")); // December is too young
    CHECK(whole.numerator == 1);                 // who was not charged cannot be counted as convicted
    CHECK(whole.denominator == 5);
    CHECK(whole.upper == Approx(wilson(1, 5).upper));
    CHECK(made.last("F", PeriodKind::month, 0, "1. Charged").numerator == 2);
    CHECK(made.last("F", PeriodKind::month, 0, "1. Charged").denominator == 5);
    CHECK(made.last("F", PeriodKind::month, 0, "2. Convicted").numerator == 1);
    Point open = made.last("F", PeriodKind::month, 0, "Before Charged: still open");
    CHECK(open.numerator == 2);
    CHECK(open.denominator == 5);
    CHECK(made.last("F", PeriodKind::month, 0, "Before Charged: Victim").numerator == 1);
    CHECK(made.last("F", PeriodKind::month, 0, "Before Convicted: Evidence").numerator == 1);
}

TEST_CASE("a duration keeps open cases, as Kaplan and Meier do") {
    // R: survival::survfit on these days (tests/measures/data/reference.R), quantiles 20, 33, 90,
    // lower limits 8, 30, 50, upper 60 and none.
    MadeKinds made;
    std::vector<std::string> cases;
    std::array days{5, 8, 8, 12, 20, 21, 30, 30, 33, 41, 50, 60, 75, 90, 90};
    std::array open{0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1};
    for (std::size_t i = 0; i < days.size(); ++i)
        cases.push_back(open[i] ? fmt::format("(date '2024-12-31' - {}, null)", days[i])
                                : fmt::format("(date '2024-01-01', date '2024-01-01' + {})", days[i]));
    put_cases(made, "2024-01", "began, ended", cases);
    made.ask(measure("d", "court_case", "duration", "start = 'began'\nend = 'ended'\nquantiles = ['0.25', '0.75']"));
    Point median = made.last("F", PeriodKind::month);
    CHECK(median.value == 33);
    CHECK(median.lower == 30);
    CHECK(std::isnan(median.upper));
    CHECK(median.denominator == 15);
    Point quarter = made.last("F", PeriodKind::month, 0, "25%");
    CHECK(quarter.value == 20);
    CHECK(quarter.lower == 8);
    CHECK(quarter.upper == 60);
    CHECK(made.last("F", PeriodKind::month, 0, "75%").value == 90);
    CHECK(made.last("F", PeriodKind::month, 0, "75%").lower == 50);
}

TEST_CASE("a median between two days is their middle; one not reached is missing") {
    MadeKinds made;
    put_cases(made, "2024-01", "began, ended",
              {"(date '2024-01-01', date '2024-01-02')", "(date '2024-01-01', date '2024-01-03')",
               "(date '2024-01-01', date '2024-01-04')", "(date '2024-01-01', date '2024-01-05')"});
    put_cases(made, "2024-02", "began, ended",
              {"(date '2024-02-01', date '2024-02-02')", "(date '2024-02-01', null)", "(date '2024-02-01', null)"});
    made.ask(measure("d", "court_case", "duration", "start = 'began'\nend = 'ended'"));
    std::vector<Point> months = made.points("F", PeriodKind::month);
    CHECK(months[0].value == 2.5);
    CHECK(months[0].lower == 1);
    CHECK(std::isnan(months[1].value));
    CHECK(months[1].flag == Flag::missing);
    CHECK(months[1].denominator == 3);
}

TEST_CASE("a month with other rows and none that is meant is zero, not missing") {
    MadeKinds made;
    made.put(
        "victimisation",
        "select date '2024-01-15' + interval (range) month as day, date_trunc('month', day)::date as month, 'F' as "
        "force, 'F' as force_area, 'F1' as borough_area, case when range = 1 then 'Homicide' else 'Burglary' end as "
        "crime_type from range(4)",
        {"2024-01", "2024-02", "2024-03", "2024-04"});
    made.ask(measure("rare", "victimisation", "count", "where = \"crime_type = 'Homicide'\"") +
             measure("share", "victimisation", "proportion",
                     "where = \"crime_type <> 'Other'\"\nnumerator = \"crime_type = 'Homicide'\""));
    const Series& rare = *made.data[0].whole_of(made.areas.at("F"));
    REQUIRE(made.data[0].length == 4);
    CHECK(rare.numerator == std::vector<double>{0, 1, 0, 0});
    CHECK(made.data[0].whole_of(made.areas.at("F2"))->numerator[3] == 0);
    CHECK(made.data[1].whole_of(made.areas.at("F"))->denominator[3] == 1);
}

TEST_CASE("cohorts are compared with their mix held: more burglars alone make none worse") {
    MadeKinds made;
    // Burglars reoffend 6 in 10, others 2 in 10, in both months; the second has more burglars.
    auto people = [](const char* month, int burglars, int others) {
        return fmt::format("select date '{0}-01' as month, date '2024-12-01' as as_of, 'F' as force, 'F' as "
                           "force_area, 'F1' as borough_area, 'burglary' as offence_type, (range % 10 < 6)::integer::"
                           "double as reoffences from range({1}) union all by name select date '{0}-01' as month, "
                           "date '2024-12-01' as as_of, 'F' as force, 'F' as force_area, 'F1' as borough_area, "
                           "'theft' as offence_type, (range % 10 < 2)::integer::double as reoffences from range({2})",
                           month, burglars, others);
    };
    made.put("offender_cohort", people("2023-01", 20, 80) + " union all by name " + people("2023-02", 60, 40),
             {"2023-01", "2023-02"});
    made.ask(measure("plain", "offender_cohort", "reoffending", "") +
             measure("held", "offender_cohort", "reoffending", "mix = 'offence_type'"));
    CHECK(made.measures[1].percent);
    const Series& plain = *made.data[0].whole_of(made.areas.at("F"));
    CHECK(plain.numerator[0] == 28);
    CHECK(plain.numerator[1] == 44);
    const Series& held = *made.data[1].whole_of(made.areas.at("F"));
    auto points = points_of(made.data[1], held, PeriodKind::month);
    REQUIRE(points.size() == 2);
    // 80 of 200 were burglars: 0.4 x 0.6 + 0.6 x 0.2.
    CHECK(points[0].value == Approx(0.36));
    CHECK(points[1].value == Approx(0.36));
    CHECK(points[0].denominator == 100);
    double p1 = 12.5 / 21, p2 = 16.5 / 81;
    double error = std::sqrt(0.16 * p1 * (1 - p1) / 20 + 0.36 * p2 * (1 - p2) / 80);
    CHECK(points[0].upper == Approx(0.36 + 1.959964 * error));
}

TEST_CASE("a share with its mix held is the same to the last bit in whatever order rows came") {
    std::vector<int> order{0, 1, 2, 3, 4, 5, 6, 7};
    std::set<std::uint64_t> values;
    do {
        TextTable texts;
        std::vector<Cell> cells;
        Mix mix;
        for (int g : order) {
            Cell cell{};
            cell.key = texts.add(fmt::format("offence {}", g));
            cell.numerator = 3 + g * g;
            cell.denominator = 70 + 13 * g;
            mix[texts[cell.key]] = 100.0 / (g + 3);
            cells.push_back(cell);
        }
        std::vector<const Cell*> rows;
        for (const Cell& cell : cells)
            rows.push_back(&cell);
        values.insert(std::bit_cast<std::uint64_t>(mixed_of(rows, texts, mix, true).value));
    } while (std::ranges::next_permutation(order).found);
    CHECK(values.size() == 1);
}

TEST_CASE("reoffending is a share, a frequency or a severity, of cohorts followed long enough") {
    MadeKinds made;
    made.put(
        "offender_cohort",
        "select date '2023-01-01' as month, date '2024-08-01' as as_of, 'F' as force, 'F' as force_area, 'F1' as "
        "borough_area, * from (values (0.0, 0.0), (0, 0), (1, 5), (3, 40)) t(reoffences, severity) union all by name "
        "select date '2023-02-01' as month, date '2024-08-01' as as_of, 'F' as force, 'F' as force_area, 'F1' as "
        "borough_area, 9.0 as reoffences, 9.0 as severity",
        {"2023-01", "2023-02"});
    std::string all;
    for (const char* of : {"share", "frequency", "per_reoffender", "severity"})
        all += measure(slug(of), "offender_cohort", "reoffending", fmt::format("of = '{}'", of));
    made.ask(all);
    CHECK(made.last("F", PeriodKind::month).last == Month::from("2023-01"));
    CHECK(made.last("F", PeriodKind::month).numerator == 2);
    CHECK(made.last("F", PeriodKind::month).value == 0.5);
    CHECK(made.last("F", PeriodKind::month, 1).value == 1);
    CHECK(made.last("F", PeriodKind::month, 2).value == 2);
    CHECK(made.last("F", PeriodKind::month, 3).value == 11.25);
}

TEST_CASE("a standardised rate weighs age groups as the standard has them") {
    MadeKinds made;
    made.put("victimisation",
             "select date '2024-01-01' as month, date '2024-01-02' as day, 'F' as force, 'F' as force_area, 'F1' as "
             "borough_area, case when range < 12 then 'young' else 'old' end as age_group from range(20) union all by "
             "name select date '2024-01-01' as month, date '2024-01-02' as day, 'F' as force, 'F' as force_area, 'F2' "
             "as borough_area, 'old' as age_group",
             {"2024-01"});
    made.put(
        "population_age",
        "select date '2023-06-01' as month, 'F1' as small_area, * from (values ('young', 1000.0), ('old', 4000.0)) "
        "t(age_group, persons)",
        {"2023-06"});
    std::string standard =
        "age = 'age_group'\n[[measure.standard]]\ngroup = 'young'\npeople = 500\n[[measure.standard]]\n"
        "group = 'old'\npeople = 500\n";
    made.ask(measure("s", "victimisation", "standardised", standard));
    Point p = made.last("F1", PeriodKind::month);
    std::array counts{12.0, 8.0}, people{1000.0, 4000.0}, weights{500.0, 500.0};
    StandardisedRate rate = standardised_rate(counts, people, weights);
    CHECK(p.value == Approx(100000 * (0.012 + 0.002) / 2));
    CHECK(p.lower == Approx(rate.lower));
    CHECK(p.denominator == 20);
    CHECK(made.last("F", PeriodKind::month).value == Approx(100000 * (0.012 + 9.0 / 4000) / 2));
    CHECK(std::isnan(made.last("F2", PeriodKind::month).value));
}

TEST_CASE("concentration is the harm of the top tenth of places, or Gini, over all places ever named") {
    MadeKinds made;
    made.put("victimisation",
             "select date '2024-01-01' as month, date '2024-01-02' as day, 'F' as force, 'F' as force_area, 'F1' as "
             "borough_area, 'p' || case when range < 30 then 0 else range % 20 end as small_area from range(60)",
             {"2024-01"});
    made.ask(measure("top", "victimisation", "concentration", "place = 'small_area'") +
             measure("gini", "victimisation", "concentration", "place = 'small_area'\nform = 'gini'"));
    // 20 places: one of 31 or more, the others one or two; the top tenth is two places.
    Point top = made.last("F1", PeriodKind::month);
    CHECK(top.value == Approx(33.0 / 60));
    CHECK(top.denominator == 60);
    CHECK(top.lower < top.value);
    // From the definition: mean of all differences over twice the mean.
    std::vector<double> harm(20, 0.0);
    for (int i = 0; i < 60; ++i)
        ++harm[static_cast<std::size_t>(i < 30 ? 0 : i % 20)];
    double differences = 0;
    for (double x : harm)
        for (double y : harm)
            differences += std::fabs(x - y);
    CHECK(made.last("F1", PeriodKind::month, 1).value == Approx(differences / (2.0 * 20 * 60)));
}

TEST_CASE("a ratio may be held against another base than people") {
    MadeKinds made;
    made.put(
        "stop_search",
        "select date '2024-01-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, 'White' as "
        "ethnicity, case when range < 25 then 'Arrest' else 'None' end as outcome from range(100) union all by name "
        "select date '2024-01-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, 'Black' as "
        "ethnicity, case when range < 10 then 'Arrest' else 'None' end as outcome from range(80)",
        {"2024-01"});
    made.ask(measure("r", "stop_search", "ratio",
                     "breakdowns = ['ethnicity']\nagainst = 'White'\nbase = \"outcome = 'Arrest'\""));
    Point p = made.last("F1", PeriodKind::month, 0, "Black");
    CHECK(p.value == Approx(2)); // 8 searches an arrest against 4
    CHECK(p.numerator == 80);
    CHECK(p.denominator == 10);
    // Arrests are among the searches: the variance is that of the two find rates.
    double error = std::sqrt(1.0 / 10 - 1.0 / 80 + 1.0 / 25 - 1.0 / 100);
    CHECK(p.lower == Approx(2 * std::exp(-1.959963985 * error)));
    CHECK(p.upper == Approx(2 * std::exp(1.959963985 * error)));
}

TEST_CASE("a ratio is bounded by all unknown in the group and all in the one it is held against") {
    MadeKinds made;
    made.put("stop_search",
             "select date '2024-01-01' as month, 'F' as force, 'F' as force_area, 'F1' as borough_area, case when "
             "range < 40 "
             "then 'White' when range < 60 then 'Black' else 'Not stated' end as ethnicity from range(70)",
             {"2024-01"});
    made.put(
        "population",
        "select date '2023-06-01' as month, 'F1' as small_area, * from (values ('White', 400.0), ('Black', 100.0)) "
        "t(ethnicity, persons)",
        {"2023-06"});
    made.ask(
        measure("r", "stop_search", "ratio",
                "denominator = 'population'\nbreakdowns = ['ethnicity']\nagainst = 'White'\nunknown = ['Not stated']"));
    derive(made.data, made.areas);
    REQUIRE(made.data[0].breakdowns.size() == 3);
    auto ratio = [&](int breakdown) {
        const Series* s = made.data[0].find(made.areas.at("F1"), breakdown, 0);
        REQUIRE(s != nullptr);
        return points_of(made.data[0], *s, PeriodKind::month).back().value;
    };
    CHECK(ratio(0) == Approx(2));
    CHECK(ratio(1) == Approx(3));
    CHECK(ratio(2) == Approx(1.6));
}

TEST_CASE("a stock of people adds up over areas and groups but not over months") {
    MadeKinds made;
    for (const char* month : {"2024-01", "2024-02", "2024-03"})
        made.put(
            "workforce",
            fmt::format("select date '{}-01' as month, 'F' as force, 'F' as force_area, * from (values ('In post', "
                        "'Female', 10), ('In post', 'Male', 20), ('Joined', 'Female', 3), ('Left', 'Male', 1)) "
                        "t(event, sex, n)",
                        month),
            {month});
    made.ask(
        measure("strength", "workforce", "stock",
                "value = 'n'\ntotal = true\nwhere = \"event = 'In post'\"\nbreakdowns = ['sex']\nareas = 'force'") +
        measure("joined", "workforce", "count", "where = \"event = 'Joined'\"\nareas = 'force'"));
    CHECK(made.last("F", PeriodKind::month).value == 30);
    CHECK(made.last("F", PeriodKind::month, 0, "Male").value == 20);
    CHECK(period_kinds(made.measures[0]).size() == 1);
    CHECK(made.last("F", PeriodKind::quarter, 1).value == 9);
}

TEST_CASE("a gap of proportions is Newcombe's, between groups and against the rest of the force") {
    MadeKinds made;
    made.put("offender_cohort",
             "select date '2023-01-01' as month, date '2024-12-01' as as_of, 'F' as force, 'F' as force_area, 'F1' as "
             "borough_area, 'women' as sex, (range < 20)::double as reoffences from range(56) union all by name select "
             "date '2023-01-01' as month, date '2024-12-01' as as_of, 'F' as force, 'F' as force_area, 'F2' as "
             "borough_area, 'men' as sex, (range < 48)::double as reoffences from range(80)",
             {"2023-01"});
    std::string of = measure("again", "offender_cohort", "reoffending", "breakdowns = ['sex']");
    std::string groups = "of = 'again'\nbreakdown = 'sex'\ngroup = 'men'\nagainst = 'women'\n";
    made.ask(of + measure("gap", "", "gap", groups) + measure("times", "", "gap", groups + "form = 'relative'") +
             measure("rest", "", "gap", "of = 'again'\nagainst_area = 'rest'\nareas = ['borough']"));
    derive(made.data, made.areas);
    Point gap = made.last("F", PeriodKind::month, 1);
    Interval expected = newcombe(48, 80, 20, 56);
    CHECK(gap.value == Approx(48.0 / 80 - 20.0 / 56));
    CHECK(gap.lower == Approx(expected.lower));
    CHECK(gap.upper == Approx(expected.upper));
    CHECK(gap.denominator == 56);
    CHECK(made.measures[1].percent);
    Point times = made.last("F", PeriodKind::month, 2);
    CHECK(times.value == Approx((48.0 / 80) / (20.0 / 56)));
    CHECK(times.lower > 1);
    CHECK_FALSE(made.measures[2].percent);
    CHECK(made.last("F2", PeriodKind::month, 3).value == Approx(gap.value));
    CHECK(made.last("F2", PeriodKind::month, 3).lower == Approx(expected.lower));
    // Nobody of one group in a borough: no gap there.
    CHECK(made.data[1].whole_of(made.areas.at("F1")) == nullptr);
}

TEST_CASE("an index averages measures with the force as 100") {
    MadeKinds made;
    put_fourteen_months(made);
    made.put("population",
             "select date '2023-06-01' as month, * from (values ('F1', 100.0), ('F2', 300.0)) t(small_area, persons)",
             {"2023-06"});
    std::string rate = "denominator = 'population'\nareas = ['force', 'borough']\n";
    made.ask(
        measure("a", "crime", "rate", rate) +
        measure("b", "crime", "rate", rate + "where = \"crime_type = 'Burglary'\"\n") +
        measure("i", "", "index",
                "areas = ['borough']\n[[measure.part]]\nmeasure = 'a'\nweight = 3\n[[measure.part]]\nmeasure = 'b'"));
    derive(made.data, made.areas);
    Point p = made.points("F1", PeriodKind::month, 2).at(13);
    double a = (13.0 / 100) / (17.0 / 400), b = (13.0 / 100) / (16.0 / 400);
    CHECK(p.value == Approx(100 * (3 * a + b) / 4));
    CHECK(std::isnan(p.lower));
}

TEST_CASE("keys of one kind are refused in another, and what a kind needs is asked for") {
    auto refusal = [](std::string_view dataset, std::string_view kind, std::string_view more) {
        MadeKinds made;
        return message_of([&] { made.ask(measure("m", dataset, kind, more)); });
    };
    CHECK(has(refusal("crime", "count", "victim = 'x'"), "'victim' is not a key in [measure]"));
    CHECK(has(refusal("victimisation", "repeat", ""), "A measure of kind 'repeat' needs 'victim'"));
    CHECK(has(refusal("victimisation", "repeat", "victim = 'victm'"), "did you mean 'victim'?"));
    CHECK(has(refusal("crime", "repeat", "victim = 'context'"), "needs a dataset with the day of the event"));
    CHECK(has(refusal("crime", "mean", ""), "needs 'value'"));
    CHECK(has(refusal("survey_response", "survey", "value = 'answer'\nnumerator = 'true'"), "needs 'value'"));
    CHECK(has(refusal("court_case", "duration", "start = 'began'"), "needs 'end'"));
    CHECK(has(refusal("court_case", "duration", "start = 'began'\nend = 'endd'"), "'end' of measure 'm' is not SQL"));
    CHECK(
        has(refusal("court_case", "duration", "start = 'began'\nend = 'ended'\nquantiles = ['2']"), "not a quantile"));
    CHECK(has(refusal("court_case", "funnel", ""), "at least one [[measure.stage]]"));
    CHECK(has(refusal("", "gap", "of = 'm'"), "'against_area'"));
    CHECK(has(refusal("", "gap", "of = 'mm'\nagainst_area = 'rest'"), "Measure 'm' follows 'mm'"));
    CHECK(has(refusal("", "index", ""), "at least one [[measure.part]]"));
    CHECK(has(refusal("offender_cohort", "reoffending", "of = 'shre'"), "did you mean 'share'?"));
    CHECK(has(refusal("victimisation", "standardised", "age = 'age_group'"), "[[measure.standard]]"));
}
