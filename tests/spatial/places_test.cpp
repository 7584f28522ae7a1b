// SPDX-License-Identifier: MIT
// Localities, accuracy of hotspot maps, density, hours of the week and the scan's edges.
#include "base/error.hpp"
#include "spatial/accuracy.hpp"
#include "spatial/density.hpp"
#include "spatial/localities.hpp"
#include "spatial/scan.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace peelian;
using doctest::Approx;

TEST_CASE("vulnerable localities: the worked example") {
    // Invented places; indexes and means by formula, made elsewhere (1e-9).
    std::vector<double> households{1200, 900, 1500}, people{3000, 2400, 3600};
    std::vector<LocalityVariable> variables{
        {"burglary", {60, 10, 0}, households}, {"damage", {40, 12, 5}, households},
        {"income", {700, 150, 90}, people},    {"employment", {300, 80, 50}, people},
        {"young", {600, 260, 420}, people},    {"attainment", {900, 300, 250}, people}};
    auto places = vulnerable_localities(variables);
    CHECK(places[0].indexes[0] == Approx(257.1428571428571).epsilon(1e-9));
    CHECK(places[0].index == Approx(204.5346083974332).epsilon(1e-9));
    CHECK(places[1].index == Approx(70.78655545792974).epsilon(1e-9));
    CHECK(places[2].index == Approx(33.19887791823931).epsilon(1e-9));
    CHECK(places[0].priority);
    CHECK(places[0].top_tenth);
    // Without burglary the mean is 194.0: a priority only by that weight.
    CHECK(places[0].lowest == Approx((204.5346083974332 * 6 - 257.1428571428571) / 5));
    CHECK(!places[0].always_priority);
    CHECK(places[0].sometimes_priority);
    CHECK(!places[1].sometimes_priority);
    variables[0].bases[2] = 0;
    CHECK(std::isnan(vulnerable_localities(variables)[2].index));
    variables[1].counts = {0, 0, 0};
    CHECK_THROWS_AS(vulnerable_localities(variables), Error);
    CHECK_THROWS_AS(vulnerable_localities({}), Error);
}

TEST_CASE("accuracy of a hotspot map: PAI and PEI, equal and unequal areas") {
    // From the shared results (formula; 1e-9).
    std::vector<double> happened{6, 7, 3, 2, 1, 0}, predicted{8, 4, 4, 2, 1, 0}, even(6, 1.0);
    auto a = hotspot_accuracy(happened, predicted, even);
    CHECK(a[0].place == 0);
    CHECK(a[0].pai == Approx(1.894736842105263).epsilon(1e-9));
    CHECK(a[0].pei == Approx(0.857142857142857).epsilon(1e-9));
    CHECK(a[1].place == 2);
    CHECK(a[1].pei == Approx(0.6923076923076923).epsilon(1e-9));
    CHECK(a[2].pei == Approx(1));
    auto b = hotspot_accuracy(happened, predicted, std::vector<double>{2, 1, 1, 0.5, 1, 3});
    std::vector<std::size_t> order{3, 2, 0, 1, 4, 5};
    std::vector<double> pai{1.7894736842105263, 1.4912280701754383, 1.406015037593985,
                            1.789473684210526,  1.5454545454545454, 1};
    std::vector<double> pei{0.5714285714285715, 0.5555555555555556, 0.7333333333333334, 1, 1, 1};
    for (std::size_t k = 0; k < 6; ++k) {
        CHECK(b[k].place == order[k]);
        CHECK(b[k].pai == Approx(pai[k]).epsilon(1e-9));
        CHECK(b[k].pei == Approx(pei[k]).epsilon(1e-9));
    }
}

TEST_CASE("a map of nothing, or one that does not fit, has no accuracy") {
    std::vector<double> none{0, 0}, one{1, 1}, three{1, 1, 1}, zero{0, 1};
    CHECK(std::isnan(hotspot_accuracy(none, one, one)[0].pai));
    CHECK_THROWS_AS(hotspot_accuracy(none, three, one), Error);
    CHECK_THROWS_AS(hotspot_accuracy(none, one, zero), Error);
    CHECK(hotspot_accuracy({}, {}, {}).empty());
}

