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

bool LinkedTables::column_adds(std::uint32_t column, const Block& block, const Table& table, Layer layer,
                               const State& state) const {
    double whole = value(column, table.parent, layer, state);
    if (std::isnan(whole)) return false;
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
    cell.dear = info.threshold == 0 && areas_[info.series->area].kind == AreaKind::real;
    cell.relaxed = from.relaxed;
    double limit = info.threshold;
    if (layer == Layer::base) {
        cell.value = from.n;
        cell.must = from.why == HiddenFor::small_base && info.secondary;
        if (cell.must) cell.low = 1, cell.high = limit - 1;
        return cell;
    }
    cell.value = from.x;
    // A zero that comes back tells no more than a published one, unless the rule hides zeros.
    cell.must = from.why != HiddenFor::missing && from.why != HiddenFor::compared_with && !from.failed &&
                (!cell.hidden || info.secondary) && (from.x != 0 || info.zero);
    if (info.proportion && !std::isnan(from.n)) cell.widest = from.n;
    cell.high = cell.widest;
    if (!from.primary()) return cell;
    if (from.x > 0 && from.x < limit) {
        cell.low = info.zero ? 0 : 1;
        cell.high = std::min(cell.high, limit - 1);
    }
    double rest = from.n - from.x;
    if (info.proportion && rest > 0 && rest < limit) {
        cell.low = std::max(cell.low, from.n - limit + 1);
        cell.high = std::min(cell.high, from.n - (info.zero ? 0 : 1));
    }
    if (from.why == HiddenFor::nobody && !info.proportion) cell.high = limit - 1;
    return cell;
}

/// The nodes of a table: rows, the parent, columns, the margin's column, ground, and those
/// outside. Sums that do not hold are ground.
LinkedTables::Drawn LinkedTables::start(const Block& block, const Table& table, Layer layer, const State& state,
                                        Protection& graph) const {
    auto rows = static_cast<std::uint32_t>(table.rows.size());
    auto columns = static_cast<std::uint32_t>(block.columns.size());
    Drawn drawn;
    drawn.ground = rows + columns + 2;
    drawn.outside = drawn.ground + 1;
    drawn.nodes = drawn.outside + columns + 2;
    graph.start(drawn.nodes, drawn.ground, block.threshold);
    auto node = [&](bool adds, std::uint32_t n) { return adds ? n : drawn.ground; };
    for (std::uint32_t r = 0; r < rows; ++r)
        drawn.row_node.push_back(node(row_adds(block, table.rows[r], layer, state), r));
    for (std::uint32_t c = 0; c < columns; ++c)
        drawn.column_node.push_back(node(column_adds(block.columns[c], block, table, layer, state), rows + c));
    drawn.parent = node(row_adds(block, table.parent, layer, state), rows + columns);
    drawn.margin =
        node(block.margin != k_none && column_adds(block.margin, block, table, layer, state), rows + columns + 1);
    return drawn;
}

/// An area's cells: a rise is an arc from the row to the column, and for its whole, where
/// that is hidden, from the margin's column to the row.
void LinkedTables::draw_row(const Block& block, const Table& table, std::size_t row, Layer layer, const State& state,
                            Drawn& drawn, Protection& graph) const {
    AreaIndex area = table.rows[row];
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
        if (std::isnan(value(block.columns[c], area, layer, state))) continue;
        std::uint32_t id = columns_[block.columns[c]].at[area];
        TableCell edge = cell(id, layer, state);
        edge.plus = drawn.row_node[row];
        edge.minus = drawn.column_node[c];
        graph.add(edge);
        drawn.series.push_back(id);
    }
    if (std::isnan(value(block.margin, area, layer, state))) return;
    std::uint32_t whole = columns_[block.margin].at[area];
    if (!state.cells[whole].hidden()) return;
    TableCell edge = cell(whole, layer, state);
    edge.plus = drawn.margin;
    edge.minus = drawn.row_node[row];
    edge.must = edge.must && block.family;
    graph.add(edge);
    drawn.series.push_back(whole);
}

