// SPDX-License-Identifier: MIT
#include "tables/report.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace peelian {
namespace {

std::size_t count_open(std::span<const TableFault> faults, FaultLevel level) {
    return static_cast<std::size_t>(
        std::ranges::count_if(faults, [&](const TableFault& f) { return f.level == level && f.known_by.empty(); }));
}

std::size_t count_known(std::span<const TableFault> faults) {
    return static_cast<std::size_t>(
        std::ranges::count_if(faults, [](const TableFault& f) { return !f.known_by.empty(); }));
}

std::string where(const TableFault& f) {
    std::string out = f.file;
    if (f.sheet.empty() && f.line > 0) out += fmt::format(":{}", f.line);
    if (!f.sheet.empty()) out += fmt::format(", sheet '{}'", f.sheet);
    if (!f.cell.empty()) out += fmt::format(", cell {}", f.cell);
    if (f.table > 0) out += fmt::format(", table {}", f.table);
    if (!f.row.empty()) out += fmt::format(", row '{}'", f.row);
    if (!f.column.empty()) out += fmt::format(", column '{}'", f.column);
    return out;
}

void append_fields(std::string& out, std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    for (const auto& [key, value] : fields) {
        if (out.back() != '{') out += ", ";
        out += fmt::format("\"{}\": ", key);
        append_json(out, value);
    }
}

} // namespace

std::string faults_as_text(std::span<const PrintedTable> tables, std::span<const TableFault> faults) {
    std::string out;
    for (const TableFault& f : faults) {
        out += fmt::format("{:<8} {}\n", f.known_by.empty() ? to_text(f.level) : "known", where(f));
        out += fmt::format("         {}{}\n", f.found.empty() || f.row.empty() ? "" : f.found + ": ", f.message);
        out += fmt::format("         Expected: {}. [{}]\n", f.expected, f.rule);
        if (f.known_by.empty()) out += fmt::format("         {}\n\n", f.advice);
        else out += fmt::format("         {}: {}\n\n", f.known_by, f.known_why);
    }
    std::size_t known = count_known(faults);
    out += fmt::format("{} looked at: {}, {}, {}{}\n", counted(tables.size(), "table"),
                       counted(count_open(faults, FaultLevel::fault), "fault"),
                       counted(count_open(faults, FaultLevel::suspect), "suspect"),
                       counted(count_open(faults, FaultLevel::note), "note"),
                       known == 0 ? "" : fmt::format(", {} known", known));
    return out;
}

std::string faults_as_json(std::span<const PrintedTable> tables, std::span<const TableFault> faults) {
    std::string out = "{\n \"tables\": [";
    for (const PrintedTable& t : tables) {
        out += &t == tables.data() ? "\n  {" : ",\n  {";
        append_fields(out, {{"file", t.file}, {"sheet", t.sheet}, {"title", t.title}});
        out += fmt::format(", \"number\": {}, \"line\": {}, \"rows\": {}}}", t.number, t.line, t.rows.size());
    }
    out += tables.empty() ? "],\n \"findings\": [" : "\n ],\n \"findings\": [";
    for (const TableFault& f : faults) {
        out += &f == faults.data() ? "\n  {" : ",\n  {";
        append_fields(out, {{"rule", f.rule}, {"level", to_text(f.level)}, {"file", f.file}, {"sheet", f.sheet}});
        out += fmt::format(", \"table\": {}, \"line\": {}", f.table, f.line);
        append_fields(out, {{"cell", f.cell},
                            {"row", f.row},
                            {"column", f.column},
                            {"found", f.found},
                            {"expected", f.expected},
                            {"likely", f.likely},
                            {"message", f.message},
                            {"advice", f.advice},
                            {"known_by", f.known_by},
                            {"known_why", f.known_why}});
        out += "}";
    }
    out +=
        fmt::format("{}],\n \"faults\": {}, \"suspects\": {}, \"notes\": {}, \"known\": {}\n}}\n",
                    faults.empty() ? "" : "\n ", count_open(faults, FaultLevel::fault),
                    count_open(faults, FaultLevel::suspect), count_open(faults, FaultLevel::note), count_known(faults));
    return out;
}

} // namespace peelian
