// SPDX-License-Identifier: MIT
#include "commands/reports.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/identity.hpp"
#include "reports/printer.hpp"
#include "reports/write.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace peelian {
namespace {

const std::vector<std::string> k_formats{"page", "spreadsheet", "pdf"};

/// "pack" or "report", and the other.
std::string_view command_of(bool pack) { return pack ? "pack" : "report"; }

int list_kinds(const std::vector<ReportSource>& sources, bool pack) {
    std::string out = "kind,title,every,for,file\n";
    for (const ReportSource& source : sources) {
        if (source.level.has_value() != pack) continue;
        std::string level(source.level ? to_text(*source.level) : "body");
        for (std::string_view field : {std::string_view(source.id), std::string_view(source.title),
                                       to_code(source.every), std::string_view(level)}) {
            append_csv(out, field);
            out += ',';
        }
        append_csv(out, source.file.filename().string());
        out += '\n';
    }
    fmt::print("{}", out);
    return exit_done;
}

const ReportSource& find_source(const std::vector<ReportSource>& sources, const ReportArguments& arguments) {
    auto found = std::ranges::find(sources, arguments.kind, &ReportSource::id);
    if (found == sources.end()) {
        std::vector<std::string> ids;
        for (const ReportSource& source : sources)
            ids.push_back(source.id);
        auto near = nearest(arguments.kind, ids);
        throw Error::not_found("The workspace has no reports/{}.md", arguments.kind)
            .hint(near          ? fmt::format("Did you mean '{}'?", *near)
                  : ids.empty() ? "It has no reports at all; docs/reports.md says how to write one."
                                : "There are " + join(ids, ", ") + ".");
    }
    if (found->level.has_value() != arguments.pack)
        throw Error::usage("'{}' is a {}: peelian {} {}", found->id,
                           found->level ? "pack, about one area" : "report, about the whole body",
                           command_of(!arguments.pack), found->id);
    return *found;
}

std::optional<Month> month_asked(const ReportArguments& arguments, const ReportSource& source) {
    if (arguments.month.empty()) return std::nullopt;
    auto month = Month::parse(arguments.month);
    if (!month) throw Error::usage("--month '{}' is not a month, YYYY-MM", arguments.month);
    if (!ends_period(source.every, *month))
        throw Error::usage("--month {}: '{}' is made by {}, which is named by its last month", arguments.month,
                           source.id, source.every == PeriodKind::quarter ? "quarter" : "financial year");
    return month;
}

/// An area by its code or its name.
AreaIndex find_area(const Areas& areas, const std::string& text, Level level) {
    for (AreaIndex a : areas.of_level(level))
        if (areas[a].kind == AreaKind::real && slug(areas[a].name) == slug(text)) return a;
    AreaIndex found = areas.at(text);
    if (areas[found].level != level || areas[found].kind != AreaKind::real)
        throw Error::usage("{} is no {}, and this pack is about one", areas[found].name, to_text(level));
    return found;
}

std::vector<ReportJob> jobs_asked(const ReportArguments& arguments, const std::vector<ReportDefinition>& definitions,
                                  const SiteContext& site) {
    const ReportSource& source = *definitions.front().source;
    std::vector<AreaIndex> areas;
    for (const std::string& text : arguments.areas)
        areas.push_back(find_area(site.content.areas, text, *source.level));
    std::optional<Month> month = month_asked(arguments, source);
    std::vector<ReportJob> jobs;
    for (ReportJob job : report_jobs(definitions, site)) {
        if (arguments.pack && !arguments.all && std::ranges::find(areas, *job.area) == areas.end()) continue;
        if (month) job.edition = *month;
        bool twice = std::ranges::any_of(
            jobs, [&](const ReportJob& other) { return other.edition == job.edition && other.area == job.area; });
        // Without a month, the latest edition of those asked for.
        bool later = std::ranges::any_of(
            jobs, [&](const ReportJob& other) { return other.area == job.area && other.edition > job.edition; });
        if (!twice && !later) jobs.push_back(job);
    }
    if (jobs.empty()) throw Error::not_found("The release has no figures to make '{}' from", source.id);
    return jobs;
}

std::vector<ReportFormat> formats_of(const std::vector<std::string>& names) {
    std::vector<ReportFormat> formats;
    for (std::size_t i = 0; i < k_formats.size(); ++i)
        if (names.empty() || std::ranges::find(names, k_formats[i]) != names.end())
            formats.push_back(static_cast<ReportFormat>(i));
    return formats;
}

} // namespace

void add_report_options(CLI::App& app, ReportArguments& arguments) {
    add_common(app, arguments.common, false);
    app.add_option("--month", arguments.month,
                   "Month it is of, YYYY-MM; of a quarter or year the last (default: the latest there can be)");
    app.add_option("-o,--out", arguments.out, "Folder to write into")->capture_default_str();
    app.add_option("--format", arguments.formats, "page, spreadsheet, pdf (default: all three)")
        ->delimiter(',')
        ->check(CLI::IsMember(k_formats));
    app.add_option("--date", arguments.date, "Date of the release, YYYY-MM-DD (default: as build has it)");
}

int run_reports(const ReportArguments& arguments) {
    if (arguments.kind.empty())
        return list_kinds(read_workspace(arguments.common.root(), presets_folder()).reports, arguments.pack);
    AssembleOptions options{arguments.common.thread_count(), arguments.common.progress(), "", presets_folder()};
    // What is asked for is looked at before minutes are spent on it.
    Workspace workspace = read_workspace(arguments.common.root(), presets_folder());
    const ReportSource& asked = find_source(workspace.reports, arguments);
    month_asked(arguments, asked);
    if (arguments.pack && arguments.areas.empty() && !arguments.all)
        throw Error::usage("Which area? Name one or more by code or name, or --all");
    for (const std::string& text : arguments.areas)
        find_area(workspace.areas, text, *asked.level);
    std::vector<ReportFormat> formats = formats_of(arguments.formats);
    if (std::ranges::find(formats, ReportFormat::pdf) != formats.end()) find_chromium();
    LoadedWorkspace loaded = load_workspace(arguments.common.root(), options);
    ReleaseStore store(loaded.workspace->root);
    ReleaseIdentity identity = identify(loaded, store, arguments.date, std::nullopt);
    std::unique_ptr<ReleaseContent> content = assemble_release(loaded, store, identity, options);
    SiteContext site(*content, {});
    const ReportSource& source = find_source(content->reports, arguments);
    std::vector<ReportDefinition> definitions{read_report(source, site)};
    std::vector<ReportJob> jobs = jobs_asked(arguments, definitions, site);
    ReportFilesOptions files{arguments.out, identity.previous ? store.folder(identity.previous->id) / "site" : "",
                             options.threads, false};
    Progress progress(options.progress, arguments.pack ? "Making packs" : "Making the report", jobs.size());
    for (const auto& path : write_report_files(site, definitions, jobs, formats, files, progress))
        fmt::print("{}\n", path.string());
    return exit_done;
}

} // namespace peelian
