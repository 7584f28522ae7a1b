// SPDX-License-Identifier: MIT
// Columns, rows and periods that come twice, and tables that are old.
#include "tables/fault_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace peelian::table_rules {
namespace {

/// Rows in which two columns have the same value, and in which they differ; small values say little.
struct Alike {
    std::size_t same = 0, different = 0;
    double digits = 0; ///< powers of ten that are the same
};

Alike compare_columns(const TableView& view, std::size_t a, std::size_t b) {
    Alike alike;
    for (std::size_t row : view.data_rows()) {
        const PrintedNumber *x = view.number(row, a), *y = view.number(row, b);
        if (x == nullptr || y == nullptr) continue;
        if (x->value != y->value) {
            ++alike.different;
            if (alike.different > 1) break;
        } else if (x->value != 0) {
            ++alike.same;
            alike.digits += std::log10(std::max(1.0, std::fabs(x->value) / x->unit()));
        }
    }
    return alike;
}

void same_columns(Faults& out, const TableView& view, const std::vector<Relation>& relations) {
    std::size_t width = std::min<std::size_t>(view.columns().size(), 100);
    for (std::size_t b = 0; b < width; ++b)
        for (std::size_t a = 0; a < b; ++a) {
            const ColumnView &va = view.columns()[a], &vb = view.columns()[b];
            if (!va.numeric || !vb.numeric || va.percent != vb.percent) continue;
            if (is_derived(view, relations, a) || is_derived(view, relations, b)) continue;
            Alike alike = compare_columns(view, a, b);
            bool stale = va.period && vb.period && !(*va.period == *vb.period);
            std::size_t rows = stale ? 3 : 4;
            if (alike.different > 0 || alike.same < rows || alike.digits < (stale ? 6 : 8)) continue;
            TableFault fault = view.column_fault(stale ? "stale-column" : "same-columns", FaultLevel::suspect, b);
            fault.found = fault.column;
            fault.message = fmt::format("All {} values are those of '{}'{}.", alike.same, view.column_name(a),
                                        stale ? ", another period" : "");
            fault.expected = "figures of its own";
            fault.advice = "Fill the column from its source again: one was probably copied and not replaced.";
            out.push_back(std::move(fault));
            break;
        }
}

std::string all_of_row(const TableView& view, std::size_t row) {
    std::string text = view.rows()[row].key;
    for (std::size_t c = 0; c < view.columns().size(); ++c)
        text += "\x1f" + view.text(row, c);
    return text;
}

void same_rows(Faults& out, const TableView& view) {
    std::unordered_map<std::string, std::size_t> seen;
    std::vector<std::pair<std::size_t, std::size_t>> found; // a row, and the one it repeats
    for (std::size_t row : view.data_rows()) {
        if (view.rows()[row].label.empty()) continue;
        auto [before, first] = seen.emplace(all_of_row(view, row), row);
        if (!first) found.emplace_back(row, before->second);
    }
    constexpr std::size_t k_told = 3; // from there on it is one matter, not many
    for (std::size_t i = 0; i < found.size() && (i == 0 || found.size() <= k_told); ++i) {
        TableFault fault = view.fault("same-rows", FaultLevel::suspect, found[i].first, 0);
        fault.message = fmt::format("The row is the same as that of line {}.", view.table().rows[found[i].second].line);
        if (found.size() > k_told) fault.message += fmt::format(" So it is with {} rows of the table.", found.size());
        fault.expected = "each row once";
        fault.advice = "Take one of them out, or say what sets them apart.";
        out.push_back(std::move(fault));
    }
}

void repeated_headings(Faults& out, const TableView& view) {
    std::map<std::string, std::size_t> seen;
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        const ColumnView& v = view.columns()[c];
        if (!v.numeric || !v.period) continue;
        std::string what = fmt::format("{} {} {}", v.period->last.index(), v.period->months, v.period->rest);
        auto [before, first] = seen.emplace(what, c);
        // "2016-17" and "2016-17 %": a number and its share stand under one period.
        if (first || view.columns()[before->second].percent != v.percent ||
            v.heading != view.columns()[before->second].heading)
            continue;
        TableFault fault = view.column_fault("repeated-period", FaultLevel::suspect, c);
        fault.found = v.heading;
        fault.message = fmt::format("Two columns are headed '{}'.", v.heading);
        fault.expected = "each period once";
        fault.advice = "Correct the heading, or say what sets the two apart.";
        out.push_back(std::move(fault));
    }
}

