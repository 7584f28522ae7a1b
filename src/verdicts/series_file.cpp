// SPDX-License-Identifier: MIT
#include "verdicts/series_file.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <exception>
#include <unordered_map>

namespace peelian {
namespace {

using Row = SeriesFile::Row;

/// Text a thread scans at a time.
constexpr std::size_t k_piece = std::size_t{4} << 20;
/// A series longer than this is a slip in a year, not a history.
constexpr int k_longest_months = 12 * 300;
constexpr std::size_t k_columns = 5;
constexpr std::array<std::string_view, k_columns> k_names{"series", "period", "value", "denominator", "better"};
constexpr std::size_t k_needed = 3;

/// Splits one line after another into fields.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool done() const { return at_ >= text_.size(); }
    std::size_t lines() const { return lines_; }
    std::size_t position() const { return at_; }

    /// Fields of the next line; quoted ones are unquoted into `held`, which they may point to.
    void next(std::vector<std::string_view>& fields, std::vector<std::string>& held) {
        fields.clear();
        held.clear();
        if (held.capacity() < k_most_held) held.reserve(k_most_held);
        while (true) {
            fields.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted(held) : plain());
            if (at_ < text_.size() && text_[at_] == ',') {
                ++at_;
                continue;
            }
            break;
        }
        if (at_ < text_.size()) ++at_; // the line's end
        ++lines_;
    }

private:
    static constexpr std::size_t k_most_held = 64;

    std::string_view plain() {
        std::size_t start = at_;
        while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
            if (text_[at_] == '"') throw Error::input("A quote stands inside a field that does not begin with one");
            ++at_;
        }
        std::size_t end = at_;
        bool ends_line = at_ == text_.size() || text_[at_] == '\n';
        if (ends_line && end > start && text_[end - 1] == '\r') --end;
        return text_.substr(start, end - start);
    }

    std::string_view quoted(std::vector<std::string>& held) {
        if (held.size() == k_most_held) throw Error::input("More than {} quoted fields in a row", k_most_held);
        std::string& out = held.emplace_back();
        std::size_t breaks = 0;
        for (++at_;; ++at_) {
            if (at_ >= text_.size()) throw Error::input("A quoted field is never closed");
            if (text_[at_] == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
                ++at_;
            }
            if (text_[at_] == '\n') ++breaks;
            out += text_[at_];
        }
        ++at_;
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n')
            throw Error::input("Text stands after a closing quote");
        lines_ += breaks;
        return out;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t lines_ = 0;
};

/// Where each known column stands; no place: not there.
struct Columns {
    static constexpr std::size_t k_none = static_cast<std::size_t>(-1);
    std::array<std::size_t, k_columns> place;
    std::size_t count = 0;
    std::string_view field(const std::vector<std::string_view>& fields, std::size_t column) const {
        return place[column] == k_none ? std::string_view{} : trim(fields[place[column]]);
    }
};

Columns read_header(const std::vector<std::string_view>& fields) {
    Columns columns;
    columns.place.fill(Columns::k_none);
    columns.count = fields.size();
    std::vector<std::string> known(k_names.begin(), k_names.end());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        std::string name = lower(trim(fields[i]));
        auto found = std::ranges::find(known, name);
        if (found != known.end()) {
            std::size_t& place = columns.place[static_cast<std::size_t>(found - known.begin())];
            if (place != Columns::k_none) throw Error::input("Column '{}' is there twice", name);
            place = i;
        } else if (auto near = nearest(name, known)) {
            throw Error::input("Unknown column '{}'; did you mean '{}'?", name, *near);
        }
    }
    for (std::size_t c = 0; c < k_needed; ++c)
        if (columns.place[c] == Columns::k_none)
            throw Error::input("There is no column '{}'", k_names[c])
                .hint("Needed are series, period and value; denominator and better may be there too.");
    return columns;
}

void read_period(std::string_view text, Row& row) {
    row.quarter = text.size() == 7 && (text[5] == 'Q' || text[5] == 'q');
    if (row.quarter) {
        int year = 0;
        auto [end, bad] = std::from_chars(text.data(), text.data() + 4, year);
        bool good = bad == std::errc() && end == text.data() + 4 && text[4] == '-' && year >= 1;
        if (good && text[6] >= '1' && text[6] <= '4') {
            row.month = Month::of(year, 3 * (text[6] - '0')).index();
            return;
        }
    } else if (auto month = text.size() == 7 ? Month::parse(text) : std::nullopt) {
        row.month = month->index();
        return;
    }
    throw Error::input("Period '{}' is neither a month (2024-03) nor a quarter (2024-Q1)", text);
}

