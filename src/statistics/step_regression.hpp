// SPDX-License-Identifier: MIT
// Regression of a series on its seasons with first-order autocorrelated noise, and the
// search for the step that lasts to the end of the series and fits best.
//
// The model of point i at time t_i, in season m_i, with weight w_i:
//     z_i = level of season m_i + delta [i >= start] + noise_i / w_i
// where the noise has variance sigma^2 and correlation rho^(t_i - t_j) between two points.
// Points are those that were observed: a gap is a jump in `time`, not a value. The fit is
// generalised least squares for a given rho, exact with gaps (each point less rho^gap
// times its predecessor, Prais and Winsten for the first). Seasons are free, so any
// seasonal shape is allowed; a season that was never observed has no level.
//
// A fit of 120 points with 12 seasons and 24 candidate starts takes about 1.5
// microseconds; nothing is allocated. Not for statistics of its own: the distribution of
// the largest t over starts must be simulated.
#pragma once

#include <array>
#include <cstdint>

namespace peelian {

/// Observed points of one series, oldest first.
struct SeasonalPoints {
    static constexpr int k_capacity = 128; ///< ten years of months and a little
    static constexpr int k_most_seasons = 12;

    int n = 0;
    int seasons = 1;                             ///< 1 to 12
    std::array<double, k_capacity> z;            ///< finite
    std::array<double, k_capacity> weight;       ///< 1 / relative standard deviation, above 0
    std::array<std::int16_t, k_capacity> time;   ///< period number, strictly increasing
    std::array<std::uint8_t, k_capacity> season; ///< below `seasons`

    /// Adds a point; the caller keeps within the capacity.
    void add(int at, int of_season, double value, double of_weight = 1) {
        z[n] = value;
        weight[n] = of_weight;
        time[n] = static_cast<std::int16_t>(at);
        season[n++] = static_cast<std::uint8_t>(of_season);
    }
};

/// A step from point `start` to the end.
struct Step {
    int start = -1;         ///< point number; -1 when no start could be told from the seasons
    double delta = 0;       ///< its size on the scale of z
    double information = 0; ///< sigma^2 over the variance of delta
    double t = 0;           ///< delta over its standard error
    double variance = 0;    ///< sigma^2, of the noise, with the step fitted
};

/// The fit without a step, from which the fit with any step follows.
class StepRegression {
public:
    /// 0 <= rho < 1. The points must outlive the fit.
    StepRegression(const SeasonalPoints& points, double rho);

    /// The step of largest |t| that starts at a point in [first, last].
    Step best(int first, int last) const;
    /// The step that starts at one point.
    Step at(int start) const { return best(start, start); }

    /// Degrees of freedom left with a step fitted; at 0 or below nothing can be said.
    int freedom() const { return points_.n - rank_ - 1; }
    /// sigma^2 without a step.
    double variance() const { return residual_ / (points_.n - rank_); }

    using Levels = std::array<double, SeasonalPoints::k_most_seasons>;
    /// Levels of the seasons with a step fitted (Step{} for none).
    Levels levels(const Step& step) const;
    /// Variance of a season's level over sigma^2, with a step fitted.
    double level_variance(int season, const Step& step) const;

private:
    Levels solve(const Levels& against) const;
    Levels step_on_seasons(int start) const;

    const SeasonalPoints& points_;
    int rank_ = 0;
    double residual_ = 0; // weighted sum of squares without a step
    // Whitened point i: own_[i] (point i) - before_[i] (point i - 1).
    std::array<double, SeasonalPoints::k_capacity> own_;
    std::array<double, SeasonalPoints::k_capacity> before_;
    std::array<double, SeasonalPoints::k_capacity> white_; // whitened z
    // Inverse of the Cholesky factor of the seasons' cross-products, by columns.
    std::array<Levels, SeasonalPoints::k_most_seasons> inverse_;
    Levels projected_; // inverse factor times the cross-products with z
};

/// Correlations of the weighted residuals z - level - step one and two periods apart,
/// over the pairs that are just so far apart: sum r_i r_j / sum r_i^2. Biased downwards
/// in short series.
struct LagCorrelations {
    double one = 0;
    double two = 0;
};
LagCorrelations lag_correlations(const SeasonalPoints& points, const StepRegression::Levels& levels, const Step& step);

} // namespace peelian
