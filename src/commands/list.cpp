// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "commands/command.hpp"
#include "commands/list_plan.hpp"
#include "release/assemble.hpp"
#include "release/store.hpp"

#include <CLI/CLI.hpp>

namespace peelian {
namespace {

/// A table as CSV, or as a JSON array of objects.
void print(const Table& table, bool json) {
    std::string out;
    const auto& header = table.front();
    if (json) out += "[";
    for (std::size_t r = json ? 1 : 0; r < table.size(); ++r) {
        if (json) out += r > 1 ? ",\n {" : "\n {";
        for (std::size_t c = 0; c < header.size(); ++c) {
            if (json) {
                if (c > 0) out += ", ";
                append_json(out, header[c]);
                out += ": ";
                append_json(out, table[r][c]);
            } else {
                if (c > 0) out += ',';
                append_csv(out, table[r][c]);
            }
        }
        out += json ? "}" : "\n";
    }
    if (json) out += "\n]\n";
    std::fwrite(out.data(), 1, out.size(), stdout);
}

Table list_areas(const Workspace& workspace) {
    Table table{{"code", "name", "level", "parent"}};
    for (const Area& area : workspace.areas.all())
        table.push_back({area.code, area.name, std::string(to_text(area.level)),
                         area.parent ? workspace.areas[*area.parent].code : ""});
    return table;
}

Table list_releases(const ReleaseStore& store) {
    Table table{{"id", "date", "state", "current", "profile", "files", "to_explain", "stops", "version"}};
    for (const ReleaseInfo& r : store.list())
        table.push_back({r.id, r.manifest.date, std::string(to_text(r.state)), r.current ? "published" : "",
                         r.manifest.profile, std::to_string(r.manifest.files.size()),
                         std::to_string(r.manifest.to_explain), std::to_string(r.manifest.stops), r.manifest.version});
    return table;
}

/// As the data are now: each is run.
Table list_evaluations(const ReleaseContent& content) {
    Table table{{"id", "title", "design", "measure", "areas", "start", "finding", "doubted", "conclusion"}};
    for (const EvaluationReport& r : content.evaluations) {
        std::vector<std::string> areas;
        Month start = r.evaluation.treated.front().start;
        for (const TreatedArea& t : r.evaluation.treated) {
            areas.push_back(content.areas[t.area].code);
            start = std::min(start, t.start);
        }
        table.push_back({r.evaluation.id, r.evaluation.title, std::string(to_text(r.evaluation.design)),
                         r.evaluation.measure, join(areas, " "), start.to_string(),
                         std::string(to_text(r.result.finding)), r.result.doubted ? "yes" : "no", r.result.conclusion});
    }
    return table;
}

Table list_measures(LoadedWorkspace& loaded) {
    Table table{{"id", "title", "kind", "dataset", "outcome", "better", "levels", "breakdowns"}};
    for (const Measure& m : measures_of(loaded)) {
        std::vector<std::string> levels;
        for (Level level : m.levels)
            levels.emplace_back(to_text(level));
        table.push_back({m.id, m.title, std::string(to_text(m.kind)), m.dataset, m.outcome,
                         std::string(to_text(m.better)), join(levels, " "), join(m.breakdowns, " ")});
    }
    return table;
}

Table list_sources(const LoadedWorkspace& loaded) {
    Table table{{"path", "status", "preset", "partition", "rows", "rejected", "first", "last", "sha256"}};
    for (const SourceFile& f : loaded.loaded.report.files)
        table.push_back({f.path, std::string(to_text(f.status)), f.preset, f.partition, std::to_string(f.rows),
                         std::to_string(f.rejected), f.first ? f.first->to_string() : "",
                         f.last ? f.last->to_string() : "", f.sha256});
    return table;
}

} // namespace

Run add_list(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        std::string what;
        bool json = false;
        bool with_figures = false;
    };
    auto arguments = std::make_shared<Arguments>();
    add_common(app, arguments->common, false);
    app.add_option("what", arguments->what,
                   "measures, evaluations, priorities, claims, impact, areas, sources or releases")
        ->required()
        ->check(CLI::IsMember(
            {"measures", "evaluations", "priorities", "claims", "impact", "areas", "sources", "releases"}));
    app.add_flag("--json", arguments->json, "As JSON; else CSV");
    app.add_flag("--with-figures", arguments->with_figures, "claims: hold them against our own figures too");
    return [arguments]() -> int {
        auto root = arguments->common.root();
        const std::string& what = arguments->what;
        if (arguments->with_figures && what != "claims")
            throw Error::usage("--with-figures is for claims; {} have no figures to be held against", what);
        if (what == "releases") {
            print(list_releases(ReleaseStore(root)), arguments->json);
            return exit_done;
        }
        if (what == "areas") {
            print(list_areas(read_workspace(root, presets_folder())), arguments->json);
            return exit_done;
        }
        if (what == "claims" && !arguments->with_figures) {
            print(list_claims(read_workspace(root, presets_folder())), arguments->json);
            return exit_done;
        }
        AssembleOptions options{arguments->common.thread_count(), arguments->common.progress(), "", presets_folder()};
        LoadedWorkspace loaded = load_workspace(root, options);
        if (what == "evaluations") print(list_evaluations(*assemble(loaded, options)), arguments->json);
        else if (what == "priorities") print(list_priorities(*assemble(loaded, options)), arguments->json);
        else if (what == "impact") print(list_impact(loaded, options), arguments->json);
        else if (what == "claims") print(list_claims(*assemble(loaded, options)), arguments->json);
        else print(what == "measures" ? list_measures(loaded) : list_sources(loaded), arguments->json);
        return exit_done;
    };
}

} // namespace peelian
