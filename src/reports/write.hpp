// SPDX-License-Identifier: MIT
// Reports to files: into the site of a release, or wherever somebody wants them.
#pragma once

#include "base/parallel.hpp"
#include "publish/written_file.hpp"
#include "reports/make.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One edition about one area: what there is to make.
struct ReportJob {
    std::size_t definition = 0; ///< index
    Month edition;
    std::optional<AreaIndex> area;
};

/// All that the release's workspace asks for, in a fixed order: by kind, latest edition first, area.
std::vector<ReportJob> report_jobs(const std::vector<ReportDefinition>& definitions, const SiteContext& site);

/// All reports of the release, read. Throws Error(input) with file and line.
std::vector<ReportDefinition> read_reports(const SiteContext& site);

/// What reports of this kind and area printed in a release, the latest edition counting; nothing
/// where `site` has none. `site` is the release's folder of pages.
EarlierFigures earlier_figures(const std::filesystem::path& site, const ReportSource& source, std::string_view area);

enum class ReportFormat { page, spreadsheet, pdf };

struct ReportFilesOptions {
    std::filesystem::path folder;  ///< written into
    std::filesystem::path earlier; ///< pages of the release before; empty: none
    unsigned threads = 1;
    bool pdf = false; ///< with Chromium
};

/// Writes every report below reports/ of the site, and the pages that list them. The files, sorted
/// by path.
std::vector<WrittenFile> write_reports(const SiteContext& site, const std::vector<ReportDefinition>& definitions,
                                       const ReportFilesOptions& options, Progress& progress);

/// Writes one report, or one for each area, as files that stand alone: NAME.html, .xlsx, .pdf and
/// -figures.csv. Gives their paths, in order.
std::vector<std::filesystem::path> write_report_files(const SiteContext& site,
                                                      const std::vector<ReportDefinition>& definitions,
                                                      const std::vector<ReportJob>& jobs,
                                                      const std::vector<ReportFormat>& formats,
                                                      const ReportFilesOptions& options, Progress& progress);

/// "figure,table,row,column,text,value": every figure of the report with its address.
std::string figures_csv(const Report& report);

} // namespace peelian
