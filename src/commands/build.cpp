// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "commands/findings.hpp"
#include "commands/identity.hpp"
#include "publish/open_data.hpp"
#include "publish/site.hpp"
#include "release/lineage.hpp"
#include "reports/printer.hpp"
#include "reports/write.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

struct BuildArguments {
    CommonOptions common;
    std::string profile, date, by;
    bool pdf = false;
};

ReleaseFile write_part(const fs::path& stage, const std::string& path, const std::string& text) {
    fs::create_directories((stage / path).parent_path());
    write_new_file(stage / path, text);
    return {path, text.size(), sha256(text)};
}

/// One tidy Parquet of all points, from the CSV files just written.
ReleaseFile write_parquet(const fs::path& stage, const std::vector<WrittenFile>& open_data, Database& database) {
    std::vector<std::string> csv;
    for (const WrittenFile& file : open_data)
        if (file.points) csv.push_back((stage / "site" / file.path).string());
    std::string path = "site/data/points.parquet";
    std::string select =
        "select measure, level, area_code, area_name, period_kind, period, coalesce(breakdown, '') as breakdown, "
        "coalesce(\"group\", '') as \"group\", numerator, denominator, value, lower, upper, coalesce(flag, '') as flag "
        "from ";
    std::string columns = "{'measure': 'VARCHAR', 'level': 'VARCHAR', 'area_code': 'VARCHAR', 'area_name': 'VARCHAR', "
                          "'period_kind': 'VARCHAR', "
                          "'period': 'VARCHAR', 'breakdown': 'VARCHAR', 'group': 'VARCHAR', 'numerator': 'DOUBLE', "
                          "'denominator': 'DOUBLE', "
                          "'value': 'DOUBLE', 'lower': 'DOUBLE', 'upper': 'DOUBLE', 'flag': 'VARCHAR'}";
    Connection connection = database.connect();
    connection.execute(
        fmt::format("copy ({}read_csv({}, columns = {}, header = true, auto_detect = false, nullstr = '')) to {} "
                    "(format parquet, compression zstd, row_group_size 100000)",
                    select, sql_list(csv), columns, sql_text((stage / path).string())));
    return {path, fs::file_size(stage / path), sha256_file(stage / path)};
}

/// Pages, and the reports among them.
void write_pages(const fs::path& stage, const ReleaseContent& content, const fs::path& earlier,
                 const BuildArguments& arguments, const std::function<void(const std::vector<WrittenFile>&)>& take) {
    unsigned threads = arguments.common.thread_count();
    SiteContext site(content, {});
    // Read before pages are written, so that a slip in one is told at once.
    std::vector<ReportDefinition> definitions = read_reports(site);
    {
        Progress progress(arguments.common.progress(), "Writing pages", count_pages(content));
        take(write_site(site, {.folder = stage / "site", .threads = threads}, progress));
    }
    if (definitions.empty()) return;
    Progress progress(arguments.common.progress(), "Making reports", report_jobs(definitions, site).size());
    take(write_reports(site, definitions, {stage / "site", earlier, threads, arguments.pdf}, progress));
}

