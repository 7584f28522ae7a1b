// SPDX-License-Identifier: MIT
#include "statistics/step_regression.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using namespace peelian;

namespace {

SeasonalPoints noisy_points(int n, int seasons, unsigned seed, bool gaps = false, bool weights = false) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    SeasonalPoints points;
    points.seasons = seasons;
    for (int i = 0; i < n; ++i) {
        double z = normal(random) + std::cos(i % seasons);
        double weight = weights ? 0.5 + (i * 7 % 5) / 3.0 : 1.0;
        if (gaps && i % 11 == 4) continue;
        points.add(i, i % seasons, z, weight);
    }
    return points;
}

/// Solves a symmetric system by Gaussian elimination with full rows: slow and plain.
std::vector<double> solve(std::vector<std::vector<double>> a, std::vector<double> b) {
    std::size_t n = b.size();
    for (std::size_t c = 0; c < n; ++c) {
        for (std::size_t r = c + 1; r < n; ++r) {
            double f = a[r][c] / a[c][c];
            for (std::size_t k = c; k < n; ++k)
                a[r][k] -= f * a[c][k];
            b[r] -= f * b[c];
        }
    }
    std::vector<double> x(n);
    for (std::size_t r = n; r-- > 0;) {
        double v = b[r];
        for (std::size_t k = r + 1; k < n; ++k)
            v -= a[r][k] * x[k];
        x[r] = v / a[r][r];
    }
    return x;
}

struct Plain {
    double delta;
    double t;
    std::vector<double> levels;
};

/// The same fit from the covariance matrix of the points itself.
Plain plain_fit(const SeasonalPoints& points, double rho, int start) {
    auto n = static_cast<std::size_t>(points.n);
    auto p = static_cast<std::size_t>(points.seasons) + 1;
    std::vector<std::vector<double>> covariance(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            covariance[i][j] =
                std::pow(rho, std::abs(points.time[i] - points.time[j])) / points.weight[i] / points.weight[j];
    std::vector<std::vector<double>> design(n, std::vector<double>(p, 0.0));
    for (std::size_t i = 0; i < n; ++i) {
        design[i][points.season[i]] = 1;
        design[i][p - 1] = static_cast<int>(i) >= start ? 1 : 0;
    }
    std::vector<std::vector<double>> weighted; // covariance^-1 times each column
    for (std::size_t c = 0; c < p; ++c) {
        std::vector<double> column(n);
        for (std::size_t i = 0; i < n; ++i)
            column[i] = design[i][c];
        weighted.push_back(solve(covariance, column));
    }
    std::vector<std::vector<double>> g(p, std::vector<double>(p, 0.0));
    std::vector<double> h(p, 0.0);
    for (std::size_t a = 0; a < p; ++a)
        for (std::size_t i = 0; i < n; ++i) {
            h[a] += weighted[a][i] * points.z[i];
            for (std::size_t b = 0; b < p; ++b)
                g[a][b] += weighted[a][i] * design[i][b];
        }
    std::vector<double> beta = solve(g, h);
    std::vector<double> residual(n);
    for (std::size_t i = 0; i < n; ++i) {
        residual[i] = points.z[i];
        for (std::size_t a = 0; a < p; ++a)
            residual[i] -= design[i][a] * beta[a];
    }
    std::vector<double> against = solve(covariance, residual);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        sum += residual[i] * against[i];
    std::vector<double> unit(p, 0.0);
    unit[p - 1] = 1;
    double variance = solve(g, unit)[p - 1] * sum / static_cast<double>(n - p);
    Plain out{beta[p - 1], beta[p - 1] / std::sqrt(variance), {}};
    out.levels.assign(beta.begin(), beta.end() - 1);
    return out;
}

void compare(const SeasonalPoints& points, double rho) {
    StepRegression fit(points, rho);
    for (int start = points.n - 20; start < points.n; start += 3) {
        Step step = fit.at(start);
        Plain plain = plain_fit(points, rho, start);
        CHECK(step.delta == doctest::Approx(plain.delta).epsilon(1e-8));
        CHECK(step.t == doctest::Approx(plain.t).epsilon(1e-8));
        StepRegression::Levels levels = fit.levels(step);
        for (int s = 0; s < points.seasons; ++s)
            CHECK(levels[static_cast<std::size_t>(s)] ==
                  doctest::Approx(plain.levels[static_cast<std::size_t>(s)]).epsilon(1e-8));
    }
}

} // namespace

TEST_CASE("a step's size and t agree with generalised least squares done the long way") {
    for (double rho : {0.0, 0.4, 0.7}) {
        compare(noisy_points(48, 12, 1), rho);
        compare(noisy_points(40, 4, 2), rho);
        compare(noisy_points(30, 1, 3), rho);
    }
}

TEST_CASE("gaps and uneven weights are fitted as exactly as whole series") {
    compare(noisy_points(60, 12, 4, true, false), 0.5);
    compare(noisy_points(60, 12, 5, false, true), 0.5);
    compare(noisy_points(60, 12, 6, true, true), 0.3);
}

TEST_CASE("the best step is the one of largest t among its starts") {
    SeasonalPoints points = noisy_points(60, 12, 7);
    for (int i = 45; i < 60; ++i)
        points.z[static_cast<std::size_t>(i)] += 3;
    StepRegression fit(points, 0.2);
    Step best = fit.best(36, 59);
    CHECK(best.start == 45);
    for (int start = 36; start < 60; ++start)
        CHECK(std::fabs(fit.at(start).t) <= std::fabs(best.t) + 1e-12);
}

TEST_CASE("a step that the seasons cannot be told from is not tried") {
    // One year of months: every month has a level of its own, nothing is left.
    SeasonalPoints points = noisy_points(12, 12, 8);
    CHECK(StepRegression(points, 0).best(6, 11).start == -1);
}

TEST_CASE("a season that was never observed has no level and spoils nothing") {
    SeasonalPoints all = noisy_points(60, 12, 10);
    SeasonalPoints points;
    points.seasons = 12;
    for (int i = 0; i < all.n; ++i)
        if (all.season[static_cast<std::size_t>(i)] != 5)
            points.add(all.time[static_cast<std::size_t>(i)], all.season[static_cast<std::size_t>(i)],
                       all.z[static_cast<std::size_t>(i)]);
    StepRegression fit(points, 0.3);
    CHECK(fit.freedom() == points.n - 11 - 1);
    Step step = fit.best(30, points.n - 1);
    CHECK(std::isfinite(step.t));
    CHECK(fit.levels(step)[5] == 0);
}

TEST_CASE("lagged correlations are of points just so far apart, whatever lies between") {
    SeasonalPoints points;
    points.seasons = 1;
    double values[] = {1, 1, -1, -1};
    int times[] = {0, 1, 3, 4};
    for (int i = 0; i < 4; ++i)
        points.add(times[i], 0, values[i]);
    LagCorrelations lags = lag_correlations(points, {}, Step{});
    CHECK(lags.one == doctest::Approx(0.5));
    CHECK(lags.two == doctest::Approx(-0.25));
    points.time[2] = 2;
    points.time[3] = 3;
    CHECK(lag_correlations(points, {}, Step{}).one == doctest::Approx(0.25));
    CHECK(lag_correlations(points, {}, Step{}).two == doctest::Approx(-0.5));
}
