// SPDX-License-Identifier: MIT
// Tables from files beside a report: figures that no dataset has yet (money, letters, decisions).
// What follows from other columns is worked out here and never typed.
#include "base/error.hpp"
#include "base/text.hpp"
#include "reports/maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

namespace peelian {
namespace {

/// Columns of the file whose cells are used as numbers.
std::set<std::size_t> number_columns(const FileTable& block) {
    std::set<std::size_t> columns;
    for (const FileColumn& column : block.columns)
        if (!column.words) columns.insert(column.of.begin(), column.of.end());
    return columns;
}

/// The file's numbers, row by column; an empty cell is not available.
class Numbers {
public:
    explicit Numbers(const FileTable& block) : decimals_(block.header.size(), 0) {
        std::set<std::size_t> used = number_columns(block);
        for (std::size_t r = 0; r < block.rows.size(); ++r) {
            values_.emplace_back(block.header.size(), k_missing);
            for (std::size_t c : used)
                if (!trim(block.rows[r][c]).empty()) read(block, r, c);
        }
    }

    double at(std::size_t row, std::size_t column) const { return values_[row][column]; }
    /// Most decimals any cell of the column has.
    int decimals(std::size_t column) const { return decimals_[column]; }
    /// Of these rows, in units of the last decimal, so that sums come out as people add them up.
    double sum(std::size_t column, std::span<const std::size_t> rows) const {
        double factor = std::pow(10.0, decimals_[column]), total = 0;
        for (std::size_t r : rows)
            total += std::round(values_[r][column] * factor);
        return total / factor;
    }

private:
    void read(const FileTable& block, std::size_t row, std::size_t column) {
        auto written = parse_written(block.rows[row][column]);
        if (!written)
            throw Error::input("'{}' in column '{}' is not a number", block.rows[row][column], block.header[column])
                .at(block.file, block.lines[row])
                .hint("Leave the cell empty when the figure is not known; a column of text has 'words = true'.");
        values_[row][column] = written->value;
        decimals_[column] = std::max(decimals_[column], written->decimals);
    }

    std::vector<std::vector<double>> values_;
    std::vector<int> decimals_;
};

ReportCell::Kind kind_of(const FileColumn& column) {
    switch (column.rule) {
    case FileColumn::Rule::percent:
    case FileColumn::Rule::share:
    case FileColumn::Rule::change_percent: return ReportCell::Kind::percent;
    default: return column.money ? ReportCell::Kind::money : ReportCell::Kind::number;
    }
}

/// `value(c)` is the figure of a column of the file: a row's, or the sum of all.
template <typename Value>
ReportCell worked_out(const FileColumn& column, const Numbers& numbers, std::span<const std::size_t> parts,
                      const Value& value) {
    const std::vector<std::size_t>& of = column.of;
    int own = 0;
    for (std::size_t c : of)
        own = std::max(own, numbers.decimals(c));
    ReportCell::Kind kind = kind_of(column);
    int decimals = column.decimals.value_or(kind == ReportCell::Kind::percent ? 1 : own);
    double result = 0;
    switch (column.rule) {
    case FileColumn::Rule::given: result = value(of[0]); break;
    case FileColumn::Rule::sum:
        for (std::size_t c : of)
            result += value(c);
        break;
    case FileColumn::Rule::difference: result = value(of[0]) - value(of[1]); break;
    case FileColumn::Rule::percent: {
        double base = value(of[1]) - (of.size() > 2 ? value(of[2]) : 0);
        if (base == 0) return text_cell("[z]");
        result = 100 * value(of[0]) / base;
        break;
    }
    case FileColumn::Rule::share: {
        double all = numbers.sum(of[0], parts);
        if (all == 0) return text_cell("[z]");
        result = 100 * value(of[0]) / all;
        break;
    }
    case FileColumn::Rule::change_percent: return change_percent_cell(value(of[0]), value(of[1]), decimals);
    }
    return number_cell(result, decimals, kind, column.sign);
}

/// Rows of the file that are parts and not sums, of these groups or of all.
std::vector<std::size_t> parts_of(const FileTable& block, const std::vector<std::string>& groups) {
    std::vector<std::size_t> parts;
    for (std::size_t r = 0; r < block.rows.size(); ++r) {
        bool sum = std::ranges::any_of(block.sums, [&](const FileSum& s) { return s.row == r; });
        bool asked = groups.empty() || std::ranges::find(groups, block.rows[r][*block.grouped]) != groups.end();
        if (!sum && asked) parts.push_back(r);
    }
    return parts;
}

/// What parts, each rounded, may be off by together, and their sum besides.
bool within_rounding(double difference, std::size_t parts, int decimals) {
    double unit = std::pow(10.0, -decimals);
    return std::abs(difference) <= unit * (static_cast<double>(parts) + 1) / 2 + 1e-9;
}

class Sums {
public:
    Sums(const FileTable& block, const Numbers& numbers, ReportTable& table)
        : block_(block),
          numbers_(numbers),
          table_(table),
          all_(parts_of(block, {})) {}

