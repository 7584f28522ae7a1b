// SPDX-License-Identifier: MIT
#include "statistics/random_effects.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

using namespace peelian;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

/// Thirteen trials of the BCG vaccine: cases and others among the vaccinated, then among
/// those who were not (Colditz and others, JAMA 271 (1994) 698).
constexpr std::array<std::array<double, 4>, 13> k_trials{{{4, 119, 11, 128},
                                                          {6, 300, 29, 274},
                                                          {3, 228, 11, 209},
                                                          {62, 13536, 248, 12619},
                                                          {33, 5036, 47, 5761},
                                                          {180, 1361, 372, 1079},
                                                          {8, 2537, 10, 619},
                                                          {505, 87886, 499, 87892},
                                                          {29, 7470, 45, 7232},
                                                          {17, 1699, 65, 1600},
                                                          {186, 50448, 141, 27197},
                                                          {5, 2493, 3, 2338},
                                                          {27, 16886, 29, 17825}}};

std::vector<Estimate> log_risk_ratios() {
    std::vector<Estimate> out;
    for (auto [a, b, c, d] : k_trials)
        out.push_back({std::log(a / (a + b) * (c + d) / c), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)});
    return out;
}

} // namespace

TEST_CASE("the trials of a vaccine have the mean and heterogeneity that are published for them") {
    // R, metafor 3.8: rma(yi, vi, method = "DL", test = "knha") on escalc(measure = "RR").
    RandomEffects r = random_effects(log_risk_ratios());
    CHECK(r.tau_squared == doctest::Approx(0.30876026).epsilon(1e-7));
    CHECK(r.mean == doctest::Approx(-0.71411722).epsilon(1e-7));
    CHECK(r.standard_error == doctest::Approx(0.18069663).epsilon(1e-7));
    CHECK(r.lower == doctest::Approx(-1.10782135).epsilon(1e-7));
    CHECK(r.upper == doctest::Approx(-0.32041309).epsilon(1e-7));
    CHECK(r.critical == doctest::Approx(2.178813)); // t with 12 degrees of freedom
    CHECK(r.count == 13);
}

TEST_CASE("one estimate has its own interval, widened by how far such estimates may stray") {
    RandomEffects alone = random_effects(std::array{Estimate{0.1, 0.01}});
    CHECK(alone.lower == doctest::Approx(0.1 - 0.1959964));
    CHECK(alone.upper == doctest::Approx(0.1 + 0.1959964));
    RandomEffects wider = random_effects(std::array{Estimate{0.1, 0.01}}, 0.03);
    CHECK(wider.upper == doctest::Approx(0.1 + 2 * 0.1959964));
}

TEST_CASE("estimates that agree are pooled by their precision") {
    RandomEffects r = random_effects(std::array{Estimate{1, 1}, Estimate{1, 1}, Estimate{1, 0.5}});
    CHECK(r.mean == doctest::Approx(1));
    CHECK(r.tau_squared == 0);
    CHECK(r.standard_error == doctest::Approx(0.5)); // never narrower than their errors say
    CHECK(r.critical == doctest::Approx(4.302653));  // t with 2 degrees of freedom
}

TEST_CASE("missing, impossible and no estimates are left out or nothing") {
    RandomEffects r = random_effects(
        std::array{Estimate{k_nan, 1}, Estimate{1, k_nan}, Estimate{1, 0}, Estimate{2, 4}, Estimate{INFINITY, 1}});
    CHECK(r.count == 1);
    CHECK(r.mean == 2);
    RandomEffects none = random_effects({});
    CHECK(none.count == 0);
    CHECK(std::isnan(none.mean));
    CHECK(std::isnan(none.lower));
}
