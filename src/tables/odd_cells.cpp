// SPDX-License-Identifier: MIT
// Cells that are no numbers where numbers stand, or are not of their column's kind.
#include "base/text.hpp"
#include "tables/fault_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace peelian::table_rules {
namespace {

bool has_digit(const std::string& text) { return text.find_first_of("0123456789") != std::string::npos; }

void add_not_a_number(Faults& out, const TableView& view, std::size_t row, std::size_t c) {
    const CellReading& cell = view.cell(row, c);
    std::string text = view.text(row, c);
    bool spreadsheet = cell.why == k_formula_failed;
    bool certain = cell.kind == CellKind::broken || spreadsheet || text.find("\uFFFD") != std::string::npos;
    TableFault fault = view.fault(spreadsheet ? "spreadsheet-error" : "not-a-number",
                                  certain           ? FaultLevel::fault
                                  : has_digit(text) ? FaultLevel::suspect
                                                    : FaultLevel::note,
                                  row, c);
    fault.expected = "a number, or a sign for none";
    fault.message = spreadsheet ? "A formula of the spreadsheet failed, and its error stands in print."
                    : cell.kind == CellKind::broken ? fmt::format("It looks like a number and is none: {}.", cell.why)
                                                    : "There is text in a column of numbers.";
    fault.advice = "Put the number there, or a sign that is explained below the table.";
    out.push_back(std::move(fault));
}

/// Empty cells among numbers; those of a row without numbers, or that follow from what is missing, may be.
bool should_be_filled(const TableView& view, const std::vector<Relation>& relations, std::size_t row, std::size_t c) {
    if (view.rows()[row].kind != RowKind::data) return false;
    std::size_t numbers = 0;
    for (std::size_t other = 0; other < view.columns().size(); ++other)
        numbers += view.columns()[other].numeric && view.number(row, other) != nullptr ? 1 : 0;
    if (numbers == 0) return false;
    for (const Relation& r : relations) {
        if (r.target != c) continue;
        bool sources =
            r.kind == RelationKind::total || (view.number(row, r.from) != nullptr && view.number(row, r.of) != nullptr);
        if (!sources) return false;
    }
    return !is_derived(view, relations, c) || std::ranges::find(relations, c, &Relation::target) != relations.end();
}

void add_missing(Faults& out, const TableView& view, const std::vector<Relation>& relations) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    std::size_t filled = 0;
    for (std::size_t row : view.data_rows())
        for (std::size_t c = 0; c < view.columns().size(); ++c) {
            if (!view.columns()[c].numeric) continue;
            if (view.cell(row, c).kind != CellKind::empty) ++filled;
            else if (should_be_filled(view, relations, row, c)) found.emplace_back(row, c);
        }
    if (found.empty() || filled < 4) return;
    auto [row, c] = found.front();
    // One hole is a slip; many are a habit of the table.
    FaultLevel level = found.size() <= 2 ? FaultLevel::suspect : FaultLevel::note;
    TableFault fault = view.fault("missing-cell", level, row, c);
    std::vector<std::string> places;
    for (auto [r, col] : found)
        places.push_back(fmt::format("{} / {}", view.row_name(r), view.column_name(col)));
    fault.message = fmt::format("{} among the numbers: {}. Nobody can tell whether that is none, not known, or lost.",
                                found.size() == 1 ? "A cell is empty" : counted(found.size(), "cell") + " are empty",
                                named_few(places));
    fault.expected = "a number, or a sign for none or not known";
    fault.advice = "Put 0, the number, or a sign that is explained below the table.";
    out.push_back(std::move(fault));
}

/// How many decimals most values of a column have; nothing when there is no such number.
std::optional<int> usual_decimals(const TableView& view, std::size_t c) {
    std::map<int, std::size_t> counts;
    std::size_t numbers = 0;
    for (std::size_t row : view.data_rows())
        if (const PrintedNumber* n = view.number(row, c)) {
            ++counts[n->decimals];
            ++numbers;
        }
    for (auto [decimals, count] : counts)
        if (numbers >= 4 && count < numbers && 5 * count >= 4 * numbers) return decimals;
    return {};
}

