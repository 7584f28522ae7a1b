// SPDX-License-Identifier: MIT
#include "measures/measure.hpp"
#include "plan/claim_findings.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

/// Two documents a month apart, a third two years later; one subject of two definitions.
struct Made {
    ClaimRegister all;

    Made() {
        all.documents = {{"plan", "Plan", "the plan", "Mayor", "2017-03"},
                         {"borough", "Report", "the report", "Borough", "2017-01-17"},
                         {"later", "Later", "the later report", "Mayor", "2019-03"}};
        all.subjects = {{"thing", "A thing", {{"one", "one thing"}, {"two", "another thing"}}}};
    }
    Claim& add(std::size_t document, std::string figure, ClaimUnit unit, std::string_view period = "",
               ClaimQualifier qualifier = ClaimQualifier::none) {
        Claim c;
        c.document = document;
        c.id = "c" + std::to_string(all.claims.size());
        c.value = *parse_figure(figure, qualifier);
        if (unit == ClaimUnit::percent) c.value = c.value.times(0.01);
        c.printed = c.figure = std::move(figure);
        c.unit = unit;
        c.period = parse_claim_period(period);
        all.claims.push_back(std::move(c));
        return all.claims.back();
    }
    std::vector<ClaimFinding> findings(const std::vector<ClaimOwnFigure>& own = {}) const {
        return compare_claims(all, own);
    }
    ClaimFinding only(const std::vector<ClaimOwnFigure>& own = {}) const {
        std::vector<ClaimFinding> found = findings(own);
        REQUIRE(found.size() == 1);
        return found[0];
    }
};

ClaimOwnFigure own(double value, double lower = k_missing, double upper = k_missing, bool sampled = false) {
    return {Point{PeriodKind::rolling_12, Month::of(2017, 6), k_missing, k_missing, value, lower, upper, Flag::none},
            sampled};
}

bool says(const ClaimFinding& finding, std::string_view words) {
    INFO(finding.sentence);
    bool found = finding.sentence.find(words) != std::string::npos;
    CHECK(found);
    return found;
}

} // namespace

TEST_CASE("one thing of one time, and apart by more than rounding, is a contradiction") {
    Made made;
    made.add(1, "4 in 5", ClaimUnit::share);
    made.add(0, "1 in 4", ClaimUnit::share);
    ClaimFinding f = made.only();
    CHECK(f.kind == ClaimFindingKind::contradiction);
    CHECK(f.claims == std::vector<std::size_t>{0, 1});
    says(f, "4 in 5 (the report) against 1 in 4 (the plan)");
    says(f, "70% to 90%");
    says(f, "22.2% to 28.6%");
    says(f, "neither names a period, and the documents are 12 months or less apart");
    CHECK(wants_answer(f.kind));
}

TEST_CASE("the same as far as rounding tells is no contradiction") {
    Made made;
    made.add(0, "12.9", ClaimUnit::percent, "2017-02");
    made.add(1, "13", ClaimUnit::percent, "2017-02");
    CHECK(made.only().kind == ClaimFindingKind::agrees);
    says(made.only(), "as far as rounding tells");
    made.all.claims.pop_back();
    made.add(1, "12", ClaimUnit::percent, "2017-02");
    CHECK(made.only().kind == ClaimFindingKind::contradiction);
}

TEST_CASE("a share in words agrees with per cent") {
    Made made;
    made.add(0, "1 in 4", ClaimUnit::share);
    made.add(1, "25", ClaimUnit::percent);
    CHECK(made.only().kind == ClaimFindingKind::agrees);
}

TEST_CASE("a power of ten between two figures of one time is a slip") {
    Made made;
    made.add(0, "0.25", ClaimUnit::percent, "2016");
    made.add(1, "25", ClaimUnit::percent, "2016");
    CHECK(made.only().kind == ClaimFindingKind::unit);
    says(made.only(), "100 times");
}