/// The same for rows, where all labels are periods.
void repeated_labels(Faults& out, const TableView& view) {
    if (view.columns().empty() || view.columns()[0].numeric || view.data_rows().size() < 3) return;
    if (view.columns().size() > 1 && !view.columns()[1].numeric) return;
    std::map<std::string, std::size_t> seen;
    Faults found;
    for (std::size_t row : view.data_rows()) {
        auto period = find_period(view.rows()[row].label);
        if (!period && !view.rows()[row].total) return;
        if (!period) continue;
        auto [before, first] = seen.emplace(
            fmt::format("{}\x1f{} {} {}", view.rows()[row].key.substr(0, view.rows()[row].key.find('\x1f')),
                        period->last.index(), period->months, period->rest),
            row);
        if (first) continue;
        TableFault fault = view.fault("repeated-period", FaultLevel::suspect, row, 0);
        fault.message = fmt::format("Line {} is of the same period.", view.table().rows[before->second].line);
        fault.expected = "each period once";
        fault.advice = "Correct the label, or say what sets the two rows apart.";
        found.push_back(std::move(fault));
    }
    out.insert(out.end(), found.begin(), found.end());
}

/// The latest period of a table, and how far apart its periods are.
struct Latest {
    std::optional<PrintedPeriod> period;
    int step = 0;
    std::size_t column = 0;

    void add(const PrintedPeriod& p, std::size_t c) {
        if (period && p.last == period->last) return;
        if (!period || p.last > period->last) {
            step = period ? p.last - period->last : 0;
            period = p;
            column = c;
        } else {
            int gap = period->last - p.last;
            step = step == 0 ? gap : std::min(step, gap);
        }
    }
};

void old_period(Faults& out, const TableView& view, const TableRules& rules) {
    if (!rules.as_of) return;
    Latest latest;
    for (std::size_t c = 0; c < view.columns().size(); ++c)
        if (view.columns()[c].numeric && view.columns()[c].period) latest.add(*view.columns()[c].period, c);
    if (!latest.period && !view.columns().empty() && !view.columns()[0].numeric)
        for (std::size_t row : view.data_rows())
            if (auto period = find_period(view.rows()[row].label)) latest.add(*period, 0);
    if (!latest.period) return;
    int step = std::max(latest.step, latest.period->months);
    Month due = latest.period->last + step + rules.lag_months;
    if (due >= *rules.as_of) return;
    TableFault fault = view.column_fault("old-period", FaultLevel::suspect, latest.column);
    fault.found = period_words(*latest.period);
    fault.message =
        fmt::format("The latest period is {}, and the table is of {}.", fault.found, rules.as_of->to_words());
    fault.expected = fmt::format("the period that ended in {}, or later", (latest.period->last + step).to_words());
    fault.advice = "Bring the table up to date, or say why there is nothing newer.";
    out.push_back(std::move(fault));
}

} // namespace

Faults repeated_parts(const TableView& view, const std::vector<Relation>& relations) {
    Faults out;
    same_columns(out, view, relations);
    same_rows(out, view);
    return out;
}

Faults odd_periods(const TableView& view, const TableRules& rules) {
    Faults out;
    repeated_headings(out, view);
    repeated_labels(out, view);
    old_period(out, view, rules);
    return out;
}

} // namespace peelian::table_rules
