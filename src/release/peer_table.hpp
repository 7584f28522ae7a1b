// SPDX-License-Identifier: MIT
// What is known of areas beside their figures, by which the most similar are chosen.
#pragma once

#include "base/toml.hpp"
#include "geography/boundaries.hpp"
#include "measures/people.hpp"
#include "release/content.hpp"

#include <filesystem>
#include <functional>

namespace peelian {

/// `[peers]` of peelian.toml.
struct PeerRule {
    std::size_t count = 8;
    std::vector<std::string> characteristics; ///< columns of `file`, or population, density
    std::filesystem::path file;               ///< CSV with a column `code`; empty: none
    bool declared = false;                    ///< else the rule is the program's own
};

/// Reads it; `root` is the workspace. Throws Error(input) for a file without the columns
/// asked for, with the nearest.
PeerRule read_peer_rule(const TomlTable& workspace, const std::filesystem::path& root);

/// Values of every area: columns of the file, residents, and residents by square kilometre
/// where boundaries are known. A characteristic nobody has a value for is left out.
PeerTable peer_table(const PeerRule& rule, const Areas& areas, const std::function<double(AreaIndex)>& population,
                     std::span<const Feature> boundaries);

struct AreaPeer {
    AreaIndex area;
    double distance; ///< in standard deviations; NaN where peers are the places around it
};
/// The areas it is held against: the most similar of its level in its force (of forces, of all)
/// by what is known of them, nearest first; where nothing is known, all those of its force
/// (of a ward, of its borough). Without stand-ins. Command units have none: they are as large
/// as they were drawn, and are held against their own past alone.
std::vector<AreaPeer> peers_of(const ReleaseContent& content, AreaIndex area);

/// Square kilometres of a feature, on the sphere.
double square_kilometres(const Feature& feature);

} // namespace peelian
