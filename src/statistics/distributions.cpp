// SPDX-License-Identifier: MIT
#include "statistics/distributions.hpp"

#include "base/error.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace peelian {

double normal_quantile(double p) {
    if (std::isnan(p)) return p;
    if (!(p > 0 && p < 1)) throw Error::input("probability {} is not between 0 and 1", p);
    return boost::math::quantile(boost::math::normal(), p);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z * M_SQRT1_2); }

double normal_two_sided_p(double z) { return std::erfc(std::fabs(z) * M_SQRT1_2); }

double z_of_level(double level) {
    if (level == 0.95) return 1.9599639845400542;
    if (level == 0.998) return 3.0902323061678135;
    if (!(level > 0 && level < 1))
        throw Error::input("interval level {} is not between 0 and 1", level);
    return normal_quantile(0.5 + level / 2);
}

double t_quantile(double p, double freedom) {
    if (std::isnan(p) || std::isnan(freedom)) return p + freedom;
    if (!(p > 0 && p < 1)) throw Error::input("probability {} is not between 0 and 1", p);
    if (!(freedom > 0)) throw Error::input("{} degrees of freedom; expected more than 0", freedom);
    return boost::math::quantile(boost::math::students_t(freedom), p);
}

double t_two_sided_p(double t, double freedom) {
    if (std::isnan(t) || std::isnan(freedom)) return t + freedom;
    if (!(freedom > 0)) throw Error::input("{} degrees of freedom; expected more than 0", freedom);
    if (std::isinf(t)) return 0;
    return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(freedom),
                                                        std::fabs(t)));
}

} // namespace peelian
