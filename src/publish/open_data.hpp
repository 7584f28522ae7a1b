// SPDX-License-Identifier: MIT
// Open data of a release: every series as CSV with its metadata, the tables beside it,
// and a static JSON interface. docs/open-data.md is the reference of files, columns,
// flags and addresses, which are promises.
//
// The same content gives the same bytes on any number of threads. What disclosure has
// hidden is empty here and flagged; nothing in these files is computed from it.
#pragma once

#include "publish/written_file.hpp"
#include "release/content.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct OpenDataOptions {
    std::filesystem::path folder; ///< of the site; data/ and api/v1/ are made in it
    unsigned threads = 1;
    std::string licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
};

/// Writes data/*.csv, data/*.csv-metadata.json and api/v1/**.json; the files, sorted by
/// path. Throws Error(io).
std::vector<WrittenFile> write_open_data(const ReleaseContent& content, const OpenDataOptions& options);

/// Which points to give; what is not set does not limit.
struct PointFilter {
    std::string measure; ///< id
    std::string area;    ///< code
    std::optional<Level> level;
    std::optional<PeriodKind> kind;
    std::optional<Month> from, to;        ///< last months of periods, both included
    std::optional<std::string> breakdown; ///< a column; empty: wholes only
};

/// The header of all files of points, with its line end.
std::string_view points_csv_header();
/// Appends a measure's points as rows of CSV, without the header: by area, breakdown,
/// group, kind of period and period.
void append_points_csv(std::string& out, const ReleaseContent& content, const MeasureData& data,
                       const PointFilter& filter = {});
/// Appends the same as JSON objects with the CSV's columns as keys, a line each; a comma
/// goes before each but the first after '['. Absent numbers are null.
void append_points_json(std::string& out, const ReleaseContent& content, const MeasureData& data,
                        const PointFilter& filter = {});

} // namespace peelian
