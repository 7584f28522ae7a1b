// SPDX-License-Identifier: MIT
// From a file's rows to a method's columns, and from its answer to text.
#include "base/text.hpp"
#include "commands/methods_rows.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>

namespace peelian {
namespace {

constexpr std::string_view k_group = "group";

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

/// A field as a number; empty is NaN. Infinity and words are no numbers.
double number_in(const CsvTable& table, const CsvRow& row, std::size_t column) {
    std::string_view text = trim(row.fields[column]);
    if (text.empty()) return k_none;
    auto value = number_of(text);
    if (!value)
        throw Error::input("Column '{}' has '{}', which is not a number", table.header[column], text)
            .at(table.file, row.line)
            .hint("Numbers are written as 1234.5, without thousands separators; a missing one is empty.");
    return *value;
}

MethodInput::Column column_of(const CsvTable& table, const MethodColumn& column) {
    MethodInput::Column out{column.name, {}, {}};
    auto place = column.asked == Asked::optional ? table.find_column(column.name) : table.column(column.name);
    if (!place) return out;
    for (const CsvRow& row : table.rows) {
        bool empty = trim(row.fields[*place]).empty();
        if (empty && column.asked == Asked::always)
            throw Error::input("Column '{}' is empty", column.name)
                .at(table.file, row.line)
                .hint(fmt::format("Leave the row out, or give the {}.",
                                  column.holds == Holds::texts ? "text" : "number"));
        if (column.holds == Holds::texts) out.texts.emplace_back(trim(row.fields[*place]));
        else out.numbers.push_back(number_in(table, row, *place));
    }
    return out;
}

void take_setting(MethodInput& input, const Method& method, const std::string& setting) {
    std::size_t equals = setting.find('=');
    if (equals == std::string::npos)
        throw Error::usage("'{}' is no setting", setting).hint("A setting is written as --set name=value.");
    std::string name = setting.substr(0, equals), value = setting.substr(equals + 1);
    auto option = std::ranges::find(method.options, name, &MethodOption::name);
    if (option == method.options.end()) {
        std::string names;
        for (const MethodOption& o : method.options)
            names += fmt::format("{}{}", names.empty() ? "" : ", ", o.name);
        throw Error::usage("Method '{}' has no setting '{}'", method.name, name)
            .hint(names.empty() ? "It has none." : "It has: " + names + ".");
    }
    if (option->words.empty() && !number_of(value))
        throw Error::usage("Setting '{}' is '{}', which is not a number", name, value);
    if (!option->words.empty() && std::ranges::find(option->words, value) == option->words.end())
        throw Error::usage("Setting '{}' cannot be '{}'", name, value)
            .hint(fmt::format("It must be one of: {}.",
                              join(std::vector<std::string>(option->words.begin(), option->words.end()), ", ")));
    input.options.insert_or_assign(name, value);
}

MethodInput input_of(const CsvTable& table, const Method& method, const MethodRequest& request) {
    MethodInput input;
    input.level = request.level;
    input.seed = request.seed;
    input.threads = request.threads;
    input.links = request.links;
    for (const MethodOption& option : method.options)
        input.options[std::string(option.name)] = option.otherwise;
    for (const std::string& setting : request.settings)
        take_setting(input, method, setting);
    for (const MethodColumn& column : method.takes)
        input.columns.push_back(column_of(table, column));
    for (const CsvRow& row : table.rows)
        input.lines.push_back(row.line);
    return input;
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

template <typename T> std::vector<T> picked(const std::vector<T>& values, std::span<const std::size_t> rows) {
    std::vector<T> out;
    if (values.empty()) return out;
    out.reserve(rows.size());
    for (std::size_t i : rows)
        out.push_back(values[i]);
    return out;
}

MethodInput part_of(const MethodInput& all, std::span<const std::size_t> rows) {
    MethodInput part;
    part.level = all.level;
    part.seed = all.seed;
    part.threads = all.threads;
    part.links = all.links;
    part.options = all.options;
    for (const MethodInput::Column& column : all.columns)
        part.columns.push_back({column.name, picked(column.numbers, rows), picked(column.texts, rows)});
    part.lines = picked(all.lines, rows);
    return part;
}

std::vector<MethodCells> run_part(const CsvTable& table, const Method& method, const MethodInput& part) {
    try {
        return method.run(part);
    } catch (RowFailure& failure) {
        throw std::move(failure.error).at(failure.file.empty() ? table.file : failure.file, failure.line);
    } catch (Error& error) {
        if (part.lines.empty() || error.kind() == ErrorKind::usage) throw;
        throw std::move(error).at(table.file, part.lines.front());
    }
}

} // namespace

std::span<const double> MethodInput::numbers(std::string_view column) const {
    return std::ranges::find(columns, column, &Column::name)->numbers;
}

std::span<const std::string> MethodInput::texts(std::string_view column) const {
    return std::ranges::find(columns, column, &Column::name)->texts;
}

bool MethodInput::has(std::string_view column) const {
    auto found = std::ranges::find(columns, column, &Column::name);
    return !found->numbers.empty() || !found->texts.empty();
}

double MethodInput::number(std::string_view option) const {
    return number_of(options.find(option)->second).value_or(k_none);
}

const std::string& MethodInput::word(std::string_view option) const { return options.find(option)->second; }

std::vector<MethodCells> answer(const CsvTable& table, const Method& method, const MethodRequest& request) {
    if (method.links.empty() && request.links != nullptr)
        throw Error::usage("Method '{}' takes no second file", method.name);
    MethodInput input = input_of(table, method, request);
    bool own_columns = method.shape == Method::Gives::row_for_row;
    auto group = table.find_column(k_group);
    MethodCells header;
    if (own_columns) header.assign(table.header.begin(), table.header.end());
    else if (group) header.emplace_back(std::string(k_group));
    for (const MethodColumn& column : method.gives)
        header.emplace_back(std::string(column.name));
    std::vector<MethodCells> by_row(own_columns ? table.rows.size() : 0), out{std::move(header)};
    std::vector<std::vector<std::size_t>> groups = groups_of(table);
    if (groups.empty()) groups.emplace_back(); // a file without rows still has an answer
    for (const std::vector<std::size_t>& members : groups) {
        std::vector<MethodCells> given = run_part(table, method, part_of(input, members));
        for (std::size_t k = 0; k < given.size(); ++k) {
            MethodCells cells;
            if (own_columns)
                for (const std::string& field : table.rows[members[k]].fields)
                    cells.emplace_back(field);
            else if (group && !members.empty()) cells.emplace_back(table.rows[members.front()].fields[*group]);
            std::ranges::move(given[k], std::back_inserter(cells));
            if (own_columns) by_row[members[k]] = std::move(cells);
            else out.push_back(std::move(cells));
        }
    }
    std::ranges::move(by_row, std::back_inserter(out));
    return out;
}

std::function<std::vector<MethodCells>(const MethodInput&)> each_row(std::function<MethodCells(const MethodRow&)> one) {
    return [one = std::move(one)](const MethodInput& input) {
        std::vector<MethodCells> out;
        out.reserve(input.size());
        for (std::size_t i = 0; i < input.size(); ++i) {
            try {
                out.push_back(one(MethodRow(input, i)));
            } catch (Error& error) {
                throw RowFailure{std::move(error), input.lines[i], {}};
            }
        }
        return out;
    };
}

Numbered numbered(std::span<const std::string> texts) {
    Numbered out;
    std::map<std::string_view, std::size_t> known;
    for (const std::string& text : texts) {
        auto [at, fresh] = known.try_emplace(text, out.names.size());
        if (fresh) out.names.push_back(text);
        out.number.push_back(at->second);
    }
    return out;
}

std::vector<std::size_t> whole_numbers(const MethodInput& input, std::string_view column) {
    std::vector<std::size_t> out;
    std::span<const double> values = input.numbers(column);
    for (std::size_t i = 0; i < values.size(); ++i) {
        constexpr double k_largest = 1e9;
        if (!(values[i] >= 0 && values[i] <= k_largest && values[i] == std::floor(values[i])))
            throw RowFailure{
                Error::input("Column '{}' has {}, but must be a whole number from 0 on", column, values[i]),
                input.lines[i]};
        out.push_back(static_cast<std::size_t>(values[i]));
    }
    return out;
}

std::string method_csv(std::span<const MethodCells> table) {
    std::string out;
    for (const MethodCells& cells : table) {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (c > 0) out += ',';
            if (const auto* number = std::get_if<double>(&cells[c])) out += plain_number(*number);
            else append_csv(out, std::get<std::string>(cells[c]));
        }
        out += '\n';
    }
    return out;
}

std::string method_json(std::span<const MethodCells> table) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const MethodCells& cells : table.subspan(1)) {
        nlohmann::ordered_json row = nlohmann::ordered_json::object();
        for (std::size_t c = 0; c < cells.size(); ++c) {
            auto& value = row[std::get<std::string>(table[0][c])];
            if (const auto* number = std::get_if<double>(&cells[c])) {
                if (std::isfinite(*number)) value = *number;
            } else {
                value = std::get<std::string>(cells[c]);
            }
        }
        rows.push_back(std::move(row));
    }
    return rows.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace peelian
