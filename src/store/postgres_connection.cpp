// SPDX-License-Identifier: MIT
// The shared engine. Writers take turns by an advisory lock of the schema, held to the end of the transaction, as
// SQLite's do: what the program does then has one order, whichever the engine.
#include "store/engines.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <type_traits>
#include <unordered_map>

namespace peelian {
namespace {

struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;
using Result = std::unique_ptr<PGresult, ClearResult>;

/// Apart from other programs' advisory locks in the same database.
constexpr int k_lock_class = 0x9ee1;

std::string one_line(const char* text) {
    std::string line = text ? text : "";
    while (!line.empty() && (line.back() == '\n' || line.back() == ' '))
        line.pop_back();
    return line;
}

Error connection_lost(std::string_view message) {
    return Error::io("The database server cannot be reached: {}", message)
        .hint("Look at whether it runs and lets this machine and account in. A change that was under way is not kept "
              "unless it was confirmed.");
}

Error from_postgres(std::string_view state, std::string_view message) {
    if (state == "23505") return Error::conflict("There is one already ({})", message);
    if (state == "55P03" || state == "40001" || state == "40P01") return store_is_busy();
    if (state == "53100") return Error::io("The database server's disk is full: {}", message).hint("Make room there.");
    if (state.starts_with("53"))
        return Error::io("The database server has no room for more: {}", message)
            .hint("Look at its limits of connections and memory.");
    if (state == "42501" || state == "25006")
        return Error::io("The database server does not let this account do that: {}", message)
            .hint("The account needs to make and change tables in its schema, on the primary server.");
    if (state.starts_with("XX") || state.starts_with("58"))
        return Error::io("The database server reports damage: {}", message)
            .hint("Keep its files for a look and restore the last copy.");
    if (state.empty() || state.starts_with("08") || state.starts_with("57P")) return connection_lost(message);
    return Error::internal("The database server refused a statement ({}): {}", state, message);
}

class PostgresConnection : public StoreConnection {
public:
    explicit PostgresConnection(std::string url) : url_(std::move(url)) { connect(); }

    using StoreConnection::run;
    SqlRows run(std::string_view sql, std::span<const SqlValue> values) override {
        return guarded([&] {
            check_values(values);
            be_connected();
            const Prepared& statement = prepared(sql);
            auto texts = pointers(statement, values);
            Result result(PQexecPrepared(connection_.get(), statement.name.c_str(), statement.parameters, texts.data(),
                                         nullptr, nullptr, 0));
            check(result.get());
            SqlRows rows;
            rows.rows.resize(static_cast<std::size_t>(PQntuples(result.get())));
            for (std::size_t i = 0; i < rows.rows.size(); ++i)
                fill(rows.rows[i], result.get(), static_cast<int>(i));
            return rows;
        });
    }

    void each(std::string_view sql, std::span<const SqlValue> values,
              bool (*take)(void* who, std::span<const SqlValue> row), void* who) override {
        guarded([&] {
            check_values(values);
            be_connected();
            const Prepared& statement = prepared(sql);
            auto texts = pointers(statement, values);
            if (!PQsendQueryPrepared(connection_.get(), statement.name.c_str(), statement.parameters, texts.data(),
                                     nullptr, nullptr, 0) ||
                !PQsetSingleRowMode(connection_.get()))
                throw connection_lost(one_line(PQerrorMessage(connection_.get())));
            take_rows(take, who);
            return true;
        });
    }

