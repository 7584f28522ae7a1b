// SPDX-License-Identifier: MIT
// What the figures say for and against a choice of local priorities: an area's evidence
// pack. The rules name reasons and never choose; nothing is added up into a score.
#pragma once

#include "measures/points.hpp"
#include "plan/priorities.hpp"
#include "verdicts/verdict.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

enum class EvidenceKind : std::uint8_t {
    level,   ///< how many in the latest 12 months, and what share of the force's
    peers,   ///< its rate against the areas most like it
    trend,   ///< the verdict on the number by month
    harm,    ///< the share that does most harm, against the force's
    repeat,  ///< the share against repeat victims, against the force's
    concern, ///< the share of people whom it worries, against the force's
    season   ///< the months with most, over three whole years
};
/// `level`, `peers`, ...: as in open data.
std::string_view to_code(EvidenceKind kind);
/// "Against places like it", ...
std::string_view evidence_words(EvidenceKind kind);

/// One finding. Its figures are points of the release.
struct Evidence {
    EvidenceKind kind = EvidenceKind::level;
    std::string measure;        ///< id
    std::optional<Point> here;  ///< none: there is no figure that may be shown
    double against = k_missing; ///< what it is held against: the force's, its peers'
    double ratio = k_missing;   ///< here over against
    double p = k_missing;       ///< two-sided, of no difference
    bool reason = false;        ///< speaks for a choice by the rules
    std::string sentence;       ///< what it says, or why it cannot be told
};

struct CandidateEvidence {
    std::size_t candidate = 0; ///< index into Priorities::candidates
    std::vector<Evidence> findings;

    std::size_t reasons() const;
};

struct EvidencePack {
    AreaIndex area = 0;
    std::vector<CandidateEvidence> candidates; ///< in the order they are declared
};

/// What the packs are made of: what a release may show, and nothing else.
struct EvidenceInput {
    const Priorities& priorities;
    const Areas& areas;
    std::span<const MeasureData> data;
    std::span<const std::vector<Verdict>> verdicts; ///< verdicts[m][s] is of data[m].series[s]
    /// The areas most like one.
    std::function<std::vector<AreaIndex>(AreaIndex)> peers;
};

/// A pack for every real area of the level that has a figure or a choice, in the order of areas. A difference is a
/// reason when it is to the worse and stands out at 5 per cent after Benjamini and Hochberg's rule over all areas (of
/// one candidate and kind); a rate must also lie `above_peers` over the peers' taken together, and a rise be steeper
/// than the force's. Ratios of rates are rate_ratio's; a share's p is the normal one of its interval.
std::vector<EvidencePack> evidence_packs(const EvidenceInput& input);

} // namespace peelian
