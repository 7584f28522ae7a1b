// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "spatial/local.hpp"
#include "statistics/random.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace peelian;

namespace {

// The example of PySAL's esda: six points, neighbours within 15; its asserted z and the p of
// going through all ways to choose the neighbours.
const std::vector<double> k_y{2, 3, 3.2, 5, 8, 7};
const std::vector<PlanePoint> k_points{{10, 10}, {20, 10}, {40, 10}, {15, 20}, {30, 20}, {30, 30}};

SpatialWeights six() { return neighbours_within(k_points, 15); }

void check_z(const LocalOptions& options, const std::vector<double>& z) {
    auto found = local_statistics(k_y, six(), options);
    for (std::size_t i = 0; i < z.size(); ++i)
        CHECK(found[i].z == doctest::Approx(z[i]).epsilon(1e-7));
}

/// A map of `side` by `side` places with a warm corner.
struct Made {
    std::vector<double> values;
    SpatialWeights weights;
};
Made grid(std::uint32_t side) {
    std::vector<PlanePoint> points;
    Made out;
    for (std::uint32_t i = 0; i < side * side; ++i) {
        points.push_back({static_cast<double>(i % side), static_cast<double>(i / side)});
        bool warm = i % side < 3 && i / side < 3;
        out.values.push_back(static_cast<double>(random_below(100, 5, 0, i)) + (warm ? 90 : 0));
    }
    out.weights = neighbours_within(points, 1.5);
    return out;
}

} // namespace

TEST_CASE("Getis and Ord's statistics are esda's") {
    check_z({.kind = LocalKind::getis_ord}, {-1.0136728985502574, -0.04361589420169331, 1.3155870289605438,
                                             -0.3141267582045626, 1.153739858106773, 1.7783394086210973});
    check_z({.kind = LocalKind::getis_ord_star}, {-1.397276262011544, -0.2891776156271273, 0.6506496351610378,
                                                  -0.2891776156271273, 1.2345208835198738, 2.024243309389896});
}

TEST_CASE("dividing a row by its sum changes no z") {
    // esda's z of such rows take the sum of weights where their sum of squares belongs, which is
    // right for weights of 1 alone; undone here, they are these too. R's spdep agrees with us.
    std::vector<double> gi{-0.6207453418840371,  -0.017806114244894006, 1.3155870289605438,
                           -0.12824171202596835, 0.28843496452669326,   1.7783394086210973};
    std::vector<double> star{-0.624880941040924,  -0.0914459913718423, 0.4115069611732913,
                             -0.0914459913718423, 0.2469041767039752,  1.2802438792057955};
    auto own = local_statistics(k_y, six(), {.kind = LocalKind::getis_ord, .row_standardised = true});
    auto with = local_statistics(k_y, six(), {.kind = LocalKind::getis_ord_star, .row_standardised = true});
    for (std::size_t i = 0; i < 6; ++i) {
        auto k = static_cast<double>(six().neighbours(i).size());
        CHECK(own[i].z * std::sqrt((5 / k - 1) / 4) == doctest::Approx(gi[i]).epsilon(1e-7));
        CHECK(with[i].z * std::sqrt((6 / (k + 1) - 1) / 5) == doctest::Approx(star[i]).epsilon(1e-7));
    }
}

TEST_CASE("with few places all permutations are gone through") {
    auto found = local_statistics(k_y, six(), {.kind = LocalKind::getis_ord});
    std::vector<double> high{0.9, 0.6, 0.2, 0.7, 0.2, 0.2}, low{0.2, 0.5, 1, 0.4, 1, 1};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(found[i].exact);
        CHECK(found[i].p_high == doctest::Approx(high[i]));
        CHECK(found[i].p_low == doctest::Approx(low[i]));
        CHECK(found[i].permutation_p == doctest::Approx(std::min(1.0, 2 * std::min(high[i], low[i]))));
    }
}

