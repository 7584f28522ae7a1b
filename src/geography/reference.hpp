// SPDX-License-Identifier: MIT
// Reference data of England and Wales, shipped in presets/geography: police forces,
// local authority districts with their force, and the tile map of London. Names come
// in many spellings; codes are what everything else uses.
#pragma once

#include "base/month.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace peelian {

struct ForceInfo {
    std::string code;           ///< ONS code of the police force area; `BTP` has no area
    std::string name;           ///< "Devon & Cornwall"
    std::string police_uk_name; ///< as in 'Falls within': "Devon & Cornwall Police"
    std::string slug;           ///< as in file names: `devon-and-cornwall`
};

struct DistrictInfo {
    std::string code;
    std::string name;
    std::string force_code;
    std::optional<Month> from; ///< first month; none: older than the published data (2010)
    std::optional<Month> to;   ///< last month; none: still there
    bool valid_in(Month month) const { return (!from || *from <= month) && (!to || month <= *to); }
};

/// A square of a tile map.
struct TileRow {
    std::string code;
    int column = 0, row = 0;
    std::string label; ///< three letters
};

/// Forces and districts, looked up by code or by any usual spelling. Const after
/// loading, so any number of threads may ask. Pointers live as long as the object.
class Reference {
public:
    /// Reads forces.csv, districts.csv and district-spellings.csv of a folder
    /// (presets/geography). Throws Error(input) with file and line.
    static Reference load(const std::filesystem::path& folder);

    const std::vector<ForceInfo>& forces() const { return forces_; }
    /// All districts, abolished ones too, by code.
    const std::vector<DistrictInfo>& districts() const { return districts_; }

    const ForceInfo* force(std::string_view code) const;
    /// By police.uk name or slug, ONS name or code; blind to case, "&", "Police",
    /// "Constabulary" and "Service". Null when it is none.
    const ForceInfo* find_force(std::string_view text) const;

    const DistrictInfo* district(std::string_view code) const;
    /// By name; blind to case, punctuation, "&" and forms such as "City of Westminster",
    /// "Bristol, City of", "London Borough of Camden". Where one name had several codes
    /// in time, the one valid in `when` (or, without it or with none valid, the latest).
    const DistrictInfo* find_district(std::string_view name, std::optional<Month> when = {}) const;

private:
    void index_forces();
    void index_districts(const std::filesystem::path& spellings);

    std::vector<ForceInfo> forces_;
    std::vector<DistrictInfo> districts_;
    std::unordered_map<std::string, std::size_t> force_by_code_, force_by_key_;
    std::unordered_map<std::string, std::size_t> district_by_code_;
    std::unordered_map<std::string, std::vector<std::size_t>> district_by_key_;
};

/// "Camden 027B" -> "Camden"; none when the text is not the name of an LSOA.
std::optional<std::string> district_of_lsoa_name(std::string_view name);

/// Reads a tile map (code,column,row,label). Throws Error(input) with file and line on
/// two tiles in one place or for one code.
std::vector<TileRow> read_tiles(const std::filesystem::path& path);

/// Reads a month written `2023-04` or as one of its days, `2023-04-01`; a blank is none.
/// Throws Error(input) quoting the text.
std::optional<Month> month_of_date(std::string_view text);

} // namespace peelian
