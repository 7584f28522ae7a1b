// SPDX-License-Identifier: MIT
// The subcommands of `peelian registers`, by what they do.
#pragma once

#include "commands/desk.hpp"

#include <span>
#include <string>
#include <vector>

namespace peelian {

struct RegistersArguments {
    CommonOptions common;
    std::string register_id, record, by, format = "csv", out, file;
    std::vector<std::string> expected; ///< NUMBER:HASH
    std::int64_t at = 0;               ///< event; 0: now
    bool json = false, all = false, dry_run = false;
};

/// As `show --json` writes one.
std::string records_json(std::span<const Record> records);

int list_registers(const RegistersArguments& arguments);
int show_register(const RegistersArguments& arguments);
int show_history(const RegistersArguments& arguments);
int list_due(const RegistersArguments& arguments);
int verify_registers(const RegistersArguments& arguments);
int rebuild_registers(const RegistersArguments& arguments);
int import_records(const RegistersArguments& arguments);
int export_records(const RegistersArguments& arguments);

} // namespace peelian
