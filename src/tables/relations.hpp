// SPDX-License-Identifier: MIT
// Which columns follow from which others: by the words of their headings, and by whether most
// rows bear it out. A relation is believed on evidence: how many rows fit, and how unlikely
// it is that they would by chance (a change of -3.2% that fits to its decimal tells more than
// one of 2% between two rounded percentages).
#pragma once

#include "tables/table_rules.hpp"
#include "tables/table_view.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

enum class RelationKind { change, percent_change, share, share_of_total, total };

/// How a row bears a relation out. `down`: only if cut off instead of rounded. `rounding`: only if
/// the figures it comes from were rounded themselves. `none`: something is missing.
enum class Fit { none, follows, down, rounding, off };

struct Relation {
    RelationKind kind = RelationKind::change;
    std::size_t target = 0;
    std::size_t from = 0, of = 0;     ///< change: of less from; share: of out of from
    std::vector<std::size_t> parts{}; ///< of a total
    std::size_t total_row = 0;        ///< of a share of the total
    double scale = 100;               ///< of a share: 100, 1, or 1,000 for a rate
    bool declared = false;
    bool cut_off = false;    ///< its figures are cut off, not rounded
    std::vector<Fit> fits{}; ///< by row
    std::size_t good = 0, bad = 0;
    double evidence = 0; ///< powers of ten
};

/// What a row should have: the value by the printed figures, and all values within their rounding.
struct Expected {
    double value = 0;
    PrintedRange range;
};
std::optional<Expected> expected_of(const Relation& relation, const TableView& view, std::size_t row);
/// The range of values that operand `column` would need in a row for the relation to follow.
std::optional<PrintedRange> needed_of(const Relation& relation, const TableView& view, std::size_t row,
                                      std::size_t column);
/// Fills in fits, good, bad and evidence, of the first rows with data up to `limit`.
void measure_fit(Relation& relation, const TableView& view, std::size_t limit = static_cast<std::size_t>(-1));
/// "the change from 'May-16' to 'May-17'", for messages.
std::string in_words(const Relation& relation, const TableView& view);

/// The relations that are believed, at most one a column, in the order of columns.
std::vector<Relation> find_relations(const TableView& view);
/// Columns that are called percentage changes and are differences of percentages instead.
std::vector<Relation> find_points_called_per_cent(const TableView& view);
/// A relation believed for its place and words alone, though most rows do not fit it.
std::vector<Relation> find_broken_relations(const TableView& view, const std::vector<Relation>& found);

} // namespace peelian
