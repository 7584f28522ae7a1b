// SPDX-License-Identifier: MIT
// Room store: records that must not be lost, in SQLite (embedded, by default) or PostgreSQL (shared).
// This header: connections, statements, transactions. The only room that sees sqlite3.h (beside
// geography, for GeoPackage) and libpq.
//
//     Store store(StoreAddress::from("", "/srv/london/store"));
//     auto db = store.take();                       // back to the pool with its owner
//     Transaction change(*db);                          // one writer at a time, whichever the engine
//     db->run("insert into notes(id, text) values ($1, $2)", {"a", text});
//     change.commit();                                  // on disk when it returns
//
// One SQL for both: parameters are $1, $2, ... (each used in order, at most once a statement need not
// hold), values are text or null going in and coming out, and nothing is used that only one has.
// SQLite runs with WAL and synchronous=FULL; PostgreSQL with synchronous_commit as the server has it,
// refused when it is off.
//
// Errors: Error(io) when the engine fails (full disk, lost connection, damaged file), with what to do;
// Error(conflict) for a unique key that is there already, or a lock not had in ten seconds. After an
// error inside a Transaction nothing of it stays.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Where records are kept.
struct StoreAddress {
    std::string url;              ///< "postgresql://..."; empty: SQLite in `folder`
    std::filesystem::path folder; ///< registers.sqlite, files/, outbox/

    /// `url` from peelian.toml or PEELIAN_DATABASE. Throws Error(input) for another scheme, and for a URL with a
    /// password in it: that comes by PGPASSWORD, PGPASSFILE or a service file, never in a file of ours.
    static StoreAddress from(std::string_view url, std::filesystem::path folder);
    std::filesystem::path database_file() const { return folder / "registers.sqlite"; }
    std::filesystem::path files() const { return folder / "files"; }
    std::filesystem::path outbox() const { return folder / "outbox"; }
    /// Whether there is a store already (a file, or a schema on the server).
    bool exists() const;
};

using SqlValue = std::optional<std::string>;

/// Rows of text; null is nullopt.
struct SqlRows {
    std::vector<std::vector<SqlValue>> rows;

    std::size_t size() const { return rows.size(); }
    bool empty() const { return rows.empty(); }
    /// Text of a cell, empty for null.
    const std::string& text(std::size_t row, std::size_t column) const;
    std::int64_t integer(std::size_t row, std::size_t column) const;
};

/// One connection; for one thread at a time.
class StoreConnection {
public:
    virtual ~StoreConnection() = default;
    /// Runs one statement; its rows, none for what gives none.
    virtual SqlRows run(std::string_view sql, std::span<const SqlValue> values) = 0;
    SqlRows run(std::string_view sql, std::initializer_list<SqlValue> values = {}) {
        return run(sql, std::span<const SqlValue>(values.begin(), values.size()));
    }
    /// Row by row, for answers too large for memory; `take` returns false to stop,
    /// and does not use the connection itself.
    virtual void each(std::string_view sql, std::span<const SqlValue> values,
                      bool (*take)(void* who, std::span<const SqlValue> row), void* who) = 0;
    virtual bool postgres() const = 0;
    /// What the engine itself finds wrong with its file, a line each (SQLite's integrity_check); empty: nothing.
    virtual std::vector<std::string> damage() = 0;
    /// A consistent copy while others go on writing (SQLite's online backup). Error(usage) on PostgreSQL, which
    /// has tools of its own; PostgreSQL is backed up through export_all instead.
    virtual void copy_to(const std::filesystem::path& file) = 0;

protected:
    friend class Transaction;
    friend class ReadView;
    virtual void begin() = 0; ///< takes the writers' lock: BEGIN IMMEDIATE, or an advisory lock for the transaction
    virtual void begin_reading() = 0;
    virtual void commit() = 0;
    virtual void roll_back() noexcept = 0;
};

/// A change that happens whole or not at all; rolled back by its destructor unless committed.
class Transaction {
public:
    explicit Transaction(StoreConnection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    StoreConnection& connection_;
    bool open_ = true;
};

/// One state of the store for all that is read while it lives, whatever others write meanwhile; holds nobody up.
class ReadView {
public:
    explicit ReadView(StoreConnection& connection) : connection_(connection) { connection_.begin_reading(); }
    ~ReadView() { connection_.roll_back(); }
    ReadView(const ReadView&) = delete;
    ReadView& operator=(const ReadView&) = delete;

private:
    StoreConnection& connection_;
};

/// Connections to one store, opened as needed and kept. Safe between threads.
class Store {
public:
    /// Opens the store and brings its schema up to date (migrations.hpp). Error(not_found) when it is not there
    /// and `create` is false.
    explicit Store(StoreAddress address, bool create = true);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    struct Back {
        Store* pool = nullptr;
        void operator()(StoreConnection* database) const;
    };
    using Taken = std::unique_ptr<StoreConnection, Back>;
    Taken take();
    const StoreAddress& address() const { return address_; }

private:
    StoreAddress address_;
    std::mutex mutex_; // guards idle_
    std::vector<std::unique_ptr<StoreConnection>> idle_;
};

} // namespace peelian
