// SPDX-License-Identifier: MIT
#include "verdicts/triangulation.hpp"
#include "verdicts/verdict.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using namespace peelian;
using Answer = Triangulation::Answer;

namespace {

Estimate of(double change, double error) { return {change, error * error}; }

CompanionEvidence survey(double change, double error) { return {"survey prevalence", of(change, error)}; }

Answer answer(Estimate recorded, const std::vector<CompanionEvidence>& companions) {
    return triangulate(recorded, companions).answer;
}

} // namespace

TEST_CASE("a rise that offending does not share is mostly more reporting") {
    Triangulation t = triangulate(of(0.4, 0.03), std::vector{survey(-0.05, 0.02), {"attendances", of(-0.02, 0.02)}});
    CHECK(t.answer == Answer::mostly_reporting);
    CHECK(t.direction == 1);
    CHECK(t.share > 1);
    CHECK(t.share_lower > 0.75);
    CHECK(t.reporting == doctest::Approx(0.4 - t.offending.mean));
}

TEST_CASE("a rise that offending clearly shares is a real rise") {
    CHECK(answer(of(0.3, 0.03), {survey(0.3, 0.05)}) == Answer::real_change);
    CHECK(answer(of(-0.3, 0.03), {survey(-0.3, 0.05)}) == Answer::real_change);
}

TEST_CASE("a wide survey cannot tell, nor can a recorded change that may be none") {
    CHECK(answer(of(0.3, 0.03), {survey(0.1, 0.2)}) == Answer::cannot_tell);
    CHECK(answer(of(0.05, 0.1), {survey(0.3, 0.05)}) == Answer::cannot_tell);
}

TEST_CASE("without evidence of offending nothing is decided") {
    CHECK(answer(of(0.3, 0.03), {}) == Answer::no_evidence);
    CompanionEvidence empty{"survey prevalence", {k_missing, k_missing}};
    Triangulation t = triangulate(of(0.3, 0.03), std::vector{empty});
    CHECK(t.answer == Answer::no_evidence);
    CHECK(t.missing == std::vector<std::string>{"survey prevalence"});
    CompanionEvidence third_party{"third-party reports", of(0.4, 0.05), false};
    t = triangulate(of(0.3, 0.03), std::vector{third_party});
    CHECK(t.answer == Answer::cannot_tell);
    CHECK(t.more_reporting == std::vector<std::string>{"third-party reports"});
}

TEST_CASE("a companion that falls when reporting rises is read the other way round") {
    CompanionEvidence injured{"share with injury", of(-0.3, 0.05), false, false};
    Triangulation t = triangulate(of(0.3, 0.03), std::vector{injured});
    CHECK(t.more_reporting == std::vector<std::string>{"share with injury"});
    CHECK(t.less_reporting.empty());
}

TEST_CASE("the share of a rise that may be none has no limits") {
    Triangulation t = triangulate(of(0.05, 0.1), std::vector{survey(0, 0.05)});
    CHECK(std::isnan(t.share_lower));
    CHECK(std::isnan(t.share_upper));
    t = triangulate({k_missing, k_missing}, std::vector{survey(0, 0.05)});
    CHECK(t.answer == Answer::cannot_tell);
    CHECK(std::isnan(t.share));
    CHECK(triangulate(of(0, 0.1), std::vector{survey(0, 0.05)}).answer == Answer::cannot_tell);
}

TEST_CASE("the interval of the share is Fieller's, and covers the truth 95 times in 100") {
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    int covered = 0;
    for (int i = 0; i < 4000; ++i) {
        // The truth: a rise of 0.4, of which offending has 0.1; the survey strays by 0.05 as allowed for.
        double recorded = 0.4 + 0.04 * normal(random);
        double seen = 0.1 + std::hypot(0.04, 0.05) * normal(random);
        Triangulation t = triangulate(of(recorded, 0.04), std::vector{survey(seen, 0.04)});
        covered += t.share_lower <= 0.75 && 0.75 <= t.share_upper;
    }
    CHECK(covered > 0.94 * 4000);
    CHECK(covered < 0.96 * 4000);
}

TEST_CASE("the words are wrong seldom, whatever the truth") {
    std::mt19937_64 random(4);
    std::normal_distribution<double> normal;
    int wrong_reporting = 0;
    int wrong_rise = 0;
    for (int i = 0; i < 4000; ++i) {
        auto seen = [&](double truth) { return survey(truth + std::hypot(0.04, 0.05) * normal(random), 0.04); };
        Estimate recorded = of(0.3 + 0.03 * normal(random), 0.03);
        wrong_reporting += answer(recorded, {seen(0.3)}) == Answer::mostly_reporting;
        wrong_rise += answer(recorded, {seen(0)}) == Answer::real_change;
    }
    CHECK(wrong_reporting < 0.01 * 4000);
    CHECK(wrong_rise < 0.035 * 4000);
}

