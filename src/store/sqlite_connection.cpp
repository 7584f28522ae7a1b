// SPDX-License-Identifier: MIT
// The embedded engine. WAL with synchronous=FULL: a commit is on disk when it returns, and readers never wait
// for a writer. Writers take turns by BEGIN IMMEDIATE, so that none fails half-way for another's sake.
#include "store/engines.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <unordered_map>

namespace peelian {
namespace {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct EndStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

/// Beyond this many the cache starts anew; what the program says itself is far less.
constexpr std::size_t k_kept_statements = 200;

Error from_sqlite(int code, std::string_view message, const std::string& file) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return store_is_busy();
    case SQLITE_FULL:
        return Error::io("The disk with the store is full").at(file).hint("Make room; nothing of the change was kept.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error::io("The store's file is damaged: {}", message)
            .at(file)
            .hint("Stop the server, keep the file for a look, and restore the last copy.");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return Error::io("The store's file cannot be used: {}", message)
            .at(file)
            .hint("Look at who owns the file and its folder: both must be writable by who runs the program.");
    case SQLITE_IOERR:
        return Error::io("The store's file could not be read or written: {}", message)
            .at(file)
            .hint("Look at the disk (full, lost, failing); nothing of the change was kept.");
    case SQLITE_NOMEM: return Error::io("There is not enough memory for the store").at(file);
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
            return Error::conflict("There is one already ({})", message);
        [[fallthrough]];
    default: return Error::internal("The store refused a statement: {}", message);
    }
}

class SqliteConnection : public StoreConnection {
public:
    SqliteConnection(Database database, std::string file) : database_(std::move(database)), file_(std::move(file)) {}
    ~SqliteConnection() override { statements_.clear(); }

    using StoreConnection::run;
    SqlRows run(std::string_view sql, std::span<const SqlValue> values) override {
        SqlRows rows;
        auto keep = [](void* all, std::span<const SqlValue> row) {
            static_cast<SqlRows*>(all)->rows.emplace_back(row.begin(), row.end());
            return true;
        };
        each(sql, values, keep, &rows);
        return rows;
    }

    void each(std::string_view sql, std::span<const SqlValue> values,
              bool (*take)(void* who, std::span<const SqlValue> row), void* who) override {
        if (failed_) throw transaction_has_failed();
        try {
            check_values(values);
            step_through(sql, values, take, who);
        } catch (...) {
            failed_ = in_transaction_;
            throw;
        }
    }

    bool postgres() const override { return false; }

    std::vector<std::string> damage() override {
        std::vector<std::string> found;
        try {
            SqlRows rows = run("pragma integrity_check");
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (rows.text(i, 0) != "ok") found.push_back(rows.text(i, 0));
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::io) throw;
            found.emplace_back(error.what());
        }
        return found;
    }

    void copy_to(const std::filesystem::path& file) override;

    void execute(const char* sql) {
        int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) throw failed();
    }
    Error failed() const {
        return from_sqlite(sqlite3_extended_errcode(database_.get()), sqlite3_errmsg(database_.get()), file_);
    }

protected:
    void begin() override { open("begin immediate"); }
    void begin_reading() override { open("begin"); }
    void commit() override {
        if (failed_) throw transaction_has_failed();
        execute("commit");
        in_transaction_ = false;
    }
    void roll_back() noexcept override {
        // Some failures (a full disk) have rolled back already; then this says so and changes nothing.
        sqlite3_exec(database_.get(), "rollback", nullptr, nullptr, nullptr);
        in_transaction_ = failed_ = false;
    }

private:
    void open(const char* how) {
        if (in_transaction_) throw Error::internal("A transaction is open on this connection already");
        execute(how);
        in_transaction_ = true;
    }
    Statement prepare(std::string_view sql) {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &made, nullptr) != SQLITE_OK)
            throw failed();
        return Statement(made);
    }
    void bind(sqlite3_stmt* statement, std::span<const SqlValue> values) {
        int parameters = sqlite3_bind_parameter_count(statement);
        if (static_cast<std::size_t>(parameters) > values.size())
            throw Error::internal("A statement with {} parameters was given {}", parameters, values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            int place = sqlite3_bind_parameter_index(statement, fmt::format("${}", i + 1).c_str());
            if (place == 0) continue; // the statement has no use for it
            int code = values[i] ? sqlite3_bind_text64(statement, place, values[i]->data(), values[i]->size(),
                                                       SQLITE_STATIC, SQLITE_UTF8)
                                 : sqlite3_bind_null(statement, place);
            if (code != SQLITE_OK) throw failed();
        }
    }
    void step_through(std::string_view sql, std::span<const SqlValue> values,
                      bool (*take)(void* who, std::span<const SqlValue> row), void* who);

    Database database_;
    std::string file_;
    std::unordered_map<std::string, Statement> statements_;
    bool in_transaction_ = false, failed_ = false;
};

