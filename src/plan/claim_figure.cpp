// SPDX-License-Identifier: MIT
#include "plan/claim_figure.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

constexpr std::array<std::string_view, 5> k_units{"number", "percent", "share", "money", "days"};

/// A printed number, with the places of its last digit and of its last that is not 0.
struct Printed {
    double value = 0, last = 1, significant = 1;
};

/// The whole part: digits, or one to three and then groups of three.
bool is_whole(std::string_view text) {
    std::size_t comma = text.find(',');
    std::size_t head = comma == std::string_view::npos ? text.size() : comma;
    if (head == 0 || (comma != std::string_view::npos && (head > 3 || (text.size() - head) % 4 != 0))) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool separator = i >= head && (i - head) % 4 == 0;
        if (separator ? text[i] != ',' : text[i] < '0' || text[i] > '9') return false;
    }
    return true;
}

std::optional<Printed> parse_number(std::string_view text) {
    constexpr std::size_t k_most_digits = 18; // what a double holds apart, and more than anyone prints
    bool minus = false;
    for (std::string_view sign : {"-", "−"})
        if (!minus && text.starts_with(sign)) {
            minus = true;
            text.remove_prefix(sign.size());
        }
    std::size_t dot = text.find('.');
    std::string_view whole = text.substr(0, dot);
    std::string_view decimals = dot == std::string_view::npos ? "" : text.substr(dot + 1);
    if (!is_whole(whole) || (dot != std::string_view::npos && decimals.empty())) return std::nullopt;
    if (decimals.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    std::string digits = replace_all(whole, ",", "") + std::string(decimals);
    if (digits.size() > k_most_digits) return std::nullopt;
    std::string plain = fmt::format("{}.{}0", replace_all(whole, ",", ""), decimals);
    Printed out;
    std::from_chars(plain.data(), plain.data() + plain.size(), out.value);
    out.last = std::pow(10.0, -static_cast<double>(decimals.size()));
    std::size_t end = digits.find_last_not_of('0');
    std::size_t zeros = end == std::string::npos ? 0 : digits.size() - 1 - end;
    out.significant = out.last * std::pow(10.0, static_cast<double>(zeros));
    if (minus) out.value = -out.value;
    return out;
}

ClaimFigure around(const Printed& p, ClaimQualifier qualifier) {
    constexpr double k_infinite = std::numeric_limits<double>::infinity();
    double half = p.last / 2;
    switch (qualifier) {
    case ClaimQualifier::about: return {p.value, p.value - p.significant / 2, p.value + p.significant / 2};
    case ClaimQualifier::nearly: return {p.value, p.value - p.significant, p.value};
    case ClaimQualifier::more_than: return {p.value, p.value, p.value + p.significant};
    case ClaimQualifier::less_than: return {p.value, std::min(0.0, p.value), p.value};
    case ClaimQualifier::up_to: return {p.value, std::min(0.0, p.value), p.value + half};
    case ClaimQualifier::at_least: return {p.value, p.value - half, k_infinite};
    case ClaimQualifier::none: break;
    }
    return {p.value, p.value - half, p.value + half};
}

/// "4 in 5"
std::optional<ClaimFigure> parse_share(std::string_view part, std::string_view whole) {
    auto a = parse_number(part), b = parse_number(whole);
    if (!a || !b || a->last < 1 || b->last < 1 || a->value < 1 || b->value < a->value) return std::nullopt;
    double value = a->value / b->value;
    if (a->value == 1 && b->value > 1) return ClaimFigure{value, 1 / (b->value + 0.5), 1 / (b->value - 0.5)};
    return ClaimFigure{value, (a->value - 0.5) / b->value, std::min(1.0, (a->value + 0.5) / b->value)};
}

/// The two sides of a separator, trimmed; none when it is not there.
std::optional<std::pair<std::string_view, std::string_view>> sides(std::string_view text, std::string_view separator) {
    std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return std::nullopt;
    return std::pair{trim(text.substr(0, at)), trim(text.substr(at + separator.size()))};
}

/// As many as the value has, and one where they do not end at two.
int decimals_of(double value) {
    for (int d : {0, 1, 2}) {
        double shifted = value * std::pow(10.0, d);
        if (std::fabs(shifted - std::round(shifted)) < 1e-6) return d;
    }
    return 1;
}

std::string money_words(double value) {
    for (auto [size, name] : {std::pair{1e9, "billion"}, std::pair{1e6, "million"}})
        if (std::fabs(value) >= size)
            return fmt::format("£{} {}", number(value / size, decimals_of(value / size)), name);
    return "£" + number(value, decimals_of(value));
}

/// "2010 to 2015" of whole years, named by `name` of their last months.
template <class Name> std::string years_words(const ClaimPeriod& p, const Name& name) {
    std::string last = name(p.last);
    return p.last - p.first == 11 ? last : fmt::format("{} to {}", name(p.first + 11), last);
}

std::optional<int> year_of(std::string_view text) {
    int year = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), year);
    bool whole = failed == std::errc() && end == text.data() + text.size() && text.size() == 4;
    return whole && year > 0 ? std::optional(year) : std::nullopt;
}

} // namespace