TEST_CASE("drawn permutations come near the exact share") {
    Made made = grid(7); // corners: three of 48 others, 17,296 ways, more than are gone through
    for (std::size_t stop_at : {0, 200}) {
        auto drawn = local_statistics(made.values, made.weights,
                                      {.kind = LocalKind::getis_ord, .permutations = 19999, .stop_at = stop_at});
        for (std::size_t i : {0, 6, 42, 48}) {
            CHECK(!drawn[i].exact);
            double observed = 0, high = 0, all = 0;
            for (std::uint32_t j : made.weights.neighbours(i))
                observed += made.values[j];
            std::vector<double> x = made.values;
            x.erase(x.begin() + static_cast<std::ptrdiff_t>(i));
            for (std::size_t a = 0; a < x.size(); ++a)
                for (std::size_t b = a + 1; b < x.size(); ++b)
                    for (std::size_t c = b + 1; c < x.size(); ++c) {
                        ++all;
                        high += x[a] + x[b] + x[c] >= observed;
                    }
            double p = high / all, rarer = std::min(p, 1 - p);
            double error = stop_at == 0 ? std::sqrt(p * (1 - p) / 20000)
                                        : std::max(rarer / std::sqrt(200.0), std::sqrt(p * (1 - p) / 20000));
            CHECK(std::fabs(drawn[i].p_high - p) < 4 * error + 1e-4);
        }
    }
}

TEST_CASE("a warm corner is found, and the same on one thread and four") {
    Made made = grid(12);
    auto one = local_statistics(made.values, made.weights, {.threads = 1});
    auto four = local_statistics(made.values, made.weights, {.threads = 4});
    CHECK(one[13].finding);
    int findings = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].permutation_p == four[i].permutation_p);
        findings += one[i].finding;
    }
    CHECK(findings >= 4);
    CHECK(findings <= 16);
    auto moran_one = moran(made.values, made.weights, {.threads = 1});
    auto moran_four = moran(made.values, made.weights, {.threads = 4});
    CHECK(moran_one.permutation_p == moran_four.permutation_p);
    CHECK(moran_one.permutation_p == doctest::Approx(0.002));
}

TEST_CASE("values at random are called hot no more often than promised") {
    // 200 maps without pattern: any finding at all in about one map in twenty.
    int maps = 0;
    for (std::uint64_t m = 0; m < 200; ++m) {
        Made made = grid(10);
        for (std::size_t i = 0; i < made.values.size(); ++i)
            made.values[i] = static_cast<double>(random_below(1000, 77, m, i));
        bool any = false;
        for (const LocalStatistic& s : local_statistics(made.values, made.weights, {.seed = m}))
            any = any || s.finding;
        maps += any;
    }
    CHECK(maps <= 19); // 10 expected at most; above 19 in 200 comes once in 500
}

TEST_CASE("islands, gaps and maps without variation say what they are") {
    std::vector<double> y{2, NAN, 3.2, 5, 8, 7};
    auto found = local_statistics(y, six(), {});
    CHECK(found[1].note == SpatialNote::missing);
    CHECK(std::isnan(found[1].z));
    CHECK(found[0].note == SpatialNote::none);
    SpatialWeights lonely = neighbours_within(k_points, 10.5);
    CHECK(local_statistics(k_y, lonely, {})[3].note == SpatialNote::island);
    std::vector<double> flat(6, 4.0);
    CHECK(local_statistics(flat, six(), {})[0].note == SpatialNote::no_variation);
    CHECK(moran(flat, six()).note == SpatialNote::no_variation);
    std::vector<double> three{1, 2, 3};
    SpatialWeights line(3, std::vector<Link>{{0, 1}, {1, 0}, {1, 2}, {2, 1}});
    CHECK(moran(three, line).note == SpatialNote::too_few_places);
    CHECK(local_statistics({}, SpatialWeights(0, {}), {}).empty());
    CHECK_THROWS_AS(moran(three, six()), Error);
    CHECK(to_text(SpatialNote::island) == "no neighbour");
}

