// SPDX-License-Identifier: MIT
// A chart, always the same: the line with its expected range as a band and its centre as
// a thin line; points inside grey, outside coloured and shaped; breaks as labelled lines;
// provisional points hollow, missing ones a gap, withheld ones a marked gap; direct labels.
// Drawing is pure: points and a range in, path data and labels out, templates/chart.tpl
// puts them on the page. Values are as shown (percentages 0 to 100).
#pragma once

#include "measures/points.hpp"
#include "publish/plot.hpp"
#include "publish/view.hpp"
#include "verdicts/verdict.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// What is drawn.
struct ChartInput {
    const Measure* measure = nullptr;
    PeriodKind kind = PeriodKind::month;
    std::span<const Point> points;         ///< oldest first, one per period, values as shown
    const ExpectedRange* range = nullptr;  ///< same length, or none
    const ControlChart* control = nullptr; ///< classical limits as shown, for the second drawing
    int pixels = k_plot_pixels;            ///< height on the page
    std::string_view band_label = "usual range";
    std::string_view break_label = "counted differently";
    bool marks = true; ///< points outside the range are coloured and shaped
};

struct ChartMark {
    std::string_view symbol; ///< imp, wor, chg
    std::string x;           ///< percentage
    std::string y;           ///< pixels
};

struct ChartLabel {
    std::string x, y, text;
    int tier = 0; ///< 0 stands always, 1 from 480 pixels, 2 from 800
};

/// A drawing; empty paths are not drawn.
struct Chart {
    std::string grid, band, centre, line, dots, hollow, withheld;
    std::string limits, control_centre, control_marks; ///< the classical chart
    std::vector<ChartMark> marks;
    std::vector<ChartLabel> y_labels, x_labels, breaks;
    ChartLabel latest, usual; ///< empty text: none
    bool own_scale = false;   ///< does not start at zero
    bool outside_imp = false, outside_wor = false, outside_chg = false;
    std::size_t withheld_count = 0, missing_count = 0, provisional_count = 0;
    std::size_t periods = 0;
    int pixels = k_plot_pixels;
};

Chart draw_chart(const ChartInput& input);

/// The words around a drawing.
struct ChartText {
    std::string id;    ///< of the line, unique on the page
    std::string table; ///< id of the table that holds its values, for the readout
    std::string alt;   ///< what it is, for those who do not see it
};
/// Fills templates/plot.tpl.
void fill_plot(View view, const Chart& chart, const ChartText& text);
/// Fills templates/control.tpl: the same line with its classical limits.
void fill_control(View view, const Chart& chart, const ChartText& text);

/// A small line with its band and the verdict's symbol at its end.
struct Spark {
    std::string band, line;
    std::string end_x, end_y; ///< of the last value, as percentages
};
inline constexpr int k_spark_width = 120;
inline constexpr int k_spark_height = 40;
Spark draw_spark(std::span<const double> values, std::span<const double> lower, std::span<const double> upper,
                 const Scale& scale);
/// Fills templates/spark.tpl; `symbol` as verdict_class.
void fill_spark(View view, const Spark& spark, std::string_view symbol);

} // namespace peelian
