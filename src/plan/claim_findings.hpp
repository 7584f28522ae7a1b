// SPDX-License-Identifier: MIT
// Claims of one subject held against each other, and against the release's own figures, by rule:
// what agrees, what contradicts, what only seems to. Nothing here is judged by hand.
#pragma once

#include "measures/points.hpp"
#include "plan/claims.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// In the order readers see them.
enum class ClaimFindingKind : std::uint8_t {
    contradiction, ///< one definition, one time, and apart by more than rounding
    unit,          ///< apart by a power of ten: a decimal point, or per cent for a proportion
    own_differs,   ///< our own figure of the same thing is another
    untold,        ///< apart, and one does not say of which period it is
    definition,    ///< two things under one name
    drift,         ///< one definition at different times
    agrees,        ///< the same, or the same as far as rounding tells
    own_agrees     ///< and our own figure with it
};
inline constexpr std::size_t k_claim_finding_kinds = 8;
/// `contradiction`, `unit`, `own-differs`, ...: as in open data.
std::string_view to_code(ClaimFindingKind kind);
/// "Contradiction", "A power of ten apart", ...
std::string_view finding_words(ClaimFindingKind kind);
/// True of the kinds that ask somebody to say what is right.
bool wants_answer(ClaimFindingKind kind);

/// The measure's figure that stands beside a claim.
struct ClaimOwnFigure {
    std::optional<Point> point; ///< none: the measure, its area or its period is not in this release
    bool sampled = false;       ///< it comes from a sample, and its interval is the sample's
    bool has_value() const;
};

struct ClaimFinding {
    ClaimFindingKind kind = ClaimFindingKind::agrees;
    std::size_t subject = 0;
    std::vector<std::size_t> claims;   ///< indices, in the order of the register
    std::optional<std::size_t> answer; ///< the latest answer to all of them; of one against ours, to it alone
    std::string sentence;
};

/// One entry a claim, after disclosure: a withheld figure stays withheld.
std::vector<ClaimOwnFigure> own_figures(const ClaimRegister& claims, std::span<const MeasureData> data);

/// By subject as declared, and within it by kind. `own` is empty or has one entry a claim. Two claims of one
/// definition:
///
/// - are of one time if they name the same period, or if neither names one and their documents are 12 months or less
///   apart. Then they agree if their intervals meet; else they are a power of ten apart, or contradict each other.
/// - of two periods they drift, told for neighbours only; where one names none, it cannot be told. A hundred times and
///   more, to within a quarter, is a slip of the pen and no drift.
///
/// A subject with several definitions has one finding that tells them all.
std::vector<ClaimFinding> compare_claims(const ClaimRegister& claims, std::span<const ClaimOwnFigure> own);

/// How many of `findings` want an answer and have none.
std::size_t unanswered(std::span<const ClaimFinding> findings);

} // namespace peelian
