// SPDX-License-Identifier: MIT
// The words of the stop and search files, with shares.
#pragma once

#include "synthetic/boroughs.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace peelian::synthetic {

/// Why somebody was searched; decides the outcome.
struct SearchReason {
    std::string_view legislation, object;
    double share;
    std::array<double, 7> outcomes; ///< by k_search_outcomes
};

inline constexpr std::array<std::string_view, 7> k_search_outcomes{"A no further action disposal",
                                                                   "Arrest",
                                                                   "Community resolution",
                                                                   "Penalty Notice for Disorder",
                                                                   "Caution (simple or conditional)",
                                                                   "Summons / charged by post",
                                                                   "Khat or Cannabis warning"};

inline constexpr std::string_view k_drugs_act = "Misuse of Drugs Act 1971 (section 23)";
inline constexpr std::string_view k_pace = "Police and Criminal Evidence Act 1984 (section 1)";
inline constexpr std::array<SearchReason, 9> k_search_reasons{{
    {k_drugs_act, "Controlled drugs", 55, {64, 14, 15, 3.6, 1.3, 1.4, 0.5}},
    {k_pace, "Stolen goods", 22, {66, 25.5, 4.5, 1.8, 1.4, 0.7, 0}},
    {k_pace, "Offensive weapons", 15.7, {73, 22, 2.7, 1, 0.8, 0.4, 0}},
    {k_pace, "Evidence of offences under the Act", 3.4, {71, 23, 3.4, 1.1, 0.9, 0.4, 0}},
    {"Criminal Justice and Public Order Act 1994 (section 60)",
     "Anything to threaten or harm anyone",
     2.6,
     {83, 7, 8.5, 1, 0.4, 0, 0}},
    {"Firearms Act 1968 (section 47)", "Firearms", 0.6, {72, 25, 1.5, 0.8, 0.5, 0.1, 0}},
    {k_pace, "Articles for use in criminal damage", 0.4, {68, 20, 6, 1.5, 4, 0.4, 0}},
    {k_pace, "", 0.2, {50, 46, 4, 0, 0, 0, 0}},
    {k_pace, "Fireworks", 0.1, {78, 5, 10, 7, 0, 0, 0}},
}};

inline constexpr std::array<std::string_view, 6> k_ages{"", "under 10", "10-17", "18-24", "25-34", "over 34"};
inline constexpr std::array<double, 6> k_age_shares{10.4, 0.2, 16, 26.5, 21.5, 25.4};
inline constexpr std::array<std::string_view, 4> k_genders{"", "Male", "Female", "Other"};
inline constexpr std::array<double, 4> k_gender_shares{0, 88, 8.5, 3.5};

/// What the officer saw; the last is blank.
inline constexpr std::array<std::string_view, 5> k_officer{"Asian", "Black", "Other", "White", ""};

/// What the person said, with the officer's group it goes with (k_officer) and its share
/// of the answers in that group.
struct SelfDefined {
    std::string_view label;
    std::size_t group;
    double share;
};
inline constexpr std::size_t k_mostly_black = 1, k_mostly_white = 3;
inline constexpr std::array<SelfDefined, 18> k_self_defined{{
    {"Asian/Asian British - Any other Asian background", 0, 41},
    {"Asian/Asian British - Bangladeshi", 0, 24},
    {"Asian/Asian British - Chinese", 0, 2},
    {"Asian/Asian British - Indian", 0, 18},
    {"Asian/Asian British - Pakistani", 0, 15},
    {"Black/African/Caribbean/Black British - African", 1, 28},
    {"Black/African/Caribbean/Black British - Any other Black/African/Caribbean background", 1, 45},
    {"Black/African/Caribbean/Black British - Caribbean", 1, 17},
    {"Mixed/Multiple ethnic groups - White and Black Caribbean", k_mostly_black, 5.5},
    {"Mixed/Multiple ethnic groups - White and Black African", k_mostly_black, 2.2},
    {"Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background", k_mostly_black, 2.3},
    {"Other ethnic group - Any other ethnic group", 2, 70},
    {"Other ethnic group - Arab", 2, 30},
    {"White - Any other White background", 3, 33},
    {"White - English/Welsh/Scottish/Northern Irish/British", 3, 61},
    {"White - Gypsy or Irish Traveller", 3, 0.5},
    {"White - Irish", 3, 3.5},
    {"Mixed/Multiple ethnic groups - White and Asian", k_mostly_white, 2},
}};
inline constexpr std::string_view k_not_stated = "Other ethnic group - Not stated";
/// How often a person of each census group (k_ethnicities) is searched, against the average.
inline constexpr EthnicShares k_search_rates{0.75, 1.3, 0.8, 2.9, 1.1};
/// Where the officer puts people of each census group (k_officer, most often).
inline constexpr std::array<std::size_t, 5> k_officer_of{3, 1, 0, 1, 2};

inline constexpr std::array<std::string_view, 3> k_search_types{"Person search", "Person and Vehicle search",
                                                                "Vehicle search"};
inline constexpr std::array<double, 3> k_search_type_shares{82.2, 16.8, 1.0};

/// Local hours, and days from Monday.
inline constexpr std::array<double, 24> k_hours{4.3, 3.9, 3.1, 2.4, 1.5, 0.8, 0.5, 0.6, 1.0, 1.8, 2.8, 3.8,
                                                4.7, 5.1, 6.3, 8.3, 9.0, 8.8, 6.8, 5.7, 5.2, 4.7, 4.5, 4.4};
inline constexpr std::array<double, 7> k_weekdays{0.84, 1.0, 1.12, 1.14, 1.08, 0.98, 0.84};

} // namespace peelian::synthetic
