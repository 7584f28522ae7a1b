// SPDX-License-Identifier: MIT
#include "tables/grid.hpp"

#include "base/text.hpp"
#include "tables/printed_number.hpp"
#include "tables/printed_period.hpp"

#include <algorithm>
#include <utility>

namespace peelian {
namespace {

bool is_filled(const PrintedCell& cell) { return !cell.spanned && !trim(cell.text).empty(); }

std::size_t filled(const PrintedRow& row) {
    return static_cast<std::size_t>(std::ranges::count_if(row.cells, is_filled));
}

bool is_blank(const PrintedRow& row) { return filled(row) == 0; }

/// One cell alone, at the front: a title, a note, the heading of a section.
bool is_single(const PrintedRow& row) { return filled(row) == 1 && is_filled(row.cells.front()); }

/// A value: a number that is no year or other period.
bool is_value(const PrintedCell& cell) {
    CellReading reading = read_cell(cell.text);
    if (reading.kind == CellKind::broken) return !find_period(cell.text);
    if (reading.kind != CellKind::number) return false;
    const PrintedNumber& n = reading.number;
    bool bare = n.decimals == 0 && !n.grouped && !n.percent && !n.money && n.digits.size() == 4;
    return !(bare && n.value >= 1900 && n.value < 2100);
}

bool has_values(const PrintedRow& row) {
    std::size_t from = row.cells.size() > 1 ? 1 : 0;
    return std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(from, row.cells.size())),
                       row.cells.end(), is_value);
}

/// Columns that hold values somewhere, the first left out.
std::vector<bool> value_columns(std::span<const PrintedRow> rows) {
    std::vector<bool> columns;
    for (const PrintedRow& row : rows)
        for (std::size_t c = 1; c < row.cells.size(); ++c) {
            if (columns.size() <= c) columns.resize(c + 1, false);
            if (!columns[c] && is_value(row.cells[c])) columns[c] = true;
        }
    return columns;
}

struct Named {
    std::size_t named = 0, unnamed = 0;
    bool alike = true; ///< all names are the same text
};

Named names_of(const PrintedRow& row, const std::vector<bool>& values) {
    Named n;
    std::string_view first;
    for (std::size_t c = 0; c < values.size(); ++c) {
        if (!values[c]) continue;
        std::string_view text = c < row.cells.size() ? trim(row.cells[c].text) : std::string_view();
        ++(text.empty() ? n.unnamed : n.named);
        if (n.named == 1 && !text.empty()) first = text;
        n.alike = n.alike && (text.empty() || text == first);
    }
    return n;
}

/// Below a table: "Source: ...", "* Figures ...", or a sentence.
bool is_note(const PrintedRow& row) {
    if (filled(row) != 1) return false;
    auto cell = std::ranges::find_if(row.cells, is_filled);
    std::string text = lower(trim(cell->text));
    if (read_cell(text).kind == CellKind::number) return false;
    return text.size() > 60 || text.starts_with("note") || text.starts_with("source") || text.starts_with('*') ||
           text.starts_with('[') || text.starts_with("†");
}

/// Leaves out columns in front and behind that are empty throughout.
void trim_columns(std::vector<PrintedRow>& rows) {
    std::size_t first = k_most_columns;
    for (const PrintedRow& row : rows)
        for (std::size_t c = 0; c < row.cells.size() && c < first; ++c)
            if (!trim(row.cells[c].text).empty()) first = c;
    for (PrintedRow& row : rows) {
        row.cells.erase(row.cells.begin(),
                        row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(first, row.cells.size())));
        while (!row.cells.empty() && trim(row.cells.back().text).empty())
            row.cells.pop_back();
    }
}

std::size_t width_of(std::span<const PrintedRow> rows) {
    std::size_t width = 0;
    for (const PrintedRow& row : rows)
        width = std::max(width, row.cells.size());
    return width;
}

