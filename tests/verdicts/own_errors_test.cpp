// SPDX-License-Identifier: MIT
// Values that come with their own errors: survey quarters, medians, gaps.
#include "verdicts/series_input.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace peelian;

namespace {

/// Quarters about 60 with an error of two points.
std::vector<double> quarters(std::size_t n, unsigned seed, double spread = 2) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(60, spread);
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i)
        out.push_back(normal(random));
    return out;
}

Verdict judged(const std::vector<double>& values, std::span<const double> errors) {
    Judge judge(Month::of(2016, 3), values.size(), 3);
    JudgeInput input{values, {}, JudgeInput::Nature::value, Better::up, {}};
    input.errors = errors;
    return judge.judge(input);
}

} // namespace

TEST_CASE("a change within the margins of error is none, however still the figures stood by chance") {
    // Twelve quarters that happen to vary by a tenth of their errors, and a step of less than one.
    std::vector<double> values = quarters(24, 3, 0.2), errors(24, 2.0);
    for (std::size_t i = 20; i < 24; ++i)
        values[i] += 1.5;
    CHECK(judged(values, {}).kind == VerdictKind::improving);
    Verdict with = judged(values, errors);
    CHECK(with.kind == VerdictKind::no_clear_change);
    CHECK(with.own_errors);
    CHECK(with.smallest_change > 0.03); // about two errors of a mean of four, of sixty
}

TEST_CASE("a change far beyond the margins is noticed") {
    std::vector<double> values = quarters(24, 4), errors(24, 2.0);
    for (std::size_t i = 18; i < 24; ++i)
        values[i] -= 10;
    CHECK(judged(values, errors).kind == VerdictKind::worsening);
}

TEST_CASE("one quarter of few interviews weighs little") {
    std::vector<double> values = quarters(24, 5), errors(24, 2.0);
    values[23] = 85;
    CHECK(judged(values, errors).kind == VerdictKind::improving);
    errors[23] = 15;
    CHECK(judged(values, errors).kind == VerdictKind::no_clear_change);
}

TEST_CASE("errors that are mostly unknown are not used, some unknown ones are taken as usual") {
    std::vector<double> values = quarters(24, 6), errors(24, k_missing);
    errors[3] = 2;
    CHECK(!judged(values, errors).own_errors);
    errors.assign(24, 2.0);
    errors[3] = k_missing;
    CHECK(judged(values, errors).own_errors);
}

TEST_CASE("fewer cases lost for one reason are not worse, where more convictions are better") {
    Measure measure;
    measure.kind = MeasureKind::funnel;
    measure.better = Better::up;
    MeasureData data;
    data.measure = &measure;
    data.first = Month::of(2020, 1);
    data.length = 3;
    data.breakdowns = {{"stage", "Stage", {"1. Charge"}}, {"lost", "Where cases were lost", {"Before charge"}}};
    Series series;
    series.numerator = {4, 5, 6};
    series.denominator = {10, 10, 10};
    series.end = 3;
    CHECK(SeriesInput(data, series).input().better == Better::up);
    series.breakdown = series.group = 0;
    CHECK(SeriesInput(data, series).input().better == Better::up);
    series.breakdown = 1;
    CHECK(SeriesInput(data, series).input().better == Better::neither);
}

TEST_CASE("counts have no errors of their own beside those of counting") {
    Measure measure;
    measure.id = "m";
    MeasureData data;
    data.measure = &measure;
    data.first = Month::of(2020, 1);
    data.length = 3;
    Series series;
    series.numerator = {4, 5, 6};
    series.end = 3;
    SeriesInput input(data, series);
    CHECK(input.input().errors.empty());
    CHECK(input.input().nature == JudgeInput::Nature::count);
}
