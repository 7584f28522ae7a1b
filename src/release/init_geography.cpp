// SPDX-License-Identifier: MIT
#include "release/init_geography.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "sources/inspect.hpp"
#include "warehouse/database.hpp"

#include <algorithm>
#include <map>

namespace peelian {
namespace fs = std::filesystem;
namespace {

std::string csv_row(std::initializer_list<std::string_view> fields) {
    std::string row;
    for (std::string_view field : fields) {
        if (!row.empty()) row += ',';
        append_csv(row, field);
    }
    return row + "\n";
}

/// The first file below a folder whose name fits one of the patterns, in their order.
std::string find_shape(const GeographyInput& input, std::initializer_list<std::string_view> patterns) {
    std::vector<fs::path> files = files_below(input.data);
    for (std::string_view pattern : patterns)
        for (const fs::path& path : files)
            if (matches_glob(lower(path.filename().string()), pattern)) return path_for_workspace(path, input.root);
    return {};
}

/// The data brought its own: take it over as it is.
bool take_ready_made(const GeographyInput& input, NewGeography& out) {
    fs::path from = input.data / "geography";
    if (!fs::exists(from / "areas.csv")) return false;
    for (std::string_view name : {"areas.csv", "lookup.csv", "tiles.csv"})
        if (fs::exists(from / name)) write_file(input.root / "geography" / name, read_file(from / name));
    out.has_lookup = fs::exists(from / "lookup.csv");
    if (fs::exists(from / "tiles.csv")) out.tiles = "geography/tiles.csv";
    for (const std::string& line : split(read_file(from / "areas.csv"), '\n')) {
        auto fields = split(trim(line), ',');
        if (fields.size() < 3 || fields[2] != "force") continue;
        out.force_codes.push_back(fields[0]);
        out.forces.push_back(fields[1]);
    }
    for (std::string_view name : {"boroughs.geojson", "boundaries.geojson"})
        if (out.map.empty() && fs::exists(from / name)) out.map = path_for_workspace(from / name, input.root);
    if (fs::exists(from / "wards.geojson")) out.wards = path_for_workspace(from / "wards.geojson", input.root);
    for (std::string_view name : {"small-areas.geojson", "wards.geojson"})
        if (out.points.empty() && fs::exists(from / name)) out.points = path_for_workspace(from / name, input.root);
    out.lines.emplace_back("geography: taken over from the data's own geography folder");
    return true;
}

struct Places {
    std::map<std::string, std::string> wards_of; ///< ward code -> "name\ndistrict"
    std::string lookup;                          ///< text of lookup.csv
};

/// A lookup among the data (dataset `lookup`): small areas of both censuses, wards.
Places read_lookup(const GeographyInput& input, const Catalogue& catalogue, const std::set<std::string>& districts) {
    Places places;
    std::vector<std::string> ids;
    for (const auto& [id, preset] : catalogue.presets)
        if (preset.dataset == "lookup") ids.push_back(id);
    for (const fs::path& path : files_below(input.data)) {
        Inspection inspection = inspect(path, catalogue, ids, true);
        if (inspection.preset == nullptr) continue;
        Database database({.threads = input.threads, .allowed = {path.parent_path()}});
        Connection connection = database.connect();
        std::string columns;
        for (const auto& [column, expression] : inspection.preset->facts)
            columns += fmt::format("{}({}) as {}", columns.empty() ? "" : ", ", expression, sql_name(column));
        // A small area that lies across several wards goes to the one with most of its parts.
        Result rows = connection.query(fmt::format(
            "with l as (select {} from read_parquet({})), codes as (select small_area, ward_code, ward_name, "
            "district_code from l "
            "union all select older_area, ward_code, ward_name, district_code from l where older_area is not null) "
            "select small_area, ward_code, any_value(ward_name), district_code, count(*)::bigint from codes "
            "where small_area is not null group by 1, 2, 4 order by 1, 5, 2",
            columns, sql_text(path.string())));
        std::map<std::string, std::string> best;
        while (rows.next()) {
            std::string district(rows.text(3));
            if (!districts.contains(district)) continue;
            std::string ward(rows.text(1));
            places.wards_of[ward] = std::string(rows.text(2)) + "\n" + district;
            best[std::string(rows.text(0))] = csv_row({rows.text(0), ward, district});
        }
        places.lookup = "small_area,ward,district\n";
        for (const auto& [small, row] : best)
            places.lookup += row;
        return places;
    }
    return places;
}

/// Districts that rows of the data lie in, by the stem of the small area's name.
std::map<std::string, std::uint64_t> count_districts(const GeographyInput& input) {
    std::map<std::string, std::uint64_t> counts;
    if (input.street_files.empty()) return counts;
    std::vector<std::string> plain, packed;
    for (const fs::path& path : input.street_files)
        (path.extension() == ".gz" ? packed : plain).push_back(path.string());
    for (auto [list, compression] : {std::pair{&plain, "none"}, {&packed, "gzip"}}) {
        if (list->empty()) continue;
        std::set<fs::path> folders;
        for (const std::string& path : *list)
            folders.insert(fs::path(path).parent_path());
        Database database({.threads = input.threads, .allowed = {folders.begin(), folders.end()}});
        Connection connection = database.connect();
        Result rows = connection.query(fmt::format(
            "select left(\"LSOA name\", length(\"LSOA name\") - 5), count(*) from read_csv({}, header = true, "
            "all_varchar = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', compression = '{}', "
            "ignore_errors = true, columns = {{'Crime ID': 'VARCHAR', 'Month': 'VARCHAR', 'Reported by': 'VARCHAR', "
            "'Falls within': 'VARCHAR', 'Longitude': 'VARCHAR', 'Latitude': 'VARCHAR', 'Location': 'VARCHAR', "
            "'LSOA code': 'VARCHAR', 'LSOA name': 'VARCHAR', 'Crime type': 'VARCHAR', 'Last outcome category': "
            "'VARCHAR', 'Context': 'VARCHAR'}}) where \"LSOA name\" is not null group by 1",
            sql_list(*list), compression));
        while (rows.next())
            counts[std::string(rows.text(0))] += static_cast<std::uint64_t>(rows.integer(1));
    }
    return counts;
}

std::vector<const ForceInfo*> forces_of(const GeographyInput& input, const Reference& reference, NewGeography& out) {
    std::vector<std::string> wanted = input.only_forces;
    bool asked = !wanted.empty();
    if (!asked) {
        wanted = input.usual_forces;
        if (wanted.empty()) wanted.assign(input.force_slugs.begin(), input.force_slugs.end());
    }
    std::vector<const ForceInfo*> forces;
    for (const std::string& name : wanted) {
        const ForceInfo* force = reference.find_force(name);
        if (force == nullptr) force = reference.force(name);
        if (force == nullptr && asked) {
            std::vector<std::string> slugs;
            for (const ForceInfo& known : reference.forces())
                slugs.push_back(known.slug);
            auto near = nearest(name, slugs);
            throw Error::usage("--force '{}' is no police force of England and Wales{}", name,
                               near ? fmt::format("; did you mean '{}'?", *near) : "");
        }
        if (force == nullptr) out.lines.push_back(fmt::format("files name a force '{}' that is not known", name));
        else if (std::ranges::find(forces, force) == forces.end()) forces.push_back(force);
    }
    if (forces.empty())
        throw Error::input("No police force could be found in the names of the files")
            .hint("Files of data.police.uk are named YYYY-MM-FORCE-street.csv; or name one with --force.");
    return forces;
}

} // namespace

std::string path_for_workspace(const fs::path& path, const fs::path& root) {
    std::string relative = path.lexically_relative(root).string();
    return relative.empty() || relative.starts_with("../../../") ? path.string() : relative;
}

NewGeography make_geography(const GeographyInput& input, const Reference& reference, const Catalogue& catalogue) {
    NewGeography out;
    if (take_ready_made(input, out)) return out;
    std::vector<const ForceInfo*> forces = forces_of(input, reference, out);
    std::map<std::string, std::uint64_t> seen;
    for (const auto& [name, rows] : count_districts(input))
        if (const DistrictInfo* district = reference.find_district(name)) seen[district->code] += rows;
    std::string areas = "code,name,level,parent\n";
    std::set<std::string> districts;
    Month now = Month::of(2024, 4);
    for (const ForceInfo* force : forces) {
        out.forces.push_back(force->name);
        out.force_codes.push_back(force->code);
        areas += csv_row({force->code, force->name, "force", ""});
        for (const DistrictInfo& district : reference.districts()) {
            // Small areas are named after the districts of their census: those that rows lie
            // in count, be they abolished since; without rows to go by, those of today.
            bool there = seen.empty() ? district.valid_in(now) : seen.contains(district.code);
            if (district.force_code != force->code || !there) continue;
            areas += csv_row({district.code, district.name, "borough", force->code});
            districts.insert(district.code);
        }
    }
    Places places = read_lookup(input, catalogue, districts);
    for (const auto& [ward, text] : places.wards_of) {
        auto end = text.find('\n');
        areas += csv_row({ward, text.substr(0, end), "ward", text.substr(end + 1)});
    }
    write_file(input.root / "geography/areas.csv", areas);
    out.has_lookup = !places.lookup.empty();
    if (out.has_lookup) write_file(input.root / "geography/lookup.csv", places.lookup);
    bool london = districts.contains("E09000002");
    if (london) {
        write_file(input.root / "geography/tiles.csv", read_file(input.presets / "geography/tiles-london.csv"));
        out.tiles = "geography/tiles.csv";
        out.map = find_shape(input, {"*borough*wgs84*.geojson", "*borough*.geojson", "*borough*.gpkg"});
        out.points = out.map;
        if (!places.wards_of.empty()) out.wards = find_shape(input, {"london_ward*.gpkg", "*ward*wgs84*.geojson"});
    }
    out.lines.push_back(fmt::format("geography: {}, {}, {}", counted(forces.size(), "force"),
                                    counted(districts.size(), "borough or district", "boroughs or districts"),
                                    places.wards_of.empty() ? "no wards (no lookup among the data)"
                                                            : counted(places.wards_of.size(), "ward")));
    return out;
}

} // namespace peelian
