// SPDX-License-Identifier: MIT
// Room reports: what a body prints. A report is Markdown with blocks in the workspace
// (reports/<kind>.md); here it becomes text, tables and charts, made once from the points of
// the release, and from these the web page, the spreadsheet and the PDF, so that a figure is
// the same in all three. A pack is a report about one area.
//
// This header: the report as made, before it is written in any format.
#pragma once

#include "base/month.hpp"
#include "geography/areas.hpp"
#include "publish/figure.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// A cell of a table as printed, with the number behind it where there is one.
struct ReportCell {
    enum class Kind : std::uint8_t { text, number, percent, points, money };
    std::string text; ///< "12,345", "−3.2%", "+2.0 pp", "[c]"; what page and PDF show
    double number = std::numeric_limits<double>::quiet_NaN(); ///< as shown: 3.2 for 3.2%; NaN for text
    int decimals = 0;                                         ///< that `text` has
    Kind kind = Kind::text;
    std::string figure;    ///< "knife-crime/E23000001/r12-2017-06": its address for `explain`; empty for none
    std::string_view mark; ///< class of a verdict's symbol: "imp"; empty for none
};

struct ReportRow {
    std::string group; ///< rows of one group stand together; empty for none
    std::string label;
    std::string address; ///< page of the site, or empty
    std::vector<ReportCell> cells;
    bool total = false;
};

/// One table of a report: a sheet of the spreadsheet.
struct ReportTable {
    std::string id; ///< unique in the report, made of its title: "recorded-crime"
    std::string title;
    std::string first;                 ///< heading of the labels: "Measure"
    std::string group;                 ///< heading of the groups; empty when no row has one
    std::vector<std::string> headings; ///< of the cells
    std::vector<ReportRow> rows;
    std::vector<std::string> notes; ///< sentences under it: markers used, what the periods are
    bool list = false;              ///< the page shows it as a list of sentences
};

/// A stretch of text, a table, or a chart (with the table of its values after it).
struct ReportPart {
    std::string html; ///< trusted: Markdown let nothing else through
    std::optional<ReportTable> table;
    std::optional<DrawnSeries> drawn; ///< the chart; its table is in `table`
    int heading = 2;                  ///< level of the title of table or chart
};

/// One edition of a report, about one area or the whole body.
struct Report {
    std::string kind;              ///< "committee": the name of its file and its address
    std::string title;             ///< "Report to the Police and Crime Committee"
    std::string edition;           ///< "2017-07": month, or last month of the quarter or year
    std::string period;            ///< in words: "July 2017"
    Month data;                    ///< the month its figures end with
    bool of_measures = false;      ///< it has figures of measures, which end with `data`
    std::optional<AreaIndex> area; ///< a pack's; none for the body's own
    std::string code;              ///< of that area, or empty
    std::string file;              ///< for errors
    std::vector<ReportPart> parts;

    /// "committee/2017-07" or "borough/2017-06/E09000007": folder below /reports/
    std::string folder() const;
    /// "committee-2017-07": name of its files without extension
    std::string name() const;
};

} // namespace peelian