Manifest write_release(const fs::path& stage, const ReleaseContent& content, LoadedWorkspace& loaded,
                       const fs::path& earlier, const BuildArguments& arguments) {
    Manifest manifest;
    manifest.id = content.id;
    manifest.inputs = loaded.inputs(Day::from(content.date));
    if (loaded.registers.head)
        manifest.log = fmt::format("{} {}", loaded.registers.head->number, loaded.registers.head->hash);
    manifest.date = content.date;
    manifest.version = content.version;
    manifest.profile = content.profile;
    manifest.previous = content.previous;
    manifest.synthetic = content.body.synthetic;
    for (const SourceFile& file : content.load.files)
        if (file.status == FileStatus::used) manifest.sources.push_back(file.sha256 + "  " + file.path);
    for (const Finding& finding : content.findings) {
        manifest.stops += finding.level == CheckLevel::stop ? 1 : 0;
        manifest.to_explain += finding.level == CheckLevel::explain && finding.explained_by.empty() ? 1 : 0;
    }
    auto take = [&](const std::vector<WrittenFile>& files) {
        for (const WrittenFile& file : files)
            manifest.files.push_back({"site/" + file.path, file.bytes, file.sha256});
    };
    fs::create_directories(stage / "site");
    unsigned threads = arguments.common.thread_count();
    std::vector<WrittenFile> open_data = write_open_data(content, {.folder = stage / "site", .threads = threads});
    take(open_data);
    write_pages(stage, content, earlier, arguments, take);
    manifest.files.push_back(write_parquet(stage, open_data, *loaded.database));
    manifest.files.push_back(write_part(stage, "lineage.json", lineage_json(loaded, content)));
    std::ranges::sort(manifest.files, {}, &ReleaseFile::path);
    return manifest;
}

void report(const ReleaseStore& store, const Manifest& manifest, const std::vector<Finding>& findings, bool fresh) {
    print_findings(findings, false);
    fmt::print("Release {}{}\n", manifest.id.substr(0, 12),
               fresh ? "" : " is there already: nothing has changed since it was made");
    fmt::print("Folder  {}\n", store.folder(manifest.id).string());
    if (manifest.stops > 0)
        fmt::print("State   draft: {}\n", counted(manifest.stops, "check stops it", "checks stop it"));
    else if (manifest.to_explain > 0)
        fmt::print("State   checked; {} to be explained in checks/explained.toml before it can be published\n",
                   counted(manifest.to_explain, "finding"));
    else fmt::print("State   checked; next: peelian approve --by SOMEBODY-ELSE, then peelian publish\n");
}

int build(const BuildArguments& arguments) {
    AssembleOptions options{arguments.common.thread_count(), arguments.common.progress(), arguments.profile,
                            presets_folder()};
    // Of a missing browser one wants to know before minutes have passed.
    std::string printed = arguments.pdf ? Printer().version() : "";
    LoadedWorkspace loaded = load_workspace(arguments.common.root(), options);
    ReleaseStore store(loaded.workspace->root);
    ReleaseIdentity identity = identify(loaded, store, arguments.date, printed);
    int status = loaded.loaded.report.rejected() > 0 ? exit_rejects : exit_done;
    if (identity.there) {
        Manifest manifest = read_manifest(store.folder(identity.id));
        report(store, manifest, {}, false);
        return manifest.stops > 0 ? exit_problems : status;
    }
    std::unique_ptr<ReleaseContent> content = assemble_release(loaded, store, identity, options);
    fs::path stage = store.stage();
    Manifest manifest;
    try {
        fs::path earlier = identity.previous ? store.folder(identity.previous->id) / "site" : fs::path();
        manifest = write_release(stage, *content, loaded, earlier, arguments);
        store.settle(stage, manifest);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(stage, ignored);
        throw;
    }
    std::string by = who(arguments.by);
    store.record({now_utc(), identity.id.substr(0, 12), manifest.stops > 0 ? "draft" : "checked", by, ""});
    report(store, manifest, content->findings, true);
    return manifest.stops > 0 ? exit_problems : status;
}

} // namespace

Run add_build(CLI::App& app) {
    auto arguments = std::make_shared<BuildArguments>();
    add_common(app, arguments->common);
    app.add_option("--profile", arguments->profile,
                   "Publication profile (default: the workspace's; there are public and board)");
    app.add_option("--date", arguments->date,
                   "Date of the release, YYYY-MM-DD (default: today, or that of the same release)");
    app.add_flag("--pdf", arguments->pdf, "Print reports as PDF too, with Chromium");
    app.add_option("--by", arguments->by, "Who makes it (default: PEELIAN_USER, or your account)");
    return [arguments]() -> int { return build(*arguments); };
}

} // namespace peelian
