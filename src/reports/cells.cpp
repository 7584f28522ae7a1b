// SPDX-License-Identifier: MIT
// Cells of tables: a number with the words it is printed as, or a marker as the Government
// Statistical Service has them.
#include "base/text.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"
#include "reports/maker.hpp"
#include "tables/printed_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian {

Point point_at(const MeasureData& data, const Series& series, PeriodKind kind, Month last) {
    for (const Point& point : shown_points(data, series, kind))
        if (point.last == last) return point;
    Point none;
    none.kind = kind;
    none.last = last;
    none.flag = Flag::missing;
    return none;
}

std::optional<WrittenNumber> parse_written(std::string_view text) {
    CellReading reading = read_cell(text);
    // "6.33m" is another number than it looks: what a column is in, its title says.
    if (reading.kind != CellKind::number || reading.number.scale != 1) return std::nullopt;
    return WrittenNumber{reading.number.value, reading.number.decimals};
}

ReportCell text_cell(std::string text) {
    ReportCell cell;
    cell.text = std::move(text);
    return cell;
}

ReportCell number_cell(double value, int decimals, ReportCell::Kind kind, bool sign) {
    if (std::isnan(value)) return text_cell("[x]");
    ReportCell cell;
    cell.number = value;
    cell.decimals = decimals;
    cell.kind = kind;
    std::string text = sign ? signed_number(value, decimals) : number(value, decimals);
    // A pound sign stands between the sign and the number.
    if (kind == ReportCell::Kind::money) text.insert(text.find_first_of("0123456789"), "£");
    if (kind == ReportCell::Kind::percent) text += "%";
    if (kind == ReportCell::Kind::points) text += " pp";
    cell.text = std::move(text);
    return cell;
}

ReportCell value_cell(const Measure& measure, const Point& point, std::optional<int> decimals) {
    if (point.flag == Flag::suppressed) return text_cell("[c]");
    if (std::isnan(point.value)) return text_cell("[x]");
    auto kind = measure.percent ? ReportCell::Kind::percent : ReportCell::Kind::number;
    return number_cell(point.value, decimals.value_or(shown_decimals(measure)), kind, false);
}

ReportCell change_percent_cell(double before, double now, int decimals) {
    if (std::isnan(before) || std::isnan(now)) return text_cell("[x]");
    if (before == 0) return text_cell("[z]");
    return number_cell(100 * (now - before) / before, decimals, ReportCell::Kind::percent, true);
}

ReportCell verdict_cell(const Verdict& verdict) {
    ReportCell cell = text_cell(std::string(verdict_words(verdict.kind)));
    cell.mark = verdict_class(verdict.kind);
    return cell;
}

void add_marker_notes(ReportTable& table) {
    struct Marker {
        std::string_view mark, note;
    };
    static constexpr std::array markers{
        Marker{"[c]", "[c]: withheld, so that nobody can be recognised."},
        Marker{"[x]", "[x]: not available."},
        Marker{"[z]", "[z]: does not apply."},
        Marker{"[low]", "[low]: few cases; the figure may move much by chance."},
        Marker{"[p]", "[p]: provisional."},
        Marker{"[r]", "[r]: differs from what the last report printed."},
    };
    auto has = [&](std::string_view mark) {
        return std::ranges::any_of(table.rows, [&](const ReportRow& row) {
            return std::ranges::any_of(row.cells,
                                       [&](const ReportCell& c) { return c.text.find(mark) != std::string::npos; });
        });
    };
    for (const Marker& marker : markers)
        if (has(marker.mark)) table.notes.emplace_back(marker.note);
}

} // namespace peelian
