// SPDX-License-Identifier: MIT
// The tables of reports, looked at before they go out as any printed table is (room tables).
#pragma once

#include "checks/finding.hpp"
#include "reports/definition.hpp"
#include "reports/report.hpp"
#include "tables/printed_table.hpp"

#include <vector>

namespace peelian {

/// The table as a reader sees it: texts in cells, with what the report knows of its columns.
PrintedTable printed_table(const ReportTable& table, std::string_view report);

/// What is wrong or implausible in the tables of all reports the release makes: a finding for each,
/// to be explained. Rounding and the like are no findings.
std::vector<Finding> check_reports(const SiteContext& site, unsigned threads);

} // namespace peelian
