// SPDX-License-Identifier: MIT
#include "verdicts/shift_test.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

struct Entry {
    int seasons;
    int length;
    Calibration simulated;
};

// Written by bench/calibrate_verdicts.cpp. By season and length, rising.
constexpr Entry k_table[] = {
#include "verdicts/calibration_table.inc"
};

double between(double a, double b, double share) { return a + share * (b - a); }

} // namespace

Calibration calibration_for(int seasons, int n) {
    int row = seasons == 1 ? 1 : seasons <= 4 ? 4 : 12;
    const Entry* low = nullptr;
    const Entry* high = nullptr;
    for (const Entry& entry : k_table) {
        if (entry.seasons != row) continue;
        if (low == nullptr || entry.length <= n) low = &entry;
        high = &entry;
        if (entry.length >= n) break;
    }
    if (low->length >= n) return low->simulated;
    if (high->length <= n) return high->simulated;
    double share = (1.0 / low->length - 1.0 / n) / (1.0 / low->length - 1.0 / high->length);
    Calibration out = low->simulated;
    const Calibration& next = high->simulated;
    for (std::size_t i = 0; i < k_rho_nodes.size(); ++i) {
        out.null_lag[i] = between(out.null_lag[i], next.null_lag[i], share);
        out.step_lag[i] = between(out.step_lag[i], next.step_lag[i], share);
    }
    out.two_lag = between(out.two_lag, next.two_lag, share);
    out.base = between(out.base, next.base, share);
    out.slope = between(out.slope, next.slope, share);
    out.sparse = between(out.sparse, next.sparse, share);
    out.power = between(out.power, next.power, share);
    return out;
}

} // namespace peelian
