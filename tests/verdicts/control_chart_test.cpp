// SPDX-License-Identifier: MIT
// Expected limits and marks come from NHSRplotthedots 0.2.2, run in R.
#include "statistics/shared_vectors.hpp"
#include "verdicts/verdict.hpp"

#include <limits>

using namespace peelian;
using namespace peelian::testing;
using Mark = ControlChart::Mark;

namespace {

Mark mark_named(const std::string& type) {
    if (type == "Above UCL" || type == "Below LCL") return Mark::outside;
    if (type.starts_with("7 Points")) return Mark::run;
    if (type.starts_with("7 Point Trend")) return Mark::trend;
    if (type.starts_with("2 in 3")) return Mark::two_of_three;
    CHECK(type == "Common Cause");
    return Mark::none;
}

void check_group(const std::vector<Row>& rows) {
    std::vector<double> values;
    for (const Row& row : rows)
        values.push_back(row.number("y"));
    ControlChart chart = control_chart(values, rows[0].text("screen") == "TRUE");
    INFO(rows[0].text("case"), " group ", rows[0].text("rebase_group"));
    CHECK(near(chart.centre, rows[0].number("mean"), 1e-9));
    CHECK(near(chart.lower, rows[0].number("lpl"), 1e-9));
    CHECK(near(chart.upper, rows[0].number("upl"), 1e-9));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        INFO("point ", i + 1);
        CHECK(chart.marks[i] == mark_named(rows[i].text("special_cause_type")));
    }
}

} // namespace

TEST_CASE("limits and marks of individuals charts agree with every shared chart") {
    std::vector<Row> group;
    for (const Row& row : shared_rows("spc/nhsrplotthedots_xmr.csv")) {
        if (!row.text("fix").empty()) continue; // limits fixed on the first points: not offered
        bool same = !group.empty() && group[0].text("case") == row.text("case") &&
                    group[0].text("rebase_group") == row.text("rebase_group");
        if (!same && !group.empty()) {
            check_group(group);
            group.clear();
        }
        group.push_back(row);
    }
    if (!group.empty()) check_group(group);
}

TEST_CASE("a gap breaks the moving range and the run") {
    const double gap = k_missing;
    std::vector<double> values{5, 7, gap, 8, 5, 7, 6, gap, 5, 6, 7, 8, 6, 9, 5};
    ControlChart chart = control_chart(values);
    CHECK(chart.centre == doctest::Approx(6.46153846153846));
    CHECK(chart.lower == doctest::Approx(1.14153846153846));
    CHECK(chart.upper == doctest::Approx(11.7815384615385));
    std::vector<double> run{1, 9, 1, 9, 1, 9, 8, 9, 8, gap, 9, 8, 9, 1, 1, 1};
    ControlChart broken = control_chart(run);
    CHECK(std::count(broken.marks.begin(), broken.marks.end(), Mark::run) == 0);
}

TEST_CASE("a point on the centre breaks a run of seven") {
    std::vector<double> values{4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 6, 6, 6, 5, 6, 6, 6, 4, 4, 4, 4, 4, 4};
    ControlChart chart = control_chart(values);
    CHECK(chart.centre == 5);
    CHECK(chart.upper == doctest::Approx(8.06923076923077));
    for (Mark mark : chart.marks)
        CHECK(mark == Mark::none);
}

TEST_CASE("two of three near a limit are marked only when all three lie on its side") {
    std::vector<double> values;
    for (int i = 0; i < 12; ++i)
        values.insert(values.end(), {1, -1});
    std::vector<double> same = values;
    same.insert(same.end(), {4.6, 1, 4.8, -1, 1, -1});
    ControlChart chart = control_chart(same);
    CHECK(chart.upper == doctest::Approx(6.62395402298851));
    CHECK(chart.marks[24] == Mark::two_of_three);
    CHECK(chart.marks[25] == Mark::none);
    CHECK(chart.marks[26] == Mark::two_of_three);
    std::vector<double> other = values;
    other.insert(other.end(), {4.6, -1, 4.8, -1, 1, -1});
    for (Mark mark : control_chart(other).marks)
        CHECK(mark == Mark::none);
}

TEST_CASE("a chart of nothing, of one point or of equal points has no limits and no marks") {
    CHECK(std::isnan(control_chart({}).centre));
    std::vector<double> one{3};
    CHECK(control_chart(one).centre == 3);
    CHECK(std::isnan(control_chart(one).upper));
    std::vector<double> same(15, 5.0);
    CHECK(std::isnan(control_chart(same).upper));
    CHECK(control_chart(same).marks[14] == Mark::none);
    CHECK(control_chart(same, false).upper == 5);
}
