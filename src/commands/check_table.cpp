// SPDX-License-Identifier: MIT
#include "tables/check_table.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "release/store.hpp"
#include "tables/read_tables.hpp"
#include "tables/report.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <utility>

namespace peelian {
namespace {

struct TableArguments {
    std::vector<std::string> files;
    std::string format, rules, reference, previous, as_of;
    std::size_t table = 0;
    bool json = false;
};

std::string bytes_of(const std::string& file) {
    if (file != "-") return read_file(file);
    std::string bytes;
    std::array<char, 1 << 16> buffer;
    while (std::size_t n = std::fread(buffer.data(), 1, buffer.size(), stdin))
        bytes.append(buffer.data(), n);
    if (std::ferror(stdin) != 0) throw Error::io("Cannot read standard input");
    return bytes;
}

std::vector<PrintedTable> tables_of(const std::string& file, const TableArguments& a, const TableRules& rules) {
    std::string bytes = bytes_of(file), name = file == "-" ? "standard input" : file;
    auto format = a.format.empty() ? format_of_name(file) : parse_table_format(a.format);
    std::vector<PrintedTable> tables = read_tables(bytes, name, format.value_or(format_of_bytes(bytes)));
    set_header_rows(tables, rules);
    if (a.table == 0) return tables;
    if (a.table > tables.size())
        throw Error::usage("There is no table {}: {} has {}", a.table, name, counted(tables.size(), "table"));
    return {tables[a.table - 1]};
}

TableRules rules_of(const TableArguments& a) {
    TableRules rules;
    rules.today = now_utc().substr(0, 10);
    if (!a.rules.empty()) read_table_rules(a.rules, rules);
    if (!a.reference.empty()) read_plausible_ranges(a.reference, rules);
    if (a.as_of.empty()) return rules;
    if (!is_date(a.as_of)) throw Error::usage("--as-of '{}' is not a date; write it as 2017-07-20", a.as_of);
    rules.as_of = Month::from(a.as_of.substr(0, 7));
    return rules;
}

/// A file that was to be checked and in which there is nothing to check.
TableFault no_table(const std::string& file) {
    TableFault fault{"no-table", FaultLevel::suspect};
    fault.file = file == "-" ? "standard input" : file;
    fault.message = "There is no table in it, so nothing was checked.";
    fault.expected = "at least one table of two columns";
    fault.advice =
        "See that its columns are there (text taken out of a PDF often loses them), or name its format with --format.";
    return fault;
}

int run_check_table(const TableArguments& a) {
    TableRules rules = rules_of(a);
    std::vector<PrintedTable> before, all;
    if (!a.previous.empty()) {
        TableArguments other = a;
        other.table = 0;
        before = tables_of(a.previous, other, rules);
    }
    std::vector<TableFault> faults;
    for (const std::string& file : a.files) {
        std::vector<PrintedTable> tables = tables_of(file, a, rules);
        if (tables.empty()) faults.push_back(no_table(file));
        std::ranges::move(check_tables(tables, rules), std::back_inserter(faults));
        if (!before.empty()) std::ranges::move(compare_editions(tables, before, rules), std::back_inserter(faults));
        std::ranges::move(tables, std::back_inserter(all));
    }
    faults = apply_known(std::move(faults), rules);
    std::string out = a.json ? faults_as_json(all, faults) : faults_as_text(all, faults);
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0)
        throw Error::io("Cannot write to standard output");
    return std::ranges::any_of(faults, [](const TableFault& f) { return is_open(f); }) ? exit_problems : exit_done;
}

} // namespace

Run add_check_table(CLI::App& app) {
    auto a = std::make_shared<TableArguments>();
    app.add_option("file", a->files, "CSV, TSV, XLSX, HTML, Markdown, or the text of a document; - for standard input")
        ->required();
    app.add_option("--format", a->format, "What the files are, where their names do not say")
        ->check(CLI::IsMember({"csv", "tsv", "xlsx", "html", "markdown", "text"}));
    app.add_option("--table", a->table, "Only this table of each file, from 1")->check(CLI::PositiveNumber);
    app.add_option("--rules", a->rules, "TOML that says what columns are, and which faults are known");
    app.add_option("--reference", a->reference, "CSV of plausible values: row, low, high, source, if wanted column");
    app.add_option("--previous", a->previous, "The edition before, to tell what was revised and what did not move");
    app.add_option("--as-of", a->as_of, "The day it goes out, YYYY-MM-DD: says which tables are old");
    app.add_flag("--json", a->json, "The findings as JSON");
    return [a]() -> int { return run_check_table(*a); };
}

} // namespace peelian
