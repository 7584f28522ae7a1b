// SPDX-License-Identifier: MIT
#include "warehouse/database.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <duckdb.h>

#include <cmath>
#include <limits>

namespace peelian {
namespace {

template <auto Free> struct Destroy {
    template <typename T> void operator()(T* handle) const { Free(handle); }
};

std::string first_line(std::string_view text) { return std::string(trim(text.substr(0, text.find("\n\nLINE ")))); }

} // namespace

// ------------------------------------------------------------------ results

struct Result::State {
    duckdb_result result{};
    duckdb_data_chunk chunk = nullptr;
    idx_t rows = 0, row = 0;
    std::vector<duckdb_type> types;
    std::vector<void*> data;
    std::vector<std::uint64_t*> validity;

    ~State() {
        if (chunk != nullptr) duckdb_destroy_data_chunk(&chunk);
        duckdb_destroy_result(&result);
    }
    bool fetch() {
        if (chunk != nullptr) duckdb_destroy_data_chunk(&chunk);
        chunk = duckdb_fetch_chunk(result);
        if (chunk == nullptr) return false;
        rows = duckdb_data_chunk_get_size(chunk);
        row = 0;
        for (idx_t c = 0; c < types.size(); ++c) {
            duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, c);
            data[c] = duckdb_vector_get_data(vector);
            validity[c] = duckdb_vector_get_validity(vector);
        }
        return true;
    }
};

Result::Result(std::unique_ptr<State> state) : state_(std::move(state)) {}
Result::~Result() = default;
Result::Result(Result&&) noexcept = default;
Result& Result::operator=(Result&&) noexcept = default;

std::size_t Result::columns() const { return state_->types.size(); }

std::string Result::name(std::size_t column) const { return duckdb_column_name(&state_->result, column); }

bool Result::next() {
    State& s = *state_;
    if (s.chunk != nullptr && ++s.row < s.rows) return true;
    while (s.fetch())
        if (s.rows > 0) return true;
    return false;
}

bool Result::null(std::size_t column) const {
    const std::uint64_t* valid = state_->validity[column];
    return valid != nullptr && !duckdb_validity_row_is_valid(const_cast<std::uint64_t*>(valid), state_->row);
}

std::int64_t Result::integer(std::size_t column) const {
    const void* data = state_->data[column];
    idx_t row = state_->row;
    if (null(column)) return 0;
    switch (state_->types[column]) {
    case DUCKDB_TYPE_BOOLEAN: return static_cast<const bool*>(data)[row] ? 1 : 0;
    case DUCKDB_TYPE_TINYINT: return static_cast<const std::int8_t*>(data)[row];
    case DUCKDB_TYPE_SMALLINT: return static_cast<const std::int16_t*>(data)[row];
    case DUCKDB_TYPE_DATE:
    case DUCKDB_TYPE_INTEGER: return static_cast<const std::int32_t*>(data)[row];
    case DUCKDB_TYPE_BIGINT: return static_cast<const std::int64_t*>(data)[row];
    case DUCKDB_TYPE_UTINYINT: return static_cast<const std::uint8_t*>(data)[row];
    case DUCKDB_TYPE_USMALLINT: return static_cast<const std::uint16_t*>(data)[row];
    case DUCKDB_TYPE_UINTEGER: return static_cast<const std::uint32_t*>(data)[row];
    case DUCKDB_TYPE_UBIGINT: return static_cast<std::int64_t>(static_cast<const std::uint64_t*>(data)[row]);
    case DUCKDB_TYPE_HUGEINT:
        return static_cast<std::int64_t>(duckdb_hugeint_to_double(static_cast<const duckdb_hugeint*>(data)[row]));
    default: throw Error::internal("Column '{}' is not a whole number", name(column));
    }
}

double Result::real(std::size_t column) const {
    const void* data = state_->data[column];
    if (null(column)) return std::numeric_limits<double>::quiet_NaN();
    switch (state_->types[column]) {
    case DUCKDB_TYPE_DOUBLE: return static_cast<const double*>(data)[state_->row];
    case DUCKDB_TYPE_FLOAT: return static_cast<double>(static_cast<const float*>(data)[state_->row]);
    case DUCKDB_TYPE_HUGEINT: return duckdb_hugeint_to_double(static_cast<const duckdb_hugeint*>(data)[state_->row]);
    default: return static_cast<double>(integer(column));
    }
}

