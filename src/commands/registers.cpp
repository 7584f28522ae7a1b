// SPDX-License-Identifier: MIT
#include "commands/registers.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <CLI/CLI.hpp>

namespace peelian {
namespace {

int run_registers(const RegistersArguments& arguments, const std::string& what) {
    if (what == "list") return list_registers(arguments);
    if (what == "show") return show_register(arguments);
    if (what == "history") return show_history(arguments);
    if (what == "due") return list_due(arguments);
    if (what == "import") return import_records(arguments);
    if (what == "export") return export_records(arguments);
    if (what == "verify") return verify_registers(arguments);
    return rebuild_registers(arguments);
}

void add_exchange(CLI::App& app, RegistersArguments& arguments) {
    CLI::App* in = app.add_subcommand("import", "Enter the records of a file, all of them or none");
    in->add_option("register", arguments.register_id, "Register's id");
    in->add_option("file", arguments.file, "CSV or XLSX with a column for each field, or TOML as in records/");
    in->add_flag("--all", arguments.all, "Every records/*.toml of the workspace, into a store without records");
    in->add_flag("--dry-run", arguments.dry_run, "Say what would be wrong and change nothing");
    CLI::App* out = app.add_subcommand("export", "Write the records of a register");
    out->add_option("register", arguments.register_id, "Register's id")->required();
    out->add_option("--format", arguments.format, "csv, xlsx or json")
        ->check(CLI::IsMember({"csv", "xlsx", "json"}))
        ->capture_default_str();
    out->add_option("-o,--out", arguments.out, "File to write (default: standard output; xlsx needs one)");
}

void add_looking(CLI::App& app, RegistersArguments& arguments) {
    CLI::App* list = app.add_subcommand("list", "List the registers, and how many records stand in each state");
    CLI::App* show = app.add_subcommand("show", "Show the records of a register, or one of them whole");
    show->add_option("register", arguments.register_id, "Register's id")->required();
    show->add_option("record", arguments.record, "Record's id");
    show->add_option("--at", arguments.at, "As it stood after the event of this number")->check(CLI::PositiveNumber);
    CLI::App* history = app.add_subcommand("history", "List every event of a record, oldest first");
    history->add_option("register", arguments.register_id, "Register's id")->required();
    history->add_option("record", arguments.record, "Record's id")->required();
    CLI::App* due = app.add_subcommand("due", "List what is due, the longest overdue first");
    due->add_option("--by", arguments.by, "Due on or before this day, YYYY-MM-DD (default: today)");
    for (CLI::App* sub : {list, show, history, due})
        sub->add_flag("--json", arguments.json, "As JSON");
}

} // namespace

Run add_registers(CLI::App& app) {
    auto arguments = std::make_shared<RegistersArguments>();
    share_common(app, arguments->common);
    add_looking(app, *arguments);
    add_exchange(app, *arguments);
    CLI::App* check = app.add_subcommand("verify", "Go through the whole log and hold every record against it");
    check->add_option("--expect", arguments->expected,
                      "NUMBER:HASH of an event noted elsewhere, which must be in the log; may be repeated");
    check->add_flag("--json", arguments->json, "As JSON");
    app.add_subcommand("rebuild", "Make the records anew from the log");
    return [arguments, &app] { return run_registers(*arguments, chosen(app)); };
}

} // namespace peelian
