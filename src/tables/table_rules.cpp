// SPDX-License-Identifier: MIT
#include "tables/table_rules.hpp"

#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace peelian {
namespace {

const std::vector<std::string> k_roles{"label", "value", "change", "percent-change", "share", "total", "ignore"};

ColumnRole role_of(const std::string& name) {
    for (std::size_t i = 0; i < k_roles.size(); ++i)
        if (k_roles[i] == name) return static_cast<ColumnRole>(i + 1);
    return ColumnRole::deduce;
}

std::size_t positive(const TomlTable& table, std::string_view key) {
    std::int64_t value = table.integer_or(key, 0);
    if (value < 0 || value > 1000000) throw table.error(key, fmt::format("'{}' must be 1 or more", key));
    return static_cast<std::size_t>(value);
}

DeclaredColumn read_column(const TomlTable& table) {
    DeclaredColumn column;
    column.name = table.text("name");
    if (table.has("role")) column.role = role_of(table.choice("role", k_roles));
    column.from = table.text_or("from", "");
    column.of = table.text_or("of", "");
    column.parts = table.texts("parts");
    if (table.has("exact")) column.exact = table.boolean_or("exact", true);
    column.file = table.file();
    column.line = table.line();
    bool compares = column.role == ColumnRole::change || column.role == ColumnRole::percent_change ||
                    column.role == ColumnRole::share;
    if ((!column.from.empty() || !column.of.empty()) && !compares)
        throw table.error(column.from.empty() ? "of" : "from",
                          "'from' and 'of' are for a column whose role is change, percent-change or share");
    if (!column.parts.empty() && column.role != ColumnRole::total)
        throw table.error("parts", "'parts' is for a column whose role is total");
    table.done();
    return column;
}

TableDeclaration read_declaration(const TomlTable& table) {
    TableDeclaration d;
    d.file = table.text_or("file", "");
    d.title = table.text_or("title", "");
    d.number = positive(table, "number");
    if (table.has("header_rows")) d.header_rows = static_cast<int>(positive(table, "header_rows"));
    d.total_rows = table.texts("total_rows");
    d.no_total_rows = table.texts("no_total_rows");
    for (const TomlTable& column : table.tables("column"))
        d.columns.push_back(read_column(column));
    table.done();
    return d;
}

std::string required(const TomlTable& table, std::string_view key) {
    std::string text(trim(table.text(key)));
    if (text.empty()) throw table.error(key, fmt::format("'{}' must say something", key));
    return text;
}

KnownFault read_known(const TomlTable& table) {
    KnownFault known;
    known.who = required(table, "who");
    known.why = required(table, "why");
    known.until = table.text_or("until", "");
    if (!known.until.empty() && !is_date(known.until))
        throw table.error("until", fmt::format("'{}' is not a date; write it as \"2025-12-31\"", known.until));
    known.file = table.text_or("file", "");
    known.title = table.text_or("title", "");
    known.rule = table.text_or("rule", "");
    known.row = table.text_or("row", "");
    known.column = table.text_or("column", "");
    known.table = positive(table, "table");
    known.source = table.file();
    known.line = table.line();
    if (known.rule.empty() && known.row.empty() && known.column.empty())
        throw table.error("who", "[[known]] must say what is known: 'rule', 'row' or 'column'");
    table.done();
    return known;
}

double read_limit(const CsvTable& table, const CsvRow& row, std::string_view column) {
    const std::string& field = row.fields[table.column(column)];
    std::string_view text = trim(field);
    double value = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        throw Error::input("'{}' in column '{}' is not a number", field, column)
            .at(table.file, row.line)
            .hint("Write it without thousands separators, as 9500 or 2.5.");
    return value;
}

} // namespace

bool fits_pattern(std::string_view text, std::string_view pattern) {
    return pattern.empty() || matches_glob(lower(text), lower(pattern));
}

bool TableDeclaration::fits(const PrintedTable& table) const {
    return fits_pattern(table.file, file) && fits_pattern(table.title, title) &&
           (number == 0 || number == table.number);
}

void read_table_rules(const std::filesystem::path& file, TableRules& rules) {
    TomlTable root = read_toml(file);
    rules.lag_months = static_cast<int>(root.integer_or("lag_months", rules.lag_months));
    if (rules.lag_months < 0 || rules.lag_months > 120)
        throw root.error("lag_months", "'lag_months' must be from 0 to 120");
    for (const TomlTable& table : root.tables("table"))
        rules.tables.push_back(read_declaration(table));
    for (const TomlTable& table : root.tables("known"))
        rules.known.push_back(read_known(table));
    root.done();
}

void read_plausible_ranges(const std::filesystem::path& file, TableRules& rules) {
    CsvTable table = read_csv(file);
    auto column = table.find_column("column");
    std::size_t row_at = table.column("row"), source_at = table.column("source");
    for (std::string_view limit : {"low", "high"})
        table.column(limit);
    for (const CsvRow& row : table.rows) {
        PlausibleRange range;
        range.row = trim(row.fields[row_at]);
        range.column = column ? std::string(trim(row.fields[*column])) : "";
        range.low = read_limit(table, row, "low");
        range.high = read_limit(table, row, "high");
        range.source = trim(row.fields[source_at]);
        if (range.row.empty() || range.source.empty())
            throw Error::input("'{}' must not be empty", range.row.empty() ? "row" : "source").at(table.file, row.line);
        if (range.low > range.high)
            throw Error::input("'low' is {} and 'high' is {}", range.low, range.high).at(table.file, row.line);
        rules.plausible.push_back(std::move(range));
    }
}

} // namespace peelian
