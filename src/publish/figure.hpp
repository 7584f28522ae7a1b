// SPDX-License-Identifier: MIT
// A series as it stands on a page: drawn once, then put into the figure, its table and
// the classical chart. Used by every page that shows a series large.
#pragma once

#include "publish/chart.hpp"
#include "publish/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Everything about one series that is drawn or tabled.
struct DrawnSeries {
    const MeasureIndex* index = nullptr;
    std::size_t series = 0;
    std::vector<Point> points;  ///< base periods, as shown
    std::vector<Point> rolling; ///< 12 months to each; empty when the measure has none
    ExpectedRange range;
    ControlChart control;
    Chart chart;

    const Verdict& verdict() const { return index->verdict(series); }
    bool has_range() const { return range.lower.size() == points.size() && !points.empty(); }
};
DrawnSeries draw_series(const MeasureIndex& index, std::size_t series);
/// The label of one of its points: a series may begin later than its measure does.
std::string_view period_label(const DrawnSeries& drawn, std::size_t point);

/// The words of a figure. Empty parts are left out.
struct FigureText {
    std::string_view id = "chart"; ///< unique on the page; ids of line and table follow from it
    int heading = 2;
    std::string title;    ///< the finding
    std::string rest;     ///< what follows its first sentence
    std::string subtitle; ///< measure, unit, area, periods
    std::string alt;
    std::string smallest; ///< smallest change that would have been noticed, a sentence
    std::string base;     ///< n, a phrase
    std::string source;
    std::vector<std::string_view> methods; ///< ids of the notes on how it was worked out
    bool readout = true;                   ///< has a table on this page to read points from
    std::vector<Crumb> links;
};
/// Fills templates/figure.tpl.
void fill_figure(View view, const SiteContext& site, const Chart& chart, const FigureText& text);

/// The words of the chart of a series in an area, with links to table, CSV and explanation.
FigureText series_text(const SiteContext& site, const DrawnSeries& drawn, std::string_view id);

/// The 12-month chart of a series under it, if the measure has one with two values at least.
bool fill_rolling(View around, std::string_view name, const SiteContext& site, const DrawnSeries& drawn,
                  std::string_view id);

/// Fills templates/points.tpl: every value of a series, newest first.
void fill_points(View view, const SiteContext& site, const DrawnSeries& drawn, std::string_view id);

/// The command that explains a figure: "peelian explain recorded-burglary/E09000012/2025-03".
std::string explain_command(const MeasureIndex& index, const Area& area, Month period);

} // namespace peelian
