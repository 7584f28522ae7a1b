// SPDX-License-Identifier: MIT
// The words of the published files, and how common each is in the made-up London. The
// words are the publishers'; the shares are round numbers of the same order as theirs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace peelian::synthetic {

/// The two forces.
enum class Force : std::uint8_t { metropolitan, city };
inline constexpr std::array k_forces{Force::metropolitan, Force::city};
struct ForceWords {
    std::string_view code;      ///< "E23000001"
    std::string_view area_name; ///< "Metropolitan Police"
    std::string_view published; ///< "Metropolitan Police Service", as in the files
    std::string_view slug;      ///< "metropolitan", as in file names
    std::string_view line_end;  ///< downloads are found with both
};
const ForceWords& words_of(Force force);

/// The crime types of data.police.uk since September 2013, in the order of their names.
enum class CrimeType : std::uint8_t {
    antisocial_behaviour,
    bicycle_theft,
    burglary,
    criminal_damage,
    drugs,
    other_crime,
    other_theft,
    weapons,
    public_order,
    robbery,
    shoplifting,
    theft_from_person,
    vehicle,
    violence_sexual
};
inline constexpr std::size_t k_crime_types = 14;

/// Where a crime finds its places: busy streets, or where people live.
enum class Setting : std::uint8_t { busy, homes };

struct CrimeWords {
    std::string_view name;
    double share_metropolitan; ///< of a hundred crimes of the force
    double share_city;
    double season;     ///< how far the year swings, 0.1 = ten per cent up and down
    double peak_month; ///< 1-12
    Setting setting;
    double centre, inner, outer; ///< how much of it in boroughs of that character
};
const CrimeWords& words_of(CrimeType type);

/// What became of a crime. The last four are states of the street file only.
enum class Outcome : std::uint8_t {
    none,
    no_suspect,
    unable,
    charged,
    local_resolution,
    caution,
    penalty_notice,
    drugs_warning,
    formal_not_in_interest,
    further_action_not_in_interest,
    investigation_not_in_interest,
    other_body,
    under_investigation,
    status_unavailable,
    awaiting_court,
    court_unavailable
};
inline constexpr std::size_t k_outcomes = 16;
inline constexpr std::size_t k_final_outcomes = 12;
/// As in "Last outcome category"; empty for none.
std::string_view street_words(Outcome outcome);
/// As in "Outcome type".
std::string_view outcome_words(Outcome outcome);
/// Of a thousand crimes of the type, by final outcome.
std::span<const double, k_final_outcomes> outcome_shares(CrimeType type);
/// Outcomes come this many months after the crime at most, less one.
inline constexpr int k_lags = 12;
/// Of a thousand outcomes of the type, by months since the crime.
std::array<double, k_lags> lag_shares(CrimeType type);

/// A row of the London Datastore tables.
struct RecordedType {
    std::string_view major, minor;
    CrimeType from; ///< the crime type it is a part of
    double share;   ///< of that type
};
/// In the order of the published files: by major, then minor.
inline constexpr std::size_t k_recorded_types = 33;
std::span<const RecordedType, k_recorded_types> recorded_types();

} // namespace peelian::synthetic
