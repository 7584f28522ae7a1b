// SPDX-License-Identifier: MIT
// The thirty-three boroughs, under their real names and codes; everything below them
// (wards, small areas, streets) is made up. Sizes are rounded relative sizes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace peelian::synthetic {

/// What kind of place a borough is: decides its mix of crime.
enum class Character : std::uint8_t { centre, inner, outer };

/// The five broad groups of the census.
inline constexpr std::array<std::string_view, 5> k_ethnicities{"White", "Mixed", "Asian", "Black", "Other"};
using EthnicShares = std::array<double, 5>;

struct Borough {
    std::string_view code, name;
    std::string_view label; ///< on the tile map (presets/geography/tiles-london.csv)
    int column, row;        ///< on the tile map, from the north-west
    int small_areas;
    double persons; ///< thousands
    double crime;   ///< relative; what the Metropolitan Police records there
    Character character;
    int population_kind; ///< index of a made-up mix of ethnic groups
};

inline constexpr std::size_t k_boroughs = 33;
/// By name, as the published tables list them.
std::span<const Borough, k_boroughs> boroughs();
/// Where the City of London is in it.
inline constexpr std::size_t k_city = 6;

/// A command unit of the Metropolitan Police, as they have been since 2018-19.
struct CommandUnit {
    std::string_view code; ///< our own: nobody publishes codes of them
    std::string_view name;
    std::array<std::string_view, 4> labels; ///< of its boroughs; empty ones last
};
/// By name; together they hold every borough but the City, each once.
std::span<const CommandUnit, 12> command_units();

/// Shares of a borough's people, summing to 1.
EthnicShares ethnic_shares(const Borough& borough);

/// Districts around London and far away where a London force sometimes records a crime.
struct District {
    std::string_view name;
    double longitude, latitude; ///< of its middle, roughly
    double weight;
};
std::span<const District> outside_districts();

} // namespace peelian::synthetic
