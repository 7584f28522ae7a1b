// SPDX-License-Identifier: MIT
#include "tables/relations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace peelian {
namespace {

PrintedRange hull(std::initializer_list<double> values) { return {std::min(values), std::max(values)}; }

/// The quotient of two intervals; nothing when the lower one holds zero.
std::optional<PrintedRange> quotient(PrintedRange a, PrintedRange b) {
    if (b.low <= 0 && b.high >= 0) return {};
    return hull({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

std::optional<Expected> expected_total(const Relation& r, const TableView& view, std::size_t row) {
    Expected e;
    std::size_t there = 0;
    for (std::size_t part : r.parts) {
        const CellReading& cell = view.cell(row, part);
        if (cell.kind == CellKind::number) {
            PrintedRange range = view.range(row, part);
            e.value += cell.number.value;
            e.range.low += range.low;
            e.range.high += range.high;
            ++there;
        } else if (cell.kind != CellKind::nothing && cell.kind != CellKind::empty) {
            return {};
        }
    }
    return there >= 2 ? std::optional(e) : std::nullopt;
}

std::optional<Expected> expected_ratio(double of, double from, PrintedRange of_range, PrintedRange from_range,
                                       double scale, double less) {
    auto range = quotient(of_range, from_range);
    if (!range || from == 0) return {};
    return Expected{scale * (of / from - less), {scale * (range->low - less), scale * (range->high - less)}};
}

Fit fit_of(const PrintedNumber& printed, const Expected& expected, PrintedRange own) {
    double half = printed.unit() / 2;
    double grace = 1e-9 * std::max({1.0, std::fabs(expected.value), std::fabs(printed.value)});
    if (std::fabs(expected.value - printed.value) <= std::max(half, (own.high - own.low) / 2) + grace)
        return Fit::follows;
    double over = std::fabs(expected.value) - std::fabs(printed.value);
    bool same_side = expected.value * printed.value >= 0;
    if (same_side && over > 0 && over < printed.unit() - grace) return Fit::down;
    PrintedRange wide{own.low - grace, own.high + grace};
    if (own.high == own.low) wide = {printed.value - half - grace, printed.value + half + grace};
    return wide.meets(expected.range) ? Fit::rounding : Fit::off;
}

/// How much a fit tells: the size of the value over the width that would have been taken.
double evidence_of(const PrintedNumber& printed, const Expected& expected) {
    double width = printed.unit() / 2 + (expected.range.high - expected.range.low) / 2;
    double size = std::max(std::fabs(printed.value), std::fabs(expected.value));
    return size <= width ? 0 : std::min(6.0, std::log10(size / width));
}

/// Which way the figures of a column go: rows that are cut off, and rows that are rounded up.
struct Rounding {
    std::size_t down = 0, up = 0;
    /// Nearly all rows are cut off rather than rounded to the nearest.
    bool cut_off() const { return down >= 3 && up * 10 <= down; }
    /// Nearly all are rounded to the nearest, so that one that is cut off is wrong.
    bool nearest() const { return up >= 3 && down * 10 <= up; }
};

Rounding rounding_of(const Relation& r, const TableView& view) {
    Rounding rounding;
    for (std::size_t row : view.data_rows()) {
        if (r.fits[row] == Fit::down) ++rounding.down;
        auto expected = r.fits[row] == Fit::follows ? expected_of(r, view, row) : std::nullopt;
        if (!expected) continue;
        double over = std::fabs(view.number(row, r.target)->value) - std::fabs(expected->value);
        rounding.up += over > 1e-9 * std::max(1.0, std::fabs(expected->value)) ? 1 : 0;
    }
    return rounding;
}

/// Settles the rows that fit only if cut off, by what the others of the column do.
void settle_cut_off(Relation& r, const TableView& view) {
    Rounding rounding = rounding_of(r, view);
    r.cut_off = rounding.cut_off();
    for (std::size_t row : view.data_rows()) {
        if (r.fits[row] != Fit::down) continue;
        Expected e = *expected_of(r, view, row);
        bool exact = e.range.low == e.range.high;
        if (r.cut_off) r.fits[row] = Fit::follows;
        else if (exact && rounding.nearest()) {
            r.fits[row] = Fit::off;
            --r.good;
            ++r.bad;
        }
    }
}

} // namespace

std::optional<Expected> expected_of(const Relation& r, const TableView& view, std::size_t row) {
    if (view.number(row, r.target) == nullptr) return {};
    if (r.kind == RelationKind::total) return expected_total(r, view, row);
    std::size_t from_row = r.kind == RelationKind::share_of_total ? r.total_row : row;
    const PrintedNumber* of = view.number(row, r.of);
    const PrintedNumber* from = view.number(from_row, r.from);
    if (of == nullptr || from == nullptr) return {};
    PrintedRange of_range = view.range(row, r.of), from_range = view.range(from_row, r.from);
    switch (r.kind) {
    case RelationKind::change:
        return Expected{of->value - from->value, {of_range.low - from_range.high, of_range.high - from_range.low}};
    case RelationKind::percent_change:
        // Of a loss that becomes a gain there is no percentage that people agree on.
        if (from->value <= 0 && of->value > 0) return {};
        return expected_ratio(of->value, from->value, of_range, from_range, 100, 1);
    default: return expected_ratio(of->value, from->value, of_range, from_range, r.scale, 0);
    }
}

std::optional<PrintedRange> needed_of(const Relation& r, const TableView& view, std::size_t row, std::size_t column) {
    const PrintedNumber* target = view.number(row, r.target);
    auto expected = expected_of(r, view, row);
    if (target == nullptr || !expected) return {};
    PrintedRange t = target->range();
    if (view.range(row, r.target).low == target->value) t = {target->value, target->value};
    if (r.kind == RelationKind::total) {
        const PrintedNumber* part = view.number(row, column);
        if (part == nullptr) return {};
        return PrintedRange{part->value + t.low - expected->value, part->value + t.high - expected->value};
    }
    const PrintedNumber* of = view.number(row, r.of);
    const PrintedNumber* from = view.number(row, r.from);
    if (of == nullptr || from == nullptr || r.kind == RelationKind::share_of_total) return {};
    bool ratio = r.kind != RelationKind::change;
    double scale = r.kind == RelationKind::percent_change ? 100 : r.scale;
    double more = r.kind == RelationKind::percent_change ? 1 : 0;
    PrintedRange factor{t.low / scale + more, t.high / scale + more};
    if (column == r.of)
        return ratio ? hull({from->value * factor.low, from->value * factor.high})
                     : PrintedRange{from->value + t.low, from->value + t.high};
    if (!ratio) return PrintedRange{of->value - t.high, of->value - t.low};
    return quotient({of->value, of->value}, factor);
}

void measure_fit(Relation& r, const TableView& view, std::size_t limit) {
    r.fits.assign(view.rows().size(), Fit::none);
    r.good = r.bad = 0;
    r.evidence = 0;
    std::size_t looked_at = 0;
    // A figure that comes again tells nothing new: a column of 0.1 and 0.2 fits much by chance.
    std::set<double> told;
    for (std::size_t row : view.data_rows()) {
        if (looked_at++ >= limit) break;
        auto expected = expected_of(r, view, row);
        if (!expected) continue;
        const PrintedNumber& printed = *view.number(row, r.target);
        r.fits[row] = fit_of(printed, *expected, view.range(row, r.target));
        if (r.fits[row] == Fit::off) ++r.bad;
        else ++r.good;
        if (r.fits[row] != Fit::off && told.insert(printed.value).second) r.evidence += evidence_of(printed, *expected);
    }
    settle_cut_off(r, view);
}

std::string in_words(const Relation& r, const TableView& view) {
    auto name = [&](std::size_t c) { return "'" + view.column_name(c) + "'"; };
    switch (r.kind) {
    case RelationKind::change: return fmt::format("the change from {} to {}", name(r.from), name(r.of));
    case RelationKind::percent_change:
        return fmt::format("the percentage change from {} to {}", name(r.from), name(r.of));
    case RelationKind::share:
        if (r.scale != 100 && r.scale != 1)
            return fmt::format("{} per {:.0f} of {}", name(r.of), r.scale, name(r.from));
        return fmt::format("{} as a share of {}", name(r.of), name(r.from));
    case RelationKind::share_of_total:
        return fmt::format("the share of {} in '{}'", name(r.of), view.row_name(r.total_row));
    case RelationKind::total: break;
    }
    std::string parts;
    for (std::size_t i = 0; i < r.parts.size() && i < 4; ++i)
        parts += (i == 0 ? "" : i + 1 == r.parts.size() ? " and " : ", ") + name(r.parts[i]);
    if (r.parts.size() > 4) parts += fmt::format(" and {} more", r.parts.size() - 4);
    return fmt::format("the sum of {}", parts);
}

} // namespace peelian
