// SPDX-License-Identifier: MIT
// What is remembered of a fact file: its rejects, months, categories and days. Used by
// facts.cpp alone.
#pragma once

#include "sources/facts.hpp"

namespace peelian {

/// Takes DuckDB's table of refused CSV rows of the statement just run, and clears it. A
/// line too long to be a row makes the whole file a problem.
FactSummary take_csv_rejects(Connection& connection, const std::string& shown);
/// Adds the rows whose required columns came out empty, with their lines; `statement`
/// gives those rows, numbered.
void take_unmet_rows(Connection& connection, const Dataset& dataset, const std::string& statement,
                     const std::string& shown, FactSummary& summary);
/// Counts rows, months, categories and days of the facts in `table`.
void summarise(Connection& connection, const Dataset& dataset, const std::string& table, FactSummary& summary);

std::string summary_to_json(const FactSummary& summary);
FactSummary summary_from_json(const std::string& json, const std::string& shown);

} // namespace peelian
