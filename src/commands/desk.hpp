// SPDX-License-Identifier: MIT
// What the commands for records share: a workspace with its store open.
#pragma once

#include "accounts/accounts.hpp"
#include "commands/command.hpp"
#include "registers/records.hpp"
#include "release/workspace.hpp"

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace peelian {

/// Outlives what it gives; not to be moved, since its parts refer to each other.
class Desk {
public:
    /// Error(not_found) when there is no store and `create` is false; Error(input) when no register is declared and
    /// `need_registers`.
    Desk(const std::filesystem::path& root, bool create, bool need_registers = true);
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    const Workspace workspace;
    Store store;
    Records records;
    Accounts& accounts(); ///< made when first asked for: it needs the store's key

private:
    std::unique_ptr<Accounts> accounts_;
};

/// Who works on the command line, for the log: PEELIAN_USER or the machine's account.
Actor operator_of_program();
/// Lets subcommands of `app` be told the workspace too, before or after their own name.
void share_common(CLI::App& app, CommonOptions& options);
/// The subcommand that was chosen.
std::string chosen(const CLI::App& app);

/// Rows under a header, as columns in plain text or as a JSON array of objects; on standard output.
void print_rows(const std::vector<std::vector<std::string>>& table, bool json);

} // namespace peelian
