// SPDX-License-Identifier: MIT
#include "measures/kinds_made.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::measure_tests;
using doctest::Approx;

namespace {

/// The forces of two_forces, F1 and F2 in the unit U, G1 in the unit V, G2 in none.
Areas with_units() {
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    areas.add("G", "Guard", Level::force, "");
    areas.add("U", "Unit", Level::unit, "F");
    areas.add("V", "Another unit", Level::unit, "G");
    areas.add("F1", "F1", Level::borough, "U");
    areas.add("F2", "F2", Level::borough, "U");
    areas.add("G1", "G1", Level::borough, "V");
    areas.add("G2", "G2", Level::borough, "G");
    areas.add("F1a", "F1a", Level::ward, "F1");
    areas.add("F1b", "F1b", Level::ward, "F1");
    areas.add_stand_ins();
    areas.sort();
    return areas;
}

/// The same with one borough in place of F1 and F2.
Areas with_one_borough() {
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    areas.add("X", "Both", Level::borough, "F");
    areas.add_stand_ins();
    areas.sort();
    return areas;
}

/// To so many digits: what was added in another order may differ in the last bit.
std::string text_of(const Point& p, int digits) {
    std::string out = p.last.to_string();
    for (double x : {p.numerator, p.denominator, p.value, p.lower, p.upper})
        out += fmt::format(" {:.{}g}", x, digits);
    return out + std::string(to_code(p.flag));
}

/// All figures of an area, group by group.
std::string figures(const Made& made, std::string_view area, std::size_t measure, int digits = 17) {
    std::string out;
    const MeasureData& d = made.data.at(measure);
    for (const Series& s : d.series) {
        if (s.area != made.areas.at(area)) continue;
        for (PeriodKind kind : period_kinds(*d.measure))
            for (const Point& p : points_of(d, s, kind))
                out += fmt::format("{}/{}: {}\n", s.breakdown, s.group, text_of(p, digits));
    }
    return out;
}

} // namespace

TEST_CASE("a unit is the sum of its boroughs, and a force of its units, other boroughs and stand-ins") {
    Made made;
    made.areas = with_units();
    put_fourteen_months(made);
    made.ask(std::string(k_count) + "breakdowns = ['crime_type']\n");
    for (std::size_t i = 0; i < 14; ++i) {
        CHECK(made.series("U").numerator[i] == static_cast<double>(i) + 1);
        CHECK(made.series("F").numerator[i] == made.series("U").numerator[i] +
                                                   made.series("F-no-location").numerator[i] +
                                                   made.series("F-elsewhere").numerator[i]);
    }
    // What another force recorded in its borough is the unit's too, and that force's "elsewhere".
    CHECK(made.series("V").numerator[0] == made.series("G1").numerator[0]);
    CHECK(made.series("V").numerator[0] == 2);
    CHECK(std::isnan(made.series("V").numerator[2])); // its force said nothing in March
    const Series* drugs = made.data[0].find(made.areas.at("U"), 0, 1);
    REQUIRE(drugs != nullptr);
    CHECK(drugs->numerator[5] == 1);
}

TEST_CASE("units change nothing of other areas") {
    const std::string asked = std::string(k_count) + "breakdowns = ['crime_type']\n" +
                              measure("charged", "crime", "proportion", "numerator = \"outcome = 'Charged'\"\n") +
                              measure("part", "crime", "share", "");
    Made without, with;
    with.areas = with_units();
    for (Made* made : {&without, &with}) {
        put_fourteen_months(*made);
        made->ask(asked);
    }
    for (std::size_t m = 0; m < 3; ++m)
        for (const char* area : {"F", "G", "F1", "F2", "G1", "G2", "F1a", "F-elsewhere", "G-no-location"})
            CHECK(figures(with, area, m) == figures(without, area, m));
    CHECK(with.data[0].sql == without.data[0].sql);
}

TEST_CASE("units come where boroughs are asked for and the workspace has units, or by their name") {
    auto levels = [](Areas areas, std::string_view more) {
        Made made;
        made.areas = std::move(areas);
        put_fourteen_months(made, 2);
        made.ask(std::string(k_count) + std::string(more));
        std::string out;
        for (Level level : made.measures[0].levels)
            out += std::string(to_text(level)) + " ";
        return out;
    };
    CHECK(levels(with_units(), "") == "force unit borough ward ");
    CHECK(levels(two_forces(), "") == "force borough ward ");
    CHECK(levels(with_units(), "areas = ['borough']\n") == "unit borough ");
    CHECK(levels(with_units(), "areas = ['force', 'ward']\n") == "force ward ");
    CHECK(levels(with_units(), "areas = ['force', 'unit']\n") == "force unit ");
    CHECK(levels(two_forces(), "areas = ['force', 'unit']\n") == "force ");
}

TEST_CASE("a published estimate of boroughs has none for their unit") {
    MadeKinds made;
    made.areas = with_units();
    made.put("crime",
             "select date '2024-01-01' as month, 'F' as force, 'F' as force_area, * from (values ('F1'), ('F2')) "
             "t(borough_area)",
             {"2024-01"});
    made.ask(measure("stock", "crime", "stock", "value = '7'\n"));
    CHECK(made.series("F1").numerator[0] == 7);
    CHECK(made.data[0].whole_of(made.areas.at("U")) == nullptr);
}

