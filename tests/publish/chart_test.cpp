// SPDX-License-Identifier: MIT
#include "publish/chart.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peelian;

namespace {

Point point(Month month, double value, Flag flag = Flag::none) {
    Point p;
    p.last = month;
    p.value = value;
    p.flag = flag;
    return p;
}

std::vector<Point> run(std::initializer_list<double> values) {
    std::vector<Point> out;
    Month month = Month::of(2024, 1);
    for (double v : values)
        out.push_back(point(month + static_cast<int>(out.size()), v, std::isnan(v) ? Flag::missing : Flag::none));
    return out;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

} // namespace

TEST_CASE("a line is drawn in relative steps and broken by a gap") {
    double values[] = {0, 10, k_missing, 5, 10};
    Scale scale = Scale::over(values, false, true);
    CHECK(line_path(values, scale) == "M0 520l250-520m500 260 250-260");
}

TEST_CASE("a value alone between gaps is a dot") {
    double values[] = {k_missing, 10, k_missing};
    CHECK(line_path(values, Scale::over(values, false, true)) == "M500 0h0");
}

TEST_CASE("a band goes out along the top and comes back along the bottom") {
    double lower[] = {0, 5, k_missing}, upper[] = {10, 10, k_missing};
    const double ends[] = {0, 10};
    CHECK(band_path(lower, upper, Scale::over(ends, false, true)) == "M0 0l500 0 0 260-500 260z");
}

TEST_CASE("scales of counts start at zero and step by whole round numbers") {
    for (double top : {1.0, 3.0, 7.0, 12.0, 99.0, 101.0, 1234.0, 98765.0}) {
        const double ends[] = {top / 2, top};
        Scale s = Scale::over(ends, false, true);
        CHECK(s.bottom() == 0);
        CHECK(s.top() >= top);
        CHECK(s.top() <= 2 * top + 1);
        CHECK(s.ticks().size() >= 2);
        CHECK(s.ticks().size() <= 7);
        CHECK(s.decimals() == 0);
        CHECK(s.y(0) == k_plot_height);
    }
}

TEST_CASE("a scale holds when all values are the same, or none is there") {
    const double same[] = {7, 7}, none[] = {k_missing};
    CHECK(Scale::over(same, true, false).top() > Scale::over(same, true, false).bottom());
    CHECK(Scale::over(none, false, false).top() == 1);
    CHECK(Scale::over({}, true, false).ticks().size() >= 2);
}

TEST_CASE("points outside the range get their symbol, those inside are plain") {
    Measure measure;
    measure.better = Better::down;
    auto points = run({50, 80, 20, 50});
    ExpectedRange range{{50, 50, 50, 50}, {40, 40, 40, 40}, {60, 60, 60, 60}};
    Chart chart = draw_chart({&measure, PeriodKind::month, points, &range, nullptr});
    REQUIRE(chart.marks.size() == 2);
    CHECK(chart.marks[0].symbol == "wor");
    CHECK(chart.marks[1].symbol == "imp");
    CHECK(chart.marks[1].x == "66.67%");
    CHECK(count(chart.dots, "h0") == 2);
    CHECK(chart.latest.text == "50");
    CHECK(chart.usual.text == "usual range");
}

TEST_CASE("provisional points are hollow, withheld ones marked, missing ones a gap") {
    Measure measure;
    auto points = run({5, 6, k_missing, 8, 9});
    points[1].flag = Flag::suppressed;
    points[4].flag = Flag::provisional;
    Chart chart = draw_chart({&measure, PeriodKind::month, points, nullptr, nullptr});
    CHECK(chart.withheld_count == 1);
    CHECK(chart.missing_count == 1);
    CHECK(chart.provisional_count == 1);
    CHECK(count(chart.hollow, "h0") == 1);
    CHECK(chart.withheld == "M250 520l0-24");
    CHECK(chart.line == "M0 260h0m750-156 250-52");
}

TEST_CASE("a withheld value cannot be read from the line") {
    Measure measure;
    auto a = run({5, 6, 7}), b = run({5, 900, 7});
    a[1].flag = b[1].flag = Flag::suppressed;
    auto line = [&](std::span<const Point> p) {
        return draw_chart({&measure, PeriodKind::month, p, nullptr, nullptr}).line;
    };
    CHECK(line(a) == line(b));
}

TEST_CASE("a declared break stands at its month, its words where there is room") {
    Measure measure;
    measure.breaks = {{Month::of(2024, 4), "New rules."}};
    auto points = run({1, 2, 3, 4, 5, 6, 7, 8, 9});
    Chart chart = draw_chart({&measure, PeriodKind::month, points, nullptr, nullptr});
    REQUIRE(chart.breaks.size() == 1);
    CHECK(chart.breaks[0].x == "37.5%");
    measure.breaks[0].from = Month::of(2023, 1);
    CHECK(draw_chart({&measure, PeriodKind::month, points, nullptr, nullptr}).breaks.empty());
}

TEST_CASE("percentages have their own scale, and it is said") {
    Measure measure;
    measure.percent = true;
    measure.kind = MeasureKind::proportion;
    auto points = run({61.5, 63.0, 64.2});
    Chart chart = draw_chart({&measure, PeriodKind::month, points, nullptr, nullptr});
    CHECK(chart.own_scale);
    CHECK(chart.y_labels.front().text.ends_with('%'));
}

TEST_CASE("a gap below zero is drawn below zero") {
    Measure gap;
    gap.percent = true;
    gap.kind = MeasureKind::gap;
    auto points = run({-6, 2, -4});
    ExpectedRange range{{-3, -3, -3}, {-9, -9, -9}, {3, 3, 3}};
    Chart chart = draw_chart({&gap, PeriodKind::month, points, &range, nullptr});
    CHECK(chart.y_labels.front().text == "\u221210");
    CHECK(chart.line == "M0 381l500-277 500 208");
    CHECK_FALSE(chart.own_scale);
    CHECK(chart.latest.text == "\u22124.0");
}

TEST_CASE("a short run has its first and last period on the axis") {
    Measure measure;
    Chart chart = draw_chart({&measure, PeriodKind::month, run({1, 2, 3}), nullptr, nullptr});
    REQUIRE(chart.x_labels.size() == 2);
    CHECK(chart.x_labels[0].text == "Jan 2024");
    CHECK(chart.x_labels[1].text == "Mar 2024");
}

TEST_CASE("nothing at all is drawn as an empty chart") {
    Measure measure;
    auto none = run({k_missing, k_missing});
    Chart chart = draw_chart({&measure, PeriodKind::month, none, nullptr, nullptr});
    CHECK(chart.line.empty());
    CHECK(chart.latest.text.empty());
    CHECK(draw_chart({&measure, PeriodKind::month, {}, nullptr, nullptr}).line.empty());
}