double read_number(std::string_view text, std::string_view column) {
    if (text.empty() || same_text(text, "na") || same_text(text, "nan")) return k_missing;
    double value = 0;
    std::string_view digits = text.front() == '+' ? text.substr(1) : text;
    auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (bad != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
        throw Error::input("{} '{}' is not a finite number", column, text)
            .hint("Write numbers as 1234.5, without separators; leave the field empty where nothing is known.");
    return value;
}

Better read_better(std::string_view text) {
    if (text.empty() || same_text(text, "neither")) return Better::neither;
    if (same_text(text, "up")) return Better::up;
    if (same_text(text, "down")) return Better::down;
    if (same_text(text, "contested")) return Better::contested;
    throw Error::input("better '{}' is none of up, down, neither, contested", text);
}

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// Names numbered in the order in which they come.
class Names {
public:
    std::uint32_t number(std::string_view name) {
        if (!list_.empty() && list_[last_] == name) return last_;
        auto found = numbers_.find(name);
        if (found == numbers_.end()) {
            found = numbers_.emplace(name, static_cast<std::uint32_t>(list_.size())).first;
            list_.emplace_back(name);
        }
        return last_ = found->second;
    }
    std::vector<std::string>& list() { return list_; }

private:
    std::vector<std::string> list_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
    std::uint32_t last_ = 0;
};

/// What one thread found in its piece of the file.
struct Piece {
    std::string_view text;
    Names names;
    std::vector<Row> rows;
    std::size_t lines = 0;
    std::exception_ptr failure;
    std::size_t failure_line = 0;
};

void scan(Piece& piece, const Columns& columns) {
    Scanner scanner(piece.text);
    std::vector<std::string_view> fields;
    std::vector<std::string> held;
    piece.rows.reserve(piece.text.size() / 24);
    std::size_t line = 0;
    try {
        while (!scanner.done()) {
            line = scanner.lines();
            scanner.next(fields, held);
            if (fields.size() == 1 && fields[0].empty()) continue;
            if (fields.size() != columns.count)
                throw Error::input("The row has {}, the header {}", counted(fields.size(), "field"), columns.count);
            Row row;
            row.line = static_cast<std::uint32_t>(line);
            std::string_view name = columns.field(fields, 0);
            if (name.empty()) throw Error::input("The row names no series");
            read_period(columns.field(fields, 1), row);
            row.value = read_number(columns.field(fields, 2), k_names[2]);
            row.denominator = read_number(columns.field(fields, 3), k_names[3]);
            if (row.denominator < 0) throw Error::input("denominator {} is below zero", row.denominator);
            row.better = read_better(columns.field(fields, 4));
            row.series = piece.names.number(name);
            piece.rows.push_back(row);
        }
    } catch (const Error&) {
        piece.failure = std::current_exception();
        piece.failure_line = line;
    }
    piece.lines = scanner.lines();
}

/// The text in pieces that end with a line. An odd number of quotes before a place means
/// that it lies inside a quoted field, where line ends do not count.
std::vector<Piece> cut(std::string_view text, unsigned threads) {
    std::size_t n = text.size() / k_piece + 1;
    std::vector<std::size_t> quotes(n);
    parallel_for(n, threads, [&](std::size_t i) {
        std::string_view part = text.substr(i * k_piece, k_piece);
        quotes[i] = static_cast<std::size_t>(std::count(part.begin(), part.end(), '"'));
    });
    std::vector<Piece> pieces;
    std::size_t start = 0;
    bool inside = false;
    for (std::size_t i = 1; i <= n; ++i) {
        inside ^= (quotes[i - 1] & 1) != 0;
        std::size_t end = std::min(i * k_piece, text.size());
        if (end < start) continue;
        bool in = inside;
        while (end < text.size() && (in || text[end] != '\n'))
            in ^= text[end++] == '"';
        end = std::min(end + 1, text.size());
        if (end <= start) continue;
        pieces.emplace_back().text = text.substr(start, end - start);
        start = end;
    }
    return pieces;
}

/// Throws what was found wrong first, with its line.
void raise_first(std::vector<Piece>& pieces, const std::string& file, std::size_t line) {
    for (Piece& piece : pieces) {
        if (piece.failure) {
            try {
                std::rethrow_exception(piece.failure);
            } catch (Error& error) {
                throw std::move(error).at(file, line + piece.failure_line);
            }
        }
        line += piece.lines;
    }
}

} // namespace

