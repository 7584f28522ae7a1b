// SPDX-License-Identifier: MIT
#include "release/workspace.hpp"

#include "base/date.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "geography/places.hpp"
#include "geography/reference.hpp"
#include "release/report_sources.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> files_in(const fs::path& folder, std::string_view extension) {
    std::vector<fs::path> found;
    if (!fs::is_directory(folder)) return found;
    for (const fs::path& path : files_below(folder))
        if (path.extension() == extension) found.push_back(path);
    return found;
}

Body read_body(const TomlTable& root) {
    TomlTable table = root.table("body");
    Body body;
    body.name = table.text("name");
    body.short_name = table.text_or("short_name", body.name);
    body.site_title = table.text_or("site_title", "Policing and crime");
    body.contact = table.text_or("contact", "");
    body.synthetic = table.boolean_or("synthetic", false);
    table.done();
    return body;
}

void read_publication(Workspace& workspace, const TomlTable& root) {
    auto table = root.maybe_table("publication");
    if (!table) return;
    workspace.profile = table->text_or("profile", "public");
    workspace.date = table->maybe_text("date");
    if (workspace.date && !is_date(*workspace.date))
        throw table->error("date", fmt::format("'{}' is not a date; expected YYYY-MM-DD", *workspace.date));
    table->done();
}

/// Codes of published areas stand for themselves where a boundary or a population uses them.
void add_own_codes(Workspace& workspace) {
    for (const Area& area : workspace.areas.all()) {
        if (area.kind != AreaKind::real || area.level < Level::borough) continue;
        bool ward = area.level == Level::ward;
        std::string borough = ward ? workspace.areas[*area.parent].code : area.code;
        workspace.places.small_areas.push_back({area.code, ward ? area.code : "", borough, {}, {}});
    }
}

/// Every way a district's name is written in the published formats, in lower case.
void add_district_names(PlaceTables& places, const Area& area, const Reference& reference) {
    std::set<std::string> names{lower(area.name)};
    for (const DistrictInfo& district : reference.districts())
        if (district.code == area.code) names.insert(lower(district.name));
    std::set<std::string> more;
    for (const std::string& name : names) {
        more.insert(replace_all(name, " and ", " & "));
        more.insert(replace_all(name, " & ", " and "));
        more.insert("city of " + name);
        if (name.ends_with(", city of")) more.insert(name.substr(0, name.size() - 9));
        if (name.ends_with(", county of")) more.insert(name.substr(0, name.size() - 11));
        more.insert(replace_all(name, ".", ""));
        for (std::string_view tail : {" upon thames"})
            if (name.ends_with(tail)) more.insert(name.substr(0, name.size() - tail.size()));
    }
    names.merge(more);
    for (const std::string& name : names) {
        // "City of London" must not also be found as a form of another name.
        const DistrictInfo* other = reference.find_district(name);
        if (other == nullptr || other->code == area.code || reference.district(area.code) == nullptr)
            places.districts.emplace_back(name, area.code);
    }
}

void read_places(Workspace& workspace, const TomlTable& geography, const Reference& reference) {
    fs::path lookup = workspace.root / geography.text_or("lookup", "geography/lookup.csv");
    if (fs::exists(lookup)) {
        PlaceTable table = PlaceTable::read(lookup, workspace.areas);
        for (const PlaceRow& row : table.rows())
            workspace.places.small_areas.push_back(
                {row.small_area, row.ward, row.district, row.from, row.to ? std::optional(*row.to + 1) : std::nullopt});
    }
    add_own_codes(workspace);
    for (const Area& area : workspace.areas.all()) {
        if (area.kind != AreaKind::real) continue;
        if (area.level == Level::borough) add_district_names(workspace.places, area, reference);
        if (area.level != Level::force) continue;
        std::set<std::string> names{area.name, lower(area.name), area.code};
        if (const ForceInfo* force = reference.force(area.code))
            names.merge(
                std::set<std::string>{force->name, force->police_uk_name, lower(force->police_uk_name), force->slug});
        for (const std::string& name : names)
            workspace.places.forces.emplace_back(name, area.code);
    }
}

