// SPDX-License-Identifier: MIT
#include "checks/neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian::check_rules {

double median(std::vector<double> values) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double robust_spread(const std::vector<double>& values) {
    double centre = median(values);
    std::vector<double> distances;
    distances.reserve(values.size());
    for (double value : values)
        distances.push_back(std::abs(value - centre));
    return 1.4826 * median(std::move(distances));
}

std::vector<double> neighbours(std::span<const double> values, std::size_t at, std::size_t per_year,
                               std::size_t reach) {
    std::vector<double> found;
    auto take = [&](std::ptrdiff_t i) {
        if (i < 0 || i >= std::ssize(values) || !std::isfinite(values[static_cast<std::size_t>(i)])) return;
        found.push_back(values[static_cast<std::size_t>(i)]);
    };
    auto here = static_cast<std::ptrdiff_t>(at);
    auto near = static_cast<std::ptrdiff_t>(reach);
    auto year = static_cast<std::ptrdiff_t>(per_year);
    if (year > near) take(here - year);
    for (std::ptrdiff_t i = here - near; i <= here + near; ++i)
        if (i != here) take(i);
    if (year > near) take(here + year);
    return found;
}

std::vector<double> before(std::span<const double> values, std::size_t at, std::size_t most) {
    std::vector<double> found;
    for (std::size_t i = at; i-- > 0 && at - i <= 2 * most && found.size() < most;)
        if (std::isfinite(values[i])) found.push_back(values[i]);
    return found;
}

std::vector<double> from(std::span<const double> values, std::size_t at, std::size_t most) {
    std::vector<double> found;
    for (std::size_t i = at; i < values.size() && i - at < 2 * most && found.size() < most; ++i)
        if (std::isfinite(values[i])) found.push_back(values[i]);
    return found;
}

bool on_both_sides(std::span<const double> values, std::size_t at, const std::function<bool(double)>& odd) {
    std::vector<double> earlier = before(values, at, 3), later = from(values, at + 1, 3);
    return (earlier.empty() || odd(median(earlier))) && (later.empty() || odd(median(later)));
}

double count_distance(double value, const std::vector<double>& neighbours) {
    std::vector<double> stable;
    stable.reserve(neighbours.size());
    for (double y : neighbours)
        stable.push_back(2 * std::sqrt(std::max(y, 0.0)));
    return (2 * std::sqrt(std::max(value, 0.0)) - median(stable)) / std::max(1.0, robust_spread(stable));
}

double log_distance(double value, const std::vector<double>& neighbours) {
    std::vector<double> logs;
    logs.reserve(neighbours.size());
    for (double y : neighbours)
        logs.push_back(std::log(y));
    return (std::log(value) - median(logs)) / std::max(0.1, robust_spread(logs));
}

} // namespace peelian::check_rules
