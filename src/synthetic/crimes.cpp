// SPDX-License-Identifier: MIT
#include "synthetic/crimes.hpp"

namespace peelian::synthetic {
namespace {

constexpr std::uint32_t share_of_word(double share) { return static_cast<std::uint32_t>(share * 4294967296.0); }
/// Crimes that strike the same address again at once.
constexpr std::uint32_t k_again = share_of_word(0.12);
constexpr std::uint32_t k_no_location = share_of_word(0.062);

} // namespace

CrimeMaker::CrimeMaker(const Places& places, const Volumes& volumes, std::uint64_t seed)
    : places_(places),
      volumes_(volumes),
      seed_(seed) {
    for (std::size_t block = 0; block < k_blocks; ++block) {
        auto areas = places.small_areas().subspan(places.blocks()[block].first, places.blocks()[block].count);
        std::vector<double> busy, homes;
        for (const SmallArea& area : areas) {
            busy.push_back(area.busy);
            homes.push_back(area.homes);
        }
        areas_[block] = {Weighted(busy), Weighted(homes)};
    }
    for (std::size_t type = 0; type < k_crime_types; ++type) {
        auto crime_type = static_cast<CrimeType>(type);
        Fate& fate = fates_[type];
        fate.outcomes = Weighted(outcome_shares(crime_type));
        fate.lags = Weighted(lag_shares(crime_type));
        std::vector<double> shares;
        for (std::uint8_t i = 0; i < k_recorded_types; ++i) {
            if (recorded_types()[i].from != crime_type) continue;
            if (shares.empty()) fate.first_recorded = i;
            // The parts of a crime type need not stand together: gaps have no weight.
            shares.resize(i - fate.first_recorded + 1U);
            shares.back() = recorded_types()[i].share;
        }
        if (shares.empty()) shares.push_back(1);
        fate.recorded = Weighted(shares);
    }
}

bool CrimeMaker::spread(Force force, Month month, std::size_t block, Random& random, Cells& cells) const {
    for (std::size_t type = 0; type < k_crime_types; ++type) {
        std::uint64_t n = volumes_.count(force, block, type, month);
        if (n == 0) continue;
        if (cells.empty()) cells.resize(places_.blocks()[block].count);
        const Weighted& areas = areas_of(block, words_of(static_cast<CrimeType>(type)).setting);
        for (; n > 0; --n)
            ++cells[areas(random)][type];
    }
    return !cells.empty();
}

void CrimeMaker::draw(Crime& crime, const SmallArea& area, Random& random) const {
    const Fate& fate = fates_[static_cast<std::size_t>(crime.type)];
    std::uint64_t word = random.next();
    if (static_cast<std::uint32_t>(word) >= k_again) crime.point = point_in(area, word);
    word = random.next();
    crime.located = static_cast<std::uint32_t>(word) >= k_no_location;
    crime.luck = static_cast<std::uint32_t>(word >> 32);
    crime.outcome = static_cast<Outcome>(fate.outcomes(random));
    crime.lag = static_cast<std::uint8_t>(fate.lags(random));
    crime.recorded = static_cast<std::uint8_t>(fate.first_recorded + fate.recorded(random));
}

} // namespace peelian::synthetic
