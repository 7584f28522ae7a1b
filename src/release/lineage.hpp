// SPDX-License-Identifier: MIT
// Where figures come from: kept with the release as lineage.json, and followed back to
// rows of files by `peelian explain`.
#pragma once

#include "release/assemble.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// Per measure its definition, statement and source files with their fingerprints.
std::string lineage_json(const LoadedWorkspace& loaded, const ReleaseContent& content);

/// A figure's address: `<measure>/<area>/<period>[/<breakdown>=<group>]`; the period is
/// 2024-03 (a month), or quarter-2024-03, fy-2024-03, r12-2024-03 by its last month.
struct Address {
    std::string measure, area, breakdown, group;
    PeriodKind kind = PeriodKind::month;
    Month last;
    std::string to_string() const;
};
/// Throws Error(usage) saying what an address looks like.
Address parse_address(std::string_view text);

/// How many rows of each file went into a figure.
struct FileShare {
    std::string file, sha256;
    double rows = 0; ///< that satisfy the measure's condition, in that area and period
    std::uint64_t rejected = 0;
};

/// A row of a raw file that counts in a figure.
struct SourceRow {
    std::string file;
    std::uint64_t line = 0;
    std::string text; ///< its columns as facts, name=value
};

struct Explanation {
    std::vector<FileShare> files;
    std::vector<SourceRow> rows; ///< the first ones, as many as asked for
    std::string condition;       ///< SQL that picks the rows from the facts
};

/// Follows a figure to files (and `max_rows` rows of them).
Explanation explain(LoadedWorkspace& loaded, const Measure& measure, const Address& address, std::size_t max_rows);

} // namespace peelian
