// SPDX-License-Identifier: MIT
// The second half of LinkedTables: one month's tables as graphs, and their protection.
#include "disclosure/linked_tables.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {

double LinkedTables::value(std::uint32_t column, AreaIndex area, Layer layer, const State& state) const {
    std::uint32_t id = column == k_none ? k_none : columns_[column].at[area];
    if (id == k_none) return k_missing;
    return layer == Layer::count ? state.cells[id].x : state.cells[id].n;
}

/// Whether an area's groups add to its whole, near enough that a reader would take them
/// to: a difference below the threshold would still give a small count away roughly.
bool LinkedTables::row_adds(const Block& block, AreaIndex area, Layer layer, const State& state) const {
    double whole = value(block.margin, area, layer, state);
    if (std::isnan(whole)) return false;
    double sum = 0;
    bool any = false;
    for (std::uint32_t column : block.columns) {
        double part = value(column, area, layer, state);
        if (std::isnan(part)) continue;
        sum += part;
        any = true;
    }
    return any && std::fabs(whole - sum) < block.threshold;
}

/// A group that nobody here is of, in the area or in those within it, adds up to nothing.
bool LinkedTables::column_adds(std::uint32_t column, const Block& block, const Table& table, Layer layer,
                               const State& state) const {
    double whole = value(column, table.parent, layer, state);
    if (std::isnan(whole))
        return columns_[column].at[table.parent] == k_none && std::ranges::all_of(table.rows, [&](AreaIndex row) {
                   return std::isnan(value(column, row, layer, state));
               });
    double sum = 0;
    bool any = false;
    for (AreaIndex row : table.rows) {
        double part = value(column, row, layer, state);
        if (std::isnan(part)) continue;
        sum += part;
        any = true;
    }
    return any && std::fabs(whole - sum) < block.threshold;
}

TableCell LinkedTables::cell(std::uint32_t id, Layer layer, const State& state) const {
    const SeriesInfo& info = series_[id];
    const Cell& from = state.cells[id];
    TableCell cell;
    cell.hidden = from.hidden() && !from.idle() && !from.stuck;
    cell.free = from.idle();
    cell.candidate = !cell.hidden && !from.stuck;
    // What the profile opens is hidden only where nothing else is left, but a stand-in is
    // missed by nobody.
    cell.dear = info.threshold == 0 && areas_[info.series->area].kind == AreaKind::real ? 1 : 0;
    cell.relaxed = from.relaxed;
    double limit = info.threshold;
    if (layer == Layer::base) {
        cell.value = from.n;
        bool small = from.why == HiddenFor::small_base;
        cell.must = (small || from.base_secret) && info.secondary;
        if (small) cell.low = 1, cell.high = limit - 1;
        return cell;
    }
    cell.value = from.x;
    // A zero that comes back tells no more than a published one, unless the rule hides zeros.
    cell.must = from.why != HiddenFor::missing && from.why != HiddenFor::compared_with && !from.failed &&
                (!cell.hidden || info.secondary) && (from.x != 0 || info.zero);
    if (info.proportion && !std::isnan(from.n) && !from.withdrawn) cell.widest = from.n;
    cell.high = cell.widest;
    if (!from.primary()) return cell;
    if (from.x > 0 && from.x < limit) {
        cell.low = info.zero ? 0 : 1;
        cell.high = std::min(cell.high, limit - 1);
    }
    double rest = from.n - from.x;
    if (info.proportion && !from.withdrawn && rest > 0 && rest < limit) {
        cell.low = std::max(cell.low, from.n - limit + 1);
        cell.high = std::min(cell.high, from.n - (info.zero ? 0 : 1));
    }
    if (from.why == HiddenFor::nobody && !info.proportion) cell.high = limit - 1;
    return cell;
}

/// Whether a table is one with the table its parent is a row of. Where all its sums hold,
/// the parent's own sum follows from them, so the parent's cells stand in two sums only:
/// edges between the column nodes of the two tables.
bool LinkedTables::is_seamless(const Block& block, const Table& table, Layer layer, const State& state) const {
    if (table.above == k_none) return false;
    if (block.margin == k_none) return true;
    auto adds = [&](std::uint32_t column) { return column_adds(column, block, table, layer, state); };
    return row_adds(block, table.parent, layer, state) && adds(block.margin) &&
           std::ranges::all_of(block.columns, adds) &&
           std::ranges::all_of(table.rows, [&](AreaIndex row) { return row_adds(block, row, layer, state); });
}

void LinkedTables::add_cell(std::uint32_t id, std::uint32_t plus, std::uint32_t minus, Layer layer, const State& state,
                            Drawn& drawn, Protection& graph, bool top, bool must) const {
    TableCell edge = cell(id, layer, state);
    edge.plus = plus;
    edge.minus = minus;
    if (top) edge.dear = 2;
    edge.must = edge.must && must;
    graph.add(edge);
    drawn.series.push_back(id);
}