TEST_CASE("equal values that no double holds exactly are equal") {
    std::vector<double> flat(100, 0.1); // their sum over 100 is not 0.1
    flat[7] = 0.3 - 0.2;                // nor is this, by one part in 10^16
    Made made = grid(10);
    CHECK(moran(flat, made.weights).note == SpatialNote::no_variation);
    CHECK(std::isnan(moran(flat, made.weights).z));
    CHECK(geary(flat, made.weights).note == SpatialNote::no_variation);
    for (LocalKind kind : {LocalKind::getis_ord, LocalKind::getis_ord_star, LocalKind::moran})
        for (const LocalStatistic& s : local_statistics(flat, made.weights, {.kind = kind, .permutations = 0})) {
            CHECK(s.note == SpatialNote::no_variation);
            CHECK(std::isnan(s.z));
            CHECK(!s.finding);
        }
}

TEST_CASE("where the values start from changes no z and no p") {
    Made made = grid(10);
    std::vector<double> far = made.values;
    for (double& v : far)
        v += 1e9;
    for (LocalKind kind : {LocalKind::getis_ord, LocalKind::getis_ord_star, LocalKind::moran}) {
        auto here = local_statistics(made.values, made.weights, {.kind = kind});
        auto there = local_statistics(far, made.weights, {.kind = kind});
        for (std::size_t i = 0; i < here.size(); ++i) {
            CHECK(there[i].z == doctest::Approx(here[i].z).epsilon(1e-7));
            CHECK(there[i].permutation_p == here[i].permutation_p);
        }
    }
}

TEST_CASE("a place that outweighs all others is held against them alone") {
    Made made = grid(10);
    made.values[45] = 1e8;
    std::vector<double> others = made.values;
    others.erase(others.begin() + 45);
    double mean = 0, variance = 0, near = 0;
    for (double v : others)
        mean += v / 99;
    for (double v : others)
        variance += (v - mean) * (v - mean) / 99;
    for (std::uint32_t j : made.weights.neighbours(45))
        near += made.values[j];
    double direct = (near - 8 * mean) / std::sqrt(variance * (99 * 8 - 64) / 98);
    auto found = local_statistics(made.values, made.weights, {.kind = LocalKind::getis_ord});
    CHECK(found[45].z == doctest::Approx(direct).epsilon(1e-6));
    std::vector<double> one(100, 0.1); // all others equal: their sum is what it is
    one[45] = 3;
    found = local_statistics(one, made.weights, {.kind = LocalKind::getis_ord});
    CHECK(found[45].note == SpatialNote::fixed);
    CHECK(std::isnan(found[45].z));
    CHECK(found[45].permutation_p == 1);
    CHECK(found[44].note == SpatialNote::none);
}

TEST_CASE("what is the same however the values lie has no z, and says so") {
    SpatialWeights all = neighbours_within(k_points, 1000);
    for (bool rows : {false, true}) {
        SpatialWeights weights = rows ? all.row_standardised() : all;
        for (Autocorrelation a : {moran(k_y, weights), geary(k_y, weights)}) {
            CHECK(a.note == SpatialNote::fixed);
            CHECK(std::isnan(a.z));
            CHECK(a.variance == 0);
            CHECK(a.permutation_p == 1);
        }
        for (LocalKind kind : {LocalKind::getis_ord, LocalKind::getis_ord_star, LocalKind::moran})
            for (const LocalStatistic& s : local_statistics(k_y, all, {.kind = kind, .row_standardised = rows})) {
                CHECK(s.note == SpatialNote::fixed);
                CHECK(std::isnan(s.z));
                CHECK(s.permutation_p == 1);
                CHECK(!s.finding);
            }
    }
    // A place at the mean has a local Moran of 0 whoever is next to it.
    std::vector<double> y{2, 3, 5, 7, 8, 5};
    auto at_mean = local_statistics(y, six(), {.kind = LocalKind::moran})[5];
    CHECK(at_mean.value == 0);
    CHECK(at_mean.note == SpatialNote::fixed);
    CHECK(!to_text(SpatialNote::fixed).empty());
}

TEST_CASE("a rate of false discovery is above 0 and at most 1") {
    for (double rate : {0.0, -0.1, 1.1, static_cast<double>(NAN)})
        CHECK_THROWS_AS(local_statistics(k_y, six(), {.false_discovery = rate}), Error);
}
