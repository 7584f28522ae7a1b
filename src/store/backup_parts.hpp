// SPDX-License-Identifier: MIT
// Inside the room: what writing and reading a backup share.
#pragma once

#include "store/backup.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// The tables the schema's steps make, in their order (a table refers to earlier ones alone).
std::vector<std::string> schema_tables();
/// Whose rows are not taken along: sessions.
bool left_out_of_backups(std::string_view table);
std::vector<std::string> columns_of(StoreConnection& connection, std::string_view table);
bool has_table(StoreConnection& connection, std::string_view table);
/// "a, b, c"
std::string column_list(const std::vector<std::string>& columns);

std::string backup_manifest(const Backup& backup);
/// Error(input) for anything but what backup_manifest writes.
Backup parse_backup_manifest(const std::filesystem::path& file);

/// Onto the disk, also the names in a folder. Error(io).
void sync_to_disk(const std::filesystem::path& path);

} // namespace peelian
