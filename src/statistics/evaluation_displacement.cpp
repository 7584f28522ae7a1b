// SPDX-License-Identifier: MIT
#include "statistics/evaluation_displacement.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace peelian {
namespace {

Effect difference(const CountPair& a, const CountPair& b, double dispersion, double level) {
    double value = a.change() - b.change();
    double variance = a.before + a.after + b.before + b.after;
    if (std::isnan(variance)) return no_effect(EffectReason::no_data);
    return effect_of(value, std::sqrt(variance * dispersion), k_no_number, level);
}

} // namespace

DisplacementResult weighted_displacement(const DisplacementCounts& counts, double dispersion, double level) {
    for (const CountPair& pair : {counts.treated, counts.comparison, counts.around_treated, counts.around_comparison})
        for (double count : {pair.before, pair.after})
            if (count < 0) throw Error::input("{} events; a count is not negative", count);
    DisplacementResult result;
    result.dispersion = std::isfinite(dispersion) ? std::max(1.0, dispersion) : 1;
    const CountPair& t = counts.treated;
    const CountPair& d = counts.around_treated;
    const CountPair& c = counts.comparison;
    const CountPair& e = counts.around_comparison;
    result.direct = difference(t, c, result.dispersion, level);
    result.around = difference(d, e, result.dispersion, level);
    result.total = difference({t.before + d.before, t.after + d.after}, {c.before + e.before, c.after + e.after},
                              result.dispersion, level);
    return result;
}

} // namespace peelian
