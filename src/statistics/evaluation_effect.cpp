// SPDX-License-Identifier: MIT
#include "statistics/evaluation_effect.hpp"

#include "statistics/distributions.hpp"

#include <cmath>

namespace peelian {

std::string_view to_code(EffectReason reason) {
    switch (reason) {
    case EffectReason::none: return "";
    case EffectReason::no_data: return "no-data";
    case EffectReason::too_few_before: return "too-few-before";
    case EffectReason::too_few_after: return "too-few-after";
    case EffectReason::too_few_units: return "too-few-units";
    case EffectReason::no_comparison: return "no-comparison";
    case EffectReason::one_treated: return "one-treated";
    case EffectReason::no_variation: return "no-variation";
    case EffectReason::not_identified: return "not-identified";
    case EffectReason::not_positive: return "not-positive";
    case EffectReason::no_compliance: return "no-compliance";
    }
    return "";
}

Effect no_effect(EffectReason reason) {
    Effect e;
    e.reason = reason;
    return e;
}

Effect effect_of(double value, double standard_error, double freedom, double level, EffectReason reason) {
    Effect e;
    e.value = value;
    e.reason = reason;
    if (!std::isfinite(value)) return no_effect(reason == EffectReason::none ? EffectReason::not_identified : reason);
    if (!(standard_error > 0) || !std::isfinite(standard_error) || freedom <= 0) {
        if (reason == EffectReason::none) e.reason = EffectReason::no_variation;
        return e;
    }
    bool normal = std::isnan(freedom);
    double quantile = normal ? z_of_level(level) : t_quantile(0.5 + level / 2, freedom);
    e.standard_error = standard_error;
    e.freedom = freedom;
    e.lower = value - quantile * standard_error;
    e.upper = value + quantile * standard_error;
    e.p = normal ? normal_two_sided_p(value / standard_error) : t_two_sided_p(value / standard_error, freedom);
    return e;
}

} // namespace peelian
