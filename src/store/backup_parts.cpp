// SPDX-License-Identifier: MIT
#include "store/backup_parts.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "store/migrations.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace peelian {
namespace {

using Json = nlohmann::ordered_json;

constexpr int k_format = 1;

/// Within the backup, and nowhere else: a manifest may have been written by anybody.
bool is_inner_path(const std::filesystem::path& path) {
    if (path.empty() || path.is_absolute()) return false;
    return std::ranges::none_of(path, [](const auto& part) { return part == ".." || part == "." || part.empty(); });
}

Json to_json(const BackupPart& part) {
    Json json{{"path", part.path}, {"sha256", part.sha256}, {"bytes", part.bytes}};
    if (part.table.empty()) return json;
    json["table"] = part.table;
    json["columns"] = part.columns;
    json["rows"] = part.rows;
    return json;
}

BackupPart part_from(const Json& json, bool table) {
    BackupPart part;
    part.path = json.at("path").get<std::string>();
    part.sha256 = json.at("sha256").get<std::string>();
    part.bytes = json.at("bytes").get<std::uint64_t>();
    if (!is_inner_path(part.path)) throw Error::input("The backup's manifest names '{}', outside of it", part.path);
    if (!table) return part;
    part.table = json.at("table").get<std::string>();
    part.columns = json.at("columns").get<std::vector<std::string>>();
    part.rows = json.at("rows").get<std::int64_t>();
    return part;
}

} // namespace

std::vector<std::string> schema_tables() {
    constexpr std::string_view k_begin = "create table ";
    std::vector<std::string> tables;
    for (const Migration& step : migrations())
        for (const std::string& line : split(step.sql, '\n'))
            if (line.starts_with(k_begin)) {
                std::string name = line.substr(k_begin.size(), line.find('(') - k_begin.size());
                tables.emplace_back(trim(name));
            }
    return tables;
}

bool left_out_of_backups(std::string_view table) { return table == "sessions"; }

std::vector<std::string> columns_of(StoreConnection& connection, std::string_view table) {
    SqlRows rows = connection.run(connection.postgres()
                                      ? "select column_name from information_schema.columns where table_schema = "
                                        "current_schema() and table_name = $1 order by ordinal_position"
                                      : "select name from pragma_table_info($1) order by cid",
                                  {std::string(table)});
    std::vector<std::string> columns;
    for (std::size_t i = 0; i < rows.size(); ++i)
        columns.push_back(rows.text(i, 0));
    return columns;
}

bool has_table(StoreConnection& connection, std::string_view table) { return !columns_of(connection, table).empty(); }

std::string column_list(const std::vector<std::string>& columns) {
    return join(std::span<const std::string>(columns), ", ");
}

std::string backup_manifest(const Backup& backup) {
    Json json{{"format", k_format},
              {"made", moment_text(backup.made)},
              {"step", backup.step},
              {"events", backup.events},
              {"head", backup.head}};
    json["tables"] = Json::array();
    for (const BackupPart& part : backup.tables)
        json["tables"].push_back(to_json(part));
    json["files"] = Json::array();
    for (const BackupPart& part : backup.files)
        json["files"].push_back(to_json(part));
    return json.dump(1) + "\n";
}

Backup parse_backup_manifest(const std::filesystem::path& file) {
    Backup backup;
    try {
        Json json = Json::parse(read_file(file));
        if (int format = json.at("format").get<int>(); format != k_format)
            throw Error::conflict("The backup has format {}, and this program reads {}", format, k_format)
                .at(file.string())
                .hint("Use the program that made it, or a newer one.");
        auto made = parse_moment(json.at("made").get<std::string>());
        if (!made) throw Error::input("The backup's manifest does not say when it was made").at(file.string());
        backup.made = *made;
        backup.step = json.at("step").get<int>();
        backup.events = json.at("events").get<std::int64_t>();
        backup.head = json.at("head").get<std::string>();
        for (const Json& part : json.at("tables"))
            backup.tables.push_back(part_from(part, true));
        for (const Json& part : json.at("files"))
            backup.files.push_back(part_from(part, false));
    } catch (const Json::exception&) {
        throw Error::input("This is no manifest of a backup, or it is damaged").at(file.string());
    }
    return backup;
}

void sync_to_disk(const std::filesystem::path& path) {
    int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    int why = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Error::io("'{}' cannot be brought onto the disk: {}", path.string(), std::strerror(why));
}

} // namespace peelian
