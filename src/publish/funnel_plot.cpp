// SPDX-License-Identifier: MIT
// The funnel plot of areas: value against base, with the limits chance alone would give,
// widened where areas differ by more than chance (METHODS 4).
#include "base/text.hpp"
#include "publish/area_views.hpp"
#include "publish/plot.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"
#include "statistics/funnel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

struct Placed {
    AreaIndex area;
    double x, n, value; ///< events, base, x / n
};

/// Points of the latest 12 months where the measure has them, else of the latest period.
std::vector<Placed> place(const MeasureIndex& index, const std::vector<AreaIndex>& areas, Month& last,
                          PeriodKind& kind) {
    auto kinds = period_kinds(*index.measure);
    kind = std::ranges::find(kinds, PeriodKind::rolling_12) != kinds.end() ? PeriodKind::rolling_12
                                                                           : base_kind(*index.measure);
    std::vector<Placed> placed;
    if (!index.judged) return placed;
    last = *index.judged;
    for (AreaIndex a : areas)
        for (const Point& p : points_of(*index.data, *index.of(a), kind))
            if (p.last == last && p.denominator > 0 && !std::isnan(p.numerator))
                placed.push_back({a, p.numerator, p.denominator, p.numerator / p.denominator});
    return placed;
}

struct Limits {
    bool proportion;
    double centre;
    Overdispersion over;

    double error(double n) const { return std::sqrt((proportion ? centre * (1 - centre) : centre) / n); }
    Interval at(double n, double level) const {
        if (over.adjusted && over.tau_squared > 0) {
            Interval i = funnel_adjusted(over, error(n), level);
            return {std::max(0.0, i.lower), proportion ? std::min(1.0, i.upper) : i.upper};
        }
        if (proportion) return funnel_proportion(centre, n, level);
        Interval i = funnel_ratio(centre * n, level);
        return {i.lower * centre, i.upper * centre};
    }
};

Limits limits_of(const std::vector<Placed>& placed, bool proportion) {
    double x = 0, n = 0;
    for (const Placed& p : placed) {
        x += p.x;
        n += p.n;
    }
    Limits limits{proportion, x / n, {}};
    std::vector<double> values, errors;
    for (const Placed& p : placed) {
        values.push_back(p.value);
        errors.push_back(limits.error(p.n));
    }
    limits.over = overdispersion(values, errors, limits.centre);
    return limits;
}

} // namespace

bool fill_funnel(View around, std::string_view name, const SiteContext& site, const MeasureIndex& index,
                 const std::vector<AreaIndex>& areas) {
    const Measure& measure = *index.measure;
    bool proportion = is_part_of_base(measure);
    if (!proportion && measure.kind != MeasureKind::rate) return false;
    Month last;
    PeriodKind kind;
    std::vector<Placed> placed = place(index, areas, last, kind);
    if (placed.size() < 5) return false;
    Limits limits = limits_of(placed, proportion);
    if (!(limits.centre > 0) || (proportion && limits.centre >= 1)) return false;
    double shown = measure.percent ? 100 : measure.kind == MeasureKind::rate ? measure.per : 1;

    auto [smallest, largest] = std::ranges::minmax(placed, {}, &Placed::n);
    double from = smallest.n * 0.8, to = largest.n * 1.05;
    // Bases differ by powers of ten; their square root spreads them fairly.
    auto across = [&](double n) { return (std::sqrt(n) - std::sqrt(from)) / (std::sqrt(to) - std::sqrt(from)); };
    constexpr std::size_t steps = 40;
    std::vector<double> outer_low, outer_high, inner_low, inner_high, ends;
    for (std::size_t i = 0; i <= steps; ++i) {
        double root = std::sqrt(from) + (std::sqrt(to) - std::sqrt(from)) * static_cast<double>(i) / steps;
        Interval outer = limits.at(root * root, 0.998), inner = limits.at(root * root, 0.95);
        outer_low.push_back(outer.lower * shown);
        outer_high.push_back(outer.upper * shown);
        inner_low.push_back(inner.lower * shown);
        inner_high.push_back(inner.upper * shown);
    }
    ends = {span_of(outer_low).lowest, span_of(outer_high).highest};
    for (const Placed& p : placed)
        ends.push_back(p.value * shown);
    Scale scale = Scale::over(ends, measure.percent, false);

    View view = around.include(name, "funnel.tpl");
    view.text("OUTER", band_path(outer_low, outer_high, scale)).text("INNER", band_path(inner_low, inner_high, scale));
    Path grid, centre, inside;
    for (double tick : scale.ticks()) {
        grid.move(0, scale.y(tick));
        grid.line(k_plot_width, scale.y(tick));
        view.section("Y")
            .text("Y", fmt::format("{:.1f}", scale.y(tick) / 2.0))
            .text("T", number(tick, scale.decimals()) + (measure.percent ? "%" : ""));
    }
    centre.move(0, scale.y(limits.centre * shown));
    centre.line(k_plot_width, scale.y(limits.centre * shown));
    std::size_t outside = 0;
    for (const Placed& p : placed) {
        Interval outer = limits.at(p.n, 0.998);
        double x = across(p.n), value = p.value * shown;
        if (p.value >= outer.lower && p.value <= outer.upper) {
            inside.dot(static_cast<int>(std::lround(x * k_plot_width)), scale.y(value));
            continue;
        }
        ++outside;
        View mark = view.section("OUTSIDE");
        mark.text("X", percent_text(x * 100)).text("Y", fmt::format("{:.1f}", scale.y(value) / 2.0));
        mark.text("NAME", site.area(p.area).name).text("ANCHOR", x > 0.7 ? "e" : "s");
    }
    view.text("GRID", grid.take()).text("CENTRE", centre.take()).text("INSIDE", inside.take());
    view.text("PERIOD", capital(period_in_words(kind, last)));
    view.text("LOW", number(smallest.n)).text("HIGH", number(largest.n));
    view.text("BASE", proportion ? "cases" : "people");
    view.text("MIDDLE", value_text(measure, limits.centre * shown));
    view.text("OUTSIDE_COUNT", number(static_cast<double>(outside))).text("COUNT", counted(placed.size(), "area"));
    bool adjusted = limits.over.adjusted && limits.over.tau_squared > 0;
    view.fixed("DIFFER", adjusted ? "places usually do" : "chance allows").show("ADJUSTED", adjusted);
    view.text("ALT", fmt::format("Funnel plot of {} over {}: {} outside the limits.", measure.title,
                                 counted(placed.size(), "area"), outside));
    return true;
}

} // namespace peelian