std::string_view Result::text(std::size_t column) const {
    if (null(column)) return {};
    if (state_->types[column] != DUCKDB_TYPE_VARCHAR) throw Error::internal("Column '{}' is not text", name(column));
    auto* strings = static_cast<duckdb_string_t*>(state_->data[column]);
    duckdb_string_t& value = strings[state_->row];
    return {duckdb_string_t_data(&value), duckdb_string_t_length(value)};
}

// -------------------------------------------------------------- connections

struct Connection::State {
    duckdb_connection connection = nullptr;
    ~State() {
        if (connection != nullptr) duckdb_disconnect(&connection);
    }
};

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result Connection::query(std::string_view sql) {
    // Prepared, because a prepared text is one statement by force: an expression from
    // a workspace cannot smuggle in a second.
    std::string text(sql);
    duckdb_prepared_statement prepared = nullptr;
    auto state = std::make_unique<Result::State>();
    bool ok = duckdb_prepare(state_->connection, text.c_str(), &prepared) == DuckDBSuccess;
    std::string complaint;
    if (!ok) {
        complaint = first_line(duckdb_prepare_error(prepared));
    } else if (duckdb_execute_prepared(prepared, &state->result) != DuckDBSuccess) {
        ok = false;
        const char* message = duckdb_result_error(&state->result);
        complaint = first_line(message != nullptr ? message : "unknown error");
    }
    duckdb_destroy_prepare(&prepared);
    if (!ok) throw Error::input("The warehouse refused a statement: {}", complaint);
    idx_t n = duckdb_column_count(&state->result);
    for (idx_t c = 0; c < n; ++c)
        state->types.push_back(duckdb_column_type(&state->result, c));
    state->data.resize(n);
    state->validity.resize(n);
    return Result(std::move(state));
}

std::uint64_t Connection::execute(std::string_view sql) {
    Result result = query(sql);
    if (result.columns() == 0 || result.name(0) != "Count" || !result.next()) return 0;
    return static_cast<std::uint64_t>(result.integer(0));
}

std::optional<std::string> Connection::value(std::string_view sql) {
    Result result = query("select (" + std::string(sql) + ")::varchar");
    if (!result.next() || result.null(0)) return std::nullopt;
    return std::string(result.text(0));
}

// ----------------------------------------------------------------- database

struct Database::State {
    duckdb_database database = nullptr;
    std::vector<std::unique_ptr<std::function<std::string_view(double, double)>>> functions;
    ~State() {
        if (database != nullptr) duckdb_close(&database);
    }
};

