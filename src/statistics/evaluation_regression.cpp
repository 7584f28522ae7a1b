// SPDX-License-Identifier: MIT
#include "statistics/evaluation_regression.hpp"

#include "base/error.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
constexpr double k_follows = 1e-7; // of a column's length left over by those before it: none
constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

void check_finite(std::span<const double> values, const std::string& what) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i]))
            throw Error::input("Row {} of {} is not a number; leave out missing rows before a regression", i + 1, what);
}

/// Columns that do not follow from those before them.
std::vector<std::size_t> independent_columns(const Design& x) {
    const auto n = static_cast<Eigen::Index>(x.rows());
    Matrix basis(n, static_cast<Eigen::Index>(x.columns()));
    std::vector<std::size_t> kept;
    for (std::size_t j = 0; j < x.columns(); ++j) {
        Vector v = Eigen::Map<const Vector>(x.column(j).data(), n);
        double whole = v.norm();
        auto known = basis.leftCols(static_cast<Eigen::Index>(kept.size()));
        for (int twice = 0; twice < 2; ++twice) // once leaves rounding errors that are not orthogonal
            v -= known * (known.transpose() * v);
        if (!(v.norm() > k_follows * whole) || kept.size() >= x.rows()) continue;
        basis.col(static_cast<Eigen::Index>(kept.size())) = v.normalized();
        kept.push_back(j);
    }
    return kept;
}

/// inverse * meat * inverse * factor.
Covariance sandwich(const Regression& fit, const Matrix& meat, double factor) {
    const auto k = static_cast<Eigen::Index>(fit.inverse.size);
    Eigen::Map<const Matrix> bread(fit.inverse.values.data(), k, k);
    Matrix v = bread * meat * bread * factor;
    Covariance out{fit.inverse.size, {}};
    out.values.assign(v.data(), v.data() + v.size());
    return out;
}

/// Row i: residual i times row i of the design; 0 in columns without a coefficient.
Matrix scores(const Design& x, const Regression& fit) {
    Matrix s = Matrix::Zero(static_cast<Eigen::Index>(x.rows()), static_cast<Eigen::Index>(x.columns()));
    for (std::size_t j = 0; j < x.columns(); ++j) {
        if (std::isnan(fit.coefficients[j])) continue;
        for (std::size_t i = 0; i < x.rows(); ++i)
            s(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = x.column(j)[i] * fit.residuals[i];
    }
    return s;
}

} // namespace

void Design::add(std::string name, std::span<const double> column) {
    if (column.size() != rows_) throw Error::input("Column '{}' has {} rows; expected {}", name, column.size(), rows_);
    check_finite(column, "column '" + name + "'");
    names_.push_back(std::move(name));
    values_.insert(values_.end(), column.begin(), column.end());
}

double Covariance::variance_of(std::span<const double> combination) const {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j < size; ++j)
            sum += combination[i] * at(i, j) * combination[j];
    return sum;
}

double Regression::value_of(std::span<const double> combination) const {
    double sum = 0;
    for (std::size_t j = 0; j < coefficients.size(); ++j)
        if (!std::isnan(coefficients[j])) sum += combination[j] * coefficients[j];
    return sum;
}

Regression regress(const Design& x, std::span<const double> y) {
    if (y.size() != x.rows()) throw Error::input("The outcome has {} rows; the design has {}", y.size(), x.rows());
    check_finite(y, "the outcome");
    std::vector<std::size_t> kept = independent_columns(x);
    const auto n = static_cast<Eigen::Index>(x.rows());
    const auto rank = static_cast<Eigen::Index>(kept.size());
    Matrix m(n, rank);
    for (Eigen::Index j = 0; j < rank; ++j)
        m.col(j) = Eigen::Map<const Vector>(x.column(kept[static_cast<std::size_t>(j)]).data(), n);
    Regression fit;
    fit.rank = kept.size();
    fit.freedom = static_cast<double>(n - rank);
    fit.coefficients.assign(x.columns(), k_nan);
    fit.inverse = {x.columns(), std::vector<double>(x.columns() * x.columns(), 0.0)};
    Eigen::Map<const Vector> outcome(y.data(), n);
    Vector fitted = Vector::Zero(n);
    if (rank > 0) {
        Eigen::HouseholderQR<Matrix> qr(m);
        Vector b = qr.solve(outcome);
        fitted = m * b;
        Matrix r = qr.matrixQR().topRows(rank).triangularView<Eigen::Upper>();
        Matrix root = r.triangularView<Eigen::Upper>().solve(Matrix::Identity(rank, rank));
        Matrix inverse = root * root.transpose();
        for (Eigen::Index a = 0; a < rank; ++a) {
            std::size_t i = kept[static_cast<std::size_t>(a)];
            fit.log_determinant += 2 * std::log(std::fabs(r(a, a)));
            fit.coefficients[i] = b[a];
            for (Eigen::Index c = 0; c < rank; ++c)
                fit.inverse.values[i * x.columns() + kept[static_cast<std::size_t>(c)]] = inverse(a, c);
        }
    }
    Vector residuals = outcome - fitted;
    // What the design explains wholly leaves rounding noise, which is no evidence of anything.
    if (residuals.squaredNorm() <= 1e-24 * outcome.squaredNorm()) residuals.setZero();
    fit.fitted.assign(fitted.data(), fitted.data() + n);
    fit.residuals.assign(residuals.data(), residuals.data() + n);
    fit.variance = fit.freedom > 0 ? residuals.squaredNorm() / fit.freedom : k_nan;
    return fit;
}

