// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "commands/command.hpp"
#include "release/version.hpp"
#include "release/workspace.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace peelian {
namespace {

struct Entry {
    const char* name;
    const char* line;
    Run (*add)(CLI::App&);
};

// The order is that of the work.
constexpr Entry k_commands[] = {
    {"init", "Make a workspace from a folder of published data", add_init},
    {"generate", "Write a synthetic London in the published formats", add_generate},
    {"load", "Load the raw files of a workspace and report on each", add_load},
    {"check", "Run the checks and say what must be explained", add_check},
    {"check-table", "Find what is wrong in tables that are published or about to be", add_check_table},
    {"build", "Build a release: facts, measures, verdicts, pages, open data", add_build},
    {"approve", "Sign a release off, by somebody other than its maker", add_approve},
    {"publish", "Make an approved release the one that is served", add_publish},
    {"explain", "Say where a figure comes from, down to rows of files", add_explain},
    {"export", "Write points, verdicts, rejects or checks of a release", add_export},
    {"report", "Make a report as web page, spreadsheet and PDF", add_report},
    {"pack", "Make a pack for one area, or for all of a level", add_pack},
    {"list", "List measures, areas, sources or releases", add_list},
    {"verdict", "Judge the series of a CSV file: better, worse, or noise", add_verdict},
    {"method", "Work out a statistical method on the rows of a CSV file", add_method},
    {"verify", "Recompute the hashes of a release and say what was touched", add_verify},
    {"serve", "Serve the published release over HTTP", add_serve},
    {"workbench", "Serve the pages for signed-in work on records over HTTP", add_workbench},
    {"registers", "Look at, import, export and verify the records of registers", add_registers},
    {"user", "Add and change the accounts of those who may sign in", add_user},
    {"digest", "Write each person an e-mail of what is due and what changed", add_digest},
    {"backup", "Copy the store of records into a new folder, while others work", add_backup},
    {"restore", "Make the store of records what a backup holds", add_restore},
};

constexpr const char* k_footer =
    "Exit status: 0 done; 1 the data or the plan has problems, each listed; 2 wrong use;\n"
    "3 done, with rejected rows. Results go to standard output, everything else to standard error.";

int status_of(ErrorKind kind) { return kind == ErrorKind::usage ? exit_usage : exit_problems; }

} // namespace

std::filesystem::path CommonOptions::root() const {
    if (workspace.empty()) return find_workspace(std::filesystem::current_path());
    if (!std::filesystem::exists(std::filesystem::path(workspace) / "peelian.toml"))
        throw Error::not_found("'{}' is not a workspace: it has no peelian.toml", workspace)
            .hint("Make one with 'peelian init'.");
    return std::filesystem::absolute(workspace).lexically_normal();
}

void add_common(CLI::App& app, CommonOptions& options, bool positional) {
    app.add_option(positional ? "workspace,-w,--workspace" : "-w,--workspace", options.workspace,
                   "Folder of the workspace (default: the current one, or the nearest above it)");
    app.add_option("--threads", options.threads, "Threads to use (default: one a processor)")
        ->check(CLI::Range(1, 256));
    app.add_flag("-q,--quiet", options.quiet, "No progress on standard error");
    app.footer(k_footer);
}

int run_program(int argc, char** argv) {
    CLI::App app{"Evidence and accountability for a police and crime plan", "peelian"};
    app.set_version_flag("--version", program_version());
    app.require_subcommand(1);
    app.footer(k_footer);
    std::vector<std::pair<CLI::App*, Run>> runs;
    for (const Entry& entry : k_commands) {
        CLI::App* sub = app.add_subcommand(entry.name, entry.line);
        runs.emplace_back(sub, entry.add(*sub));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_usage;
    }
    try {
        for (auto& [sub, run] : runs)
            if (sub->parsed()) return run();
    } catch (const Error& error) {
        fmt::print(stderr, "peelian: {}\n", error.what());
        return status_of(error.kind());
    } catch (const std::filesystem::filesystem_error& error) {
        fmt::print(stderr,
                   "peelian: {}: {}\n  Files are made there: see that it is a folder, may be written and has room.\n",
                   error.path1().string(), error.code().message());
        return exit_problems;
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "peelian: there is not enough memory for this\n");
        return exit_problems;
    } catch (const std::exception& error) {
        fmt::print(stderr,
                   "peelian: {}\n  This is a fault of the program; please report it with the command you gave.\n",
                   error.what());
        return exit_problems;
    }
    return exit_usage;
}

} // namespace peelian
