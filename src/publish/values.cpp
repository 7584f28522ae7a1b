// SPDX-License-Identifier: MIT
#include "publish/values.hpp"

#include "publish/words.hpp"
#include "verdicts/series_input.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

double point_scale(const Measure& measure) { return measure.percent ? 100 : 1; }

/// Expected ranges and verdicts speak of numerator over denominator, before `per`.
double model_scale(const Measure& measure) {
    if (measure.percent) return 100;
    return measure.kind == MeasureKind::rate ? measure.per : 1;
}

void scale_all(std::vector<double>& values, double factor) {
    if (factor == 1) return;
    for (double& v : values)
        v *= factor;
}

/// The place of the first point after the last break among them.
std::size_t first_after_breaks(const Measure& measure, const std::vector<Point>& points) {
    std::size_t from = 0;
    for (const SeriesBreak& b : measure.breaks)
        for (std::size_t i = from; i < points.size(); ++i)
            if (points[i].last >= b.from) {
                from = i;
                break;
            }
    return from;
}

} // namespace

std::vector<Point> shown_points(const MeasureData& data, const Series& series, PeriodKind kind) {
    std::vector<Point> points = points_of(data, series, kind);
    double factor = point_scale(*data.measure);
    PeriodKind label = kind == base_kind(*data.measure) ? label_kind(*data.measure) : kind;
    for (Point& p : points) {
        p.kind = label;
        if (p.flag == Flag::suppressed || p.flag == Flag::missing) p.value = k_missing;
        p.value *= factor;
        p.lower *= factor;
        p.upper *= factor;
    }
    return points;
}

ExpectedRange shown_range(const MeasureIndex& index, const Series& series) {
    // As verdicts are made: no judgement rests on withheld or incomplete periods.
    SeriesInput input(*index.data, series);
    ExpectedRange range;
    index.judge->judge(input.input(), range);
    double factor = model_scale(*index.measure);
    for (auto* part : {&range.centre, &range.lower, &range.upper}) {
        scale_all(*part, factor);
        // As points are: one for each period the series has data for.
        part->resize(std::min(part->size(), series.end));
        part->erase(part->begin(), part->begin() + static_cast<std::ptrdiff_t>(std::min(part->size(), series.begin)));
    }
    return range;
}

ControlChart shown_control(const MeasureIndex& index, const Series& series, const std::vector<Point>& points) {
    JudgeInput::Nature nature = nature_of(*index.measure);
    bool based = series.denominator.size() == series.numerator.size() && !is_estimated(*index.measure) &&
                 (nature == JudgeInput::Nature::proportion || nature == JudgeInput::Nature::rate);
    std::size_t from = first_after_breaks(*index.measure, points);
    std::vector<double> values, bases;
    for (const Point& p : std::span(points).subspan(from)) {
        bool told = !std::isnan(p.value) && p.flag != Flag::provisional;
        values.push_back(!told ? k_missing : based ? p.numerator : p.value);
        if (based) bases.push_back(p.denominator);
    }
    if (nature != JudgeInput::Nature::count && !based) nature = JudgeInput::Nature::value;
    ControlChart chart = classical_chart(values, bases, nature);
    double factor = based ? model_scale(*index.measure) : 1;
    chart.centre *= factor;
    scale_all(chart.lower, factor);
    scale_all(chart.upper, factor);
    chart.lower.insert(chart.lower.begin(), from, k_missing);
    chart.upper.insert(chart.upper.begin(), from, k_missing);
    chart.marks.insert(chart.marks.begin(), from, ControlMark::none);
    return chart;
}

Verdict shown_verdict(const Measure& measure, const Verdict& verdict) {
    Verdict v = verdict;
    double factor = model_scale(measure);
    for (double* part : {&v.value, &v.expected, &v.lower, &v.upper})
        *part *= factor;
    return v;
}

Digest digest_of(const std::vector<Point>& points, const ExpectedRange& range) {
    Digest digest;
    std::size_t n = points.size();
    std::size_t from = n > k_digest_periods ? n - k_digest_periods : 0;
    bool has_range = range.lower.size() == n && range.upper.size() == n;
    for (std::size_t i = from; i < n; ++i) {
        digest.value.push_back(points[i].flag == Flag::provisional ? k_missing : points[i].value);
        digest.lower.push_back(has_range ? range.lower[i] : k_missing);
        digest.upper.push_back(has_range ? range.upper[i] : k_missing);
    }
    for (std::size_t i = n; i-- > 0;) {
        // A figure of years ago is not where it stands now.
        if (points[n - 1].last - points[i].last > 12) break;
        if (std::isnan(points[i].value) || points[i].flag == Flag::provisional) continue;
        digest.latest = points[i];
        digest.numbered = true;
        break;
    }
    if (!digest.numbered && n > 0) digest.latest = points[n - 1];
    return digest;
}

} // namespace peelian