TEST_CASE("a change as a proportion goes to the log scale with its interval") {
    Estimate e = log_change(0.2, 0.1, 0.3);
    CHECK(e.value == doctest::Approx(std::log(1.2)));
    CHECK(std::sqrt(e.variance) == doctest::Approx((std::log(1.3) - std::log(1.1)) / (2 * 1.959964)));
    CHECK(std::isnan(log_change(-1, -1, 0.3).value));
    CHECK(std::isnan(log_change(k_missing, 0.1, 0.3).value));
    CHECK(std::isnan(log_change(0.2, 0.2, 0.2).value));
}

TEST_CASE("sentences say what is known, what is not and what would tell") {
    Triangulation t = triangulate(of(std::log(1.4), 0.03), std::vector{survey(-0.04, 0.01)});
    CHECK(sentence(t, "Recorded abuse in Hackney") ==
          "Recorded abuse in Hackney: up 40% in twelve months (32% to 48%). What is known of offending beside it "
          "(survey prevalence) changed by \u22124% (\u221213% to 6%): mostly more reporting. By these figures more "
          "reporting could explain 112% of it (82% to 143%).");
    t = triangulate(of(std::log(1.4), 0.03), std::vector{survey(0.1, 0.2)});
    std::string text = sentence(t, "Recorded abuse in Hackney");
    CHECK(text.find("we cannot tell") != std::string::npos);
    CHECK(text.find("What would tell: a survey of victims, hospital attendances") != std::string::npos);
}

TEST_CASE("a share that could be anything is left unsaid, and a year without change is not called up") {
    Triangulation t = triangulate(of(0.05, 0.02), std::vector{survey(0.02, 0.08)});
    REQUIRE(t.share_upper - t.share_lower > 1.5);
    CHECK(sentence(t, "Abuse").find("could explain") == std::string::npos);
    t = triangulate(of(0.001, 0.04), std::vector{survey(0.02, 0.08)});
    CHECK(sentence(t, "Abuse").starts_with("Abuse: unchanged in twelve months"));
}

TEST_CASE("where the cause cannot be told, what changed comes first") {
    Measure abuse;
    abuse.title = "Recorded abuse";
    abuse.kind = MeasureKind::count;
    abuse.better = Better::contested;
    Verdict v;
    v.kind = VerdictKind::needs_triangulation;
    v.rule = "single point";
    v.direction = 1;
    v.latest = v.signal = Month::of(2024, 3);
    v.value = 251;
    v.expected = 180;
    v.lower = 147;
    v.upper = 213;
    v.change = 0.001;
    v.change_lower = -0.08;
    v.change_upper = 0.09;
    read_with_companions(v, std::vector{survey(0.02, 0.08)});
    REQUIRE(v.kind == VerdictKind::cannot_tell);
    CHECK(sentence(v, abuse, "Hackney")
              .starts_with("Recorded abuse in Hackney was 251 in March 2024, higher than its usual range (147 to 213): "
                           "more were recorded. "
                           "Over the year: unchanged in twelve months"));
}

TEST_CASE("a contested verdict takes the answer of its companions, and no other verdict does") {
    Verdict v;
    v.kind = VerdictKind::needs_triangulation;
    v.direction = 1;
    v.change = 0.4;
    v.change_lower = 0.32;
    v.change_upper = 0.48;
    Verdict with = v;
    read_with_companions(with, std::vector{survey(-0.04, 0.01)});
    CHECK(with.kind == VerdictKind::mostly_more_reporting);
    REQUIRE(with.triangulation);
    with = v;
    read_with_companions(with, std::vector{survey(0.4, 0.01)});
    CHECK(with.kind == VerdictKind::real_rise);
    with = v;
    with.direction = -1; // the latest month fell in a year that rose
    read_with_companions(with, std::vector{survey(0.4, 0.01)});
    CHECK(with.kind == VerdictKind::cannot_tell);
    with = v;
    read_with_companions(with, {});
    CHECK(with.kind == VerdictKind::needs_triangulation);
    with = v;
    with.kind = VerdictKind::no_clear_change;
    read_with_companions(with, std::vector{survey(0.4, 0.01)});
    CHECK(with.kind == VerdictKind::no_clear_change);
    CHECK(with.triangulation == nullptr);
}