/// The cells of an area that lies in no other: they are the table's margins, the other
/// way round.
void LinkedTables::draw_parent(const Block& block, const Table& table, Layer layer, const State& state, Drawn& drawn,
                               Protection& graph) const {
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
        if (std::isnan(value(block.columns[c], table.parent, layer, state))) continue;
        std::uint32_t id = columns_[block.columns[c]].at[table.parent];
        TableCell edge = cell(id, layer, state);
        edge.plus = drawn.column_node[c];
        edge.minus = drawn.parent;
        edge.dear = true;
        graph.add(edge);
        drawn.series.push_back(id);
    }
    if (std::isnan(value(block.margin, table.parent, layer, state))) return;
    std::uint32_t whole = columns_[block.margin].at[table.parent];
    if (!state.cells[whole].hidden()) return;
    TableCell edge = cell(whole, layer, state);
    edge.plus = drawn.parent;
    edge.minus = drawn.margin;
    edge.must = edge.must && block.family;
    graph.add(edge);
    drawn.series.push_back(whole);
}

/// The table in which a table's parent is a row, without that row.
LinkedTables::Drawn LinkedTables::draw_above(const Block& block, const Table& table, Layer layer, State& state) const {
    const Table& upper = block.tables[table.above];
    Drawn above = start(block, upper, layer, state, state.above);
    for (std::size_t r = 0; r < upper.rows.size(); ++r)
        if (upper.rows[r] != table.parent) draw_row(block, upper, r, layer, state, above, state.above);
    if (upper.above == k_none) draw_parent(block, upper, layer, state, above, state.above);
    return above;
}

/// Margins of a table whose parent is a row of another: two of them can change against
/// each other where that other table has a way for it past this row. They protect here,
/// but are themselves protected there.
void LinkedTables::draw_outside(const Block& block, const Table& table, Layer layer, State& state, Drawn& drawn) const {
    Drawn above = draw_above(block, table, layer, state);
    bool parent_adds = drawn.parent != drawn.ground;
    const std::vector<std::uint32_t>& label = state.above.components();
    std::vector<std::uint32_t> classes;
    auto outside = [&](std::uint32_t node) {
        if (!parent_adds && label[node] == label[above.ground]) return drawn.ground;
        auto at = std::ranges::find(classes, label[node]);
        auto place = static_cast<std::uint32_t>(at - classes.begin());
        if (at == classes.end()) classes.push_back(label[node]);
        return drawn.outside + place;
    };
    auto add = [&](std::uint32_t column, std::uint32_t here, std::uint32_t there, bool whole) {
        if (std::isnan(value(column, table.parent, layer, state))) return;
        std::uint32_t id = columns_[column].at[table.parent];
        TableCell edge = cell(id, layer, state);
        edge.must = false;
        edge.dear = true;
        edge.plus = whole ? there : here;
        edge.minus = whole ? here : there;
        if (whole && !edge.hidden) return;
        state.graph.add(edge);
        drawn.series.push_back(id);
    };
    for (std::size_t c = 0; c < block.columns.size(); ++c)
        add(block.columns[c], drawn.column_node[c], outside(above.column_node[c]), false);
    if (block.margin != k_none) add(block.margin, drawn.margin, outside(above.margin), true);
}

