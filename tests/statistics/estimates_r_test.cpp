// SPDX-License-Identifier: MIT
// Survey estimates, durations, inequality, concentration and order statistics against R;
// tests/statistics/data/estimates/estimates.R says with what.
#include "base/error.hpp"
#include "statistics/concentration.hpp"
#include "statistics/control_charts.hpp"
#include "statistics/inequality.hpp"
#include "statistics/intervals.hpp"
#include "statistics/r_vectors.hpp"
#include "statistics/random.hpp"
#include "statistics/survey.hpp"
#include "statistics/survival.hpp"

using namespace peelian;
using namespace peelian::testing;

namespace {

const RVectors by_r("estimates");
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// Value and limits; NaN is equal to NaN.
void check(const auto& found, const std::string& name, double tolerance = 1e-8) {
    CAPTURE(name);
    for (auto [own, part] :
         {std::pair{found.value, ".value"}, std::pair{found.lower, ".lower"}, std::pair{found.upper, ".upper"}}) {
        CAPTURE(part);
        double r = by_r(name + part);
        if (std::isnan(r)) CHECK(std::isnan(own));
        else CHECK(own == near(r, tolerance));
    }
}

enum class Ask { answer, score, hours };

/// Interviews of one sex (1, 2), or all (0).
std::vector<SurveySums> interviews(Ask ask, int sex) {
    auto in = by_r.input("interviews.csv");
    std::vector<SurveySums> sums;
    for (std::size_t i = 0; i < in["weight"].size(); ++i) {
        if (sex != 0 && in["sex"][i] != sex) continue;
        double w = in["weight"][i], y = ask == Ask::answer ? in["answer"][i] : in["score"][i];
        double below = ask == Ask::hours ? w * in["hours"][i] : w;
        sums.push_back({static_cast<std::uint32_t>(in["stratum"][i]), static_cast<std::uint32_t>(in["cluster"][i]), 1,
                        below, w * y, w * y * y, w * w});
    }
    return sums;
}

const std::vector<double> k_clusters{5, 4, 1}; // by stratum

std::vector<DurationCount> durations(int group) {
    auto in = by_r.input("durations.csv");
    std::vector<DurationCount> out;
    for (std::size_t i = 0; i < in["days"].size(); ++i)
        if (in["group"][i] == group) out.push_back({in["days"][i], 1 - in["open"][i], in["open"][i]});
    return out;
}

} // namespace

TEST_CASE("survey proportions, means and ratios of all and of a group are R survey's") {
    for (int sex : {0, 1, 2}) {
        std::string group = sex == 0 ? "all" : std::to_string(sex);
        SurveyEstimate p = survey_estimate(interviews(Ask::answer, sex), k_clusters, SurveyKind::proportion);
        check(p, "proportion." + group);
        CHECK(p.standard_error == near(by_r("proportion." + group + ".se")));
        SurveyEstimate m = survey_estimate(interviews(Ask::score, sex), k_clusters, SurveyKind::mean);
        check(m, "mean." + group);
        CHECK(m.standard_error == near(by_r("mean." + group + ".se")));
        SurveyEstimate r = survey_estimate(interviews(Ask::hours, sex), k_clusters, SurveyKind::ratio);
        check(r, "ratio." + group);
        CHECK(r.standard_error == near(by_r("ratio." + group + ".se")));
    }
    CHECK(survey_estimate(interviews(Ask::score, 0), k_clusters, SurveyKind::mean).design_effect ==
          near(by_r("mean.all.deff")));
}

TEST_CASE("the difference of two groups in the same clusters has their covariance") {
    SurveyEstimate d = survey_difference(interviews(Ask::score, 2), interviews(Ask::score, 1), k_clusters);
    CHECK(d.value == near(by_r("difference.value")));
    CHECK(d.standard_error == near(by_r("difference.se")));
}

TEST_CASE("Kaplan-Meier curves and quantiles are R survival's on all three scales") {
    for (auto [scale, type] : {std::pair{SurvivalScale::log, "log"}, std::pair{SurvivalScale::plain, "plain"},
                               std::pair{SurvivalScale::log_log, "log-log"}})
        for (int group : {1, 2, 3}) {
            std::vector<SurvivalStep> curve = kaplan_meier(durations(group), scale);
            struct {
                double value, lower, upper;
            } step{curve[2].left, curve[2].lower, curve[2].upper};
            check(step, fmt::format("step.{}.{}", type, group));
            for (double share : {0.25, 0.5, 0.75})
                check(survival_quantile(curve, share), fmt::format("km.{}.{}.{}", type, group, share));
        }
}

TEST_CASE("the log-rank test of three groups is R's survdiff") {
    std::vector<std::vector<DurationCount>> groups{durations(1), durations(2), durations(3)};
    LogRank test = log_rank(groups);
    CHECK(test.chi_square == near(by_r("logrank.chisq")));
    CHECK(test.p == near(by_r("logrank.p")));
    CHECK(test.freedom == 2);
    for (std::size_t g = 0; g < 3; ++g) {
        CHECK(test.observed[g] == by_r(fmt::format("logrank.observed.{}", g + 1)));
        CHECK(test.expected[g] == near(by_r(fmt::format("logrank.expected.{}", g + 1))));
    }
}

