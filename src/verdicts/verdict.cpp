// SPDX-License-Identifier: MIT
#include "verdicts/verdict.hpp"

#include "statistics/multiple_tests.hpp"

namespace peelian {

std::string_view to_text(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::improving: return "improving";
    case VerdictKind::worsening: return "worsening";
    case VerdictKind::changed: return "changed";
    case VerdictKind::no_clear_change: return "no clear change";
    case VerdictKind::not_enough_data: return "not enough data";
    case VerdictKind::needs_triangulation: return "needs triangulation";
    }
    return "not enough data";
}

std::vector<bool> discoveries(std::span<const double> p_values, double rate) {
    FalseDiscovery found = benjamini_hochberg(p_values, rate);
    std::vector<bool> passed(p_values.size(), false);
    if (found.rejections == 0) return passed;
    for (std::size_t i = 0; i < p_values.size(); ++i)
        passed[i] = p_values[i] <= found.threshold; // NaN compares false
    return passed;
}

} // namespace peelian
