// SPDX-License-Identifier: MIT
// Percentages as such: those that make up a whole, and those that cannot be.
#include "tables/fault_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian::table_rules {
namespace {

/// What percentages add up to, and by how much rounding may move that.
struct Sum {
    double value = 0, slack = 0;
    std::size_t count = 0;
    bool negative = false;

    void add(const PrintedNumber& n) {
        value += n.value;
        slack += n.unit() / 2;
        ++count;
        negative = negative || n.value < 0;
    }
    bool whole() const { return count >= 2 && !negative && std::fabs(value - 100) <= slack + 1e-9; }
};

/// Percentages that stand for parts: no changes, no rates, and no totals.
std::vector<std::size_t> part_columns(const TableView& view, const std::vector<Relation>& relations) {
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        const ColumnView& v = view.columns()[c];
        auto found = std::ranges::find(relations, c, &Relation::target);
        bool change = found != relations.end() &&
                      (found->kind == RelationKind::change || found->kind == RelationKind::percent_change);
        if (v.numeric && v.percent && !v.words.change && !v.words.total && !change) out.push_back(c);
    }
    return out;
}

Sum sum_of_row(const TableView& view, std::size_t row, const std::vector<std::size_t>& columns) {
    Sum sum;
    for (std::size_t c : columns)
        if (const PrintedNumber* n = view.number(row, c)) sum.add(*n);
    return sum;
}

/// Without the row that is the total, if there is one.
Sum sum_of_column(const TableView& view, std::size_t column) {
    Sum sum;
    for (std::size_t row : view.data_rows())
        if (!view.rows()[row].total)
            if (const PrintedNumber* n = view.number(row, column)) sum.add(*n);
    return sum;
}

void set_words(TableFault& fault, const Sum& sum) {
    fault.expected = "100%, or as near as rounding allows";
    fault.message = fmt::format("These {} percentages add up to {}; rounding can move that by {} at most.", sum.count,
                                shown(sum.value), shown(sum.slack));
    fault.advice = "Look each of them up: one is wrong, or they are no parts of one whole.";
}

} // namespace

Faults shares_of_a_whole(const TableView& view, const std::vector<Relation>& relations) {
    Faults out;
    std::vector<std::size_t> columns = part_columns(view, relations);
    std::size_t good = 0, bad = 0;
    for (std::size_t row : view.data_rows()) {
        Sum sum = sum_of_row(view, row, columns);
        if (sum.count >= 2) ++(sum.whole() ? good : bad);
    }
    if (good >= 3 && good >= 4 * bad) {
        for (std::size_t row : view.data_rows()) {
            Sum sum = sum_of_row(view, row, columns);
            if (sum.count != columns.size() || sum.whole()) continue;
            out.push_back(view.fault("shares-of-a-whole", FaultLevel::fault, row, columns.front()));
            set_words(out.back(), sum);
        }
        return out;
    }
    std::size_t whole = 0;
    for (std::size_t c : columns)
        whole += sum_of_column(view, c).whole() ? 1 : 0;
    for (std::size_t c : columns) {
        Sum sum = sum_of_column(view, c);
        bool says = view.columns()[c].heading.find("of total") != std::string::npos ||
                    view.columns()[c].heading.find("of all") != std::string::npos;
        // Others of the table make up 100, so this one should; or its heading says so.
        bool others = whole >= 2 && columns.size() - whole == 1;
        if (sum.whole() || sum.count < 2 || sum.negative) continue;
        if (!others && !(says && sum.value > 100 + sum.slack && sum.value < 200)) continue;
        out.push_back(view.column_fault("shares-of-a-whole", others ? FaultLevel::fault : FaultLevel::suspect, c));
        set_words(out.back(), sum);
    }
    return out;
}

Faults impossible_changes(const TableView& view, const std::vector<Relation>& relations) {
    Faults out;
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        const ColumnView& v = view.columns()[c];
        auto found = std::ranges::find(relations, c, &Relation::target);
        bool known = found != relations.end();
        bool is_change = known ? found->kind == RelationKind::percent_change : v.words.change && v.words.percent;
        if (!v.numeric || !is_change) continue;
        for (std::size_t row : view.data_rows()) {
            const PrintedNumber* n = view.number(row, c);
            if (n == nullptr || n->value + n->unit() / 2 >= -100 || (known && found->fits[row] == Fit::off)) continue;
            // What falls below nothing may fall by more than all of it; counts cannot.
            if (known) {
                const PrintedNumber *of = view.number(row, found->of), *from = view.number(row, found->from);
                if (of == nullptr || from == nullptr || of->value < 0 || from->value < 0) continue;
            }
            TableFault fault = view.fault("impossible-change", FaultLevel::fault, row, c);
            fault.message = "Nothing can fall by more than all of it.";
            fault.expected = "-100% at the least";
            fault.advice = "Work it out again from the figures it compares.";
            out.push_back(std::move(fault));
        }
    }
    return out;
}

Faults implausible_values(const TableView& view, const TableRules& rules, const std::vector<Relation>& relations) {
    Faults out;
    for (const PlausibleRange& p : rules.plausible)
        for (std::size_t row : view.data_rows()) {
            if (!fits_pattern(view.rows()[row].label, p.row)) continue;
            for (std::size_t c = 0; c < view.columns().size(); ++c) {
                const ColumnView& v = view.columns()[c];
                const PrintedNumber* n = v.numeric ? view.number(row, c) : nullptr;
                bool meant = p.column.empty() ? !v.percent && !is_derived(view, relations, c)
                                              : fits_pattern(v.heading, p.column);
                if (n == nullptr || !meant || (n->value >= p.low && n->value <= p.high)) continue;
                TableFault fault = view.fault("implausible-value", FaultLevel::fault, row, c);
                fault.expected = fmt::format("from {} to {}", shown(p.low), shown(p.high));
                fault.message = fmt::format("It lies outside what is plausible ({}).", p.source);
                fault.advice = "Look it up in its source; if it is right, correct the reference file.";
                out.push_back(std::move(fault));
            }
        }
    return out;
}

} // namespace peelian::table_rules
