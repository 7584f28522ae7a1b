// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "commands/methods_rows.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <optional>

namespace peelian {
namespace {

CsvTable read_table(const std::string& file) {
    if (file != "-") return read_csv(file);
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    return parse_csv(text, "standard input");
}

std::string_view shape_text(Method::Gives shape) {
    switch (shape) {
    case Method::Gives::row_for_row: return "a row for each row";
    case Method::Gives::row_for_group: return "a row for each group";
    case Method::Gives::rows: break;
    }
    return "rows of its own for each group";
}

std::string_view asked_text(Asked asked) {
    switch (asked) {
    case Asked::always: return "";
    case Asked::gaps: return ", may be empty";
    case Asked::optional: break;
    }
    return ", optional";
}

std::string columns_text(const std::vector<MethodColumn>& columns) {
    std::string out;
    for (const MethodColumn& column : columns)
        out += fmt::format("{}{} ({}{})", out.empty() ? "" : ", ", column.name, column.what, asked_text(column.asked));
    return out;
}

std::string option_text(const MethodOption& option) {
    std::string out = fmt::format("{} ({}", option.name, option.what);
    if (!option.words.empty())
        out += fmt::format(": {}", join(std::vector<std::string>(option.words.begin(), option.words.end()), ", "));
    if (!option.otherwise.empty()) out += fmt::format("; {} if not set", option.otherwise);
    return out + ")";
}

nlohmann::ordered_json columns_json(const std::vector<MethodColumn>& columns) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const MethodColumn& c : columns)
        out.push_back({{"name", c.name},
                       {"what", c.what},
                       {"holds", c.holds == Holds::texts ? "text" : "number"},
                       {"optional", c.asked == Asked::optional},
                       {"may_be_empty", c.asked != Asked::always}});
    return out;
}

struct Arguments {
    std::string name, file, links;
    MethodRequest request;
    bool list = false, json = false;
};

int run_method(Arguments& a, unsigned threads) {
    std::vector<Method> methods = all_methods();
    if (a.list) {
        fmt::print("{}", a.json ? methods_json(methods) : methods_text(methods));
        return exit_done;
    }
    if (a.name.empty())
        throw Error::usage("method needs a name and a file").hint("'peelian method --list' names the methods.");
    const Method& method = find_method(methods, a.name);
    if (a.file.empty())
        throw Error::usage("method {} needs a file", a.name)
            .hint(fmt::format("Its columns: {}.", columns_text(method.takes)));
    CsvTable table = read_table(a.file);
    std::optional<CsvTable> links;
    if (!a.links.empty()) links = read_csv(a.links);
    a.request.links = links ? &*links : nullptr;
    a.request.threads = threads;
    std::vector<MethodCells> rows = answer(table, method, a.request);
    fmt::print("{}", a.json ? method_json(rows) : method_csv(rows));
    return exit_done;
}

} // namespace

std::vector<Method> all_methods() {
    std::vector<Method> methods = interval_methods();
    for (auto more : {comparison_methods, chart_methods, survey_methods, duration_methods, inequality_methods,
                      evaluation_methods, spatial_methods})
        std::ranges::move(more(), std::back_inserter(methods));
    return methods;
}

const Method& find_method(std::span<const Method> methods, const std::string& name) {
    auto found = std::ranges::find(methods, name, &Method::name);
    if (found != methods.end()) return *found;
    std::vector<std::string> names;
    for (const Method& method : methods)
        names.emplace_back(method.name);
    auto near = nearest(name, names);
    throw Error::usage("There is no method '{}'", name)
        .hint(near ? fmt::format("Did you mean '{}'?", *near) : "'peelian method --list' names them.");
}

std::string methods_text(std::span<const Method> methods) {
    std::string out;
    for (const Method& method : methods) {
        out += fmt::format("{}\n  {}\n", method.name, method.title);
        out += fmt::format("  takes    {}\n", columns_text(method.takes));
        if (!method.links.empty()) out += fmt::format("  links    {}\n", method.links);
        for (const MethodOption& option : method.options)
            out += fmt::format("  setting  {}\n", option_text(option));
        out += fmt::format("  gives    {}; {}\n", columns_text(method.gives), shape_text(method.shape));
        out += fmt::format("  formula  {}\n  source   {}\n\n", method.formula, method.source);
    }
    return out;
}

std::string methods_json(std::span<const Method> methods) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const Method& m : methods) {
        nlohmann::ordered_json settings = nlohmann::ordered_json::array();
        for (const MethodOption& o : m.options)
            settings.push_back({{"name", o.name}, {"what", o.what}, {"otherwise", o.otherwise}, {"words", o.words}});
        out.push_back({{"name", m.name},
                       {"title", m.title},
                       {"takes", columns_json(m.takes)},
                       {"links", m.links},
                       {"settings", std::move(settings)},
                       {"gives", columns_json(m.gives)},
                       {"rows", shape_text(m.shape)},
                       {"formula", m.formula},
                       {"source", m.source}});
    }
    return out.dump(2) + "\n";
}

Run add_method(CLI::App& app) {
    auto arguments = std::make_shared<Arguments>();
    auto threads = std::make_shared<unsigned>(0);
    app.add_option("name", arguments->name, "Method, such as proportion or rate-ratio");
    app.add_option("file", arguments->file, "CSV file with the method's columns; - is standard input");
    app.add_option("--level", arguments->request.level, "Level of intervals")
        ->check(CLI::Range(0.5, 0.9999))
        ->capture_default_str();
    app.add_option("--set", arguments->request.settings, "A setting of the method, as name=value; may be repeated")
        ->take_all()
        ->expected(1);
    app.add_option("--links", arguments->links, "Second CSV file, for methods that take one");
    app.add_option("--seed", arguments->request.seed, "Seed of methods that draw at random")->capture_default_str();
    app.add_option("--threads", *threads, "Threads; 0 is as many as there are processors")->capture_default_str();
    app.add_flag("--list", arguments->list, "Every method with its columns, settings, formula and source");
    app.add_flag("--json", arguments->json, "JSON instead of CSV (and of the list's text)");
    app.footer("A column 'group' splits the rows. Results go to standard output.\n"
               "Exit status: 0 done; 1 the file has problems; 2 wrong use.");
    return [arguments, threads] { return run_method(*arguments, *threads == 0 ? default_threads() : *threads); };
}

} // namespace peelian
