// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "tables/fault_rules.hpp"
#include "tables/slips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace peelian::table_rules {
namespace {

std::string_view rule_of(RelationKind kind) {
    switch (kind) {
    case RelationKind::change: return "change";
    case RelationKind::percent_change: return "percent-change";
    case RelationKind::total: return "row-total";
    default: return "share";
    }
}

std::vector<std::size_t> operands(const Relation& r) {
    if (r.kind == RelationKind::total) return r.parts;
    return r.kind == RelationKind::share_of_total ? std::vector{r.of} : std::vector{r.from, r.of};
}

/// Where the slip of a row lies, if one slip explains all its relations that fail.
struct Blame {
    std::size_t column = 0;
    Slip slip;
    bool several = false; ///< more than one relation speaks for it
};

/// A value of operand `column` that would mend all failing relations of a row.
std::optional<Blame> blame_operand(const TableView& view, const std::vector<const Relation*>& failing, std::size_t row,
                                   std::size_t column) {
    PrintedRange needed{-1e300, 1e300};
    for (const Relation* r : failing) {
        std::vector<std::size_t> from = operands(*r);
        if (std::ranges::find(from, column) == from.end()) return {};
        auto range = needed_of(*r, view, row, column);
        if (!range) return {};
        needed = {std::max(needed.low, range->low), std::min(needed.high, range->high)};
    }
    double grace = 1e-9 * std::max(1.0, std::fabs(needed.high));
    if (needed.low > needed.high + grace) return {};
    auto slip = find_slip(*view.number(row, column), {needed.low, std::max(needed.low, needed.high)});
    if (!slip) return {};
    return Blame{column, *slip, failing.size() > 1};
}

std::optional<Blame> blame_of(const TableView& view, const std::vector<const Relation*>& failing, std::size_t row) {
    for (std::size_t column : operands(*failing.front()))
        if (auto blame = blame_operand(view, failing, row, column)) return blame;
    return {};
}

TableFault derived_fault(const TableView& view, const Relation& r, std::size_t row) {
    TableFault fault = view.fault(rule_of(r.kind), FaultLevel::fault, row, r.target);
    const PrintedNumber& printed = *view.number(row, r.target);
    Expected expected = *expected_of(r, view, row);
    fault.message = fmt::format("'{}' should be {}, and is not.", view.column_name(r.target), in_words(r, view));
    std::string value = printed.like_this(expected.value);
    fault.expected = value;
    double half = printed.unit() / 2;
    if (expected.range.high - expected.range.low > printed.unit())
        fault.expected = fmt::format("{} (from {} to {} with rounding)", value, printed.like_this(expected.range.low),
                                     printed.like_this(expected.range.high));
    fault.likely = value;
    fault.advice = fmt::format("Work it out again from the figures of the row; if they are right it is {}.", value);
    if (auto slip = find_slip(printed, {expected.range.low - half, expected.range.high + half}))
        fault.advice = fmt::format("Correct it to {}: it looks like {}.", value, slip->what);
    return fault;
}

/// The fault of one row, at the cell that is to blame.
void add_row(Faults& out, const TableView& view, const std::vector<const Relation*>& failing, std::size_t row) {
    if (failing.empty()) return;
    auto blame = blame_of(view, failing, row);
    if (blame && blame->several) {
        TableFault fault = view.fault(rule_of(failing.front()->kind), FaultLevel::fault, row, blame->column);
        std::vector<std::string> names;
        for (const Relation* r : failing)
            names.push_back(view.column_name(r->target));
        fault.likely = view.number(row, blame->column)->like_this(blame->slip.value);
        fault.expected = fault.likely;
        fault.message =
            fmt::format("Neither {} of the row follows from it; all do from {}.", named_few(names), fault.likely);
        fault.advice = fmt::format("Look {} up in its source: it looks like {}, and {} was meant.", fault.found,
                                   blame->slip.what, fault.likely);
        out.push_back(std::move(fault));
        return;
    }
    for (const Relation* r : failing) {
        TableFault fault = derived_fault(view, *r, row);
        bool own = fault.advice.starts_with("Correct");
        if (!own && blame && blame->column != r->target) {
            std::string other = view.number(row, blame->column)->like_this(blame->slip.value);
            fault.advice += fmt::format(" Or '{}' is wrong, with {}: {} would fit.", view.column_name(blame->column),
                                        blame->slip.what, other);
        }
        out.push_back(std::move(fault));
    }
}

/// One note a column for the rows that follow within rounding alone.
void add_rounding(Faults& out, const TableView& view, const Relation& r) {
    std::vector<std::string> names;
    std::size_t first = 0;
    for (std::size_t row : view.data_rows()) {
        if (r.fits[row] != Fit::rounding && r.fits[row] != Fit::down) continue;
        if (names.empty()) first = row;
        names.push_back(view.row_name(row));
    }
    if (names.empty()) return;
    TableFault note = view.fault("rounding", FaultLevel::note, first, r.target);
    note.message = fmt::format("'{}' is {} only if the figures were rounded after it was worked out, or it was cut "
                               "off instead of rounded: {}.",
                               view.column_name(r.target), in_words(r, view), named_few(names));
    note.expected = view.number(first, r.target)->like_this(expected_of(r, view, first)->value);
    note.advice = "Nothing, or say below the table that figures are rounded and may not add up.";
    out.push_back(std::move(note));
}

/// Relations of words and place that most rows do not bear out.
void add_broken(Faults& out, const TableView& view, const std::vector<Relation>& relations) {
    for (const Relation& r : find_broken_relations(view, relations)) {
        std::size_t row = 0;
        while (r.fits[row] != Fit::off)
            ++row;
        TableFault fault = view.fault(rule_of(r.kind), FaultLevel::suspect, row, r.target);
        fault.message = fmt::format("By its heading and place '{}' should be {}; {} of {} rows are not.",
                                    view.column_name(r.target), in_words(r, view), r.bad, r.bad + r.good);
        fault.expected = view.number(row, r.target)->like_this(expected_of(r, view, row)->value);
        fault.advice = "Work the column out again, or say in a rules file what it follows from.";
        out.push_back(std::move(fault));
    }
    for (const Relation& r : find_points_called_per_cent(view)) {
        TableFault fault = view.column_fault("points-not-per-cent", FaultLevel::suspect, r.target);
        fault.found = fault.column;
        fault.message = fmt::format("'{}' says per cent, and is the difference of '{}' and '{}' in percentage points.",
                                    fault.column, view.column_name(r.from), view.column_name(r.of));
        fault.expected = "a heading that says percentage points";
        fault.advice = "Call it a change in percentage points, or give the relative change.";
        out.push_back(std::move(fault));
    }
}

} // namespace

