// SPDX-License-Identifier: MIT
// What a report of the workspace asks for: its Markdown taken apart into text and blocks, with
// every name in it looked up. A block is
//
//     ::: measure knife-crime by=sex :::       a chart of the report's area, or a table of groups
//     ::: in-short knife-crime burglary :::    what really changed among these, or all of the report
//     ::: priorities :::                       what the area chose, and how it goes
//     ::: promises O3 late :::                 what was promised, by objective, outcome and state
//     ::: impact stop-and-search :::           an impact assessment
//     ::: revisions :::                        what changed since the report before
//
// or, with a body in TOML up to a line `:::`,
//
//     ::: table                                measures in rows, periods in columns
//     ::: file                                 a table beside the report, with columns worked out
//     ::: printed                              what was once printed, held against today's figures
//
// That is all. docs/reports.md says what each may hold.
#pragma once

#include "plan/commitments.hpp"
#include "publish/context.hpp"
#include "release/content.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace peelian {

/// A measure by index, or only by name when it is declared and has no data.
struct NamedMeasure {
    std::string id;
    std::optional<std::size_t> index;
};

/// Columns of a table of measures.
enum class ReportColumn { period, before, now, change, change_percent, interval, usual, verdict, force };

struct MeasureRow {
    NamedMeasure measure;
    std::string label; ///< the measure's title unless the report names it otherwise
    std::string group;
};

/// Measures in rows, or the areas or groups of one measure.
struct MeasureTable {
    std::string title;
    std::optional<PeriodKind> period; ///< none: each measure's own
    int lag = 0;                      ///< months before the report's figures end
    std::vector<ReportColumn> columns;
    std::vector<MeasureRow> rows;
    std::string by;        ///< "borough", "unit" or a breakdown of the one measure; empty for rows of measures
    bool of_force = false; ///< in a pack: the figures of the force about the area
    std::optional<int> decimals;
    std::vector<std::string> notes;
};

/// A column of a table from a file, given or worked out.
struct FileColumn {
    /// `percent` is the first of the second, or of the second less the third.
    enum class Rule { given, sum, difference, percent, share, change_percent };
    std::string title;
    Rule rule = Rule::given;
    std::vector<std::size_t> of; ///< columns of the file it follows from; of `given` the one itself
    std::optional<int> decimals;
    bool money = false;
    bool sign = false;  ///< a plus is shown too
    bool words = false; ///< text, not numbers
};

/// A row of sums, after the last of the rows it is of.
struct FileSum {
    std::string label;
    std::vector<std::string> groups; ///< whose rows it is of; empty for all
    std::optional<std::size_t> row;  ///< row of the file with the sums as they are known: parts may be rounded
};

struct FileTable {
    std::string title, first, group;
    std::string file; ///< path, for errors
    std::vector<FileColumn> columns;
    std::vector<std::vector<std::string>> rows; ///< all columns of the file
    std::vector<std::size_t> lines;
    std::vector<std::string> header;
    std::size_t label = 0;              ///< column of the file with the rows' names
    std::optional<std::size_t> grouped; ///< column with their groups
    std::vector<FileSum> sums;          ///< whose own rows are no parts
    std::vector<std::string> notes;
};

/// Figures as they were printed, to be held against those of the report's edition.
struct PrintedBlock {
    std::string title, file, source;
    struct Row {
        NamedMeasure measure;
        std::string label, before, now, change, why;
        std::size_t line = 0;
    };
    std::vector<Row> rows;
    std::optional<PeriodKind> period;
    int lag = 0;
};

struct ChartBlock {
    NamedMeasure measure;
    int breakdown = -1; ///< then a table of groups
};
struct InShort {
    std::vector<NamedMeasure> measures; ///< empty: all that the report names
};
struct PrioritiesBlock {};
struct RevisionsBlock {};
struct PromisesBlock {
    std::vector<std::string> serves;      ///< ids of objectives and outcomes; empty for all
    std::vector<CommitmentStatus> states; ///< empty for all
};
struct ImpactBlock {
    std::size_t report = 0; ///< index of the assessment
};
struct TextBlock {
    std::string markdown;
};

struct ReportBlock {
    std::variant<TextBlock, MeasureTable, FileTable, PrintedBlock, ChartBlock, InShort, PrioritiesBlock, RevisionsBlock,
                 PromisesBlock, ImpactBlock>
        what;
    std::size_t line = 0;
};

struct ReportDefinition {
    const ReportSource* source = nullptr;
    std::vector<ReportBlock> blocks;
    std::vector<std::size_t> measures; ///< all that it names, each once, in its order
};

/// Throws Error(input) with file and line for a block, key, measure, breakdown or file that there
/// is not.
ReportDefinition read_report(const ReportSource& source, const SiteContext& site);

} // namespace peelian
