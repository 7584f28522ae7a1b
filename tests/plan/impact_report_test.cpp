// SPDX-License-Identifier: MIT
// Assessments over figures written by hand: shares of two groups, 200 in 1,000 and 300 in 1,000 a month,
// and a count.
#include "measures/measure.hpp"
#include "plan/impact_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace peelian;

namespace {

struct Made {
    std::vector<Measure> measures;
    std::vector<MeasureData> data;
    std::vector<std::vector<Verdict>> verdicts;
    ImpactAssessments all;

    Made() {
        measures.reserve(2); // data point into it
        for (const char* id : {"satisfied", "searches"}) {
            Measure m;
            m.id = m.title = id;
            m.kind = m.id == "satisfied" ? MeasureKind::proportion : MeasureKind::count;
            m.percent = m.id == "satisfied";
            measures.push_back(m);
            MeasureData d;
            d.measure = &measures.back();
            d.first = Month::of(2016, 1);
            d.length = 18;
            d.breakdowns = {{"ethnicity", "Ethnicity", {"Black", "White", "Nobody"}}};
            for (int group : {-1, 0, 1}) {
                Series s;
                s.breakdown = group < 0 ? -1 : 0;
                s.group = group;
                s.numerator.assign(d.length, group == 0 ? 200 : 300);
                if (m.percent) s.denominator.assign(d.length, 1000);
                d.series.push_back(std::move(s));
            }
            data.push_back(std::move(d));
            verdicts.emplace_back(3);
        }
        all.objectives = {{"safety", "Safety", "People are safe."}};
        ImpactPolicy p{"policy", "Policy", "It.", "Owner", "2017-03-01", "agreed", "2018-03-01", {}, {}, {}};
        all.policies = {p};
    }
    ImpactJudgement& judge(std::string on, ImpactEffect effect) {
        all.policies[0].judgements.push_back({std::move(on), effect, "So it is.", "The plan.", {}, {}, {}});
        return all.policies[0].judgements.back();
    }
    ImpactReport report(std::string_view date = "2017-07-01") const {
        return impact_reports({all, data, verdicts, date}).at(0);
    }
};

std::vector<std::string> calls_on(const ImpactReport& report, std::string_view on) {
    std::vector<std::string> out;
    for (const ImpactCall& call : report.calls)
        if (call.on == on) out.emplace_back(to_code(call.kind));
    return out;
}

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("each group has its latest figure, and its difference to the group it is held against") {
    Made made;
    made.judge("race", ImpactEffect::mixed).evidence = {{"satisfied", "ethnicity", {"Black"}, "White", 0, ""}};
    ImpactReport report = made.report();
    const std::vector<ImpactFigure>& figures = report.evidence.at(0).at(0).figures;
    REQUIRE(figures.size() == 2); // the group held against stands beside it
    CHECK(figures[0].group == "Black");
    CHECK(figures[0].point->kind == PeriodKind::rolling_12);
    CHECK(figures[0].point->last == Month::of(2017, 6));
    CHECK(figures[0].point->value == doctest::Approx(0.2));
    REQUIRE(figures[0].gap);
    CHECK(figures[0].gap->value == doctest::Approx(-0.1));
    // Newcombe's interval of 2,400 in 12,000 less 3,600 in 12,000, from an independent implementation.
    CHECK(figures[0].gap->lower == doctest::Approx(-0.1108678).epsilon(1e-6));
    CHECK(figures[0].gap->upper == doctest::Approx(-0.0891024).epsilon(1e-6));
    CHECK(figures[1].group == "White");
    CHECK_FALSE(figures[1].gap);
}

TEST_CASE("numbers of people are not held against each other") {
    Made made;
    made.judge("race", ImpactEffect::mixed).evidence = {{"searches", "ethnicity", {}, "White", 0, ""}};
    ImpactReport report = made.report();
    REQUIRE(report.evidence.at(0).at(0).figures.size() == 2);
    for (const ImpactFigure& f : report.evidence[0][0].figures)
        CHECK_FALSE(f.gap);
}

TEST_CASE("what may not be shown is no figure, and no gap is made from it") {
    Made made;
    made.judge("race", ImpactEffect::mixed).evidence = {{"satisfied", "ethnicity", {}, "White", 0, ""}};
    made.data[0].series[1].flags.assign(18, Flag::suppressed);
    std::ranges::fill(made.data[0].series[1].numerator, k_missing);
    const ImpactEvidenceFigures e = made.report().evidence.at(0).at(0);
    CHECK(e.figures.at(0).point->flag == Flag::suppressed);
    CHECK_FALSE(e.figures.at(0).has_value());
    CHECK_FALSE(e.figures.at(0).gap);
    CHECK(e.problem.empty()); // White may be shown
    made.data[0].series[2].flags.assign(18, Flag::suppressed);
    std::ranges::fill(made.data[0].series[2].numerator, k_missing);
    CHECK(calls_on(made.report(), "race") == Codes{"no-mitigation", "no-figures"});
}

TEST_CASE("the latest figure is the last that is not missing") {
    Made made;
    made.judge("sex", ImpactEffect::mixed).evidence = {{"searches", "", {}, "", 0, ""}};
    made.data[1].series[0].numerator.back() = k_missing;
    CHECK(made.report().evidence.at(0).at(0).figures.at(0).point->last == Month::of(2017, 5));
}

TEST_CASE("judged harmless, and a figure has worsened: the two do not agree") {
    Made made;
    ImpactJudgement& race = made.judge("race", ImpactEffect::none);
    race.evidence = {{"satisfied", "ethnicity", {}, "", 0, ""}};
    CHECK(calls_on(made.report(), "race").empty());
    made.verdicts[0][1].kind = VerdictKind::worsening;
    made.verdicts[0][1].signal = Month::of(2017, 2);
    ImpactReport report = made.report();
    CHECK(calls_on(report, "race") == Codes{"disagrees"});
    CHECK(report.calls[0].sentence == "It is judged that no effect is known, and the verdict on satisfied (Black) is "
                                      "that it worsened since February 2017.");
    race.effect = ImpactEffect::positive;
    CHECK(calls_on(made.report(), "race") == Codes{"disagrees"});
    made.verdicts[0][1].kind = VerdictKind::real_rise; // of a contested measure
    CHECK(calls_on(made.report(), "race") == Codes{"disagrees"});
    for (VerdictKind kind : {VerdictKind::improving, VerdictKind::changed, VerdictKind::no_clear_change}) {
        made.verdicts[0][1].kind = kind;
        CHECK(calls_on(made.report(), "race").empty());
    }
    // Who expects harm is not surprised; then something is to be done.
    made.verdicts[0][1].kind = VerdictKind::worsening;
    race.effect = ImpactEffect::negative;
    CHECK(calls_on(made.report(), "race") == Codes{"no-mitigation"});
}

TEST_CASE("what is not assessed, not measured or has no data is a gap by rule") {
    Made made;
    made.judge("age", ImpactEffect::none);
    made.judge("sex", ImpactEffect::none).evidence = {{"gone", "", {}, "", 0, ""}};
    made.judge("race", ImpactEffect::none).evidence = {{"satisfied", "faith", {}, "", 0, ""}};
    made.judge("safety", ImpactEffect::unknown).evidence = {{"searches", "ethnicity", {"White", "Purple"}, "", 0, ""}};
    ImpactReport report = made.report();
    CHECK(calls_on(report, "age") == Codes{"no-measure"});
    CHECK(calls_on(report, "sex") == Codes{"no-figures"});
    CHECK(calls_on(report, "race") == Codes{"no-figures"});
    CHECK(calls_on(report, "safety") == Codes{"no-figures", "untold"});
    for (std::string_view on :
         {"disability", "gender-reassignment", "marriage", "pregnancy", "religion", "sexual-orientation"})
        CHECK(calls_on(report, on) == Codes{"not-assessed"});
    CHECK(report.calls.size() == 11);
    CHECK(report.pressing() == 6);
    CHECK(report.evidence[2][0].problem == "satisfied has no figures by faith");
    CHECK(report.evidence[3][0].problem == "searches has no figures of Purple");
    CHECK(report.evidence[3][0].figures.size() == 1);
    // A group that the breakdown knows and nobody belongs to is left out without a word, if all are asked for.
    made.all.policies[0].judgements[3].evidence[0].groups.clear();
    CHECK(made.report().evidence[3][0].problem.empty());
}

TEST_CASE("reviews and what was promised are overdue by the release's date") {
    Made made;
    made.judge("age", ImpactEffect::negative).mitigations = {{"Watch it.", "Ann", "2017-12-31", ""},
                                                             {"Train.", "Ann", "2017-12-31", "2018-02-01"}};
    CHECK(calls_on(made.report("2017-12-31"), "age") == Codes{"no-measure"});
    CHECK(calls_on(made.report("2018-01-01"), "age") == Codes{"mitigation-overdue", "no-measure"});
    CHECK(calls_on(made.report("2018-03-01"), "").empty());
    ImpactReport late = made.report("2018-03-02");
    CHECK(calls_on(late, "") == Codes{"review-overdue"});
    CHECK(late.calls[0].sentence == "It was due for review on 1 March 2018.");
    CHECK(late.calls[1].sentence == "Ann was to do this by 31 December 2017: Watch it.");
}

TEST_CASE("of a withdrawn assessment only what disagrees is called out") {
    Made made;
    made.all.policies[0].status = "withdrawn";
    made.judge("age", ImpactEffect::negative).mitigations = {{"Watch it.", "Ann", "2017-12-31", ""}};
    CHECK(made.report("2020-01-01").calls.empty());
    made.judge("race", ImpactEffect::none).evidence = {{"searches", "", {}, "", 0, ""}};
    made.verdicts[1][0].kind = VerdictKind::worsening;
    CHECK(calls_on(made.report("2020-01-01"), "race") == Codes{"disagrees"});
}
