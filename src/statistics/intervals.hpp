// SPDX-License-Identifier: MIT
// Intervals for proportions, counts, rates and means, and the comparison of two of them.
// Every function is pure and safe to share between threads.
//
// Rules that hold for all: a NaN argument (missing) gives NaN limits; an impossible
// argument (negative count, more successes than trials, a level outside 0-1) throws
// Error(input); a comparison that the data cannot answer (both groups empty, no exposure)
// is NaN. A limit that does not exist (a ratio with nothing in its denominator has no
// upper one) is NaN too. Counts need not be whole: weighted counts are taken as they are.
#pragma once

#include <span>

namespace peelian {

struct Interval {
    double lower;
    double upper;
};

/// Wilson score interval of the proportion x / n, without continuity correction:
/// (2x + z^2 -+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)). Wilson, J Am Stat Assoc 22
/// (1927) 209. x = 0 has lower limit exactly 0, x = n upper limit exactly 1; n = 0 is NaN;
/// x > n throws.
Interval wilson(double x, double n, double level = 0.95);

/// Newcombe's hybrid score interval of x1/n1 - x2/n2 (method 10: Newcombe, Stat Med 17
/// (1998) 873). n1 or n2 = 0 is NaN.
Interval newcombe(double x1, double n1, double x2, double n2, double level = 0.95);

/// Exact interval of a Poisson mean: gamma quantiles, which are half the chi-square
/// quantiles at 2x and 2x + 2 (Garwood, Biometrika 28 (1936) 437). Lower limit of 0 is 0.
Interval garwood(double count, double level = 0.95);

/// Byar's approximation, x(1 - 1/9x - z/3sqrt(x))^3 and the same at x + 1 with plus
/// (Breslow and Day 1987, eq. 2.13). The lower limit is never below 0.
Interval byar(double count, double level = 0.95);

/// The interval of a published count: Garwood below 10 events, Byar from 10 on. For a
/// rate divide both limits by the population. Whole counts at 95 per cent come from a
/// table, so it may be called for every cell of a large table (about 5 ns).
Interval poisson(double count, double level = 0.95);

/// t interval of the mean of the values that are there (NaN is left out). Fewer than two
/// values: NaN. All equal: both limits are that value.
Interval mean_t(std::span<const double> values, double level = 0.95);

/// How an interval of a ratio came about.
enum class RatioMethod {
    none,         ///< nothing to compare: everything is NaN
    log_wald,     ///< exp(log ratio -+ z sqrt(1/a + 1/b))
    exact,        ///< conditional on the total: Clopper-Pearson of a / (a + b)
    quasi_poisson ///< as log_wald or exact, with counts divided by the dispersion
};

/// Rate a / na over rate b / nb.
struct RateRatio {
    double ratio;
    double lower;
    double upper;
    RatioMethod method;
};

/// Log-Wald interval (Rothman and Greenland), exact conditional where either count is
/// below 10. b = 0 has no ratio and no upper limit; a = 0 has ratio and lower limit 0;
/// both 0, or no population, has nothing.
RateRatio rate_ratio(double a, double na, double b, double nb, double level = 0.95);
/// The two parts of it by name.
Interval rate_ratio_log_wald(double a, double na, double b, double nb, double level = 0.95);
Interval rate_ratio_exact(double a, double na, double b, double nb, double level = 0.95);

/// Change from one count to another.
struct CountChange {
    double difference; ///< after less what `before` leads one to expect (before * exposure)
    double ratio;      ///< after / (before * exposure); NaN when before is 0
    double lower;      ///< interval of the ratio
    double upper;
    double p; ///< two-sided, of no change
    RatioMethod method;
    /// A percentage of a base below 10 says nothing and is not shown.
    bool shows_percentage;
};

/// Compares two independent counts. `exposure` is how much longer or larger the later
/// one's period or population is (31.0 / 28 from February to March). With dispersion at
/// or below 1 (Poisson): the exact conditional test, twice the smaller tail, with its
/// Clopper-Pearson interval. Above 1 (counts come in bunches): quasi-Poisson, the normal
/// test on the log ratio with its variance times the dispersion; where either count is
/// below 10 dispersions, the exact test on counts divided by the dispersion. Both 0: p is 1.
CountChange count_change(double before, double after, double exposure = 1, double dispersion = 1, double level = 0.95);

/// A directly standardised rate.
struct StandardisedRate {
    double value;
    double lower;
    double upper;
    double events; ///< total it rests on
};

/// Directly standardised rate, per `multiplier`, with Dobson's interval: value +
/// sqrt(Var(rate) / events) (Byar limit of events - events) (Dobson and others, Stat Med 10
/// (1991) 457). The spans hold strata and have one length; `standard` is the standard
/// population. A missing count is 0 events of that stratum. Below 10 events all is NaN
/// but `events`; a stratum of the standard without people throws.
StandardisedRate standardised_rate(std::span<const double> counts, std::span<const double> population,
                                   std::span<const double> standard, double multiplier = 100000, double level = 0.95);

/// One frequency of events that come in bunches: `persons` by stratum with `frequency`
/// events each.
struct EventFrequency {
    double frequency;
    std::span<const double> persons;
};
/// The same where events are not independent (repeat victims): the variance of the total
/// is the sum of frequency squared times persons.
StandardisedRate standardised_rate(std::span<const EventFrequency> events, std::span<const double> population,
                                   std::span<const double> standard, double multiplier = 100000, double level = 0.95);

/// Indirectly standardised: events over the number that the standard's rates lead one to
/// expect (the standardised mortality ratio, when the events are deaths), with the count's
/// interval. No expectation: NaN.
struct StandardisedRatio {
    double expected;
    double ratio;
    double lower;
    double upper;
};
StandardisedRatio standardised_ratio(double observed, std::span<const double> population,
                                     std::span<const double> standard_rates, double level = 0.95);

/// Counts of several kinds, each times its weight (harm: days of a starting-point
/// sentence, a severity score). Interval as of a standardised rate: sum + sqrt(variance /
/// events) (limit of events - events), variance the sum of weight squared times count; the
/// limit is exact below 10 events. Without events it runs from 0 to the largest weight
/// times the upper limit of nothing. A missing count is none; throws where lengths differ
/// or a count or weight is negative.
struct WeightedCount {
    double value;
    double lower;
    double upper;
    double events;
};
WeightedCount weighted_count(std::span<const double> counts, std::span<const double> weights, double level = 0.95);

/// The value below which a share `p` of values lies (0.5: the median) and its interval from
/// order statistics: the closest pair of ranks whose binomial chance of holding it is at
/// least the level in both tails (David and Nagaraja, Order Statistics (2003), 7.1). Values
/// between ranks are interpolated as R's type 7. NaN is left out. A limit that would lie
/// beyond the values does not exist: NaN.
struct QuantileInterval {
    double value;
    double lower;
    double upper;
    double coverage; ///< the chance itself; NaN where a limit does not exist
};
QuantileInterval quantile_interval(std::span<const double> values, double p, double level = 0.95);

} // namespace peelian
