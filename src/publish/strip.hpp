// SPDX-License-Identifier: MIT
// A strip: many series on one page, a row each: name and latest value, a small line with
// its usual range, verdict and change. Rows stand in the order of the plan or of names;
// a script may put those with the strongest evidence first. Never by size of value.
#pragma once

#include "publish/context.hpp"

#include <array>
#include <numeric>
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

/// An area's whole in a measure it has figures of, with a link to its page.
StripRow area_row(const SiteContext& site, const MeasureIndex& index, AreaIndex area);

/// Rows of an area's measures, by theme in the order they are declared.
std::vector<ThemeRows> theme_rows(const SiteContext& site, AreaIndex area);

/// How many verdicts of each kind: improving, worsening, changed, no clear change, too few.
struct VerdictCounts {
    /// In the order they are told.
    static constexpr std::array k_kinds{VerdictKind::improving,
                                        VerdictKind::worsening,
                                        VerdictKind::changed,
                                        VerdictKind::real_rise,
                                        VerdictKind::real_fall,
                                        VerdictKind::mostly_more_reporting,
                                        VerdictKind::mostly_less_reporting,
                                        VerdictKind::cannot_tell,
                                        VerdictKind::needs_triangulation,
                                        VerdictKind::no_clear_change,
                                        VerdictKind::not_enough_data};
    std::array<std::size_t, k_kinds.size()> of{}; ///< by VerdictKind

    void add(VerdictKind kind) { ++of[static_cast<std::size_t>(kind)]; }
    std::size_t operator[](VerdictKind kind) const { return of[static_cast<std::size_t>(kind)]; }
    std::size_t all() const { return std::accumulate(of.begin(), of.end(), std::size_t{0}); }
};
/// "3 improving, 2 worsening, 20 no clear change and 5 without enough data"
std::string counts_words(const VerdictCounts& counts);

} // namespace peelian
