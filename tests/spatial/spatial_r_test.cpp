// SPDX-License-Identifier: MIT
// Autocorrelation, hot spots, near repeats, density and the scan against R;
// tests/spatial/data/spatial/spatial.R says with what.
#include "spatial/density.hpp"
#include "spatial/local.hpp"
#include "spatial/near_repeat.hpp"
#include "spatial/scan.hpp"
#include "statistics/r_vectors.hpp"

#include <fmt/core.h>

using namespace peelian;
using namespace peelian::testing;

namespace {

const RVectors by_r("spatial", "spatial");

std::vector<PlanePoint> points_of(const std::string& file) {
    auto in = by_r.input(file);
    std::vector<PlanePoint> points;
    for (std::size_t i = 0; i < in["x"].size(); ++i)
        points.push_back({in["x"][i], in["y"][i]});
    return points;
}

std::vector<double> values() { return by_r.input("places.csv")["value"]; }

} // namespace

TEST_CASE("neighbours within a distance are spdep's, islands too") {
    SpatialWeights w = neighbours_within(points_of("places.csv"), 1800);
    CHECK(static_cast<double>(w.links()) == by_r("within.links"));
    CHECK(static_cast<double>(w.islands()) == by_r("within.islands"));
}

TEST_CASE("Moran's I and Geary's c have spdep's values, moments and p") {
    for (auto [name, own] : {std::pair{"near", nearest_neighbours(points_of("places.csv"), 5)},
                             std::pair{"within", neighbours_within(points_of("places.csv"), 1800)}})
        for (std::string style : {"W", "B"}) {
            std::string at = std::string(name) + "." + style;
            CAPTURE(at);
            SpatialWeights w = style == "W" ? own.row_standardised() : own;
            Autocorrelation m = moran(values(), w, {.permutations = 0});
            CHECK(m.value == near(by_r("moran." + at + ".value")));
            CHECK(m.expected == near(by_r("moran." + at + ".expected")));
            CHECK(m.variance == near(by_r("moran." + at + ".variance")));
            CHECK(m.variance_normal == near(by_r("moran." + at + ".normal")));
            CHECK(m.p == near(by_r("moran." + at + ".p"), 1e-7));
            Autocorrelation g = geary(values(), w, {.permutations = 0});
            CHECK(g.value == near(by_r("geary." + at + ".value")));
            CHECK(g.variance == near(by_r("geary." + at + ".variance")));
            CHECK(g.variance_normal == near(by_r("geary." + at + ".normal")));
            CHECK(g.p == near(by_r("geary." + at + ".p"), 1e-7));
        }
}

TEST_CASE("Gi, Gi* and local Moran are spdep's") {
    SpatialWeights w = nearest_neighbours(points_of("places.csv"), 5);
    for (bool rows : {true, false}) {
        auto of = [&](LocalKind kind) {
            return local_statistics(values(), w, {.kind = kind, .row_standardised = rows, .permutations = 0});
        };
        auto gi = of(LocalKind::getis_ord), star = of(LocalKind::getis_ord_star), lm = of(LocalKind::moran);
        std::string style = rows ? "W" : "B";
        for (std::size_t i : {1, 7, 30, 60}) {
            std::string at = fmt::format(".{}.{}", style, i);
            CAPTURE(at);
            CHECK(gi[i - 1].z == near(by_r("gi" + at)));
            CHECK(star[i - 1].z == near(by_r("gistar" + at)));
            CHECK(lm[i - 1].value == near(by_r("localmoran" + at)));
            CHECK(lm[i - 1].z == near(by_r("localmoran.z" + at)));
        }
    }
}

TEST_CASE("near pairs and their expectation are surveillance's Knox test") {
    std::vector<double> days = by_r.input("events.csv")["day"];
    for (auto [metres, edge] : {std::pair{100.0, 2.5}, std::pair{250.0, 7.5}}) {
        auto cells = near_repeats(points_of("events.csv"), days, {.distances = {metres}, .times = {edge}});
        CHECK(cells[0].observed == by_r(fmt::format("knox.{}.observed", metres)));
        CHECK(cells[0].expected == near(by_r(fmt::format("knox.{}.expected", metres))));
        CHECK(cells[0].p == near(0.001));
        CHECK(cells[0].permuted_mean == doctest::Approx(cells[0].expected).epsilon(0.1));
    }
}

TEST_CASE("a Gaussian density far from the edge is MASS's") {
    // Cells of 100 m whose centres include 1050, 2050 and 3050 m.
    DensityGrid grid{-3000, -3000, 100, 100, 100};
    Density d = kernel_density(points_of("events.csv"), grid, KernelShape::gaussian, 300);
    for (std::size_t i = 1; i <= 3; ++i)
        for (std::size_t j = 1; j <= 3; ++j) {
            std::size_t column = 30 + 10 * i, row = 30 + 10 * j;
            // The kernel is cut at four standard deviations, which leaves out 3 in 10,000.
            CHECK(d.values[row * 100 + column] == near(by_r(fmt::format("density.{}.{}", i, j)), 2e-3));
        }
}

TEST_CASE("the best cylinder is the one that going through all of them in R finds") {
    auto in = by_r.input("cases.csv");
    std::vector<double> cases;
    for (std::size_t i = 0; i < 25; ++i)
        for (int t = 0; t < 8; ++t)
            cases.push_back(in[fmt::format("p{}", t)][i]);
    for (bool people : {false, true})
        for (bool alive : {true, false}) {
            std::optional<std::vector<double>> population;
            if (people) population = in["people"];
            auto found = space_time_scan(points_of("cases.csv"), cases, 8, population,
                                         {.most_periods = 3, .alive = alive, .permutations = 199});
            std::string at = fmt::format("scan.{}.{}.", people ? "people" : "permutation", alive ? "alive" : "any");
            CAPTURE(at);
            REQUIRE(!found.empty());
            CHECK(found[0].likelihood == near(by_r(at + "likelihood"), 1e-9));
            CHECK(found[0].centre + 1 == by_r(at + "centre"));
            CHECK(static_cast<double>(found[0].places.size()) == by_r(at + "places"));
            CHECK(static_cast<double>(found[0].first) + 1 == by_r(at + "first"));
            CHECK(static_cast<double>(found[0].last) + 1 == by_r(at + "last"));
            CHECK(found[0].expected == near(by_r(at + "expected")));
            if (people) CHECK(found[0].p == near(0.005));
        }
}

TEST_CASE("R still says what the kept vectors of space say") { by_r.check_with_r("spdep,surveillance,MASS", 100); }
