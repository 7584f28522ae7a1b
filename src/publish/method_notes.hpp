// SPDX-License-Identifier: MIT
// What stands under /about/methods/: each method told to a reader who is no statistician,
// its formulas and sources one fold further. The texts are web/methods/<id>.md inside the
// program:
//
//     # Title
//     A first paragraph, which stands large.
//     ...
//     ## In formulas
//     ...
#pragma once

#include "measures/measure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct MethodNote {
    std::string_view id; ///< "funnel-plots": part of the address
    std::string title;
    std::string lead;     ///< plain text
    std::string text;     ///< HTML, trusted
    std::string formulas; ///< HTML, trusted
};

/// All notes, in the order of their titles. Throws Error(internal) for one without a
/// title, a first paragraph or formulas.
std::vector<MethodNote> read_method_notes();
MethodNote read_method_note(std::string_view id, std::string_view markdown);

/// The note on how a kind's value and its interval are worked out.
std::string_view method_of(MeasureKind kind);

} // namespace peelian
