// SPDX-License-Identifier: MIT
#include "release/init.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "geography/reference.hpp"
#include "release/init_geography.hpp"
#include "sources/inspect.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// presets/workspaces/<name>.toml
struct Pattern {
    std::string title, plan;
    std::vector<std::string> presets, measures, pages, forces;
    fs::path folder; ///< a workspace without its data: everything else is taken from it
    struct Reference {
        std::string name, file, measure, area, month, value, where;
        double tolerance = 0;
    };
    std::vector<Reference> references;
};

Pattern read_pattern(const InitOptions& options) {
    fs::path folder = fs::is_directory(options.preset) ? fs::path(options.preset) : fs::path();
    fs::path path =
        folder.empty() ? options.presets / "workspaces" / (options.preset + ".toml") : folder / "workspace.toml";
    if (!folder.empty() && !fs::exists(path))
        throw Error::not_found("{} is no workspace without data: it has no workspace.toml", folder.string());
    if (!fs::exists(path)) {
        std::vector<std::string> names;
        for (const fs::path& file : files_below(options.presets / "workspaces"))
            names.push_back(file.stem().string());
        auto near = nearest(options.preset, names);
        throw Error::not_found("There is no workspace preset '{}'{}", options.preset,
                               near ? fmt::format("; did you mean '{}'?", *near) : "")
            .hint("There are: " + join(names, ", ") + ".");
    }
    TomlTable file = read_toml(path);
    Pattern pattern{file.text("title"),
                    file.text_or("plan", ""),
                    file.texts("presets"),
                    file.texts("measures"),
                    file.texts("pages"),
                    file.texts("forces"),
                    folder,
                    {}};
    for (const TomlTable& table : file.tables("reference")) {
        pattern.references.push_back({table.text("name"), table.text("file"), table.text("measure"), table.text("area"),
                                      table.text("month"), table.text("value"), table.text_or("where", "true"),
                                      table.real_or("tolerance", 0)});
        table.done();
    }
    file.done();
    return pattern;
}

struct Scan {
    std::map<std::string, std::vector<fs::path>> by_preset;
    std::map<std::string, std::set<std::string>> forces_of_preset; ///< {force} in file names
    std::size_t unusable = 0, unknown = 0;
};

Scan scan(const InitOptions& options, const Pattern& pattern, const Catalogue& catalogue) {
    Scan found;
    for (const fs::path& path : files_below(options.data)) {
        if (path.filename().string().starts_with(".")) continue;
        Inspection inspection = inspect(path, catalogue, pattern.presets, true);
        if (!inspection.problem.empty()) ++found.unusable;
        else if (inspection.preset == nullptr) ++found.unknown;
        else {
            found.by_preset[inspection.preset->id].push_back(path);
            auto force = inspection.captures.find("force");
            if (force != inspection.captures.end()) found.forces_of_preset[inspection.preset->id].insert(force->second);
        }
    }
    return found;
}

void copy_text(const fs::path& from, const fs::path& to) { write_file(to, read_file(from)); }

/// All that a workspace says of itself but where its files and its areas are.
void copy_folder(const fs::path& from, const fs::path& root) {
    for (std::string_view part : {"plan", "measures", "pages", "reports", "evaluations", "checks", "presets",
                                  "profiles", "registers", "records"})
        if (fs::is_directory(from / part))
            for (const fs::path& path : files_below(from / part))
                copy_text(path, root / path.lexically_relative(from));
}

std::string toml_text(std::string_view text) {
    std::string out;
    append_json(out, text); // a basic TOML string is written as JSON writes it
    return out;
}

void write_sources(const Scan& found, const std::vector<std::string>& other_forces, const fs::path& data,
                   const fs::path& root) {
    std::string text = "# Where the raw files are. Presets say how a file is read; 'peelian load --explain FILE'\n"
                       "# shows it for one. Add a [[source]] for each further folder.\n\n[[source]]\nid = \"data\"\n";
    text += "path = " + toml_text(path_for_workspace(data, root)) + "\npresets = [\n";
    for (const auto& [preset, files] : found.by_preset)
        text += fmt::format("    {}, # {}\n", toml_text(preset), counted(files.size(), "file"));
    text += "]\n";
    if (!other_forces.empty()) {
        text += "# forces that are not in geography/areas.csv\nexcept = [";
        for (const std::string& slug : other_forces)
            text += fmt::format("{}{}", text.back() == '[' ? "" : ", ", toml_text("*-" + slug + "-*"));
        text += "]\n";
    }
    write_file(root / "sources/data.toml", text);
}

/// Published series among the data that ours are held against.
std::size_t write_references(const Pattern& pattern, const fs::path& data, const fs::path& root) {
    std::string text = "# Published series that ours should match month by month; 'peelian check' says where not.\n";
    std::size_t n = 0;
    for (const Pattern::Reference& r : pattern.references)
        for (const fs::path& path : files_below(data)) {
            if (!matches_glob(path.filename().string(), r.file)) continue;
            text += fmt::format(
                "\n[[reference]]\nname = {}\nfile = {}\nmeasure = {}\narea = {}\nmonth = {}\nvalue = {}\n"
                "where = {}\ntolerance = {}\n",
                toml_text(r.name), toml_text(path_for_workspace(path, root)), toml_text(r.measure), toml_text(r.area),
                toml_text(r.month), toml_text(r.value), toml_text(r.where), plain_number(r.tolerance));
            ++n;
            break;
        }
    if (n > 0) write_file(root / "checks/references.toml", text);
    return n;
}

