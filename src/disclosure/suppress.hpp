// SPDX-License-Identifier: MIT
// A publication profile applied to measures: which values are hidden because they are
// small, and which more so that those cannot be worked out from what is published
// together (groups of a breakdown, areas in areas, measures that add to another, and
// measures that carry the same numbers).
//
// Time needs no hiding of its own: a quarter, a year or a rolling total with a hidden
// month in it is hidden too (points_of), so every derived value that is published is a sum
// of published ones and tells nothing new. For the same reason months are independent:
// adding a month to a release changes nothing that is hidden in earlier ones.
//
// What is promised: no hidden value but a zero is determined by the published ones and the
// knowledge that values are not negative. A reader who takes hidden values for 1 to
// threshold - 1 learns no more, for where that would tell, zeros of the same row or column
// are hidden too; the few places where there is no such zero are counted in `weak`.
// Protection is against exact disclosure; how narrow the range is that remains, `audit`
// tells.
#pragma once

#include "disclosure/profile.hpp"
#include "measures/points.hpp"
#include "verdicts/verdict.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>

namespace peelian {

struct SuppressOptions {
    unsigned threads = 1;
    /// Leave the numbers of hidden values in the series (for `audit`). They are NaN
    /// otherwise, so that nothing further down can show them.
    bool keep_hidden = false;
};

/// What a profile did, in base periods of series.
struct Suppression {
    std::size_t primary = 0;   ///< hidden for what they say
    std::size_t secondary = 0; ///< hidden to protect those
    std::size_t weak = 0;      ///< protected only from who does not know why they are hidden
    std::size_t failed = 0;    ///< could not be protected: stops publication
    std::size_t low = 0;       ///< flagged as resting on few answers
    std::size_t rounded = 0;   ///< shown rounded
    /// The same by reason: "small count", "small remainder", "small base", "nobody",
    /// "few answers", "not published", "small number lost"; "complement", "hidden whole", "same number elsewhere",
    /// "compared with".
    std::map<std::string, std::size_t> by_reason;
};

/// Applies a profile to measures that are published together: sets Series::flags, rounds
/// where the profile says so. Measures of one dataset are protected together. Same answer
/// on any number of threads.
Suppression suppress(std::span<MeasureData> data, const Areas& areas, const Profile& profile,
                     const SuppressOptions& options = {});
/// The same for one measure that is published alone.
Suppression suppress(MeasureData& data, const Areas& areas, const Profile& profile,
                     const SuppressOptions& options = {});

/// Takes from verdicts (those of `data`'s series, in order) what would tell of a hidden
/// value: a verdict whose latest period is hidden becomes "not enough data" with reason
/// "suppressed"; comparisons with periods that hold a hidden value are taken out. Verdicts
/// are best reached on the series as suppress() leaves them; then this only names the
/// reason.
void withhold(const MeasureData& data, std::span<Verdict> verdicts);

} // namespace peelian
