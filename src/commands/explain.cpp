// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "measures/evaluate.hpp"
#include "release/lineage.hpp"
#include "release/store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace peelian {
namespace {

struct ExplainArguments {
    CommonOptions common;
    std::string address, release = "latest";
    std::size_t rows = 0;
};

const Measure& find_measure(const std::vector<Measure>& measures, const std::string& id) {
    std::vector<std::string> ids;
    for (const Measure& m : measures) {
        if (m.id == id) return m;
        ids.push_back(m.id);
    }
    auto near = nearest(id, ids);
    throw Error::not_found("There is no measure '{}'{}", id, near ? fmt::format("; did you mean '{}'?", *near) : "")
        .hint("'peelian list measures' names them all.");
}

/// The figure as the release has it.
void print_figure(const ReleaseStore& store, const ReleaseInfo& release, const Address& address, Database& database) {
    auto points = store.folder(release.id) / "site/data/points.parquet";
    Connection connection = database.connect();
    Result rows = connection.query(
        fmt::format("select area_name, numerator, denominator, value, lower, upper, flag from read_parquet({}) where "
                    "measure = {} and area_code = "
                    "{} and period_kind = '{}' and period = '{}' and breakdown = {} and \"group\" = {}",
                    sql_text(points.string()), sql_text(address.measure), sql_text(address.area), to_code(address.kind),
                    address.last.to_string(), sql_text(address.breakdown), sql_text(address.group)));
    if (!rows.next()) {
        fmt::print("Release:     {} has no such figure (outside its period, its levels or its breakdowns)\n",
                   release.id);
        return;
    }
    fmt::print("Release:     {} of {}\nArea:        {} ({})\n", release.id, release.manifest.date, rows.text(0),
               address.area);
    std::string flag(rows.text(6));
    if (flag == "suppressed") {
        fmt::print("Value:       suppressed by profile '{}'\n", release.manifest.profile);
        return;
    }
    fmt::print("Value:       {}{}\n", rows.null(3) ? "missing" : plain_number(rows.real(3)),
               flag.empty() ? "" : " (" + flag + ")");
    if (!rows.null(4))
        fmt::print("Interval:    {} to {} (95 per cent)\n", plain_number(rows.real(4)), plain_number(rows.real(5)));
    if (!rows.null(1)) fmt::print("Numerator:   {}\n", plain_number(rows.real(1)));
    if (!rows.null(2)) fmt::print("Denominator: {}\n", plain_number(rows.real(2)));
}

int run_explain(const ExplainArguments& arguments) {
    Address address = parse_address(arguments.address);
    AssembleOptions options{arguments.common.thread_count(), arguments.common.progress(), "", presets_folder()};
    LoadedWorkspace loaded = load_workspace(arguments.common.root(), options);
    std::vector<Measure> measures = measures_of(loaded);
    const Measure& measure = find_measure(measures, address.measure);
    loaded.workspace->areas.at(address.area);
    ReleaseStore store(loaded.workspace->root);
    ReleaseInfo release = store.find(arguments.release);
    fmt::print("Figure:      {}\nMeasure:     {} ({}, {})\nPeriod:      {}\n", address.to_string(), measure.title,
               measure.id, to_text(measure.kind), period_in_words(address.kind, address.last));
    print_figure(store, release, address, *loaded.database);
    fmt::print("Declared:    {}:{}\n",
               std::filesystem::path(measure.file).lexically_relative(loaded.workspace->root).string(), measure.line);
    fmt::print("\nStatement:\n{}\n", statement_of(measure, loaded.workspace->catalogue.dataset(measure.dataset)));
    Explanation explanation = explain(loaded, measure, address, arguments.rows);
    fmt::print("\nRows are picked by:\n {}\n\nFrom files:\n", explanation.condition);
    double total = 0;
    for (const FileShare& share : explanation.files) {
        total += share.rows;
        fmt::print("  {:>10}  {} (sha256 {}; {} rejected)\n", number(share.rows), share.file,
                   share.sha256.substr(0, 12), share.rejected);
    }
    fmt::print("  {:>10}  in all\n", number(total));
    if (release.manifest.inputs != loaded.inputs(Day::from(release.manifest.date)))
        fmt::print("\nThe workspace has changed since this release was built; the rows are those of now.\n");
    if (!explanation.rows.empty()) fmt::print("\nRows:\n");
    for (const SourceRow& row : explanation.rows)
        fmt::print("  {}:{}: {}\n", row.file, row.line, row.text);
    return exit_done;
}

} // namespace

Run add_explain(CLI::App& app) {
    auto arguments = std::make_shared<ExplainArguments>();
    add_common(app, arguments->common, false);
    app.add_option("address", arguments->address,
                   "MEASURE/AREA/PERIOD[/BREAKDOWN=GROUP], as recorded-burglary/E09000012/2024-03")
        ->required();
    app.add_option("--release", arguments->release, "Release: id, latest or published")->capture_default_str();
    app.add_option("--rows", arguments->rows, "Show so many of the rows, with file and line")->capture_default_str();
    return [arguments]() -> int { return run_explain(*arguments); };
}

} // namespace peelian