TEST_CASE("a density adds up to its events, at the edge of the area too") {
    DensityGrid grid{0, 0, 50, 40, 40};
    grid.inside.assign(1600, true);
    for (std::size_t r = 0; r < 40; ++r)
        for (std::size_t c = 20; c < 40; ++c)
            grid.inside[r * 40 + c] = r < 20; // an L
    std::vector<PlanePoint> events{{10, 10}, {990, 1010}, {1990, 30}, {500, 1990}, {1500, 1500}, {-5, 3}};
    for (KernelShape shape : {KernelShape::quartic, KernelShape::gaussian}) {
        Density d = kernel_density(events, grid, shape, 300);
        CHECK(d.used == 4); // one lies outside the L, one outside the grid
        double sum = std::accumulate(d.values.begin(), d.values.end(), 0.0) * 50 * 50 / 1e6;
        CHECK(sum == Approx(4).epsilon(1e-9));
        CHECK(d.values[30 * 40 + 30] == 0);
        CHECK(kernel_density(events, grid, shape, 300, 4).values == d.values);
    }
    CHECK(kernel_density(events, grid, KernelShape::quartic).bandwidth > 100);
    CHECK(kernel_density({}, grid, KernelShape::quartic).used == 0);
    CHECK_THROWS_AS(kernel_density(events, {0, 0, 0, 4, 4}, KernelShape::quartic), Error);
    CHECK_THROWS_AS(kernel_density(events, grid, KernelShape::quartic, 10), Error);
}

TEST_CASE("hours of the week: known to the moment, spread over a night, over the week's end") {
    std::vector<double> from{0, 23.5, 167, 10, 10}, to{0, 25.5, 169, 10, 400};
    auto hours = hours_of_week(from, to);
    CHECK(hours[0].events == Approx(1.5)); // one known, half of the one over the week's end
    CHECK(hours[23].events == Approx(0.25));
    CHECK(hours[24].events == Approx(0.5));
    CHECK(hours[25].events == Approx(0.25));
    CHECK(hours[167].events == Approx(0.5));
    CHECK(hours[10].events == 1);
    CHECK(hours[10].share == Approx(0.25)); // the one over 390 hours tells nothing
    CHECK(hours[10].relative == Approx(42));
    CHECK(hours[10].lower > 0.04);
    CHECK(std::isnan(hours_of_week({}, {})[0].share));
    CHECK_THROWS_AS(hours_of_week(std::vector<double>{5}, std::vector<double>{4}), Error);
    CHECK_THROWS_AS(hours_of_week(std::vector<double>{168}, std::vector<double>{168}), Error);
}

TEST_CASE("a scan of nothing finds nothing; of whole numbers only; the same on four threads") {
    std::vector<PlanePoint> places{{0, 0}, {100, 0}, {5000, 0}, {5100, 0}, {9000, 9000}};
    std::vector<double> cases(20, 0.0);
    CHECK(space_time_scan(places, cases, 4, std::nullopt).empty());
    for (std::size_t i = 0; i < 20; ++i)
        cases[i] = 2;
    cases[3] = cases[7] = 15; // the first two places in the last period
    // Both together have more than half of all cases.
    auto one = space_time_scan(places, cases, 4, std::nullopt, {.most_share = 0.7});
    auto four = space_time_scan(places, cases, 4, std::nullopt, {.most_share = 0.7, .threads = 4});
    REQUIRE(!one.empty());
    CHECK(one[0].places.size() == 2);
    CHECK(one[0].first == 3);
    CHECK(one[0].radius == 100);
    CHECK(one[0].p <= 0.01);
    CHECK(one[0].p == four[0].p);
    cases[0] = 0.5;
    CHECK_THROWS_AS(space_time_scan(places, cases, 4, std::nullopt), Error);
    cases[0] = 2;
    CHECK_THROWS_AS(space_time_scan(places, cases, 5, std::nullopt), Error);
    CHECK_THROWS_AS(space_time_scan(places, cases, 4, std::vector<double>(5, 0.0)), Error);
    CHECK_THROWS_AS(space_time_scan(places, cases, 4, std::vector<double>{0, 10, 10, 10, 10}), Error);
}
