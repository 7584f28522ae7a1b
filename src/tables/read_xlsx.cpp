// SPDX-License-Identifier: MIT
// Sheets of a workbook as they are printed: values in their number format, merged cells
// spread, hidden rows, columns and sheets left out.
#include "base/error.hpp"
#include "base/text.hpp"
#include "tables/grid.hpp"
#include "tables/xlsx_package.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

namespace peelian {
namespace {

constexpr std::size_t k_most_rows = 1'048'576;

struct Sheet {
    std::string name, part;
};

struct Styles {
    std::vector<XlsxFormat> formats; ///< by the style of a cell
    bool since_1904 = false;
};

struct Address {
    std::size_t row = 0, column = 0; ///< from 0
};

/// "B7"; nothing for what is none.
std::optional<Address> parse_address(std::string_view text) {
    Address a;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 3; ++i)
        a.column = a.column * 26 + static_cast<std::size_t>(text[i] - 'A' + 1);
    auto [end, problem] = std::from_chars(text.data() + i, text.data() + text.size(), a.row);
    if (i == 0 || problem != std::errc() || end != text.data() + text.size() || a.row == 0 || a.row > k_most_rows)
        return {};
    --a.row;
    --a.column;
    return a;
}

std::string address_of(std::size_t row, std::size_t column) {
    std::string letters;
    for (std::size_t c = column + 1; c > 0; c = (c - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (c - 1) % 26));
    return letters + std::to_string(row + 1);
}

bool is_true(const std::string& text) { return text == "1" || text == "true"; }

std::map<std::string, std::string> relations_of(XlsxPackage& package) {
    const std::string part = "xl/_rels/workbook.xml.rels";
    std::map<std::string, std::string> out;
    std::string xml = package.read(part);
    XmlWalk walk(xml, package.name(), part);
    while (walk.next()) {
        if (!walk.opens("Relationship")) continue;
        std::string target = walk.attribute("Target");
        out[walk.attribute("Id")] = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
    return out;
}

std::vector<Sheet> sheets_of(XlsxPackage& package, bool& since_1904) {
    const std::string part = "xl/workbook.xml";
    if (!package.has(part))
        throw Error::input("This is a packed file and no workbook")
            .at(package.name())
            .hint("Only .xlsx is read of those.");
    std::map<std::string, std::string> targets = relations_of(package);
    std::vector<Sheet> out;
    std::string xml = package.read(part);
    XmlWalk walk(xml, package.name(), part);
    while (walk.next()) {
        if (walk.opens("workbookPr")) since_1904 = is_true(walk.attribute("date1904"));
        if (!walk.opens("sheet")) continue;
        std::string state = walk.attribute("state");
        auto target = targets.find(walk.attribute("r:id"));
        if (state.empty() || state == "visible")
            if (target != targets.end() && package.has(target->second))
                out.push_back({walk.attribute("name"), target->second});
    }
    return out;
}

std::vector<std::string> shared_texts(XlsxPackage& package) {
    const std::string part = "xl/sharedStrings.xml";
    std::vector<std::string> out;
    if (!package.has(part)) return out;
    std::string xml = package.read(part);
    XmlWalk walk(xml, package.name(), part);
    bool in_text = false, in_reading = false; // <rPh> holds how a word is read aloud
    while (walk.next()) {
        if (walk.opens("si")) out.emplace_back();
        if (walk.opens("rPh")) in_reading = true;
        if (walk.opens("t")) in_text = true;
        if (in_text && !in_reading && !out.empty()) out.back() += walk.text();
        if (walk.closes("t")) in_text = false;
        if (walk.closes("rPh")) in_reading = false;
    }
    return out;
}

Styles styles_of(XlsxPackage& package) {
    const std::string part = "xl/styles.xml";
    Styles styles;
    if (!package.has(part)) return styles;
    std::map<int, XlsxFormat> own;
    std::string xml = package.read(part);
    XmlWalk walk(xml, package.name(), part);
    bool in_cells = false;
    while (walk.next()) {
        if (walk.opens("numFmt"))
            own[std::atoi(walk.attribute("numFmtId").c_str())] = read_xlsx_format(walk.attribute("formatCode"));
        if (walk.opens("cellXfs")) in_cells = true;
        if (in_cells && walk.opens("xf")) {
            int id = std::atoi(walk.attribute("numFmtId").c_str());
            auto found = own.find(id);
            styles.formats.push_back(found == own.end() ? built_in_xlsx_format(id) : found->second);
        }
        if (walk.closes("cellXfs")) in_cells = false;
    }
    return styles;
}

/// What stands in a cell before it is known how it prints.
struct RawCell {
    std::optional<Address> at;
    std::string type, value;
    std::size_t style = 0;
};

/// "_x000A_" as the character it stands for: a workbook writes so what XML cannot hold, and "_x005F_" before
/// what only looks like it.
std::string without_escapes(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        const char* from = text.data() + i + 2;
        bool shaped = i + 7 <= text.size() && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';
        bool escape = shaped && std::from_chars(from, from + 4, code, 16).ptr == from + 4 && code < 0x80;
        out += escape ? static_cast<char>(code) : text[i];
        if (escape) i += 6;
    }
    return out;
}

/// Reads one sheet.
class SheetReader {
public:
    SheetReader(const std::vector<std::string>& texts, const Styles& styles, std::string_view file,
                std::size_t& cells_left, bool as_kept)
        : texts_(texts),
          styles_(styles),
          file_(file),
          cells_left_(cells_left),
          as_kept_(as_kept) {}

