// SPDX-License-Identifier: MIT
#include "synthetic/vocabulary.hpp"

#include <cmath>

namespace peelian::synthetic {
namespace {

constexpr std::array<ForceWords, 2> k_force_words{{
    {"E23000001", "Metropolitan Police", "Metropolitan Police Service", "metropolitan", "\n"},
    {"E23000034", "City of London Police", "City of London Police", "city-of-london", "\r\n"},
}};

using enum Setting;
constexpr std::array<CrimeWords, k_crime_types> k_crime_words{{
    {"Anti-social behaviour", 19.3, 1.5, 0.24, 7, busy, 0.8, 1.0, 1.0},
    {"Bicycle theft", 1.6, 3.3, 0.40, 8, busy, 1.5, 1.4, 0.6},
    {"Burglary", 4.5, 5.2, 0.12, 12, homes, 0.8, 1.0, 1.1},
    {"Criminal damage and arson", 5.1, 3.7, 0.08, 6, homes, 0.6, 0.9, 1.2},
    {"Drugs", 3.6, 4.9, 0.05, 4, busy, 1.2, 1.1, 0.9},
    {"Other crime", 1.0, 1.4, 0.04, 6, homes, 0.8, 1.0, 1.1},
    {"Other theft", 9.8, 20.4, 0.06, 10, busy, 1.8, 1.0, 0.8},
    {"Possession of weapons", 0.7, 0.5, 0.07, 7, busy, 0.9, 1.1, 0.9},
    {"Public order", 5.0, 7.3, 0.14, 6, busy, 1.1, 1.0, 0.9},
    {"Robbery", 2.9, 2.7, 0.08, 11, busy, 1.5, 1.2, 0.8},
    {"Shoplifting", 7.4, 16.2, 0.07, 11, busy, 1.2, 0.9, 1.0},
    {"Theft from the person", 7.6, 13.7, 0.14, 12, busy, 3.0, 1.1, 0.4},
    {"Vehicle crime", 8.6, 1.1, 0.07, 11, homes, 0.4, 0.9, 1.3},
    {"Violence and sexual offences", 22.9, 18.1, 0.09, 6, homes, 0.7, 1.0, 1.1},
}};

constexpr std::array<std::string_view, k_outcomes> k_outcome_words{
    "",
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Suspect charged",
    "Local resolution",
    "Offender given a caution",
    "Offender given penalty notice",
    "Offender given a drugs possession warning",
    "Formal action is not in the public interest",
    "Further action is not in the public interest",
    "Further investigation is not in the public interest",
    "Action to be taken by another organisation",
    "Under investigation",
    "Status update unavailable",
    "Awaiting court outcome",
    "Court result unavailable",
};

// Columns: none, no suspect, unable, charged, local resolution, caution, penalty notice,
// drugs warning, formal, further action, further investigation, another organisation.
using Mix = std::array<double, k_final_outcomes>;
constexpr Mix k_theft_mix{70, 820, 60, 35, 4, 3, 1, 0, 2, 1, 2, 2};
constexpr Mix k_shop_mix{80, 560, 130, 170, 28, 13, 2, 0, 5, 2, 7, 3};
constexpr Mix k_burglary_mix{60, 770, 90, 70, 2, 3, 0, 0, 2, 0, 2, 1};
constexpr Mix k_damage_mix{90, 590, 210, 60, 20, 12, 4, 0, 4, 2, 6, 2};
constexpr Mix k_drugs_mix{130, 90, 90, 230, 120, 50, 10, 170, 45, 5, 55, 5};
constexpr Mix k_other_mix{190, 220, 260, 160, 35, 60, 2, 0, 15, 20, 18, 20};
constexpr Mix k_weapons_mix{120, 60, 270, 380, 40, 25, 0, 0, 45, 3, 50, 7};
constexpr Mix k_order_mix{110, 320, 400, 110, 24, 12, 5, 0, 6, 3, 6, 4};
constexpr Mix k_robbery_mix{110, 590, 210, 82, 1, 1, 0, 0, 2, 1, 2, 1};
constexpr Mix k_violence_mix{110, 270, 480, 95, 14, 14, 1, 0, 4, 2, 5, 5};
constexpr std::array<const Mix*, k_crime_types> k_mixes{
    &k_theft_mix,   &k_theft_mix, &k_burglary_mix, &k_damage_mix, &k_drugs_mix, &k_other_mix, &k_theft_mix,
    &k_weapons_mix, &k_order_mix, &k_robbery_mix,  &k_shop_mix,   &k_theft_mix, &k_theft_mix, &k_violence_mix};

/// Chance that a crime still open is closed in the next month; the rest of the year.
constexpr std::array<double, k_crime_types> k_closing{0.5,  0.55, 0.45, 0.42, 0.25, 0.3, 0.55,
                                                      0.28, 0.34, 0.33, 0.45, 0.6,  0.6, 0.28};

constexpr std::string_view k_violence = "VIOLENCE AGAINST THE PERSON";
constexpr std::string_view k_order = "PUBLIC ORDER OFFENCES";
constexpr std::string_view k_vehicle = "VEHICLE OFFENCES";

using enum CrimeType;
constexpr std::array<RecordedType, k_recorded_types> k_recorded_types_table{{
    {"ARSON AND CRIMINAL DAMAGE", "ARSON", criminal_damage, 4},
    {"ARSON AND CRIMINAL DAMAGE", "CRIMINAL DAMAGE", criminal_damage, 96},
    {"BURGLARY", "BURGLARY - RESIDENTIAL", burglary, 0.1},
    {"BURGLARY", "BURGLARY BUSINESS AND COMMUNITY", burglary, 33.4},
    {"BURGLARY", "RES BURGLARY OF A HOME", burglary, 48},
    {"BURGLARY", "RES BURGLARY OF UNCONNECTED BUILDING", burglary, 18.5},
    {"DRUG OFFENCES", "POSSESSION OF DRUGS", drugs, 62},
    {"DRUG OFFENCES", "TRAFFICKING OF DRUGS", drugs, 38},
    {"FRAUD AND FORGERY", "FRAUD AND FORGERY", other_crime, 0.9},
    {"MISCELLANEOUS CRIMES AGAINST SOCIETY", "MISC CRIMES AGAINST SOCIETY", other_crime, 99},
    {"NFIB FRAUD", "NFIB", other_crime, 0.1},
    {"POSSESSION OF WEAPONS", "POSSESSION OF WEAPONS", weapons, 100},
    {k_order, "OTHER OFFENCES PUBLIC ORDER", public_order, 14},
    {k_order, "PUBLIC FEAR ALARM OR DISTRESS", public_order, 62},
    {k_order, "RACE OR RELIGIOUS AGG PUBLIC FEAR", public_order, 23.9},
    {k_order, "VIOLENT DISORDER", public_order, 0.1},
    {"ROBBERY", "ROBBERY OF BUSINESS PROPERTY", robbery, 22},
    {"ROBBERY", "ROBBERY OF PERSONAL PROPERTY", robbery, 78},
    {"SEXUAL OFFENCES", "OTHER SEXUAL OFFENCES", violence_sexual, 6.4},
    {"SEXUAL OFFENCES", "RAPE", violence_sexual, 3.5},
    {"THEFT", "BICYCLE THEFT", bicycle_theft, 100},
    {"THEFT", "OTHER THEFT", other_theft, 100},
    {"THEFT", "SHOPLIFTING", shoplifting, 100},
    {"THEFT", "THEFT FROM THE PERSON", theft_from_person, 100},
    {k_vehicle, "AGGRAVATED VEHICLE TAKING", vehicle, 0.6},
    {k_vehicle, "INTERFERING WITH A MOTOR VEHICLE", vehicle, 11.4},
    {k_vehicle, "THEFT FROM A VEHICLE", vehicle, 54},
    {k_vehicle, "THEFT OR UNAUTH TAKING OF A MOTOR VEH", vehicle, 34},
    {k_violence, "DEATH SERIOUS INJURY ILLEGAL DRIVING", violence_sexual, 0.06},
    {k_violence, "HOMICIDE", violence_sexual, 0.04},
    {k_violence, "STALKING AND HARASSMENT", violence_sexual, 21.5},
    {k_violence, "VIOLENCE WITH INJURY", violence_sexual, 25},
    {k_violence, "VIOLENCE WITHOUT INJURY", violence_sexual, 43.5},
}};

template <typename Enum> constexpr std::size_t at(Enum value) { return static_cast<std::size_t>(value); }

} // namespace

const ForceWords& words_of(Force force) { return k_force_words[at(force)]; }

const CrimeWords& words_of(CrimeType type) { return k_crime_words[at(type)]; }

std::string_view street_words(Outcome outcome) {
    return outcome == Outcome::charged ? outcome_words(Outcome::awaiting_court) : outcome_words(outcome);
}

std::string_view outcome_words(Outcome outcome) { return k_outcome_words[at(outcome)]; }

std::span<const double, k_final_outcomes> outcome_shares(CrimeType type) { return *k_mixes[at(type)]; }

std::array<double, k_lags> lag_shares(CrimeType type) {
    std::array<double, k_lags> shares{};
    double open = 1000, closing = k_closing[at(type)];
    for (double& share : shares) {
        share = open * closing;
        open -= share;
    }
    shares.back() += open;
    return shares;
}

std::span<const RecordedType, k_recorded_types> recorded_types() { return k_recorded_types_table; }

} // namespace peelian::synthetic
