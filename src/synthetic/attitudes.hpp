// SPDX-License-Identifier: MIT
// The public attitude survey by borough and quarter, as the mayor's office publishes it:
// decimal commas, days without a leading zero, one borough under two spellings, a stray
// value beyond the last named column, and no sample sizes.
#pragma once

#include "synthetic/street_files.hpp"

#include <filesystem>

namespace peelian::synthetic {

/// Quarters from the one that holds `first` (or ended before it, when the months hold no
/// end of a quarter) to the last that ended by `last`.
Written write_attitudes(const std::filesystem::path& path, Month first, Month last, std::uint64_t seed);

} // namespace peelian::synthetic
