// SPDX-License-Identifier: MIT
// What was once printed, held line by line against the same figures today. What agrees is counted;
// what differs is shown, with why where somebody has said so.
#include "base/error.hpp"
#include "base/text.hpp"
#include "publish/words.hpp"
#include "reports/maker.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace peelian {
namespace {

/// One of a row's three figures.
struct Held {
    std::string_view name;
    const std::string* printed;
    double ours;
};

/// Our figure as printed ones are: with so many decimals, half away from zero.
std::string as_printed(double value, int decimals, bool percent) {
    if (std::isnan(value)) return "[x]";
    return number(value, decimals) + (percent ? "%" : "");
}

/// The change a printed table means: of a percentage in points, else relative.
double change_of(const Told& told) {
    double change = told.now.value - told.before.value;
    return told.measure().percent ? change : 100 * change / told.before.value;
}

class Comparison {
public:
    Comparison(ReportTable& table, const PrintedBlock& block) : table_(table), block_(block) {}

    void add(const PrintedBlock::Row& row, const Told& told) {
        bool any = told.any();
        for (const Held& held : {Held{"Earlier", &row.before, any ? told.before.value : k_missing},
                                 Held{"Later", &row.now, any ? told.now.value : k_missing},
                                 Held{"Change", &row.change, any ? change_of(told) : k_missing}})
            if (!trim(*held.printed).empty()) compare(row, held);
    }
    std::size_t all() const { return all_; }
    std::size_t equal() const { return equal_; }

private:
    void compare(const PrintedBlock::Row& row, const Held& held) {
        auto printed = parse_written(*held.printed);
        if (!printed)
            throw Error::input("'{}' is not a number", *held.printed)
                .at(block_.file, row.line)
                .hint("Leave the cell empty where nothing was printed.");
        ++all_;
        bool percent = held.printed->ends_with('%');
        std::string ours = as_printed(held.ours, printed->decimals, percent);
        std::string theirs = as_printed(printed->value, printed->decimals, percent);
        if (ours == theirs) {
            ++equal_;
            return;
        }
        ReportRow out;
        out.label = row.label;
        out.cells = {text_cell(std::string(held.name)), text_cell(*held.printed), text_cell(std::move(ours)),
                     text_cell(row.why.empty() ? "Not explained" : row.why)};
        table_.rows.push_back(std::move(out));
    }

    ReportTable& table_;
    const PrintedBlock& block_;
    std::size_t all_ = 0, equal_ = 0;
};

} // namespace

ReportTable make_printed_table(Maker& maker, const PrintedBlock& block) {
    ReportTable table = maker.start(block.title, "Row");
    table.headings = {"Figure", "As printed", "Here", "Why they differ"};
    Comparison comparison(table, block);
    Month month = maker.report.data - block.lag;
    for (const PrintedBlock::Row& row : block.rows) {
        Told told;
        if (row.measure.index) {
            const MeasureIndex& index = maker.site.measures[*row.measure.index];
            if (int whole = index.whole[maker.area]; whole >= 0)
                told = tell(index, static_cast<std::size_t>(whole), block.period, month);
        }
        comparison.add(row, told);
    }
    table.notes.push_back(fmt::format("{} of {} agree to the last digit printed.",
                                      number(static_cast<double>(comparison.equal())),
                                      counted(comparison.all(), "printed figure")));
    if (!block.source.empty()) table.notes.push_back(fmt::format("Printed in: {}.", block.source));
    return table;
}

} // namespace peelian
