// SPDX-License-Identifier: MIT
// Expected limits and marks come from NHSRplotthedots 0.2.2, run in R.
#include "base/error.hpp"
#include "statistics/control_charts.hpp"
#include "statistics/shared_vectors.hpp"

#include <algorithm>
#include <limits>
#include <random>

using namespace peelian;
using namespace peelian::testing;
using Mark = ControlMark;

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
    std::size_t fixed = rows[0].text("fix").empty() ? 0 : static_cast<std::size_t>(rows[0].number("fix"));
    ControlChart chart = individuals_chart(values, rows[0].text("screen") == "TRUE", fixed);
    INFO(rows[0].text("case"), " group ", rows[0].text("rebase_group"));
    CHECK(near(chart.centre, rows[0].number("mean"), 1e-9));
    CHECK(near(chart.lower[0], rows[0].number("lpl"), 1e-9));
    CHECK(near(chart.upper[0], rows[0].number("upl"), 1e-9));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        INFO("point ", i + 1);
        CHECK(chart.marks[i] == mark_named(rows[i].text("special_cause_type")));
    }
}

} // namespace

TEST_CASE("limits and marks of individuals charts agree with every shared chart") {
    std::vector<Row> group;
    for (const Row& row : shared_rows("spc/nhsrplotthedots_xmr.csv")) {
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
    const double gap = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> values{5, 7, gap, 8, 5, 7, 6, gap, 5, 6, 7, 8, 6, 9, 5};
    ControlChart chart = individuals_chart(values);
    CHECK(chart.centre == doctest::Approx(6.46153846153846));
    CHECK(chart.lower[0] == doctest::Approx(1.14153846153846));
    CHECK(chart.upper[0] == doctest::Approx(11.7815384615385));
    std::vector<double> run{1, 9, 1, 9, 1, 9, 8, 9, 8, gap, 9, 8, 9, 1, 1, 1};
    ControlChart broken = individuals_chart(run);
    CHECK(std::count(broken.marks.begin(), broken.marks.end(), Mark::run) == 0);
}

TEST_CASE("a point on the centre breaks a run of seven") {
    std::vector<double> values{4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 6, 6, 6, 5, 6, 6, 6, 4, 4, 4, 4, 4, 4};
    ControlChart chart = individuals_chart(values);
    CHECK(chart.centre == 5);
    CHECK(chart.upper[0] == doctest::Approx(8.06923076923077));
    for (Mark mark : chart.marks)
        CHECK(mark == Mark::none);
}

TEST_CASE("two of three near a limit are marked only when all three lie on its side") {
    std::vector<double> values;
    for (int i = 0; i < 12; ++i)
        values.insert(values.end(), {1, -1});
    std::vector<double> same = values;
    same.insert(same.end(), {4.6, 1, 4.8, -1, 1, -1});
    ControlChart chart = individuals_chart(same);
    CHECK(chart.upper[0] == doctest::Approx(6.62395402298851));
    CHECK(chart.marks[24] == Mark::two_of_three);
    CHECK(chart.marks[25] == Mark::none);
    CHECK(chart.marks[26] == Mark::two_of_three);
    std::vector<double> other = values;
    other.insert(other.end(), {4.6, -1, 4.8, -1, 1, -1});
    for (Mark mark : individuals_chart(other).marks)
        CHECK(mark == Mark::none);
}

TEST_CASE("a chart of nothing, of one point or of equal points has no limits and no marks") {
    CHECK(std::isnan(individuals_chart({}).centre));
    std::vector<double> one{3};
    CHECK(individuals_chart(one).centre == 3);
    CHECK(std::isnan(individuals_chart(one).upper[0]));
    std::vector<double> same(15, 5.0);
    CHECK(std::isnan(individuals_chart(same).upper[0]));
    CHECK(individuals_chart(same).marks[14] == Mark::none);
    CHECK(individuals_chart(same, false).upper[0] == 5);
}

TEST_CASE("constants of subgroups are those of the shared table") {
    for (const Row& row : shared_rows("spc/control_chart_constants_c4_a3_b3_b4.csv")) {
        ControlConstants c = control_constants(static_cast<int>(row.number("n")));
        CHECK(near(c.c4, row.number("c4"), 1e-12));
        CHECK(near(c.a3, row.number("a3"), 1e-12));
        CHECK(std::fabs(c.b3 - row.number("b3")) < 1e-12);
        CHECK(near(c.b4, row.number("b4"), 1e-12));
    }
    // Montgomery's table for five.
    CHECK(control_constants(5).c4 == doctest::Approx(0.9400).epsilon(1e-4));
    CHECK_THROWS_AS(control_constants(1), Error);
    std::vector<double> means{10, 12, 11}, deviations{1, 2, 1.5}, sizes{5, 5, 5};
    ControlChart chart = means_chart(means, deviations, sizes);
    CHECK(chart.upper[0] == doctest::Approx(11 + 1.4272992929 * 1.5));
}

TEST_CASE("shares: a base of nothing is a gap, all alike have no spread, more cases than base are refused") {
    std::vector<double> x{5, 0, 6, 4}, n{50, 0, 50, 50};
    ControlChart chart = proportions_chart(x, n);
    CHECK(std::isnan(chart.upper[1]));
    CHECK(chart.marks[1] == Mark::none);
    CHECK(chart.centre == doctest::Approx(0.1));
    std::vector<double> none{0, 0, 0}, some{10, 10, 10}, more{11, 1, 1};
    CHECK(proportions_chart(none, some).centre == 0);
    CHECK(proportions_chart(none, some).marks == std::vector<Mark>(3, Mark::none));
    CHECK_THROWS_AS(proportions_chart(more, some), Error);
    CHECK(rates_chart(more, some).centre == doctest::Approx(13.0 / 30));
    CHECK(std::isnan(rare_counts_chart(none).upper[0]));
    CHECK_THROWS_AS(between_times_chart(std::vector<double>{-1}), Error);
    CHECK(proportions_chart({}, {}).marks.empty());
}

TEST_CASE("rare events: only what lies outside is marked, however long none came") {
    std::vector<double> counts(24, 0.0);
    counts[3] = counts[17] = 1;
    counts[20] = 3; // P(X > 2) at a mean of 5/24 is 0.0012, below 0.00135
    ControlChart chart = rare_counts_chart(counts);
    for (std::size_t i = 0; i < counts.size(); ++i)
        CHECK(chart.marks[i] == (i == 20 ? Mark::outside : Mark::none));
    CHECK(chart.upper[0] == 2);
    CHECK(chart.lower[0] == 0);
    // Over a base the limits are those of what the base gives: twice the people, twice the expected.
    std::vector<double> x(24, 0.0), people(24, 1000.0);
    x[5] = 2;
    people[10] = 40'000;
    ControlChart rates = rare_rates_chart(x, people);
    double mean = 2.0 / 63'000;
    CHECK(rates.centre == doctest::Approx(mean));
    CHECK(rates.upper[0] == doctest::Approx(1.0 / 1000));    // P(X > 1) at 0.032 is 0.0005
    CHECK(rates.upper[10] == doctest::Approx(6.0 / 40'000)); // P(X > 6) at 1.27 is 0.0005
    CHECK(rates.marks[5] == Mark::outside);
    CHECK_THROWS_AS(rare_rates_chart(x, counts.size() > 2 ? std::span(people).first(3) : people), Error);
}

TEST_CASE("the familiar marks ring on stable series about as often as was simulated elsewhere") {
    std::mt19937_64 random(8);
    for (const Row& row : shared_rows("spc/false_alarm_rates_simulated.csv")) {
        const std::string& model = row.text("model");
        auto n = static_cast<std::size_t>(row.number("n"));
        if (model.starts_with("seasonal") || model == "poisson_mean_0.5") continue; // phases and ties were chosen there
        std::normal_distribution<double> normal;
        std::poisson_distribution<int> few(3), many(100);
        constexpr int k_series = 3000;
        int rung = 0;
        for (int i = 0; i < k_series; ++i) {
            std::vector<double> values;
            double last = normal(random);
            for (std::size_t t = 0; t < n; ++t) {
                last = 0.5 * last + std::sqrt(0.75) * normal(random);
                values.push_back(model == "iid_normal"         ? normal(random)
                                 : model == "poisson_mean_3"   ? few(random)
                                 : model == "poisson_mean_100" ? many(random)
                                                               : last);
            }
            ControlChart chart = individuals_chart(values);
            rung += std::ranges::any_of(chart.marks, [](Mark m) { return m != Mark::none; });
        }
        double expected = row.number("any_NHSR"), error = std::sqrt(expected * (1 - expected) / k_series);
        INFO(model, " of ", n);
        CHECK(std::fabs(static_cast<double>(rung) / k_series - expected) < 4.5 * error + 0.005);
    }
}
