// SPDX-License-Identifier: MIT
// What every evaluation design gives: an effect with its uncertainty, or the reason why
// there is none. A NaN never stands without a reason.
#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace peelian {

/// Why an effect, or its uncertainty, could not be given. `none` is no reason: all is there.
enum class EffectReason {
    none,
    no_data,        ///< nothing was observed
    too_few_before, ///< too few periods before the start
    too_few_after,  ///< too few periods after it
    too_few_units,  ///< fewer areas than the uncertainty can rest on
    no_comparison,  ///< no area to compare with
    one_treated,    ///< a single treated area: no spread among the treated to measure
    no_variation,   ///< all outcomes (or all doses) are equal, or the model explains them wholly
    not_identified, ///< the effect cannot be told from another term of the model
    not_positive,   ///< a value at or below zero has no logarithm
    no_compliance   ///< being assigned made no difference to what was received
};
/// `none` is the empty text, others as `too-few-before`.
std::string_view to_code(EffectReason reason);

inline constexpr double k_no_number = std::numeric_limits<double>::quiet_NaN();

/// An estimate with its t (or, without `freedom`, normal) interval.
struct Effect {
    double value = k_no_number;
    double standard_error = k_no_number;
    double lower = k_no_number, upper = k_no_number; ///< interval at the level asked for
    double p = k_no_number;                          ///< two-sided, of no effect
    double freedom = k_no_number;                    ///< degrees of freedom; NaN: normal
    EffectReason reason = EffectReason::no_data;     ///< of the first thing that is missing

    bool known() const { return value == value; }
    bool certain() const { return lower == lower && upper == upper; }
};

struct NamedEffect {
    std::string name;
    Effect effect;
};

/// The effect with interval and p from value and standard error. A standard error that is
/// NaN or 0 leaves the value alone, with `reason` (no_variation where none is given).
Effect effect_of(double value, double standard_error, double freedom, double level = 0.95,
                 EffectReason reason = EffectReason::none);
/// No effect, for a reason.
Effect no_effect(EffectReason reason);

} // namespace peelian