/// Sees to it that any change of hidden margins, which the tables above count on, can be
/// followed inside this table: what one of them loses another can gain. A margin that
/// cannot be followed is taken as known.
void LinkedTables::follow_margins(std::uint32_t b, const Table& table, Layer layer, const Drawn& drawn,
                                  State& state) const {
    const Block& block = blocks_[b];
    struct End {
        std::uint32_t node = 0, series = k_none;
        bool gives = true, takes = true;
    };
    std::vector<End> ends;
    auto add = [&](std::uint32_t column, std::uint32_t node, bool whole) {
        if (column == k_none || std::isnan(value(column, table.parent, layer, state))) return;
        std::uint32_t id = columns_[column].at[table.parent];
        TableCell margin = cell(id, layer, state);
        if (!margin.hidden || state.cells[id].why == HiddenFor::missing) return;
        bool rises = margin.value < margin.widest, falls = margin.value > 0;
        ends.push_back({node, id, whole ? rises : falls, whole ? falls : rises});
    };
    if (drawn.parent == drawn.ground) ends.push_back({drawn.ground, k_none, true, true});
    for (std::size_t c = 0; c < block.columns.size(); ++c)
        add(block.columns[c], drawn.column_node[c], false);
    add(block.margin, drawn.margin, true);
    if (ends.size() < 2) return;
    std::vector<std::uint32_t> label = state.graph.components();
    ProtectionResult result;
    for (const End& from : ends)
        for (const End& to : ends) {
            if (&from == &to || !from.gives || !to.takes || label[from.node] == label[to.node]) continue;
            if (state.graph.open_way(from.node, to.node, result)) continue;
            bool first = to.series == k_none || (from.series != k_none && state.cells[from.series].x == 0);
            std::uint32_t id = first ? from.series : to.series;
            if (state.cells[id].stuck) continue;
            bool must = cell(id, layer, state).must;
            state.cells[id].stuck = true;
            state.dirty[b] = true;
            if (must && !hide_whole_of(block, table.parent, state)) state.cells[id].failed = true;
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

/// Where a table's own cells do not suffice, its margin in one column can vary if the
/// table above lets it vary against another column.
bool LinkedTables::open_above(const Block& block, const Table& table, Layer layer, std::uint32_t id,
                              State& state) const {
    if (table.above == k_none) return false;
    auto own = std::ranges::find(block.columns, series_[id].column);
    if (own == block.columns.end()) return false;
    Drawn above = draw_above(block, table, layer, state);
    std::uint32_t from = above.column_node[static_cast<std::size_t>(own - block.columns.begin())];
    auto open_to = [&](std::uint32_t node) {
        ProtectionResult result;
        bool both = state.above.open_way(from, node, result) && state.above.open_way(node, from, result);
        settle(above, result, state);
        return both && !result.hidden.empty();
    };
    if (!row_adds(block, table.parent, layer, state)) return open_to(above.ground);
    for (std::size_t c = 0; c < block.columns.size(); ++c)
        if (block.columns[c] != *own && !std::isnan(value(block.columns[c], table.parent, layer, state)) &&
            open_to(above.column_node[c]))
            return true;
    return false;
}

/// The last resort: the area's whole, or that of the area around it, is hidden too.
bool LinkedTables::hide_whole_of(const Block& block, AreaIndex area, State& state) const {
    if (block.margin == k_none) return false;
    for (std::optional<AreaIndex> at = area; at; at = areas_[*at].parent) {
        std::uint32_t whole = columns_[block.margin].at[*at];
        if (whole == k_none || std::isnan(state.cells[whole].x) || state.cells[whole].hidden()) continue;
        hide(whole, HiddenFor::complement, state);
        return true;
    }
    return false;
}

bool LinkedTables::has_hidden(const Block& block, const Table& table, const State& state) const {
    auto hidden = [&](AreaIndex area) {
        auto is_hidden = [&](std::uint32_t column) {
            std::uint32_t id = columns_[column].at[area];
            return id != k_none && state.cells[id].hidden();
        };
        return std::ranges::any_of(block.columns, is_hidden) || (block.margin != k_none && is_hidden(block.margin));
    };
    return hidden(table.parent) || std::ranges::any_of(table.rows, hidden);
}

void LinkedTables::protect_table(std::uint32_t b, const Table& table, Layer layer, State& state) const {
    const Block& block = blocks_[b];
    if (!has_hidden(block, table, state)) return;
    Drawn drawn = start(block, table, layer, state, state.graph);
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        draw_row(block, table, r, layer, state, drawn, state.graph);
    if (table.above == k_none) {
        draw_parent(block, table, layer, state, drawn, state.graph);
    } else {
        follow_margins(b, table, layer, drawn, state);
        draw_outside(block, table, layer, state, drawn);
    }
    ProtectionResult result = state.graph.protect();
    // What was hidden lies on circulations of this table; only a margin that another table
    // must protect, or a base that the counts have not been looked at with, asks for more.
    bool settled = layer == Layer::count && table.above == k_none;
    settle(drawn, result, state, settled ? b : k_none);
    for (std::uint32_t edge : result.failed) {
        std::uint32_t id = drawn.series[edge];
        if (open_above(block, table, layer, id, state)) state.dirty[b] = true;
        else if (!hide_whole_of(block, series_[id].series->area, state)) state.cells[id].failed = true;
    }
}

void LinkedTables::protect(Month month, State& state) const {
    load(month, state);
    for (bool again = true; again;) {
        again = false;
        for (std::uint32_t b = 0; b < blocks_.size(); ++b) {
            while (state.dirty[b]) {
                again = true;
                state.dirty[b] = false;
                for (const Table& table : blocks_[b].tables) {
                    protect_table(b, table, Layer::count, state);
                    if (blocks_[b].proportion) protect_table(b, table, Layer::base, state);
                }
            }
        }
    }
}

} // namespace peelian
