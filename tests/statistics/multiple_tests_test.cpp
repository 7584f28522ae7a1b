// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "statistics/multiple_tests.hpp"
#include "statistics/shared_vectors.hpp"

#include <nlohmann/json.hpp>

#include <array>

using namespace peelian;
using namespace peelian::testing;

TEST_CASE("the largest passing rank decides, not the first failure") {
    // Ranks 1 and 2 fail (0.03 > 0.0125, 0.032 > 0.025); rank 3 passes and takes them along.
    std::array<double, 4> p{0.03, 0.032, 0.036, 0.9};
    FalseDiscovery found = benjamini_hochberg(p);
    CHECK(found.rejections == 3);
    CHECK(found.threshold == doctest::Approx(0.0375));
}

TEST_CASE("Benjamini and Hochberg's own example gives four findings") {
    std::array<double, 15> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                             0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    CHECK(benjamini_hochberg(p).rejections == 4);
    CHECK(benjamini_hochberg(p).threshold == doctest::Approx(0.013333333333333334));
}

TEST_CASE("missing p-values are no tests and no tests have no findings") {
    std::array<double, 3> p{std::nan(""), 0.04, std::nan("")};
    CHECK(benjamini_hochberg(p).rejections == 1);
    CHECK(benjamini_hochberg({}).rejections == 0);
    std::array<double, 1> wrong{1.5};
    CHECK_THROWS_AS(benjamini_hochberg(wrong), Error);
}

TEST_CASE("false discovery thresholds agree with every shared case") {
    auto bytes = shared_file("spatial/fdr_bh.json");
    if (!bytes) return;
    for (const auto& row : nlohmann::json::parse(*bytes)) {
        auto p = row.at("p").get<std::vector<double>>();
        FalseDiscovery found = benjamini_hochberg(p, row.at("alpha"));
        CHECK(found.rejections == row.at("bh_rejections").get<std::size_t>());
        CHECK(near(found.threshold, row.at("bh_threshold"), 1e-12));
    }
}
