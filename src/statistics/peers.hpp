// SPDX-License-Identifier: MIT
// The areas most like one, chosen by declared characteristics and by nothing else.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

struct Peer {
    std::size_t area;
    double distance; ///< root of the mean squared difference, in standard deviations
};

/// The `count` areas nearest to `area`, nearest first; equal distances in the order of the
/// areas. `table` holds `characteristics` numbers an area, row by row. Each characteristic
/// is divided by its standard deviation over all areas that have it (n - 1); one without
/// spread counts for nothing. A NaN is unknown: the distance is over what both areas have,
/// and an area that shares less than half of what `area` has is no peer. `area` itself is
/// left out. Throws Error(input) when the table is no whole number of rows or `area` is not
/// in it.
std::vector<Peer> most_similar(std::span<const double> table, std::size_t characteristics, std::size_t area,
                               std::size_t count);

} // namespace peelian
