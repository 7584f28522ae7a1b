// SPDX-License-Identifier: MIT
#include "publish/chart.hpp"

#include "base/text.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// Units of the plot's height to pixels of the page.
std::string pixels(int y, const Chart& chart) {
    std::string text = fmt::format("{:.1f}", static_cast<double>(y) * chart.pixels / k_plot_height);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

/// Of more points the discs would run into each other; the corners of the line are they.
constexpr std::size_t k_most_dots = 120;

std::vector<double> values_of(std::span<const Point> points) {
    std::vector<double> out(points.size(), k_missing);
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i].flag != Flag::suppressed) out[i] = points[i].value;
    return out;
}

Scale scale_for(const ChartInput& input, std::span<const double> values, bool own) {
    std::vector<double> ends;
    auto add = [&](std::span<const double> more) {
        Span s = span_of(more);
        ends.push_back(s.lowest);
        ends.push_back(s.highest);
    };
    add(values);
    if (input.range) {
        add(input.range->lower);
        add(input.range->upper);
        add(input.range->centre);
    }
    if (input.control) {
        add(input.control->upper);
        if (own) add(input.control->lower);
    }
    // The range of a share may reach beyond what a share can be; a gap may lie below zero.
    double least = input.measure->kind == MeasureKind::gap ? -100 : 0;
    if (input.measure->percent)
        for (double& v : ends)
            v = std::clamp(v, least, 100.0);
    bool whole = !input.measure->percent && input.measure->decimals == 0;
    return Scale::over(ends, own, whole);
}

void draw_axes(Chart& chart, const Scale& scale, const ChartInput& input) {
    Path grid;
    for (double tick : scale.ticks()) {
        int y = scale.y(tick);
        grid.move(0, y);
        grid.line(k_plot_width, y);
        chart.y_labels.push_back({"", pixels(y, chart), number(tick, scale.decimals()), 0});
        if (input.measure->percent && input.measure->kind != MeasureKind::gap) chart.y_labels.back().text += '%';
    }
    chart.grid = grid.take();

    // One label a year at its first period; fewer of them where there is less room.
    std::size_t n = input.points.size();
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < n; ++i) {
        Month m = input.points[i].last;
        if (i == 0 ? m.month() == 1 : m.year() != input.points[i - 1].last.year()) at.push_back(i);
    }
    if (at.size() < 2 && n > 1) at = {0, n - 1}; // one year alone tells nothing of how long
    if (at.empty() && n > 0) at.push_back(0);
    std::size_t often = (at.size() + 3) / 4; // four fit on a phone
    std::size_t middle = at.size() > 12 ? 2 : 1;
    for (std::size_t k = 0; k < at.size(); ++k) {
        int tier = k % often == 0 ? 0 : k % middle == 0 ? 1 : 2;
        std::string text = at.size() < 3 ? input.points[at[k]].last.to_short_words()
                                         : fmt::format("{}", input.points[at[k]].last.year());
        chart.x_labels.push_back({x_percent(at[k], n), "", std::move(text), tier});
    }
}

void draw_points(Chart& chart, const Scale& scale, const ChartInput& input, std::span<const double> values) {
    std::size_t n = values.size();
    Path dots, hollow, withheld;
    for (std::size_t i = 0; i < n; ++i) {
        int x = x_of(i, n);
        if (input.points[i].flag == Flag::suppressed) {
            withheld.move(x, k_plot_height);
            withheld.line(x, k_plot_height - 24);
            ++chart.withheld_count;
            continue;
        }
        if (std::isnan(values[i])) {
            ++chart.missing_count;
            continue;
        }
        int y = scale.y(values[i]);
        bool provisional = input.points[i].flag == Flag::provisional;
        int direction = 0;
        if (input.marks && input.range && i < input.range->lower.size()) {
            if (values[i] < input.range->lower[i]) direction = -1;
            if (values[i] > input.range->upper[i]) direction = 1;
        }
        if (provisional) {
            hollow.dot(x, y);
            ++chart.provisional_count;
        } else if (direction == 0) {
            dots.dot(x, y);
        } else {
            std::string_view symbol = mark_class(input.measure->better, direction);
            (symbol == "imp" ? chart.outside_imp : symbol == "wor" ? chart.outside_wor : chart.outside_chg) = true;
            chart.marks.push_back({symbol, x_percent(i, n), pixels(y, chart)});
        }
    }
    if (n <= k_most_dots) chart.dots = dots.take();
    chart.hollow = hollow.take();
    chart.withheld = withheld.take();
}

