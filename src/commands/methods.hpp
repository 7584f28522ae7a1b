// SPDX-License-Identifier: MIT
// The methods of `statistics` and `spatial` as `peelian method` offers them: rows of a CSV
// file in, rows out, each with its formula and source, so that anybody can check a figure.
// One function a group of methods (methods_*.cpp); method.cpp joins them and knows the
// command line, methods_table.cpp the files.
#pragma once

#include "base/csv.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace peelian {

struct MethodColumn {
    enum class Holds { numbers, texts };
    enum class Asked { always, gaps, optional };
    std::string_view name;
    std::string_view what;
    Asked asked = Asked::always; ///< gaps: the column must be there, its fields may be empty
    Holds holds = Holds::numbers;
};

/// An option of one method, given as `--set name=value`.
struct MethodOption {
    std::string_view name;
    std::string_view what;
    std::string_view otherwise;            ///< its value when it is not given; "" is none
    std::vector<std::string_view> words{}; ///< what it may be; none: a number
};

/// What a cell of the answer holds; a NaN is written as an empty field.
using MethodCell = std::variant<double, std::string>;
using MethodCells = std::vector<MethodCell>;

/// The rows of one group, column by column.
class MethodInput {
public:
    struct Column {
        std::string_view name;
        std::vector<double> numbers;
        std::vector<std::string> texts;
    };
    std::size_t size() const { return lines.size(); }
    /// Columns the method declared. One that the file has not is empty: see `has`.
    std::span<const double> numbers(std::string_view column) const;
    std::span<const std::string> texts(std::string_view column) const;
    bool has(std::string_view column) const;
    /// An option; the word's must be one of those allowed, which the command line has checked.
    double number(std::string_view option) const;
    const std::string& word(std::string_view option) const;

    double level = 0.95;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::vector<Column> columns;
    std::vector<std::size_t> lines; ///< of the file, by row
    std::map<std::string, std::string, std::less<>> options;
    const CsvTable* links = nullptr; ///< the second file, if given
};

struct Method {
    enum class Gives {
        row_for_row,   ///< the file's own columns, then the answer's
        row_for_group, ///< one row for all rows of a group
        rows           ///< as many as there are
    };
    std::string_view name; ///< "proportion": lower case with hyphens
    std::string_view title;
    std::string_view formula;
    std::string_view source;
    std::vector<MethodColumn> takes;
    std::vector<MethodColumn> gives;
    Gives shape = Gives::row_for_row;
    std::function<std::vector<MethodCells>(const MethodInput& rows)> run;
    std::vector<MethodOption> options{};
    std::string_view links{}; ///< what the second file holds, for methods that take one
};

std::vector<Method> interval_methods();
std::vector<Method> comparison_methods();
std::vector<Method> chart_methods();
std::vector<Method> survey_methods();
std::vector<Method> duration_methods();
std::vector<Method> inequality_methods();
std::vector<Method> evaluation_methods();
std::vector<Method> spatial_methods();
/// All of them, in the order of the list.
std::vector<Method> all_methods();

/// The method of that name; Error(usage) with the nearest when there is none.
const Method& find_method(std::span<const Method> methods, const std::string& name);

/// How a method is asked.
struct MethodRequest {
    double level = 0.95;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::vector<std::string> settings; ///< "name=value"
    const CsvTable* links = nullptr;
};
/// The answer as a table whose first row are the names of its columns. A column `group`
/// splits the rows. Throws Error with the file's line.
std::vector<MethodCells> answer(const CsvTable& table, const Method& method, const MethodRequest& request);

/// The table as CSV text, or as a JSON array of objects.
std::string method_csv(std::span<const MethodCells> table);
std::string method_json(std::span<const MethodCells> table);
/// Every method with its columns, options, formula and source.
std::string methods_text(std::span<const Method> methods);
std::string methods_json(std::span<const Method> methods);

} // namespace peelian
