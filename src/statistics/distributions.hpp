// SPDX-License-Identifier: MIT
// Quantiles and tails of the distributions in use, from Boost.Math, so that its headers
// stay in one place. Arguments outside a function's range throw Error(input); NaN in
// gives NaN out.
#pragma once

namespace peelian {

/// Standard normal quantile of p in (0, 1).
double normal_quantile(double p);
/// Standard normal distribution function.
double normal_cdf(double z);
/// Two-sided p of a standard normal z.
double normal_two_sided_p(double z);
/// z of a two-sided interval at `level` (0.95 -> 1.959964); kept ready for 0.95 and 0.998.
double z_of_level(double level);
/// Student's t quantile of p in (0, 1), `freedom` > 0; kept ready for 0.975 and whole
/// degrees of freedom up to 200.
double t_quantile(double p, double freedom);
/// Two-sided p of a Student's t.
double t_two_sided_p(double t, double freedom);
/// Upper tails of chi-square and F; NaN where an argument is NaN or freedom is not positive.
double chi_square_upper(double x, double freedom);
double f_upper(double x, double freedom1, double freedom2);

} // namespace peelian
