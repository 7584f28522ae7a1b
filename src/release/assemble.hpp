// SPDX-License-Identifier: MIT
// A workspace to the content of a release: load, measure, check, protect, judge.
#pragma once

#include "release/content.hpp"
#include "release/registers.hpp"
#include "release/workspace.hpp"

#include <memory>
#include <string>
#include <vector>

namespace peelian {

struct AssembleOptions {
    unsigned threads = 2;
    Progress::Style progress = Progress::Style::quiet;
    std::string profile; ///< empty: the workspace's
    std::filesystem::path presets;
    std::string date;   ///< of the release, YYYY-MM-DD: an answer to a check may run out
    bool audit = false; ///< prove besides, by linear programmes, that no hidden value can be worked out
};

/// A workspace with its facts loaded: what all commands that ask questions begin with.
struct LoadedWorkspace {
    std::unique_ptr<Workspace> workspace; ///< on the heap: the database calls its places
    std::unique_ptr<Database> database;
    Loaded loaded;
    LoadedRegisters registers;
    std::string texts; ///< hash of everything a release follows from, but for its date and records

    /// Hash of everything that a release of this day follows from, the day itself left out. Of records
    /// only what the public sees on it counts: a private change makes no new release.
    std::string inputs(Day date) const;
};

LoadedWorkspace load_workspace(const std::filesystem::path& root, const AssembleOptions& options);

/// Reads and expands the measures whose datasets have facts.
std::vector<Measure> measures_of(LoadedWorkspace& loaded);

/// Fills everything but id, date, previous and revisions.
std::unique_ptr<ReleaseContent> assemble(LoadedWorkspace& loaded, const AssembleOptions& options);

/// Compares with the figures of the release before (its points.parquet): fills
/// `revisions`, and flags revised months. Whole areas of force and borough, by month.
void compare_with_previous(ReleaseContent& content, Database& database, const std::filesystem::path& previous_site);

/// Verdicts of every series, and what rests on them: the evidence for local priorities, and impact
/// assessments by the content's date.
void judge_all(ReleaseContent& content, unsigned threads);
/// The evidence for local priorities alone, from figures and verdicts as they stand.
void add_evidence(ReleaseContent& content);
/// What the figures say to impact assessments alone, likewise.
void add_impact(ReleaseContent& content);

} // namespace peelian
