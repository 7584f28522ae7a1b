// SPDX-License-Identifier: MIT
// A dashboard's Markdown with its figure blocks, read once before any page is written.
//
//     ::: measure recorded-burglary :::                 the force, large
//     ::: measure recorded-burglary by=borough :::      every borough, small
//     ::: measure recorded-burglary by=unit :::         every command unit, small
//     ::: measure searches by=object :::                the groups of a breakdown
//     ::: measure burglary by=ward :::                  a map of wards and their table
//
// That is all a block may ask for. Markdown is CommonMark with tables; raw HTML in it is
// left out.
#pragma once

#include "release/content.hpp"

#include <string>
#include <vector>

namespace peelian {

/// A stretch of text as HTML, or a figure.
struct DashboardPart {
    std::string html;        ///< text; trusted, since Markdown let nothing else through
    std::size_t lead = 0;    ///< of the first part: bytes of `html` that are its first paragraph
    std::size_t measure = 0; ///< figure: index of the measure
    bool figure = false;
    std::string absent; ///< a measure that is declared and has no data: its id; then it is no figure
    bool by_borough = false;
    bool by_unit = false;
    bool by_ward = false;
    int breakdown = -1; ///< index of the breakdown, -1 for none
    int heading = 2;    ///< level its title has, under the text before it
};
using DashboardText = std::vector<DashboardPart>;

/// Throws Error(input) with file and line for a block with an unknown measure, breakdown
/// or option. Lines are counted in the dashboard's body.
DashboardText read_dashboard(const Dashboard& dashboard, const ReleaseContent& content);

} // namespace peelian
