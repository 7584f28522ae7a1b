// SPDX-License-Identifier: MIT
// Intervals of single figures.
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/methods.hpp"
#include "commands/methods_rows.hpp"
#include "statistics/intervals.hpp"

namespace peelian {
namespace {

const MethodColumn k_lower{"lower", "lower limit"}, k_upper{"upper", "upper limit"};

std::vector<MethodCells> mean(std::span<const MethodRow> rows, double level) {
    std::vector<double> values;
    double sum = 0;
    for (const MethodRow& row : rows)
        if (row[0] == row[0]) {
            values.push_back(row[0]);
            sum += row[0];
        }
    Interval limits = mean_t(values, level);
    auto n = static_cast<double>(values.size());
    return {{plain_number(n), values.empty() ? "" : plain_number(sum / n), plain_number(limits.lower),
             plain_number(limits.upper)}};
}

std::vector<MethodCells> standardised(std::span<const MethodRow> rows, double level) {
    std::vector<double> counts, people, standard;
    for (const MethodRow& row : rows) {
        counts.push_back(row[0]);
        people.push_back(row[1]);
        standard.push_back(row[2]);
    }
    StandardisedRate rate = standardised_rate(counts, people, standard, 100000, level);
    return {{plain_number(rate.value), plain_number(rate.lower), plain_number(rate.upper), plain_number(rate.events)}};
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
         true,
         each_row([](const MethodRow& r, double level) {
             Interval i = wilson(r[0], r[1], level);
             return numbers({r[1] > 0 ? r[0] / r[1] : k_none, i.lower, i.upper});
         })},
        {"count",
         "Count with its Poisson interval: exact below 10, Byar's from 10 on",
         "chi2(0.025; 2x)/2 and chi2(0.975; 2x+2)/2; x(1 - 1/9x - z/3sqrt(x))^3 and (x+1)(1 - 1/9(x+1) + "
         "z/3sqrt(x+1))^3",
         "Garwood, Biometrika 28 (1936) 437; Breslow and Day (1987), 2.13",
         {{"x", "events"}},
         {k_lower, k_upper},
         true,
         each_row([](const MethodRow& r, double level) {
             Interval i = poisson(r[0], level);
             return numbers({i.lower, i.upper});
         })},
        {"count-exact",
         "Count with the exact Poisson interval",
         "chi2(0.025; 2x)/2 and chi2(0.975; 2x+2)/2",
         "Garwood, Biometrika 28 (1936) 437",
         {{"x", "events"}},
         {k_lower, k_upper},
         true,
         each_row([](const MethodRow& r, double level) {
             Interval i = garwood(r[0], level);
             return numbers({i.lower, i.upper});
         })},
        {"count-byar",
         "Count with Byar's interval",
         "x(1 - 1/9x - z/3sqrt(x))^3 and (x+1)(1 - 1/9(x+1) + z/3sqrt(x+1))^3",
         "Breslow and Day, Statistical Methods in Cancer Research II (1987), 2.13",
         {{"x", "events"}},
         {k_lower, k_upper},
         true,
         each_row([](const MethodRow& r, double level) {
             Interval i = byar(r[0], level);
             return numbers({i.lower, i.upper});
         })},
        {"rate",
         "Rate for each so many people, with the count's interval",
         "per x / n, per (interval of x) / n",
         "as `count`",
         {{"x", "events"}, {"n", "people"}, {"per", "for each so many; 1000 if absent", true}},
         {{"value", "rate"}, k_lower, k_upper},
         true,
         each_row([](const MethodRow& r, double level) {
             if (!(r[1] > 0)) throw Error::input("'n' is {}, but a rate needs people: more than 0", r[1]);
             double scale = (r[2] == r[2] ? r[2] : 1000) / r[1];
             Interval i = poisson(r[0], level);
             return numbers({r[0] * scale, i.lower * scale, i.upper * scale});
         })},
        {"mean",
         "Mean with its t interval",
         "mean -+ t(n - 1) sqrt(s^2 / n)",
         "Student, Biometrika 6 (1908) 1",
         {{"value", "one observation a row; empty is missing"}},
         {{"n", "observations"}, {"mean", "their mean"}, k_lower, k_upper},
         false,
         mean},
        {"standardised-rate",
         "Directly standardised rate for each 100,000, with Dobson's interval",
         "sum(w x / n) / sum w; value + sqrt(var / events) (Byar limit of events - events)",
         "Dobson and others, Stat Med 10 (1991) 457",
         {{"x", "events of an age band"}, {"n", "its people"}, {"standard", "people of the standard population"}},
         {{"value", "rate; none below 10 events"}, k_lower, k_upper, {"events", "total of x"}},
         false,
         standardised},
    };
}

} // namespace peelian
