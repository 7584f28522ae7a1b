// SPDX-License-Identifier: MIT
#include "tables/slips.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace peelian {
namespace {

constexpr std::size_t k_longest = 15;

/// The value of other digits in place of the printed ones.
double value_of(const PrintedNumber& like, const std::string& digits, int decimals) {
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    double sign = std::signbit(like.value) ? -1 : 1;
    return sign * value * like.scale * std::pow(10.0, -decimals);
}

std::optional<Slip> swapped(const PrintedNumber& n, PrintedRange needed) {
    for (std::size_t i = 0; i + 1 < n.digits.size(); ++i) {
        std::string digits = n.digits;
        std::swap(digits[i], digits[i + 1]);
        double value = value_of(n, digits, n.decimals);
        if (digits != n.digits && needed.holds(value)) return Slip{"two digits swapped", value};
    }
    return {};
}

std::optional<Slip> dropped(const PrintedNumber& n, PrintedRange needed) {
    for (std::size_t i = 0; i <= n.digits.size(); ++i)
        for (char c = '0'; c <= '9'; ++c) {
            std::string digits = n.digits;
            digits.insert(i, 1, c);
            double value = value_of(n, digits, n.decimals);
            if (needed.holds(value)) return Slip{"a digit dropped", value};
        }
    return {};
}

std::optional<Slip> doubled(const PrintedNumber& n, PrintedRange needed) {
    for (std::size_t i = 0; n.digits.size() > 1 && i < n.digits.size(); ++i) {
        std::string digits = n.digits;
        digits.erase(i, 1);
        double value = value_of(n, digits, n.decimals);
        if (needed.holds(value)) return Slip{"a digit too many", value};
    }
    return {};
}

std::optional<Slip> mistaken(const PrintedNumber& n, PrintedRange needed) {
    for (std::size_t i = 0; i < n.digits.size(); ++i)
        for (char c = '0'; c <= '9'; ++c) {
            std::string digits = n.digits;
            digits[i] = c;
            double value = value_of(n, digits, n.decimals);
            if (c != n.digits[i] && needed.holds(value)) return Slip{"one digit wrong", value};
        }
    return {};
}

} // namespace

int power_of_ten_off(double value, PrintedRange range) {
    for (int power : {1, -1, 2, -2, 3, -3, 4, -4})
        if (value != 0 && range.holds(value * std::pow(10.0, -power))) return power;
    return 0;
}

std::string power_words(int power) {
    return fmt::format("{} times too {}", static_cast<int>(std::lround(std::pow(10.0, std::abs(power)))),
                       power > 0 ? "large" : "small");
}

std::optional<Slip> find_slip(const PrintedNumber& printed, PrintedRange needed) {
    // The edges of an interval are themselves within it, up to what doubles can tell apart.
    double grace = 1e-9 * std::max({1.0, std::fabs(needed.low), std::fabs(needed.high)});
    needed = {needed.low - grace, needed.high + grace};
    if (printed.value != 0 && needed.holds(-printed.value)) return Slip{"a sign lost or put in", -printed.value};
    if (printed.digits.size() > k_longest) return {};
    PrintedRange wide{needed.low - printed.unit() / 2, needed.high + printed.unit() / 2};
    if (int power = power_of_ten_off(printed.value, wide); power != 0 && printed.digits.size() > 1)
        return Slip{"a decimal point lost or moved", printed.value * std::pow(10.0, -power)};
    for (auto* way : {swapped, dropped, doubled, mistaken})
        if (auto slip = way(printed, needed)) return slip;
    return {};
}

} // namespace peelian