struct PlaceAt {
    std::shared_ptr<const PlaceFinder> finder;
    std::shared_ptr<const std::vector<std::string>> codes;
    std::string_view operator()(double lon, double lat) const {
        auto found = finder->find(lon, lat);
        return found ? std::string_view((*codes)[*found]) : std::string_view();
    }
};

/// The shapes in a file of those areas that the workspace has, under its own names.
std::vector<Feature> shapes_of(const Workspace& workspace, const std::string& path, Hasher& hasher) {
    std::vector<Feature> shapes;
    for (Feature& feature : read_boundaries(workspace.root / path)) {
        auto area = workspace.areas.find(feature.code);
        if (!area) continue;
        feature.name = workspace.areas[*area].name;
        shapes.push_back(std::move(feature));
    }
    hasher.field(sha256_file(workspace.root / path));
    return shapes;
}

/// Boundaries: those that find points (the finest given), and those on the map.
void read_shapes(Workspace& workspace, const TomlTable& geography, Hasher& hasher) {
    std::string map = geography.text_or("map", "");
    std::string points = geography.text_or("points", map);
    double tolerance = geography.real_or("tolerance_metres", 50);
    std::string wards = geography.text_or("wards", "");
    if (!map.empty()) workspace.boundaries = shapes_of(workspace, map, hasher);
    if (!wards.empty()) workspace.wards = shapes_of(workspace, wards, hasher);
    if (points.empty()) return;
    std::vector<Feature> features = read_boundaries(workspace.root / points);
    auto codes = std::make_shared<std::vector<std::string>>();
    for (const Feature& feature : features)
        codes->push_back(feature.code);
    workspace.finder = std::make_shared<const PlaceFinder>(features, tolerance);
    workspace.places.place_at = PlaceAt{workspace.finder, codes};
    workspace.places.hash = Hasher().field(sha256_file(workspace.root / points)).field(plain_number(tolerance)).hex();
}

void read_geography(Workspace& workspace, const TomlTable& root, const Reference& reference, Hasher& hasher) {
    TomlTable geography = root.maybe_table("geography").value_or(parse_toml("", root.file()));
    fs::path areas = workspace.root / geography.text_or("areas", "geography/areas.csv");
    if (!fs::exists(areas))
        throw Error::not_found("The workspace has no list of areas")
            .at(areas.string())
            .hint("Make one with columns code,name,level,parent, or start again with 'peelian init'.");
    workspace.areas = read_areas(areas);
    read_places(workspace, geography, reference);
    read_shapes(workspace, geography, hasher);
    std::string tiles = geography.text_or("tiles", "");
    if (!tiles.empty())
        for (const TileRow& tile : read_tiles(workspace.root / tiles))
            if (auto area = workspace.areas.find(tile.code))
                workspace.tiles[*area] = {tile.column, tile.row, tile.label};
    geography.done();
    Hasher places;
    places.field(workspace.places.hash);
    for (const auto& s : workspace.places.small_areas)
        places.field(s.code)
            .field(s.ward)
            .field(s.borough)
            .field(s.from ? s.from->to_string() : "")
            .field(s.to ? s.to->to_string() : "");
    for (const auto* list : {&workspace.places.districts, &workspace.places.forces})
        for (const auto& [name, code] : *list)
            places.field(name).field(code);
    workspace.places.hash = places.hex();
    hasher.field(workspace.places.hash);
    // Names and how areas lie in each other are on pages, though no fact depends on them.
    for (const Area& area : workspace.areas.all())
        hasher.field(area.code)
            .field(area.name)
            .field(to_text(area.level))
            .field(area.parent ? workspace.areas[*area.parent].code : "");
}

/// Every preset a source names must be there; its name may be a slip of the pen.
void check_presets(const TomlTable& table, const SourceSpec& source, const Catalogue& catalogue) {
    std::vector<std::string> known;
    for (const auto& [id, preset] : catalogue.presets)
        known.push_back(id);
    for (const std::string& name : source.presets) {
        if (catalogue.presets.contains(name)) continue;
        auto near = nearest(name, known);
        throw table.error("presets", fmt::format("There is no preset '{}'", name))
            .hint(near ? fmt::format("Did you mean '{}'?", *near) : "Known are " + join(known, ", ") + ".");
    }
}

