// SPDX-License-Identifier: MIT
// Records out, as CSV and XLSX.
#include "base/files.hpp"
#include "base/text.hpp"
#include "registers/table_columns.hpp"
#include "registers/table_exchange.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>

namespace peelian {
namespace fs = std::filesystem;
namespace {

struct Cell {
    std::string text;
    FieldType type = FieldType::text;
};
using Line = std::vector<Cell>;

/// The heading, and a line a record.
std::vector<Line> lines_of(const Actor& actor, const RegisterDefinition& definition, std::span<const Record> records) {
    bool numbered = !definition.number.empty();
    std::vector<const FieldDefinition*> fields;
    std::vector<Line> out(1);
    for (std::string_view own : k_own_columns)
        if (own != "Number" || numbered) out[0].push_back({std::string(own)});
    for (const FieldDefinition& field : definition.fields) {
        if (!may_read(actor, field)) continue;
        fields.push_back(&field);
        out[0].push_back({column_heading(definition, field)});
    }
    for (const Record& whole : records) {
        if (!may_read(actor, definition, whole)) continue;
        Record record = visible_to(actor, definition, whole);
        const StateDefinition* state = definition.state(record.state);
        Line line{{record.id}};
        if (numbered) line.push_back({record.number});
        line.push_back({state == nullptr ? record.state : state->label});
        line.push_back({std::to_string(record.version), FieldType::number});
        for (const FieldDefinition* field : fields) {
            auto found = record.values.find(field->id);
            FieldType type = field->many ? FieldType::text : field->type;
            line.push_back({found == record.values.end() ? "" : cell_text(*field, found->second), type});
        }
        out.push_back(std::move(line));
    }
    return out;
}

/// A folder for the time of one file: the library writes to paths alone.
class Scratch {
public:
    Scratch() {
        std::string path = (fs::temp_directory_path() / "peelian-table-XXXXXX").string();
        if (::mkdtemp(path.data()) == nullptr) throw Error::io("Cannot make a folder for the spreadsheet").at(path);
        path_ = path;
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// A number that the workbook's sixteen digits keep as it is.
std::optional<double> exact_number(const std::string& text) {
    double value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    double again = std::strtod(fmt::format("{:.16g}", value).c_str(), nullptr);
    return again == value ? std::optional(value) : std::nullopt;
}

/// A workbook reads "_x0041_" as the letter A; the underscore's own escape before it keeps what is written.
std::string escaped(const std::string& text) {
    auto is_hex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool shaped = i + 7 <= text.size() && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_' &&
                      std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                                  text.begin() + static_cast<std::ptrdiff_t>(i) + 6, is_hex);
        if (shaped) out += "_x005F";
        out += text[i];
    }
    return out;
}

class Sheet {
public:
    explicit Sheet(const RegisterDefinition& definition) : file_((scratch_.path() / "table.xlsx").string()) {
        temporary_ = scratch_.path().string();
        lxw_workbook_options options{};
        options.tmpdir = temporary_.data();
        book_ = workbook_new_opt(file_.c_str(), &options);
        if (book_ == nullptr) throw Error::io("The spreadsheet could not be begun").at(file_);
        sheet_ = workbook_add_worksheet(book_, "Records");
        title_ = definition.title;
        // As text, so that a cell somebody opens and closes again does not become a formula.
        text_ = format("@");
        money_ = format("#,##0.00");
        day_ = format("yyyy-mm-dd");
        heading_ = format("@");
        format_set_bold(heading_);
    }
    ~Sheet() {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    void put(std::size_t row, std::size_t column, const Cell& cell) {
        auto r = static_cast<lxw_row_t>(row);
        auto c = static_cast<lxw_col_t>(column);
        if (cell.text.empty()) return;
        if (row > 0 && (cell.type == FieldType::number || cell.type == FieldType::money))
            if (auto value = exact_number(cell.text))
                return must(
                    worksheet_write_number(sheet_, r, c, *value, cell.type == FieldType::money ? money_ : nullptr), r,
                    c);
        if (cell.type == FieldType::date) {
            std::optional<Day> day = Day::parse(cell.text);
            // Spreadsheets count days from 1900, and that year wrongly.
            if (day && day->year() > 1900) {
                lxw_datetime when{day->year(), day->month(), day->day(), 0, 0, 0};
                return must(worksheet_write_datetime(sheet_, r, c, &when, day_), r, c);
            }
        }
        must(worksheet_write_string(sheet_, r, c, escaped(cell.text).c_str(), row == 0 ? heading_ : text_), r, c);
    }

    std::string bytes(std::size_t rows, std::size_t columns) {
        worksheet_freeze_panes(sheet_, 1, 0);
        if (rows > 0 && columns > 0) {
            auto last = static_cast<lxw_col_t>(columns - 1);
            worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows - 1), last);
            worksheet_set_column(sheet_, 0, last, 20, nullptr);
        }
        lxw_doc_properties about{};
        about.title = title_.data();
        workbook_set_properties(book_, &about);
        lxw_error error = workbook_close(std::exchange(book_, nullptr)); // frees it whatever comes
        if (error != LXW_NO_ERROR)
            throw Error::io("The spreadsheet could not be written: {}", lxw_strerror(error)).hint("Is the disk full?");
        return read_file(file_);
    }

private:
    lxw_format* format(const char* pattern) {
        lxw_format* out = workbook_add_format(book_);
        format_set_num_format(out, pattern);
        return out;
    }
    static void must(lxw_error error, lxw_row_t row, lxw_col_t column) {
        if (error == LXW_NO_ERROR) return;
        if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
            throw Error::input("Row {}, column {} has a text longer than the 32,767 characters a cell of XLSX holds",
                               row + 1, column + 1)
                .hint("Take the records out as CSV.");
        throw Error::internal("The spreadsheet's row {}, column {}: {}", row + 1, column + 1, lxw_strerror(error));
    }

    Scratch scratch_;
    std::string file_, temporary_, title_; // the library keeps pointers to them
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format *text_ = nullptr, *money_ = nullptr, *day_ = nullptr, *heading_ = nullptr;
};

} // namespace

std::string records_csv(const Actor& actor, const RegisterDefinition& definition, std::span<const Record> records) {
    std::string out;
    for (const Line& line : lines_of(actor, definition, records)) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i > 0) out += ',';
            bool figure = line[i].type == FieldType::number || line[i].type == FieldType::money;
            append_csv(out, figure ? line[i].text : guarded(line[i].text)); // "-5.00" runs nothing
        }
        out += "\r\n";
    }
    return out;
}

std::string records_xlsx(const Actor& actor, const RegisterDefinition& definition, std::span<const Record> records) {
    std::vector<Line> lines = lines_of(actor, definition, records);
    Sheet sheet(definition);
    for (std::size_t row = 0; row < lines.size(); ++row)
        for (std::size_t column = 0; column < lines[row].size(); ++column)
            sheet.put(row, column, lines[row][column]);
    return sheet.bytes(lines.size(), lines.front().size());
}

} // namespace peelian
