// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "release/assemble.hpp"
#include "sources/facts.hpp"
#include "sources/inspect.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// Files inside such a file are not seen.
bool is_archive(std::string_view path) {
    std::string name = lower(path);
    for (std::string_view end : {".zip", ".7z", ".rar", ".tar", ".tgz", ".tar.gz"})
        if (name.ends_with(end)) return true;
    return false;
}

struct LoadArguments {
    CommonOptions common;
    std::string explain;
    bool json = false;
};

void print_rows(const FactStore& store, Connection& connection, const Inspection& inspection, bool places) {
    // Outside a workspace there are no areas to find places in.
    std::string columns = places ? "*" : "* exclude (force_area, borough_area, ward_area)";
    Result rows = connection.query(
        fmt::format("select columns({})::varchar from ({}) limit 10", columns, store.statement(inspection)));
    std::string header;
    for (std::size_t c = 0; c < rows.columns(); ++c)
        header += (c > 0 ? "," : "") + rows.name(c);
    fmt::print("\nFirst rows as facts:\n{}\n", header);
    while (rows.next()) {
        std::string line;
        for (std::size_t c = 0; c < rows.columns(); ++c) {
            if (c > 0) line += ',';
            append_csv(line, rows.text(c));
        }
        fmt::print("{}\n", line);
    }
}

int explain_file(const LoadArguments& arguments) {
    // In a workspace its presets and places count; anywhere else the program's own do.
    Workspace workspace;
    fs::path presets = presets_folder();
    try {
        workspace = read_workspace(arguments.common.root(), presets);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::not_found) throw;
        std::vector<fs::path> folders{presets};
        workspace.catalogue = read_catalogue(folders);
    }
    fs::path path = fs::absolute(arguments.explain);
    if (!fs::exists(path)) throw Error::not_found("There is no such file").at(arguments.explain);
    Inspection inspection = inspect(path, workspace.catalogue);
    fmt::print("File:      {}\n", arguments.explain);
    if (!inspection.problem.empty()) {
        fmt::print("Problem:   {}\n", inspection.problem);
        return exit_problems;
    }
    if (inspection.preset == nullptr) {
        fmt::print("Preset:    none knows this file\n");
        if (is_archive(arguments.explain))
            fmt::print("           It is an archive: unpack it and name the files in it.\n");
        for (const std::string& reason : inspection.considered)
            fmt::print("  {}\n", reason);
        return exit_problems;
    }
    const Preset& preset = *inspection.preset;
    fmt::print("Preset:    {} ({}), {}\n", preset.id, preset.title, preset.file);
    fmt::print("Dataset:   {}\n", preset.dataset);
    if (!inspection.partition.empty())
        fmt::print("Partition: {} (a later download of it takes its place)\n", inspection.partition);
    if (!inspection.vintage.empty()) fmt::print("Download:  {}\n", inspection.vintage);
    fmt::print("Lines end: {}{}\n\nColumns:\n",
               inspection.newline == "\r\n" ? "CRLF"
               : inspection.newline == "\r" ? "CR"
                                            : "LF",
               inspection.gzipped ? ", gzip" : "");
    for (std::size_t i = 0; i < inspection.header.size(); ++i) {
        const std::string& name = inspection.names[i];
        std::string use;
        if (name.starts_with("unused_")) use = "not used";
        else if (std::ranges::find(inspection.wide, name) != inspection.wide.end())
            use = fmt::format("a period, to {} and {}", preset.wide_name, preset.wide_value);
        else
            for (const auto& [column, expression] : preset.facts)
                if (expression.find(name) != std::string::npos) use += (use.empty() ? "" : ", ") + column;
        if (inspection.wide.size() > 12 && use.starts_with("a period") && i > 5 && i + 3 < inspection.header.size())
            continue;
        fmt::print("  {} -> {}\n", inspection.header[i].empty() ? "(no name)" : inspection.header[i],
                   use.empty() ? "read, but in no fact" : use);
    }
    fmt::print("\nFacts:\n");
    for (const auto& [column, expression] : preset.facts)
        fmt::print("  {} = {}\n", column, trim(replace_all(expression, "\n", " ")));
    Database database({.threads = 1, .allowed = {path.parent_path(), fs::temp_directory_path()}});
    FactStore store(fs::temp_directory_path(), workspace.catalogue, workspace.places, database);
    Connection connection = database.connect();
    print_rows(store, connection, inspection, workspace.areas.size() > 0);
    return exit_done;
}

