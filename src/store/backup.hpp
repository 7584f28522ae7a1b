// SPDX-License-Identifier: MIT
// A copy of a store that any engine can take in again: rows as text, attached files, and a manifest with the
// SHA-256 of each, so that damage is seen before anything is replaced. Taken while others go on writing.
//
//     manifest.json             when, the step of the schema, the end of the log, and every part with its hash
//     tables/<table>.jsonl      a row a line: a JSON array of texts and nulls, in the order of `columns`
//     files/<path>              attached files, as in the store's folder
//
// Not in it: who is signed in (sessions), and the key of the store (secret.key), which is to be kept apart.
#pragma once

#include "base/day.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace peelian {

/// A file of a backup.
struct BackupPart {
    std::string path, sha256; ///< path within the backup
    std::uint64_t bytes = 0;
    std::string table;                ///< of a table: its name
    std::vector<std::string> columns; ///< of a table
    std::int64_t rows = 0;            ///< of a table
};

struct Backup {
    std::filesystem::path folder;
    Moment made = 0;
    int step = 0;            ///< of the schema
    std::int64_t events = 0; ///< number of the log's last event
    std::string head;        ///< its hash
    std::vector<BackupPart> tables /* in the order they can be filled */, files;
    std::vector<std::string> missing; ///< attached files that the store names and does not have; only of one just made
};

/// Writes a backup into a folder that must not be there yet: aside first, then renamed. Error(conflict) when it is
/// there, Error(io) when it cannot be written; then nothing of it stays.
Backup write_backup(Store& store, const std::filesystem::path& folder);

/// Reads the manifest and checks every part against it. Error(input) with each part that is missing, touched or
/// should not be there; Error(conflict) for a backup of a newer program.
Backup read_backup(const std::filesystem::path& folder);

/// Makes the store at `target` what the backup's rows say, in one transaction, and brings its schema up to date. What
/// was in its tables is gone. Its folder is made where there is none.
void load_backup(const Backup& backup, const StoreAddress& target);
/// Copies the attached files that are not in the store's folder yet; none is removed.
void restore_files(const Backup& backup, const std::filesystem::path& store);

} // namespace peelian
