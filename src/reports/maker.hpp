// SPDX-License-Identifier: MIT
// Inside the room: what the makers of tables share - the edition they are for, and cells.
#pragma once

#include "reports/make.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A figure that differs from what the last report printed.
struct Revision {
    std::string label, period, before, now, edition;
};

/// One edition in the making.
struct Maker {
    const ReportDefinition& definition;
    const SiteContext& site;
    const EarlierFigures& earlier;
    Report& report;
    AreaIndex area;                         ///< the pack's, or the body's force
    std::vector<Revision> revisions;        ///< found as tables are made
    std::set<std::string> revised;          ///< their addresses
    std::set<std::string, std::less<>> ids; ///< of tables, to keep them apart

    /// A table with an id of its own.
    ReportTable start(std::string title, std::string first);
    /// "{area}", "{edition}", "{data}" and "{date}" in a text of the report.
    std::string fill(std::string_view text) const;
};

/// The point of a series for the period that ends with the month; flag missing when there is none.
Point point_at(const MeasureData& data, const Series& series, PeriodKind kind, Month last);

/// A series with the period it is told for, and the same period a year before; as shown.
struct Told {
    const MeasureIndex* index = nullptr;
    const Series* series = nullptr;
    std::size_t at = 0; ///< the series' place in the measure
    PeriodKind kind{};  ///< as asked of points
    Point before, now;
    bool any() const { return series != nullptr; }
    const Measure& measure() const { return *index->measure; }
};
/// Of the period that ends with the month or last before it; without a kind, the measure's own
/// latest figure up to the month.
Told tell(const MeasureIndex& index, std::size_t series, std::optional<PeriodKind> period, Month month);

/// A number as people write it: "3,510", "1,387.69", "-4", "£6.33", "67%".
struct WrittenNumber {
    double value = k_missing;
    int decimals = 0;
};
std::optional<WrittenNumber> parse_written(std::string_view text);

/// Cells.
ReportCell text_cell(std::string text);
/// A value of a measure, or the marker of why there is none. Adds what stands beside it to `marks`.
ReportCell value_cell(const Measure& measure, const Point& point, std::optional<int> decimals);
/// A number as it is, with sign if asked.
ReportCell number_cell(double value, int decimals, ReportCell::Kind kind, bool sign);
/// "+3.2%"; [z] without a base.
ReportCell change_percent_cell(double before, double now, int decimals);
ReportCell verdict_cell(const Verdict& verdict);

ReportTable make_measure_table(Maker& maker, const MeasureTable& block);
ReportTable make_file_table(Maker& maker, const FileTable& block);
ReportTable make_printed_table(Maker& maker, const PrintedBlock& block);
ReportTable make_groups(Maker& maker, const ChartBlock& block);
/// Without figures of the area in the measure there is neither chart nor table.
std::optional<ReportTable> make_chart(Maker& maker, const ChartBlock& block, std::optional<DrawnSeries>& drawn);
ReportTable make_in_short(Maker& maker, const InShort& block);
std::optional<ReportTable> make_priorities(Maker& maker);
ReportTable make_promises(Maker& maker, const PromisesBlock& block);
ReportTable make_impact(Maker& maker, const ImpactBlock& block);
ReportTable make_revisions(Maker& maker);

/// A column of marks, one a row, so that numbers stay numbers; none where no row has any.
void add_marks(ReportTable& table, const std::vector<std::string>& marks);
/// Notes on the markers that stand in the table.
void add_marker_notes(ReportTable& table);

} // namespace peelian
