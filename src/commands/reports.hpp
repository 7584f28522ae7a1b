// SPDX-License-Identifier: MIT
// What report and pack share: which reports, of which month, written where.
#pragma once

#include "commands/command.hpp"

#include <string>
#include <vector>

namespace peelian {

struct ReportArguments {
    CommonOptions common;
    std::string kind, month, out = ".", date;
    std::vector<std::string> formats; ///< page, spreadsheet, pdf; empty: all
    std::vector<std::string> areas;   ///< of a pack: codes or names
    bool all = false;                 ///< every area of the pack's level
    bool pack = false;
};

/// Adds what both take.
void add_report_options(CLI::App& app, ReportArguments& arguments);
/// Makes them and prints their paths; without a kind, lists what there is.
int run_reports(const ReportArguments& arguments);

} // namespace peelian