TEST_CASE("slope and relative index of inequality are those of R's weighted regression") {
    auto in = by_r.input("ladder.csv");
    InequalityIndex fit = inequality_index(in["people"], in["value"]);
    CHECK(fit.slope == near(by_r("sii.fit.value")));
    CHECK(fit.slope_lower == near(by_r("sii.fit.lower")));
    CHECK(fit.slope_upper == near(by_r("sii.fit.upper")));
    CHECK(fit.relative == near(by_r("rii.fit")));
    CHECK(fit.note == InequalityNote::no_errors);
    InequalityIndex given = inequality_index(in["people"], in["value"], in["error"]);
    CHECK(given.slope_lower == near(by_r("sii.errors.lower")));
    CHECK(given.slope_upper == near(by_r("sii.errors.upper")));
    CHECK(given.relative_lower == near(by_r("rii.errors.lower")));
    CHECK(given.relative_upper == near(by_r("rii.errors.upper")));
}

TEST_CASE("order statistics hold a quantile with at least the level") {
    std::vector<double> days = by_r.input("durations.csv")["days"];
    for (double p : {0.1, 0.5, 0.9}) {
        QuantileInterval q = quantile_interval(days, p);
        check(q, fmt::format("quantile.{}", p));
        double coverage = by_r(fmt::format("quantile.{}.coverage", p));
        if (std::isnan(coverage)) CHECK(std::isnan(q.coverage));
        else CHECK(q.coverage == near(coverage));
    }
}

TEST_CASE("indirect standardisation and weighted harm have the count's exact interval") {
    std::vector<double> people = by_r.input("ladder.csv")["people"], rates(people.size(), 0.002);
    StandardisedRatio smr = standardised_ratio(7, people, rates);
    CHECK(smr.ratio == near(by_r("smr.value")));
    CHECK(smr.lower == near(by_r("smr.lower")));
    CHECK(smr.upper == near(by_r("smr.upper")));
    check(weighted_count(std::vector<double>{3, 2, 1}, std::vector<double>{10, 365, 1460}), "harm");
}

TEST_CASE("Gini and the top tenth have the jackknife's limits") {
    std::vector<double> places{0, 40, 22, 0, 17, 13, 9, 9, 8, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0};
    check(gini(places), "gini");
    check(top_share(places, 0.1), "top");
}

TEST_CASE("control charts of shares, rates and rare events are those of the formulas in R") {
    std::vector<double> x{12, 18, 9, 30, 22, 15, 40, 11, 19, 25}, n{100, 130, 90, 210, 160, 120, 300, 70, 140, 190};
    ControlChart p = proportions_chart(x, n, false);
    CHECK(p.centre == near(by_r("p.centre")));
    CHECK(p.sigma_z == near(by_r("p.sigma")));
    CHECK(p.upper[0] == near(by_r("p.upper.1")));
    CHECK(p.lower[6] == near(by_r("p.lower.7")));
    CHECK(p.varies());
    ControlChart u = rates_chart(x, n, false);
    CHECK(u.sigma_z == near(by_r("u.sigma")));
    CHECK(u.upper[7] == near(by_r("u.upper.8")));
    std::vector<double> between{30, 55, 12, 80, 41, 3, 66, 20};
    ControlChart g = between_counts_chart(between), t = between_times_chart(between);
    CHECK(g.centre == near(by_r("g.centre")));
    CHECK(g.upper[0] == near(by_r("g.upper")));
    CHECK(g.lower[0] == 0);
    CHECK(t.centre == near(by_r("t.centre")));
    CHECK(t.upper[3] == near(by_r("t.upper")));
    CHECK(t.lower[3] == near(by_r("t.lower")));
    CHECK(!t.varies());
    for (double mean : {0.3, 0.9, 4.2}) {
        ControlChart rare = rare_counts_chart(std::vector<double>{mean, mean});
        CHECK(rare.upper[0] == by_r(fmt::format("rare.{}.upper", mean)));
        CHECK(rare.lower[0] == by_r(fmt::format("rare.{}.lower", mean)));
    }
}

TEST_CASE("R still says what the kept vectors of estimates say") { by_r.check_with_r("survey,survival", 150); }

