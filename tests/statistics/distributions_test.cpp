// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "statistics/distributions.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peelian;

TEST_CASE("quantiles and tails undo each other") {
    CHECK(z_of_level(0.95) == doctest::Approx(normal_quantile(0.975)).epsilon(1e-15));
    CHECK(z_of_level(0.998) == doctest::Approx(normal_quantile(0.999)).epsilon(1e-15));
    CHECK(normal_cdf(normal_quantile(0.3)) == doctest::Approx(0.3));
    CHECK(t_two_sided_p(t_quantile(0.975, 7), 7) == doctest::Approx(0.05));
    CHECK(normal_two_sided_p(-1.9599639845400542) == doctest::Approx(0.05));
}

TEST_CASE("a probability outside 0 to 1 is an error and a missing one is missing") {
    CHECK_THROWS_AS(normal_quantile(1), Error);
    CHECK_THROWS_AS(z_of_level(0), Error);
    CHECK_THROWS_AS(t_quantile(0.5, 0), Error);
    CHECK(std::isnan(normal_quantile(std::nan(""))));
    CHECK(std::isnan(t_two_sided_p(std::nan(""), 3)));
    CHECK(t_two_sided_p(INFINITY, 3) == 0);
}