/// The cells of an area between two sets of nodes: `from` is the area's row, or the
/// columns of its own table; `to` the columns in which it is a part. Its whole, where that
/// is hidden, runs the other way.
void LinkedTables::draw_area(const Block& block, AreaIndex area, const Ends& from, const Ends& to, Layer layer,
                             const State& state, Drawn& drawn, Protection& graph, bool top) const {
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
        if (std::isnan(value(block.columns[c], area, layer, state))) continue;
        add_cell(columns_[block.columns[c]].at[area], from.column(c), to.column(c), layer, state, drawn, graph, top,
                 true);
    }
    if (std::isnan(value(block.margin, area, layer, state))) return;
    std::uint32_t whole = columns_[block.margin].at[area];
    // A breakdown leaves the protection of wholes to the wholes' own block.
    if (state.cells[whole].hidden())
        add_cell(whole, to.margin, from.margin, layer, state, drawn, graph, top, block.family);
}

/// Gives a table's column nodes, and draws its rows and the seamless tables below.
LinkedTables::Ends LinkedTables::draw_table(const Block& block, std::uint32_t t, Layer layer, const State& state,
                                            Drawn& drawn, Protection& graph) const {
    const Table& table = block.tables[t];
    Ends columns;
    for (std::uint32_t column : block.columns)
        columns.columns.push_back(column_adds(column, block, table, layer, state) ? drawn.nodes++ : k_ground);
    bool margin_adds = block.margin != k_none && column_adds(block.margin, block, table, layer, state);
    columns.margin = margin_adds ? drawn.nodes++ : k_ground;
    for (AreaIndex row : table.rows) {
        std::uint32_t below = block.table_of[row];
        if (below != k_none && drawn.seamless[below]) {
            Ends its = draw_table(block, below, layer, state, drawn, graph);
            draw_area(block, row, its, columns, layer, state, drawn, graph, false);
            continue;
        }
        Ends own;
        own.margin = row_adds(block, row, layer, state) ? drawn.nodes++ : k_ground;
        draw_area(block, row, own, columns, layer, state, drawn, graph, false);
    }
    return columns;
}

/// Sees to it that any change of hidden margins, which the tables above count on, can be
/// followed inside this table: what one of them loses another can gain. A margin that
/// cannot be followed is taken as known.
void LinkedTables::follow_margins(std::uint32_t b, const Table& table, Layer layer, const Ends& columns,
                                  const Drawn& drawn, State& state) const {
    const Block& block = blocks_[b];
    struct End {
        std::uint32_t node = 0, series = k_none;
        bool gives = true, takes = true;
    };
    std::vector<End> ends;
    auto add = [&](std::uint32_t column, std::uint32_t node, bool whole) {
        if (column == k_none || node == k_ground || std::isnan(value(column, table.parent, layer, state))) return;
        std::uint32_t id = columns_[column].at[table.parent];
        TableCell margin = cell(id, layer, state);
        if (!margin.hidden || state.cells[id].why == HiddenFor::missing) return;
        bool rises = margin.value<margin.widest, falls = margin.value> 0;
        ends.push_back({node, id, whole ? rises : falls, whole ? falls : rises});
    };
    for (std::size_t c = 0; c < block.columns.size(); ++c)
        add(block.columns[c], columns.column(c), false);
    add(block.margin, columns.margin, true);
    // Columns whose sums do not hold take up anything; so does a row that does not.
    bool loose = std::ranges::find(columns.columns, k_ground) != columns.columns.end();
    if (loose || !row_adds(block, table.parent, layer, state)) ends.push_back({k_ground, k_none, true, true});
    if (ends.size() < 2) return;
    std::vector<std::uint32_t> label = state.graph.components();
    ProtectionResult result;
    for (const End& from : ends)
        for (const End& to : ends) {
            if (from.node == to.node || !from.gives || !to.takes || label[from.node] == label[to.node]) continue;
            if (state.graph.open_way(from.node, to.node, result)) continue;
            bool first = to.series == k_none || (from.series != k_none && state.cells[from.series].x == 0);
            std::uint32_t id = first ? from.series : to.series;
            if (state.cells[id].stuck) continue;
            bool must = cell(id, layer, state).must;
            state.cells[id].stuck = true;
            state.dirty[b] = true;
            if (must && !hide_more(b, table.parent, state)) state.cells[id].failed = true;
        }
    settle(drawn, result, state);
}

