// SPDX-License-Identifier: MIT
#include "base/csv.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace peelian {
namespace {

/// Walks over the text record by record.
class CsvReader {
public:
    CsvReader(std::string_view text, std::string_view file, char separator = ',')
        : text_(text),
          file_(file),
          separator_(separator) {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    }

    /// The next record that is not a blank line; false at the end.
    bool next(CsvRow& row) {
        while (at_ < text_.size() && at_line_end())
            skip_line_end();
        return next_line(row);
    }

    /// The next record, without fields where the line is blank; false at the end.
    bool next_line(CsvRow& row) {
        if (at_ >= text_.size()) return false;
        row.line = line_;
        row.fields.clear();
        if (at_line_end()) {
            skip_line_end();
            return true;
        }
        while (true) {
            bool quoted = at_ < text_.size() && text_[at_] == '"';
            row.fields.push_back(quoted ? quoted_field() : plain_field());
            if (at_ < text_.size() && text_[at_] == separator_) {
                ++at_;
                continue;
            }
            if (at_ < text_.size()) skip_line_end();
            return true;
        }
    }

private:
    bool at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

    void skip_line_end() {
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        ++at_;
        ++line_;
    }

    std::string plain_field() {
        std::size_t from = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && !at_line_end())
            ++at_;
        return std::string(text_.substr(from, at_ - from));
    }

    std::string quoted_field() {
        std::size_t opened = line_;
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            if (c == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
                ++at_;
            } else if (c == '\n' || (c == '\r' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n'))) {
                ++line_;
            }
            out += c;
        }
        if (at_ >= text_.size()) throw Error::input("A quote is opened here and never closed").at(file_, opened);
        ++at_;
        if (at_ < text_.size() && text_[at_] != separator_ && !at_line_end())
            throw Error::input("There is text after a closing quote")
                .at(file_, line_)
                .hint("A quote inside a quoted field is written twice.");
        return out;
    }

    std::string_view text_;
    std::string_view file_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

std::string read_whole(const std::filesystem::path& path) {
    std::string bytes = read_file(path);
    if (!looks_gzipped(bytes)) return bytes;
    return read_head(path, check_gzip(path) + 1).bytes;
}

} // namespace

std::optional<std::size_t> CsvTable::find_column(std::string_view name) const {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (same_text(header[i], name)) return i;
    return std::nullopt;
}

std::size_t CsvTable::column(std::string_view name) const {
    if (auto found = find_column(name)) return *found;
    auto near = nearest(name, header);
    throw Error::input("There must be a column '{}'{}", name, near ? fmt::format("; did you write '{}'?", *near) : "")
        .at(file, 1)
        .hint("Columns: " + join(header, ", ") + ".");
}

CsvTable parse_csv(std::string_view text, std::string_view name) {
    CsvTable table;
    table.file = name;
    CsvReader reader(text, name);
    CsvRow row;
    if (!reader.next(row)) throw Error::input("The file is empty; expected a line of column names").at(name, 1);
    for (const std::string& column : row.fields) {
        if (table.find_column(trim(column)))
            throw Error::input("There are two columns named '{}'", trim(column)).at(name, row.line);
        table.header.emplace_back(trim(column));
    }
    while (reader.next(row)) {
        if (row.fields.size() != table.header.size())
            throw Error::input("This row has {}, but the header has {}", counted(row.fields.size(), "field"),
                               table.header.size())
                .at(name, row.line);
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::vector<CsvRow> parse_records(std::string_view text, std::string_view name, char separator) {
    std::vector<CsvRow> rows;
    CsvReader reader(text, name, separator);
    for (CsvRow row; reader.next_line(row);)
        rows.push_back(std::move(row));
    return rows;
}

CsvTable read_csv(const std::filesystem::path& path) { return parse_csv(read_whole(path), path.string()); }

} // namespace peelian
