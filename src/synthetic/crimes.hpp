// SPDX-License-Identifier: MIT
// Crimes one by one. Each month of each force can be made again at any time from its
// name alone, which is how the outcomes files of later months find their crimes without
// keeping them.
#pragma once

#include "synthetic/places.hpp"
#include "synthetic/random.hpp"
#include "synthetic/vocabulary.hpp"
#include "synthetic/volumes.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace peelian::synthetic {

struct Crime {
    std::uint64_t id = 0; ///< what its Crime ID is made of
    std::uint32_t block = 0, area = 0, point = 0;
    CrimeType type = CrimeType::antisocial_behaviour;
    Outcome outcome = Outcome::none; ///< in the end
    std::uint8_t lag = 0;            ///< months from the crime to the outcome
    std::uint8_t recorded = 0;       ///< index of recorded_types(); anything for anti-social behaviour
    bool located = true;             ///< false: published as "No Location"
    std::uint32_t luck = 0;          ///< bits for lesser choices
};

class CrimeMaker {
public:
    CrimeMaker(const Places& places, const Volumes& volumes, std::uint64_t seed);

    /// Calls `visit(const Crime&)` for the crimes of a month, by block, small area and type.
    template <typename Visit> void each(Force force, Month month, Visit&& visit) const {
        for (std::size_t block = 0; block < k_blocks; ++block)
            each_in_block(force, month, block, visit);
    }

    /// A point of a small area; some are drawn far more often than others.
    static std::uint32_t point_in(const SmallArea& area, std::uint64_t word) {
        std::uint64_t u = word >> 32;
        return area.first_point + static_cast<std::uint32_t>((((u * u) >> 32) * area.points) >> 32);
    }
    const Weighted& areas_of(std::size_t block, Setting setting) const {
        return areas_[block][static_cast<std::size_t>(setting)];
    }

private:
    struct Fate {
        Weighted outcomes, lags, recorded;
        std::uint8_t first_recorded = 0;
    };
    using Cells = std::vector<std::array<std::uint32_t, k_crime_types>>;
    /// Counts by small area and type; false when there are none.
    bool spread(Force force, Month month, std::size_t block, Random& random, Cells& cells) const;
    void draw(Crime& crime, const SmallArea& area, Random& random) const;

    template <typename Visit> void each_in_block(Force force, Month month, std::size_t block, Visit&& visit) const {
        auto f = static_cast<std::uint64_t>(force), m = static_cast<std::uint64_t>(month.index());
        Random random(stream_key(seed_, Purpose::crimes, f, m, block));
        Cells cells;
        if (!spread(force, month, block, random, cells)) return;
        Crime crime;
        crime.id = stream_key(seed_, Purpose::identifiers, f, m, block);
        crime.block = static_cast<std::uint32_t>(block);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            crime.area = static_cast<std::uint32_t>(places_.blocks()[block].first + i);
            const SmallArea& area = places_.small_areas()[crime.area];
            for (std::size_t type = 0; type < k_crime_types; ++type) {
                crime.type = static_cast<CrimeType>(type);
                crime.point = area.first_point;
                for (std::uint32_t n = cells[i][type]; n > 0; --n) {
                    ++crime.id;
                    draw(crime, area, random);
                    visit(static_cast<const Crime&>(crime));
                }
            }
        }
    }

    const Places& places_;
    const Volumes& volumes_;
    std::uint64_t seed_;
    std::array<std::array<Weighted, 2>, k_blocks> areas_;
    std::array<Fate, k_crime_types> fates_;
};

} // namespace peelian::synthetic