/// Takes rows block by block and keeps what was read above as the title of what comes.
class Blocks {
public:
    Blocks(std::vector<PrintedTable>& out, std::string_view file, std::string_view sheet)
        : out_(out),
          file_(file),
          sheet_(sheet),
          first_(out.size()) {}

    void add(std::vector<PrintedRow> block) {
        trim_columns(block);
        std::size_t from = 0;
        while (from < block.size() && is_single(block[from]))
            title_ = clean_cell(block[from++].cells.front().text);
        bool titled = from > 0;
        block.erase(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(from));
        while (!block.empty() && is_note(block.back()))
            block.pop_back();
        if (block.empty()) {
            between_ = true;
            return;
        }
        bool goes_on = !titled && !between_ && out_.size() > first_ && count_header_rows(block) == 0 &&
                       width_of(block) == width_of(out_.back().rows);
        if (goes_on) std::ranges::move(block, std::back_inserter(out_.back().rows));
        else if (width_of(block) >= 2) add_table(std::move(block));
        between_ = false;
    }

private:
    void add_table(std::vector<PrintedRow> block) {
        PrintedTable table;
        table.file = file_;
        table.sheet = sheet_;
        table.number = out_.size() + 1;
        table.line = block.front().line;
        table.title = title_.size() > 200 ? "" : title_;
        title_.clear();
        auto split = block.begin() + static_cast<std::ptrdiff_t>(count_header_rows(block));
        table.header.assign(std::make_move_iterator(block.begin()), std::make_move_iterator(split));
        table.rows.assign(std::make_move_iterator(split), std::make_move_iterator(block.end()));
        out_.push_back(std::move(table));
    }

    std::vector<PrintedTable>& out_;
    std::string file_, sheet_, title_;
    std::size_t first_;
    bool between_ = false; ///< text stood between the last table and what comes
};

} // namespace

std::size_t count_header_rows(std::span<const PrintedRow> rows) {
    if (rows.empty() || has_values(rows[0])) return 0;
    std::size_t first_values = 0;
    while (first_values < rows.size() && !has_values(rows[first_values]))
        ++first_values;
    if (first_values == rows.size()) return 1;
    std::vector<bool> values = value_columns(rows);
    std::size_t header = 1;
    for (std::size_t next = 1; next < first_values; ++next) {
        Named last = names_of(rows[next - 1], values), here = names_of(rows[next], values);
        // Either the row above leaves columns without a name, or this one names each of several once more.
        bool completes = last.unnamed > 0 && here.named > last.named;
        bool second_level = here.unnamed == 0 && here.named >= 2 && !here.alike;
        if (!completes && !second_level) break;
        header = next + 1;
    }
    return header;
}

void add_tables(std::vector<PrintedTable>& out, std::vector<PrintedRow> rows, std::string_view file,
                std::string_view sheet) {
    Blocks blocks(out, file, sheet);
    std::vector<PrintedRow> block;
    for (PrintedRow& row : rows) {
        if (!is_blank(row)) {
            block.push_back(std::move(row));
            continue;
        }
        if (!block.empty()) blocks.add(std::exchange(block, {}));
    }
    if (!block.empty()) blocks.add(std::move(block));
}

void spread_cell(std::vector<PrintedRow>& rows, std::size_t row, std::size_t column, std::size_t height,
                 std::size_t width) {
    const std::string text = rows[row].cells[column].text;
    bool number = read_cell(text).kind == CellKind::number && !find_period(text);
    for (std::size_t r = row; r < row + height && r < rows.size(); ++r) {
        std::vector<PrintedCell>& cells = rows[r].cells;
        if (cells.size() < column + width) cells.resize(column + width);
        for (std::size_t c = column; c < column + width; ++c) {
            if (r == row && c == column) continue;
            cells[c].text = number ? "" : text;
            cells[c].spanned = true;
        }
    }
}

} // namespace peelian