    /// The sums whose last part is this row, or that stand in it.
    void add_after(std::size_t row) {
        for (const FileSum& sum : block_.sums)
            if (std::vector<std::size_t> parts = parts_of(block_, sum.groups); !parts.empty() && parts.back() == row)
                add(sum, parts);
    }
    const std::vector<std::size_t>& all() const { return all_; }

private:
    void add(const FileSum& sum, const std::vector<std::size_t>& parts) {
        ReportRow row;
        row.label = sum.label;
        row.total = true;
        if (!sum.groups.empty()) row.group = block_.rows[parts.back()][*block_.grouped];
        auto value = [&](std::size_t c) { return known(sum, parts, c); };
        for (const FileColumn& column : block_.columns)
            row.cells.push_back(column.words ? text_cell("[z]") : worked_out(column, numbers_, all_, value));
        table_.rows.push_back(std::move(row));
    }

    /// The sum as the file has it, if it has it; then its parts may differ by rounding and no more.
    double known(const FileSum& sum, const std::vector<std::size_t>& parts, std::size_t column) {
        double added = numbers_.sum(column, parts);
        if (!sum.row || std::isnan(numbers_.at(*sum.row, column))) return added;
        double given = numbers_.at(*sum.row, column);
        int decimals = numbers_.decimals(column);
        if (!within_rounding(given - added, parts.size(), decimals))
            throw Error::input("'{}' in column '{}' is {}, but its parts add up to {}", sum.label,
                               block_.header[column], number(given, decimals), number(added, decimals))
                .at(block_.file, block_.lines[*sum.row])
                .hint("Rounding does not explain the difference: mend the sum or the part that is wrong.");
        if (number(given, decimals) != number(added, decimals))
            note(fmt::format("{}, {}: the parts as shown add up to {}. That is rounding.", sum.label,
                             block_.header[column], number(added, decimals)));
        return given;
    }

    /// Once, though several columns follow from the same sum.
    void note(std::string text) {
        if (std::ranges::find(table_.notes, text) == table_.notes.end()) table_.notes.push_back(std::move(text));
    }

    const FileTable& block_;
    const Numbers& numbers_;
    ReportTable& table_;
    std::vector<std::size_t> all_;
};

} // namespace

ReportTable make_file_table(Maker& maker, const FileTable& block) {
    ReportTable table = maker.start(block.title, block.first);
    table.group = block.group;
    Numbers numbers(block);
    for (const FileColumn& column : block.columns)
        table.headings.push_back(column.title);
    Sums sums(block, numbers, table);
    for (std::size_t r : sums.all()) {
        ReportRow row;
        row.label = block.rows[r][block.label];
        if (block.grouped) row.group = block.rows[r][*block.grouped];
        auto value = [&](std::size_t c) { return numbers.at(r, c); };
        for (const FileColumn& column : block.columns) {
            const std::string& written = block.rows[r][column.of[0]];
            row.cells.push_back(!column.words ? worked_out(column, numbers, sums.all(), value)
                                              : text_cell(trim(written).empty() ? "[x]" : written));
        }
        table.rows.push_back(std::move(row));
        sums.add_after(r);
    }
    for (const std::string& note : block.notes)
        table.notes.push_back(maker.fill(note));
    return table;
}

} // namespace peelian
