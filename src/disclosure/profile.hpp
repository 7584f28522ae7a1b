// SPDX-License-Identifier: MIT
// Room disclosure: publication profiles (what the public may see, what the board may
// see) and the audit of them. This header: a profile as read from
// presets/profiles/*.toml or from a workspace. docs/disclosure.md is the manual.
//
// A profile is an ordered list of rules. For each series of a measure (a level, and the
// whole or one breakdown) the first rule that speaks of it decides; `otherwise` decides
// where none does.
#pragma once

#include "measures/measure.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// How a rule's patterns call the whole, which has no breakdown.
inline constexpr std::string_view k_whole = "whole";

/// Who a rule speaks of, and what it does to them.
struct DisclosureRule {
    // An empty list speaks of all. Patterns are as in matches_glob.
    std::vector<std::string> datasets;
    std::vector<std::string> measures;
    std::vector<std::string> breakdowns; ///< column names; `whole` is the whole
    std::vector<Level> levels;           ///< `borough` speaks of command units too

    bool withhold = false; ///< not published at all
    double threshold = 0;  ///< counts of people from 1 to below it are hidden; 0: none are
    double round = 0;      ///< what is shown is rounded to the nearest multiple; 0: as it is
    bool zero = false;     ///< "nobody" tells something too: 0 is hidden like a small count
    bool secondary = true; ///< hide complements, so that nothing comes back by subtraction
    double base_hide = 0;  ///< survey: values on fewer answers are hidden
    double base_low = 0;   ///< survey: values on fewer answers carry the flag `low`
    std::string reason;    ///< one sentence for readers
    std::size_t line = 0;  ///< where it was declared

    /// True when the rule hides and changes nothing.
    bool open() const { return !withhold && threshold == 0 && round == 0 && base_hide == 0 && base_low == 0; }
    bool speaks_of(const Measure& measure, Level level, std::string_view breakdown) const;
};

/// Measures whose wholes add to the whole of another: published together they are one
/// table, and the total less all other parts is the hidden part.
struct AddingMeasures {
    std::string total;               ///< id
    std::vector<std::string> parts;  ///< patterns of ids of the same dataset as the total
    std::vector<std::string> except; ///< patterns of ids that do not belong to it
    bool has_part(std::string_view id) const;
};

/// A publication profile.
struct Profile {
    std::string id;    ///< "public", "board"
    std::string title; ///< "What anyone may see"
    std::vector<DisclosureRule> rules;
    DisclosureRule otherwise;
    std::vector<AddingMeasures> adds;
    std::string file;

    /// The rule for a series; `breakdown` is a column, or empty for the whole.
    const DisclosureRule& rule_for(const Measure& measure, Level level, std::string_view breakdown) const;
    /// True when it hides and changes nothing of any measure.
    bool open() const;
};

/// The level whose rules an area follows: its own, but that of its force where it is no smaller
/// place than that (rows that lie elsewhere or have no place, a borough that is the only one of
/// its force or a unit of all of them), and that of boroughs where it is a unit of one.
Level rule_level(const Areas& areas, AreaIndex area);

/// Where something is hidden in all areas of a level: the level, of a unit that of boroughs. A
/// unit less what is shown of its boroughs would tell of the others, and a force less its units
/// of boroughs in none.
Level hidden_with(Level level);

/// Reads a profile; throws Error(input) with file, line and what was expected.
Profile read_profile(const std::filesystem::path& path);
/// Reads a profile from text; `name` stands for the file in errors.
Profile parse_profile(std::string_view text, std::string_view name);

} // namespace peelian
