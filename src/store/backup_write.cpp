// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "store/backup_parts.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// A folder that goes away unless it was kept.
class Aside {
public:
    explicit Aside(fs::path path) : path_(std::move(path)) {
        std::error_code failed;
        fs::remove_all(path_, failed);
        fs::create_directories(path_);
        fs::permissions(path_, fs::perms::owner_all); // all that is confidential is in there
    }
    ~Aside() {
        std::error_code failed;
        if (!path_.empty()) fs::remove_all(path_, failed);
    }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;
    const fs::path& path() const { return path_; }
    void keep_as(const fs::path& name) {
        fs::rename(path_, name);
        path_.clear();
    }

private:
    fs::path path_;
};

/// A file being written, hashed as it goes.
class PartWriter {
public:
    PartWriter(const fs::path& folder, BackupPart& part) : path_(folder / part.path), part_(part) {
        fs::create_directories(path_.parent_path());
        file_.reset(std::fopen(path_.c_str(), "wbxe"));
        if (!file_) fail();
    }
    void add(std::string_view bytes) {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail();
        hasher_.add(bytes);
        part_.bytes += bytes.size();
    }
    void finish() {
        if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) fail();
        part_.sha256 = hasher_.hex();
    }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    [[noreturn]] void fail() const {
        throw Error::io("'{}' cannot be written: {}", path_.string(), std::strerror(errno))
            .hint("Nothing of this backup is kept; give it another place and try again.");
    }
    fs::path path_;
    BackupPart& part_;
    std::unique_ptr<std::FILE, Close> file_;
    Hasher hasher_;
};

struct RowSink {
    PartWriter& writer;
    BackupPart& part;
    std::string line;
};

bool write_row(void* who, std::span<const SqlValue> row) {
    RowSink& sink = *static_cast<RowSink*>(who);
    sink.line = "[";
    for (const SqlValue& value : row) {
        if (sink.line.size() > 1) sink.line += ',';
        if (value) append_json(sink.line, *value);
        else sink.line += "null";
    }
    sink.line += "]\n";
    sink.writer.add(sink.line);
    ++sink.part.rows;
    return true;
}

/// In the order of their columns, so that the same store gives the same bytes.
std::string order_of(std::size_t columns) {
    std::string order;
    for (std::size_t i = 1; i <= columns; ++i)
        order += fmt::format("{}{}", i > 1 ? ", " : "", i);
    return order;
}

BackupPart write_table(StoreConnection& connection, const std::string& table, const fs::path& folder) {
    BackupPart part;
    part.path = "tables/" + table + ".jsonl";
    part.table = table;
    part.columns = columns_of(connection, table);
    PartWriter writer(folder, part);
    RowSink sink{writer, part, {}};
    if (!left_out_of_backups(table))
        connection.each(fmt::format("select {} from {} order by {}", column_list(part.columns), table,
                                    order_of(part.columns.size())),
                        {}, write_row, &sink);
    writer.finish();
    return part;
}

BackupPart copy_attached(const fs::path& from, const fs::path& relative, const fs::path& folder) {
    BackupPart part;
    part.path = (fs::path("files") / relative).generic_string();
    PartWriter writer(folder, part);
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(from.c_str(), "rbe"), std::fclose);
    if (!file) throw Error::io("'{}' cannot be read: {}", from.string(), std::strerror(errno));
    std::string buffer(std::size_t{1} << 20U, '\0');
    while (std::size_t read = std::fread(buffer.data(), 1, buffer.size(), file.get()))
        writer.add(std::string_view(buffer).substr(0, read));
    if (std::ferror(file.get()) != 0) throw Error::io("'{}' cannot be read to its end", from.string());
    writer.finish();
    return part;
}

/// Files are added before the event that names them and never changed, so all that the rows name are there.
void copy_attached_files(const fs::path& files, Backup& backup, const fs::path& folder) {
    if (!fs::is_directory(files)) return;
    for (const fs::path& path : files_below(files)) {
        if (path.filename().string().starts_with('.')) continue; // somebody is still writing it
        backup.files.push_back(copy_attached(path, path.lexically_relative(files), folder));
    }
}

void note_missing(StoreConnection& connection, Backup& backup) {
    SqlRows named = connection.run("select distinct hash, name from files order by hash, name");
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::string& hash = named.text(i, 0);
        bool there = false;
        for (const BackupPart& part : backup.files)
            there = there || part.sha256 == hash;
        if (!there) backup.missing.push_back(fmt::format("{} ({})", named.text(i, 1), hash));
    }
}

void write_tables(StoreConnection& connection, Backup& backup, const fs::path& folder) {
    SqlRows head = connection.run("select number, hash from events order by number desc limit 1");
    backup.events = head.empty() ? 0 : head.integer(0, 0);
    backup.head = head.empty() ? std::string(64, '0') : head.text(0, 1);
    SqlRows step = connection.run("select max(number) from schema_steps");
    backup.step = static_cast<int>(step.integer(0, 0));
    for (const std::string& table : schema_tables())
        if (has_table(connection, table)) backup.tables.push_back(write_table(connection, table, folder));
}

void sync_folders(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_directory()) sync_to_disk(entry.path());
    sync_to_disk(folder);
}

} // namespace

Backup write_backup(Store& store, const fs::path& folder) {
    fs::path target = fs::absolute(folder).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();
    if (fs::exists(fs::symlink_status(target)))
        throw Error::conflict("'{}' is there already", folder.string())
            .hint("A backup never replaces anything; name a new folder.");
    Aside aside(target.parent_path() / fmt::format(".{}.part-{}", target.filename().string(), ::getpid()));
    Backup backup;
    backup.made = system_clock().now();
    auto connection = store.take();
    {
        ReadView view(*connection);
        write_tables(*connection, backup, aside.path());
        copy_attached_files(store.address().files(), backup, aside.path());
        note_missing(*connection, backup);
    }
    BackupPart manifest;
    manifest.path = "manifest.json";
    PartWriter writer(aside.path(), manifest);
    writer.add(backup_manifest(backup));
    writer.finish();
    sync_folders(aside.path());
    aside.keep_as(target);
    sync_to_disk(target.parent_path());
    backup.folder = target;
    return backup;
}

} // namespace peelian