void LinkedTables::settle(const Drawn& drawn, const ProtectionResult& result, State& state,
                          std::uint32_t settled_in) const {
    for (std::uint32_t edge : result.relaxed)
        state.cells[drawn.series[edge]].relaxed = true;
    for (std::uint32_t edge : result.weak)
        state.cells[drawn.series[edge]].weak = true;
    for (std::uint32_t edge : result.hidden)
        hide(drawn.series[edge], HiddenFor::complement, state, settled_in);
}

/// Hides an area's whole, if it is not hidden yet.
bool LinkedTables::hide_whole_of(const Block& block, AreaIndex area, State& state) const {
    std::uint32_t whole = block.margin == k_none ? k_none : columns_[block.margin].at[area];
    if (whole == k_none || std::isnan(state.cells[whole].x) || state.cells[whole].hidden()) return false;
    hide(whole, HiddenFor::complement, state);
    return true;
}

/// Hides every group of a breakdown in this month. Nothing is then known of a base either,
/// so that no count is held by it.
bool LinkedTables::withdraw(std::uint32_t b, State& state) const {
    const Block& block = blocks_[b];
    if (block.family || block.margin == k_none) return false;
    bool any = false;
    for (std::uint32_t column : block.columns)
        for (std::uint32_t id : columns_[column].at) {
            if (id == k_none || std::isnan(state.cells[id].x) || state.cells[id].withdrawn) continue;
            state.cells[id].withdrawn = any = true;
            hide(id, HiddenFor::complement, state);
        }
    state.dirty[b] = state.dirty[b] || any;
    return any;
}

/// When no single value is left that would protect another: the area's whole goes, then
/// the breakdown for this month, then the wholes of the areas around.
bool LinkedTables::hide_more(std::uint32_t b, AreaIndex area, State& state) const {
    if (hide_whole_of(blocks_[b], area, state) || withdraw(b, state)) return true;
    for (std::optional<AreaIndex> at = areas_[area].parent; at; at = areas_[*at].parent)
        if (hide_whole_of(blocks_[b], *at, state)) return true;
    return false;
}

bool LinkedTables::has_hidden(const Block& block, const State& state) const {
    auto hidden = [&](std::uint32_t column) {
        return std::ranges::any_of(columns_[column].at,
                                   [&](std::uint32_t id) { return id != k_none && state.cells[id].hidden(); });
    };
    return std::ranges::any_of(block.columns, hidden) || (block.margin != k_none && hidden(block.margin));
}

/// Protects a table and all that are one with it.
void LinkedTables::protect_part(std::uint32_t b, std::uint32_t t, Layer layer, const std::vector<bool>& seamless,
                                State& state) const {
    const Block& block = blocks_[b];
    const Table& table = block.tables[t];
    Drawn drawn{.series = {}, .seamless = seamless};
    state.graph.start(k_ground, block.threshold);
    Ends columns = draw_table(block, t, layer, state, drawn, state.graph);
    if (table.above == k_none) {
        Ends own;
        own.margin = row_adds(block, table.parent, layer, state) ? drawn.nodes++ : k_ground;
        draw_area(block, table.parent, columns, own, layer, state, drawn, state.graph, true);
    }
    state.graph.finish(drawn.nodes);
    if (table.above != k_none) follow_margins(b, table, layer, columns, drawn, state);
    ProtectionResult result = state.graph.protect();
    // What was hidden lies on circulations of this part; only the counts have not been
    // looked at with what was hidden for the sake of bases.
    settle(drawn, result, state, layer == Layer::count ? b : k_none);
    // Hiding more changes everything, so the block is looked at again before the next is
    // given up.
    for (std::uint32_t edge : result.failed)
        if (hide_more(b, series_[drawn.series[edge]].series->area, state)) return;
    for (std::uint32_t edge : result.failed)
        state.cells[drawn.series[edge]].failed = true;
}

void LinkedTables::protect_block(std::uint32_t b, State& state) const {
    const Block& block = blocks_[b];
    if (!has_hidden(block, state)) return;
    for (Layer layer : {Layer::count, Layer::base}) {
        if (layer == Layer::base && !block.proportion) continue;
        std::vector<bool> seamless;
        for (const Table& table : block.tables)
            seamless.push_back(is_seamless(block, table, layer, state));
        for (std::uint32_t t = 0; t < block.tables.size(); ++t)
            if (!seamless[t]) protect_part(b, t, layer, seamless, state);
    }
}

void LinkedTables::protect(Month month, State& state) const {
    load(month, state);
    for (bool again = true; again;) {
        again = false;
        for (std::uint32_t b = 0; b < blocks_.size(); ++b)
            while (state.dirty[b]) {
                again = true;
                state.dirty[b] = false;
                protect_block(b, state);
            }
    }
}

} // namespace peelian
