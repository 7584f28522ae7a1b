// SPDX-License-Identifier: MIT
// What the writers of this room hand back: the files of a release's manifest.
#pragma once

#include <cstdint>
#include <string>

namespace peelian {

/// One file as written: path relative to the folder of the site, with '/'.
struct WrittenFile {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256;
    bool points = false; ///< a CSV of points, with their columns
};

} // namespace peelian
