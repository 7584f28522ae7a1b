// SPDX-License-Identifier: MIT
#include "synthetic/random.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace peelian::synthetic;

namespace {
struct Moments {
    double mean = 0, variance = 0;
};

template <typename Draw> Moments moments(Draw draw, int n = 200'000) {
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        auto x = static_cast<double>(draw());
        sum += x;
        squares += x * x;
    }
    double mean = sum / n;
    return {mean, squares / n - mean * mean};
}
} // namespace

TEST_CASE("a stream is told apart by every part of its name") {
    std::array keys{stream_key(1, Purpose::crimes, 1, 2, 3), stream_key(2, Purpose::crimes, 1, 2, 3),
                    stream_key(1, Purpose::noise, 1, 2, 3), stream_key(1, Purpose::crimes, 2, 1, 3),
                    stream_key(1, Purpose::crimes, 1, 2, 3, 1)};
    for (std::size_t i = 0; i < keys.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            CHECK(keys[i] != keys[j]);
}

TEST_CASE("splitmix64 gives the numbers of its reference program") {
    // Vigna's splitmix64.c, state 1234567: the first three outputs.
    std::uint64_t state = 1234567;
    for (std::uint64_t expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL}) {
        CHECK(mixed(state) == expected);
        state += 0x9e3779b97f4a7c15ULL;
    }
}

TEST_CASE("Poisson draws have their mean for variance, on both sides of the change of method") {
    for (double mean : {0.3, 4.0, 9.9, 10.1, 60.0, 2500.0}) {
        Random random(stream_key(7, Purpose::counts, static_cast<std::uint64_t>(mean * 10)));
        Moments got = moments([&] { return random.poisson(mean); });
        CHECK(got.mean == doctest::Approx(mean).epsilon(0.01));
        CHECK(got.variance == doctest::Approx(mean).epsilon(0.03));
    }
    Random random(1);
    CHECK(random.poisson(0) == 0);
}

TEST_CASE("gamma and normal draws have the moments of their distributions") {
    Random random(stream_key(7, Purpose::noise));
    for (double shape : {1.0, 3.0, 280.0}) {
        Moments got = moments([&] { return random.gamma(shape); });
        CHECK(got.mean == doctest::Approx(shape).epsilon(0.01));
        CHECK(got.variance == doctest::Approx(shape).epsilon(0.03));
    }
    Moments got = moments([&] { return random.normal(); });
    CHECK(std::fabs(got.mean) < 0.01);
    CHECK(got.variance == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("weighted draws follow their weights and never give what weighs nothing") {
    std::array<double, 5> weights{5, 0, 1, 3, 1};
    Weighted weighted(weights);
    Random random(3);
    std::array<int, 5> seen{};
    for (int i = 0; i < 100'000; ++i)
        ++seen[weighted(random)];
    CHECK(seen[1] == 0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        CHECK(seen[i] / 100'000.0 == doctest::Approx(weights[i] / 10).epsilon(0.03));
}

TEST_CASE("whole numbers below a bound stay below it and reach both ends") {
    Random random(5);
    std::array<int, 3> seen{};
    for (int i = 0; i < 1000; ++i)
        ++seen[random.below(3)];
    for (int n : seen)
        CHECK(n > 250);
    CHECK(random.below(1) == 0);
}
