// SPDX-License-Identifier: MIT
// A small report with one of everything that may stand in a table.
#pragma once

#include "reports/report.hpp"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace peelian::tests {

inline ReportCell cell(std::string text, double number = std::nan(""), int decimals = 0,
                       ReportCell::Kind kind = ReportCell::Kind::number) {
    ReportCell out;
    out.text = std::move(text);
    out.number = number;
    out.decimals = decimals;
    out.kind = std::isnan(number) ? ReportCell::Kind::text : kind;
    return out;
}

inline ReportRow row(std::string group, std::string label, std::vector<ReportCell> cells, bool total = false) {
    ReportRow out;
    out.group = std::move(group);
    out.label = std::move(label);
    out.cells = std::move(cells);
    out.total = total;
    return out;
}

inline ReportPart part(ReportTable table) {
    ReportPart out;
    out.table = std::move(table);
    return out;
}

inline Report made_report() {
    using Kind = ReportCell::Kind;
    ReportTable crime;
    crime.id = "recorded-crime";
    crime.title = "Recorded crime: what changed in the twelve months to July 2017, by borough";
    crime.first = "Measure";
    crime.group = "Kind";
    crime.headings = {"Offences", "Change", "Change", "Sanction rate", "Cost"};
    crime.notes = {"Figures are of offences as recorded & counted on 3 August."};
    crime.rows = {row("Theft", "Burglary",
                      {cell("12,345", 12345), cell("\u22123.2%", -3.2499, 1, Kind::percent),
                       cell("+2.0 pp", 2.0, 1, Kind::points), cell("[c]"), cell("£1,234.50", 1234.5, 2, Kind::money)}),
                  row("Theft", R"(=HYPERLINK("http://x","y"))",
                      {cell("0", 0), cell("0.0%", 0, 1, Kind::percent), cell("0.0 pp", 0.01, 1, Kind::points),
                       cell("100%", 100, 0, Kind::percent), cell("\u2212£7", -7, 0, Kind::money)}),
                  row("", "@Robbery",
                      {cell("[x]"), cell("+17%", 17.4, 0, Kind::percent), cell("\u22120.5 pp", -0.5, 1, Kind::points),
                       cell("", 5, 0), cell("-2+3")}),
                  row("All", "All offences",
                      {cell("1,000,000 [p]", 1000000), cell("about a third"), cell("n\u00e4chste <b> & \"q\""),
                       cell("12 of 34", 12), cell("1.5", 1.5, 1)},
                      true)};
    ReportTable twin = crime;
    twin.id = "recorded-crime-2";
    twin.title = "RECORDED crime: what changed in the twelve months to August 2017";
    twin.group.clear();
    ReportTable empty;
    empty.id = "none";
    empty.title = "What's 'open' / [closed]?";
    empty.first = "Name";
    empty.headings = {"Value"};
    Report report;
    report.kind = "committee";
    report.title = "Report to the Police & Crime Committee";
    report.edition = "2017-07";
    report.period = "July 2017";
    report.data = Month::of(2017, 7);
    ReportPart words;
    words.html = "<p>Words</p>";
    report.parts = {words, part(crime), part(twin), part(empty)};
    return report;
}

} // namespace peelian::tests
