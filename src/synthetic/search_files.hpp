// SPDX-License-Identifier: MIT
// The stop and search files of a force and month: times in UTC, files cut by the local
// month, no small area and no key, as data.police.uk publishes them.
#pragma once

#include "synthetic/crimes.hpp"
#include "synthetic/street_files.hpp"

#include <filesystem>
#include <optional>

namespace peelian::synthetic {

class SearchFiles {
public:
    SearchFiles(const CrimeMaker& maker, const Volumes& volumes, const Places& places, std::uint64_t seed)
        : maker_(maker),
          volumes_(volumes),
          places_(places),
          seed_(seed) {}

    /// With `stops_on`, the file ends at noon of that day of the month.
    Written write(const std::filesystem::path& path, Force force, Month month, std::optional<int> stops_on) const;

private:
    const CrimeMaker& maker_;
    const Volumes& volumes_;
    const Places& places_;
    std::uint64_t seed_;
};

} // namespace peelian::synthetic
