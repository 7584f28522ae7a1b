// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/month.hpp"
#include "base/text.hpp"
#include "commands/command.hpp"
#include "release/store.hpp"
#include "warehouse/database.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

struct ExportArguments {
    CommonOptions common;
    std::string what, measure, level, area, from, to, breakdown, period_kind, format = "csv", release = "latest";
};

Month month_option(const std::string& name, const std::string& text) {
    if (auto month = Month::parse(text)) return *month;
    throw Error::usage("{} '{}' is not a month; expected YYYY-MM", name, text);
}

/// The open data files that hold what is asked for.
std::vector<std::string> csv_files(const ExportArguments& a, const fs::path& data) {
    if (a.what != "points") return {(data / (a.what + ".csv")).string()};
    if (!a.measure.empty()) return {(data / (a.measure + ".csv")).string()};
    std::vector<std::string> files;
    for (const ReleaseFile& file : read_manifest(data.parent_path().parent_path()).files) {
        fs::path path = file.path;
        bool other = path.stem() == "verdicts" || path.stem() == "rejects" || path.stem() == "sources" ||
                     path.stem() == "checks";
        if (path.parent_path() == "site/data" && path.extension() == ".csv" && !other)
            files.push_back((data / path.filename()).string());
    }
    return files;
}

/// The rows asked for, as one SELECT over the release's own open data.
std::string select_rows(const ExportArguments& a, const fs::path& data, Connection& connection) {
    // CSV comes from the CSV files, so that numbers are written alike; the rest is typed.
    std::string from =
        a.what == "points" && a.format != "csv"
            ? fmt::format("read_parquet({})", sql_text((data / "points.parquet").string()))
            : fmt::format("read_csv({}, header = true, all_varchar = true, auto_detect = true, quote = '\"', escape = "
                          "'\"', delim = ',')",
                          sql_list(csv_files(a, data)));
    std::vector<std::string> conditions, columns;
    Result shape = connection.query("select * from " + from + " limit 0");
    for (std::size_t c = 0; c < shape.columns(); ++c)
        columns.push_back(shape.name(c));
    auto limit = [&](const std::string& option, std::string_view column, const std::string& value,
                     const std::string& condition) {
        if (value.empty()) return;
        if (std::ranges::find(columns, column) == columns.end())
            throw Error::usage("--{} does not go with '{}': it has no column '{}'", option, a.what, column);
        conditions.push_back(condition);
    };
    limit("measure", "measure", a.measure, "measure = " + sql_text(a.measure));
    limit("level", "level", a.level, "level = " + sql_text(a.level));
    limit("area", "area_code", a.area, "area_code = " + sql_text(a.area));
    limit("period-kind", "period_kind", a.period_kind, "period_kind = " + sql_text(a.period_kind));
    if (a.breakdown == "none") limit("breakdown", "breakdown", a.breakdown, "coalesce(breakdown, '') = ''");
    else limit("breakdown", "breakdown", a.breakdown, "breakdown = " + sql_text(a.breakdown));
    if (!a.from.empty())
        limit("from", "period", a.from, "period >= " + sql_text(month_option("--from", a.from).to_string()));
    if (!a.to.empty()) limit("to", "period", a.to, "period <= " + sql_text(month_option("--to", a.to).to_string()));
    std::string where;
    for (const std::string& condition : conditions)
        where += (where.empty() ? " where " : " and ") + condition;
    return "select * from " + from + where;
}

void check_names(const ExportArguments& a, const fs::path& data, Connection& connection) {
    if (a.what != "points") return;
    std::string from = fmt::format(" from read_parquet({})", sql_text((data / "points.parquet").string()));
    for (auto [option, column, value] : {std::tuple{"--measure", "measure", &a.measure},
                                         {"--area", "area_code", &a.area},
                                         {"--breakdown", "breakdown", &a.breakdown}}) {
        if (value->empty() || *value == "none") continue;
        std::vector<std::string> known;
        Result rows =
            connection.query(fmt::format("select distinct {}{} where {} <> '' order by 1", column, from, column));
        while (rows.next())
            known.emplace_back(rows.text(0));
        if (std::ranges::find(known, *value) != known.end()) continue;
        auto near = nearest(*value, known);
        throw Error::not_found("{} '{}' is not in this release{}", option, *value,
                               near ? fmt::format("; did you mean '{}'?", *near) : "")
            .hint("'peelian list measures' and 'peelian list areas' name what there is.");
    }
}

int run_export(const ExportArguments& a) {
    ReleaseStore store(a.common.root());
    ReleaseInfo release = store.find(a.release);
    fs::path data = store.folder(release.id) / "site/data";
    fs::path aside = fs::temp_directory_path() / fmt::format("peelian-export-{}", ::getpid());
    Database database({.threads = a.common.thread_count(), .allowed = {data, fs::temp_directory_path()}});
    Connection connection = database.connect();
    check_names(a, data, connection);
    std::string select = select_rows(a, data, connection);
    std::string format = a.format == "csv"    ? "format csv, header true"
                         : a.format == "json" ? "format json, array true"
                                              : "format parquet";
    connection.execute(fmt::format("copy ({}) to {} ({})", select, sql_text(aside.string()), format));
    std::string bytes = read_file(aside);
    fs::remove(aside);
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    if (std::fflush(stdout) != 0) throw Error::io("Cannot write to standard output");
    return exit_done;
}

} // namespace

Run add_export(CLI::App& app) {
    auto a = std::make_shared<ExportArguments>();
    add_common(app, a->common, false);
    app.add_option("what", a->what, "points, verdicts, rejects, checks or sources")
        ->required()
        ->check(CLI::IsMember({"points", "verdicts", "rejects", "checks", "sources"}));
    app.add_option("--measure", a->measure, "Only this measure");
    app.add_option("--level", a->level, "Only this level")->check(CLI::IsMember({"force", "unit", "borough", "ward"}));
    app.add_option("--area", a->area, "Only the area of this code");
    app.add_option("--from", a->from, "From this month on, YYYY-MM");
    app.add_option("--to", a->to, "Up to this month, YYYY-MM");
    app.add_option("--period-kind", a->period_kind, "Only this kind of period")
        ->check(CLI::IsMember({"month", "quarter", "fy", "r12"}));
    app.add_option("--breakdown", a->breakdown, "Only this breakdown; none for wholes alone");
    app.add_option("--format", a->format, "csv, json or parquet")
        ->check(CLI::IsMember({"csv", "json", "parquet"}))
        ->capture_default_str();
    app.add_option("--release", a->release, "Release: id, latest or published")->capture_default_str();
    return [a]() -> int { return run_export(*a); };
}

} // namespace peelian