Faults derived_figures(const TableView& view, const std::vector<Relation>& relations) {
    Faults out;
    for (std::size_t row : view.data_rows()) {
        std::vector<const Relation*> failing;
        for (const Relation& r : relations)
            if (r.fits[row] == Fit::off) failing.push_back(&r);
        add_row(out, view, failing, row);
    }
    for (const Relation& r : relations)
        add_rounding(out, view, r);
    add_broken(out, view, relations);
    return out;
}

bool is_derived(const TableView& view, const std::vector<Relation>& relations, std::size_t column) {
    const ColumnView& v = view.columns()[column];
    if (v.words.change || v.role == ColumnRole::change || v.role == ColumnRole::percent_change) return true;
    auto found = std::ranges::find(relations, column, &Relation::target);
    return found != relations.end() && found->kind != RelationKind::total;
}

std::string named_few(std::span<const std::string> names) {
    constexpr std::size_t k_few = 5;
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < k_few; ++i)
        out += fmt::format("{}'{}'", i == 0 ? "" : i + 1 == names.size() ? " and " : ", ", names[i]);
    if (names.size() > k_few) out += fmt::format(" and {} more", names.size() - k_few);
    return out;
}

std::string shown(double value) {
    int decimals = 0;
    while (decimals < 4 &&
           std::fabs(value * std::pow(10, decimals) - std::round(value * std::pow(10, decimals))) > 1e-6)
        ++decimals;
    return replace_all(number(value, decimals), "\u2212", "-");
}

} // namespace peelian::table_rules
