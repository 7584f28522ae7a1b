// SPDX-License-Identifier: MIT
#include "verdicts/series_input.hpp"

#include "statistics/distributions.hpp"

#include <cmath>

namespace peelian {
namespace {

std::vector<double> errors_of(const MeasureData& data, const Series& series) {
    std::vector<double> errors(data.length, k_missing);
    double width = 2 * z_of_level(0.95);
    bool any = false;
    for (const Point& p : points_of(data, series, base_kind(*data.measure))) {
        auto i = static_cast<std::size_t>((p.last - data.first) / data.measure->step);
        double error = (p.upper - p.lower) / width;
        if (i >= errors.size() || !(error > 0)) continue;
        errors[i] = error;
        any = true;
    }
    if (!any) errors.clear();
    return errors;
}

} // namespace

JudgeInput::Nature nature_of(const Measure& measure) {
    using Nature = JudgeInput::Nature;
    if (is_part_of_base(measure)) return Nature::proportion;
    switch (measure.kind) {
    case MeasureKind::count: return Nature::count;
    case MeasureKind::rate: return Nature::rate;
    case MeasureKind::share: return Nature::proportion;
    default: return Nature::value;
    }
}

SeriesInput::SeriesInput(const MeasureData& data, const Series& series) : measure_(*data.measure), series_(series) {
    lost_ = measure_.kind == MeasureKind::funnel && series.breakdown >= 0 &&
            data.breakdowns[static_cast<std::size_t>(series.breakdown)].name == "lost";
    values_ = measure_.kind == MeasureKind::ratio ? base_values(data, series) : series.numerator;
    if (is_estimated(measure_) || measure_.kind == MeasureKind::gap) errors_ = errors_of(data, series);
    for (std::size_t i = 0; i < std::min(values_.size(), series.flags.size()); ++i)
        if (series.flags[i] == Flag::provisional || series.flags[i] == Flag::suppressed) values_[i] = k_missing;
}

JudgeInput SeriesInput::input() const {
    // More cases that go on are better; that fewer were lost for one reason is not worse for it.
    Better better = lost_ ? Better::neither : measure_.better;
    JudgeInput input{values_, {}, nature_of(measure_), better, measure_.breaks};
    using Nature = JudgeInput::Nature;
    if (input.nature == Nature::rate || input.nature == Nature::proportion) input.denominator = series_.denominator;
    if (input.nature == Nature::value) input.errors = errors_;
    return input;
}

} // namespace peelian
