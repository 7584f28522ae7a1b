// SPDX-License-Identifier: MIT
// The geography of a new workspace: from the data's own geography folder, from a lookup
// among the data, or from the names of small areas. Used by init.cpp alone.
#pragma once

#include "geography/reference.hpp"
#include "sources/preset.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace peelian {

struct GeographyInput {
    std::filesystem::path root, data, presets;
    std::vector<std::string> usual_forces; ///< of the workspace preset
    std::vector<std::string> only_forces;  ///< asked for by the user
    unsigned threads = 2;
    std::vector<std::filesystem::path> street_files;
    std::set<std::string> force_slugs; ///< from file names
};

struct NewGeography {
    std::vector<std::string> forces; ///< names
    std::vector<std::string> force_codes;
    bool has_lookup = false;
    std::string map, wards, points, tiles; ///< paths for peelian.toml; empty: none
    std::vector<std::string> lines;        ///< for the report
};

/// Writes geography/areas.csv and, where it can, lookup.csv and tiles.csv.
NewGeography make_geography(const GeographyInput& input, const Reference& reference, const Catalogue& catalogue);

/// A path as the workspace's files name it: relative for what lies near, so that both can
/// be moved together; absolute else.
std::string path_for_workspace(const std::filesystem::path& path, const std::filesystem::path& root);

} // namespace peelian
