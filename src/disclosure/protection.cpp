// SPDX-License-Identifier: MIT
#include "disclosure/protection.hpp"

#include <algorithm>
#include <functional>

namespace peelian {
namespace {

// Prices in tiers, each dearer than all of the tier below together: hiding counts, hiding
// zeros, hiding margins, and leaning on what only a reader with knowledge could refute.
constexpr std::uint64_t k_zero_price = 1ULL << 36;
constexpr std::uint64_t k_dear_price[] = {0, 1ULL << 44, 1ULL << 48};
constexpr std::uint64_t k_relaxed_price = 1ULL << 52;
constexpr double k_largest_price = 1e7;

bool can_rise(const TableCell& cell, bool relaxed) {
    return cell.value < (relaxed || cell.relaxed ? cell.widest : cell.high);
}

bool can_fall(const TableCell& cell, bool relaxed) { return cell.value > (relaxed || cell.relaxed ? 0 : cell.low); }

} // namespace

void Protection::start(std::uint32_t ground, double price_per_cell) {
    cells_.clear();
    closed_.clear();
    ground_ = ground;
    price_per_cell_ = price_per_cell;
}

std::uint32_t Protection::add(const TableCell& cell) {
    cells_.push_back(cell);
    return static_cast<std::uint32_t>(cells_.size() - 1);
}

void Protection::finish(std::uint32_t nodes) {
    nodes_ = nodes;
    offsets_.assign(nodes_ + 1, 0);
    for (const TableCell& cell : cells_) {
        ++offsets_[cell.plus + 1];
        ++offsets_[cell.minus + 1];
    }
    for (std::uint32_t n = 0; n < nodes_; ++n)
        offsets_[n + 1] += offsets_[n];
    arcs_.resize(2 * cells_.size());
    places_.resize(cells_.size());
    low_.assign(offsets_.begin(), offsets_.end() - 1);
    for (std::uint32_t c = 0; c < cells_.size(); ++c) {
        places_[c] = {low_[cells_[c].plus]++, 0};
        places_[c].at_minus = low_[cells_[c].minus]++;
        arcs_[places_[c].at_plus] = {cells_[c].minus, c};
        arcs_[places_[c].at_minus] = {cells_[c].plus, c};
        refresh(c);
    }
}

/// Works out anew what it costs to pass a cell that was hidden or relaxed.
void Protection::refresh(std::uint32_t cell) {
    arcs_[places_[cell].at_plus].price = price(cell, cells_[cell].plus, {});
    arcs_[places_[cell].at_minus].price = price(cell, cells_[cell].minus, {});
}

std::uint32_t Protection::other_end(std::uint32_t cell, std::uint32_t node) const {
    return cells_[cell].plus == node ? cells_[cell].minus : cells_[cell].plus;
}

std::uint64_t Protection::price(std::uint32_t cell, std::uint32_t from, const Search& search) const {
    const TableCell& c = cells_[cell];
    if (c.plus == c.minus) return k_no_way;
    bool rise = c.plus == from;
    if (search.zeros_at != k_none && (c.plus == search.zeros_at || c.minus == search.zeros_at)) {
        bool right_side = (search.zeros_at_plus ? c.plus : c.minus) == search.zeros_at;
        if (!rise || !right_side || c.value != 0 || c.dear > 0) return k_no_way;
    }
    if (c.hidden) {
        if (rise ? can_rise(c, false) : can_fall(c, false)) return 0;
        bool loosely = search.relaxed && (rise ? can_rise(c, true) : can_fall(c, true));
        return loosely ? k_relaxed_price : k_no_way;
    }
    if (!c.candidate || (c.dear > 0 && !search.dear)) return k_no_way;
    if (!(rise ? can_rise(c, true) : can_fall(c, true))) return k_no_way;
    if (c.free) return 1;
    auto cost = static_cast<std::uint64_t>(std::min(c.value + price_per_cell_, k_largest_price)) + 1;
    return cost + (c.value == 0 ? k_zero_price : 0) + k_dear_price[c.dear];
}

/// Dijkstra's distances from a node, as far as the search asks. What costs nothing is
/// followed first: nearly half of all searches end there.
void Protection::spread(const Search& search) {
    bool plain = search.plain();
    auto step_of = [&](std::uint32_t node, const Arc& arc) {
        if (arc.cell == search.without) return k_no_way;
        return plain ? arc.price : price(arc.cell, node, search);
    };
    distance_.assign(nodes_, k_no_way);
    by_.resize(nodes_);
    queue_.assign(1, {0, search.from});
    distance_[search.from] = 0;
    while (!queue_.empty()) {
        auto [far, first] = queue_.front();
        std::ranges::pop_heap(queue_, std::greater<>());
        queue_.pop_back();
        if (far > distance_[first]) continue;
        if (first == search.to) return;
        stack_.assign(1, first);
        for (std::size_t s = 0; s < stack_.size(); ++s)
            for (std::uint32_t i = offsets_[stack_[s]]; i < offsets_[stack_[s] + 1]; ++i) {
                const Arc& arc = arcs_[i];
                if (distance_[arc.to] <= far || step_of(stack_[s], arc) != 0) continue;
                distance_[arc.to] = far;
                by_[arc.to] = arc.cell;
                if (arc.to == search.to) return;
                stack_.push_back(arc.to);
            }
        for (std::uint32_t node : stack_)
            for (std::uint32_t i = offsets_[node]; i < offsets_[node + 1]; ++i) {
                const Arc& arc = arcs_[i];
                // The least that still matters: better than what is known there and, for
                // the end of the way, than what was asked.
                std::uint64_t limit = std::min({distance_[arc.to], distance_[search.to], search.below});
                if (limit <= far + 1) continue;
                std::uint64_t step = step_of(node, arc);
                if (step == k_no_way || far + step >= limit) continue;
                distance_[arc.to] = far + step;
                by_[arc.to] = arc.cell;
                queue_.emplace_back(far + step, arc.to);
                std::ranges::push_heap(queue_, std::greater<>());
            }
    }
}

Protection::Way Protection::shortest(const Search& search) {
    Way way;
    if (search.from == search.to) {
        way.price = 0;
        return way;
    }
    // A row of ones and zeros cannot take anything up: seen from its end at once, from
    // the other end only when all else has been searched.
    bool open_end = false;
    for (std::uint32_t i = offsets_[search.to]; i < offsets_[search.to + 1] && !open_end; ++i)
        open_end = arcs_[i].cell != search.without && price(arcs_[i].cell, arcs_[i].to, search) != k_no_way;
    if (!open_end) return way;
    spread(search);
    way.price = distance_[search.to];
    if (!way.found()) return way;
    for (std::uint32_t node = search.to; node != search.from; node = other_end(way.cells.back(), node))
        way.cells.push_back(by_[node]);
    return way;
}

/// The cheapest circulation through a hidden cell: it falls or rises, and a way between
/// its two nodes takes up the change.
Protection::Way Protection::circulation(std::uint32_t cell, bool relaxed, bool dear) {
    const TableCell& c = cells_[cell];
    Way best;
    for (bool rise : {false, true}) {
        bool freely = rise ? can_rise(c, false) : can_fall(c, false);
        if (!freely && !(relaxed && (rise ? can_rise(c, true) : can_fall(c, true)))) continue;
        Search search{.without = cell, .relaxed = relaxed, .dear = dear};
        search.from = rise ? c.minus : c.plus;
        search.to = rise ? c.plus : c.minus;
        std::uint64_t more = freely ? 0 : k_relaxed_price;
        search.below = best.price - std::min(best.price, more);
        Way way = shortest(search);
        if (!way.found() || way.price + more >= best.price) continue;
        way.price += more;
        way.cells.push_back(cell);
        best = std::move(way);
        if (best.price == 0) break;
    }
    return best;
}

/// A circulation in which the cell falls and a zero of its row (or column) rises: once
/// the zero is hidden too, nobody can take for granted that hidden cells are not zero.
Protection::Way Protection::among_zeros(std::uint32_t cell, bool at_plus) {
    const TableCell& c = cells_[cell];
    std::uint32_t node = at_plus ? c.plus : c.minus;
    if (node == ground_ || c.value <= 0) return {};
    Search search{.without = cell, .zeros_at = node, .zeros_at_plus = at_plus};
    search.from = c.plus;
    search.to = c.minus;
    Way way = shortest(search);
    if (way.found()) way.cells.push_back(cell);
    return way;
}

void Protection::hide(const Way& way, ProtectionResult& result) {
    for (std::uint32_t cell : way.cells) {
        if (cells_[cell].hidden) continue;
        cells_[cell].hidden = true;
        refresh(cell);
        result.hidden.push_back(cell);
    }
}

void Protection::relax(std::uint32_t cell, ProtectionResult& result) {
    if (cells_[cell].relaxed) return;
    cells_[cell].relaxed = true;
    refresh(cell);
    result.relaxed.push_back(cell);
}

/// Takes all hidden cells at a node as 0 or more.
void Protection::close(std::uint32_t node, ProtectionResult& result) {
    for (std::uint32_t i = offsets_[node]; i < offsets_[node + 1]; ++i)
        if (cells_[arcs_[i].cell].hidden) relax(arcs_[i].cell, result);
}

/// At closed nodes, hides those other zeros that can vary without further cost.
void Protection::hide_idle_zeros(ProtectionResult& result) {
    if (closed_.empty()) return;
    components();
    for (auto [node, at_plus] : closed_) {
        Way zeros{.price = 0, .cells = {}};
        for (std::uint32_t i = offsets_[node]; i < offsets_[node + 1]; ++i) {
            const TableCell& cell = cells_[arcs_[i].cell];
            bool here = (at_plus ? cell.plus : cell.minus) == node;
            if (here && cell.candidate && cell.dear == 0 && !cell.hidden && cell.value == 0 && cell.widest > 0 &&
                label_[cell.plus] == label_[cell.minus])
                zeros.cells.push_back(arcs_[i].cell);
        }
        hide(zeros, result);
        close(node, result);
    }
    closed_.clear();
}

void Protection::protect_cell(std::uint32_t cell, ProtectionResult& result) {
    if (Way way = circulation(cell, false, false); way.found()) return hide(way, result);
    Way in_row = among_zeros(cell, true), in_column = among_zeros(cell, false);
    if (in_row.found() || in_column.found()) {
        bool row = in_row.price <= in_column.price;
        hide(row ? in_row : in_column, result);
        closed_.push_back({row ? cells_[cell].plus : cells_[cell].minus, row});
        return close(closed_.back().node, result);
    }
    for (bool dear : {false, true}) {
        if (dear)
            if (Way way = circulation(cell, false, true); way.found()) return hide(way, result);
        Way way = circulation(cell, true, dear);
        if (!way.found()) continue;
        hide(way, result);
        for (std::uint32_t c : way.cells)
            relax(c, result);
        result.weak.push_back(cell);
        return;
    }
    result.failed.push_back(cell);
}

ProtectionResult Protection::protect() {
    ProtectionResult result;
    std::vector<std::uint32_t> open = determined();
    std::erase_if(open, [&](std::uint32_t c) { return !cells_[c].must; });
    std::ranges::stable_sort(open, {}, [&](std::uint32_t c) { return cells_[c].value; });
    for (std::uint32_t cell : open)
        protect_cell(cell, result);
    hide_idle_zeros(result);
    return result;
}

bool Protection::open_way(std::uint32_t from, std::uint32_t to, ProtectionResult& result) {
    Way way;
    for (bool dear : {false, true})
        for (bool relaxed : {false, true})
            if (!way.found()) way = shortest({.from = from, .to = to, .relaxed = relaxed, .dear = dear});
    if (!way.found()) return false;
    hide(way, result);
    for (std::uint32_t cell : way.cells)
        if (way.price >= k_relaxed_price) relax(cell, result);
    return true;
}

/// Tarjan's strong components (SIAM J Comput 1 (1972) 146).
void Protection::visit_strong(std::uint32_t node, std::uint32_t without) {
    order_[node] = low_[node] = ++clock_;
    stack_.push_back(node);
    for (std::uint32_t i = offsets_[node]; i < offsets_[node + 1]; ++i) {
        if (arcs_[i].price != 0) continue;
        std::uint32_t next = arcs_[i].to;
        if (next == without) continue;
        if (order_[next] == 0) {
            visit_strong(next, without);
            low_[node] = std::min(low_[node], low_[next]);
        } else if (label_[next] == k_none) {
            low_[node] = std::min(low_[node], order_[next]);
        }
    }
    if (low_[node] != order_[node]) return;
    std::uint32_t member = k_none;
    do {
        member = stack_.back();
        stack_.pop_back();
        label_[member] = labels_;
    } while (member != node);
    ++labels_;
}

const std::vector<std::uint32_t>& Protection::components(std::uint32_t without) {
    order_.assign(nodes_, 0);
    low_.assign(nodes_, 0);
    label_.assign(nodes_, k_none);
    stack_.clear();
    clock_ = labels_ = 0;
    for (std::uint32_t node = 0; node < nodes_; ++node)
        if (node != without && order_[node] == 0) visit_strong(node, without);
    return label_;
}

void Protection::visit_bridges(std::uint32_t node, std::uint32_t by) {
    order_[node] = low_[node] = ++clock_;
    for (std::uint32_t i = offsets_[node]; i < offsets_[node + 1]; ++i) {
        std::uint32_t cell = arcs_[i].cell;
        if (cell == by || !cells_[cell].hidden) continue;
        if (!can_rise(cells_[cell], false) && !can_fall(cells_[cell], false)) continue;
        std::uint32_t next = arcs_[i].to;
        if (next == node || label_[next] != label_[node]) continue;
        if (order_[next] == 0) {
            visit_bridges(next, cell);
            low_[node] = std::min(low_[node], low_[next]);
            if (low_[next] > order_[node]) bridge_[cell] = true;
        } else {
            low_[node] = std::min(low_[node], order_[next]);
        }
    }
}

std::vector<std::uint32_t> Protection::determined() {
    components();
    order_.assign(nodes_, 0);
    bridge_.assign(cells_.size(), false);
    clock_ = 0;
    for (std::uint32_t node = 0; node < nodes_; ++node)
        if (order_[node] == 0) visit_bridges(node, k_none);
    std::vector<std::uint32_t> found;
    for (std::uint32_t c = 0; c < cells_.size(); ++c) {
        const TableCell& cell = cells_[c];
        if (!cell.hidden || cell.plus == cell.minus) continue;
        bool moves = can_rise(cell, false) || can_fall(cell, false);
        // A directed edge inside a component lies on a cycle; only one that goes both ways
        // can be a bridge.
        bool both = can_rise(cell, false) && can_fall(cell, false);
        if (!moves || label_[cell.plus] != label_[cell.minus] || (both && bridge_[c])) found.push_back(c);
    }
    return found;
}

} // namespace peelian
