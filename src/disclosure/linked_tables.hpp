// SPDX-License-Identifier: MIT
// The tables that a dataset's measures make together, and their protection month by
// month. Used by suppress(); not for others.
//
// A block is a set of columns that add to a margin in each area (the groups of a
// breakdown to the whole; the parts of a total to it) or a single column without a
// margin. Its tables are one for each area and the areas in it, in which children add to
// their parent. Where all sums hold, the tables of a block are one graph: areas may lie
// in each other, since only one of the two ways of adding is nested. A table whose sums
// hold in part is protected for itself, so that it stays safe whatever the others tell:
// no change of its margins counts as protection inside it, and where a margin is hidden
// the table must be able to follow any change of it.
#pragma once

#include "disclosure/profile.hpp"
#include "disclosure/protection.hpp"
#include "measures/points.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace peelian {

/// Why a value is hidden. The order is that of importance.
enum class HiddenFor : std::uint8_t {
    nothing,
    missing,         ///< not published anyway
    small_count,     ///< from 1 to below the threshold
    small_remainder, ///< proportion: all but a few
    small_base,      ///< proportion: of a few
    nobody,          ///< 0 (or all), where the rule says that tells something
    complement,      ///< protects another
    hidden_whole,    ///< its whole is hidden
    same_number,     ///< published under another measure too
    compared_with    ///< ratio: the group it is held against is hidden
};

class LinkedTables {
public:
    static constexpr std::uint32_t k_none = Protection::k_none;

    /// A value in one month.
    struct Cell {
        double x = k_missing, n = k_missing;
        HiddenFor why = HiddenFor::nothing;
        bool relaxed = false;     ///< hidden among zeros, see TableCell
        bool stuck = false;       ///< a margin whose changes the table below cannot follow
        bool withdrawn = false;   ///< its breakdown is hidden in this month, in all areas
        bool base_secret = false; ///< its base is a hidden count under another name
        bool weak = false, failed = false;
        bool hidden() const { return why != HiddenFor::nothing; }
        /// A zero that is hidden with its whole. It may well come back by subtraction, which
        /// tells no more than a published zero; nothing leans on it until it is a complement.
        bool idle() const { return why == HiddenFor::hidden_whole && x == 0; }
        bool primary() const { return why >= HiddenFor::small_count && why <= HiddenFor::nobody; }
    };
    /// All values of one month, in the order of the series of all measures.
    struct State {
        std::vector<Cell> cells;
        std::vector<bool> dirty; ///< blocks to look at (again)
        Protection graph;        ///< kept for its memory
    };

    /// `data` are measures of one dataset; must outlive this.
    LinkedTables(std::span<MeasureData* const> data, const Areas& areas, const Profile& profile);