std::string_view to_code(ClaimUnit unit) { return k_units[static_cast<std::size_t>(unit)]; }
bool is_part(ClaimUnit unit) { return unit == ClaimUnit::percent || unit == ClaimUnit::share; }

std::optional<ClaimFigure> parse_figure(std::string_view text, ClaimQualifier qualifier) {
    text = trim(text);
    if (auto parts = sides(text, " in ")) return parse_share(parts->first, parts->second);
    if (auto ends = sides(text, " to ")) {
        auto from = parse_number(ends->first), to = parse_number(ends->second);
        if (!from || !to || from->value > to->value) return std::nullopt;
        return ClaimFigure{(from->value + to->value) / 2, around(*from, qualifier).low, around(*to, qualifier).high};
    }
    auto printed = parse_number(text);
    return printed ? std::optional(around(*printed, qualifier)) : std::nullopt;
}

std::string figure_words(ClaimUnit unit, double value) {
    if (std::isinf(value)) return "any more";
    if (is_part(unit)) return number(100 * value, decimals_of(100 * value)) + "%";
    if (unit == ClaimUnit::money) return money_words(value);
    std::string words = number(value, decimals_of(value));
    return unit == ClaimUnit::days ? words + " days" : words;
}

std::string interval_words(ClaimUnit unit, const ClaimFigure& figure) {
    std::string low = figure_words(unit, figure.low), high = figure_words(unit, figure.high);
    if (low == high) return figure_words(unit, figure.value);
    return std::isinf(figure.high) ? low + " or more" : fmt::format("{} to {}", low, high);
}

std::optional<ClaimPeriod> parse_claim_period(std::string_view text) {
    text = trim(text);
    if (auto ends = sides(text, " to ")) {
        auto first = parse_claim_period(ends->first), last = parse_claim_period(ends->second);
        if (!first || !last || last->last < first->first) return std::nullopt;
        return ClaimPeriod{first->first, last->last};
    }
    if (auto year = year_of(text)) return ClaimPeriod{Month::of(*year, 1), Month::of(*year, 12)};
    if (text.size() == 7 && text[4] == '/') {
        auto year = year_of(text.substr(0, 4));
        if (!year || fmt::format("{:02}", (*year + 1) % 100) != text.substr(5)) return std::nullopt;
        return ClaimPeriod{Month::of(*year, 4), Month::of(*year + 1, 3)};
    }
    auto month = text.size() == 7 && text[4] == '-' ? Month::parse(text) : std::nullopt;
    return month ? std::optional(ClaimPeriod{*month, *month}) : std::nullopt;
}

std::string period_words(const ClaimPeriod& period) {
    if (period.first == period.last) return period.last.to_words();
    bool whole = (period.last - period.first + 1) % 12 == 0;
    if (whole && period.first.month() == 1)
        return years_words(period, [](Month last) { return std::to_string(last.year()); });
    if (whole && period.first.month() == 4)
        return years_words(period, [](Month last) { return period_in_words(PeriodKind::financial_year, last); });
    return fmt::format("{} to {}", period.first.to_words(), period.last.to_words());
}

} // namespace peelian
