// SPDX-License-Identifier: MIT
// Reports as pages of the site, and as one page that stands alone.
#pragma once

#include "publish/context.hpp"
#include "reports/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A file that goes with a report: "committee-2017-07.xlsx", "Spreadsheet (XLSX, 24 kB)".
struct ReportFileLink {
    std::string name, words;
};

/// A report as it stands in the list of its kind.
struct ListedReport {
    const ReportSource* source = nullptr;
    std::string period, area, folder; ///< area's name, or empty
    std::vector<ReportFileLink> files;
};

void report_page(Sheet& sheet, const SiteContext& site, const Report& report, const std::vector<ReportFileLink>& files);
/// All kinds.
void reports_page(Sheet& sheet, const SiteContext& site, const std::vector<ListedReport>& reports);
/// The editions of one kind, in the order given.
void report_kind_page(Sheet& sheet, const SiteContext& site, const ReportSource& source,
                      const std::vector<ListedReport>& reports);

/// The page with its styles in it and without scripts, so that it can be sent or printed.
std::string standing_alone(const SiteContext& site, std::string html);

} // namespace peelian
