// SPDX-License-Identifier: MIT
// Cells of tables whose margins are published, as edges of a graph: what can be worked
// out by adding and subtracting, and which further cells to hide so that it cannot.
//
// Each cell stands in two sums (its row's and its column's), which are the nodes. A
// change of the hidden cells that leaves all published sums as they are is a circulation
// on the edges of hidden cells: a cell that can take part in none is determined. With
// bounds on the cells the graph is mixed (a cell at its bound is an edge with a
// direction), and the determined cells are the directed edges between strong components
// and the bridges inside them: Gusfield, "A graph theoretic approach to statistical data
// security", SIAM J Comput 17 (1988) 552. To protect a determined cell, the cheapest
// circulation through it is a shortest path between its two nodes, over hidden cells for
// nothing and over published ones for the price of hiding them.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace peelian {

/// One cell. A rise of its value is an arc from `plus` to `minus`; an inner cell runs from
/// its row to its column, a row's total from the node of totals to the row.
struct TableCell {
    std::uint32_t plus = 0, minus = 0;
    double value = 0;
    /// The range that a reader who knows why a hidden cell is hidden would give it.
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    /// The most it can be for a reader who knows nothing (the least is 0).
    double widest = std::numeric_limits<double>::infinity();
    bool hidden = false;
    bool must = false;      ///< when hidden, it must not be determined
    bool candidate = false; ///< may be hidden to protect others
    bool free = false;      ///< candidate that is not shown anyway
    bool relaxed = false;   ///< hidden among zeros: `low` and `high` are not known to readers
    /// 1: only as a last resort, since the profile opens it; 2: a total of all, still dearer.
    std::uint8_t dear = 0;
};

/// What protecting a table came to; cells by the order in which they were added.
struct ProtectionResult {
    std::vector<std::uint32_t> hidden;  ///< newly hidden
    std::vector<std::uint32_t> relaxed; ///< now to be taken as 0 or more, in whole rows
    std::vector<std::uint32_t> weak;    ///< safe only from who does not know why they are hidden
    std::vector<std::uint32_t> failed;  ///< still determined: no cell is left to hide
};

/// A graph of cells, built anew for each table and month; memory is kept between.
class Protection {
public:
    static constexpr std::uint32_t k_none = std::numeric_limits<std::uint32_t>::max();

    /// Starts a graph without cells. `ground` is the node of sums that are not published or
    /// do not hold: what passes into it is not seen again. Hiding a cell costs its value
    /// and `price_per_cell`.
    void start(std::uint32_t ground, double price_per_cell);
    /// Adds a cell; gives its index.
    std::uint32_t add(const TableCell& cell);
    /// Ends the adding; nodes are those below `nodes`.
    void finish(std::uint32_t nodes);
    const TableCell& cell(std::uint32_t index) const { return cells_[index]; }

    /// The hidden cells that have one feasible value, in order, must they be protected or not.
    std::vector<std::uint32_t> determined();
    /// Hides cells until no hidden cell that must not be is determined.
    ProtectionResult protect();
    /// Strong components over hidden cells: a label for each node but `without`.
    const std::vector<std::uint32_t>& components(std::uint32_t without = k_none);
    /// Hides the cheapest cells that let a change pass from one node to another: what is
    /// taken from the one can be given to the other. False when nothing can.
    bool open_way(std::uint32_t from, std::uint32_t to, ProtectionResult& result);

private:
    static constexpr std::uint64_t k_no_way = std::numeric_limits<std::uint64_t>::max();

    /// What a search may use.
    struct Search {
        std::uint32_t from = k_none, to = k_none;
        std::uint32_t without = k_none;  ///< the cell a circulation is sought for
        bool relaxed = false;            ///< bounds that only readers with knowledge have may break
        bool dear = false;               ///< margins may be hidden
        std::uint32_t zeros_at = k_none; ///< this node is passed by a rising zero only...
        bool zeros_at_plus = false;      ///< ...of which it is this end
        std::uint64_t below = k_no_way;  ///< ways that cost as much or more do not matter
        bool plain() const { return !relaxed && !dear && zeros_at == k_none; }
    };
    /// One direction of a cell, at the node it leaves, with the price of a plain search.
    struct Arc {
        std::uint32_t to = 0, cell = 0;
        std::uint64_t price = k_no_way;
    };
    /// Where a cell's two arcs are.
    struct ArcsOf {
        std::uint32_t at_plus = 0, at_minus = 0;
    };
    /// Cells on a way from node to node, and its price.
    struct Way {
        std::uint64_t price = k_no_way;
        std::vector<std::uint32_t> cells;
        bool found() const { return price != k_no_way; }
    };

    void refresh(std::uint32_t cell);
    std::uint32_t other_end(std::uint32_t cell, std::uint32_t node) const;
    std::uint64_t price(std::uint32_t cell, std::uint32_t from, const Search& search) const;
    Way shortest(const Search& search);
    void spread(const Search& search);
    Way circulation(std::uint32_t cell, bool relaxed, bool dear);
    Way among_zeros(std::uint32_t cell, bool at_plus);
    void hide(const Way& way, ProtectionResult& result);
    void relax(std::uint32_t cell, ProtectionResult& result);
    void close(std::uint32_t node, ProtectionResult& result);
    void hide_idle_zeros(ProtectionResult& result);
    void protect_cell(std::uint32_t cell, ProtectionResult& result);
    void visit_strong(std::uint32_t node, std::uint32_t without);
    void visit_bridges(std::uint32_t node, std::uint32_t by);

    struct Closed {
        std::uint32_t node = 0;
        bool at_plus = false;
    };
    std::vector<TableCell> cells_;
    std::vector<Closed> closed_; ///< nodes taken as 0 or more
    std::uint32_t nodes_ = 0, ground_ = k_none;
    double price_per_cell_ = 1;
    std::vector<std::uint32_t> offsets_; ///< of each node's arcs
    std::vector<Arc> arcs_;
    std::vector<ArcsOf> places_; ///< by cell
    std::vector<std::uint32_t> order_, low_, label_, stack_, by_;
    std::vector<std::uint64_t> distance_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> queue_;
    std::vector<bool> bridge_;
    std::uint32_t clock_ = 0, labels_ = 0;
};

} // namespace peelian
