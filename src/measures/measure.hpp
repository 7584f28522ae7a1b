// SPDX-License-Identifier: MIT
// Room measures: declared questions, compiled to SQL, answered as points. This
// header: what a measure is, as read from measures/*.toml. docs/measures.md is the
// manual of the language.
#pragma once

#include "base/month.hpp"
#include "geography/areas.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// How rows become a number. More kinds (survey, mean, gap, repeat, funnel, duration,
/// index) take their place in this list and in one compile function each.
enum class MeasureKind {
    count,      ///< rows (or the sum of the dataset's count column) that satisfy `where`
    rate,       ///< that count per `per` people of the area
    proportion, ///< rows that satisfy `numerator` among those that satisfy `denominator`
    share,      ///< each group's part of the whole, by breakdown; the area's part of its force
    ratio,      ///< rate of each group of a breakdown against the rate of a named group
    stock,      ///< a level at a point in time, or a published estimate: it has its own periods only
    sum         ///< the sum of `value`
};
std::string_view to_text(MeasureKind kind);

/// Which way is progress. `contested`: more reports may be more confidence or more harm.
enum class Better { up, down, representative, contested, neither };
std::string_view to_text(Better better);

/// A declared break in a series: no verdict is drawn across it without saying so.
struct SeriesBreak {
    Month from;         ///< first month on the new footing
    std::string reason; ///< one sentence
};

/// A measure that tells whether a contested one moves by more offending or more reporting.
struct Companion {
    std::string measure;       ///< its id
    bool of_offending = true;  ///< else it speaks of reporting
    bool moves_with_it = true; ///< false: it falls when what it speaks of rises
};

/// One declared question.
struct Measure {
    std::string id;          ///< unique, lower case with hyphens
    std::string title;       ///< "Recorded burglary"
    std::string unit;        ///< what is counted, plural: "offences", "searches", "people"
    std::string description; ///< one or two sentences for readers
    std::string outcome;     ///< outcome of the plan ("O3.2"), or "ALL", or empty
    std::string theme;       ///< groups measures on pages: "Recorded crime"
    std::string dataset;
    MeasureKind kind = MeasureKind::count;
    std::string where;          ///< SQL condition over the dataset's columns; empty is all rows
    std::string numerator;      ///< SQL condition (proportion)
    std::string denominator;    ///< SQL condition (proportion); dataset `population` for rates
    std::string value;          ///< SQL expression (sum, stock)
    std::string value_of_force; ///< stock: the force's own published value, where it is no sum of its areas
    std::string each_column;    ///< made by a template for each value of this column...
    std::string each_value;     ///< ...this one; the template's measures share one statement
    std::string against;        ///< ratio: the group all others are held against ("White")
    double per = 1;             ///< rates: people per unit (1000)
    bool percent = false;       ///< shown as a percentage
    int decimals = 0;           ///< shown decimals
    int step = 1;               ///< months between values: 1, 3 (quarterly surveys) or 12
    int overlap = 1;            ///< values per independent value (a rolling year by quarter: 4)
    std::vector<Level> levels;
    std::vector<std::string> breakdowns; ///< dataset columns
    Better better = Better::neither;
    std::vector<std::string> triangulate; ///< measures a contested one is read with
    std::vector<Companion> companions; ///< those the verdict of a contested one rests on
    std::vector<SeriesBreak> breaks;
    std::string file; ///< where it was declared
    std::size_t line = 0;
};

} // namespace peelian
