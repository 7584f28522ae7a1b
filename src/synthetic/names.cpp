// SPDX-License-Identifier: MIT
#include "synthetic/names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace peelian::synthetic {
namespace {

constexpr std::array<std::string_view, 50> k_ward_stems{
    "Alderwick", "Ashmoor",     "Bellfold",  "Birchley",     "Bramcroft",   "Brookwell",  "Carrowby",   "Cedarholt",
    "Chalkdene", "Cloverleigh", "Coldbrook", "Copperfold",   "Dovestead",   "Eastmead",   "Elderby",    "Fairstead",
    "Fernley",   "Foxholt",     "Gorsedown", "Greywell",     "Harrowby",    "Hawkmere",   "Hazelwick",  "Heronsgate",
    "Hollowell", "Kestrelby",   "Kingsmoor", "Larkfold",     "Lindenhurst", "Longacre",   "Maplestead", "Marlowick",
    "Millbeck",  "Northolme",   "Oakhanger", "Orchardleigh", "Otterbourne", "Pinfold",    "Ravensholt", "Reedham",
    "Rookwell",  "Rushbrook",   "Saltmere",  "Sandleigh",    "Silverbeck",  "Stonecroft", "Thornwick",  "Wellmead",
    "Whitcombe", "Willowby"};
constexpr std::array<std::string_view, 12> k_ward_ends{"",        " Green", " Park",   " Hill", " Vale",  " Bridge",
                                                       " Fields", " Cross", " Common", " Town", " North", " South"};

constexpr std::array<std::string_view, 64> k_street_stems{
    "Acorn",   "Alder",    "Anvil",   "Apple",  "Arbour",    "Badger",   "Barley",  "Beacon",    "Bellrope", "Bobbin",
    "Bramble", "Bridle",   "Buckle",  "Candle", "Carpenter", "Chandler", "Cherry",  "Cinder",    "Clover",   "Cobbler",
    "Cooper",  "Copper",   "Cygnet",  "Damson", "Dapple",    "Fallow",   "Farrier", "Feather",   "Fennel",   "Ferryman",
    "Fiddler", "Finch",    "Foundry", "Garnet", "Glazier",   "Harvest",  "Heather", "Hollyhock", "Juniper",  "Kettle",
    "Lantern", "Lavender", "Linden",  "Magpie", "Mallard",   "Marigold", "Mercer",  "Nettle",    "Orchard",  "Pepper",
    "Plover",  "Potter",   "Quince",  "Ribbon", "Rowan",     "Saddler",  "Saffron", "Sparrow",   "Spindle",  "Tanner",
    "Thimble", "Weaver",   "Wicker",  "Yarrow"};
constexpr std::array<std::string_view, 14> k_street_ends{"Street", "Road",    "Lane",     "Avenue", "Close",
                                                         "Way",    "Gardens", "Place",    "Grove",  "Row",
                                                         "Mews",   "Terrace", "Crescent", "Drive"};
constexpr std::array<std::string_view, 13> k_kinds{
    "Supermarket",         "Supermarket",   "Parking Area",           "Parking Area",
    "Shopping Area",       "Shopping Area", "Petrol Station",         "Park/Open Space",
    "Nightclub",           "Hospital",      "Sports/Recreation Area", "Bus/Coach Station",
    "Theatre/Concert Hall"};

template <std::size_t N> std::string_view any_of(Random& random, const std::array<std::string_view, N>& words) {
    return words[random.below(static_cast<std::uint32_t>(N))];
}

} // namespace

std::vector<std::string> ward_names(Random& random, std::size_t count) {
    std::vector<std::string> names;
    while (names.size() < count) {
        std::string name(any_of(random, k_ward_stems));
        name += any_of(random, k_ward_ends);
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    return names;
}

std::string place_name(Random& random) {
    if (random.chance(0.09)) return std::string(any_of(random, k_kinds));
    std::string name(any_of(random, k_street_stems));
    name += ' ';
    name += any_of(random, k_street_ends);
    return name;
}

} // namespace peelian::synthetic
