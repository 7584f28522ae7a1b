// SPDX-License-Identifier: MIT
#include "verdicts/verdict.hpp"

#include <cmath>

namespace peelian {
namespace {

/// True of events that are fewer than one a period.
bool are_rare(std::span<const double> counts) {
    double sum = 0, n = 0;
    for (double v : counts)
        if (!std::isnan(v)) {
            sum += v;
            ++n;
        }
    return n > 0 && sum < n;
}

} // namespace

ControlChart classical_chart(std::span<const double> numerator, std::span<const double> denominator,
                             JudgeInput::Nature nature) {
    using Nature = JudgeInput::Nature;
    bool based = denominator.size() == numerator.size() && !numerator.empty();
    if (nature == Nature::proportion && based) return proportions_chart(numerator, denominator);
    if (nature == Nature::rate && based)
        return are_rare(numerator) ? rare_rates_chart(numerator, denominator) : rates_chart(numerator, denominator);
    bool counts = nature == Nature::count || nature == Nature::rate;
    return counts && are_rare(numerator) ? rare_counts_chart(numerator) : individuals_chart(numerator);
}

} // namespace peelian