std::string period_code(Month last, int step) {
    return step == 3 ? fmt::format("{:04}-Q{}", last.year(), (last.month() + 2) / 3) : last.to_string();
}

SeriesFile::SeriesFile(std::string_view text, std::string_view name, unsigned threads) : file_(name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.empty()) throw Error::input("The file is empty; expected a header and one row a period").at(file_);
    Columns columns;
    Scanner header(text);
    try {
        std::vector<std::string_view> fields;
        std::vector<std::string> held;
        header.next(fields, held);
        columns = read_header(fields);
    } catch (Error& error) {
        throw std::move(error).at(file_, 1);
    }
    const std::size_t first_line = 1 + header.lines();
    std::vector<Piece> pieces = cut(text.substr(header.position()), threads);
    parallel_for(pieces.size(), threads, [&](std::size_t i) { scan(pieces[i], columns); });
    raise_first(pieces, file_, first_line);

    // Numbers of each piece to those of the file, and how many rows each series has.
    Names names;
    std::vector<std::vector<std::uint32_t>> to_file(pieces.size());
    std::vector<std::uint32_t> next;
    std::size_t total = 0;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        for (const std::string& text_of : pieces[p].names.list())
            to_file[p].push_back(names.number(text_of));
        next.resize(names.list().size() + 1);
        for (Row& row : pieces[p].rows)
            ++next[(row.series = to_file[p][row.series]) + 1];
        total += pieces[p].rows.size();
    }
    next.resize(names.list().size() + 1);
    for (std::size_t i = 1; i < next.size(); ++i)
        next[i] += next[i - 1];
    first_ = next;
    rows_.resize(total);
    std::size_t line = first_line;
    for (Piece& piece : pieces) {
        for (const Row& row : piece.rows) {
            Row& placed = rows_[next[row.series]++];
            placed = row;
            placed.line += static_cast<std::uint32_t>(line);
        }
        line += piece.lines;
        piece.rows = {};
    }
    names_ = std::move(names.list());
}

void SeriesFile::read(std::size_t i, One& out) const {
    std::span<const Row> rows(rows_.data() + first_[i], first_[i + 1] - first_[i]);
    const Row& head = rows.front();
    out.name = names_[i];
    out.better = head.better;
    out.step = head.quarter ? 3 : 1;
    std::int32_t from = head.month;
    std::int32_t to = head.month;
    bool divided = false;
    for (const Row& row : rows) {
        if (row.quarter != head.quarter)
            throw Error::input("Series '{}' mixes months and quarters (its first row, line {}, is a {})", out.name,
                               head.line, head.quarter ? "quarter" : "month")
                .at(file_, row.line);
        if (row.better != head.better)
            throw Error::input("Series '{}' says better '{}' here and '{}' on line {}", out.name, to_text(row.better),
                               to_text(head.better), head.line)
                .at(file_, row.line);
        from = std::min(from, row.month);
        to = std::max(to, row.month);
        divided = divided || !std::isnan(row.denominator);
        if (to - from > k_longest_months)
            throw Error::input("Series '{}' would span {} years, from {} to {}", out.name, (to - from) / 12,
                               Month::from_index(from).to_string(), Month::from_index(to).to_string())
                .at(file_, row.line);
    }
    out.first = Month::from_index(from);
    std::size_t length = static_cast<std::size_t>((to - from) / out.step) + 1;
    out.value.assign(length, k_missing);
    out.denominator.assign(divided ? length : 0, k_missing);
    thread_local std::vector<std::uint32_t> seen;
    seen.assign(length, 0);
    for (const Row& row : rows) {
        auto at = static_cast<std::size_t>((row.month - from) / out.step);
        if (seen[at] != 0)
            throw Error::input("Series '{}' has {} twice (first on line {})", out.name,
                               period_code(Month::from_index(row.month), out.step), seen[at])
                .at(file_, row.line);
        seen[at] = row.line;
        out.value[at] = row.value;
        if (divided) out.denominator[at] = row.denominator;
    }
}

} // namespace peelian
