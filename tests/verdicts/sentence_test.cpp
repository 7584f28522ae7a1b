// SPDX-License-Identifier: MIT
#include "verdicts/verdict.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

Measure burglary(Better better = Better::down) {
    Measure m;
    m.title = "Recorded burglary";
    m.unit = "offences";
    m.kind = MeasureKind::count;
    m.better = better;
    return m;
}

/// A fall seen in March 2024.
Verdict fall() {
    Verdict v;
    v.kind = VerdictKind::improving;
    v.direction = -1;
    v.rule = "single point";
    v.latest = v.signal = Month::of(2024, 3);
    v.value = 182;
    v.expected = 224;
    v.lower = 190;
    v.upper = 260;
    v.smallest_change = 0.124;
    return v;
}

Verdict unclear() {
    Verdict v = fall();
    v.kind = VerdictKind::no_clear_change;
    v.direction = 0;
    v.rule.clear();
    v.signal.reset();
    v.value = 231;
    return v;
}

} // namespace

TEST_CASE("a fall outside the usual range is said with the range") {
    CHECK(sentence(fall(), burglary(), "Hackney") ==
          "Recorded burglary in Hackney was 182 in March 2024, lower than its usual range (190 to "
          "260): a real fall, not chance.");
}

TEST_CASE("a lasting shift says since when") {
    Verdict v = fall();
    v.rule = "sustained shift";
    v.signal = Month::of(2023, 6);
    CHECK(sentence(v, burglary(), "Hackney") ==
          "Recorded burglary in Hackney was 182 in March 2024, lower than its usual range (190 to "
          "260), and has been lower since June 2023 than before: a real fall, not chance.");
    v.value = 195;
    CHECK(sentence(v, burglary(), "Hackney") ==
          "Recorded burglary in Hackney has been lower since June 2023 than before: a real fall, "
          "not chance. In March 2024 it was 195, within its usual range (190 to 260).");
}

TEST_CASE("no clear change says what would have been noticed") {
    CHECK(sentence(unclear(), burglary(), "Hackney") ==
          "Recorded burglary in Hackney was 231 in March 2024, within its usual range (190 to 260): "
          "no clear change. A lasting change of 12.4% or more would probably have been noticed.");
    Verdict v = unclear();
    v.value = 262;
    v.smallest_change = 1.5;
    CHECK(sentence(v, burglary(), "Hackney") ==
          "Recorded burglary in Hackney was 262 in March 2024, higher than its usual range (190 to "
          "260), but about one period in twenty is so by chance: no clear change. Only a lasting "
          "rise to more than 2.5 times as much would probably have been noticed.");
}

TEST_CASE("a contested rise is not called harm") {
    Verdict v = fall();
    v.kind = VerdictKind::needs_triangulation;
    v.direction = 1;
    v.value = 300;
    std::string said = sentence(v, burglary(Better::contested), "Hackney");
    CHECK(said == "Recorded burglary in Hackney was 300 in March 2024, higher than its usual range "
                  "(190 to 260): more were recorded; whether that is more harm or more reporting "
                  "these figures alone cannot tell.");
}

TEST_CASE("every reason for no verdict has its words") {
    Verdict v;
    v.latest = Month::of(2024, 3);
    v.value = 2;
    v.reason = "rare";
    CHECK(sentence(v, burglary(), "Hackney") ==
          "Recorded burglary in Hackney was 2 in March 2024: there are too few to tell a change "
          "from chance.");
    v.reason = "short";
    CHECK(sentence(v, burglary(), "Hackney") ==
          "Recorded burglary in Hackney was 2 in March 2024: not enough periods are known to tell a "
          "change from the time of year and chance.");
    v.reason = "constant";
    CHECK(sentence(v, burglary(), "Hackney").find("the same in every period") != std::string::npos);
    v.value = k_missing;
    v.reason = "suppressed";
    CHECK(sentence(v, burglary(), "Hackney") ==
          "Recorded burglary in Hackney: the latest figure is withheld to protect people.");
    v.reason = "missing";
    CHECK(sentence(v, burglary(), "Hackney") == "Recorded burglary in Hackney: the latest figures are missing.");
    v.latest.reset();
    CHECK_FALSE(sentence(v, burglary(), "Hackney").empty());
}

TEST_CASE("a break is said, with its reason") {
    Measure m = burglary();
    m.breaks = {{Month::of(2022, 2), "A new recording system."}, {Month::of(2030, 1), "Not yet"}};
    Verdict v = unclear();
    v.reason = "break";
    CHECK(sentence(v, m, "Hackney")
              .ends_with(" The way it is counted changed in February 2022 (A new "
                         "recording system); earlier figures are not compared."));
    v.kind = VerdictKind::not_enough_data;
    CHECK(sentence(v, m, "Hackney").find("changed too recently to judge.") != std::string::npos);
}

TEST_CASE("history at another level is said to be left out") {
    Verdict v = unclear();
    v.rebased = true;
    v.since = Month::of(2020, 4);
    CHECK(sentence(v, burglary(), "Hackney")
              .ends_with(" Figures before April 2020 were at another level and are not compared."));
}

