// SPDX-License-Identifier: MIT
#include "verdicts/verdict.hpp"

#include "statistics/multiple_tests.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {

std::string_view to_text(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::improving: return "improving";
    case VerdictKind::worsening: return "worsening";
    case VerdictKind::changed: return "changed";
    case VerdictKind::no_clear_change: return "no clear change";
    case VerdictKind::not_enough_data: return "not enough data";
    case VerdictKind::needs_triangulation: return "needs triangulation";
    case VerdictKind::mostly_more_reporting: return "mostly more reporting";
    case VerdictKind::mostly_less_reporting: return "mostly less reporting";
    case VerdictKind::real_rise: return "a real rise";
    case VerdictKind::real_fall: return "a real fall";
    case VerdictKind::cannot_tell: return "cannot tell";
    }
    return "not enough data";
}

void read_with_companions(Verdict& verdict, std::span<const CompanionEvidence> companions) {
    if (verdict.kind != VerdictKind::needs_triangulation) return;
    Estimate recorded = log_change(verdict.change, verdict.change_lower, verdict.change_upper);
    auto found = std::make_shared<Triangulation>(triangulate(recorded, companions));
    // A year that went the other way than the signal (a spike in a falling year) decides nothing.
    bool agree = found->direction == verdict.direction;
    using Answer = Triangulation::Answer;
    if (!agree && found->answer != Answer::no_evidence) found->answer = Answer::cannot_tell;
    bool up = verdict.direction > 0;
    switch (found->answer) {
    case Answer::no_evidence: break;
    case Answer::cannot_tell: verdict.kind = VerdictKind::cannot_tell; break;
    case Answer::mostly_reporting:
        verdict.kind = up ? VerdictKind::mostly_more_reporting : VerdictKind::mostly_less_reporting;
        break;
    case Answer::real_change: verdict.kind = up ? VerdictKind::real_rise : VerdictKind::real_fall; break;
    }
    verdict.triangulation = std::move(found);
}

double p_value(const Verdict& verdict) {
    if (std::isnan(verdict.statistic) || std::isnan(verdict.threshold)) return k_missing;
    auto tail = [](double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); };
    return std::min(1.0, 0.05 * tail(verdict.statistic) / tail(verdict.threshold));
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
