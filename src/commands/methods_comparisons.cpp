// SPDX-License-Identifier: MIT
// Two figures against each other, and many against what chance gives.
#include "commands/methods_rows.hpp"
#include "statistics/funnel.hpp"
#include "statistics/intervals.hpp"
#include "statistics/multiple_tests.hpp"
#include "statistics/peers.hpp"
#include "statistics/random_effects.hpp"

#include <cmath>

namespace peelian {
namespace {

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

std::vector<MethodCells> funnel(const MethodInput& in, bool proportions) {
    double x = 0, n = 0;
    for (std::size_t i = 0; i < in.size(); ++i) {
        x += in.numbers("x")[i];
        n += in.numbers("n")[i];
    }
    double overall = n > 0 ? x / n : k_none;
    return each_row([&](const MethodRow& r) {
        auto limits = [&](double level) {
            if (proportions) return funnel_proportion(overall, r[1], level);
            Interval ratio = funnel_ratio(overall * r[1], level);
            return Interval{ratio.lower * overall, ratio.upper * overall};
        };
        Interval inner = limits(0.95), outer = limits(0.998);
        FunnelPlace place = proportions ? place_proportion(r[0], r[1], overall) : place_rate(r[0], r[1], overall);
        return MethodCells{r[1] > 0 ? r[0] / r[1] : k_none,
                           overall,
                           inner.lower,
                           inner.upper,
                           outer.lower,
                           outer.upper,
                           text(name_of(place))};
    })(in);
}

std::vector<MethodCells> funnel_many(const MethodInput& in) {
    double sum = 0, weights = 0;
    std::span<const double> values = in.numbers("value"), errors = in.numbers("standard_error");
    for (std::size_t i = 0; i < in.size(); ++i)
        if (values[i] == values[i] && errors[i] > 0) {
            sum += values[i] / (errors[i] * errors[i]);
            weights += 1 / (errors[i] * errors[i]);
        }
    Overdispersion over = overdispersion(values, errors, weights > 0 ? sum / weights : k_none, in.number("winsorise"));
    return each_row([&](const MethodRow& r) {
        Interval inner = funnel_adjusted(over, r[1], 0.95), outer = funnel_adjusted(over, r[1], 0.998);
        return MethodCells{over.centre, over.phi,    over.tau_squared, inner.lower,
                           inner.upper, outer.lower, outer.upper,      z_adjusted(over, r[0], r[1])};
    })(in);
}

std::vector<MethodCells> false_discovery(const MethodInput& in) {
    // 1 - 0.95 is a little more than 0.05.
    double rate = std::round((1 - in.level) * 1e9) / 1e9;
    FalseDiscovery found = benjamini_hochberg(in.numbers("p"), rate);
    return each_row([&](const MethodRow& r) {
        return MethodCells{found.threshold, text(r[0] <= found.threshold && found.rejections > 0 ? "yes" : "no")};
    })(in);
}

std::vector<MethodCells> pooled(const MethodInput& in) {
    std::vector<Estimate> estimates;
    for (std::size_t i = 0; i < in.size(); ++i)
        estimates.push_back({in.numbers("value")[i], in.numbers("variance")[i]});
    RandomEffects e = random_effects(estimates, 0, in.level);
    return {{static_cast<double>(e.count), e.mean, e.standard_error, e.tau_squared, e.lower, e.upper}};
}

/// Characteristics stand below each other: one row for an area and a characteristic.
std::vector<MethodCells> peers(const MethodInput& in) {
    Numbered areas = numbered(in.texts("area")), kinds = numbered(in.texts("characteristic"));
    std::size_t width = kinds.names.size();
    std::vector<double> table(areas.names.size() * width, k_none);
    for (std::size_t i = 0; i < in.size(); ++i)
        table[areas.number[i] * width + kinds.number[i]] = in.numbers("value")[i];
    double count = in.number("count");
    if (!(count >= 1)) throw Error::input("{} peers are none", count);
    std::vector<MethodCells> out;
    for (std::size_t a = 0; a < areas.names.size(); ++a) {
        double rank = 0;
        for (const Peer& peer : most_similar(table, width, a, static_cast<std::size_t>(count)))
            out.push_back({areas.names[a], ++rank, areas.names[peer.area], peer.distance});
    }
    return out;
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
         Method::Gives::row_for_row,
         [](const MethodInput& in) { return funnel(in, true); }},
        {"funnel-rate",
         "Rates of many areas against chance",
         "counts whose exact Poisson interval just reaches what is expected",
         "Spiegelhalter, Stat Med 24 (2005) 1185",
         {{"x", "events"}, {"n", "people"}},
         funnel_gives,
         Method::Gives::row_for_row,
         [](const MethodInput& in) { return funnel(in, false); }},
        {"funnel-overdispersed",
         "Values of many areas that differ by more than chance: limits and z with a variance between",
         "phi = mean winsorised z^2, tau^2 = (I phi - (I - 1)) / (sum w - sum w^2 / sum w); z = (value - centre) / "
         "sqrt(error^2 + tau^2)",
         "Spiegelhalter, Stat Med 24 (2005) 1185",
         {{"value", "of an area", Asked::gaps}, {"standard_error", "of it", Asked::gaps}},
         {{"centre", "mean weighted by precision"},
          {"phi", "dispersion after winsorising"},
          {"tau_squared", "variance between areas"},
          {"lower_95", "limit"},
          {"upper_95", "limit"},
          {"lower_998", "limit at 99.8 per cent"},
          {"upper_998", "limit at 99.8 per cent"},
          {"z", "with the variance between"}},
         Method::Gives::row_for_row,
         funnel_many,
         {{"winsorise", "share of z pulled in at each end", "0.1"}}},
        {"peers",
         "The areas most like each, by standardised distance",
         "root of the mean over characteristics of ((a - b) / sd)^2",
         "Euclidean distance of standardised values",
         {{"area", "name", Asked::always, Holds::texts},
          {"characteristic", "name", Asked::always, Holds::texts},
          {"value", "the area's", Asked::gaps}},
         {{"area", "name"},
          {"rank", "1 the nearest"},
          {"peer", "area like it"},
          {"distance", "in standard deviations"}},
         Method::Gives::rows,
         peers,
         {{"count", "how many peers", "5"}}},
        {"false-discovery",
         "Which of many p-values may be called findings (rate: 1 - level)",
         "largest k with p(k) <= k rate / m",
         "Benjamini and Hochberg, J R Stat Soc B 57 (1995) 289",
         {{"p", "two-sided p of one test; empty is no test", Asked::gaps}},
         {{"threshold", "largest k rate / m that passes"}, {"finding", "yes or no"}},
         Method::Gives::row_for_row,
         false_discovery},
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
         Method::Gives::row_for_group,
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
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             Interval i = newcombe(r[0], r[1], r[2], r[3], r.level());
             double d = r[1] > 0 && r[3] > 0 ? r[0] / r[1] - r[2] / r[3] : k_none;
             return MethodCells{d, i.lower, i.upper};
         })},
        {"rate-ratio",
         "One rate over another",
         "(a/na) / (b/nb), exp(log ratio -+ z sqrt(1/a + 1/b)); exact below 10",
         "Rothman and Greenland, Modern Epidemiology (1998), 14",
         {{"a", "events"}, {"na", "people"}, {"b", "events"}, {"nb", "people"}},
         {{"ratio", "rate ratio"}, k_lower, k_upper, {"method", "log-wald, exact or none"}},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             RateRatio q = rate_ratio(r[0], r[1], r[2], r[3], r.level());
             return MethodCells{q.ratio, q.lower, q.upper, text(name_of(q.method))};
         })},
        {"count-change",
         "Change from one count to another",
         "exact conditional (binomial) test; quasi-Poisson where dispersion is above 1",
         "Przyborowski and Wilenski, Biometrika 31 (1940) 313",
         {{"before", "count"},
          {"after", "count"},
          {"exposure", "length of after over before; 1 if absent", Asked::optional},
          {"dispersion", "variance over mean; 1 if absent", Asked::optional}},
         {{"difference", "after - before exposure"},
          {"ratio", "after / (before exposure)"},
          k_lower,
          k_upper,
          {"p", "two-sided"},
          {"method", "exact or quasi-poisson"}},
         Method::Gives::row_for_row,
         each_row([](const MethodRow& r) {
             CountChange c = count_change(r[0], r[1], r[2] == r[2] ? r[2] : 1, r[3] == r[3] ? r[3] : 1, r.level());
             return MethodCells{c.difference, c.ratio, c.lower, c.upper, c.p, text(name_of(c.method))};
         })},
    };
    for (Method& method : methods_of_many())
        methods.push_back(std::move(method));
    return methods;
}

} // namespace peelian