TEST_CASE("rates and percentages are said in their units with a decimal") {
    Measure rate = burglary();
    rate.title = "Recorded crime";
    rate.kind = MeasureKind::rate;
    rate.per = 1000;
    Verdict v = fall();
    v.value = 0.0123;
    v.lower = 0.013;
    v.upper = 0.0181;
    CHECK(sentence(v, rate, "Hackney") ==
          "Recorded crime in Hackney was 12.3 per 1,000 people in March 2024, lower than its usual "
          "range (13.0 to 18.1): a real fall, not chance.");
    Measure share = burglary();
    share.title = "Searches that found something";
    share.kind = MeasureKind::proportion;
    share.percent = true;
    v.value = 0.2345;
    v.lower = 0.24;
    v.upper = 0.3;
    CHECK(sentence(v, share, "Hackney") ==
          "Searches that found something in Hackney were 23.5% in March 2024, lower than their usual "
          "range (24.0% to 30.0%): a real fall, not chance.");
}

TEST_CASE("a gap is said in percentage points, and nothing of parts of it") {
    Measure gap = burglary();
    gap.title = "Confidence of the youngest less that of the oldest";
    gap.kind = MeasureKind::gap;
    gap.percent = true;
    Verdict v = unclear();
    v.value = -0.062;
    v.lower = -0.159;
    v.upper = -0.016;
    v.smallest_change = 7.4;
    CHECK(
        sentence(v, gap, "Hackney") ==
        "Confidence of the youngest less that of the oldest in Hackney was \u22126.2 percentage points in March 2024, "
        "within its usual range (\u221215.9 to \u22121.6): no clear change.");
}

TEST_CASE("what would have been noticed of a share is in percentage points") {
    Measure share = burglary();
    share.title = "Trials that went ahead";
    share.kind = MeasureKind::proportion;
    share.percent = true;
    Verdict v = unclear();
    v.value = 0.469;
    v.expected = 0.49;
    v.lower = 0.449;
    v.upper = 0.533;
    v.smallest_change = 0.052;
    CHECK(sentence(v, share, "Hackney")
              .ends_with("A lasting change of about 2.5 percentage points or more would probably have been noticed."));
}

TEST_CASE("a force is no place, so its area is named") {
    CHECK(sentence(fall(), burglary(), "Northmere Police")
              .starts_with("Recorded burglary in the Northmere Police area was 182"));
    CHECK(place_in_words("Hackney") == "Hackney");
    CHECK(place_in_words("Northmere Constabulary") == "the Northmere Constabulary area");
}

TEST_CASE("thousands are said whole") {
    Measure strength = burglary();
    strength.title = "Police officers";
    strength.kind = MeasureKind::stock;
    strength.decimals = 2;
    Verdict v = fall();
    v.value = 30822.23;
    v.lower = 31323.8;
    v.upper = 31712.21;
    CHECK(
        sentence(v, strength, "")
            .starts_with("Police officers were 30,822 in March 2024, lower than their usual range (31,324 to 31,712)"));
}

TEST_CASE("titles in the plural get their verb") {
    auto said = [](const char* title) {
        Measure m = burglary();
        m.title = title;
        Verdict v = fall();
        v.signal = Month::of(2023, 6);
        v.rule = "sustained shift";
        return sentence(v, m, "Hackney");
    };
    for (const char* title :
         {"Stops and searches", "Recorded vehicle offences", "Homicide victims", "Outcomes that were a charge",
          "Searches per 1,000 people", "Hospital attendances after assault", "Complaints answered in time",
          "Hours taken from wards"})
        CHECK_MESSAGE(said(title).find(" in Hackney were 182") != std::string::npos, title);
    for (const char* title : {"Recorded burglary", "Recorded theft from the person", "Possession of weapons",
                              "Share of the force's recorded crime", "Trust MPS", "Burglary, where known"})
        CHECK_MESSAGE(said(title).find(" in Hackney was 182") != std::string::npos, title);
    // Where no rule of words can tell, the measure does.
    Measure racist = burglary();
    racist.title = "Racist and religious hate crime";
    CHECK(sentence(fall(), racist, "Hackney").find(" were 182") != std::string::npos);
    racist.plural = false;
    CHECK(sentence(fall(), racist, "Hackney").find(" was 182") != std::string::npos);
    CHECK(said("Homicide victims").find("their usual range (190 to 260), and have been lower since") !=
          std::string::npos);
}

TEST_CASE("quarters and rolling years are called by their names") {
    Measure m = burglary();
    m.step = 3;
    CHECK(sentence(fall(), m, "Hackney").find(" in January to March 2024,") != std::string::npos);
    m.overlap = 4;
    CHECK(sentence(fall(), m, "Hackney").find(" in the 12 months to March 2024,") != std::string::npos);
}

TEST_CASE("no sentence calls anything good or bad") {
    for (auto kind : {VerdictKind::improving, VerdictKind::worsening, VerdictKind::changed,
                      VerdictKind::needs_triangulation, VerdictKind::no_clear_change, VerdictKind::not_enough_data}) {
        Verdict v = fall();
        v.kind = kind;
        std::string said = sentence(v, burglary(), "Hackney");
        for (const char* word : {"good", "bad", "better", "worse", "best", "worst"})
            CHECK(said.find(word) == std::string::npos);
    }
}
