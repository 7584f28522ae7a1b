// SPDX-License-Identifier: MIT
// Measures to numbers: one SQL statement a measure (one a template) over all areas,
// months and breakdowns at once; the roll-up through the hierarchy of areas follows in
// memory from what the statement gives.
#pragma once

#include "measures/points.hpp"
#include "sources/load.hpp"
#include "warehouse/database.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace peelian {

struct EvaluateInput {
    const std::vector<Measure>& measures;
    const Catalogue& catalogue;
    const std::vector<FactFile>& facts;
    const Areas& areas;
    std::filesystem::path cache; ///< holds cells/: answers by month, kept while their facts stand
    unsigned threads = 2;
    Progress::Style progress = Progress::Style::quiet;
};

/// The answers, in the order of the measures. Months inside a force's coverage without
/// rows are zero; months outside it, or before a category existed, are missing.
std::vector<MeasureData> evaluate(const EvaluateInput& input, Database& database);

/// The one statement that answers a measure, with facts named by dataset; what pages and
/// `peelian explain` show.
std::string statement_of(const Measure& measure, const Dataset& dataset);

/// The facts of a dataset as an SQL relation; `months` (sorted) limits it, empty: all.
std::string facts_relation(const std::vector<FactFile>& facts, const std::string& dataset,
                           const std::vector<Month>& months = {});

} // namespace peelian
