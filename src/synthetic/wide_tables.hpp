// SPDX-License-Identifier: MIT
// Recorded crime by borough and by ward as the London Datastore publishes it: a row a
// type and place, a column a month, rows of nothing but zeros left out. The counts are
// those of the street files, so that the two sources tell one story.
#pragma once

#include "synthetic/street_files.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace peelian::synthetic {

/// The tallies of consecutive months.
struct RecordedMonths {
    Month first;
    std::vector<RecordedTally> tallies;
    double scale = 1;
    std::uint64_t seed = 1;
};

/// A count of the borough table that lost its last digit.
struct LostDigit {
    std::size_t borough = 0, recorded = 0;
    Month month;
    std::uint32_t before = 0, after = 0;
};

/// The first count of violence without injury, over boroughs in an order of the seed's, of
/// a hundred at least (ten, when none has a hundred); nothing when all are smaller.
std::optional<LostDigit> find_lost_digit(const RecordedMonths& months, Month month);

/// Months `from` to `to` of every borough, the airports and "Unknown".
Written write_borough_table(const std::filesystem::path& path, const RecordedMonths& months, Month from, Month to,
                            const std::optional<LostDigit>& lost);
/// The same by ward, for the crimes whose ward is known.
Written write_ward_table(const std::filesystem::path& path, const RecordedMonths& months, const Places& map, Month from,
                         Month to);

} // namespace peelian::synthetic
