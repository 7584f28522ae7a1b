// SPDX-License-Identifier: MIT
#include "sources/facts.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "sources/fact_sql.hpp"
#include "sources/summary.hpp"

#include <unistd.h>

namespace peelian {
namespace fs = std::filesystem;
namespace {

// Raised when the meaning of a fact file changes, so that old ones are not used.
constexpr std::string_view k_format = "facts-2";

} // namespace

FactStore::FactStore(fs::path folder, const Catalogue& catalogue, const PlaceTables& places, Database& database,
                     PlacesInDatabase places_in_database)
    : folder_(std::move(folder)),
      catalogue_(catalogue),
      places_(places) {
    if (places_in_database == places_are_there) return;
    Connection connection = database.connect();
    make_place_tables(connection, places);
    database.add_point_function(
        "place_at", places.place_at ? places.place_at : [](double, double) { return std::string_view(); });
}

std::string FactStore::key(const Inspection& inspection, const std::string& sha256) const {
    return Hasher()
        .field(k_format)
        .field(sha256)
        .field(inspection.preset->hash)
        .field(places_.hash)
        .field(inspection.partition)
        .hex();
}

fs::path FactStore::path(const std::string& key) const { return folder_ / (key + ".parquet"); }

std::string FactStore::statement(const Inspection& inspection) const {
    return fact_statement({inspection, catalogue_.dataset(inspection.preset->dataset), places_});
}

std::string FactStore::numbered_statement(const Inspection& inspection, const std::string& condition,
                                          std::size_t limit) const {
    FactQuery query{inspection, catalogue_.dataset(inspection.preset->dataset), places_};
    query.numbered = true;
    query.condition = condition;
    return fmt::format("select peelian_row + 1, columns(* exclude peelian_row)::varchar from ({}) order by 1 limit {}",
                       fact_statement(query), limit);
}

FactSummary FactStore::make(Connection& connection, const Inspection& inspection, const std::string& key,
                            const std::string& shown) const {
    fs::path facts = path(key);
    fs::path notes = folder_ / (key + ".json");
    if (fs::exists(notes)) return summary_from_json(read_file(notes), shown);
    const Dataset& dataset = catalogue_.dataset(inspection.preset->dataset);
    fs::path aside = facts;
    aside += fmt::format(".{}.new", ::getpid());
    auto copy = [&](const FactQuery& query) {
        connection.execute(
            fmt::format("copy ({}) to {} (format parquet)", fact_statement(query), sql_text(aside.string())));
    };
    FactQuery query{inspection, dataset, places_};
    query.keep_rejects = inspection.preset->format == "csv";
    copy(query);
    FactSummary summary;
    if (query.keep_rejects) summary = take_csv_rejects(connection, shown);
    if (summary.problem.empty()) {
        std::string written = fmt::format("read_parquet({})", sql_text(aside.string()));
        auto unmet = connection.value(
            fmt::format("select count(*) from {} where {}", written, required_condition(dataset, false)));
        query.keep_rejects = false;
        if (unmet != "0") {
            // Rows that lack what the dataset requires: name them, then write without them.
            query.numbered = true;
            query.condition = required_condition(dataset, false);
            take_unmet_rows(connection, dataset, fact_statement(query), shown, summary);
            query.numbered = false;
            query.condition = required_condition(dataset, true);
            copy(query);
        }
        summarise(connection, dataset, written, summary);
        fs::rename(aside, facts);
    } else {
        fs::remove(aside);
    }
    write_file(notes, summary_to_json(summary));
    return summary;
}

} // namespace peelian
