// SPDX-License-Identifier: MIT
// Tables beside one another: those of one file, and those of the edition before. Rows are
// matched by their labels, columns by the period of their heading.
#include "base/text.hpp"
#include "tables/fault_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

namespace peelian {
namespace {

using table_rules::named_few;

/// Two tables, and which rows of them have the same labels.
struct Match {
    std::vector<std::pair<std::size_t, std::size_t>> rows; ///< of now, of before
};

std::string plain_key(const std::string& key) { return lower(key); }

Match match_rows(const TableView& now, const TableView& before) {
    std::multimap<std::string, std::size_t> old;
    for (std::size_t row : before.data_rows())
        old.emplace(plain_key(before.rows()[row].key), row);
    Match match;
    for (std::size_t row : now.data_rows()) {
        auto found = old.find(plain_key(now.rows()[row].key));
        if (found == old.end() || now.rows()[row].label.empty()) continue;
        match.rows.emplace_back(row, found->second);
        old.erase(found);
    }
    return match;
}

/// Columns of values with a period, or whose heading is the same; the latter for tables with periods in their rows.
bool same_column(const ColumnView& a, const ColumnView& b) {
    if (a.percent != b.percent) return false;
    if (a.period && b.period) return *a.period == *b.period && a.period->rest == b.period->rest;
    return same_text(a.heading, b.heading);
}

/// Columns of one measure, of different periods.
bool other_period(const ColumnView& a, const ColumnView& b) {
    return a.period && b.period && !(*a.period == *b.period) && a.period->rest == b.period->rest &&
           a.percent == b.percent;
}

/// Powers of ten that equal values of two columns have together, rows that are equal, and rows that are not.
struct Equal {
    std::size_t same = 0, different = 0;
    double digits = 0;
    std::vector<std::size_t> long_ones; ///< rows of now whose equal values have five digits and more
};

Equal compare(const TableView& now, const TableView& before, const Match& match, std::size_t c, std::size_t old) {
    constexpr double k_long = 4;
    Equal equal;
    for (auto [row, old_row] : match.rows) {
        const PrintedNumber *x = now.number(row, c), *y = before.number(old_row, old);
        if (x == nullptr || y == nullptr || (x->value == 0 && y->value == 0)) continue;
        if (x->value != y->value) {
            ++equal.different;
            continue;
        }
        ++equal.same;
        double size = std::log10(std::max(1.0, std::fabs(x->value) / x->unit()));
        equal.digits += size;
        if (size >= k_long) equal.long_ones.push_back(row);
    }
    return equal;
}

TableFault stale_column(const TableView& now, std::size_t c, const TableView& before, std::size_t old,
                        const Equal& equal) {
    TableFault fault = now.column_fault("stale-column", FaultLevel::suspect, c);
    fault.found = fault.column;
    fault.message =
        fmt::format("{} of {} figures are those of '{}' in table {} of {}: another period.", equal.same,
                    equal.same + equal.different, before.column_name(old), before.table().number, before.table().file);
    fault.expected = "figures of the new period";
    fault.advice = "Fill the column from its source again: it was probably copied and not replaced.";
    return fault;
}

/// The column of values with the latest period before that of `c`, or width.
std::size_t latest_before(const TableView& now, std::size_t c, const TableView& before) {
    std::size_t best = before.columns().size();
    for (std::size_t old = 0; old < before.columns().size(); ++old) {
        const ColumnView& v = before.columns()[old];
        if (!v.numeric || !other_period(now.columns()[c], v) || v.period->last > now.columns()[c].period->last)
            continue;
        if (best == before.columns().size() || v.period->last > before.columns()[best].period->last) best = old;
    }
    return best;
}

/// Figures of a new period that are those of an old one.
void add_stale(std::vector<TableFault>& out, const TableView& now, const TableView& before, const Match& match,
               bool single_figures) {
    for (std::size_t c = 0; c < now.columns().size(); ++c) {
        const ColumnView& v = now.columns()[c];
        if (!v.numeric || !v.period) continue;
        bool was_there =
            std::ranges::any_of(before.columns(), [&](const ColumnView& o) { return o.numeric && same_column(v, o); });
        std::size_t old = was_there ? before.columns().size() : latest_before(now, c, before);
        if (old == before.columns().size()) continue;
        Equal equal = compare(now, before, match, c, old);
        if (equal.same >= 3 && equal.same > 2 * equal.different && equal.digits >= 6) {
            out.push_back(stale_column(now, c, before, old, equal));
            continue;
        }
        for (std::size_t row : single_figures && !v.percent ? equal.long_ones : std::vector<std::size_t>{}) {
            TableFault fault = now.fault("stale-figure", FaultLevel::suspect, row, c);
            fault.message =
                fmt::format("It is to the last digit that of '{}' in the edition before, while others changed.",
                            before.column_name(old));
            fault.expected = "a figure of the new period";
            fault.advice = "Look it up in its source: it may not have been replaced.";
            out.push_back(std::move(fault));
        }
    }
}

/// Figures of a period that both editions have, and that differ.
void add_revised(std::vector<TableFault>& out, const TableView& now, const TableView& before, const Match& match) {
    for (std::size_t c = 0; c < now.columns().size(); ++c) {
        if (!now.columns()[c].numeric || now.columns()[c].words.change) continue;
        auto same = std::ranges::find_if(
            before.columns(), [&](const ColumnView& o) { return o.numeric && same_column(now.columns()[c], o); });
        if (same == before.columns().end()) continue;
        std::size_t old = static_cast<std::size_t>(same - before.columns().begin());
        for (auto [row, old_row] : match.rows) {
            const PrintedNumber *x = now.number(row, c), *y = before.number(old_row, old);
            if (x == nullptr || y == nullptr || x->value == y->value) continue;
            bool dated = now.columns()[c].period || find_period(now.rows()[row].label);
            if (!dated) continue;
            TableFault note = now.fault("revised", FaultLevel::note, row, c);
            note.message =
                fmt::format("The edition before had {} for the same period ({}, line {}).", before.text(old_row, old),
                            before.table().file, before.table().rows[old_row].line);
            note.expected = before.text(old_row, old);
            note.advice = "Say that the figure was revised, and why.";
            out.push_back(std::move(note));
        }
    }
}

std::vector<std::unique_ptr<TableView>> views_of(std::span<const PrintedTable> tables, const TableRules& rules) {
    std::vector<std::unique_ptr<TableView>> views;
    for (const PrintedTable& table : tables)
        views.push_back(std::make_unique<TableView>(table, rules));
    return views;
}

} // namespace

std::vector<TableFault> check_tables(std::span<const PrintedTable> tables, const TableRules& rules) {
    constexpr std::size_t k_back = 20; // tables further back than so many are no neighbours
    auto views = views_of(tables, rules);
    std::vector<TableFault> out;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        std::ranges::move(check_table(tables[i], rules), std::back_inserter(out));
        for (std::size_t j = i > k_back ? i - k_back : 0; j < i; ++j)
            add_stale(out, *views[i], *views[j], match_rows(*views[i], *views[j]), false);
    }
    return out;
}

std::vector<TableFault> compare_editions(std::span<const PrintedTable> now, std::span<const PrintedTable> before,
                                         const TableRules& rules) {
    std::vector<TableFault> out;
    auto new_views = views_of(now, rules), old_views = views_of(before, rules);
    for (const auto& view : new_views) {
        const TableView* best = nullptr;
        Match match;
        for (const auto& old : old_views) {
            Match m = match_rows(*view, *old);
            if (m.rows.size() <= match.rows.size()) continue;
            match = std::move(m);
            best = old.get();
        }
        if (best == nullptr) continue;
        add_stale(out, *view, *best, match, true);
        add_revised(out, *view, *best, match);
    }
    return out;
}

} // namespace peelian
