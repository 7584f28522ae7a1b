// SPDX-License-Identifier: MIT
// Two figures against each other, and many against what chance gives.
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/methods.hpp"
#include "commands/methods_rows.hpp"
#include "statistics/funnel.hpp"
#include "statistics/intervals.hpp"
#include "statistics/multiple_tests.hpp"
#include "statistics/random_effects.hpp"
#include "verdicts/verdict.hpp"

#include <cmath>

namespace peelian {
namespace {

const MethodColumn k_lower{"lower", "lower limit"}, k_upper{"upper", "upper limit"};

std::string_view name_of(RatioMethod method) {
    switch (method) {
    case RatioMethod::none: return "none";
    case RatioMethod::log_wald: return "log-wald";
    case RatioMethod::exact: return "exact";
    case RatioMethod::quasi_poisson: break;
    }
    return "quasi-poisson";
}

std::string_view name_of(FunnelPlace place) {
    switch (place) {
    case FunnelPlace::unknown: return "unknown";
    case FunnelPlace::inside: return "inside";
    case FunnelPlace::low_95: return "low 95";
    case FunnelPlace::high_95: return "high 95";
    case FunnelPlace::low_998: return "low 99.8";
    case FunnelPlace::high_998: break;
    }
    return "high 99.8";
}

std::string_view name_of(ControlChart::Mark mark) {
    switch (mark) {
    case ControlChart::Mark::none: return "";
    case ControlChart::Mark::outside: return "outside";
    case ControlChart::Mark::run: return "run";
    case ControlChart::Mark::trend: return "trend";
    case ControlChart::Mark::two_of_three: break;
    }
    return "two of three";
}

std::vector<double> column(std::span<const MethodRow> rows, std::size_t c) {
    std::vector<double> values;
    values.reserve(rows.size());
    for (const MethodRow& row : rows)
        values.push_back(row[c]);
    return values;
}

MethodCells with(MethodCells cells, std::string_view word) {
    cells.emplace_back(word);
    return cells;
}

std::vector<MethodCells> funnel(std::span<const MethodRow> rows, bool proportions) {
    double x = 0, n = 0;
    for (const MethodRow& row : rows)
        if (row[0] == row[0] && row[1] == row[1]) {
            x += row[0];
            n += row[1];
        }
    double overall = n > 0 ? x / n : k_none;
    return each_row([&](const MethodRow& r, double) {
        auto limits = [&](double level) {
            if (proportions) return funnel_proportion(overall, r[1], level);
            Interval ratio = funnel_ratio(overall * r[1], level);
            return Interval{ratio.lower * overall, ratio.upper * overall};
        };
        Interval inner = limits(0.95), outer = limits(0.998);
        FunnelPlace place = proportions ? place_proportion(r[0], r[1], overall) : place_rate(r[0], r[1], overall);
        return with(
            numbers({r[1] > 0 ? r[0] / r[1] : k_none, overall, inner.lower, inner.upper, outer.lower, outer.upper}),
            name_of(place));
    })(rows, 0.95);
}

std::vector<MethodCells> false_discovery(std::span<const MethodRow> rows, double level) {
    // 1 - 0.95 is a little more than 0.05.
    double rate = std::round((1 - level) * 1e9) / 1e9;
    FalseDiscovery found = benjamini_hochberg(column(rows, 0), rate);
    std::vector<MethodCells> out;
    for (const MethodRow& row : rows)
        out.push_back(
            with(numbers({found.threshold}), row[0] <= found.threshold && found.rejections > 0 ? "yes" : "no"));
    return out;
}

std::vector<MethodCells> chart(std::span<const MethodRow> rows, double) {
    ControlChart chart = control_chart(column(rows, 0));
    std::vector<MethodCells> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back(with(numbers({chart.centre, chart.lower, chart.upper}), name_of(chart.marks[i])));
    return out;
}

std::vector<MethodCells> pooled(std::span<const MethodRow> rows, double level) {
    std::vector<Estimate> estimates;
    for (const MethodRow& row : rows)
        estimates.push_back({row[0], row[1]});
    RandomEffects e = random_effects(estimates, 0, level);
    return {numbers({static_cast<double>(e.count), e.mean, e.standard_error, e.tau_squared, e.lower, e.upper})};
}

std::vector<Method> methods_of_many() {
    std::vector<MethodColumn> funnel_gives{{"value", "x / n"},
                                           {"overall", "all x over all n"},
                                           {"lower_95", "limit"},
                                           {"upper_95", "limit"},
                                           {"lower_998", "limit at 99.8 per cent"},
                                           {"upper_998", "limit at 99.8 per cent"},
                                           {"place", "inside, low 95, high 95, low 99.8, high 99.8 or unknown"}};
    return {
        {"funnel-proportion",
         "Percentages of many areas against chance",
         "p0 -+ z sqrt(p0(1 - p0)/n), within 0 to 1",
         "Spiegelhalter, Stat Med 24 (2005) 1185",
         {{"x", "cases"}, {"n", "base"}},
         funnel_gives,
         true,
         [](auto rows, double) { return funnel(rows, true); }},
        {"funnel-rate",
         "Rates of many areas against chance",
         "counts whose exact Poisson interval just reaches what is expected",
         "Spiegelhalter, Stat Med 24 (2005) 1185",
         {{"x", "events"}, {"n", "people"}},
         funnel_gives,
         true,
         [](auto rows, double) { return funnel(rows, false); }},
        {"false-discovery",
         "Which of many p-values may be called findings (rate: 1 - level)",
         "largest k with p(k) <= k rate / m",
         "Benjamini and Hochberg, J R Stat Soc B 57 (1995) 289",
         {{"p", "two-sided p of one test; empty is no test"}},
         {{"threshold", "largest k rate / m that passes"}, {"finding", "yes or no"}},
         true,
         false_discovery},
        {"control-chart",
         "Individuals chart with the four familiar marks (never a verdict)",
         "mean -+ 2.66 mean moving range; ranges of 3.267 times their mean left out once",
         "Nelson, J Qual Technol 14 (1982) 172",
         {{"value", "in the order of time; empty is missing"}},
         {{"centre", "mean"}, k_lower, k_upper, {"mark", "outside, run, trend, two of three, or empty"}},
         true,
         chart},
        {"random-effects",
         "One mean of several estimates that differ by more than their errors",
         "weights 1 / (variance + tau^2); Hartung-Knapp interval from three estimates on",
         "DerSimonian and Laird, Control Clin Trials 7 (1986) 177; Hartung and Knapp, Stat Med 20 (2001) 3875",
         {{"value", "estimate"}, {"variance", "its variance"}},
         {{"n", "estimates used"},
          {"mean", "mean"},
          {"standard_error", "of it"},
          {"tau_squared", "variance between"},
          k_lower,
          k_upper},
         false,
         pooled},
    };
}

} // namespace

std::vector<Method> comparison_methods() {
    std::vector<Method> methods{
        {"proportion-difference",
         "Difference of two percentages, Newcombe's interval",
         "d - sqrt((p1 - l1)^2 + (u2 - p2)^2) and d + sqrt((u1 - p1)^2 + (p2 - l2)^2), limits by Wilson",
         "Newcombe, Stat Med 17 (1998) 873, method 10",
         {{"x1", "cases"}, {"n1", "base"}, {"x2", "cases"}, {"n2", "base"}},
         {{"difference", "x1/n1 - x2/n2"}, k_lower, k_upper},
         true,
         each_row([](const MethodRow& r, double level) {
             Interval i = newcombe(r[0], r[1], r[2], r[3], level);
             double d = r[1] > 0 && r[3] > 0 ? r[0] / r[1] - r[2] / r[3] : k_none;
             return numbers({d, i.lower, i.upper});
         })},
        {"rate-ratio",
         "One rate over another",
         "(a/na) / (b/nb), exp(log ratio -+ z sqrt(1/a + 1/b)); exact below 10",
         "Rothman and Greenland, Modern Epidemiology (1998), 14",
         {{"a", "events"}, {"na", "people"}, {"b", "events"}, {"nb", "people"}},
         {{"ratio", "rate ratio"}, k_lower, k_upper, {"method", "log-wald, exact or none"}},
         true,
         each_row([](const MethodRow& r, double level) {
             RateRatio q = rate_ratio(r[0], r[1], r[2], r[3], level);
             return with(numbers({q.ratio, q.lower, q.upper}), name_of(q.method));
         })},
        {"count-change",
         "Change from one count to another",
         "exact conditional (binomial) test; quasi-Poisson where dispersion is above 1",
         "Przyborowski and Wilenski, Biometrika 31 (1940) 313",
         {{"before", "count"},
          {"after", "count"},
          {"exposure", "length of after over before; 1 if absent", true},
          {"dispersion", "variance over mean; 1 if absent", true}},
         {{"difference", "after - before exposure"},
          {"ratio", "after / (before exposure)"},
          k_lower,
          k_upper,
          {"p", "two-sided"},
          {"method", "exact or quasi-poisson"}},
         true,
         each_row([](const MethodRow& r, double level) {
             CountChange c = count_change(r[0], r[1], r[2] == r[2] ? r[2] : 1, r[3] == r[3] ? r[3] : 1, level);
             return with(numbers({c.difference, c.ratio, c.lower, c.upper, c.p}), name_of(c.method));
         })},
    };
    for (Method& method : methods_of_many())
        methods.push_back(std::move(method));
    return methods;
}

} // namespace peelian
