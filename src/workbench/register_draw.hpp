// SPDX-License-Identifier: MIT
// Fair draws into a register, as the log keeps them: a promise of a seed first, then what was drawn with it.
//
// Both are events of the register "draws/<register>", which no register can be called; the record's name is the
// draw's number. The seed lies sealed in the first and is open in the second.
#pragma once

#include "registers/draw.hpp"
#include "workbench/workbench.hpp"

#include <optional>

namespace peelian {

struct KeptDraw {
    std::int64_t number = 0;
    std::string title, promise, promised_by;
    Moment promised = 0;
    std::optional<Draw> drawn;
    std::string file; ///< the whole list as it was given, "<sha256>/<name>"
    std::string drawn_by;
    Moment drawn_at = 0;
};

/// Latest first.
std::vector<KeptDraw> kept_draws(Records& records, std::string_view register_id);
/// Promises a seed; its number.
std::int64_t promise_draw(Records& records, const Actor& actor, std::string_view register_id, std::string_view title);
/// Draws with the promised seed, once: Error(conflict) the second time.
Draw make_draw(Records& records, const Actor& actor, std::string_view register_id, std::int64_t number,
               std::span<const DrawItem> items, std::size_t count, const std::string& file);
/// A list as people paste it: an item a line, a comma or tab before its team. A heading "id,team" is passed over.
std::vector<DrawItem> read_draw_items(std::string_view text);

} // namespace peelian
