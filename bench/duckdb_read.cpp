// SPDX-License-Identifier: MIT
// The floor to measure against: DuckDB alone reads the street and the stop and search
// files of a folder and groups them once, with nothing checked, kept or published.
//
//     duckdb_read FOLDER [THREADS]
//
// FOLDER holds a police_uk folder as downloads unzip. Columns are given, so that DuckDB
// need not guess them, and dates stay text: the fastest it can be asked. Prints rows,
// groups and seconds.
#include <duckdb.h>
#include <fmt/core.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

class Warehouse {
public:
    explicit Warehouse(const std::string& threads) {
        duckdb_config config = nullptr;
        duckdb_create_config(&config);
        duckdb_set_config(config, "threads", threads.c_str());
        char* error = nullptr;
        duckdb_state state = duckdb_open_ext(nullptr, &database_, config, &error);
        duckdb_destroy_config(&config);
        if (state != DuckDBSuccess) throw std::runtime_error(error);
        duckdb_connect(database_, &connection_);
    }
    ~Warehouse() {
        duckdb_disconnect(&connection_);
        duckdb_close(&database_);
    }
    Warehouse(const Warehouse&) = delete;
    Warehouse& operator=(const Warehouse&) = delete;

    /// Two whole numbers: the first row of the statement's result.
    std::pair<std::int64_t, std::int64_t> numbers(const std::string& sql) {
        duckdb_result result;
        if (duckdb_query(connection_, sql.c_str(), &result) != DuckDBSuccess) {
            std::string message = duckdb_result_error(&result);
            duckdb_destroy_result(&result);
            throw std::runtime_error(message);
        }
        auto numbers = std::pair(duckdb_value_int64(&result, 0, 0), duckdb_value_int64(&result, 1, 0));
        duckdb_destroy_result(&result);
        return numbers;
    }

private:
    duckdb_database database_ = nullptr;
    duckdb_connection connection_ = nullptr;
};

/// `{'Crime ID': 'VARCHAR', ...}` of a header line.
std::string columns(std::string_view header) {
    std::string text = "{";
    while (!header.empty()) {
        std::size_t end = header.find(',');
        std::string_view name = header.substr(0, end);
        bool number = name == "Longitude" || name == "Latitude";
        text += fmt::format("{}'{}': '{}'", text.size() == 1 ? "" : ", ", name, number ? "DOUBLE" : "VARCHAR");
        header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    }
    return text + "}";
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (char c : text)
        out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

double measure(Warehouse& warehouse, std::string_view what, const std::string& files, std::string_view header,
               std::string_view group_by) {
    auto start = std::chrono::steady_clock::now();
    auto [rows, groups] = warehouse.numbers(
        fmt::format("select sum(n)::bigint, count(*) from (select {0}, count(*) as n from read_csv({1}, "
                    "header = true, auto_detect = false, delim = ',', quote = '\"', strict_mode = false, "
                    "columns = {2}) group by all)",
                    group_by, quoted(files), columns(header)));
    std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    fmt::print("{}: {} rows, {} groups, {:.2f} s\n", what, rows, groups, taken.count());
    return taken.count();
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "duckdb_read FOLDER [THREADS]\n");
        return 2;
    }
    try {
        std::string folder = argv[1];
        Warehouse warehouse(argc > 2 ? argv[2] : "2");
        double street = measure(warehouse, "street", folder + "/police_uk/*/*-street.csv",
                                "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
                                "LSOA code,LSOA name,Crime type,Last outcome category,Context",
                                "\"Month\", \"LSOA code\", \"Crime type\"");
        double searches = measure(warehouse, "stop and search", folder + "/police_uk/*/*-stop-and-search.csv",
                                  "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,"
                                  "Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of "
                                  "search,"
                                  "Outcome,Outcome linked to object of search,Removal of more than just outer clothing",
                                  "left(\"Date\", 7), \"Officer-defined ethnicity\", \"Object of search\"");
        fmt::print("all: {:.2f} s\n", street + searches);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "duckdb_read: {}\n", error.what());
        return 1;
    }
}
