// SPDX-License-Identifier: MIT
// All raw files of a workspace to facts: which files there are, which preset reads each,
// which are used, replaced by a later download or repeated, and what was refused.
#pragma once

#include "base/parallel.hpp"
#include "sources/facts.hpp"
#include "sources/report.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// One [[source]] of a workspace.
struct SourceSpec {
    std::string id;
    std::filesystem::path path;       ///< folder or file, absolute
    std::vector<std::string> presets; ///< ids that may read it; empty: any
    std::vector<std::string> except;  ///< shell patterns of paths to leave out
    std::string file;                 ///< where it was declared
    std::size_t line = 0;
};

/// Facts that measures may use.
struct FactFile {
    std::filesystem::path path;
    std::string key;
    std::string dataset, preset;
    std::size_t source_file = 0;            ///< index into the report's files
    std::optional<std::vector<Month>> only; ///< of a wide file: the months not replaced; sorted
    std::vector<Month> months;              ///< it has rows for, replaced ones left out
};

/// A value of a category column that its dataset does not know.
struct UnknownCategory {
    std::string dataset, column, value;
    double rows = 0, total = 0;
};

struct Loaded {
    LoadReport report;
    std::vector<FactFile> facts;
    std::vector<DayCoverage> days;
    std::vector<UnknownCategory> unknown;
    std::vector<std::string> unrecognised; ///< files below the sources that no preset knows
};

struct LoadOptions {
    std::filesystem::path root;  ///< paths are shown relative to it
    std::filesystem::path cache; ///< holds facts/ and files.tsv
    unsigned threads = 2;
    Progress::Style progress = Progress::Style::quiet;
};

/// Loads everything. Bad rows and bad files are in the report; throws only when the
/// sources themselves cannot be read (Error(not_found) for a path that is not there).
Loaded load(const std::vector<SourceSpec>& sources, const Catalogue& catalogue, const PlaceTables& places,
            Database& database, const LoadOptions& options);

/// Folders a database must be allowed to read for these sources.
std::vector<std::filesystem::path> folders_of(const std::vector<SourceSpec>& sources);

} // namespace peelian