TEST_CASE("every kind tells of a unit what it would of one borough with all its rows") {
    MadeKinds made, merged;
    made.areas = with_units();
    merged.areas = with_one_borough();
    auto put = [&](std::string_view dataset, const std::string& rows, const std::vector<std::string>& when) {
        made.put(dataset, rows, when);
        merged.put(dataset, replace_all(replace_all(rows, "'F1'", "'X'"), "'F2'", "'X'"), when);
    };
    const std::string where = "'F' as force, 'F' as force_area, case when range % 3 = 0 then 'F1' else 'F2' end as "
                              "borough_area";
    put("victimisation",
        "select date '2024-01-01' as month, date '2024-01-02' as day, " + where +
            ", case when range % 5 = 0 then 'young' else 'old' end as age_group, 'p' || range % 7 as small_area "
            "from range(60)",
        {"2024-01"});
    put("population",
        "select date '2023-06-01' as month, * from (values ('F1', 1000.0), ('F2', 3000.0)) t(small_area, persons)",
        {"2023-06"});
    put("population_age",
        "select date '2023-06-01' as month, * from (values ('F1', 'young', 400.0), ('F1', 'old', 600.0), ('F2', "
        "'young', 1000.0), ('F2', 'old', 2000.0)) t(small_area, age_group, persons)",
        {"2023-06"});
    put("court_case",
        "select date '2024-01-01' as month, date '2024-12-31' as as_of, " + where +
            ", date '2024-01-01' as began, case when range % 4 > 0 then date '2024-01-02' + (range * 7 % 90)::integer "
            "end as ended from range(40)",
        {"2024-01"});
    put("offender_cohort",
        "select date '2023-01-01' as month, date '2024-12-01' as as_of, " + where +
            ", (range % 4)::double as reoffences, (range % 9)::double as severity, case when range % 2 = 0 then "
            "'burglary' else 'theft' end as offence_type from range(50)",
        {"2023-01"});
    put("survey_response",
        "select date '2024-03-01' as month, " + where +
            ", 'agree' as item, (range % 2)::double as answer, 'S' || range % 2 as stratum, 'C' || range % 8 as "
            "cluster, 0.5 + range % 3 as weight, case when range % 5 < 2 then 'F' else 'M' end as sex from range(48)",
        {"2024-03"});
    const std::string standard = "age = 'age_group'\n[[measure.standard]]\ngroup = 'young'\npeople = 400\n"
                                 "[[measure.standard]]\ngroup = 'old'\npeople = 600\n";
    const std::vector<std::string> kinds{
        measure("rate", "victimisation", "rate", "denominator = 'population'\nbreakdowns = ['age_group']\n"),
        measure("proportion", "victimisation", "proportion", "numerator = \"age_group = 'old'\"\n"),
        measure("top", "victimisation", "concentration", "place = 'small_area'\n"),
        measure("standardised", "victimisation", "standardised", standard),
        measure("median", "court_case", "duration", "start = 'began'\nend = 'ended'\nquantiles = ['0.25']\n"),
        measure("mean", "offender_cohort", "mean", "value = 'severity'\n"),
        measure("again", "offender_cohort", "reoffending", "mix = 'offence_type'\n"),
        measure("agree", "survey_response", "survey",
                "where = \"item = 'agree'\"\nnumerator = 'answer = 1'\nbreakdowns = ['sex']\n"),
        measure("gap", "", "gap", "of = 'agree'\nbreakdown = 'sex'\ngroup = 'F'\nagainst = 'M'\n"),
        measure("index", "", "index",
                "areas = ['borough']\n[[measure.part]]\nmeasure = 'rate'\nweight = 3\n[[measure.part]]\nmeasure = "
                "'proportion'\n")};
    made.ask(join(kinds, ""));
    merged.ask(join(kinds, ""));
    derive(made.data, made.areas);
    derive(merged.data, merged.areas);
    for (std::size_t m = 0; m < kinds.size(); ++m) {
        INFO(made.measures[m].id);
        constexpr int k_digits = 12;
        CHECK_FALSE(figures(made, "U", m).empty());
        CHECK(figures(made, "U", m, k_digits) == figures(merged, "X", m, k_digits));
    }
}

TEST_CASE("an index leaves out places that one of its parts has no figure of, and no others") {
    MadeKinds made;
    made.areas = with_units();
    put_fourteen_months(made);
    made.ask(measure("a", "crime", "count", "areas = ['force', 'borough']\n") +
             measure("b", "crime", "stock", "value = '2'\nareas = ['force', 'borough']\nvalue_of_force = '2'\n") +
             measure("i", "", "index",
                     "areas = ['borough']\n[[measure.part]]\nmeasure = 'a'\n[[measure.part]]\nmeasure = 'b'\n"));
    derive(made.data, made.areas);
    CHECK(made.data[2].whole_of(made.areas.at("U")) == nullptr);
    CHECK(made.data[2].whole_of(made.areas.at("F1")) != nullptr);
    CHECK(made.data[2].whole_of(made.areas.at("G1")) != nullptr);
}
