// SPDX-License-Identifier: MIT
#include "geography/boundaries.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "geography/boundary_readers.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Levels whose codes ONS calls <level><two digits>CD, the smallest first: a file of
/// wards has the district's code too.
constexpr std::array<std::string_view, 11> k_levels{"OA",  "LSOA", "MSOA", "WD",    "CED", "LAD",
                                                    "CSP", "PFA",  "LSIP", "CTYUA", "RGN"};
constexpr std::array<std::string_view, 7> k_other_codes{"gss_code", "geography_code", "area_code", "areacd",
                                                        "code",     "geo_code",       "id"};
constexpr std::array<std::string_view, 7> k_other_names{"name",  "geography_name", "area_name", "areanm",
                                                        "title", "label",          "nm"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True for LAD24CD (and lad24cd) with the level LAD and the ending CD.
bool is_dated(std::string_view name, std::string_view level, std::string_view ending) {
    return name.size() == level.size() + 4 && same_text(name.substr(0, level.size()), level) &&
           is_digit(name[level.size()]) && is_digit(name[level.size() + 1]) &&
           same_text(name.substr(level.size() + 2), ending);
}

std::optional<std::size_t> find_attribute(const Attributes& attributes, std::string_view name) {
    for (std::size_t i = 0; i < attributes.size(); ++i)
        if (same_text(attributes[i].first, name)) return i;
    return std::nullopt;
}

std::optional<std::size_t> guess_code(const Attributes& attributes) {
    for (std::string_view level : k_levels) {
        std::optional<std::size_t> newest;
        for (std::size_t i = 0; i < attributes.size(); ++i)
            if (is_dated(attributes[i].first, level, "CD") &&
                (!newest || lower(attributes[*newest].first) < lower(attributes[i].first)))
                newest = i;
        if (newest) return newest;
    }
    for (std::string_view name : k_other_codes)
        if (auto found = find_attribute(attributes, name)) return found;
    return std::nullopt;
}

std::optional<std::size_t> guess_name(const Attributes& attributes, std::string_view code_attribute) {
    if (code_attribute.size() > 4 && same_text(code_attribute.substr(code_attribute.size() - 2), "CD")) {
        std::string name(code_attribute.substr(0, code_attribute.size() - 2));
        if (auto found = find_attribute(attributes, name + "NM")) return found;
    }
    for (std::string_view name : k_other_names)
        if (auto found = find_attribute(attributes, name)) return found;
    return std::nullopt;
}

Error no_attribute(const Attributes& attributes, const std::string& wanted, std::string_view what,
                   const std::string& file) {
    std::vector<std::string> names;
    for (const auto& [name, value] : attributes)
        names.push_back(name);
    if (wanted.empty())
        return Error::input("No attribute of the features looks like a {}", what)
            .at(file)
            .hint(fmt::format("Name the one to use; there are: {}.", join(names, ", ")));
    auto near = nearest(wanted, names);
    return Error::input("The features have no attribute '{}'{}", wanted,
                        near ? fmt::format("; did you mean '{}'?", *near) : "")
        .at(file)
        .hint(fmt::format("There are: {}.", join(names, ", ")));
}

/// The names of the attributes to take, decided by the first feature.
struct Chosen {
    std::string code;
    std::string name; ///< empty: the code is the name
};

Chosen choose(const Attributes& attributes, const BoundaryOptions& options, const std::string& file) {
    Chosen chosen;
    auto code =
        options.code_attribute.empty() ? guess_code(attributes) : find_attribute(attributes, options.code_attribute);
    if (!code) throw no_attribute(attributes, options.code_attribute, "code", file);
    chosen.code = attributes[*code].first;
    auto name = options.name_attribute.empty() ? guess_name(attributes, chosen.code)
                                               : find_attribute(attributes, options.name_attribute);
    if (!name && !options.name_attribute.empty()) throw no_attribute(attributes, options.name_attribute, "name", file);
    if (name) chosen.name = attributes[*name].first;
    return chosen;
}

/// Sorts by code and joins features of one code into one.
std::vector<Feature> join_by_code(std::vector<Feature> features) {
    std::ranges::stable_sort(features, {}, &Feature::code);
    std::vector<Feature> joined;
    for (Feature& feature : features) {
        if (!joined.empty() && joined.back().code == feature.code)
            std::ranges::move(feature.polygons, std::back_inserter(joined.back().polygons));
        else joined.push_back(std::move(feature));
    }
    return joined;
}

std::string read_unpacked(const std::filesystem::path& path) {
    std::string bytes = read_file(path);
    if (!looks_gzipped(bytes)) return bytes;
    bytes.clear();
    return read_head(path, check_gzip(path) + 1).bytes;
}

} // namespace

std::vector<Feature> read_boundaries(const std::filesystem::path& path, const BoundaryOptions& options) {
    std::string file = path.string();
    FileHead head = read_head(path, 16);
    bool sqlite = head.bytes.starts_with("SQLite format 3");
    if (sqlite && head.gzipped)
        throw Error::input("This is a GeoPackage packed by gzip; expected it unpacked").at(file);
    std::vector<RawFeature> raw =
        sqlite ? read_geopackage(path, options.layer) : parse_geojson(read_unpacked(path), file);
    if (raw.empty()) throw Error::input("There is no feature in the file").at(file);
    Chosen chosen = choose(raw[0].attributes, options, file);
    std::vector<Feature> features;
    features.reserve(raw.size());
    for (RawFeature& one : raw) {
        auto code = find_attribute(one.attributes, chosen.code);
        if (!code || one.attributes[*code].second.empty())
            throw Error::input("Feature {} has no '{}'", features.size() + 1, chosen.code).at(file);
        Feature feature;
        feature.code = trim(one.attributes[*code].second);
        auto name = find_attribute(one.attributes, chosen.name);
        feature.name = name ? std::string(trim(one.attributes[*name].second)) : feature.code;
        feature.polygons = std::move(one.polygons);
        features.push_back(std::move(feature));
    }
    return join_by_code(std::move(features));
}

} // namespace peelian
