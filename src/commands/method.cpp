// SPDX-License-Identifier: MIT
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "commands/methods.hpp"
#include "commands/methods_rows.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <iterator>
#include <map>

namespace peelian {
namespace {

constexpr std::string_view k_group = "group";

std::vector<Method> all_methods() {
    std::vector<Method> methods = interval_methods();
    std::ranges::move(comparison_methods(), std::back_inserter(methods));
    return methods;
}

/// What is wrong with one row of many.
struct RowFailure {
    Error error;
    std::size_t line;
};

const Method& find_method(const std::vector<Method>& methods, const std::string& name) {
    auto found = std::ranges::find(methods, name, &Method::name);
    if (found != methods.end()) return *found;
    std::vector<std::string> names;
    for (const Method& method : methods)
        names.emplace_back(method.name);
    auto near = nearest(name, names);
    throw Error::usage("There is no method '{}'", name)
        .hint(near ? fmt::format("Did you mean '{}'?", *near) : "'peelian method --list' names them.");
}

CsvTable read_table(const std::string& file) {
    if (file != "-") return read_csv(file);
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    return parse_csv(text, "standard input");
}

/// A field as a number; empty is NaN. Infinity and words are no numbers.
double number_in(const CsvTable& table, const CsvRow& row, std::size_t column) {
    std::string_view text = trim(row.fields[column]);
    if (text.empty()) return k_none;
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        throw Error::input("Column '{}' has '{}', which is not a number", table.header[column], text)
            .at(table.file, row.line)
            .hint("Numbers are written as 1234.5, without thousands separators; a missing one is empty.");
    return value;
}

std::vector<MethodRow> rows_of(const CsvTable& table, const Method& method) {
    std::vector<std::optional<std::size_t>> places;
    for (const MethodColumn& column : method.takes)
        places.push_back(column.optional ? table.find_column(column.name) : table.column(column.name));
    std::vector<MethodRow> rows;
    for (const CsvRow& row : table.rows) {
        MethodRow& out = rows.emplace_back();
        out.line = row.line;
        for (std::size_t c = 0; c < places.size(); ++c) {
            out.values.push_back(places[c] ? number_in(table, row, *places[c]) : k_none);
            bool missing_is_said = method.takes[c].optional || method.takes.size() == 1;
            if (std::isnan(out.values.back()) && !missing_is_said)
                throw Error::input("Column '{}' is empty", method.takes[c].name)
                    .at(table.file, row.line)
                    .hint("Leave the row out, or give the number.");
        }
    }
    return rows;
}

/// Which rows belong together: those of one value of a column `group`, if there is one.
std::vector<std::vector<std::size_t>> groups_of(const CsvTable& table) {
    std::vector<std::vector<std::size_t>> groups;
    std::map<std::string, std::size_t> known;
    auto column = table.find_column(k_group);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        auto [at, fresh] = known.try_emplace(column ? table.rows[i].fields[*column] : "", groups.size());
        if (fresh) groups.emplace_back();
        groups[at->second].push_back(i);
    }
    return groups;
}

/// The answer as a table: the file's own columns first where there is a row for each row,
/// else the group.
std::vector<MethodCells> answer(const CsvTable& table, const Method& method, double level) {
    std::vector<MethodRow> rows = rows_of(table, method);
    auto group = table.find_column(k_group);
    MethodCells header;
    if (method.each_row) header = table.header;
    else if (group) header.emplace_back(k_group);
    for (const MethodColumn& column : method.gives)
        header.emplace_back(column.name);
    std::vector<MethodCells> by_row(rows.size()), out{std::move(header)};
    for (const std::vector<std::size_t>& members : groups_of(table)) {
        std::vector<MethodRow> some;
        for (std::size_t i : members)
            some.push_back(rows[i]);
        std::vector<MethodCells> given;
        try {
            given = method.run(some, level);
        } catch (RowFailure& failure) {
            throw std::move(failure.error).at(table.file, failure.line);
        } catch (Error& error) {
            throw std::move(error).at(table.file, some.front().line);
        }
        for (std::size_t k = 0; k < given.size(); ++k) {
            MethodCells cells;
            if (method.each_row) cells = table.rows[members[k]].fields;
            else if (group) cells.push_back(table.rows[members.front()].fields[*group]);
            std::ranges::move(given[k], std::back_inserter(cells));
            if (method.each_row) by_row[members[k]] = std::move(cells);
            else out.push_back(std::move(cells));
        }
    }
    if (method.each_row) std::ranges::move(by_row, std::back_inserter(out));
    return out;
}

void print_csv(const std::vector<MethodCells>& table) {
    std::string out;
    for (const MethodCells& cells : table) {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (c > 0) out += ',';
            append_csv(out, cells[c]);
        }
        out += '\n';
    }
    fmt::print("{}", out);
}

std::string columns_text(const std::vector<MethodColumn>& columns) {
    std::string out;
    for (const MethodColumn& column : columns)
        out += fmt::format("{}{} ({}{})", out.empty() ? "" : ", ", column.name, column.what,
                           column.optional ? ", optional" : "");
    return out;
}

void print_list() {
    for (const Method& method : all_methods()) {
        fmt::print("{}\n  {}\n", method.name, method.title);
        fmt::print("  takes    {}\n  gives    {}, {}\n", columns_text(method.takes), columns_text(method.gives),
                   method.each_row ? "a row for each row" : "a row for each group");
        fmt::print("  formula  {}\n  source   {}\n\n", method.formula, method.source);
    }
}

} // namespace

std::function<std::vector<MethodCells>(std::span<const MethodRow>, double)>
each_row(std::function<MethodCells(const MethodRow&, double level)> one) {
    return [one = std::move(one)](std::span<const MethodRow> rows, double level) {
        std::vector<MethodCells> out;
        for (const MethodRow& row : rows) {
            try {
                out.push_back(one(row, level));
            } catch (Error& error) {
                throw RowFailure{std::move(error), row.line};
            }
        }
        return out;
    };
}

Run add_method(CLI::App& app) {
    struct Arguments {
        std::string name, file;
        double level = 0.95;
        bool list = false;
    };
    auto arguments = std::make_shared<Arguments>();
    app.add_option("name", arguments->name, "Method, such as proportion or rate-ratio");
    app.add_option("file", arguments->file, "CSV file with the method's columns; - is standard input");
    app.add_option("--level", arguments->level, "Level of intervals")
        ->check(CLI::Range(0.5, 0.9999))
        ->capture_default_str();
    app.add_flag("--list", arguments->list, "Every method with its columns, formula and source");
    app.footer("A column 'group' splits the rows. Results go to standard output as CSV.\n"
               "Exit status: 0 done; 1 the file has problems; 2 wrong use.");
    return [arguments]() -> int {
        if (arguments->list) {
            print_list();
            return exit_done;
        }
        if (arguments->name.empty() || arguments->file.empty())
            throw Error::usage("method needs a name and a file").hint("'peelian method --list' names the methods.");
        std::vector<Method> methods = all_methods();
        const Method& method = find_method(methods, arguments->name);
        print_csv(answer(read_table(arguments->file), method, arguments->level));
        return exit_done;
    };
}

} // namespace peelian