    bool postgres() const override { return true; }
    std::vector<std::string> damage() override { return {}; }
    void copy_to(const std::filesystem::path& /*file*/) override {
        throw Error::usage("A store on a PostgreSQL server is not copied as a file")
            .hint("Use the server's own backups, or export the log.");
    }

protected:
    void begin() override {
        open("begin");
        try {
            run("select pg_advisory_xact_lock(cast($1 as integer), hashtext(current_schema()))",
                {std::to_string(k_lock_class)});
        } catch (...) {
            roll_back();
            throw;
        }
    }
    void begin_reading() override { open("begin isolation level repeatable read, read only"); }
    void commit() override {
        if (failed_) throw transaction_has_failed();
        Result result(PQexec(connection_.get(), "commit"));
        check(result.get());
        // A transaction that has failed answers "commit" with ROLLBACK and no error.
        if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw transaction_has_failed();
        in_transaction_ = false;
    }
    void roll_back() noexcept override {
        Result result(PQexec(connection_.get(), "rollback"));
        in_transaction_ = failed_ = false;
    }

private:
    /// Marks the transaction as failed when the work throws, as SQLite's connection does.
    template <typename Work> std::invoke_result_t<Work> guarded(Work&& work) {
        if (failed_) throw transaction_has_failed();
        try {
            return work();
        } catch (...) {
            failed_ = in_transaction_;
            throw;
        }
    }
    void open(const char* how) {
        if (in_transaction_) throw Error::internal("A transaction is open on this connection already");
        if (!answers()) connect();
        execute(how);
        in_transaction_ = true;
    }
    void connect();
    void refuse_careless_server();
    bool answers() {
        return PQstatus(connection_.get()) == CONNECTION_OK &&
               PQresultStatus(Result(PQexec(connection_.get(), "")).get()) == PGRES_EMPTY_QUERY;
    }
    /// A server that was restarted, or that ended an idle connection, has said so: there is something to read.
    void be_connected() {
        if (in_transaction_) return;
        pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
        bool told = socket.fd < 0 || ::poll(&socket, 1, 0) != 0;
        if (told && !answers()) connect();
    }
    void execute(const char* sql) { check(Result(PQexec(connection_.get(), sql)).get()); }
    void check(const PGresult* result) {
        auto status = PQresultStatus(result);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) return;
        const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        throw from_postgres(state ? state : "",
                            message ? one_line(message) : one_line(PQerrorMessage(connection_.get())));
    }
    struct Prepared {
        std::string name;
        int parameters = 0;
    };
    const Prepared& prepared(std::string_view sql) {
        if (auto kept = prepared_.find(std::string(sql)); kept != prepared_.end()) return kept->second;
        Prepared made{fmt::format("s{}", prepared_.size() + 1), 0};
        std::string text(sql);
        check(Result(PQprepare(connection_.get(), made.name.c_str(), text.c_str(), 0, nullptr)).get());
        Result shape(PQdescribePrepared(connection_.get(), made.name.c_str()));
        check(shape.get());
        made.parameters = PQnparams(shape.get());
        return prepared_.emplace(std::move(text), std::move(made)).first->second;
    }
    static std::vector<const char*> pointers(const Prepared& statement, std::span<const SqlValue> values) {
        if (static_cast<std::size_t>(statement.parameters) > values.size())
            throw Error::internal("A statement with {} parameters was given {}", statement.parameters, values.size());
        std::vector<const char*> texts;
        for (const SqlValue& value : values)
            texts.push_back(value ? value->c_str() : nullptr);
        return texts;
    }
    static void fill(std::vector<SqlValue>& row, const PGresult* result, int number) {
        row.resize(static_cast<std::size_t>(PQnfields(result)));
        for (int i = 0; i < PQnfields(result); ++i) {
            SqlValue& cell = row[static_cast<std::size_t>(i)];
            if (PQgetisnull(result, number, i)) cell.reset();
            else cell.emplace(PQgetvalue(result, number, i), static_cast<std::size_t>(PQgetlength(result, number, i)));
        }
    }
    void take_rows(bool (*take)(void* who, std::span<const SqlValue> row), void* who);
    void stop_sending() noexcept;

    std::string url_;
    Connection connection_;
    std::unordered_map<std::string, Prepared> prepared_; // by their SQL
    bool in_transaction_ = false, failed_ = false;
};

void PostgresConnection::take_rows(bool (*take)(void* who, std::span<const SqlValue> row), void* who) {
    std::vector<SqlValue> row;
    try {
        while (Result result{PQgetResult(connection_.get())}) {
            check(result.get());
            if (PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE) continue;
            fill(row, result.get(), 0);
            if (take(who, row)) continue;
            stop_sending();
            return;
        }
    } catch (...) {
        stop_sending();
        throw;
    }
}

/// Reads what is still on its way, so that the connection is free again; to cancel the statement instead would
/// spoil the transaction it is in.
void PostgresConnection::stop_sending() noexcept {
    while (PGresult* rest = PQgetResult(connection_.get()))
        PQclear(rest);
}

void PostgresConnection::connect() {
    prepared_.clear();
    const char* keys[] = {"dbname", "client_encoding", "fallback_application_name", "connect_timeout", nullptr};
    const char* values[] = {url_.c_str(), "UTF8", "peelian", "10", nullptr};
    connection_.reset(PQconnectdbParams(keys, values, 1));
    if (PQstatus(connection_.get()) != CONNECTION_OK)
        throw connection_lost(one_line(PQerrorMessage(connection_.get())));
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    refuse_careless_server();
    execute(fmt::format("set lock_timeout = '{}s'", k_lock_seconds).c_str());
    // A plan made once, when tables were empty, reads them whole for ever: an import of 7,000 records took 30 s
    // instead of 3.
    execute("set plan_cache_mode = force_custom_plan");
}

void PostgresConnection::refuse_careless_server() {
    Result durable(PQexec(connection_.get(), "select current_setting('synchronous_commit'), "
                                             "current_setting('server_encoding'), current_schema()"));
    check(durable.get());
    if (std::string_view(PQgetvalue(durable.get(), 0, 0)) == "off")
        throw Error::input("The database server confirms changes before they are on disk (synchronous_commit is off)")
            .hint("Set synchronous_commit to on for this database or account.");
    if (std::string_view(PQgetvalue(durable.get(), 0, 1)) != "UTF8")
        throw Error::input("The database is kept in the encoding {}, not UTF8", PQgetvalue(durable.get(), 0, 1))
            .hint("Make one with: create database ... encoding 'UTF8' template template0.");
    if (PQgetisnull(durable.get(), 0, 2))
        throw Error::input("The database has no schema that this account may use")
            .hint("Make one, and name it in the account's search_path.");
}

} // namespace

void check_postgres_address(const std::string& url) {
    char* problem = nullptr;
    std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(url.c_str(), &problem));
    if (!options) {
        // libpq's own words may quote the password; they are not passed on.
        PQfreemem(problem);
        throw Error::input("The address of the database cannot be read")
            .hint("Expected postgresql://account@host:port/database?key=value, with % before special letters.");
    }
    for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
        std::string_view key = option->keyword;
        if ((key == "password" || key == "sslpassword") && option->val && *option->val)
            throw Error::input("The address of the database holds a password")
                .hint("Take it out; give it by PGPASSWORD, PGPASSFILE or a service file instead.");
    }
}

std::unique_ptr<StoreConnection> open_postgres(const std::string& url) {
    return std::make_unique<PostgresConnection>(url);
}

} // namespace peelian