TEST_CASE("between two times only a hundredfold is a slip, a tenfold is a change") {
    Made made;
    made.add(0, "156,556.00", ClaimUnit::number, "2016-05");
    made.add(0, "1,387.69", ClaimUnit::number, "2017-05");
    CHECK(made.only().kind == ClaimFindingKind::unit);
    says(made.only(), "nearly 100 times");
    Made tenfold;
    tenfold.add(0, "10", ClaimUnit::number, "2016-05");
    tenfold.add(0, "100", ClaimUnit::number, "2017-05");
    CHECK(tenfold.only().kind == ClaimFindingKind::drift);
    // 50 is not within a quarter of 100.
    Made fifty;
    fifty.add(0, "100", ClaimUnit::number, "2016-05");
    fifty.add(0, "5,000", ClaimUnit::number, "2017-05");
    CHECK(fifty.only().kind == ClaimFindingKind::drift);
}

TEST_CASE("two periods drift, told for neighbours and not twice for one figure") {
    Made made;
    made.add(0, "600", ClaimUnit::number, "2010 to 2015");
    made.add(1, "600", ClaimUnit::number, "2010 to 2015");
    made.add(2, "850", ClaimUnit::number, "2010 to 2018");
    made.add(2, "720", ClaimUnit::number, "2010 to 2017");
    std::vector<ClaimFinding> found = made.findings();
    REQUIRE(found.size() == 3);
    CHECK(found[0].kind == ClaimFindingKind::drift);
    CHECK(found[0].claims == std::vector<std::size_t>{0, 3});
    CHECK(found[1].kind == ClaimFindingKind::drift);
    CHECK(found[1].claims == std::vector<std::size_t>{2, 3});
    CHECK(found[2].kind == ClaimFindingKind::agrees);
}

TEST_CASE("one figure for two periods is told as such") {
    Made made;
    made.add(0, "1,200", ClaimUnit::number, "2017/18");
    made.add(2, "1,200", ClaimUnit::number, "2018/19");
    CHECK(made.only().kind == ClaimFindingKind::drift);
    says(made.only(), "The same figure is given for two periods");
}

TEST_CASE("where a period is not said it cannot be told, unless documents are of one time") {
    Made made;
    made.add(0, "43", ClaimUnit::percent);
    made.add(2, "47.5", ClaimUnit::percent);
    CHECK(made.only().kind == ClaimFindingKind::untold);
    says(made.only(), "Neither says of which period");
    made.all.claims[0].period = parse_claim_period("2016");
    says(made.only(), "One does not say of which period");
    made.all.claims[0].period.reset();
    made.all.claims[1].document = 1;
    CHECK(made.only().kind == ClaimFindingKind::contradiction);
    // What agrees needs no period.
    Made same;
    same.add(0, "24", ClaimUnit::percent);
    same.add(2, "24", ClaimUnit::percent, "2016");
    CHECK(same.only().kind == ClaimFindingKind::agrees);
}

TEST_CASE("two definitions are two things, and one figure for both is named") {
    Made made;
    made.add(0, "11", ClaimUnit::number);
    made.add(1, "12", ClaimUnit::number).definition = 1;
    CHECK(made.only().kind == ClaimFindingKind::definition);
    says(made.only(), "cannot be held against each other");
    made.all.claims[1].value = made.all.claims[0].value;
    says(made.only(), "One figure (12) is given for two different things");
    CHECK_FALSE(wants_answer(made.only().kind));
}

TEST_CASE("our own figure agrees, differs, or is a power of ten off") {
    Made made;
    made.add(0, "11,896", ClaimUnit::number, "2016-07 to 2017-06").ours = ClaimLink{};
    CHECK(made.only({own(11896)}).kind == ClaimFindingKind::own_agrees);
    CHECK(made.only({own(11000)}).kind == ClaimFindingKind::own_differs);
    says(made.only({own(11000)}), "our own figure for 12 months to June 2017 is 11,000, 7.5% less than was printed");
    says(made.only({own(12000)}), "0.9% more than was printed");
    CHECK(made.only({own(118.96)}).kind == ClaimFindingKind::unit);
    // A count has no margin for chance: what was counted was counted.
    CHECK(made.only({own(11800, 11590, 12010)}).kind == ClaimFindingKind::own_differs);
    CHECK(made.only({own(11800, 11590, 12010, true)}).kind == ClaimFindingKind::own_agrees);
    // Withheld or not there: nothing is said.
    CHECK(made.findings({own(k_missing)}).empty());
    CHECK(made.findings({ClaimOwnFigure{}}).empty());
}

