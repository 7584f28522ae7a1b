// SPDX-License-Identifier: MIT
// Room geography: areas and how they lie in each other, lookups from small codes to
// them, boundaries and points. This header: the published areas of a workspace.
//
// A force is not its boroughs. A crime belongs to the force that recorded it and to
// the borough where it happened; rows recorded by the force elsewhere, or without a
// place, are counted in two stand-in areas of the borough level ("elsewhere" and
// "no location"), so that a force is always the sum of its parts.
//
// A force may group its boroughs into command units, a level between the two. A unit is
// the sum of its boroughs and nothing else: no row says a unit, and what a workspace has
// without units it has with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace peelian {

/// Published levels, largest first. Small areas (LSOA) are looked up, never published.
enum class Level : std::uint8_t { force, unit, borough, ward };
inline constexpr std::size_t k_level_count = 4;
/// `force`, `unit`, `borough`, `ward`
std::string_view to_text(Level level);
std::optional<Level> parse_level(std::string_view text);

/// What an area stands for.
enum class AreaKind : std::uint8_t {
    real,       ///< a place with a boundary
    elsewhere,  ///< rows of the force that lie outside its boroughs
    no_location ///< rows of the force that say no place
};

using AreaIndex = std::uint32_t;

struct Area {
    std::string code; ///< ONS code; `<force>-elsewhere`, `<force>-no-location` for stand-ins
    std::string name;
    Level level = Level::borough;
    AreaKind kind = AreaKind::real;
    /// The borough of a ward; the unit of a borough, or its force where it is in none; the force
    /// of a unit. A borough's force is what force_of says, never its parent.
    std::optional<AreaIndex> parent;
    std::vector<AreaIndex> children; ///< in the order of the set
};

/// The areas of a workspace, in a fixed order: forces by code, each with its units by name and
/// then its boroughs by name whatever their unit (stand-ins last), then wards by borough and
/// name. Indices are stable for its life.
class Areas {
public:
    /// Adds an area; the parent (empty for a force) must be there already. Throws
    /// Error(input) on a second area with the same code, or a parent that is unknown or of a
    /// level that cannot hold it.
    AreaIndex add(std::string code, std::string name, Level level, std::string_view parent_code,
                  AreaKind kind = AreaKind::real);
    /// Adds the two stand-ins of each force that has none yet.
    void add_stand_ins();
    /// Puts the areas in their fixed order; indices handed out before are void.
    void sort();

    std::size_t size() const { return areas_.size(); }
    const Area& operator[](AreaIndex index) const { return areas_[index]; }
    const std::vector<Area>& all() const { return areas_; }
    std::optional<AreaIndex> find(std::string_view code) const;
    /// As find, but throws Error(not_found) with the nearest code or name.
    AreaIndex at(std::string_view code) const;
    std::vector<AreaIndex> of_level(Level level) const;
    bool has(Level level) const;
    /// The force an area lies in (itself for a force).
    AreaIndex force_of(AreaIndex index) const;
    /// The unit that a borough lies in, if it lies in one.
    std::optional<AreaIndex> unit_of(AreaIndex borough) const;
    /// The boroughs of a force or a unit in their order, with a force's stand-ins.
    std::vector<AreaIndex> boroughs_of(AreaIndex around) const;

private:
    std::vector<Area> areas_;
    std::unordered_map<std::string, AreaIndex> by_code_;
};

} // namespace peelian
