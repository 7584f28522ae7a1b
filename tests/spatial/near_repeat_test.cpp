// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "spatial/near_repeat.hpp"
#include "statistics/random.hpp"
#include "statistics/shared_vectors.hpp"

#include <cmath>
#include <numeric>

using namespace peelian;
using namespace peelian::testing;

namespace {

struct Events {
    std::vector<PlanePoint> places;
    std::vector<double> days;
};

/// Chicago's arson of 2016, from the shared results; empty where they are not there.
Events arson() {
    Events out;
    for (const Row& row : shared_rows("knox/chicago_arson_2016.csv")) {
        out.places.push_back({row.number("x"), row.number("y")});
        std::vector<std::string> date = split(row.text("date"), '-');
        constexpr int k_days[]{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335}; // 2016
        out.days.push_back(k_days[static_cast<std::size_t>(to_number(date[1])) - 1] + to_number(date[2]));
    }
    return out;
}

/// Events by themselves in space and time, and none after another.
Events at_random(std::uint32_t count, std::uint64_t seed) {
    Events out;
    for (std::uint32_t i = 0; i < count; ++i) {
        out.places.push_back(
            {static_cast<double>(random_below(4000, seed, 0, i)), static_cast<double>(random_below(4000, seed, 1, i))});
        out.days.push_back(random_below(365, seed, 2, i));
    }
    return out;
}

} // namespace

TEST_CASE("Chicago's arson: counts are those of R's NearRepeat, expectation exact, p as simulated") {
    Events e = arson();
    if (e.places.empty()) return;
    for (auto [metric, name] :
         {std::pair{DistanceMetric::manhattan, "manhattan"}, std::pair{DistanceMetric::euclid, "euclidean"}}) {
        auto cells = near_repeats(
            e.places, e.days,
            {.distances = {0.01, 201, 401, 601}, .times = {1, 2, 3}, .metric = metric, .permutations = 4999});
        std::size_t at = 0;
        for (const Row& row : shared_rows(fmt::format("knox/observed_arson_{}.csv", name)))
            for (const char* column : {"[0,1)", "[1,2)", "[2,3)", "[3,Inf)"})
                CHECK(cells[at++].observed == row.number(column));
        CHECK(at == 20);
        if (metric != DistanceMetric::manhattan) continue;
        // Its rows go by time first.
        std::vector<Row> expected = shared_rows("knox/arson_manhattan_expected.csv");
        for (std::size_t t = 0; t < 4; ++t)
            for (std::size_t d = 0; d < 5; ++d) {
                const Row& row = expected[t * 5 + d];
                const NearRepeatCell& cell = cells[d * 4 + t];
                CHECK(near(cell.expected, row.number("expected_exact"), 1e-9));
                double p = row.number("mc_p_upper"), error = std::sqrt(p * (1 - p) / 5000);
                CHECK(std::fabs(cell.p - p) < 5 * error + 2e-4);
                CHECK(std::fabs(cell.permuted_mean - row.number("mc_mean_B4999")) < 5 * row.number("mc_sd") / 70);
            }
    }
}

TEST_CASE("near repeats are the same on one thread and four, and by days or by fractions") {
    Events e = at_random(800, 3);
    NearRepeatOptions options{.distances = {100, 300}, .times = {3.5, 7.5}, .permutations = 99};
    auto one = near_repeats(e.places, e.days, options);
    options.threads = 4;
    auto four = near_repeats(e.places, e.days, options);
    e.days[0] += 0.001; // no longer whole: another way through, the same counts
    auto parts = near_repeats(e.places, e.days, options);
    for (std::size_t c = 0; c < one.size(); ++c) {
        CHECK(one[c].observed == four[c].observed);
        CHECK(one[c].p == four[c].p);
        CHECK(one[c].observed == parts[c].observed);
    }
    double all = 0, expected = 0;
    for (const NearRepeatCell& c : one) {
        all += c.observed;
        expected += c.expected;
    }
    CHECK(all == 800.0 * 799 / 2);
    CHECK(expected == doctest::Approx(all));
}

TEST_CASE("without near repeats p is even: below 0.05 about one time in twenty") {
    int low = 0;
    for (std::uint64_t m = 0; m < 300; ++m) {
        Events e = at_random(200, 100 + m);
        low +=
            near_repeats(e.places, e.days, {.distances = {250}, .times = {14}, .permutations = 199, .seed = m})[0].p <=
            0.05;
    }
    CHECK(low >= 4);
    CHECK(low <= 29); // 15 expected, at most; three and a half standard errors
}

TEST_CASE("no events, one, and edges that do not rise") {
    NearRepeatOptions options{.distances = {100}, .times = {7}};
    CHECK(near_repeats({}, {}, options)[0].observed == 0);
    std::vector<PlanePoint> one{{1, 1}};
    std::vector<double> day{3};
    CHECK(near_repeats(one, day, options)[0].expected == 0);
    CHECK(std::isnan(near_repeats(one, day, options)[0].ratio));
    CHECK(std::isnan(near_repeats(one, day, options)[0].p)); // no pair is not a rare one
    CHECK(std::isnan(near_repeats({}, {}, options)[3].permuted_mean));
    std::vector<PlanePoint> two{{1, 1}, {2, 2}};
    std::vector<double> days{3, 4};
    for (const NearRepeatCell& c : near_repeats(two, days, options))
        CHECK(c.p == 1); // one pair is where it is however the times lie
    options.distances.assign(256, 0.0);
    std::iota(options.distances.begin(), options.distances.end(), 1.0);
    CHECK_THROWS_AS(near_repeats(two, days, options), Error);
    options.distances = {100};
    options.times = {7, 7};
    CHECK_THROWS_AS(near_repeats(one, day, options), Error);
    options.times = {};
    CHECK_THROWS_AS(near_repeats(one, day, options), Error);
    options.times = {7};
    std::vector<double> never{NAN};
    CHECK_THROWS_AS(near_repeats(one, never, options), Error);
    CHECK_THROWS_AS(near_repeats(one, {}, options), Error);
}
