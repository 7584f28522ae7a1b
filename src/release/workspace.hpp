// SPDX-License-Identifier: MIT
// A workspace: one folder of text files for one oversight body. docs/workspace.md says
// what each file may hold.
#pragma once

#include "geography/boundaries.hpp"
#include "registers/definition.hpp"
#include "release/content.hpp"
#include "release/desk_settings.hpp"
#include "release/peer_table.hpp"
#include "sources/load.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// A published series that ours should match, month by month (checks/references.toml).
struct ReferenceSeries {
    std::string name;
    std::filesystem::path file;
    std::string measure, area; ///< ours
    std::string month, value;  ///< SQL over the file's columns
    std::string where;
    double tolerance = 0; ///< a difference of so much needs no word
};

/// Everything a workspace says, read and checked. Facts are not touched.
struct Workspace {
    std::filesystem::path root;
    Body body;
    std::string profile = "public";
    std::optional<std::string> date; ///< fixed release date, YYYY-MM-DD
    Areas areas;
    PlaceTables places; ///< `place_at` lives as long as the workspace
    std::map<AreaIndex, Tile> tiles;
    std::vector<Feature> boundaries; ///< for the map; of the largest published areas that have them
    std::vector<Feature> wards;      ///< for maps of wards
    PeerRule peers;
    std::vector<SourceSpec> sources;
    std::vector<std::filesystem::path> measure_files;
    std::vector<std::filesystem::path> evaluation_files; ///< read once the measures have answers
    std::vector<PlanObjective> objectives;
    std::vector<PlanOutcome> outcomes;
    std::vector<Dashboard> dashboards;
    std::vector<ReportSource> reports;
    std::vector<ReferenceSeries> references;
    RegisterDefinitions registers;   ///< of registers/*.toml
    StoreAddress store;              ///< where their records are kept, once there is a store
    DeskSettings desk;               ///< how people work on them, signed in
    std::filesystem::path explained; ///< checks/explained.toml; may not exist
    Catalogue catalogue;
    std::string hash; ///< of every text of the workspace that can change a release
    std::filesystem::path cache() const { return root / ".peelian"; }

    std::shared_ptr<const PlaceFinder> finder;
};

/// The nearest folder at or above `from` that holds peelian.toml; Error(not_found) if none.
std::filesystem::path find_workspace(const std::filesystem::path& from);
/// Reads a workspace. `presets` is the program's own presets folder.
Workspace read_workspace(const std::filesystem::path& root, const std::filesystem::path& presets);
/// The presets folder: PEELIAN_PRESETS if set, else beside the program or where it was built.
std::filesystem::path presets_folder();

} // namespace peelian
