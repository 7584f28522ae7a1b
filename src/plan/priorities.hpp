// SPDX-License-Identifier: MIT
// Local priorities: what each borough may choose from, what every borough has, and what
// was agreed, by whom and when. plan/priorities.toml declares the first two,
// plan/priorities/<year>.toml is the record of the third, one file a year.
#pragma once

#include "geography/areas.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct Measure;

/// A kind of crime that areas may choose, and the measures whose figures speak for it.
/// Only `volume` is needed; of the others an empty id is evidence that is not there.
struct PriorityCandidate {
    std::string id;
    std::string title;   ///< "Burglary"
    std::string volume;  ///< a count by month; empty when this release has no data of it
    std::string rate;    ///< of people who live there
    std::string harm;    ///< share of it that does most harm (with injury, with a knife)
    std::string repeat;  ///< share against repeat victims
    std::string concern; ///< share of people asked whom it worries
};

/// What every area has, chosen by nobody there.
struct SharedPriority {
    std::string id;
    std::string title;
    std::vector<std::string> measures;
};

/// A choice changed within its year.
struct PriorityChange {
    std::string date; ///< YYYY-MM-DD
    std::string out;  ///< ids of candidates
    std::string in;
    std::string why;
    std::vector<std::string> parties;
};

struct PriorityChoice {
    AreaIndex area = 0;
    std::vector<std::string> chosen;  ///< as first agreed: ids of candidates
    std::string agreed;               ///< YYYY-MM-DD
    std::vector<std::string> parties; ///< who agreed
    std::string why;                  ///< in the parties' words; may be empty
    std::vector<PriorityChange> changes;

    /// As it stands after the last change.
    std::vector<std::string> now() const;
};

struct PriorityYear {
    std::string year; ///< "2017-18": April to March
    std::vector<PriorityChoice> choices;

    const PriorityChoice* of(AreaIndex area) const;
};

struct Priorities {
    std::size_t choose = 2; ///< how many an area chooses
    Level level = Level::borough;
    /// How far above its peers a rate must lie to be told as a reason, as a share of theirs.
    double above_peers = 0.2;
    std::vector<PriorityCandidate> candidates;
    std::vector<SharedPriority> everywhere;
    std::vector<PriorityYear> years; ///< oldest first

    bool any() const { return !candidates.empty(); }
    const PriorityCandidate* find(std::string_view id) const;
    /// The latest year an area chose in, or null.
    const PriorityYear* latest_of(AreaIndex area) const;
};

/// Reads plan/priorities.toml and plan/priorities/*.toml under `plan`; without the first
/// there are none. Throws Error(input) with file and line for a measure or area that is not
/// there, a measure of the wrong kind, a choice of too many or of what is no candidate.
/// `declared` are the ids of all measures; of those without data there is no evidence.
Priorities read_priorities(const std::filesystem::path& plan, std::span<const Measure> measures,
                           std::span<const std::string> declared, const Areas& areas);

} // namespace peelian
