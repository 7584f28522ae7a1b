// SPDX-License-Identifier: MIT
// The geography of a workspace, from two CSV files: `geography/areas.csv`, the areas it
// publishes (code,name,level,parent), and `geography/lookup.csv`, where each small area
// lies (small_area,ward,district, and if need be from,to,weight).
//
// A small area is an LSOA code as the data has it, of 2011 or 2021; both may stand in
// one lookup, since a code that was split or merged was never used again. A small area
// that lies across several wards goes whole to the one with the greatest weight.
#pragma once

#include "base/month.hpp"
#include "geography/areas.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Reads areas.csv: rows in any order, levels `force`, `borough`, `ward`, a blank parent
/// for a force. Adds the stand-ins and sorts. Throws Error(input) with file and line on
/// a level or parent there is not (with the nearest), and on a code that stands twice.
Areas read_areas(const std::filesystem::path& path);

/// Where one small area lies, and in which months it was so.
struct PlaceRow {
    std::string small_area;
    std::string ward;              ///< empty: the workspace has no wards, or the lookup does not say
    std::string district;          ///< the borough
    std::optional<Month> from, to; ///< first and last month; none: open
    bool valid_in(Month month) const { return (!from || *from <= month) && (!to || month <= *to); }
};

/// What to do with rows of a lookup whose district is none of the workspace's areas.
enum class OutsideRows {
    refuse, ///< an error: the lookup is meant to hold this workspace's places only
    skip    ///< count them: a national lookup; what lies there is elsewhere
};

/// The lookup. Const after reading, so any number of threads may ask.
class PlaceTable {
public:
    /// Reads lookup.csv against the areas. Throws Error(input) with file and line on an
    /// unknown ward or district, a ward of another district, and two rows for one small
    /// area and month without a weight to choose by.
    static PlaceTable read(const std::filesystem::path& path, const Areas& areas,
                           OutsideRows outside = OutsideRows::refuse);

    /// By small area, then time.
    const std::vector<PlaceRow>& rows() const { return rows_; }
    /// The row of a small area in a month; null when the lookup has none. Months before
    /// the first or after the last row of a small area take the nearest row, for data
    /// go on using a code after it was replaced.
    const PlaceRow* find(std::string_view small_area, Month month) const;
    /// Rows passed over as outside the workspace.
    std::size_t outside() const { return outside_; }

private:
    std::vector<PlaceRow> rows_;
    std::size_t outside_ = 0;
};

} // namespace peelian