    std::vector<PrintedRow> read(std::string_view xml, const Sheet& sheet) {
        XmlWalk walk(xml, std::string(file_), sheet.part);
        RawCell cell;
        bool in_cell = false, in_value = false;
        while (walk.next()) {
            if (walk.opens("col")) hide_columns(walk);
            if (walk.opens("row")) start_row(walk);
            if (walk.opens("mergeCell")) merged_.push_back(walk.attribute("ref"));
            if (walk.opens("c")) {
                cell = {parse_address(walk.attribute("r")),
                        walk.attribute("t"),
                        {},
                        static_cast<std::size_t>(std::max(0, std::atoi(walk.attribute("s").c_str())))};
                in_cell = true;
            }
            if (in_cell && (walk.opens("v") || walk.opens("t"))) in_value = true;
            if (in_value) cell.value += walk.text();
            if (walk.closes("v") || walk.closes("t")) in_value = false;
            if (!walk.closes("c")) continue;
            put(cell);
            in_cell = false;
        }
        merge();
        return visible();
    }

private:
    void hide_columns(const XmlWalk& walk) {
        if (as_kept_ || !is_true(walk.attribute("hidden"))) return;
        int from = std::atoi(walk.attribute("min").c_str()), to = std::atoi(walk.attribute("max").c_str());
        for (int c = std::max(from, 1); c <= to && c <= static_cast<int>(k_most_columns); ++c) {
            if (hidden_columns_.size() < static_cast<std::size_t>(c))
                hidden_columns_.resize(static_cast<std::size_t>(c), false);
            hidden_columns_[static_cast<std::size_t>(c) - 1] = true;
        }
    }

    void start_row(const XmlWalk& walk) {
        std::string number = walk.attribute("r");
        next_row_ =
            number.empty() ? next_row_ + 1 : static_cast<std::size_t>(std::strtoul(number.c_str(), nullptr, 10));
        next_column_ = 0;
        if (!as_kept_ && is_true(walk.attribute("hidden"))) hidden_rows_.push_back(next_row_);
    }

    void put(const RawCell& cell) {
        std::size_t row = cell.at ? cell.at->row : (next_row_ == 0 ? 0 : next_row_ - 1);
        std::size_t column = cell.at ? cell.at->column : next_column_;
        next_column_ = column + 1;
        std::string text = printed(cell);
        if (text.empty()) return;
        std::string place = address_of(row, column);
        if (column >= k_most_columns || row >= k_most_rows)
            throw Error::input("Cell {} is beyond column {} or row {}", place, k_most_columns, k_most_rows).at(file_);
        PrintedRow& there = rows_[row];
        there.line = row + 1;
        if (there.cells.size() <= column) {
            count(column + 1 - there.cells.size());
            there.cells.resize(column + 1);
        }
        there.cells[column] = {std::move(text), std::move(place)};
    }

    void count(std::size_t cells) {
        if (cells > cells_left_) throw Error::input("The workbook has more than {} cells", k_most_cells).at(file_);
        cells_left_ -= cells;
    }

