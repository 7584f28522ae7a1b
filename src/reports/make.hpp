// SPDX-License-Identifier: MIT
// A report's definition and an edition, to the report as made: every cell of every table from the
// points of the release.
#pragma once

#include "reports/definition.hpp"
#include "reports/report.hpp"

#include <map>
#include <optional>
#include <string>

namespace peelian {

/// Figures as the last report of this kind that had them printed them, by address.
struct EarlierFigure {
    std::string text;    ///< "9,780"
    std::string edition; ///< "June 2017"
};
using EarlierFigures = std::map<std::string, EarlierFigure, std::less<>>;

/// `area` is the pack's, or none for the body's own: then its force. Throws Error(input) with file
/// and line for a number in a file that is none.
Report make_report(const ReportDefinition& definition, const SiteContext& site, Month edition,
                   std::optional<AreaIndex> area, const EarlierFigures& earlier);

} // namespace peelian
