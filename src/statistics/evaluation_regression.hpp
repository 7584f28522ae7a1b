// SPDX-License-Identifier: MIT
// Small dense least squares, and covariances of its coefficients that hold where errors
// are not independent. For designs of up to some thousand rows and a hundred columns; the
// areas and periods of a large panel are taken out beforehand (evaluation_panel.hpp).
//
//     Design x(y.size());
//     x.add("level", ones);
//     x.add("after", after);
//     Regression fit = regress(x, y);
//     double se = std::sqrt(newey_west(x, fit, newey_west_lag(x, fit)).at(1, 1));
//
// A column that follows from those before it (relative tolerance 1e-7, as R's lm) gets no
// coefficient: NaN, and zeros in the covariance. Values must be finite: leave out what is
// missing first. Errors: Error(input) where lengths differ or a value is not finite.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace peelian {

/// Columns of equal length, by name.
class Design {
public:
    explicit Design(std::size_t rows) : rows_(rows) {}
    void add(std::string name, std::span<const double> column);

    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return names_.size(); }
    std::span<const double> column(std::size_t j) const { return {values_.data() + j * rows_, rows_}; }
    const std::vector<std::string>& names() const { return names_; }

private:
    std::size_t rows_;
    std::vector<std::string> names_;
    std::vector<double> values_; // column after column
};

/// A square matrix, symmetric as used here.
struct Covariance {
    std::size_t size = 0;
    std::vector<double> values;
    double at(std::size_t i, std::size_t j) const { return values[i * size + j]; }
    /// Variance of the combination of coefficients.
    double variance_of(std::span<const double> combination) const;
};

struct Regression {
    std::vector<double> coefficients; ///< by column; NaN: follows from columns before it
    std::vector<double> fitted, residuals;
    Covariance inverse; ///< of X'X, zeros in rows and columns without a coefficient
    std::size_t rank = 0;
    double freedom = 0;         ///< rows - rank
    double log_determinant = 0; ///< of X'X over the columns with a coefficient
    double variance = 0;        ///< of the errors, residual sum of squares / freedom; NaN without freedom
    double value_of(std::span<const double> combination) const; ///< sum of coefficient times weight; NaN counts 0
};
Regression regress(const Design& x, std::span<const double> y);

/// Errors independent and of one variance.
Covariance classical_covariance(const Regression& fit);

/// Heteroskedasticity-consistent: each residual squared over (1 - h)^power, h its leverage:
/// power 0, 1, 2 are HC0, HC2, HC3 (MacKinnon and White, J Econometrics 29 (1985) 305). A row
/// of leverage 1 counts as nothing.
Covariance robust_covariance(const Design& x, const Regression& fit, int power);

/// Errors free within a cluster, independent between: CR1, the sum over clusters of
/// squared scores, times G/(G-1) (n-1)/(n-rank). `cluster` numbers the clusters from 0.
Covariance cluster_covariance(const Design& x, const Regression& fit, std::span<const std::size_t> cluster);

/// Autocorrelated errors, rows in order of time: Bartlett weights 1 - l / (lag + 1), times
/// n / (n - rank) for small samples (Newey and West, Econometrica 55 (1987) 703).
Covariance newey_west(const Design& x, const Regression& fit, std::size_t lag);
/// Their automatic lag without prewhitening, rounded down (Review of Economic Studies 61
/// (1994) 631): from the autocovariances of the scores summed over all columns but the
/// first, which must be the constant.
std::size_t newey_west_lag(const Design& x, const Regression& fit);

} // namespace peelian
