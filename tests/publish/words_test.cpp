// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace peelian;

TEST_CASE("the quick way of writing numbers writes what the general one does") {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> unit(-1, 1);
    std::uniform_int_distribution<int> power(-3, 12);
    auto quick = [](double v, int decimals) {
        std::string out;
        append_number(out, v, decimals);
        return out;
    };
    for (int i = 0; i < 20000; ++i) {
        double v = unit(random) * std::pow(10.0, power(random));
        for (int decimals = 0; decimals <= 4; ++decimals)
            REQUIRE(quick(v, decimals) == number(v, decimals));
    }
    for (double v : {0.0, -0.0, 0.285, -0.285, 0.5, -0.4, 999.5, 1000.0, 999999.5, 1e15, -1e18, 1e300})
        for (int decimals = 0; decimals <= 6; ++decimals)
            CHECK(quick(v, decimals) == number(v, decimals));
    CHECK(quick(k_missing, 0) == "not available");
}

TEST_CASE("withheld, missing and zero are three different cells") {
    Measure measure;
    Point point;
    point.flag = Flag::suppressed;
    CHECK(cell_text(measure, point) == "[c]");
    point.flag = Flag::missing;
    CHECK(cell_text(measure, point) == "[x]");
    point.flag = Flag::none;
    point.value = 0;
    CHECK(cell_text(measure, point) == "0");
}

TEST_CASE("percentages and rates have a decimal at least") {
    Measure measure;
    measure.percent = true;
    measure.kind = MeasureKind::proportion;
    CHECK(value_text(measure, 23.44) == "23.4%");
    CHECK(range_text(measure, 20, 30.06) == "20.0 to 30.1%");
    CHECK(range_text(measure, k_missing, 3).empty());
}

TEST_CASE("a gap of two shares is in points, and no part of it is told") {
    Measure gap;
    gap.percent = true;
    gap.kind = MeasureKind::gap;
    CHECK(value_text(gap, -6.24) == "\u22126.2 points");
    CHECK(range_text(gap, -15.9, -1.6) == "\u221215.9 to \u22121.6 points");
    CHECK(label_text(gap, -6.24) == "\u22126.2");
    Verdict v;
    v.change = 0.4;
    v.change_lower = 0.1;
    v.change_upper = 0.7;
    v.smallest_change = 7.4;
    v.expected = 0.01;
    CHECK(change_text(gap, v).empty());
    CHECK(change_interval_text(gap, v).empty());
    CHECK(noticeable_text(gap, v).empty());
}

TEST_CASE("what would have been noticed of a share is told in percentage points") {
    Verdict v;
    v.smallest_change = 0.052;
    v.expected = 0.49;
    Measure share;
    share.percent = true;
    share.kind = MeasureKind::proportion;
    CHECK(noticeable_text(share, v) == "2.5 percentage points");
    CHECK(noticeable_text(Measure(), v) == "5%");
    v.smallest_change = k_missing;
    CHECK(noticeable_text(share, v).empty());
}

TEST_CASE("beside a chart there is room for whole thousands only") {
    Measure strength;
    strength.decimals = 2;
    CHECK(label_text(strength, 30822.23) == "30,822");
    CHECK(label_text(strength, 182.25) == "182.25");
    CHECK(value_text(strength, 30822.23) == "30,822.23");
}

TEST_CASE("titles go on within a sentence, and few are counted in words") {
    CHECK(uncapital("Criminal damage") == "criminal damage");
    CHECK(uncapital("ASB calls") == "ASB calls");
    CHECK(uncapital("").empty());
    CHECK(number_in_words(2) == "two");
    CHECK(number_in_words(12) == "12");
}

TEST_CASE("the first sentence ends at a full stop, not at Saint Pancras") {
    std::string text = "Burglary in St. Pancras was 3.5, within range. A lasting change would be seen.";
    CHECK(text.substr(0, first_sentence(text)) == "Burglary in St. Pancras was 3.5, within range.");
    CHECK(first_sentence("Only one.") == 9);
    CHECK(first_sentence("") == 0);
}

TEST_CASE("dates are written in words and nonsense is left alone") {
    CHECK(date_words("2025-05-02") == "2 May 2025");
    CHECK(date_words("soon") == "soon");
    CHECK(date_words("2025-13-02") == "2025-13-02");
}

TEST_CASE("a point outside is coloured by what is better and never guessed") {
    CHECK(mark_class(Better::down, -1) == "imp");
    CHECK(mark_class(Better::down, 1) == "wor");
    CHECK(mark_class(Better::up, 1) == "imp");
    CHECK(mark_class(Better::contested, 1) == "chg");
    CHECK(mark_class(Better::neither, -1) == "chg");
    CHECK(mark_class(Better::representative, -1) == "chg");
}

TEST_CASE("the p-value is 0.05 at the threshold and falls beyond it") {
    Verdict v;
    CHECK(std::isnan(p_value(v)));
    v.statistic = v.threshold = 2.9;
    CHECK(p_value(v) == doctest::Approx(0.05));
    v.statistic = 5;
    CHECK(p_value(v) < 0.001);
    v.statistic = 0.1;
    CHECK(p_value(v) <= 1);
}

TEST_CASE("addresses keep area codes and cannot leave their folder") {
    CHECK(address::area_measure("E09000012", "recorded-burglary") == "/areas/E09000012/recorded-burglary/");
    CHECK(address::outcome("O3", "O3.2") == "/plan/o3/o3.2/");
    CHECK(address::objective("..") == "/plan/-/");
    CHECK(address::dashboard("Hate / crime") == "/dashboards/hate---crime/");
}

TEST_CASE("pages about victims say where to get help") {
    Measure measure;
    measure.title = "Domestic abuse offences";
    CHECK(is_about_victims(measure));
    measure.title = "Bicycle theft";
    CHECK_FALSE(is_about_victims(measure));
}

TEST_CASE("contested changes are counted by what is known of them, never as one") {
    VerdictCounts counts;
    for (VerdictKind kind : {VerdictKind::improving, VerdictKind::improving, VerdictKind::mostly_more_reporting,
                             VerdictKind::cannot_tell, VerdictKind::needs_triangulation, VerdictKind::no_clear_change})
        counts.add(kind);
    CHECK(counts.all() == 6);
    CHECK(counts[VerdictKind::improving] == 2);
    CHECK(counts_words(counts) == "2 improving, 1 up mostly by more reporting, 1 changed with nobody able to tell why, "
                                  "1 changed with meaning undecided and 1 with no clear change");
    CHECK(counts_words({}) == "none");
}
