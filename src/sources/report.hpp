// SPDX-License-Identifier: MIT
// Room sources: presets, mapping, loading, fingerprints, rejects. This header: what a
// load reports, file by file; it is kept with the release.
#pragma once

#include "base/month.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// What became of a raw file.
enum class FileStatus {
    used,       ///< its rows are in the facts
    superseded, ///< a later download of the same months took its place
    duplicate,  ///< byte for byte another file of the load
    unusable    ///< not what it says; nothing of it was loaded
};
std::string_view to_text(FileStatus status);

struct SourceFile {
    std::string path;   ///< as found, relative to the workspace where it can be
    std::string sha256; ///< of its bytes
    std::uint64_t bytes = 0;
    std::string source;    ///< id of the [[source]] that named it
    std::string preset;    ///< the preset chosen
    std::string dataset;   ///< where its rows went
    std::string partition; ///< what a later download replaces: "2024-02 city-of-london"
    std::string vintage;   ///< order of downloads of one partition; empty: not known
    FileStatus status = FileStatus::used;
    std::string other;                ///< the file that superseded it or that it repeats
    std::string problem;              ///< unusable: why, and what to do
    std::uint64_t rows = 0;           ///< accepted
    std::uint64_t rejected = 0;       ///< refused, each in the rejects table
    std::optional<Month> first, last; ///< months its rows speak of
};

/// One refused row.
struct Reject {
    std::string file;
    std::uint64_t line = 0; ///< of the raw file, from 1 (the header is line 1)
    std::string column;
    std::string value;  ///< as it stood, shortened to 200 characters
    std::string reason; ///< what was expected
};

/// A later download changed what an earlier one said.
struct SourceRevision {
    std::string partition;
    std::string before, after; ///< files
    std::uint64_t rows_before = 0, rows_after = 0;
    /// One sentence a column that changed: "outcome: 'Under investigation' 622 -> 371".
    std::vector<std::string> changes;
};

/// A [[source]] as the workspace declares it.
struct DeclaredSource {
    std::string id;
    std::vector<std::string> presets; ///< empty: any
};

/// All of one load. Files by path.
struct LoadReport {
    std::vector<DeclaredSource> sources;
    std::vector<SourceFile> files;
    std::vector<Reject> rejects;
    std::vector<SourceRevision> revisions;
    std::uint64_t accepted() const;
    std::uint64_t rejected() const;
};

} // namespace peelian