void print_report(const Loaded& loaded) {
    for (const SourceFile& file : loaded.report.files) {
        std::string months =
            file.first ? (*file.first == *file.last ? file.first->to_string()
                                                    : file.first->to_string() + " to " + file.last->to_string())
                       : "";
        fmt::print("{:<10} {:>9} rows {:>6} rejected  {:<18} {}\n", to_text(file.status), file.rows, file.rejected,
                   months, file.path);
        if (!file.problem.empty()) fmt::print("           {}\n", file.problem);
        if (file.status == FileStatus::superseded || file.status == FileStatus::duplicate)
            fmt::print("           {} {}\n", file.status == FileStatus::superseded ? "replaced by" : "same bytes as",
                       file.other);
    }
    for (const SourceRevision& revision : loaded.report.revisions) {
        if (revision.changes.empty()) continue;
        fmt::print("revision   {}: {} -> {}\n", revision.partition, revision.before, revision.after);
        for (std::size_t i = 0; i < std::min<std::size_t>(revision.changes.size(), 12); ++i)
            fmt::print("           {}\n", revision.changes[i]);
    }
    std::map<std::pair<std::string, std::string>, std::size_t> reasons;
    for (const Reject& reject : loaded.report.rejects)
        ++reasons[{reject.column, reject.reason}];
    for (const auto& [what, n] : reasons)
        fmt::print("rejected   {} in '{}': {}\n", counted(n, "value"), what.first, what.second);
    constexpr std::size_t k_named = 10;
    for (std::size_t i = 0; i < std::min(loaded.unrecognised.size(), k_named); ++i)
        fmt::print("passed by  {} ({})\n", loaded.unrecognised[i],
                   is_archive(loaded.unrecognised[i]) ? "an archive: unpack it, its files are not read inside"
                                                      : "no preset of the source knows it");
    if (loaded.unrecognised.size() > k_named)
        fmt::print("passed by  and {} more; --json lists them\n", loaded.unrecognised.size() - k_named);
    fmt::print("total      {} accepted, {} rejected, {}\n", counted(loaded.report.accepted(), "row"),
               loaded.report.rejected(), counted(loaded.report.files.size(), "file"));
}

} // namespace

/// The report of a load as JSON: files, rejects and revisions (docs/commands.md).
std::string load_report_json(const Loaded& loaded);

Run add_load(CLI::App& app) {
    auto arguments = std::make_shared<LoadArguments>();
    add_common(app, arguments->common);
    app.add_option("--explain", arguments->explain,
                   "Say how one file would be read: preset, columns, ten rows; loads nothing");
    app.add_flag("--json", arguments->json, "The report as JSON");
    return [arguments]() -> int {
        if (!arguments->explain.empty()) return explain_file(*arguments);
        AssembleOptions options{arguments->common.thread_count(), arguments->common.progress(), "", presets_folder()};
        LoadedWorkspace loaded = load_workspace(arguments->common.root(), options);
        if (arguments->json) fmt::print("{}\n", load_report_json(loaded.loaded));
        else print_report(loaded.loaded);
        std::string rejects = "file,line,column,value,reason\n";
        for (const Reject& r : loaded.loaded.report.rejects) {
            append_csv(rejects, r.file);
            rejects += fmt::format(",{},", r.line);
            append_csv(rejects, r.column);
            rejects += ',';
            append_csv(rejects, r.value);
            rejects += ',';
            append_csv(rejects, r.reason);
            rejects += '\n';
        }
        write_file(loaded.workspace->cache() / "rejects.csv", rejects);
        bool unusable = std::ranges::any_of(loaded.loaded.report.files,
                                            [](const SourceFile& f) { return f.status == FileStatus::unusable; });
        if (unusable) return exit_problems;
        return loaded.loaded.report.rejected() > 0 ? exit_rejects : exit_done;
    };
}

} // namespace peelian