TEST_CASE("a finding is answered when an answer names all its claims, by the latest") {
    Made made;
    made.add(1, "4 in 5", ClaimUnit::share);
    made.add(0, "1 in 4", ClaimUnit::share);
    CHECK(unanswered(made.findings()) == 1);
    made.all.answers = {{{0}, std::nullopt, "Only of one.", "Ann", "2018-01-01"}};
    CHECK_FALSE(made.only().answer);
    made.all.answers.push_back({{1, 0}, 1, "The plan's.", "Ann", "2018-03-01"});
    made.all.answers.push_back({{0, 1}, 1, "An older one.", "Ann", "2018-02-01"});
    CHECK(made.only().answer == std::size_t{1});
    CHECK(unanswered(made.findings()) == 0);
}

TEST_CASE("an answer to two claims is none to our own figure beside one of them") {
    Made made;
    made.add(0, "11,896", ClaimUnit::number, "2016").ours = ClaimLink{};
    made.all.answers = {{{0, 0}, std::nullopt, "Of two.", "Ann", "2018-01-01"}};
    CHECK_FALSE(made.only({own(11000)}).answer);
    made.all.answers.push_back({{0}, std::nullopt, "Of it alone.", "Ann", "2018-01-01"});
    CHECK(made.only({own(11000)}).answer == std::size_t{1});
}

TEST_CASE("what disagrees stands before what agrees") {
    Made made;
    made.add(0, "24", ClaimUnit::percent);
    made.add(1, "24", ClaimUnit::percent);
    made.add(1, "30", ClaimUnit::percent);
    made.add(1, "5", ClaimUnit::number).definition = 1;
    std::vector<ClaimFinding> found = made.findings();
    REQUIRE(found.size() == 4);
    CHECK(found[0].kind == ClaimFindingKind::contradiction);
    CHECK(found[1].kind == ClaimFindingKind::contradiction);
    CHECK(found[2].kind == ClaimFindingKind::definition);
    CHECK(found[3].kind == ClaimFindingKind::agrees);
}

TEST_CASE("our own figures are found by measure, area, period and group") {
    Measure measure;
    measure.id = "burglary";
    measure.step = 1;
    MeasureData data;
    data.measure = &measure;
    data.first = Month::of(2017, 1);
    data.length = 3;
    data.breakdowns = {{"sex", "Sex", {"Female", "Male"}}};
    Series whole, male, hidden;
    whole.numerator = {10, 20, 30};
    male.numerator = {4, 5, 6};
    male.breakdown = 0;
    male.group = 1;
    data.series = {whole, male};
    Made made;
    auto link = [&](Month last, std::string breakdown = "", std::string group = "") {
        made.add(0, "20", ClaimUnit::number).ours =
            ClaimLink{"burglary", 0, PeriodKind::month, last, std::move(breakdown), std::move(group)};
    };
    link(Month::of(2017, 2));
    link(Month::of(2017, 2), "sex", "Male");
    link(Month::of(2018, 2));
    link(Month::of(2017, 2), "sex", "Other");
    made.add(0, "20", ClaimUnit::number);
    std::vector<ClaimOwnFigure> found = own_figures(made.all, std::vector<MeasureData>{data});
    REQUIRE(found.size() == 5);
    CHECK(found[0].point->value == 20);
    CHECK(found[1].point->value == 5);
    for (std::size_t i : {2, 3, 4})
        CHECK_FALSE(found[i].has_value());
    // A withheld figure stays withheld.
    data.series[0].flags = {Flag::none, Flag::suppressed, Flag::none};
    found = own_figures(made.all, std::vector<MeasureData>{data});
    REQUIRE(found[0].point);
    CHECK(found[0].point->flag == Flag::suppressed);
    CHECK_FALSE(found[0].has_value());
}
