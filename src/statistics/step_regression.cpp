// SPDX-License-Identifier: MIT
#include "statistics/step_regression.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

using Levels = StepRegression::Levels;
constexpr int k_most = SeasonalPoints::k_most_seasons;
/// A pivot or information below this share of its start is rounding noise.
constexpr double k_tiny = 1e-9;

/// Inverse of the lower Cholesky factor of a symmetric matrix of which the lower half is
/// given: inverse[j][i] is row i, column j. A season without points (or that follows from
/// the others) gets a zero column and row. Returns the rank.
int invert_factor(std::array<Levels, k_most>& g, int size, std::array<Levels, k_most>& inverse) {
    int rank = 0;
    for (int j = 0; j < size; ++j)
        inverse[j].fill(0);
    for (int a = 0; a < size; ++a) {
        double whole = g[a][a];
        for (int c = 0; c < a; ++c) {
            double v = g[a][c];
            for (int m = 0; m < c; ++m)
                v -= g[a][m] * g[c][m];
            g[a][c] = g[c][c] > 0 ? v / g[c][c] : 0;
        }
        double pivot = whole;
        for (int m = 0; m < a; ++m)
            pivot -= g[a][m] * g[a][m];
        if (!(pivot > k_tiny * whole) || whole <= 0) {
            g[a][a] = 0;
            continue;
        }
        ++rank;
        g[a][a] = std::sqrt(pivot);
        double scale = 1 / g[a][a];
        for (int j = 0; j < a; ++j) {
            double v = 0;
            for (int m = j; m < a; ++m)
                v -= g[a][m] * inverse[j][m];
            inverse[j][a] = v * scale;
        }
        inverse[a][a] = scale;
    }
    return rank;
}

} // namespace

StepRegression::StepRegression(const SeasonalPoints& points, double rho) : points_(points) {
    const double neighbour = 1 / std::sqrt(1 - rho * rho);
    std::array<Levels, k_most> g;
    for (int a = 0; a < points.seasons; ++a)
        g[a].fill(0);
    Levels h{};
    double total = 0;
    for (int i = 0; i < points.n; ++i) {
        int m = points.season[i];
        if (i == 0) {
            own_[0] = points.weight[0];
            before_[0] = 0;
            white_[0] = own_[0] * points.z[0];
            g[m][m] += own_[0] * own_[0];
            h[m] += own_[0] * white_[0];
            total += white_[0] * white_[0];
            continue;
        }
        int gap = points.time[i] - points.time[i - 1];
        double carry = gap == 1 ? rho : std::pow(rho, gap);
        double scale = gap == 1 ? neighbour : 1 / std::sqrt(1 - carry * carry);
        double own = scale * points.weight[i];
        double before = scale * carry * points.weight[i - 1];
        double white = own * points.z[i] - before * points.z[i - 1];
        int previous = points.season[i - 1];
        own_[i] = own;
        before_[i] = before;
        white_[i] = white;
        total += white * white;
        h[m] += own * white;
        h[previous] -= before * white;
        g[m][m] += own * own;
        g[previous][previous] += before * before;
        if (m == previous) g[m][m] -= 2 * own * before;
        else g[std::max(m, previous)][std::min(m, previous)] -= own * before;
    }
    rank_ = invert_factor(g, points.seasons, inverse_);
    double explained = 0;
    projected_.fill(0);
    for (int j = 0; j < points.seasons; ++j)
        for (int a = j; a < points.seasons; ++a)
            projected_[a] += inverse_[j][a] * h[j];
    for (int a = 0; a < points.seasons; ++a)
        explained += projected_[a] * projected_[a];
    residual_ = std::max(0.0, total - explained);
    if (residual_ < k_tiny * k_tiny * total) residual_ = 0;
}