std::vector<SourceSpec> read_sources(const fs::path& root, const Catalogue& catalogue) {
    std::vector<SourceSpec> sources;
    for (const fs::path& path : files_in(root / "sources", ".toml")) {
        TomlTable file = read_toml(path);
        for (const TomlTable& table : file.tables("source")) {
            SourceSpec source;
            source.id = table.text("id");
            source.path = (root / table.text("path")).lexically_normal();
            source.presets = table.texts("presets");
            check_presets(table, source, catalogue);
            source.except = table.texts("except");
            source.file = path.string();
            source.line = table.line();
            table.done();
            sources.push_back(std::move(source));
        }
        file.done();
    }
    if (sources.empty())
        throw Error::not_found("The workspace names no sources")
            .at((root / "sources").string())
            .hint("Write sources/data.toml with a [[source]] that has an id and a path.");
    return sources;
}

void read_plan(Workspace& workspace) {
    fs::path path = workspace.root / "plan/objectives.toml";
    if (!fs::exists(path)) return;
    TomlTable file = read_toml(path);
    for (const TomlTable& table : file.tables("objective")) {
        workspace.objectives.push_back({table.text("id"), table.text("title")});
        for (const TomlTable& outcome : table.tables("outcome")) {
            workspace.outcomes.push_back({outcome.text("id"), outcome.text("title"), workspace.objectives.back().id});
            outcome.done();
        }
        table.done();
    }
    file.done();
}

/// Where records are: [registers] of peelian.toml; the environment wins, since where a database stands is
/// a matter of the machine.
void read_store_address(Workspace& workspace, const TomlTable& root) {
    std::string folder = "store", url;
    if (auto table = root.maybe_table("registers")) {
        folder = table->text_or("store", folder);
        url = table->text_or("database", "");
        table->done();
    }
    if (const char* named = std::getenv("PEELIAN_DATABASE"); named != nullptr && *named != 0) url = named;
    workspace.store = StoreAddress::from(url, (workspace.root / folder).lexically_normal());
}

/// Promises were a file of their own before there were registers.
void refuse_old_commitments(const fs::path& root) {
    fs::path path = root / "plan/commitments.toml";
    if (!fs::exists(path)) return;
    throw Error::input("Commitments are records of a register now")
        .at(path.string())
        .hint("Write registers/commitments.toml with the line: use = \"commitments\". Then move this file to "
              "records/commitments.toml, where [[commitment]] is [[record]], [[commitment.report]] is "
              "[[record.move]], and of a report 'date' is 'on', 'status' is 'to' and 'text' is 'note'.");
}

/// pages/<id>.md: a first line `# Title`, then Markdown.
void read_dashboards(Workspace& workspace) {
    for (const fs::path& path : files_in(workspace.root / "pages", ".md")) {
        std::string text = read_file(path);
        auto end = text.find('\n');
        std::string first(trim(text.substr(0, end)));
        if (!first.starts_with("# "))
            throw Error::input("A page must begin with its title, as '# Hate crime'").at(path.string(), 1);
        workspace.dashboards.push_back(
            {path.stem().string(), first.substr(2), end == std::string::npos ? "" : text.substr(end), path.string()});
    }
}

void read_references(Workspace& workspace) {
    fs::path path = workspace.root / "checks/references.toml";
    if (!fs::exists(path)) return;
    TomlTable file = read_toml(path);
    for (const TomlTable& table : file.tables("reference")) {
        ReferenceSeries r;
        r.name = table.text("name");
        r.file = (workspace.root / table.text("file")).lexically_normal();
        r.measure = table.text("measure");
        r.area = table.text("area");
        r.month = table.text("month");
        r.value = table.text("value");
        r.where = table.text_or("where", "true");
        r.tolerance = table.real_or("tolerance", 0);
        table.done();
        workspace.references.push_back(std::move(r));
    }
    file.done();
}