/// The latest value and, where there is a band, its name, to the right of their places.
void draw_labels(Chart& chart, const Scale& scale, const ChartInput& input, std::span<const double> values) {
    std::size_t n = values.size(), last = n;
    while (last > 0 && std::isnan(values[last - 1]))
        --last;
    if (last == 0) return;
    int y = scale.y(values[last - 1]);
    chart.latest = {x_percent(last - 1, n), pixels(y, chart), label_text(*input.measure, values[last - 1]), 0};
    if (!input.range || last > input.range->upper.size()) return;
    double low = input.range->lower[last - 1], high = input.range->upper[last - 1];
    if (std::isnan(low) || std::isnan(high)) low = high = input.range->centre[last - 1];
    if (std::isnan(low)) return;
    int middle = (scale.y(low) + scale.y(high)) / 2;
    constexpr int apart = 36;
    if (std::abs(middle - y) < apart) middle = middle >= y ? y + apart : y - apart;
    if (middle > k_plot_height) middle = y - apart;
    chart.usual = {"100%", pixels(std::max(0, middle), chart), std::string(input.band_label), 0};
}

void draw_breaks(Chart& chart, const ChartInput& input) {
    std::size_t n = input.points.size();
    for (const SeriesBreak& b : input.measure->breaks)
        for (std::size_t i = 0; i < n; ++i)
            if (input.points[i].last >= b.from) {
                // The words stand where there is room for them.
                if (i > 0)
                    chart.breaks.push_back({x_percent(i, n), "", std::string(input.break_label), 2 * i < n ? 0 : 1});
                break;
            }
}

/// Where the share of the chart that belongs to a period begins: halfway from the one before.
int begin_of(std::size_t i, std::size_t n) { return i == 0 ? 0 : (x_of(i - 1, n) + x_of(i, n)) / 2; }

/// Straight from the first period that has it, or in steps that change halfway between periods.
void draw_limit(Path& path, const Scale& scale, const std::vector<double>& limit, bool varies) {
    std::size_t n = limit.size();
    auto drawn = [&](std::size_t i) { return !std::isnan(limit[i]) && limit[i] >= scale.bottom() - 1e-9; };
    if (!varies) {
        auto any = std::ranges::find_if(limit, [](double v) { return !std::isnan(v); });
        if (any == limit.end() || *any < scale.bottom() - 1e-9) return;
        path.move(begin_of(static_cast<std::size_t>(any - limit.begin()), n), scale.y(*any));
        path.line(k_plot_width, scale.y(*any));
        return;
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (!drawn(i)) continue;
        int from = begin_of(i, n);
        int to = i + 1 == n ? k_plot_width : begin_of(i + 1, n);
        if (i == 0 || !drawn(i - 1)) path.move(from, scale.y(limit[i]));
        else path.line(from, scale.y(limit[i]));
        path.line(to, scale.y(limit[i]));
    }
}

void draw_control(Chart& chart, const Scale& scale, const ChartInput& input, std::span<const double> values) {
    const ControlChart& control = *input.control;
    if (std::isnan(control.centre)) return;
    Path limits, centre, marks;
    for (const std::vector<double>* side : {&control.lower, &control.upper})
        draw_limit(limits, scale, *side, control.varies());
    auto first = std::ranges::find_if(control.upper, [](double v) { return !std::isnan(v); });
    auto from = first == control.upper.end() ? 0 : static_cast<std::size_t>(first - control.upper.begin());
    centre.move(begin_of(from, control.upper.size()), scale.y(control.centre));
    centre.line(k_plot_width, scale.y(control.centre));
    for (std::size_t i = 0; i < std::min(values.size(), control.marks.size()); ++i)
        if (control.marks[i] != ControlMark::none && std::isfinite(values[i]))
            marks.dot(x_of(i, values.size()), scale.y(values[i]));
    chart.limits = limits.take();
    chart.control_centre = centre.take();
    chart.control_marks = marks.take();
}

