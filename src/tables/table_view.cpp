// SPDX-License-Identifier: MIT
#include "tables/table_view.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace peelian {
namespace {

const CellReading k_no_cell{};

/// True where a heading, title or label speaks of something that is measured and rounded, not counted.
bool speaks_of_rounding(std::string_view text) {
    constexpr std::array<std::string_view, 18> words{"£",       "$",     "€",     "000s", "'000",    "thousand",
                                                     "million", "(k)",   "(m)",   "rate", "average", "mean",
                                                     "median",  "ratio", "per 1", "fte",  "index",   "score"};
    std::string low = lower(text);
    return std::ranges::any_of(words, [&](std::string_view w) { return low.find(w) != std::string::npos; });
}

std::string heading_of(const PrintedTable& table, std::size_t column) {
    std::string heading;
    std::string last;
    for (const PrintedRow& row : table.header) {
        std::string text = column < row.cells.size() ? clean_cell(row.cells[column].text) : "";
        if (text.empty() || text == last) continue;
        heading += (heading.empty() ? "" : " ") + text;
        last = text;
    }
    return heading;
}

bool is_year(const PrintedNumber& n) {
    return n.decimals == 0 && !n.grouped && !n.percent && !n.money && n.digits.size() == 4 && n.value >= 1900 &&
           n.value < 2100;
}

} // namespace

const TableDeclaration* declaration_of(const PrintedTable& table, const TableRules& rules) {
    for (const TableDeclaration& d : rules.tables)
        if (d.fits(table)) return &d;
    return nullptr;
}

TableView::TableView(const PrintedTable& table, const TableRules& rules) : table_(table) {
    std::size_t width = 0;
    for (const auto* part : {&table.header, &table.rows})
        for (const PrintedRow& row : *part)
            width = std::max(width, row.cells.size());
    const TableDeclaration* declared = declaration_of(table, rules);
    read_headings(width, declared);
    read_rows();
    find_kinds();
    find_labels();
    find_grains();
    name_rows(declared);
}

void TableView::read_headings(std::size_t width, const TableDeclaration* declared) {
    columns_.resize(width);
    for (std::size_t c = 0; c < width; ++c) {
        ColumnView& column = columns_[c];
        column.heading = heading_of(table_, c);
        column.words = words_of(column.heading);
        column.period = find_period(column.heading);
        if (c < table_.roles.size()) column.role = table_.roles[c];
        if (declared == nullptr) continue;
        for (const DeclaredColumn& d : declared->columns) {
            if (column.declared != nullptr || !fits_pattern(column.heading, d.name)) continue;
            column.declared = &d;
            if (d.role != ColumnRole::deduce) column.role = d.role;
        }
    }
}

void TableView::read_rows() {
    cells_.resize(table_.rows.size());
    for (std::size_t r = 0; r < cells_.size(); ++r) {
        const std::vector<PrintedCell>& printed = table_.rows[r].cells;
        cells_[r].resize(columns_.size());
        for (std::size_t c = 0; c < printed.size(); ++c)
            cells_[r][c] = read_cell(printed[c].text);
    }
}

/// Which rows hold numbers, and which columns do in those rows.
void TableView::find_kinds() {
    rows_.resize(cells_.size());
    for (std::size_t r = 0; r < cells_.size(); ++r) {
        std::size_t numbers = 0, filled = 0;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            CellKind kind = cells_[r][c].kind;
            bool spanned = c < table_.rows[r].cells.size() && table_.rows[r].cells[c].spanned;
            filled += kind != CellKind::empty && !spanned ? 1 : 0;
            // The first column is nearly always a label, and labels may be numbers.
            bool first = c == 0 && columns_.size() > 1 && !columns_[0].period;
            numbers += !first && (kind == CellKind::number || kind == CellKind::broken || kind == CellKind::nothing ||
                                  kind == CellKind::marker)
                           ? 1
                           : 0;
        }
        rows_[r].kind = numbers > 0 ? RowKind::data : filled <= 1 ? RowKind::section : RowKind::note;
        if (rows_[r].kind == RowKind::data) data_rows_.push_back(r);
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        std::size_t numbers = 0, texts = 0, percents = 0;
        for (std::size_t r : data_rows_) {
            const CellReading& cell = cells_[r][c];
            numbers += cell.kind == CellKind::number || cell.kind == CellKind::broken ? 1 : 0;
            texts += cell.kind == CellKind::text ? 1 : 0;
            percents += cell.kind == CellKind::number && cell.number.percent ? 1 : 0;
        }
        ColumnView& column = columns_[c];
        column.numeric = numbers > 0 && numbers >= texts && column.role != ColumnRole::ignore;
        bool says = (column.words.percent && column.words.per == 0) || column.role == ColumnRole::percent_change;
        column.percent = column.numeric && (2 * percents > numbers || says);
    }
}

/// Labels: text to the left of the numbers, and columns of years or running numbers there.
void TableView::find_labels() {
    std::size_t first_text = columns_.size();
    for (std::size_t c = 0; c < columns_.size() && first_text == columns_.size(); ++c)
        if (!columns_[c].numeric && columns_[c].role != ColumnRole::ignore) first_text = c;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        ColumnView& column = columns_[c];
        if (column.role == ColumnRole::label) column.numeric = false;
        if (!column.numeric || column.role != ColumnRole::deduce || column.percent) continue;
        std::set<double> different;
        bool years = true, text = false, whole = true;
        std::size_t numbers = 0;
        for (std::size_t r : data_rows_) {
            const CellReading& cell = cells_[r][c];
            text = text || cell.kind == CellKind::text;
            if (cell.kind != CellKind::number) continue;
            ++numbers;
            different.insert(cell.number.value);
            years = years && is_year(cell.number);
            whole = whole && cell.number.decimals == 0 && !cell.number.grouped && !cell.number.money;
        }
        bool first = c == 0 && columns_.size() > 1 && !column.period;
        bool running = whole && different.size() == numbers;
        bool before_text = first_text < columns_.size() && c < first_text && running;
        bool only_numbers = first && first_text == columns_.size() && running && !column.words.total;
        if ((years && !column.period) || (first && text) || before_text || only_numbers) column.numeric = false;
    }
}

