// SPDX-License-Identifier: MIT
// The SQL that makes facts of a raw file: expressions of the preset over its columns,
// and the areas each row belongs to. Used by facts.cpp alone.
#pragma once

#include "sources/facts.hpp"

#include <string>

namespace peelian {

/// Makes the tables and the type that fact statements lean on: small areas, districts,
/// and `peelian_area`, an ENUM of all codes. (An ENUM travels as a number and is written
/// as a dictionary without hashing: half the time of text, measured on 750,000 rows.)
void make_place_tables(Connection& connection, const PlaceTables& places);

struct FactQuery {
    const Inspection& inspection;
    const Dataset& dataset;
    const PlaceTables& places;
    bool keep_rejects = false; ///< refused CSV rows go to DuckDB's reject tables
    bool numbered = false;     ///< first column peelian_row: the row's place among those read
    std::string condition;     ///< over the facts; empty: all
};

std::string fact_statement(const FactQuery& query);
/// The condition that all required columns are there; or that one is not.
std::string required_condition(const Dataset& dataset, bool met);

} // namespace peelian
