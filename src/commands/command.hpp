// SPDX-License-Identifier: MIT
// Room commands: one file per subcommand of `peelian`. A command adds its options to the
// parser (touching nothing), and gives a function to run; that gives the exit status.
// The only room that sees CLI11.
#pragma once

#include "base/parallel.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace peelian {

/// What every command may be told.
struct CommonOptions {
    std::string workspace; ///< folder; empty: found from the current one
    unsigned threads = 0;  ///< 0: as many as there are processors
    bool quiet = false;
    unsigned thread_count() const { return threads == 0 ? default_threads() : threads; }
    Progress::Style progress() const { return Progress::style_for_stderr(quiet); }
    std::filesystem::path root() const; ///< Error(not_found) when there is no workspace
};

/// Exit statuses, the same for every command.
enum ExitStatus { exit_done = 0, exit_problems = 1, exit_usage = 2, exit_rejects = 3 };

using Run = std::function<int()>;

/// Adds --workspace, --threads and --quiet to a subcommand, and a place for the folder
/// without its flag when `positional`.
void add_common(CLI::App& app, CommonOptions& options, bool positional = true);

// One a file. Each gives what to run when its subcommand was chosen.
Run add_init(CLI::App& app);
Run add_generate(CLI::App& app);
Run add_load(CLI::App& app);
Run add_check(CLI::App& app);
Run add_check_table(CLI::App& app);
Run add_build(CLI::App& app);
Run add_approve(CLI::App& app);
Run add_publish(CLI::App& app);
Run add_explain(CLI::App& app);
Run add_export(CLI::App& app);
Run add_report(CLI::App& app);
Run add_pack(CLI::App& app);
Run add_list(CLI::App& app);
Run add_verdict(CLI::App& app);
Run add_method(CLI::App& app);
Run add_verify(CLI::App& app);
Run add_serve(CLI::App& app);
Run add_workbench(CLI::App& app);
Run add_registers(CLI::App& app);
Run add_user(CLI::App& app);
Run add_digest(CLI::App& app);
Run add_backup(CLI::App& app);
Run add_restore(CLI::App& app);

/// Reads the command line and runs it; catches every error and maps it to an exit status.
int run_program(int argc, char** argv);

} // namespace peelian
