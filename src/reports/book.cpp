// SPDX-License-Identifier: MIT
#include "reports/book.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string_view>
#include <utility>

namespace peelian {
namespace {

constexpr std::uint8_t k_a4 = 9;
constexpr std::size_t k_footer = 250; ///< letters; the library takes 255
constexpr double k_line = 15.75;      ///< points that a line of 12 points takes
constexpr double k_usual_width = 8.43;
// Columns are measured in digits of a smaller font: so many of our letters go into one.
constexpr double k_letters = 0.84;

double size_of(CellStyle style) { return style == CellStyle::title ? 16 : 12; }
bool is_bold(CellStyle style) {
    return style != CellStyle::text && style != CellStyle::right && style != CellStyle::link;
}

/// Seconds to the midnight at which a day begins; throws for what is no day.
std::time_t midnight(const std::string& date) {
    int part[3] = {};
    const char* at = date.data();
    const char* end = at + date.size();
    for (int& value : part) {
        auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc{}) throw Error::internal("A workbook's date '{}' is not YYYY-MM-DD", date);
        at = next == end ? next : next + 1;
    }
    std::chrono::year_month_day day(std::chrono::year(part[0]), std::chrono::month(static_cast<unsigned>(part[1])),
                                    std::chrono::day(static_cast<unsigned>(part[2])));
    if (!day.ok() || at != end) throw Error::internal("A workbook's date '{}' is not YYYY-MM-DD", date);
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::sys_days(day).time_since_epoch()).count();
}

/// Letters of ordinary size that would take as much room; UTF-8's further bytes are no letters.
double room_of(std::string_view text, CellStyle style) {
    auto letters = std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    return static_cast<double>(letters) * size_of(style) / 12 * (is_bold(style) ? 1.08 : 1);
}

lxw_row_t row_of(int row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_of(int column) { return static_cast<lxw_col_t>(column); }

} // namespace

BookSheet::BookSheet(Book& book, lxw_worksheet* sheet, std::string name)
    : book_(book),
      sheet_(sheet),
      name_(std::move(name)) {}

void BookSheet::must(int error, int row, int column) const {
    if (error == LXW_NO_ERROR) return;
    auto code = static_cast<lxw_error>(error);
    if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        throw Error::input("A text is longer than the 32,767 letters that a cell holds")
            .at("worksheet " + name_, static_cast<std::size_t>(row) + 1, static_cast<std::size_t>(column) + 1)
            .hint("Shorten the text in the report.");
    throw Error::internal("Worksheet '{}', row {}, column {}: {}", name_, row + 1, column + 1, lxw_strerror(code));
}

void BookSheet::text(int row, int column, const std::string& text, CellStyle style) {
    must(worksheet_write_string(sheet_, row_of(row), column_of(column), text.c_str(), book_.format(style, "")), row,
         column);
    texts_.push_back({row, column, room_of(text, style)});
}

void BookSheet::number(int row, int column, double value, const std::string& format, CellStyle style) {
    must(worksheet_write_number(sheet_, row_of(row), column_of(column), value, book_.format(style, format)), row,
         column);
}

void BookSheet::link(int row, int column, const std::string& to, const std::string& text) {
    must(worksheet_write_url_opt(sheet_, row_of(row), column_of(column), to.c_str(), book_.format(CellStyle::link, ""),
                                 text.c_str(), nullptr),
         row, column);
    texts_.push_back({row, column, room_of(text, CellStyle::link)});
}

void BookSheet::width(int column, double letters) {
    must(worksheet_set_column(sheet_, column_of(column), column_of(column), letters, nullptr), 0, column);
    auto at = static_cast<std::size_t>(column);
    if (widths_.size() <= at) widths_.resize(at + 1, k_usual_width);
    widths_[at] = letters;
}

// Some programs make a row as high as its wrapped text, some show its first line alone.
void BookSheet::fit_rows() {
    std::map<int, double> lines;
    for (const Placed& placed : texts_) {
        auto column = static_cast<std::size_t>(placed.column);
        double width = k_letters * (column < widths_.size() ? widths_[column] : k_usual_width);
        // Lines break between words, so that each loses some letters.
        double needed = placed.letters <= width ? 1 : std::ceil(placed.letters / (width - 4));
        lines[placed.row] = std::max(lines[placed.row], needed);
    }
    constexpr double k_highest = 409; // points, says Excel
    for (auto [row, count] : lines) {
        double height = count * k_line * (row == 0 ? size_of(CellStyle::title) / 12 : 1);
        must(worksheet_set_row(sheet_, row_of(row), std::min(height, k_highest), nullptr), row, 0);
    }
}

