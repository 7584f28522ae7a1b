// SPDX-License-Identifier: MIT
// Many tests at once: which of them may be called findings.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

struct FalseDiscovery {
    double threshold = 0;       ///< largest passing rank times rate over tests; 0 when none pass
    std::size_t rejections = 0; ///< p-values at or below it
};

/// Benjamini and Hochberg's step-up rule (J R Stat Soc B 57 (1995) 289): with p sorted,
/// the largest rank k with p(k) <= k rate / m, not the first failure. NaN is no test: it
/// neither passes nor counts in m. Throws when a p or the rate is outside 0 to 1.
FalseDiscovery benjamini_hochberg(std::span<const double> p_values, double rate = 0.05);

} // namespace peelian
