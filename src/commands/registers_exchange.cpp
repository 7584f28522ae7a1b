// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "commands/registers.hpp"
#include "registers/table_exchange.hpp"
#include "registers/text_records.hpp"
#include "release/registers.hpp"

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// A text's record as it would be entered: made, then moved as it tells.
Records::Entry entry_of(const RegisterDefinition& definition, const Record& record) {
    Records::Entry entry;
    entry.register_id = definition.id;
    entry.number = record.number;
    if (record.number.empty()) entry.id = record.id;
    RecordChange first;
    first.values = record.values;
    first.withhold = record.withheld;
    // It was there by its first entry, whenever it is brought here.
    if (!record.moves.empty()) first.on = record.moves.front().on.to_string();
    entry.changes.push_back(first);
    const std::string state = definition.states.empty() ? "" : definition.states.front().id;
    for (std::size_t i = 0; i < record.moves.size(); ++i) {
        const MadeMove& made = record.moves[i];
        RecordChange change;
        change.on = made.on.to_string();
        change.note = made.note;
        change.source = made.source;
        bool opening = i == 0 && made.move.empty() && made.to == state;
        if (opening) { // how it began is part of its making
            change.values = first.values;
            change.withhold = first.withhold;
            entry.changes.front() = change;
            continue;
        }
        change.came_to = made.to;
        entry.changes.push_back(change);
    }
    return entry;
}

struct TextFile {
    const RegisterDefinition* definition;
    fs::path file;
};

std::vector<Records::Entry> entries_of(std::span<const TextFile> files) {
    std::vector<Records::Entry> entries;
    for (const TextFile& text : files)
        // Links are looked up as the records are entered, where all of them are known.
        for (const Record& record : read_text_records(text.file, *text.definition, {}))
            entries.push_back(entry_of(*text.definition, record));
    return entries;
}

std::vector<TextFile> all_texts(const Workspace& workspace) {
    std::vector<TextFile> texts;
    for (const RegisterDefinition& definition : workspace.registers.all())
        if (fs::path file = workspace.root / "records" / (definition.id + ".toml"); fs::exists(file))
            texts.push_back({&definition, file});
    if (texts.empty())
        throw Error::not_found("There are no records/*.toml of the declared registers")
            .at((workspace.root / "records").string());
    return texts;
}

int report(const std::vector<Records::EntryProblem>& problems, std::span<const Records::Entry> entries,
           const RegistersArguments& arguments) {
    for (const auto& [at, found] : problems)
        for (const FieldProblem& problem : found) {
            const Records::Entry& entry = entries[at];
            const std::string& name = entry.id.empty() ? entry.number : entry.id;
            fmt::print(stderr, "peelian: {} {}{}: {}\n", entry.register_id,
                       name.empty() ? fmt::format("record {}", at + 1) : name,
                       problem.field.empty() ? "" : ", " + problem.field, problem.message);
        }
    if (!problems.empty()) {
        fmt::print(stderr, "peelian: {} of {} cannot be entered; nothing was\n", problems.size(),
                   counted(entries.size(), "record"));
        return exit_problems;
    }
    fmt::print("{} {}\n", counted(entries.size(), "record"), arguments.dry_run ? "could be entered" : "entered");
    return exit_done;
}

int enter(Desk& desk, std::span<const Records::Entry> entries, const RegistersArguments& arguments) {
    return report(desk.records.enter(operator_of_program(), entries, arguments.dry_run), entries, arguments);
}

/// What a person wrote into a spreadsheet; every problem is told by its row.
int enter_table(Desk& desk, const RegisterDefinition& definition, const RegistersArguments& arguments) {
    Actor actor = operator_of_program();
    auto find = [&](std::string_view id) { return desk.records.find(actor, definition.id, id); };
    ImportedTable table = read_record_table(definition, read_file(arguments.file), arguments.file, find);
    std::vector<RowProblem> problems = table.problems;
    bool only_look = arguments.dry_run || !problems.empty(); // all that is wrong is told at once
    for (const auto& [at, found] : desk.records.enter(actor, table.entries, only_look))
        for (const FieldProblem& problem : found)
            problems.push_back({table.rows[at], problem.field, problem.message});
    std::ranges::stable_sort(problems, {}, &RowProblem::row);
    for (const RowProblem& problem : problems)
        fmt::print(stderr, "peelian: {}:{}: {}{}\n", arguments.file, problem.row,
                   problem.column.empty() ? "" : problem.column + ": ", problem.message);
    if (!problems.empty()) {
        fmt::print(stderr, "peelian: nothing was entered\n");
        return exit_problems;
    }
    fmt::print("{} {}, {} as they were\n", counted(table.entries.size(), "record"),
               arguments.dry_run ? "could be entered" : "entered", table.unchanged);
    return exit_done;
}

int import_all(const RegistersArguments& arguments) {
    if (!arguments.register_id.empty())
        throw Error::usage("--all takes every records/*.toml; name no register beside it");
    Desk desk(arguments.common.root(), true);
    for (const RegisterDefinition& definition : desk.workspace.registers.all())
        if (!desk.records.all(definition.id).empty())
            throw Error::conflict("The store has records of {} already", definition.id)
                .hint("--all starts a store; enter single files with 'peelian registers import REGISTER FILE'.");
    return enter(desk, entries_of(all_texts(desk.workspace)), arguments);
}

} // namespace

int import_records(const RegistersArguments& arguments) {
    if (arguments.all) return import_all(arguments);
    if (arguments.register_id.empty() || arguments.file.empty())
        throw Error::usage("Name a register and the file with its records, or --all");
    Desk desk(arguments.common.root(), true);
    const RegisterDefinition& definition = desk.workspace.registers.at(arguments.register_id);
    fs::path file = arguments.file;
    if (file.extension() == ".toml") {
        const TextFile text{&definition, file};
        return enter(desk, entries_of(std::span(&text, 1)), arguments);
    }
    return enter_table(desk, definition, arguments);
}

int export_records(const RegistersArguments& arguments) {
    if (arguments.format == "xlsx" && arguments.out.empty())
        throw Error::usage("A spreadsheet is no text for standard output: name its file with --out");
    if (!arguments.out.empty() && fs::exists(arguments.out))
        throw Error::conflict("'{}' is there already", arguments.out).hint("Name another file, or remove it.");
    Desk desk(arguments.common.root(), false);
    const RegisterDefinition& definition = desk.workspace.registers.at(arguments.register_id);
    Actor actor = operator_of_program();
    RecordQuery query;
    query.register_id = definition.id;
    query.count = 0;
    std::vector<Record> records = desk.records.search(actor, query).records; // a restricted reading is noted
    std::string bytes = arguments.format == "json"  ? records_json(records)
                        : arguments.format == "csv" ? records_csv(actor, definition, records)
                                                    : records_xlsx(actor, definition, records);
    if (arguments.out.empty()) {
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return exit_done;
    }
    write_file(arguments.out, bytes);
    fmt::print("{} in {}\n", counted(records.size(), "record"), arguments.out);
    return exit_done;
}

} // namespace peelian
