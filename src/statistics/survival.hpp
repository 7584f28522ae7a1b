// SPDX-License-Identifier: MIT
// How long things take while some are still open: the product-limit curve (Kaplan and
// Meier, J Am Stat Assoc 53 (1958) 457), its quantiles with the interval of Brookmeyer and
// Crowley (Biometrics 38 (1982) 29), and the log-rank test between groups (Mantel, Cancer
// Chemother Rep 50 (1966) 163). Open cases count for as long as they were watched.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

/// Cases that ended, or were last seen open, at one time. Times are not negative.
struct DurationCount {
    double time;
    double done;
    double open;
};

/// On which scale the curve's limits are made; log is R's default.
enum class SurvivalScale { log, plain, log_log };

/// The curve from one time at which something ended or left the watch. `left` is the share
/// still open after it; limits lie within 0 to 1 and are NaN where the variance does not
/// exist (nobody is left).
struct SurvivalStep {
    double time;
    double at_risk;
    double done;
    double open;
    double left;
    double standard_error; ///< Greenwood's
    double lower;
    double upper;
};

/// Counts may come in any order and repeat a time. Throws Error(input) on a negative time
/// or count, or one that is no number. Nobody: an empty curve.
std::vector<SurvivalStep> kaplan_meier(std::span<const DurationCount> counts, SurvivalScale scale = SurvivalScale::log,
                                       double level = 0.95);

/// The time by which `share` (0.5 the median) are done, with its limits: where the curve
/// and its upper and lower limits go below 1 - share. What is not reached while cases are
/// watched is NaN. Where the curve rests at exactly 1 - share, the middle of that rest.
struct SurvivalQuantile {
    double value;
    double lower;
    double upper;
};
SurvivalQuantile survival_quantile(std::span<const SurvivalStep> curve, double share);

/// Whether groups end equally fast. With fewer than two groups in which anybody could have
/// ended, `p` is NaN.
struct LogRank {
    double chi_square;
    double freedom;
    double p;
    std::vector<double> observed; ///< ends by group
    std::vector<double> expected; ///< if all groups ended alike
};
LogRank log_rank(std::span<const std::vector<DurationCount>> groups);

} // namespace peelian
