// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "store/backup_parts.hpp"
#include "store/engines.hpp"
#include "store/migrations.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// What is wrong with the parts of a backup, a line each.
std::vector<std::string> faults_of(const Backup& backup) {
    std::vector<std::string> faults;
    std::set<fs::path> known{backup.folder / "manifest.json"};
    for (const auto* parts : {&backup.tables, &backup.files})
        for (const BackupPart& part : *parts) {
            fs::path path = backup.folder / part.path;
            known.insert(path);
            if (!fs::is_regular_file(fs::symlink_status(path))) faults.push_back(part.path + " is missing");
            else if (fs::file_size(path) != part.bytes || sha256_file(path) != part.sha256)
                faults.push_back(part.path + " is not what was written");
        }
    for (const fs::path& path : files_below(backup.folder))
        if (!known.contains(path))
            faults.push_back(path.lexically_relative(backup.folder).generic_string() + " is not of the backup");
    return faults;
}

/// Tables and columns stand in SQL as they are, so they must be names of the schema.
void check_tables(const Backup& backup) {
    std::vector<std::string> known = schema_tables();
    auto is_name = [](const std::string& text) {
        return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos;
    };
    for (const BackupPart& part : backup.tables)
        if (std::ranges::find(known, part.table) == known.end() || part.columns.empty() ||
            !std::ranges::all_of(part.columns, is_name))
            throw Error::input("The backup has a table '{}', which no store has", part.table)
                .at((backup.folder / "manifest.json").string());
    for (const BackupPart& part : backup.files)
        if (!part.path.starts_with("files/"))
            throw Error::input("The backup has a file '{}' that is not in files/", part.path)
                .at((backup.folder / "manifest.json").string());
}

void empty_schema(StoreConnection& connection) {
    std::vector<std::string> tables = schema_tables();
    for (auto table = tables.rbegin(); table != tables.rend(); ++table)
        connection.run("drop table if exists " + *table);
    connection.run("drop table if exists schema_steps");
}

std::vector<SqlValue> read_row(const std::string& line, const BackupPart& part, std::int64_t number) {
    try {
        auto json = nlohmann::json::parse(line);
        std::vector<SqlValue> row;
        for (const auto& value : json)
            row.push_back(value.is_null() ? SqlValue() : SqlValue(value.get<std::string>()));
        if (json.is_array() && row.size() == part.columns.size()) return row;
    } catch (const nlohmann::json::exception&) { // said below
    }
    throw Error::input("The line is no row of {}: expected {} texts or nulls", part.table, part.columns.size())
        .at(part.path, static_cast<std::size_t>(number));
}

void fill_table(StoreConnection& connection, const Backup& backup, const BackupPart& part) {
    connection.run("delete from " + part.table); // what the steps of the schema put there
    std::string places;
    for (std::size_t i = 1; i <= part.columns.size(); ++i)
        places += fmt::format("{}${}", i > 1 ? ", " : "", i);
    std::string sql = fmt::format("insert into {}({}) values ({})", part.table, column_list(part.columns), places);
    std::ifstream file(backup.folder / part.path, std::ios::binary);
    std::int64_t rows = 0;
    for (std::string line; std::getline(file, line);) {
        std::vector<SqlValue> row = read_row(line, part, ++rows);
        connection.run(sql, std::span<const SqlValue>(row));
    }
    if (rows != part.rows || file.bad())
        throw Error::io("{} gave {} rows of {}", part.path, rows, part.rows).hint("Nothing was restored.");
}

} // namespace

Backup read_backup(const fs::path& folder) {
    fs::path manifest = folder / "manifest.json";
    if (!fs::exists(manifest))
        throw Error::not_found("'{}' is no backup: it has no manifest.json", folder.string())
            .hint("Make one with 'peelian backup FOLDER'.");
    Backup backup = parse_backup_manifest(manifest);
    backup.folder = folder;
    if (migrations().empty() || backup.step > migrations().back().number)
        throw Error::conflict("The backup is of a newer program: it has step {} of the schema", backup.step)
            .at(manifest.string())
            .hint("Use the newer program.");
    check_tables(backup);
    std::vector<std::string> faults = faults_of(backup);
    if (!faults.empty())
        throw Error::input("The backup is damaged: {}", listed(std::span<const std::string>(faults)))
            .at(folder.string())
            .hint("Nothing was restored; take an older backup.");
    return backup;
}

void load_backup(const Backup& backup, const StoreAddress& target) {
    if (target.url.empty() && !fs::is_directory(target.folder)) {
        fs::create_directories(target.folder);
        fs::permissions(target.folder, fs::perms::owner_all);
    }
    auto connection = target.url.empty() ? open_sqlite(target.database_file(), true) : open_postgres(target.url);
    Transaction change(*connection);
    empty_schema(*connection);
    take_steps(*connection, backup.step);
    for (const BackupPart& part : backup.tables)
        fill_table(*connection, backup, part);
    take_steps(*connection);
    change.commit();
}

void restore_files(const Backup& backup, const fs::path& store) {
    for (const BackupPart& part : backup.files) {
        fs::path to = store / part.path;
        if (fs::exists(to) && sha256_file(to) == part.sha256) continue;
        write_file(to, read_file(backup.folder / part.path));
        sync_to_disk(to);
    }
}

} // namespace peelian
