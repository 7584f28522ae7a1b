// SPDX-License-Identifier: MIT
#include "reports/workbook.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "publish/words.hpp"
#include "reports/book.hpp"
#include "reports/sheet_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace peelian {
namespace {

constexpr std::string_view k_synthetic =
    "SYNTHETIC: every figure here is made up, to show how this works. None describes a real place or person.";
constexpr std::string_view k_board = "NOT FOR PUBLICATION: this edition shows figures that the public one withholds.";
// Frozen rows take their part of the window of a reader who magnifies, so they must be few and worth it.
constexpr int k_long_table = 30, k_few_rows = 6;

/// A table with the names it has in this workbook.
struct NamedTable {
    const ReportTable* table;
    std::string sheet, name;
};

struct Writer {
    const Report& report;
    const WorkbookText& text;
    Book book;
    SheetNames names;
    std::vector<NamedTable> tables;
    std::vector<SheetMarker> markers;

    std::string footer() const {
        return sheet_text(fmt::format("{}{}, {}. Release {}", text.synthetic ? "SYNTHETIC. " : "", report.title,
                                      report.period, text.release));
    }
    /// Lines of a sheet from row `row` on; gives the row after them.
    int lines(BookSheet& sheet, int row, const std::vector<std::string>& lines) const {
        for (const std::string& line : lines)
            sheet.text(row++, 0, sheet_text(line));
        return row;
    }
    std::vector<std::string> warnings() const {
        std::vector<std::string> out;
        if (text.synthetic) out.emplace_back(k_synthetic);
        if (text.board) out.emplace_back(k_board);
        return out;
    }
};

std::string to_sheet(std::string_view name) { return fmt::format("internal:'{}'!A1", replace_all(name, "'", "''")); }

bool has_kind(const Report& report, ReportCell::Kind kind) {
    return std::ranges::any_of(report.parts, [&](const ReportPart& part) {
        return part.table && std::ranges::any_of(part.table->rows, [&](const ReportRow& row) {
                   return std::ranges::any_of(row.cells, [&](const ReportCell& cell) { return cell.kind == kind; });
               });
    });
}

void write_cover(const Writer& w, BookSheet& sheet) {
    sheet.text(0, 0, sheet_text(w.report.title), CellStyle::title);
    int row = w.lines(sheet, 1, w.warnings());
    sheet.text(row++, 0, sheet_text(fmt::format("{}, {}", w.text.body, w.report.period)), CellStyle::strong);
    row = w.lines(sheet, row,
                  {fmt::format("This workbook holds the tables of the report, one a worksheet, with the figures of its "
                               "web page and PDF. They go up to {}.",
                               w.report.data.to_words()),
                   fmt::format("Release {}, made on {}.", w.text.release, date_words(w.text.date))});
    if (!w.text.page.empty()) sheet.link(row++, 0, w.text.page, "The report as a web page");
    if (w.text.contact.find('@') != std::string::npos && w.text.contact.find(' ') == std::string::npos)
        sheet.link(row++, 0, "mailto:" + w.text.contact, "Contact: " + sheet_text(w.text.contact));
    else if (!w.text.contact.empty()) sheet.text(row++, 0, sheet_text("Contact: " + w.text.contact));
    sheet.text(row++, 0, "Contents: this worksheet contains one table.", CellStyle::strong);

    int heading = row++;
    auto entry = [&](const std::string& name, const std::string& what) {
        sheet.link(row, 0, to_sheet(name), name);
        sheet.text(row++, 1, what);
    };
    entry("Notes", w.markers.empty() ? "Rounding, and where words are explained"
                                     : "Markers used in the tables, rounding, and where words are explained");
    for (const NamedTable& named : w.tables)
        entry(named.sheet,
              sheet_text(fmt::format("{}: {}", named.table->title, counted(named.table->rows.size(), "row"))));
    sheet.table("table_of_contents", heading, row - 1, {"Worksheet", "What it holds"});
    sheet.width(0, 60);
    sheet.width(1, 60);
    sheet.finish(-1, w.footer());
}

void write_notes(const Writer& w, BookSheet& sheet) {
    sheet.text(0, 0, "Notes", CellStyle::title);
    int row = w.lines(sheet, 1, w.warnings());
    std::vector<std::string> lines{
        "A cell holds a figure as it is printed, rounded half away from zero, and no further decimals. Rounded parts "
        "may therefore not add up to a rounded whole."};
    if (has_kind(w.report, ReportCell::Kind::percent))
        lines.emplace_back(
            "Percentages are numbers in the format of a percentage: a cell that shows 3.2% holds 0.032.");
    if (has_kind(w.report, ReportCell::Kind::points))
        lines.emplace_back("Differences between percentages are in percentage points, written pp.");
    row = w.lines(sheet, row, lines);
    std::string where = "What each measure counts, where it comes from and how it was worked out";
    if (w.text.site.empty()) {
        sheet.text(row++, 0, where + " stands on the pages of measures and of methods of the website.");
    } else {
        sheet.link(row++, 0, w.text.site + "/measures/", where + ": the pages of measures");
        sheet.link(row++, 0, w.text.site + "/about/methods/", "How figures are worked out: the pages of methods");
    }
    sheet.link(row++, 0, to_sheet("Cover"), "Back to the contents");
    if (!w.markers.empty()) {
        sheet.text(row++, 0, "Markers: this worksheet contains one table.", CellStyle::strong);
        int heading = row++;
        for (const SheetMarker& marker : w.markers) {
            sheet.text(row, 0, marker.marker);
            sheet.text(row++, 1, marker.meaning);
        }
        sheet.table("table_of_markers", heading, row - 1, {"Marker", "Meaning"});
    }
    sheet.width(0, 60);
    sheet.width(1, 60);
    sheet.finish(-1, w.footer());
}

/// What stands above a table; gives the row of its headings.
int write_above(const Writer& w, BookSheet& sheet, const ReportTable& table) {
    sheet.text(0, 0, sheet_text(table.title), CellStyle::title);
    int row = w.lines(sheet, 1, w.warnings());
    bool marked = std::ranges::any_of(table.rows, [](const ReportRow& row_of) {
        return std::ranges::any_of(row_of.cells, [](const ReportCell& c) { return sheet_text(c.text).front() == '['; });
    });
    row = w.lines(
        sheet, row,
        {fmt::format("This worksheet contains one table.{}",
                     marked ? " Cells in square brackets are markers; the worksheet Notes explains them." : "")});
    row = w.lines(sheet, row, table.notes);
    row = w.lines(sheet, row,
                  {fmt::format("Source: {}, release {} of {}.", w.text.body, w.text.release, date_words(w.text.date))});
    sheet.link(row++, 0, to_sheet("Cover"), "Back to the contents");
    return row;
}

void write_cell(BookSheet& sheet, int row, int column, const ReportCell& cell, bool total) {
    CellStyle right = total ? CellStyle::total_right : CellStyle::right;
    if (auto number = sheet_number(cell)) {
        sheet.number(row, column, number->value, number->format, right);
        return;
    }
    std::string text = sheet_text(cell.text);
    bool left = cell.kind == ReportCell::Kind::text && text.front() != '[';
    sheet.text(row, column, text, left ? (total ? CellStyle::total : CellStyle::text) : right);
}

/// Width of a column of cells in letters: of its longest word or number, and some more for long texts.
double width_of(const ReportTable& table, std::size_t column) {
    std::size_t longest = table.headings[column].size() / 2;
    for (const ReportRow& row : table.rows)
        if (column < row.cells.size()) longest = std::max(longest, row.cells[column].text.size());
    return static_cast<double>(std::clamp<std::size_t>(longest + 3, 14, 50));
}

void write_rows(const Writer& w, BookSheet& sheet, const NamedTable& named, int heading) {
    const ReportTable& table = *named.table;
    bool grouped = !table.group.empty();
    int label = grouped ? 1 : 0, row = heading + 1;
    for (const ReportRow& r : table.rows) {
        if (r.cells.size() > table.headings.size())
            throw Error::internal("Row '{}' of table '{}' has {} for {}", r.label, table.title,
                                  counted(r.cells.size(), "cell"), counted(table.headings.size(), "heading"));
        CellStyle style = r.total ? CellStyle::total : CellStyle::text;
        if (grouped) sheet.text(row, 0, sheet_text(r.group), style);
        if (r.address.starts_with('/') && !w.text.site.empty())
            sheet.link(row, label, w.text.site + r.address, sheet_text(r.label));
        else sheet.text(row, label, sheet_text(r.label), style);
        for (std::size_t c = 0; c < table.headings.size(); ++c)
            write_cell(sheet, row, label + 1 + static_cast<int>(c), c < r.cells.size() ? r.cells[c] : ReportCell{},
                       r.total);
        ++row;
    }
    std::size_t columns = static_cast<std::size_t>(label) + 1 + table.headings.size();
    if (table.rows.empty()) { // a table has a row at least
        for (std::size_t c = 0; c < columns; ++c)
            sheet.text(row, static_cast<int>(c), sheet_text(""));
        ++row;
    }
    std::vector<std::string> headings{table.first};
    if (grouped) headings.insert(headings.begin(), table.group);
    headings.insert(headings.end(), table.headings.begin(), table.headings.end());
    sheet.table(named.name, heading, row - 1, SheetNames::headings(headings));
    sheet.width(0, 60); // the lines above the table are in it
    if (grouped) sheet.width(1, 40);
    for (std::size_t c = 0; c < table.headings.size(); ++c)
        sheet.width(label + 1 + static_cast<int>(c), width_of(table, c));
    if (row - heading > k_long_table && heading <= k_few_rows) sheet.freeze(heading + 1);
    sheet.finish(heading, w.footer());
}

} // namespace

std::string workbook_bytes(const Report& report, const WorkbookText& text) {
    std::string title = sheet_text(fmt::format("{}, {}", report.title, report.period));
    Writer w{report, text, Book({title, sheet_text(text.body), sheet_text(text.release), text.date}), {}, {}, {}};
    w.markers = markers_in(report);
    for (const ReportPart& part : report.parts)
        if (part.table)
            w.tables.push_back({&*part.table, w.names.sheet(part.table->title), w.names.table(part.table->id)});

    // All sheets are added before the first is filled, so that the cover's links lead somewhere.
    BookSheet cover = w.book.add("Cover"), notes = w.book.add("Notes");
    std::vector<BookSheet> sheets;
    for (const NamedTable& named : w.tables)
        sheets.push_back(w.book.add(named.sheet));
    write_cover(w, cover);
    write_notes(w, notes);
    for (std::size_t i = 0; i < sheets.size(); ++i)
        write_rows(w, sheets[i], w.tables[i], write_above(w, sheets[i], *w.tables[i].table));
    return w.book.bytes();
}

} // namespace peelian