void fill_size(View view, const Chart& chart) { view.number("HEIGHT", chart.pixels + 30).number("PLOT", chart.pixels); }

} // namespace

Chart draw_chart(const ChartInput& input) {
    Chart chart;
    chart.pixels = input.pixels;
    chart.periods = input.points.size();
    std::vector<double> values = values_of(input.points);
    chart.own_scale = input.measure->percent;
    Scale scale = scale_for(input, values, chart.own_scale);
    if (scale.bottom() <= 0) chart.own_scale = false;
    draw_axes(chart, scale, input);
    chart.line = line_path(values, scale);
    if (input.range) {
        chart.band = band_path(input.range->lower, input.range->upper, scale);
        chart.centre = line_path(input.range->centre, scale);
    }
    draw_points(chart, scale, input, values);
    draw_labels(chart, scale, input, values);
    draw_breaks(chart, input);
    if (input.control) draw_control(chart, scale, input, values);
    return chart;
}

void fill_plot(View view, const Chart& chart, const ChartText& text) {
    fill_size(view, chart);
    view.number("AXIS", chart.pixels + 22).text("GRID", chart.grid);
    for (const ChartLabel& l : chart.y_labels)
        view.section("Y").text("Y", l.y).text("T", l.text);
    for (const ChartLabel& l : chart.x_labels)
        view.section("X").text("X", l.x).text("T", l.text).number("TIER", l.tier);
    view.text("LINE", chart.line).text("ID", text.id).text("ALT", text.alt).text("TABLE", text.table);
    view.maybe("BAND", chart.band).maybe("CENTRE", chart.centre).maybe("DOTS", chart.dots);
    view.maybe("HOLLOW", chart.hollow).maybe("WITHHELD", chart.withheld);
    for (const ChartMark& m : chart.marks)
        view.section("MARK").text("SYMBOL", m.symbol).text("X", m.x).text("Y", m.y);
    for (const ChartLabel& b : chart.breaks)
        view.section("BREAK").text("X", b.x).text("T", b.text).fixed("SIDE", b.tier == 0 ? "s" : "e");
    if (!chart.latest.text.empty())
        view.section("LATEST").text("X", chart.latest.x).text("Y", chart.latest.y).text("T", chart.latest.text);
    if (!chart.usual.text.empty()) view.section("USUAL").text("Y", chart.usual.y).text("T", chart.usual.text);
}

void fill_control(View view, const Chart& chart, const ChartText& text) {
    fill_size(view, chart);
    view.text("ALT", text.alt).text("REF", text.id);
    view.maybe("LIMITS", chart.limits).maybe("CENTRE", chart.control_centre).maybe("MARKS", chart.control_marks);
}

Spark draw_spark(std::span<const double> values, std::span<const double> lower, std::span<const double> upper,
                 const Scale& scale) {
    Spark spark;
    spark.band = band_path(lower, upper, scale, k_spark_width, k_spark_height);
    spark.line = line_path(values, scale, k_spark_width, k_spark_height);
    std::size_t last = values.size();
    while (last > 0 && std::isnan(values[last - 1]))
        --last;
    if (last > 0) {
        spark.end_x = x_percent(last - 1, values.size());
        spark.end_y = percent_text(100.0 * scale.y(values[last - 1], k_spark_height) / k_spark_height);
    }
    return spark;
}

void fill_spark(View view, const Spark& spark, std::string_view symbol) {
    if (spark.line.empty()) return;
    View drawn = view.section("DRAWN");
    drawn.maybe("BAND", spark.band).text("LINE", spark.line).fixed("SYMBOL", symbol);
    drawn.text("X", spark.end_x).text("Y", spark.end_y);
}

} // namespace peelian
