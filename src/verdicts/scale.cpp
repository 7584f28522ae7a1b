// SPDX-License-Identifier: MIT
#include "verdicts/scale.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {

Scale::Scale(const JudgeInput& input, std::span<const double> days)
    : numerator_(input.numerator),
      denominator_(input.denominator),
      days_(days),
      nature_(input.nature) {
    const std::size_t n = numerator_.size();
    const bool divided = nature_ == Nature::rate || nature_ == Nature::proportion;
    if (divided && denominator_.size() != n)
        throw Error::input("series of {} values has {} denominators", n, denominator_.size());
    if (!divided) denominator_ = {};
    double sum = 0;
    double present = 0;
    for (std::size_t i = 0; i < n; ++i) {
        double y = numerator_[i];
        bool negative = std::isfinite(y) && y < 0; // what is not finite is missing
        if (negative && !divided) nature_ = Nature::value;
        if (!divided || std::isnan(denominator_[i])) continue;
        bool too_many = nature_ == Nature::proportion && std::isfinite(y) && y > denominator_[i];
        if (negative || too_many) throw Error::input("{} of {} in a series: not a share", y, denominator_[i]);
        if (!(denominator_[i] > 0)) continue;
        sum += denominator_[i];
        present += 1;
    }
    if (present > 0) mean_denominator_ = sum / present;
}

bool Scale::usable(std::size_t i) const {
    if (!std::isfinite(numerator_[i])) return false;
    return denominator_.empty() || (std::isfinite(denominator_[i]) && denominator_[i] > 0);
}

double Scale::exposure(std::size_t i) const {
    if (nature_ != Nature::rate) return days_[i];
    double people = denominator_[i];
    return std::isfinite(people) && people > 0 ? days_[i] * people / mean_denominator_ : days_[i];
}

double Scale::z(std::size_t i) const {
    switch (nature_) {
    case Nature::count:
    case Nature::rate: return 2 * std::sqrt((numerator_[i] + 0.375) / exposure(i));
    case Nature::proportion: return 2 * std::asin(std::sqrt((numerator_[i] + 0.375) / (denominator_[i] + 0.75)));
    case Nature::value: break;
    }
    return numerator_[i];
}

double Scale::sampling_variance(std::size_t i) const {
    switch (nature_) {
    case Nature::count:
    case Nature::rate: return 1 / exposure(i);
    case Nature::proportion: return 1 / (usable(i) ? denominator_[i] : mean_denominator_);
    case Nature::value: break;
    }
    return k_missing;
}

double Scale::value(std::size_t i) const {
    if (!usable(i)) return k_missing;
    return denominator_.empty() ? numerator_[i] : numerator_[i] / denominator_[i];
}

double Scale::back(double z, std::size_t i, double variance) const {
    switch (nature_) {
    case Nature::count:
    case Nature::rate: {
        double root = std::max(z, 0.0);
        double e = exposure(i);
        return published(std::max(0.0, e * (root * root + variance) / 4 - 0.375), i);
    }
    case Nature::proportion: {
        double angle = std::clamp(z, 0.0, M_PI) / 2;
        double n = usable(i) ? denominator_[i] : mean_denominator_;
        double p = std::sin(angle) * std::sin(angle);
        return std::clamp(p + (2 * p - 1) * 0.375 / n, 0.0, 1.0);
    }
    case Nature::value: break;
    }
    return z;
}

double Scale::published(double count, std::size_t i) const {
    if (denominator_.empty()) return count;
    return count / (usable(i) ? denominator_[i] : mean_denominator_);
}

double Scale::events(std::size_t i) const {
    switch (nature_) {
    case Nature::count:
    case Nature::rate: return numerator_[i];
    case Nature::proportion: return std::min(numerator_[i], denominator_[i] - numerator_[i]);
    case Nature::value: break;
    }
    return k_missing;
}

} // namespace peelian