/// True when the row as a whole has other decimals than the column: another unit, not a slip.
bool row_has_its_own(const TableView& view, const std::vector<Relation>& relations, std::size_t row, std::size_t c) {
    const PrintedNumber& n = *view.number(row, c);
    for (std::size_t other = 0; other < view.columns().size(); ++other) {
        if (other == c || !view.columns()[other].numeric ||
            view.columns()[other].percent != view.columns()[c].percent || is_derived(view, relations, other))
            continue;
        const PrintedNumber* o = view.number(row, other);
        if (o != nullptr && o->decimals == n.decimals && !(o->value == 0 && n.value == 0)) return true;
    }
    return false;
}

void add_decimals(Faults& out, const TableView& view, const std::vector<Relation>& relations, std::size_t c) {
    auto usual = usual_decimals(view, c);
    if (!usual) return;
    std::vector<std::size_t> odd;
    std::vector<std::string> names;
    for (std::size_t row : view.data_rows()) {
        const PrintedNumber* n = view.number(row, c);
        if (n == nullptr || n->decimals == *usual || row_has_its_own(view, relations, row, c)) continue;
        odd.push_back(row);
        names.push_back(view.row_name(row));
    }
    if (odd.empty()) return;
    // One or two among counts are slips; more are rows of another kind.
    bool slips = *usual == 0 && view.columns()[c].grain >= 1 && odd.size() <= 2;
    for (std::size_t row : slips ? odd : std::vector<std::size_t>{}) {
        TableFault fault = view.fault("count-with-decimals", FaultLevel::suspect, row, c);
        fault.message = "The others of the column are whole numbers.";
        fault.expected = "a whole number";
        fault.advice = "Look it up in its source: a thousands separator may have become a decimal point.";
        out.push_back(std::move(fault));
    }
    if (slips) return;
    TableFault note = view.fault("mixed-precision", FaultLevel::note, odd.front(), c);
    note.expected = counted(static_cast<std::size_t>(std::max(*usual, 0)), "decimal");
    note.message = fmt::format("Most values of the column have {}, and {} not.", note.expected,
                               named_few(names) + (names.size() == 1 ? " has" : " have"));
    note.advice = "Write all values of a column with the same number of decimals.";
    out.push_back(std::move(note));
}

/// One value below zero in a column of counts that are not.
void add_negative(Faults& out, const TableView& view, const std::vector<Relation>& relations, std::size_t c) {
    const ColumnView& v = view.columns()[c];
    if (is_derived(view, relations, c) || v.percent || v.grain == 0) return;
    std::vector<std::size_t> below;
    std::size_t above = 0;
    for (std::size_t row : view.data_rows())
        if (const PrintedNumber* n = view.number(row, c)) {
            if (n->value < 0) below.push_back(row);
            else if (n->value > 0) ++above;
        }
    if (above < 3 || below.empty() || below.size() * 5 > above) return;
    for (std::size_t row : below) {
        TableFault fault = view.fault("negative-count", FaultLevel::suspect, row, c);
        fault.message = "The others of the column are counts, and none of them is below zero.";
        fault.expected = "0 or more";
        fault.likely = view.number(row, c)->like_this(std::fabs(view.number(row, c)->value));
        fault.advice = "Look it up in its source: a dash may have been read as a minus sign.";
        out.push_back(std::move(fault));
    }
}

} // namespace

Faults odd_cells(const TableView& view, const std::vector<Relation>& relations) {
    Faults out;
    for (std::size_t row : view.data_rows())
        for (std::size_t c = 0; c < view.columns().size(); ++c) {
            CellKind kind = view.cell(row, c).kind;
            bool odd = kind == CellKind::broken || kind == CellKind::text;
            if (view.columns()[c].numeric && odd) add_not_a_number(out, view, row, c);
        }
    add_missing(out, view, relations);
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        if (!view.columns()[c].numeric) continue;
        add_decimals(out, view, relations, c);
        add_negative(out, view, relations, c);
    }
    return out;
}

} // namespace peelian::table_rules
