// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/desk.hpp"
#include "store/backup.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace peelian {
namespace fs = std::filesystem;
namespace {

struct RestoreArguments {
    CommonOptions common;
    std::string backup;
    bool overwrite = false;
};

/// A store within the real one's folder, that goes away again.
class Scratch {
public:
    explicit Scratch(const fs::path& store) : folder_(store / fmt::format(".restoring-{}", ::getpid())) {
        fs::remove_all(folder_);
    }
    ~Scratch() {
        std::error_code failed;
        fs::remove_all(folder_, failed);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    StoreAddress address() const { return {"", folder_}; }

private:
    fs::path folder_;
};

/// Loads the backup where nobody looks and goes through its whole log; nothing else is touched before.
LogVerification tried(const Backup& backup, const Workspace& workspace, const StoreAddress& address) {
    load_backup(backup, address);
    Store store(address, false);
    Records records(store, workspace.registers, {});
    const LogHead noted{backup.events, backup.head};
    return records.verify(std::span(&noted, 1));
}

/// The files SQLite keeps, those that there are.
std::vector<fs::path> sqlite_files(const StoreAddress& address) {
    std::vector<fs::path> files;
    for (std::string_view tail : {"", "-wal", "-shm"}) {
        fs::path file = address.database_file();
        file += tail;
        if (fs::exists(file)) files.push_back(file);
    }
    return files;
}

bool is_there(const StoreAddress& address) {
    return address.url.empty() ? !sqlite_files(address).empty() : address.exists();
}

/// The old store stands beside the new one: SQLite's files in a folder, of PostgreSQL a backup.
fs::path put_aside(const StoreAddress& address) {
    std::string stamp = replace_all(moment_text(system_clock().now()), ":", "");
    fs::path folder = address.folder / ("before-restore-" + stamp);
    for (int n = 2; fs::exists(folder); ++n)
        folder = address.folder / fmt::format("before-restore-{}-{}", stamp, n);
    if (!address.url.empty()) {
        Store store(address, false);
        write_backup(store, folder);
        return folder;
    }
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    for (const fs::path& file : sqlite_files(address))
        fs::rename(file, folder / file.filename());
    return folder;
}

/// SQLite: the store that was tried moves into place, by one rename. PostgreSQL: one transaction.
void put_in_place(const Backup& backup, const StoreAddress& tried, const StoreAddress& address) {
    restore_files(backup, address.folder);
    if (!address.url.empty()) return load_backup(backup, address);
    if (sqlite_files(tried).size() != 1)
        throw Error::internal("The restored store was not closed: {}", tried.folder.string());
    fs::rename(tried.database_file(), address.database_file());
}

void refuse_to_overwrite(const StoreAddress& address) {
    throw Error::conflict("There is a store of records already")
        .at(address.url.empty() ? address.database_file().string() : "the database")
        .hint("--overwrite replaces it, and keeps the old one beside it. Stop the workbench first.");
}

int run_restore(const RestoreArguments& arguments) {
    Workspace workspace = read_workspace(arguments.common.root(), presets_folder());
    const StoreAddress& address = workspace.store;
    bool there = is_there(address);
    if (there && !arguments.overwrite) refuse_to_overwrite(address);
    Backup backup = read_backup(arguments.backup);
    Scratch scratch(address.folder);
    LogVerification found = tried(backup, workspace, scratch.address());
    for (const std::string& fault : found.faults)
        fmt::print(stderr, "peelian: {}\n", fault);
    if (!found.whole())
        throw Error::input("The records in the backup are not what their log says")
            .at(arguments.backup)
            .hint("Nothing was restored; take an older backup.");
    fs::path old = there ? put_aside(address) : fs::path();
    put_in_place(backup, scratch.address(), address);
    Store store(address, false);
    LogVerification restored = Records(store, workspace.registers, {}).verify();
    for (const std::string& fault : restored.faults)
        fmt::print(stderr, "peelian: {}\n", fault);
    fmt::print("Restored {} events and {} of {}\n", restored.events, counted(backup.files.size(), "attached file"),
               moment_text(backup.made));
    if (there) fmt::print("The store there was is in {}\n", old.string());
    fmt::print("Everybody signs in again\n");
    return restored.whole() ? exit_done : exit_problems;
}

} // namespace

Run add_restore(CLI::App& app) {
    auto arguments = std::make_shared<RestoreArguments>();
    add_common(app, arguments->common, false);
    app.add_option("backup", arguments->backup, "Folder that 'peelian backup' made, of either engine")->required();
    app.add_flag("--overwrite", arguments->overwrite, "Replace the store there is; the old one is kept beside it");
    return [arguments] { return run_restore(*arguments); };
}

} // namespace peelian
