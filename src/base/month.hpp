// SPDX-License-Identifier: MIT
// Calendar months and the periods made of them. A period is named by its last
// month: the financial year 2023/24 is {financial_year, 2024-03}.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// A month of the proleptic Gregorian calendar, 0001-01 to 9999-12.
class Month {
public:
    /// 1970-01.
    constexpr Month() = default;
    /// Reads `YYYY-MM` (also `YYYYMM`); nothing else.
    static std::optional<Month> parse(std::string_view text);
    /// As parse, but throws Error(input) quoting the text.
    static Month from(std::string_view text);
    /// Month number `month` (1-12) of `year`; asserts the range.
    static Month of(int year, int month);

    constexpr int year() const { return index_ / 12; }
    constexpr int month() const { return index_ % 12 + 1; }
    /// Days in the month, 28 to 31.
    int days() const;
    /// Months since year 0; differences are month counts.
    constexpr std::int32_t index() const { return index_; }
    static constexpr Month from_index(std::int32_t index) { return Month(index); }

    constexpr Month operator+(int months) const { return Month(index_ + months); }
    constexpr Month operator-(int months) const { return Month(index_ - months); }
    constexpr int operator-(Month other) const { return index_ - other.index_; }
    auto operator<=>(const Month&) const = default;

    /// `2024-03`
    std::string to_string() const;
    /// `March 2024`
    std::string to_words() const;
    /// `Mar 2024`
    std::string to_short_words() const;

private:
    constexpr explicit Month(std::int32_t index) : index_(index) {}
    std::int32_t index_ = 1970 * 12;
};

/// How long a period is. `rolling_12` overlaps itself: never compare two of them
/// as if they were independent.
enum class PeriodKind : std::uint8_t { month, quarter, financial_year, rolling_12 };
inline constexpr std::array k_period_kinds{PeriodKind::month, PeriodKind::quarter, PeriodKind::financial_year,
                                           PeriodKind::rolling_12};

/// Months in a period of this kind: 1, 3, 12, 12.
int months_in(PeriodKind kind);
/// `month`, `quarter`, `fy`, `r12`: as in exports.
std::string_view to_code(PeriodKind kind);
std::optional<PeriodKind> parse_period_kind(std::string_view code);
/// True when a period of this kind can end with this month: quarters end in
/// March, June, September, December; financial years in March; the others always.
bool ends_period(PeriodKind kind, Month last);
/// `March 2024`, `January to March 2024`, `2023/24`, `12 months to March 2024`.
std::string period_in_words(PeriodKind kind, Month last);

} // namespace peelian

template <> struct std::hash<peelian::Month> {
    std::size_t operator()(peelian::Month m) const noexcept { return std::hash<std::int32_t>{}(m.index()); }
};