Covariance classical_covariance(const Regression& fit) {
    Covariance out = fit.inverse;
    for (double& v : out.values)
        v *= fit.variance;
    return out;
}

Covariance robust_covariance(const Design& x, const Regression& fit, int power) {
    const std::size_t k = x.columns();
    Matrix s = scores(x, fit);
    std::vector<double> row(k);
    for (std::size_t i = 0; i < x.rows(); ++i) {
        for (std::size_t j = 0; j < k; ++j)
            row[j] = x.column(j)[i];
        double rest = 1 - fit.inverse.variance_of(row);
        s.row(static_cast<Eigen::Index>(i)) *= rest > 1e-9 ? std::pow(rest, -0.5 * power) : 0;
    }
    return sandwich(fit, s.transpose() * s, 1);
}

Covariance cluster_covariance(const Design& x, const Regression& fit, std::span<const std::size_t> cluster) {
    if (cluster.size() != x.rows()) throw Error::input("{} cluster numbers for {} rows", cluster.size(), x.rows());
    std::size_t clusters = cluster.empty() ? 0 : *std::ranges::max_element(cluster) + 1;
    Matrix s = scores(x, fit);
    Matrix sums = Matrix::Zero(static_cast<Eigen::Index>(clusters), s.cols());
    for (std::size_t i = 0; i < x.rows(); ++i)
        sums.row(static_cast<Eigen::Index>(cluster[i])) += s.row(static_cast<Eigen::Index>(i));
    double n = static_cast<double>(x.rows()), g = static_cast<double>(clusters);
    double factor = g > 1 && fit.freedom > 0 ? g / (g - 1) * (n - 1) / fit.freedom : k_nan;
    return sandwich(fit, sums.transpose() * sums, factor);
}

Covariance newey_west(const Design& x, const Regression& fit, std::size_t lag) {
    Matrix s = scores(x, fit);
    Matrix meat = s.transpose() * s;
    const Eigen::Index n = s.rows();
    for (Eigen::Index l = 1; l <= static_cast<Eigen::Index>(lag) && l < n; ++l) {
        double weight = 1 - static_cast<double>(l) / static_cast<double>(lag + 1);
        Matrix crossed = s.topRows(n - l).transpose() * s.bottomRows(n - l);
        meat += weight * (crossed + crossed.transpose());
    }
    return sandwich(fit, meat, fit.freedom > 0 ? static_cast<double>(n) / fit.freedom : k_nan);
}

std::size_t newey_west_lag(const Design& x, const Regression& fit) {
    const std::size_t n = x.rows();
    if (n < 3) return 0;
    Matrix s = scores(x, fit);
    Vector h = x.columns() > 1 ? Vector(s.rightCols(s.cols() - 1).rowwise().sum()) : Vector(s.col(0));
    auto most = static_cast<Eigen::Index>(std::floor(4 * std::pow(static_cast<double>(n) / 100, 2.0 / 9)));
    double s0 = h.squaredNorm(), s1 = 0;
    for (Eigen::Index l = 1; l <= most && l < h.size(); ++l) {
        double c = h.head(h.size() - l).dot(h.tail(h.size() - l));
        s0 += 2 * c;
        s1 += 2 * static_cast<double>(l) * c;
    }
    if (!(std::fabs(s0) > 0)) return 0;
    double lag = 1.1447 * std::cbrt(s1 / s0 * s1 / s0 * static_cast<double>(n));
    return std::min(n - 2, static_cast<std::size_t>(std::floor(lag)));
}

} // namespace peelian
