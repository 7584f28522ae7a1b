// SPDX-License-Identifier: MIT
#include "verdicts/verdict.hpp"

#include <cmath>

namespace peelian {

ControlChart classical_chart(std::span<const double> numerator, std::span<const double> denominator,
                             JudgeInput::Nature nature) {
    using Nature = JudgeInput::Nature;
    bool based = denominator.size() == numerator.size() && !numerator.empty();
    if (nature == Nature::proportion && based) return proportions_chart(numerator, denominator);
    if (nature == Nature::rate && based) return rates_chart(numerator, denominator);
    double sum = 0, n = 0;
    for (double v : numerator)
        if (!std::isnan(v)) {
            sum += v;
            ++n;
        }
    bool counts = nature == Nature::count || nature == Nature::rate;
    if (counts && n > 0 && sum < n) return rare_counts_chart(numerator);
    return individuals_chart(numerator);
}

} // namespace peelian
