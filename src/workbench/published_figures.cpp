// SPDX-License-Identifier: MIT
#include "workbench/published_figures.hpp"

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace peelian {
namespace fs = std::filesystem;

struct PublishedFigures::Release {
    std::string id;
    std::map<std::string, PublishedMeasure, std::less<>> measures;
};

namespace {

std::string words_of(std::string_view verdict) {
    for (VerdictKind kind : VerdictCounts::k_kinds)
        if (to_text(kind) == verdict) return std::string(verdict_words(kind));
    return std::string(verdict);
}

std::map<std::string, PublishedMeasure, std::less<>> read(const fs::path& site) {
    std::map<std::string, PublishedMeasure, std::less<>> measures;
    nlohmann::json index = nlohmann::json::parse(read_file(site / "api/v1/index.json"), nullptr, false);
    if (index.is_discarded()) return measures;
    for (const nlohmann::json& measure : index.value("measures", nlohmann::json::array()))
        measures[measure.value("id", "")].title = measure.value("title", "");
    CsvTable table = read_csv(site / "data/verdicts.csv");
    std::array<std::size_t, 5> at{table.column("measure"), table.column("level"), table.column("breakdown"),
                                  table.column("verdict"), table.column("sentence")};
    for (const CsvRow& row : table.rows) {
        if (row.fields[at[1]] != "force" || !row.fields[at[2]].empty()) continue;
        PublishedMeasure& measure = measures[row.fields[at[0]]];
        if (!measure.verdict.empty()) continue; // of several forces, the first
        measure.verdict = words_of(row.fields[at[3]]);
        measure.sentence = row.fields[at[4]];
    }
    return measures;
}

} // namespace

PublishedFigures::PublishedFigures(fs::path workspace) : root_(std::move(workspace)) {}
PublishedFigures::~PublishedFigures() = default;

std::optional<PublishedMeasure> PublishedFigures::find(std::string_view measure) {
    std::error_code none;
    std::string id = fs::read_symlink(root_ / "published", none).filename().string();
    if (none) return std::nullopt;
    std::shared_ptr<const Release> release;
    {
        std::scoped_lock lock(mutex_);
        if (!release_ || release_->id != id) {
            Release fresh{id, {}};
            try {
                fresh.measures = read(root_ / "releases" / id / "site");
            } catch (const Error&) { // a release without these files has nothing to say here
                fresh.measures.clear();
            }
            release_ = std::make_shared<const Release>(std::move(fresh));
        }
        release = release_;
    }
    auto found = release->measures.find(measure);
    return found == release->measures.end() ? std::nullopt : std::optional(found->second);
}

} // namespace peelian
