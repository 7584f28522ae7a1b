// SPDX-License-Identifier: MIT
// Intervals of single figures.
#include "commands/methods_rows.hpp"
#include "statistics/intervals.hpp"

namespace peelian {
namespace {

std::vector<MethodCells> mean(const MethodInput& in) {
    double sum = 0, n = 0;
    for (double v : in.numbers("value"))
        if (v == v) {
            sum += v;
            ++n;
        }
    Interval limits = mean_t(in.numbers("value"), in.level);
    return {{n, n > 0 ? sum / n : k_none, limits.lower, limits.upper}};
}

std::vector<MethodCells> quantile(const MethodInput& in) {
    QuantileInterval q = quantile_interval(in.numbers("value"), in.number("share"), in.level);
    return {{q.value, q.lower, q.upper, q.coverage}};
}

std::vector<MethodCells> standardised(const MethodInput& in) {
    StandardisedRate rate =
        standardised_rate(in.numbers("x"), in.numbers("n"), in.numbers("standard"), in.number("per"), in.level);
    return {{rate.value, rate.lower, rate.upper, rate.events}};
}

std::vector<MethodCells> indirect(const MethodInput& in) {
    double observed = 0;
    for (double x : in.numbers("x"))
        observed += x;
    StandardisedRatio r = standardised_ratio(observed, in.numbers("n"), in.numbers("rate"), in.level);
    return {{observed, r.expected, r.ratio, r.lower, r.upper}};
}

std::vector<MethodCells> weighted(const MethodInput& in) {
    WeightedCount w = weighted_count(in.numbers("x"), in.numbers("weight"), in.level);
    return {{w.value, w.lower, w.upper, w.events}};
}

} // namespace

std::vector<Method> interval_methods() {
    return {
        {"proportion",
         "Percentage with Wilson's interval",
         "(2x + z^2 -+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2))",
         "Wilson, J Am Stat Assoc 22 (1927) 209",
         {{"x", "cases"}, {"n", "among so many"}},
         {{"value", "x / n"}, k_lower, k_upper},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             Interval i = wilson(r[0], r[1], r.level());
             return MethodCells{r[1] > 0 ? r[0] / r[1] : k_none, i.lower, i.upper};
         })},
        {"count",
         "Count with its Poisson interval: exact below 10, Byar's from 10 on",
         "chi2(0.025; 2x)/2 and chi2(0.975; 2x+2)/2; x(1 - 1/9x - z/3sqrt(x))^3 and (x+1)(1 - 1/9(x+1) + "
         "z/3sqrt(x+1))^3",
         "Garwood, Biometrika 28 (1936) 437; Breslow and Day (1987), 2.13",
         {{"x", "events"}},
         {k_lower, k_upper},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             Interval i = poisson(r[0], r.level());
             return MethodCells{i.lower, i.upper};
         })},
        {"count-exact",
         "Count with the exact Poisson interval",
         "chi2(0.025; 2x)/2 and chi2(0.975; 2x+2)/2",
         "Garwood, Biometrika 28 (1936) 437",
         {{"x", "events"}},
         {k_lower, k_upper},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             Interval i = garwood(r[0], r.level());
             return MethodCells{i.lower, i.upper};
         })},
        {"count-byar",
         "Count with Byar's interval",
         "x(1 - 1/9x - z/3sqrt(x))^3 and (x+1)(1 - 1/9(x+1) + z/3sqrt(x+1))^3",
         "Breslow and Day, Statistical Methods in Cancer Research II (1987), 2.13",
         {{"x", "events"}},
         {k_lower, k_upper},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             Interval i = byar(r[0], r.level());
             return MethodCells{i.lower, i.upper};
         })},
        {"rate",
         "Rate for each so many people, with the count's interval",
         "per x / n, per (interval of x) / n",
         "as `count`",
         {{"x", "events"}, {"n", "people"}, {"per", "for each so many; 1000 if absent", Asked::optional}},
         {{"value", "rate"}, k_lower, k_upper},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             if (!(r[1] > 0)) throw Error::input("'n' is {}, but a rate needs people: more than 0", r[1]);
             double scale = (r[2] == r[2] ? r[2] : 1000) / r[1];
             Interval i = poisson(r[0], r.level());
             return MethodCells{r[0] * scale, i.lower * scale, i.upper * scale};
         })},
        {"mean",
         "Mean with its t interval",
         "mean -+ t(n - 1) sqrt(s^2 / n)",
         "Student, Biometrika 6 (1908) 1",
         {{"value", "one observation a row; empty is missing", Asked::gaps}},
         {{"n", "observations"}, {"mean", "their mean"}, k_lower, k_upper},
         Method::Gives::row_for_group,
         mean},
        {"quantile",
         "Median or another quantile with its order-statistic interval",
         "ranks l, u with P(B < l) <= a/2 and P(B >= u) <= a/2, B binomial(n, share)",
         "David and Nagaraja, Order Statistics (2003), 7.1; interpolation: Hyndman and Fan, Am Stat 50 (1996) 361, "
         "type 7",
         {{"value", "one observation a row; empty is missing", Asked::gaps}},
         {k_value, k_lower, k_upper, {"coverage", "the chance that the limits hold it"}},
         Method::Gives::row_for_group,
         quantile,
         {{"share", "share of values below it", "0.5"}}},
        {"standardised-rate",
         "Directly standardised rate with Dobson's interval",
         "sum(w x / n) / sum w; value + sqrt(var / events) (Byar limit of events - events)",
         "Dobson and others, Stat Med 10 (1991) 457",
         {{"x", "events of an age band"}, {"n", "its people"}, {"standard", "people of the standard population"}},
         {{"value", "rate; none below 10 events"}, k_lower, k_upper, {"events", "total of x"}},
         Method::Gives::row_for_group,
         standardised,
         {{"per", "for each so many people", "100000"}}},
        {"standardised-ratio",
         "Events over what a standard's rates lead one to expect (indirect standardisation)",
         "sum x / sum (n rate), limits of the count over the same",
         "Breslow and Day, Statistical Methods in Cancer Research II (1987), 2.3",
         {{"x", "events of an age band"}, {"n", "its people"}, {"rate", "the standard's events a person"}},
         {{"observed", "total of x"},
          {"expected", "by the standard"},
          {"ratio", "observed over expected"},
          k_lower,
          k_upper},
         Method::Gives::row_for_group,
         indirect},
        {"weighted-count",
         "Counts times weights, such as harm, with its interval",
         "sum w x + sqrt(sum w^2 x / sum x) (limit of sum x - sum x)",
         "Dobson and others, Stat Med 10 (1991) 457",
         {{"x", "events of one kind", Asked::gaps}, {"weight", "of each"}},
         {k_value, k_lower, k_upper, {"events", "total of x"}},
         Method::Gives::row_for_group,
         weighted},
    };
}

} // namespace peelian
