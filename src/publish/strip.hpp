// SPDX-License-Identifier: MIT
// A strip: many series on one page, a row each: name and latest value, a small line with
// its usual range, verdict and change. Rows stand in the order of the plan or of names;
// a script may put those with the strongest evidence first. Never by size of value.
#pragma once

#include "publish/context.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One row: the whole of an area in a measure.
struct StripRow {
    const MeasureIndex* index = nullptr;
    std::size_t series = 0;
    std::string name;             ///< what tells the rows of this strip apart
    std::string address;          ///< empty: the name is no link
    std::optional<Digest> digest; ///< its own, where the context keeps none (groups)
};

struct StripText {
    std::string caption;
    std::string_view first = "Measure"; ///< heading of the names
};

/// Rows under a heading of their own within the strip; an empty theme has none.
struct ThemeRows {
    std::string theme;
    std::vector<StripRow> rows;
};

/// Fills templates/strip.tpl.
void fill_strip(View view, const std::vector<ThemeRows>& themes, const StripText& text);

/// Rows of a breakdown's groups in an area, with digests of their own and no usual range.
std::vector<StripRow> group_rows(const MeasureIndex& index, AreaIndex area, int breakdown);

/// Rows of an area's measures, by theme in the order they are declared.
std::vector<ThemeRows> theme_rows(const SiteContext& site, AreaIndex area);

/// How many verdicts of each kind: improving, worsening, changed, no clear change, too few.
struct VerdictCounts {
    std::size_t improving = 0, worsening = 0, changed = 0, unclear = 0, few = 0;
    void add(VerdictKind kind);
    std::size_t all() const { return improving + worsening + changed + unclear + few; }
};
/// "3 improving, 2 worsening, 20 no clear change and 5 without enough data"
std::string counts_words(const VerdictCounts& counts);

} // namespace peelian
