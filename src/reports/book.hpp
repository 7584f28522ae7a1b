// SPDX-License-Identifier: MIT
// A thin layer over libxlsxwriter, whose header no other file sees: sheets of text, numbers
// and links in a few styles, each call checked.
#pragma once

#include "reports/scratch_folder.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace peelian {

/// How a cell looks. None of it says anything that the text does not say too.
enum class CellStyle : std::uint8_t { text, title, strong, link, heading, right, total, total_right };

/// What a file says of itself to those who search for it.
struct BookProperties {
    std::string title, author, release;
    std::string date; ///< YYYY-MM-DD
};

class Book;

/// One worksheet, filled from the top.
class BookSheet {
public:
    BookSheet(Book& book, lxw_worksheet* sheet, std::string name);

    const std::string& name() const { return name_; }
    void text(int row, int column, const std::string& text, CellStyle style = CellStyle::text);
    void number(int row, int column, double value, const std::string& format, CellStyle style);
    /// `to`: "https://...", "mailto:..." or "internal:'Name'!A1".
    void link(int row, int column, const std::string& to, const std::string& text);
    /// Letters wide.
    void width(int column, double letters);
    /// Makes rows `first` to `last` a table with these headings in row `first`.
    void table(std::string name, int first, int last, std::vector<std::string> headings);
    /// Keeps the rows above `row` in view.
    void freeze(int row);
    /// Last: rows high enough for their texts; A4 landscape, as wide as the page, row `heading`
    /// on each page (none if negative).
    void finish(int heading, const std::string& footer);

private:
    struct Placed {
        int row, column;
        double letters; ///< of ordinary size that would take as much room
    };
    void must(int error, int row, int column) const;
    void fit_rows();

    Book& book_;
    lxw_worksheet* sheet_;
    std::string name_;
    std::vector<Placed> texts_;
    std::vector<double> widths_;
};

/// One workbook, written to a file of its own for a while.
class Book {
public:
    explicit Book(const BookProperties& properties);
    ~Book();
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    /// The name must be one that SheetNames gave.
    BookSheet add(const std::string& name);
    /// Writes all that was put in; nothing may follow.
    std::string bytes();
    lxw_format* format(CellStyle style, const std::string& number);

private:
    ScratchFolder folder_;
    std::string file_, temporary_; ///< the library keeps pointers to them
    lxw_workbook* book_ = nullptr;
    std::map<std::pair<CellStyle, std::string>, lxw_format*> formats_;
};

} // namespace peelian
