// SPDX-License-Identifier: MIT
// Room warehouse: connections to DuckDB, typed results, SQL assembly. The only room
// that sees duckdb.h.
//
// Expressions written by a workspace's author end up in statements, so a database is
// opened shut: it may read and write below named folders only, loads no extension, and
// takes one statement at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Rows of an answer, read forwards one at a time. Columns count from 0; asking for a
/// column as the wrong type is an Error(internal).
class Result {
public:
    ~Result();
    Result(Result&&) noexcept;
    Result& operator=(Result&&) noexcept;

    std::size_t columns() const;
    std::string name(std::size_t column) const;
    /// Moves to the next row; false after the last.
    bool next();
    bool null(std::size_t column) const;
    std::int64_t integer(std::size_t column) const;  ///< any whole number, date (days since 1970), boolean
    double real(std::size_t column) const;           ///< NaN when null
    std::string_view text(std::size_t column) const; ///< valid until next()

    struct State;
    explicit Result(std::unique_ptr<State> state);

private:
    std::unique_ptr<State> state_;
};

/// One conversation with a database; use from one thread at a time.
class Connection {
public:
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    /// Runs one statement. Throws Error(input) with DuckDB's own words when it refuses.
    Result query(std::string_view sql);
    /// Runs one statement for its effect; rows changed, where the statement has a count.
    std::uint64_t execute(std::string_view sql);
    /// The answer's single value as text, or nothing when there is no row or it is null.
    std::optional<std::string> value(std::string_view sql);

    struct State;
    explicit Connection(std::unique_ptr<State> state);

private:
    std::unique_ptr<State> state_;
};

struct DatabaseOptions {
    unsigned threads = 2;
    std::string memory_limit = "1GB";
    /// Folders (and files) that statements may read and write; all else is refused.
    std::vector<std::filesystem::path> allowed;
    /// Where big sorts may spill; must be among `allowed`. Empty: no spilling.
    std::filesystem::path spill;
};

/// An embedded, in-memory database; its tables end with it.
class Database {
public:
    explicit Database(const DatabaseOptions& options);
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    Connection connect();

    /// Adds `name(lon DOUBLE, lat DOUBLE) -> VARCHAR`; null in or an empty answer gives
    /// null. `find` is called from several threads at once and must outlive the database.
    void add_point_function(std::string_view name, std::function<std::string_view(double, double)> find);

    struct State;

private:
    std::unique_ptr<State> state_;
};

/// A text as an SQL literal: O'Brien -> 'O''Brien'. A NUL byte is an Error(input).
std::string sql_text(std::string_view text);
/// A name as an SQL identifier in double quotes.
std::string sql_name(std::string_view name);
/// A list of texts: ['a', 'b'].
std::string sql_list(std::span<const std::string> texts);

/// True when `expression` stands as one scalar expression over the given columns; when
/// not, `why` is DuckDB's complaint. Nothing is run.
bool is_expression(Connection& connection, std::string_view expression, std::span<const std::string> typed_columns,
                   std::string& why);

} // namespace peelian