void write_main(const Pattern& pattern, const NewGeography& geography, bool synthetic, const fs::path& root) {
    std::string name = geography.forces.size() == 1 ? geography.forces.front() : pattern.title;
    std::string text = "# This workspace: who publishes, and how. Everything in it may be changed by hand.\n\n[body]\n";
    text += "name = " + toml_text(name) + "\nshort_name = " + toml_text(name) + "\n";
    text += "site_title = " +
            toml_text(geography.forces.size() == 1 ? fmt::format("{}: {}", pattern.title, name) : pattern.title) + "\n";
    text += "contact = \"\" # where readers may write\n";
    if (synthetic) text += "synthetic = true # the data is made up, and every page says so\n";
    text += "\n[publication]\nprofile = \"public\" # or board; profiles/NAME.toml for one of your own\n";
    text += "\n[geography]\nareas = \"geography/areas.csv\"\n";
    if (geography.has_lookup) text += "lookup = \"geography/lookup.csv\"\n";
    if (!geography.map.empty()) text += "map = " + toml_text(geography.map) + " # drawn on pages\n";
    if (!geography.wards.empty()) text += "wards = " + toml_text(geography.wards) + " # drawn on maps of wards\n";
    if (!geography.points.empty())
        text +=
            "points = " + toml_text(geography.points) + " # finds rows without a small area\ntolerance_metres = 50\n";
    if (!geography.tiles.empty()) text += "tiles = " + toml_text(geography.tiles) + "\n";
    write_file(root / "peelian.toml", text);
}

} // namespace

InitReport init_workspace(const InitOptions& options) {
    fs::path root = fs::absolute(options.folder).lexically_normal();
    fs::path data = fs::absolute(options.data).lexically_normal();
    if (fs::exists(root / "peelian.toml"))
        throw Error::conflict("There is a workspace in {} already", options.folder.string())
            .hint("Choose another folder, or change its files by hand.");
    if (!fs::is_directory(data))
        throw Error::not_found("--data must name a folder of raw files").at(options.data.string());
    Pattern pattern = read_pattern(options);
    std::vector<fs::path> folders{options.presets};
    Catalogue catalogue = read_catalogue(folders);
    Scan found = scan(options, pattern, catalogue);
    if (found.by_preset.empty())
        throw Error::input("No file below {} is one that preset '{}' reads", options.data.string(), options.preset)
            .hint("It reads: " + join(pattern.presets, ", ") +
                  ". 'peelian load --explain FILE' says why a file is not.");
    Reference reference = Reference::load(options.presets / "geography");
    GeographyInput input{root, data, options.presets, pattern.forces, options.forces, options.threads};
    for (const auto& [preset, files] : found.by_preset)
        if (preset == "police.uk-street" || preset == "police.uk-outcomes")
            std::ranges::copy(files, std::back_inserter(input.street_files));
    for (const auto& [preset, forces] : found.forces_of_preset)
        input.force_slugs.insert(forces.begin(), forces.end());
    NewGeography geography = make_geography(input, reference, catalogue);
    bool synthetic = fs::exists(data / "SYNTHETIC.txt");
    std::vector<std::string> other_forces;
    for (const std::string& slug : input.force_slugs) {
        const ForceInfo* force = reference.find_force(slug);
        if (force == nullptr || std::ranges::find(geography.force_codes, force->code) == geography.force_codes.end())
            other_forces.push_back(slug);
    }
    write_sources(found, other_forces, data, root);
    for (const std::string& measures : pattern.measures)
        copy_text(options.presets / "measures" / (measures + ".toml"), root / "measures" / (measures + ".toml"));
    std::set<std::string> datasets;
    for (const auto& [preset, files] : found.by_preset)
        datasets.insert(catalogue.preset(preset).dataset);
    for (const std::string& page : pattern.pages) {
        bool searches = page == "stop-and-search" && !datasets.contains("stop_search");
        bool crimes = page == "crime" && !datasets.contains("crime");
        bool survey = page == "confidence" && !datasets.contains("survey_estimate");
        bool tables = page == "recorded-crime-london" && !datasets.contains("recorded_crime");
        if (!searches && !crimes && !survey && !tables)
            copy_text(options.presets / "pages" / (page + ".md"), root / "pages" / (page + ".md"));
    }
    if (!pattern.folder.empty()) copy_folder(pattern.folder, root);
    if (!pattern.plan.empty())
        copy_text(options.presets / "plan" / (pattern.plan + ".toml"), root / "plan/objectives.toml");
    std::size_t references = write_references(pattern, data, root);
    write_file(root / ".gitignore", ".peelian/\nreleases/\npublished\n");
    write_main(pattern, geography, synthetic, root); // last: with it the folder is a workspace
    InitReport report;
    for (const auto& [preset, files] : found.by_preset)
        report.lines.push_back(fmt::format("{}: {}", preset, counted(files.size(), "file")));
    if (found.unusable > 0)
        report.lines.push_back(
            fmt::format("{} cannot be used as named; 'peelian load' says why", counted(found.unusable, "file")));
    if (found.unknown > 0)
        report.lines.push_back(fmt::format("{} passed by: no preset knows them", counted(found.unknown, "file")));
    std::ranges::move(geography.lines, std::back_inserter(report.lines));
    if (references > 0)
        report.lines.push_back(
            fmt::format("{} to check ours against", counted(references, "published series", "published series")));
    if (synthetic) report.lines.emplace_back("The data is SYNTHETIC; pages will say so");
    return report;
}

} // namespace peelian