double TableView::grain_of(std::size_t column) const {
    std::size_t numbers = 0;
    std::size_t marked = 0, fractional = 0;
    double grain = 1000;
    for (std::size_t r : data_rows_) {
        const PrintedNumber* n = number(r, column);
        if (n == nullptr || n->value == 0) continue;
        ++numbers;
        marked += n->money || n->scale != 1 ? 1 : 0;
        // One value with decimals among many without is a slip of its own; the others stay counts.
        if (n->decimals != 0) {
            ++fractional;
            continue;
        }
        while (grain > 1 && std::fmod(std::fabs(n->value), grain) != 0)
            grain = grain == 10 ? 5 : grain == 5 ? 1 : grain / 10;
    }
    if (numbers == 0 || 5 * fractional > numbers || 2 * marked > numbers) return 0;
    return numbers >= 8 ? grain : 1;
}

void TableView::find_grains() {
    double together = 1000;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        ColumnView& column = columns_[c];
        if (!column.numeric || column.percent) continue;
        std::string_view title = table_.title.size() < 200 ? std::string_view(table_.title) : std::string_view();
        bool rounded = speaks_of_rounding(column.heading) || speaks_of_rounding(title);
        column.grain = rounded ? 0 : grain_of(c);
        if (column.declared != nullptr && column.declared->exact) column.grain = *column.declared->exact ? 1 : 0;
        if (column.grain > 0) together = std::min(together, column.grain);
    }
    // Counts are rounded all over a table or not at all.
    for (ColumnView& column : columns_)
        if (column.grain > 1) column.grain = together;
}

void TableView::name_rows(const TableDeclaration* declared) {
    auto fits_any = [](const std::string& label, const std::vector<std::string>& patterns) {
        return std::ranges::any_of(patterns, [&](const std::string& p) { return fits_pattern(label, p); });
    };
    std::string group, section;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        RowView& row = rows_[r];
        std::vector<std::string> labels;
        bool first = true;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (columns_[c].numeric) break;
            std::string label = text(r, c);
            if (first && !label.empty()) group = label;
            first = false;
            if (!label.empty()) labels.push_back(std::move(label));
        }
        if (!labels.empty()) row.label = labels.back();
        row.group = group;
        if (row.kind == RowKind::section) section = row.label;
        row.key = fmt::format("{}\x1f{}\x1f{}", section, group, join(labels, "\x1f"));
        row.total = row.kind == RowKind::data && std::ranges::any_of(labels, says_total);
        if (declared == nullptr) continue;
        if (fits_any(row.label, declared->total_rows)) row.total = true;
        if (fits_any(row.label, declared->no_total_rows)) row.total = false;
    }
}

const PrintedNumber* TableView::number(std::size_t row, std::size_t column) const {
    const CellReading& cell = cells_[row][column];
    return cell.kind == CellKind::number ? &cell.number : nullptr;
}

PrintedRange TableView::range(std::size_t row, std::size_t column) const {
    const PrintedNumber& n = cells_[row][column].number;
    double grain = columns_[column].grain;
    bool exact = grain == 1 && n.decimals == 0 && n.scale == 1 && !n.percent && !speaks_of_rounding(rows_[row].label);
    if (exact) return {n.value, n.value};
    double half = std::max(n.unit(), grain > 1 ? grain : 0) / 2;
    return {n.value - half, n.value + half};
}

std::string TableView::text(std::size_t row, std::size_t column) const {
    const std::vector<PrintedCell>& cells = table_.rows[row].cells;
    std::string text = column < cells.size() ? clean_cell(cells[column].text) : "";
    constexpr std::size_t k_shown = 120;
    if (text.size() <= k_shown) return text;
    std::size_t end = k_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end; // not within a character
    return text.substr(0, end) + "...";
}

std::string TableView::column_name(std::size_t column) const {
    const std::string& heading = columns_[column].heading;
    return heading.empty() ? fmt::format("column {}", column + 1) : heading;
}

std::string TableView::row_name(std::size_t row) const {
    if (!rows_[row].label.empty()) return rows_[row].label;
    return fmt::format("line {}", table_.rows[row].line);
}

std::string TableView::place(std::size_t row, std::size_t column) const {
    return fmt::format("'{}' in '{}'", row_name(row), column_name(column));
}

TableFault TableView::column_fault(std::string_view rule, FaultLevel level, std::size_t column) const {
    TableFault fault{std::string(rule), level};
    fault.file = table_.file;
    fault.table = table_.number;
    fault.title = table_.title;
    fault.sheet = table_.sheet;
    fault.line = table_.header.empty() ? table_.line : table_.header.back().line;
    fault.column = column_name(column);
    if (!table_.header.empty() && column < table_.header.back().cells.size())
        fault.cell = table_.header.back().cells[column].address;
    return fault;
}

TableFault TableView::fault(std::string_view rule, FaultLevel level, std::size_t row, std::size_t column) const {
    TableFault fault = column_fault(rule, level, column);
    fault.line = table_.rows[row].line;
    fault.row = row_name(row);
    fault.cell = column < table_.rows[row].cells.size() ? table_.rows[row].cells[column].address : "";
    fault.found = text(row, column);
    return fault;
}

} // namespace peelian