void BookSheet::table(std::string name, int first, int last, std::vector<std::string> headings) {
    std::vector<lxw_table_column> columns(headings.size(), lxw_table_column{});
    std::vector<lxw_table_column*> list;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        columns[i].header = headings[i].data();
        columns[i].header_format = book_.format(CellStyle::heading, "");
        texts_.push_back({first, static_cast<int>(i), room_of(headings[i], CellStyle::heading)});
        list.push_back(&columns[i]);
    }
    list.push_back(nullptr);
    lxw_table_options options{};
    options.name = name.data();
    options.columns = list.data();
    options.no_autofilter = LXW_TRUE; // buttons on headings stand in the way of a screen reader
    options.no_banded_rows = LXW_TRUE;
    options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
    options.style_type_number = 1;
    must(worksheet_add_table(sheet_, row_of(first), 0, row_of(last), column_of(static_cast<int>(headings.size()) - 1),
                             &options),
         first, 0);
}

void BookSheet::freeze(int row) { worksheet_freeze_panes(sheet_, row_of(row), 0); }

void BookSheet::finish(int heading, const std::string& footer) {
    fit_rows();
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, k_a4);
    worksheet_fit_to_pages(sheet_, 1, 0);
    if (heading >= 0) must(worksheet_repeat_rows(sheet_, row_of(heading), row_of(heading)), heading, 0);
    // "&" begins a field: "&P" is the page.
    std::string words = replace_all(footer, "&", "&&");
    if (words.size() > k_footer - 30) words.clear();
    must(worksheet_set_footer(sheet_, ("&L" + words + "&RPage &P of &N").c_str()), 0, 0);
}

Book::Book(const BookProperties& properties)
    : file_((folder_.path() / "book.xlsx").string()),
      temporary_(folder_.path().string()) {
    std::time_t made = midnight(properties.date);
    lxw_workbook_options options{};
    options.tmpdir = temporary_.data();
    book_ = workbook_new_opt(file_.c_str(), &options);
    if (book_ == nullptr) throw Error::internal("libxlsxwriter made no workbook");
    lxw_doc_properties about{};
    std::string title = properties.title, author = properties.author;
    about.title = title.data();
    about.author = author.data();
    about.company = author.data();
    about.created = made;
    workbook_set_properties(book_, &about);
    workbook_set_custom_property_string(book_, "Language", "en-GB");
    workbook_set_custom_property_string(book_, "Release", properties.release.c_str());
}

Book::~Book() {
    if (book_ != nullptr) lxw_workbook_free(book_);
}

BookSheet Book::add(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) throw Error::internal("libxlsxwriter takes no worksheet '{}'", name);
    return {*this, sheet, name};
}

lxw_format* Book::format(CellStyle style, const std::string& number) {
    lxw_format*& format = formats_[{style, number}];
    if (format != nullptr) return format;
    format = workbook_add_format(book_);
    if (format == nullptr) throw Error::internal("libxlsxwriter made no format");
    format_set_font_name(format, "Arial");
    format_set_font_size(format, size_of(style));
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (!number.empty()) format_set_num_format(format, number.c_str());
    if (style == CellStyle::right || style == CellStyle::total_right) format_set_align(format, LXW_ALIGN_RIGHT);
    if (style == CellStyle::link) {
        format_set_font_color(format, 0x0B5394);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (is_bold(style)) format_set_bold(format);
    return format;
}

std::string Book::bytes() {
    lxw_error error = workbook_close(std::exchange(book_, nullptr)); // frees it whatever comes
    if (error != LXW_NO_ERROR)
        throw Error::io("The spreadsheet could not be written: {}", lxw_strerror(error))
            .at(temporary_)
            .hint("Is there room for temporary files? TMPDIR names another folder.");
    return read_file(file_);
}

} // namespace peelian
