// SPDX-License-Identifier: MIT
// The street and outcomes files of a force and month, as data.police.uk publishes them.
#pragma once

#include "synthetic/crimes.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace peelian::synthetic {

/// Crimes of one month of the Metropolitan Police by the types of the wide tables.
struct RecordedTally {
    using Counts = std::array<std::uint32_t, k_recorded_types>;
    std::array<Counts, k_blocks> blocks{}; ///< every crime
    std::vector<Counts> wards;             ///< those with a known ward; empty when not wanted
};

/// `police_uk/2024-02/2024-02-metropolitan-street.csv`, below `folder`.
std::filesystem::path police_file(const std::filesystem::path& folder, Force force, Month month, std::string_view kind);

/// What a file came to.
struct Written {
    std::uint64_t rows = 0, bytes = 0;
};

class StreetFiles {
public:
    /// `last` is the month of the download: what was decided later is not known yet.
    StreetFiles(const CrimeMaker& maker, const Places& places, Month last);

    /// Adds to `tally` unless it is null.
    Written write_street(const std::filesystem::path& path, Force force, Month month, RecordedTally* tally) const;
    /// Outcomes recorded in the month, whenever their crimes were.
    Written write_outcomes(const std::filesystem::path& path, Force force, Month month) const;

private:
    using Tails = std::array<std::array<std::string, k_outcomes>, k_crime_types>;

    const CrimeMaker& maker_;
    const Places& places_;
    Month last_;
    std::array<Tails, 2> street_tails_; ///< by force: `Burglary,Under investigation,` and line end
    std::array<std::array<std::string, k_outcomes>, 2> outcome_tails_;
};

} // namespace peelian::synthetic