Step StepRegression::best(int first, int last) const {
    // `with_*`: products of the step with itself, with z, and (projected) with the seasons,
    // over the points after the start; going back one point adds one term to each.
    Step found;
    double with_self = 0;
    double with_z = 0;
    Levels with_seasons{};
    const int seasons = points_.seasons;
    const int rest = freedom();
    if (rest <= 0 || first < 1) return found;
    double best_score = -1;
    for (int k = points_.n - 1; k >= first; --k) {
        const Levels& column = inverse_[points_.season[k]];
        const Levels& previous = inverse_[points_.season[k - 1]];
        const double u = own_[k];
        const double v = before_[k];
        const double b = u - v;
        if (k <= last) {
            double overlap = 0;
            double shared = 0;
            for (int a = 0; a < seasons; ++a) {
                double w = with_seasons[a] + u * (u * column[a] - v * previous[a]);
                overlap += w * w;
                shared += w * projected_[a];
            }
            double whole = with_self + u * u;
            double information = whole - overlap;
            double product = with_z + u * white_[k] - shared;
            if (information > 1e-6 * whole) {
                double score = product * product / information;
                if (score > best_score) {
                    best_score = score;
                    found.start = k;
                    found.delta = product / information;
                    found.information = information;
                }
            }
        }
        for (int a = 0; a < seasons; ++a)
            with_seasons[a] += b * (u * column[a] - v * previous[a]);
        with_self += b * b;
        with_z += b * white_[k];
    }
    if (found.start < 0) return found;
    found.variance = std::max(0.0, residual_ - best_score) / rest;
    double scale = std::sqrt(found.variance / found.information);
    found.t = scale > 0 ? found.delta / scale : (found.delta == 0 ? 0.0 : INFINITY);
    if (found.t == INFINITY && found.delta < 0) found.t = -INFINITY;
    return found;
}

Levels StepRegression::solve(const Levels& against) const {
    Levels out{};
    for (int j = 0; j < points_.seasons; ++j)
        for (int a = j; a < points_.seasons; ++a)
            out[j] += inverse_[j][a] * against[a];
    return out;
}

Levels StepRegression::step_on_seasons(int start) const {
    Levels with{};
    for (int i = start; i < points_.n; ++i) {
        const Levels& column = inverse_[points_.season[i]];
        const double u = own_[i];
        const double b = i == start ? u : u - before_[i];
        for (int a = 0; a < points_.seasons; ++a)
            with[a] += b * u * column[a];
        if (i == 0) continue;
        const Levels& previous = inverse_[points_.season[i - 1]];
        for (int a = 0; a < points_.seasons; ++a)
            with[a] -= b * before_[i] * previous[a];
    }
    return with;
}

Levels StepRegression::levels(const Step& step) const {
    Levels against = projected_;
    if (step.start >= 0) {
        Levels with = step_on_seasons(step.start);
        for (int a = 0; a < points_.seasons; ++a)
            against[a] -= step.delta * with[a];
    }
    return solve(against);
}

double StepRegression::level_variance(int season, const Step& step) const {
    double variance = 0;
    const Levels& column = inverse_[season];
    for (int a = 0; a < points_.seasons; ++a)
        variance += column[a] * column[a];
    if (step.start < 0) return variance;
    Levels with = step_on_seasons(step.start);
    double moved = 0;
    for (int a = 0; a < points_.seasons; ++a)
        moved += column[a] * with[a];
    return variance + moved * moved / step.information;
}

LagCorrelations lag_correlations(const SeasonalPoints& points, const Levels& levels, const Step& step) {
    LagCorrelations sums;
    double squares = 0;
    double before = 0;     // residual of the point before
    double two_before = 0; // and of the one before that
    for (int i = 0; i < points.n; ++i) {
        double fitted = levels[points.season[i]];
        if (step.start >= 0 && i >= step.start) fitted += step.delta;
        double r = points.weight[i] * (points.z[i] - fitted);
        squares += r * r;
        int gap = i > 0 ? points.time[i] - points.time[i - 1] : 0;
        if (gap == 1) sums.one += r * before;
        if (gap == 2) sums.two += r * before;
        if (i > 1 && points.time[i] - points.time[i - 2] == 2) sums.two += r * two_before;
        two_before = before;
        before = r;
    }
    if (squares <= 0) return {};
    return {sums.one / squares, sums.two / squares};
}

} // namespace peelian
