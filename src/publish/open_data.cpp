// SPDX-License-Identifier: MIT
#include "publish/open_data.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_points.hpp"
#include "publish/open_data_tables.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t k_piece = 1 << 20;
constexpr std::array<std::string_view, 12> k_taken{"points", "verdicts",        "rejects",    "sources",
                                                   "checks", "revisions",       "priorities", "priorities-evidence",
                                                   "claims", "claims-findings", "impact",     "impact-calls"};

/// One measure: its CSV, and on the way the latest points of areas and the lists of
/// points of forces, units and boroughs, so that every interval is worked out once.
struct MeasureFiles {
    std::vector<WrittenFile> files;
    std::vector<std::vector<Point>> latest; ///< by area
};

void open_area(std::string& areas, const Area& area) {
    areas += areas.size() > 1 ? ",\n" : "\n";
    areas += R"({"code":)";
    append_json(areas, area.code);
    areas += R"(,"name":)";
    append_json(areas, area.name);
    areas.append(R"(,"level":")").append(to_text(area.level)).append(R"(","points":[)");
}

MeasureFiles write_measure(const ReleaseContent& content, const MeasureData& data, const OpenDataOptions& options) {
    const Measure& measure = *data.measure;
    MeasureFiles done;
    done.latest.resize(content.areas.size());
    OpenDataFile csv(options.folder, "data/" + measure.id + ".csv");
    PointRows rows(content, data);
    std::vector<PeriodKind> kinds = period_kinds(measure);
    std::string piece(points_csv_header()), areas = "[";
    for (const Series& series : data.series) {
        bool whole = series.breakdown < 0;
        bool listed = whole && content.areas[series.area].level != Level::ward;
        if (listed) open_area(areas, content.areas[series.area]);
        for (PeriodKind kind : kinds) {
            std::span<const Point> points = rows.points(series, kind);
            rows.append_csv(piece, series, points);
            if (listed) append_point_lists(areas, points);
            if (whole && !points.empty()) done.latest[series.area].push_back(points.back());
        }
        if (listed) areas += "]}";
        if (piece.size() < k_piece) continue;
        csv.add(piece);
        piece.clear();
    }
    csv.add(piece);
    areas += "\n]";
    done.files.push_back(csv.finish());
    done.files.back().points = true;
    done.files.push_back(write_open_file(options.folder, "data/" + measure.id + ".csv-metadata.json",
                                         points_metadata(content, data, options.licence)));
    done.files.push_back(
        write_open_file(options.folder, "api/v1/measures/" + measure.id + ".json", measure_json(content, data, areas)));
    return done;
}

void check_names(const ReleaseContent& content) {
    for (const Measure& measure : content.measures)
        if (std::ranges::find(k_taken, measure.id) != k_taken.end())
            throw Error::input("A measure cannot have the id '{}': /data/{}.csv is another file of the open data",
                               measure.id, measure.id)
                .at(measure.file, measure.line);
}

/// Measures, the longest first, so that no thread is left with one at the end.
std::vector<std::size_t> longest_first(const ReleaseContent& content) {
    std::vector<std::size_t> order(content.data.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t m) { return content.data[m].series.size() * content.data[m].length; });
    return order;
}

} // namespace

std::vector<WrittenFile> write_open_data(const ReleaseContent& content, const OpenDataOptions& options) {
    check_names(content);
    for (const char* folder :
         {"data", "data/evaluations", "data/registers", "api/v1/registers", "api/v1/measures", "api/v1/areas"})
        fs::create_directories(options.folder / folder);
    std::vector<WrittenFile> files;
    std::vector<MeasureFiles> measures(content.data.size());
    std::vector<std::size_t> order = longest_first(content);
    using Make = std::pair<std::string, std::function<std::string()>>;
    std::vector<Make> others{
        {"data/verdicts.csv", [&] { return verdicts_csv(content); }},
        {"api/v1/verdicts.json", [&] { return verdicts_json(content); }},
        {"data/rejects.csv", [&] { return rejects_csv(content); }},
        {"data/sources.csv", [&] { return sources_csv(content); }},
        {"data/checks.csv", [&] { return checks_csv(content); }},
        {"data/revisions.csv", [&] { return revisions_csv(content); }},
        {"api/v1/index.json", [&] { return index_json(content, options.licence); }},
        {"api/v1/schema.json", [] { return schema_json(); }},
    };
    if (!content.packs.empty()) {
        others.emplace_back("data/priorities.csv", [&] { return priorities_csv(content); });
        others.emplace_back("data/priorities-evidence.csv", [&] { return priorities_evidence_csv(content); });
        others.emplace_back("api/v1/priorities.json", [&] { return priorities_json(content); });
    }
    if (content.impact.any()) {
        others.emplace_back("data/impact.csv", [&] { return impact_csv(content); });
        others.emplace_back("data/impact-calls.csv", [&] { return impact_calls_csv(content); });
        others.emplace_back("api/v1/impact.json", [&] { return impact_json(content); });
    }
    if (content.claims.any()) {
        others.emplace_back("data/claims.csv", [&] { return claims_csv(content); });
        others.emplace_back("data/claims-findings.csv", [&] { return claims_findings_csv(content); });
        others.emplace_back("api/v1/claims.json", [&] { return claims_json(content); });
    }
    for (const PublicRegister& all : content.registers) {
        const std::string& id = all.definition.id;
        others.emplace_back(address::record_csv(id).substr(1), [&] { return records_csv(all); });
        others.emplace_back(address::record_csvw(id).substr(1),
                            [&] { return records_metadata(content, all, options.licence); });
        others.emplace_back(address::record_json(id).substr(1), [&] { return records_json(content, all); });
        if (all.definition.public_history)
            others.emplace_back(address::record_csv(id, "moves").substr(1), [&] { return record_moves_csv(all); });
        if (!all.on_time.empty())
            others.emplace_back(address::record_csv(id, "on-time").substr(1), [&] { return records_on_time_csv(all); });
    }
    for (const EvaluationReport& report : content.evaluations) {
        others.emplace_back(address::evaluation_csv(report.evaluation.id).substr(1),
                            [&] { return evaluation_csv(report); });
        others.emplace_back(address::evaluation_json(report.evaluation.id).substr(1),
                            [&] { return evaluation_json(content, report); });
    }
    std::vector<WrittenFile> tables(others.size());
    parallel_for(order.size() + others.size(), options.threads, [&](std::size_t i) {
        if (i < order.size()) {
            measures[order[i]] = write_measure(content, content.data[order[i]], options);
            return;
        }
        const auto& [path, make] = others[i - order.size()];
        tables[i - order.size()] = write_open_file(options.folder, path, make());
    });
    LatestPoints latest;
    for (MeasureFiles& measure : measures) {
        std::ranges::move(measure.files, std::back_inserter(files));
        latest.push_back(std::move(measure.latest));
    }
    std::ranges::move(tables, std::back_inserter(files));
    std::vector<WrittenFile> areas(content.areas.size());
    parallel_for(areas.size(), options.threads, [&](std::size_t a) {
        auto area = static_cast<AreaIndex>(a);
        areas[a] = write_open_file(options.folder, "api/v1/areas/" + content.areas[area].code + ".json",
                                   area_json(content, area, latest));
    });
    std::ranges::move(areas, std::back_inserter(files));
    std::ranges::sort(files, {}, &WrittenFile::path);
    return files;
}

} // namespace peelian