Database::Database(const DatabaseOptions& options) : state_(std::make_unique<State>()) {
    duckdb_config config = nullptr;
    if (duckdb_create_config(&config) != DuckDBSuccess) throw Error::internal("DuckDB cannot start");
    duckdb_set_config(config, "threads", fmt::format("{}", options.threads).c_str());
    duckdb_set_config(config, "memory_limit", options.memory_limit.c_str());
    duckdb_set_config(config, "autoinstall_known_extensions", "false");
    duckdb_set_config(config, "autoload_known_extensions", "false");
    char* message = nullptr;
    bool ok = duckdb_open_ext(nullptr, &state_->database, config, &message) == DuckDBSuccess;
    duckdb_destroy_config(&config);
    if (!ok) {
        std::string why = message != nullptr ? message : "unknown error";
        duckdb_free(message);
        throw Error::internal("DuckDB cannot start: {}", why);
    }
    Connection setup = connect();
    setup.execute("set TimeZone = 'UTC'");
    setup.execute(options.spill.empty() ? std::string("set temp_directory = ''")
                                        : "set temp_directory = " + sql_text(options.spill.string()));
    std::vector<std::string> allowed;
    for (const auto& path : options.allowed)
        allowed.push_back(std::filesystem::absolute(path).lexically_normal().string() + "/");
    setup.execute("set allowed_directories = " + sql_list(allowed));
    setup.execute("set enable_external_access = false");
    setup.execute("set enable_progress_bar = false");
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Connection Database::connect() {
    auto state = std::make_unique<Connection::State>();
    if (duckdb_connect(state_->database, &state->connection) != DuckDBSuccess)
        throw Error::internal("DuckDB refused a connection");
    return Connection(std::move(state));
}

namespace {

using PointFunction = std::function<std::string_view(double, double)>;

void run_point_function(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
    const auto& find = *static_cast<PointFunction*>(duckdb_scalar_function_get_extra_info(info));
    idx_t n = duckdb_data_chunk_get_size(input);
    duckdb_vector lon_vector = duckdb_data_chunk_get_vector(input, 0);
    duckdb_vector lat_vector = duckdb_data_chunk_get_vector(input, 1);
    const auto* lon = static_cast<double*>(duckdb_vector_get_data(lon_vector));
    const auto* lat = static_cast<double*>(duckdb_vector_get_data(lat_vector));
    std::uint64_t* lon_valid = duckdb_vector_get_validity(lon_vector);
    std::uint64_t* lat_valid = duckdb_vector_get_validity(lat_vector);
    duckdb_vector_ensure_validity_writable(output);
    std::uint64_t* valid = duckdb_vector_get_validity(output);
    for (idx_t i = 0; i < n; ++i) {
        bool known = (lon_valid == nullptr || duckdb_validity_row_is_valid(lon_valid, i)) &&
                     (lat_valid == nullptr || duckdb_validity_row_is_valid(lat_valid, i));
        std::string_view found = known ? find(lon[i], lat[i]) : std::string_view{};
        if (found.empty()) duckdb_validity_set_row_invalid(valid, i);
        else duckdb_vector_assign_string_element_len(output, i, found.data(), found.size());
    }
}

} // namespace

void Database::add_point_function(std::string_view name, PointFunction find) {
    state_->functions.push_back(std::make_unique<PointFunction>(std::move(find)));
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_logical_type real = duckdb_create_logical_type(DUCKDB_TYPE_DOUBLE);
    duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
    duckdb_scalar_function_set_name(function, std::string(name).c_str());
    duckdb_scalar_function_add_parameter(function, real);
    duckdb_scalar_function_add_parameter(function, real);
    duckdb_scalar_function_set_return_type(function, text);
    duckdb_scalar_function_set_special_handling(function);
    duckdb_scalar_function_set_extra_info(function, state_->functions.back().get(), nullptr);
    duckdb_scalar_function_set_function(function, run_point_function);
    duckdb_connection connection = nullptr;
    duckdb_connect(state_->database, &connection);
    bool ok = duckdb_register_scalar_function(connection, function) == DuckDBSuccess;
    duckdb_disconnect(&connection);
    duckdb_destroy_logical_type(&real);
    duckdb_destroy_logical_type(&text);
    duckdb_destroy_scalar_function(&function);
    if (!ok) throw Error::internal("DuckDB refused the function '{}'", name);
}

// ----------------------------------------------------------------- assembly

std::string sql_text(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw Error::input("A text with a NUL byte cannot go to the warehouse");
    return "'" + replace_all(text, "'", "''") + "'";
}

std::string sql_name(std::string_view name) { return "\"" + replace_all(name, "\"", "\"\"") + "\""; }

std::string sql_list(std::span<const std::string> texts) {
    std::string out = "[";
    for (const std::string& text : texts)
        out += (out.size() > 1 ? ", " : "") + sql_text(text);
    return out + "]";
}

bool is_expression(Connection& connection, std::string_view expression, std::span<const std::string> typed_columns,
                   std::string& why) {
    // It must stand by itself: not close a bracket it did not open ([...] catches what
    // (...) would not), not be two with a comma between (typeof takes one).
    std::string from = "from (select ";
    for (std::size_t i = 0; i < typed_columns.size(); ++i)
        from += (i > 0 ? ", " : "") + typed_columns[i];
    from += ") limit 0";
    try {
        connection.query(fmt::format("select [\n{}\n] {}", expression, from));
        connection.query(fmt::format("select typeof(\n{}\n) {}", expression, from));
        return true;
    } catch (const Error& error) {
        why = error.what();
        return false;
    }
}

} // namespace peelian
