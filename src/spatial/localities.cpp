// SPDX-License-Identifier: MIT
#include "spatial/localities.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace peelian {
namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// A place's rate over that of the area, times 100.
std::vector<double> indexed(const LocalityVariable& v) {
    double count = 0, base = 0;
    for (std::size_t i = 0; i < v.counts.size(); ++i) {
        if (v.counts[i] < 0 || v.bases[i] < 0)
            throw Error::input("{}: a place has {} of {}", v.name, v.counts[i], v.bases[i]);
        if (std::isnan(v.counts[i]) || std::isnan(v.bases[i])) continue;
        count += v.counts[i];
        base += v.bases[i];
    }
    if (!(count > 0 && base > 0)) throw Error::input("{}: there is none in the whole area", v.name);
    std::vector<double> out;
    for (std::size_t i = 0; i < v.counts.size(); ++i)
        out.push_back(v.bases[i] > 0 ? 100 * (v.counts[i] / v.bases[i]) / (count / base) : k_nan);
    return out;
}

/// The weighted mean, with one variable's weight times `factor`.
double mean_of(const std::vector<double>& indexes, std::span<const LocalityVariable> variables, std::size_t changed,
               double factor) {
    double sum = 0, weights = 0;
    for (std::size_t v = 0; v < indexes.size(); ++v) {
        double w = variables[v].weight * (v == changed ? factor : 1);
        sum += w * indexes[v];
        weights += w;
    }
    return weights > 0 ? sum / weights : k_nan;
}

void mark_top_tenth(std::vector<Locality>& places) {
    std::vector<double> known;
    for (const Locality& p : places)
        if (!std::isnan(p.index)) known.push_back(p.index);
    if (known.empty()) return;
    std::ranges::sort(known, std::greater<>());
    std::size_t tenth = std::max<std::size_t>(1, (known.size() + 5) / 10);
    for (Locality& p : places)
        p.top_tenth = p.index >= known[tenth - 1];
}

} // namespace

std::vector<Locality> vulnerable_localities(std::span<const LocalityVariable> variables) {
    if (variables.empty()) throw Error::input("an index needs at least one variable");
    std::size_t places = variables[0].counts.size();
    std::vector<std::vector<double>> indexes;
    for (const LocalityVariable& v : variables) {
        if (v.counts.size() != places || v.bases.size() != places)
            throw Error::input("{}: {} counts and {} bases for {} places", v.name, v.counts.size(), v.bases.size(),
                               places);
        if (!(v.weight > 0)) throw Error::input("{}: a weight of {} is none", v.name, v.weight);
        indexes.push_back(indexed(v));
    }
    std::vector<Locality> out;
    for (std::size_t i = 0; i < places; ++i) {
        Locality& place = out.emplace_back();
        for (const std::vector<double>& index : indexes)
            place.indexes.push_back(index[i]);
        place.index = place.lowest = place.highest = mean_of(place.indexes, variables, 0, 1);
        for (std::size_t v = 0; v < variables.size(); ++v)
            for (double factor : {0.0, 2.0}) {
                double changed = mean_of(place.indexes, variables, v, factor);
                if (std::isnan(changed)) continue; // the only variable left out
                place.lowest = std::min(place.lowest, changed);
                place.highest = std::max(place.highest, changed);
            }
        place.priority = place.index >= k_priority_index;
        place.always_priority = place.lowest >= k_priority_index;
        place.sometimes_priority = place.highest >= k_priority_index;
    }
    mark_top_tenth(out);
    return out;
}

} // namespace peelian