    /// Months with a value to hide, oldest first.
    std::vector<Month> months() const;
    /// Finds what links these tables to each other; needed only when there is a month to
    /// protect.
    void link();
    /// Hides what must be in a month; const and safe to share between threads.
    void protect(Month month, State& state) const;
    /// The series a cell belongs to, and its position there.
    Series& series(std::size_t cell) const { return *series_[cell].series; }
    std::size_t position(std::size_t cell, Month month) const;
    /// True where the denominator is hidden with the numerator.
    bool hides_base(std::size_t cell) const { return series_[cell].proportion; }
    std::size_t size() const { return series_.size(); }

private:
    struct SeriesInfo {
        MeasureData* data = nullptr;
        Series* series = nullptr;
        std::uint32_t column = 0;
        std::uint32_t area_first = 0, area_end = 0; ///< series of the same measure and area
        double threshold = 0;
        bool zero = false;
        bool secondary = true;
        bool proportion = false;
        bool against = false; ///< the group a ratio is held against
    };
    static constexpr std::array<std::uint32_t, k_level_count> k_no_class{k_none, k_none, k_none, k_none};
    /// One group (or the whole) of a measure over all areas.
    struct Column {
        MeasureData* data = nullptr;
        bool whole = false;
        std::vector<std::uint32_t> at;                                ///< by area: series or k_none
        std::vector<std::uint32_t> blocks;                            ///< that it stands in
        std::array<std::uint32_t, k_level_count> same_x = k_no_class; ///< by level: class
        std::array<std::uint32_t, k_level_count> same_n = k_no_class;
    };
    struct Table {
        AreaIndex parent = 0;
        std::uint32_t above = k_none; ///< table in which the parent is a row
        std::vector<AreaIndex> rows;  ///< by code
    };
    struct Block {
        std::uint32_t margin = k_none;
        std::vector<std::uint32_t> columns;
        std::vector<Table> tables;           ///< from the top down
        std::vector<std::uint32_t> table_of; ///< by area: the table it is the parent of
        bool proportion = false, family = false;
        double threshold = 1;
    };
    enum class Layer { count, base };
    /// The node of all sums that are not published or do not hold.
    static constexpr std::uint32_t k_ground = 0;
    /// The nodes at one end of an area's cells: one for each column, or one row for all.
    struct Ends {
        std::vector<std::uint32_t> columns; ///< empty: all end at `margin`
        std::uint32_t margin = k_ground;
        std::uint32_t column(std::size_t c) const { return columns.empty() ? margin : columns[c]; }
    };
    /// Tables as a graph while it is drawn.
    struct Drawn {
        std::vector<std::uint32_t> series; ///< of each cell
        const std::vector<bool>& seamless; ///< by table
        std::uint32_t nodes = 1;           ///< ground is the first
    };
    struct Sameness {
        std::uint32_t column;
        Layer layer;
    };

    void add_measure(MeasureData& data, const Profile& profile);
    void add_blocks(std::span<MeasureData* const> data, const Profile& profile);
    bool add_family(const AddingMeasures& adding, std::vector<bool>& in_family);
    void add_block(Block block);
    std::vector<Table> tables_of(const Block& block) const;
    HiddenFor primary(const SeriesInfo& info, double x, double n) const;
    bool under_empty_group(std::uint32_t id, const State& state) const;
    bool under_empty_margin(std::uint32_t id, const State& state) const;
    void load(Month month, State& state) const;
    void hide(std::uint32_t id, HiddenFor why, State& state, std::uint32_t settled_in = k_none) const;
    void hide_same(std::uint32_t id, State& state) const;

    double value(std::uint32_t column, AreaIndex area, Layer layer, const State& state) const;
    bool row_adds(const Block& block, AreaIndex area, Layer layer, const State& state) const;
    bool column_adds(std::uint32_t column, const Block& block, const Table& table, Layer layer,
                     const State& state) const;
    TableCell cell(std::uint32_t id, Layer layer, const State& state) const;
    bool is_seamless(const Block& block, const Table& table, Layer layer, const State& state) const;
    void add_cell(std::uint32_t id, std::uint32_t plus, std::uint32_t minus, Layer layer, const State& state,
                  Drawn& drawn, Protection& graph, bool top, bool must) const;
    void draw_area(const Block& block, AreaIndex area, const Ends& from, const Ends& to, Layer layer,
                   const State& state, Drawn& drawn, Protection& graph, bool top) const;
    Ends draw_table(const Block& block, std::uint32_t t, Layer layer, const State& state, Drawn& drawn,
                    Protection& graph) const;
    void follow_margins(std::uint32_t b, const Table& table, Layer layer, const Ends& columns, const Drawn& drawn,
                        State& state) const;
    void settle(const Drawn& drawn, const ProtectionResult& result, State& state,
                std::uint32_t settled_in = k_none) const;
    bool hide_whole_of(const Block& block, AreaIndex area, State& state) const;
    bool withdraw(std::uint32_t b, State& state) const;
    bool hide_more(std::uint32_t b, AreaIndex area, State& state) const;
    bool has_hidden(const Block& block, const State& state) const;
    void protect_part(std::uint32_t b, std::uint32_t t, Layer layer, const std::vector<bool>& seamless,
                      State& state) const;
    void protect_block(std::uint32_t b, State& state) const;

    const Areas& areas_;
    std::vector<SeriesInfo> series_;
    std::vector<Column> columns_;
    std::vector<Block> blocks_;
    std::vector<std::vector<Sameness>> same_;
};

} // namespace peelian