    std::string printed(const RawCell& cell) const {
        if (cell.type == "s") {
            std::size_t index = static_cast<std::size_t>(std::strtoul(cell.value.c_str(), nullptr, 10));
            std::string text = index < texts_.size() ? texts_[index] : "";
            return as_kept_ ? without_escapes(text) : text;
        }
        if (cell.type == "b") return cell.value == "1" ? "TRUE" : "FALSE";
        if (!cell.type.empty() && cell.type != "n") return cell.value;
        double value = 0;
        std::string_view text = trim(cell.value);
        auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || end != text.data() + text.size()) return cell.value;
        XlsxFormat format = cell.style < styles_.formats.size() ? styles_.formats[cell.style] : XlsxFormat{};
        if (as_kept_) {
            if (format.kind != XlsxFormat::Kind::date || value < 1 || value != std::floor(value))
                return plain_number(value);
            format = read_xlsx_format("yyyy-mm-dd");
        }
        return print_xlsx_value(value, format, styles_.since_1904);
    }

    /// Spreads merged cells over the rows that are there.
    void merge() {
        for (const std::string& ref : merged_) {
            std::size_t colon = ref.find(':');
            if (colon == std::string::npos) continue;
            auto from = parse_address(ref.substr(0, colon)), to = parse_address(ref.substr(colon + 1));
            if (!from || !to || to->row < from->row || to->column < from->column || to->column >= k_most_columns)
                continue;
            auto first = rows_.find(from->row);
            if (first == rows_.end() || from->column >= first->second.cells.size()) continue;
            std::vector<PrintedRow> part;
            auto last = rows_.upper_bound(to->row);
            count(static_cast<std::size_t>(std::distance(first, last)) * (to->column - from->column + 1));
            for (auto it = first; it != last; ++it)
                part.push_back(std::move(it->second));
            spread_cell(part, 0, from->column, part.size(), to->column - from->column + 1);
            std::size_t i = 0;
            for (auto it = first; it != last; ++it)
                it->second = std::move(part[i++]);
        }
    }

    /// Rows in order, with a blank one wherever one is missing, so that tables stay apart.
    std::vector<PrintedRow> visible() {
        std::vector<PrintedRow> out;
        std::ranges::sort(hidden_rows_);
        std::size_t expected = 0;
        for (auto& [number, row] : rows_) {
            bool hidden = std::ranges::binary_search(hidden_rows_, number + 1);
            if (number > expected) {
                bool all_hidden = true;
                for (std::size_t r = expected; r < number && all_hidden; ++r)
                    all_hidden = std::ranges::binary_search(hidden_rows_, r + 1);
                if (!all_hidden) out.push_back({{}, expected + 1});
            }
            expected = number + 1;
            if (hidden) continue;
            for (std::size_t c = row.cells.size(); c-- > 0;)
                if (c < hidden_columns_.size() && hidden_columns_[c])
                    row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(c));
            out.push_back(std::move(row));
        }
        return out;
    }

    const std::vector<std::string>& texts_;
    const Styles& styles_;
    std::string_view file_;
    std::size_t& cells_left_;
    bool as_kept_; ///< values as they are kept, not as they are printed; hidden rows and columns too
    std::map<std::size_t, PrintedRow> rows_; ///< by number, from 0
    std::vector<std::string> merged_;
    std::vector<bool> hidden_columns_;
    std::vector<std::size_t> hidden_rows_; ///< from 1
    std::size_t next_row_ = 0, next_column_ = 0;
};

/// The sheets that are shown, each by its name, and their rows.
std::vector<std::pair<std::string, std::vector<PrintedRow>>> read_sheets(std::string_view bytes, std::string_view name,
                                                                         bool as_kept) {
    XlsxPackage package(bytes, name);
    bool since_1904 = false;
    std::vector<Sheet> sheets = sheets_of(package, since_1904);
    if (sheets.empty()) throw Error::input("The workbook has no sheet that is shown").at(name);
    std::vector<std::string> texts = shared_texts(package);
    Styles styles = styles_of(package);
    styles.since_1904 = since_1904;
    std::vector<std::pair<std::string, std::vector<PrintedRow>>> out;
    std::size_t cells_left = k_most_cells;
    for (const Sheet& sheet : sheets) {
        std::string xml = package.read(sheet.part);
        SheetReader reader(texts, styles, name, cells_left, as_kept);
        out.emplace_back(sheet.name, reader.read(xml, sheet));
        if (as_kept) break;
    }
    return out;
}

} // namespace

std::vector<PrintedTable> read_xlsx_tables(std::string_view bytes, std::string_view name) {
    std::vector<PrintedTable> out;
    for (auto& [sheet, rows] : read_sheets(bytes, name, false))
        add_tables(out, std::move(rows), name, sheet);
    return out;
}

std::vector<PrintedRow> read_xlsx_values(std::string_view bytes, std::string_view name) {
    return std::move(read_sheets(bytes, name, true).front().second);
}

} // namespace peelian
