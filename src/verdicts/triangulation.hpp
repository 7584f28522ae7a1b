// SPDX-License-Identifier: MIT
// More crime, or more reporting? A police count is offending times the share that is
// reported. What else is known of offending (a survey, hospital attendances, severe harm)
// says how much of a change in the count is offending; the rest is reporting. METHODS 13;
// docs/verdicts.md shows how often each answer is given under each truth.
//
// | interval for the change of offending (log scale) | verdict |
// | --- | --- |
// | excludes more than a quarter of the recorded change | mostly more (less) reporting |
// | else excludes no change, on the side of the recorded one | a real rise (fall) |
// | else, or the recorded change itself may be none | we cannot tell |
#pragma once

#include "statistics/random_effects.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Another measure that is read with a contested one.
struct CompanionEvidence {
    std::string name;          ///< as in a sentence: "survey prevalence"
    Estimate change;           ///< of its logarithm over the same year; NaN when there are no data
    bool of_offending = true;  ///< else it speaks of reporting
    bool moves_with_it = true; ///< false: it falls when what it speaks of rises
};

/// What the companions say of a recorded change.
struct Triangulation {
    enum class Answer : std::uint8_t { no_evidence, cannot_tell, mostly_reporting, real_change };
    Answer answer = Answer::no_evidence;
    int direction = 0; ///< of the recorded change
    Estimate recorded{};
    RandomEffects offending{};
    double reporting = 0; ///< change of the logarithm of the reported share, and its interval
    double reporting_lower = 0;
    double reporting_upper = 0;
    double share = 0;       ///< of the recorded change that reporting could explain (Fieller), NaN
    double share_lower = 0; ///< limits where the recorded change may be none
    double share_upper = 0;
    std::vector<std::string> of_offending;   ///< companions the answer rests on
    std::vector<std::string> more_reporting; ///< companions that clearly say more is reported
    std::vector<std::string> less_reporting; ///< ... or less
    std::vector<std::string> missing;        ///< declared, without data
};

/// `recorded` is the change of the logarithm of the police count over a year.
Triangulation triangulate(Estimate recorded, std::span<const CompanionEvidence> companions);

/// A change given as a proportion with its 95 per cent interval, on the log scale. NaN when
/// anything is missing or a limit lies at or below -1.
Estimate log_change(double proportion, double lower, double upper);

/// What is known, what is not and what would tell, in a sentence or three: "..., up 18% in
/// twelve months (12% to 24%). ...". `subject` is "Recorded domestic abuse in Hackney".
std::string sentence(const Triangulation& triangulation, std::string_view subject);

} // namespace peelian