void SqliteConnection::step_through(std::string_view sql, std::span<const SqlValue> values,
                                    bool (*take)(void* who, std::span<const SqlValue> row), void* who) {
    // Taken out of the cache while it runs, so that the same words may be said again by `take`.
    Statement statement;
    std::string key(sql);
    if (auto kept = statements_.find(key); kept != statements_.end()) {
        statement = std::move(kept->second);
        statements_.erase(kept);
    } else statement = prepare(sql);
    bind(statement.get(), values);

    std::vector<SqlValue> row(static_cast<std::size_t>(sqlite3_column_count(statement.get())));
    int code = sqlite3_step(statement.get());
    for (; code == SQLITE_ROW; code = sqlite3_step(statement.get())) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            int column = static_cast<int>(i);
            auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), column));
            if (text) row[i].emplace(text, static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), column)));
            else row[i].reset();
        }
        if (!take(who, row)) break;
    }
    if (code != SQLITE_DONE && code != SQLITE_ROW) throw failed();
    if (sqlite3_reset(statement.get()) != SQLITE_OK) throw failed();
    sqlite3_clear_bindings(statement.get());
    if (statements_.size() >= k_kept_statements) statements_.clear();
    statements_.emplace(std::move(key), std::move(statement));
}

/// Makes the file before SQLite does, so that it is never readable by others; its -wal and -shm take after it.
void make_private_file(const std::filesystem::path& file) {
    int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (made < 0)
        throw Error::io("The store's file cannot be made: {}", std::strerror(errno))
            .at(file.string())
            .hint("Look at who owns the folder, and whether the disk has room.");
    ::close(made);
}

Database open_file(const std::filesystem::path& file) {
    sqlite3* opened = nullptr;
    int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(opened);
    if (code != SQLITE_OK) throw from_sqlite(code, opened ? sqlite3_errmsg(opened) : "no memory", file.string());
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, k_lock_seconds * 1000);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return database;
}

void SqliteConnection::copy_to(const std::filesystem::path& file) {
    if (std::filesystem::exists(file))
        throw Error::conflict("'{}' is there already", file.string()).hint("Name a file that is not there yet.");
    std::filesystem::path part = file;
    part += ".part";
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    make_private_file(part);
    try {
        Database copy = open_file(part);
        sqlite3_backup* backup = sqlite3_backup_init(copy.get(), "main", database_.get(), "main");
        if (!backup) throw from_sqlite(sqlite3_extended_errcode(copy.get()), sqlite3_errmsg(copy.get()), part.string());
        sqlite3_backup_step(backup, -1); // all pages at once: one state, and in WAL no writer waits for it
        int code = sqlite3_backup_finish(backup);
        if (code != SQLITE_OK) throw from_sqlite(code, sqlite3_errstr(code), part.string());
        copy.reset();
        int written = ::open(part.c_str(), O_RDONLY | O_CLOEXEC);
        bool safe = written >= 0 && ::fsync(written) == 0;
        if (written >= 0) ::close(written);
        if (!safe) throw Error::io("The copy could not be brought to disk: {}", std::strerror(errno)).at(part.string());
        std::filesystem::rename(part, file);
    } catch (...) {
        std::filesystem::remove(part, ignored);
        throw;
    }
}

} // namespace

std::unique_ptr<StoreConnection> open_sqlite(const std::filesystem::path& file, bool create) {
    if (!std::filesystem::exists(file)) {
        if (!create)
            throw Error::not_found("There is no store at '{}'", file.string())
                .hint("It is made by 'peelian registers import' or 'peelian user add'; or look at the store's folder "
                      "in peelian.toml.");
        make_private_file(file);
    }
    auto connection = std::make_unique<SqliteConnection>(open_file(file), file.string());
    SqlRows mode = connection->run("pragma journal_mode = wal");
    if (mode.empty() || mode.text(0, 0) != "wal")
        throw Error::io("The disk of the store does not allow a write-ahead log")
            .at(file.string())
            .hint("Keep the store on a disk of this machine, not on a network share.");
    connection->execute("pragma synchronous = full");
    connection->execute("pragma foreign_keys = on");
    return connection;
}

} // namespace peelian
