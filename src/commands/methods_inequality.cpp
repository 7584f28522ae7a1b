// SPDX-License-Identifier: MIT
// How unevenly something is spread, and along a ladder of groups.
#include "commands/methods_rows.hpp"
#include "statistics/concentration.hpp"
#include "statistics/inequality.hpp"

namespace peelian {
namespace {

std::vector<MethodCells> cells_of(const Concentration& c) {
    return {{c.value, c.standard_error, c.lower, c.upper, c.total}};
}

std::vector<MethodCells> curve(const MethodInput& in) {
    std::vector<MethodCells> out;
    for (const LorenzPoint& p : lorenz(in.numbers("value")))
        out.push_back({p.places, p.total});
    return out;
}

std::vector<MethodCells> quantiles(const MethodInput& in) {
    double groups = in.number("groups");
    if (!(groups >= 1 && groups <= 1e6)) throw Error::input("{} groups are none", groups);
    std::vector<MethodCells> out;
    for (int group : quantile_groups(in.numbers("value"), static_cast<int>(groups)))
        out.push_back({group > 0 ? group : k_none});
    return out;
}

std::string_view name_of(InequalityNote note) {
    switch (note) {
    case InequalityNote::none: return "";
    case InequalityNote::too_few_groups: return "fewer than three groups";
    case InequalityNote::no_errors: return "limits from the fit of the line";
    case InequalityNote::base_is_zero: break;
    }
    return "no relative index: the line reaches zero";
}

std::vector<MethodCells> ladder(const MethodInput& in) {
    InequalityIndex i =
        inequality_index(in.numbers("people"), in.numbers("value"), in.numbers("standard_error"), in.level);
    return {
        {i.slope, i.slope_lower, i.slope_upper, i.relative, i.relative_lower, i.relative_upper, text(name_of(i.note))}};
}

std::vector<Method> of_places() {
    std::vector<MethodColumn> places{{"value", "of one place, 0 for none"}},
        gives{{"value", "share, 0 to 1"},
              {"standard_error", "of the jackknife"},
              k_lower,
              k_upper,
              {"total", "of all places"}};
    return {
        {"gini", "How unevenly something is spread over places",
         "(n + 1)/n - 2 sum(rank x) / (n sum x), rank 1 the largest; jackknife over places",
         "Gini (1912); Efron and Tibshirani, An Introduction to the Bootstrap (1993), 11", places, gives,
         Method::Gives::row_for_group,
         [](const MethodInput& in) { return cells_of(gini(in.numbers("value"), in.level)); }},
        {"top-share",
         "Part of the whole in the places that have most",
         "sum of the largest share n values over the sum of all; jackknife over places",
         "Weisburd, Criminology 53 (2015) 133; Efron and Tibshirani (1993), 11",
         places,
         gives,
         Method::Gives::row_for_group,
         [](const MethodInput& in) { return cells_of(top_share(in.numbers("value"), in.number("share"), in.level)); },
         {{"share", "of places", "0.1"}}},
        {"lorenz",
         "Lorenz's curve",
         "share of the total in the share of places that have least",
         "Lorenz, Publ Am Stat Assoc 9 (1905) 209",
         places,
         {{"places", "share of places"}, {"total", "share of the total"}},
         Method::Gives::rows,
         curve},
    };
}

} // namespace

std::vector<Method> inequality_methods() {
    std::vector<Method> methods = of_places();
    methods.push_back({"inequality-index",
                       "Slope and relative index of inequality over a ladder of groups, the foot first",
                       "least squares of value on the share of people below a group's middle, weighted by its share",
                       "Mackenbach and Kunst, Soc Sci Med 44 (1997) 757",
                       {{"people", "of the group"},
                        {"value", "its rate or mean", Asked::gaps},
                        {"standard_error", "of the value", Asked::optional}},
                       {{"slope", "top less foot"},
                        {"slope_lower", "limit"},
                        {"slope_upper", "limit"},
                        {"relative", "top over foot"},
                        {"relative_lower", "limit"},
                        {"relative_upper", "limit"},
                        {"note", "what is to be said of it"}},
                       Method::Gives::row_for_group,
                       ladder});
    methods.push_back({"quantile-groups",
                       "Into which of equal groups each area falls, 1 the lowest",
                       "floor((Q + 1) - ceil(((n + 1) - rank) / (n / Q))), ties the smallest rank",
                       "Office for Health Improvement and Disparities, technical guidance",
                       {{"value", "of an area", Asked::gaps}},
                       {{"quantile", "1 to Q"}},
                       Method::Gives::row_for_row,
                       quantiles,
                       {{"groups", "how many, Q", "5"}}});
    return methods;
}

} // namespace peelian
