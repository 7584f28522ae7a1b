// SPDX-License-Identifier: MIT
// One raw file to one fact file. Fact files are Parquet, named by the fingerprint of
// everything they follow from (raw bytes, preset, dataset, places, program), never
// changed, and made once: loading again finds them there.
#pragma once

#include "sources/inspect.hpp"
#include "sources/report.hpp"
#include "warehouse/database.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace peelian {

/// How codes and names in raw rows become published areas.
struct PlaceTables {
    struct Small {
        std::string code, ward, borough; ///< either may be empty
        std::optional<Month> from, to;   ///< valid months, `to` excluded
    };
    std::vector<Small> small_areas;
    std::vector<std::pair<std::string, std::string>> districts; ///< lower-case name, borough code
    std::vector<std::pair<std::string, std::string>> forces;    ///< as data spell it, force code
    /// The small area, ward or borough code at a point, or nothing; thread-safe. Null: no boundaries.
    std::function<std::string_view(double, double)> place_at;
    std::string hash; ///< of all this, boundaries included
};

/// Days of a month on which a force's rows fall; for datasets with a `day` column.
struct DayCoverage {
    std::string dataset, force;
    Month month;
    int first_day = 1, last_day = 31, days_seen = 0;
    std::uint64_t rows = 0;
};

/// What is known of a fact file without reading it again.
struct FactSummary {
    std::uint64_t rows = 0, rejected = 0;
    std::vector<Reject> rejects;
    std::map<Month, double> months; ///< rows, or the sum of the count column, by month
    /// Per category column: how many rows have each value.
    std::map<std::string, std::map<std::string, double>> categories;
    std::vector<DayCoverage> days;
    std::string problem; ///< the whole file is refused
};

/// The columns every fact file has beside the dataset's own.
inline constexpr std::string_view k_force_column = "force_area";
inline constexpr std::string_view k_borough_column = "borough_area"; ///< null: no place; 'elsewhere': not ours
inline constexpr std::string_view k_ward_column = "ward_area";

class FactStore {
public:
    enum PlacesInDatabase { fill_places, places_are_there };
    /// `folder` holds the fact files. Places become tables of the database, unless an
    /// earlier store of the same database made them.
    FactStore(std::filesystem::path folder, const Catalogue& catalogue, const PlaceTables& places, Database& database,
              PlacesInDatabase places_in_database = fill_places);

    /// The fingerprint of the facts of a raw file.
    std::string key(const Inspection& inspection, const std::string& sha256) const;
    std::filesystem::path path(const std::string& key) const;
    /// Makes the fact file unless it is there; gives what is known of it either way.
    /// `shown` is the file's name in rejects.
    FactSummary make(Connection& connection, const Inspection& inspection, const std::string& key,
                     const std::string& shown) const;
    /// The SELECT that turns the raw file into facts, for people to read.
    std::string statement(const Inspection& inspection) const;
    /// The first `limit` rows that satisfy a condition over the facts: the line in the raw
    /// file, then the facts as text. Lines are right where no field holds a line break and
    /// no row before was refused.
    std::string numbered_statement(const Inspection& inspection, const std::string& condition, std::size_t limit) const;

private:
    std::filesystem::path folder_;
    const Catalogue& catalogue_;
    const PlaceTables& places_;
};

} // namespace peelian