/// What else can change a release: every definition, by path and bytes.
void hash_texts(const Workspace& workspace, const fs::path& presets, Hasher& hasher) {
    std::vector<fs::path> paths{workspace.root / "peelian.toml"};
    for (std::string_view folder : {"plan", "measures", "evaluations", "pages", "reports", "printed", "sources",
                                    "geography", "checks", "presets", "profiles", "registers", "records"})
        if (fs::is_directory(workspace.root / folder))
            for (const fs::path& path : files_below(workspace.root / folder))
                paths.push_back(path);
    for (const fs::path& path : paths)
        hasher.field(path.lexically_relative(workspace.root).string()).field(sha256_file(path));
    for (const auto& [id, preset] : workspace.catalogue.presets)
        hasher.field(preset.hash);
    for (const auto& [id, dataset] : workspace.catalogue.datasets)
        hasher.field(id).field(sha256_file(dataset.file));
    for (const fs::path& profile : files_in(presets / "profiles", ".toml"))
        hasher.field(sha256_file(profile));
    if (!workspace.registers.empty())
        for (const fs::path& preset : files_in(presets / "registers", ".toml"))
            hasher.field(sha256_file(preset));
    for (const ReferenceSeries& reference : workspace.references)
        hasher.field(fs::exists(reference.file) ? sha256_file(reference.file) : "");
}

} // namespace

fs::path find_workspace(const fs::path& from) {
    for (fs::path at = fs::absolute(from).lexically_normal();; at = at.parent_path()) {
        if (fs::exists(at / "peelian.toml")) return at;
        if (at == at.parent_path()) break;
    }
    throw Error::not_found("There is no workspace here: no peelian.toml in {} or above it", fs::absolute(from).string())
        .hint("Go to a workspace, name one with --workspace DIR, or make one with 'peelian init'.");
}

Workspace read_workspace(const fs::path& root, const fs::path& presets) {
    Workspace workspace;
    workspace.root = fs::absolute(root).lexically_normal();
    TomlTable file = read_toml(workspace.root / "peelian.toml");
    workspace.body = read_body(file);
    read_publication(workspace, file);
    read_store_address(workspace, file);
    workspace.desk = read_desk_settings(file, {workspace.body.name, workspace.body.short_name});
    refuse_old_commitments(workspace.root);
    workspace.registers = read_registers(workspace.root, presets);
    std::vector<fs::path> folders{presets, workspace.root / "presets"};
    workspace.catalogue = read_catalogue(folders);
    Reference reference = Reference::load(presets / "geography");
    Hasher hasher;
    read_geography(workspace, file, reference, hasher);
    workspace.peers = read_peer_rule(file, workspace.root);
    if (!workspace.peers.file.empty()) hasher.field(sha256_file(workspace.peers.file));
    file.done();
    workspace.sources = read_sources(workspace.root, workspace.catalogue);
    workspace.measure_files = files_in(workspace.root / "measures", ".toml");
    if (workspace.measure_files.empty())
        throw Error::not_found("The workspace asks nothing: it has no measures")
            .at((workspace.root / "measures").string())
            .hint("Copy a file of measures from the program's presets/measures into it.");
    workspace.evaluation_files = files_in(workspace.root / "evaluations", ".toml");
    read_plan(workspace);
    read_dashboards(workspace);
    workspace.reports = read_report_sources(workspace.root / "reports");
    read_references(workspace);
    workspace.explained = workspace.root / "checks/explained.toml";
    hash_texts(workspace, presets, hasher);
    workspace.hash = hasher.hex();
    return workspace;
}

fs::path presets_folder() {
    std::vector<fs::path> places;
    if (const char* named = std::getenv("PEELIAN_PRESETS")) {
        if (!fs::is_directory(fs::path(named) / "datasets"))
            throw Error::not_found("PEELIAN_PRESETS names {}, which is no presets folder (it has no datasets/)", named);
        places.emplace_back(named);
    }
    std::error_code failed;
    fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
    if (!failed) {
        places.push_back(program / "../share/peelian/presets");
        places.push_back(program / "../../../presets"); // build/<preset>/bin in the source tree
    }
    for (const fs::path& place : places)
        if (fs::is_directory(place / "datasets")) return place.lexically_normal();
    throw Error::not_found("The program's presets cannot be found")
        .hint("Set PEELIAN_PRESETS to the presets folder of the installation.");
}

} // namespace peelian
