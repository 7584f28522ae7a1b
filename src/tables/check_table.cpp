// SPDX-License-Identifier: MIT
#include "tables/check_table.hpp"

#include "base/text.hpp"
#include "tables/fault_rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace peelian {
namespace {

void append(std::vector<TableFault>& out, std::vector<TableFault> more) {
    std::ranges::move(more, std::back_inserter(out));
}

/// A rule that speaks of a cell that a graver one has spoken of says nothing new. The faults are in order of lines.
void drop_repeats(std::vector<TableFault>& faults) {
    constexpr std::size_t k_back = 200; // a line with more faults than that is read no further
    std::vector<TableFault> kept;
    auto is_told = [&](const TableFault& fault) {
        for (std::size_t i = kept.size(); i > 0 && kept.size() - i < k_back && kept[i - 1].line == fault.line; --i) {
            const TableFault& k = kept[i - 1];
            bool same_place = k.row == fault.row && k.column == fault.column && k.cell == fault.cell;
            if (same_place && k.level <= fault.level && (k.rule == fault.rule || fault.level == FaultLevel::note))
                return true;
        }
        return false;
    };
    for (TableFault& fault : faults)
        if (fault.row.empty() || !is_told(fault)) kept.push_back(std::move(fault));
    faults = std::move(kept);
}

bool is_about(const KnownFault& known, const TableFault& fault) {
    return fits_pattern(fault.file, known.file) && fits_pattern(fault.title, known.title) &&
           fits_pattern(fault.rule, known.rule) && fits_pattern(fault.row, known.row) &&
           fits_pattern(fault.column, known.column) && (known.table == 0 || known.table == fault.table);
}

TableFault unused_note(const KnownFault& known, std::string_view file, std::string message) {
    TableFault note{"known-unused", FaultLevel::note};
    note.file = file;
    note.line = known.line;
    note.message = std::move(message);
    note.expected = "answers to faults that are there";
    note.advice = "Take the answer out if the matter is settled.";
    return note;
}

} // namespace

std::string_view to_text(FaultLevel level) {
    switch (level) {
    case FaultLevel::fault: return "fault";
    case FaultLevel::suspect: return "suspect";
    case FaultLevel::note: break;
    }
    return "note";
}

bool is_open(const TableFault& fault) { return fault.level != FaultLevel::note && fault.known_by.empty(); }

std::vector<TableFault> check_table(const PrintedTable& table, const TableRules& rules) {
    namespace rule = table_rules;
    TableView view(table, rules);
    std::vector<Relation> relations = find_relations(view);
    std::vector<TableFault> out = rule::derived_figures(view, relations);
    append(out, rule::row_totals(view, relations));
    append(out, rule::shares_of_a_whole(view, relations));
    append(out, rule::impossible_changes(view, relations));
    append(out, rule::powers_of_ten(view, relations));
    append(out, rule::implausible_values(view, rules, relations));
    append(out, rule::odd_cells(view, relations));
    append(out, rule::repeated_parts(view, relations));
    append(out, rule::odd_periods(view, rules));
    std::ranges::stable_sort(out, {}, [](const TableFault& f) { return std::pair(f.line, f.level); });
    drop_repeats(out);
    return out;
}

std::vector<TableFault> apply_known(std::vector<TableFault> faults, const TableRules& rules) {
    std::vector<TableFault> notes;
    for (const KnownFault& known : rules.known) {
        bool expired = !known.until.empty() && rules.today > known.until;
        bool used = false;
        for (TableFault& fault : faults) {
            if (fault.level == FaultLevel::note || !is_about(known, fault)) continue;
            used = true;
            if (expired || !fault.known_by.empty()) continue;
            fault.known_by = known.who;
            fault.known_why = known.why;
        }
        if (!used)
            notes.push_back(unused_note(known, known.source,
                                        fmt::format("The answer of {} is about nothing that was found.", known.who)));
        else if (expired)
            notes.push_back(unused_note(known, known.source,
                                        fmt::format("The answer of {} held until {}.", known.who, known.until)));
    }
    append(faults, std::move(notes));
    return faults;
}

} // namespace peelian
