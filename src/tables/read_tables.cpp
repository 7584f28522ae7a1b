// SPDX-License-Identifier: MIT
#include "tables/read_tables.hpp"

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "tables/grid.hpp"
#include "tables/table_view.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace peelian {
namespace {

constexpr std::array<std::string_view, 6> k_formats{"csv", "tsv", "xlsx", "html", "markdown", "text"};

/// Counts cells as they come and refuses a file with too many.
class CellCount {
public:
    explicit CellCount(std::string_view name) : name_(name) {}
    void add(std::size_t cells, std::size_t line) {
        if (cells > k_most_columns)
            throw Error::input("This row has {} cells; {} is the most", cells, k_most_columns).at(name_, line);
        total_ += cells;
        if (total_ > k_most_cells)
            throw Error::input("The file has more than {} cells", k_most_cells)
                .at(name_, line)
                .hint("A table that people read is smaller: check parts of it.");
    }

private:
    std::string_view name_;
    std::size_t total_ = 0;
};

std::vector<PrintedTable> read_delimited(std::string_view text, std::string_view name, char separator) {
    std::vector<PrintedRow> rows;
    CellCount count(name);
    for (CsvRow& record : parse_records(text, name, separator)) {
        count.add(record.fields.size(), record.line);
        PrintedRow row{{}, record.line};
        for (std::string& field : record.fields)
            row.cells.push_back({std::move(field)});
        rows.push_back(std::move(row));
    }
    std::vector<PrintedTable> out;
    add_tables(out, std::move(rows), name);
    return out;
}

/// Documents turned into text: lines with tabs are rows, other lines are words around them.
std::vector<PrintedTable> read_text(std::string_view text, std::string_view name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<PrintedRow> rows;
    CellCount count(name);
    std::size_t line = 0;
    while (!text.empty()) {
        ++line;
        std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (one.ends_with('\r')) one.remove_suffix(1);
        PrintedRow row{{}, line};
        count.add(static_cast<std::size_t>(std::ranges::count(one, '\t')) + 1, line);
        for (std::string& cell : split(one, '\t'))
            row.cells.push_back({std::move(cell)});
        rows.push_back(std::move(row));
    }
    std::vector<PrintedTable> out;
    add_tables(out, std::move(rows), name);
    return out;
}

} // namespace

std::optional<TableFormat> parse_table_format(std::string_view name) {
    for (std::size_t i = 0; i < k_formats.size(); ++i)
        if (k_formats[i] == name) return static_cast<TableFormat>(i);
    return {};
}

std::optional<TableFormat> format_of_name(std::string_view name) {
    struct Ending {
        std::string_view text;
        TableFormat format;
    };
    constexpr std::array<Ending, 11> endings{{{".csv", TableFormat::csv},
                                              {".tsv", TableFormat::tsv},
                                              {".tab", TableFormat::tsv},
                                              {".xlsx", TableFormat::xlsx},
                                              {".xlsm", TableFormat::xlsx},
                                              {".html", TableFormat::html},
                                              {".htm", TableFormat::html},
                                              {".xhtml", TableFormat::html},
                                              {".md", TableFormat::markdown},
                                              {".markdown", TableFormat::markdown},
                                              {".txt", TableFormat::text}}};
    std::string low = lower(name);
    for (const Ending& ending : endings)
        if (low.ends_with(ending.text)) return ending.format;
    return {};
}

TableFormat format_of_bytes(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04")) return TableFormat::xlsx;
    std::string head = lower(trim(bytes.substr(0, 4096)));
    if (head.find("<html") != std::string::npos || head.find("<table") != std::string::npos ||
        head.starts_with("<!doctype html"))
        return TableFormat::html;
    if (head.find("\n|") != std::string::npos || head.starts_with('|') || head.find("--|--") != std::string::npos)
        return TableFormat::markdown;
    if (head.find('\t') != std::string::npos) return TableFormat::text;
    return TableFormat::csv;
}

std::vector<PrintedTable> read_tables(std::string_view bytes, std::string_view name, TableFormat format) {
    if (bytes.size() > k_most_table_bytes)
        throw Error::input("The file has {} bytes; {} is the most", bytes.size(), k_most_table_bytes).at(name);
    if (bytes.starts_with("%PDF")) throw Error::input("This is a PDF").at(name).hint("Save its tables as text or CSV.");
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        throw Error::input("This is a workbook or document of the old kind").at(name).hint("Save it as .xlsx.");
    if (format == TableFormat::xlsx) return read_xlsx_tables(bytes, name);
    if (bytes.starts_with("PK\x03\x04"))
        throw Error::input("This is a packed file, such as a workbook")
            .at(name)
            .hint("Name its format: --format xlsx.");
    std::string text = as_utf8(bytes, name);
    switch (format) {
    case TableFormat::tsv: return read_delimited(text, name, '\t');
    case TableFormat::html: return read_html_tables(text, name);
    case TableFormat::markdown: return read_markdown_tables(text, name);
    case TableFormat::text: return read_text(text, name);
    default: return read_delimited(text, name, ',');
    }
}

void set_header_rows(std::vector<PrintedTable>& tables, const TableRules& rules) {
    for (PrintedTable& table : tables) {
        const TableDeclaration* declared = declaration_of(table, rules);
        if (declared == nullptr || declared->header_rows < 0) continue;
        std::vector<PrintedRow> all = std::move(table.header);
        std::ranges::move(table.rows, std::back_inserter(all));
        auto split = all.begin() + std::min(static_cast<std::ptrdiff_t>(declared->header_rows), std::ssize(all));
        table.header.assign(all.begin(), split);
        table.rows.assign(split, all.end());
    }
}

} // namespace peelian
