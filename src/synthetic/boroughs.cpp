// SPDX-License-Identifier: MIT
#include "synthetic/boroughs.hpp"

namespace peelian::synthetic {
namespace {

using enum Character;
constexpr std::array<Borough, k_boroughs> k_borough_table{{
    {"E09000002", "Barking and Dagenham", "BAD", 7, 2, 115, 220, 17, outer, 1},
    {"E09000003", "Barnet", "BNT", 3, 1, 220, 390, 24, outer, 1},
    {"E09000004", "Bexley", "BEX", 7, 3, 148, 248, 14, outer, 0},
    {"E09000005", "Brent", "BRE", 2, 2, 181, 341, 27, outer, 2},
    {"E09000006", "Bromley", "BRO", 6, 4, 199, 330, 20, outer, 0},
    {"E09000007", "Camden", "CAM", 3, 2, 130, 217, 35, centre, 5},
    {"E09000001", "City of London", "CTY", 4, 3, 6, 11, 0, centre, 5},
    {"E09000008", "Croydon", "CRO", 4, 5, 229, 393, 29, outer, 3},
    {"E09000009", "Ealing", "EAL", 1, 2, 199, 370, 27, outer, 2},
    {"E09000010", "Enfield", "ENF", 4, 0, 183, 327, 25, outer, 1},
    {"E09000011", "Greenwich", "GRE", 6, 3, 164, 292, 23, inner, 3},
    {"E09000012", "Hackney", "HAC", 5, 2, 149, 262, 28, inner, 3},
    {"E09000013", "Hammersmith and Fulham", "HAM", 1, 3, 115, 186, 18, inner, 5},
    {"E09000014", "Haringey", "HGY", 4, 1, 147, 262, 24, inner, 3},
    {"E09000015", "Harrow", "HRW", 2, 1, 144, 262, 14, outer, 2},
    {"E09000016", "Havering", "HAV", 7, 1, 153, 265, 17, outer, 0},
    {"E09000017", "Hillingdon", "HIL", 0, 2, 170, 311, 25, outer, 2},
    {"E09000018", "Hounslow", "HOU", 0, 3, 150, 291, 22, outer, 2},
    {"E09000019", "Islington", "ISL", 4, 2, 126, 220, 26, inner, 5},
    {"E09000020", "Kensington and Chelsea", "KEN", 2, 3, 101, 146, 19, centre, 5},
    {"E09000021", "Kingston upon Thames", "KIN", 1, 5, 99, 169, 10, outer, 1},
    {"E09000022", "Lambeth", "LAM", 3, 4, 181, 317, 32, inner, 3},
    {"E09000023", "Lewisham", "LEW", 5, 4, 175, 299, 25, inner, 3},
    {"E09000024", "Merton", "MER", 2, 5, 126, 215, 11, outer, 1},
    {"E09000025", "Newham", "NEW", 6, 2, 185, 357, 33, inner, 4},
    {"E09000026", "Redbridge", "RED", 6, 1, 164, 312, 20, outer, 4},
    {"E09000027", "Richmond upon Thames", "RIC", 1, 4, 115, 195, 10, outer, 0},
    {"E09000028", "Southwark", "SOU", 4, 4, 173, 311, 33, inner, 3},
    {"E09000029", "Sutton", "SUT", 3, 5, 123, 210, 11, outer, 0},
    {"E09000030", "Tower Hamlets", "TOW", 5, 3, 169, 324, 31, inner, 4},
    {"E09000031", "Waltham Forest", "WAL", 5, 1, 146, 276, 20, outer, 1},
    {"E09000032", "Wandsworth", "WAN", 2, 4, 186, 329, 22, inner, 1},
    {"E09000033", "Westminster", "WES", 3, 3, 123, 210, 74, centre, 5},
}};
static_assert(k_borough_table[k_city].code == "E09000001");

constexpr std::array<CommandUnit, 12> k_command_units{{
    {"BCU-CE", "Central East", {"HAC", "TOW"}},
    {"BCU-CN", "Central North", {"CAM", "ISL"}},
    {"BCU-CS", "Central South", {"LAM", "SOU"}},
    {"BCU-CW", "Central West", {"HAM", "KEN", "WES"}},
    {"BCU-EA", "East", {"BAD", "HAV", "RED"}},
    {"BCU-NA", "North", {"ENF", "HGY"}},
    {"BCU-NE", "North East", {"NEW", "WAL"}},
    {"BCU-NW", "North West", {"BNT", "BRE", "HRW"}},
    {"BCU-SN", "South", {"BRO", "CRO", "SUT"}},
    {"BCU-SE", "South East", {"BEX", "GRE", "LEW"}},
    {"BCU-SW", "South West", {"KIN", "MER", "RIC", "WAN"}},
    {"BCU-WA", "West", {"EAL", "HIL", "HOU"}},
}};

constexpr std::array<EthnicShares, 6> k_population_kinds{{
    {0.76, 0.04, 0.10, 0.08, 0.02}, // mostly White suburbs
    {0.57, 0.06, 0.18, 0.13, 0.06}, // mixed suburbs
    {0.39, 0.05, 0.40, 0.10, 0.06}, // the Asian west
    {0.51, 0.07, 0.09, 0.27, 0.06}, // the south and the inner north
    {0.36, 0.05, 0.42, 0.13, 0.04}, // the Asian east
    {0.60, 0.06, 0.13, 0.10, 0.11}, // the centre
}};

constexpr std::array<District, 20> k_districts{{
    {"Epping Forest", 0.130, 51.730, 9},
    {"Dartford", 0.360, 51.430, 7},
    {"Broxbourne", -0.030, 51.745, 6},
    {"Hertsmere", -0.270, 51.730, 7},
    {"Spelthorne", -0.560, 51.415, 8},
    {"Elmbridge", -0.560, 51.360, 5},
    {"Epsom and Ewell", -0.570, 51.270, 4},
    {"Reigate and Banstead", -0.190, 51.230, 5},
    {"Tandridge", -0.050, 51.240, 4},
    {"Sevenoaks", 0.380, 51.350, 4},
    {"Thurrock", 0.400, 51.510, 6},
    {"Brentwood", 0.390, 51.640, 4},
    {"Three Rivers", -0.560, 51.650, 5},
    {"Slough", -0.600, 51.510, 5},
    {"Tendring", 1.120, 51.850, 1},
    {"Brighton and Hove", -0.140, 50.830, 2},
    {"Buckinghamshire", -0.800, 51.800, 2},
    {"Walsall", -1.980, 52.600, 1},
    {"Newcastle upon Tyne", -1.630, 54.980, 1},
    {"Pembrokeshire", -4.910, 51.800, 1},
}};

} // namespace

std::span<const Borough, k_boroughs> boroughs() { return k_borough_table; }

std::span<const CommandUnit, 12> command_units() { return k_command_units; }

EthnicShares ethnic_shares(const Borough& borough) {
    return k_population_kinds[static_cast<std::size_t>(borough.population_kind)];
}

std::span<const District> outside_districts() { return k_districts; }

} // namespace peelian::synthetic