TEST_CASE("a survey of nobody, of one cluster and of one mind says so") {
    std::vector<double> one_cluster{1};
    SurveyEstimate nobody = survey_estimate({}, one_cluster, SurveyKind::mean);
    CHECK(std::isnan(nobody.value));
    CHECK(nobody.note == SurveyNote::no_answers);
    std::vector<SurveySums> one{{0, 0, 1, 2, 6, 18, 4}};
    SurveyEstimate single = survey_estimate(one, one_cluster, SurveyKind::mean);
    CHECK(single.value == 3);
    CHECK(single.note == SurveyNote::too_few);
    CHECK(std::isnan(single.lower));
    std::vector<SurveySums> agree;
    for (std::uint32_t c = 0; c < 40; ++c)
        agree.push_back({0, c, 1, 1, 1, 1, 1});
    SurveyEstimate all = survey_estimate(agree, std::vector<double>{40}, SurveyKind::proportion);
    CHECK(all.note == SurveyNote::wilson_used);
    CHECK(all.lower == near(wilson(40, 40).lower));
    SurveyEstimate mean = survey_estimate(agree, std::vector<double>{40}, SurveyKind::mean);
    CHECK(mean.note == SurveyNote::no_spread);
    CHECK(std::isnan(mean.upper));
    CHECK_THROWS_AS(survey_estimate(agree, {}, SurveyKind::mean), Error);
}

TEST_CASE("durations: nobody, all open, all at once, and impossible ones") {
    CHECK(kaplan_meier({}).empty());
    CHECK(std::isnan(survival_quantile({}, 0.5).value));
    std::vector<DurationCount> open{{5, 0, 3}};
    CHECK(kaplan_meier(open)[0].left == 1);
    CHECK(std::isnan(survival_quantile(kaplan_meier(open), 0.5).value));
    std::vector<DurationCount> at_once{{4, 7, 0}};
    CHECK(survival_quantile(kaplan_meier(at_once), 0.5).value == 4);
    CHECK_THROWS_AS(kaplan_meier(std::vector<DurationCount>{{-1, 1, 0}}), Error);
    CHECK_THROWS_AS(kaplan_meier(std::vector<DurationCount>{{k_nan, 1, 0}}), Error);
    CHECK(std::isnan(log_rank(std::vector<std::vector<DurationCount>>{open, open}).p));
}

TEST_CASE("equal groups of areas, the rule at its edges") {
    std::vector<double> ten{10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
    CHECK(quantile_groups(ten, 5) == std::vector<int>{1, 1, 2, 2, 3, 3, 4, 4, 5, 5});
    // Seven into three by hand: floor(4 - ceil((8 - rank) / (7 / 3))).
    std::vector<double> seven{1, 2, 3, 4, 5, 6, 7};
    CHECK(quantile_groups(seven, 3) == std::vector<int>{1, 1, 1, 2, 2, 3, 3});
    CHECK(quantile_groups(std::vector<double>{3, k_nan, 3}, 2) == std::vector<int>{1, 0, 1});
    CHECK(quantile_groups({}, 4).empty());
    CHECK_THROWS_AS(quantile_groups(ten, 0), Error);
}

TEST_CASE("places that share nothing, or a ladder too short, have no index") {
    CHECK(std::isnan(gini(std::vector<double>{0, 0, 0}).value));
    CHECK(std::isnan(gini({}).value));
    CHECK(gini(std::vector<double>{2, 2, 2, 2}).value == near(0));
    CHECK(top_share(std::vector<double>{8, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0.1).value == 1);
    CHECK_THROWS_AS(gini(std::vector<double>{1, -1}), Error);
    CHECK_THROWS_AS(top_share(std::vector<double>{1}, 1.5), Error);
    std::vector<LorenzPoint> curve = lorenz(std::vector<double>{3, 1});
    REQUIRE(curve.size() == 3);
    CHECK(curve[1].total == near(0.25));
    CHECK(curve[2].total == near(1));
    std::vector<double> two{1, 2};
    CHECK(inequality_index(two, two).note == InequalityNote::too_few_groups);
    std::vector<double> three{1, 1, 1}, negative{-1, 0, 1};
    CHECK(inequality_index(three, negative).note == InequalityNote::base_is_zero);
    CHECK(std::isnan(inequality_index(three, negative).relative));
}

TEST_CASE("what chance alone concentrates is what dropping events on places gives") {
    for (auto [places, events] : {std::pair{600U, 300U}, std::pair{600U, 2400U}, std::pair{400U, 40000U}}) {
        double top = 0, uneven = 0;
        constexpr int k_rounds = 200;
        for (int round = 0; round < k_rounds; ++round) {
            std::vector<double> counts(places, 0.0);
            for (std::uint32_t e = 0; e < events; ++e)
                ++counts[random_below(places, 17, static_cast<std::uint64_t>(round), e)];
            top += top_share(counts, 0.1).value / k_rounds;
            uneven += gini(counts).value / k_rounds;
        }
        double mean = static_cast<double>(events) / places;
        CHECK(chance_top_share(mean, 0.1) == near(top, 0.01));
        CHECK(chance_gini(mean) == near(uneven, 0.01));
    }
    CHECK(chance_gini(299) == near(chance_gini(301), 0.01));
    CHECK(std::isnan(chance_gini(0)));
    CHECK(std::isnan(chance_top_share(0, 0.1)));
}
