// SPDX-License-Identifier: MIT
// All checks of a release: pure functions over what was loaded and what was measured,
// before disclosure hides anything. docs/checks.md lists the rules, what sets each off
// and what to do about it; every rule has one function in rules.hpp.
//
// A finding is about one thing that a person can answer, so like is put with like: one
// finding for a rule and a measure (or a dataset, or a source), with up to five places or
// months by name and the number of the rest. Small counts set nothing off by chance: the
// rules that compare counts ask for a distance that chance does not give.
#pragma once

#include "checks/finding.hpp"
#include "geography/areas.hpp"
#include "measures/points.hpp"
#include "sources/load.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One month of a series that somebody else published and ours should match.
struct ReferenceValue {
    std::string name;    ///< of the series, as its publisher calls it
    std::string measure; ///< id of ours
    Month month;
    double published = 0;
    double ours = 0;
    double tolerance = 0; ///< a difference of so much needs no word
};

/// What the checks look at; the caller keeps it alive.
struct CheckInput {
    const LoadReport& load;
    const Areas& areas;
    const std::vector<MeasureData>& data; ///< before disclosure
    std::vector<DayCoverage> days{};
    std::vector<UnknownCategory> unknown_categories{};
    std::vector<ReferenceValue> references{};
};

/// Runs every rule. Gravest first, then in the order of docs/checks.md; ids differ.
std::vector<Finding> check_release(const CheckInput& input);

/// Puts the answers of checks/explained.toml to the findings they are about; a file that
/// is not there answers nothing. `today` (YYYY-MM-DD) decides which answers have run out.
/// An answer that is about nothing, has run out, or is to a `stop` comes back as a note.
/// Throws Error(input) when the file says something it cannot.
std::vector<Finding> apply_explanations(std::vector<Finding> findings, const std::filesystem::path& file,
                                        std::string_view today);

/// Whether a finding still keeps a release from being published.
bool is_open(const Finding& finding);

/// True when the days with rows end so long before the month does that chance would do
/// that less than once in ten thousand months.
bool stops_early(const DayCoverage& days);

} // namespace peelian
