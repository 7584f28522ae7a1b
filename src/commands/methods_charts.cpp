// SPDX-License-Identifier: MIT
// Control charts by the nature of what is charted. None gives a verdict.
#include "commands/methods_rows.hpp"
#include "statistics/control_charts.hpp"

namespace peelian {
namespace {

std::string_view name_of(ControlMark mark) {
    switch (mark) {
    case ControlMark::none: return "";
    case ControlMark::outside: return "outside";
    case ControlMark::run: return "run";
    case ControlMark::trend: return "trend";
    case ControlMark::two_of_three: break;
    }
    return "two of three";
}

std::vector<MethodCells> cells_of(const ControlChart& chart, bool with_sigma = false) {
    std::vector<MethodCells> out;
    for (std::size_t i = 0; i < chart.marks.size(); ++i) {
        out.push_back({chart.centre, chart.lower[i], chart.upper[i]});
        if (with_sigma) out.back().emplace_back(chart.sigma_z);
        out.back().emplace_back(text(name_of(chart.marks[i])));
    }
    return out;
}

bool screens(const MethodInput& in) { return in.word("screen") == "yes"; }

} // namespace

std::vector<Method> chart_methods() {
    MethodColumn mark{"mark", "outside, run, trend, two of three, or empty"}, centre{"centre", "of the chart"};
    std::vector<MethodColumn> gives{centre, k_lower, k_upper, mark};
    std::vector<MethodColumn> laney{centre, k_lower, k_upper, {"sigma_z", "spread beyond chance"}, mark};
    MethodOption screen{"screen", "large moving ranges are left out once", "yes", {"yes", "no"}};
    constexpr auto k_rows = Method::Gives::row_for_row;
    return {
        {"control-chart",
         "Individuals chart with the four familiar marks (never a verdict)",
         "mean -+ 2.66 mean moving range; ranges of 3.267 times their mean left out once",
         "Nelson, J Qual Technol 14 (1982) 172",
         {{"value", "in the order of time; empty is missing", Asked::gaps}},
         gives,
         k_rows,
         [](const MethodInput& in) {
             return cells_of(individuals_chart(in.numbers("value"), screens(in),
                                               static_cast<std::size_t>(std::max(0.0, in.number("fixed")))));
         },
         {screen, {"fixed", "mean and ranges of so many first points alone; 0 is all", "0"}}},
        {"control-chart-proportions",
         "Shares of a base that varies: Laney's p' chart",
         "p -+ 3 sigma_z sqrt(p(1 - p)/n), sigma_z = mean moving range of z / 1.128",
         "Laney, Qual Eng 14 (2002) 531",
         {{"x", "cases", Asked::gaps}, {"n", "base", Asked::gaps}},
         laney,
         k_rows,
         [](const MethodInput& in) {
             return cells_of(proportions_chart(in.numbers("x"), in.numbers("n"), screens(in)), true);
         },
         {screen}},
        {"control-chart-rates",
         "Events over an exposure that varies: Laney's u' chart",
         "u -+ 3 sigma_z sqrt(u/n), sigma_z = mean moving range of z / 1.128",
         "Laney, Qual Eng 14 (2002) 531",
         {{"x", "events", Asked::gaps}, {"n", "exposure", Asked::gaps}},
         laney,
         k_rows,
         [](const MethodInput& in) {
             return cells_of(rates_chart(in.numbers("x"), in.numbers("n"), screens(in)), true);
         },
         {screen}},
        {"control-chart-rare-counts",
         "Counts that are few: exact Poisson limits",
         "quantiles of Poisson(mean) at the chances three standard deviations leave out",
         "Montgomery, Introduction to Statistical Quality Control (2013), 7.3",
         {{"x", "events", Asked::gaps}},
         gives,
         k_rows,
         [](const MethodInput& in) { return cells_of(rare_counts_chart(in.numbers("x"))); }},
        {"control-chart-between-counts",
         "Opportunities between rare events: g chart",
         "mean -+ 3 sqrt(mean (mean + 1)), centre the geometric's median",
         "Benneyan, Health Care Manag Sci 4 (2001) 305",
         {{"count", "opportunities from one event to the next", Asked::gaps}},
         gives,
         k_rows,
         [](const MethodInput& in) { return cells_of(between_counts_chart(in.numbers("count"))); }},
        {"control-chart-between-times",
         "Time between rare events: t chart",
         "individuals chart of t^(1/3.6), taken back",
         "Nelson, J Qual Technol 26 (1994) 239",
         {{"time", "from one event to the next", Asked::gaps}},
         gives,
         k_rows,
         [](const MethodInput& in) { return cells_of(between_times_chart(in.numbers("time"))); }},
        {"control-chart-means",
         "Means of subgroups: Xbar-S chart",
         "mean -+ 3 / sqrt(n) mean of (s / c4(n))",
         "Montgomery, Introduction to Statistical Quality Control (2013), 6.3",
         {{"mean", "of the subgroup", Asked::gaps},
          {"deviation", "its standard deviation", Asked::gaps},
          {"n", "its size", Asked::gaps}},
         gives,
         k_rows,
         [](const MethodInput& in) {
             return cells_of(means_chart(in.numbers("mean"), in.numbers("deviation"), in.numbers("n")));
         }},
    };
}

} // namespace peelian
