// SPDX-License-Identifier: MIT
// Room measures: declared questions, compiled to SQL, answered as points. This
// header: what a measure is, as read from measures/*.toml. docs/measures.md is the
// manual of the language.
#pragma once

#include "base/month.hpp"
#include "geography/areas.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// How rows become a number; docs/measures.md has formula and interval of each.
enum class MeasureKind {
    count,        ///< rows (or the sum of the dataset's count column) that satisfy `where`
    rate,         ///< that count per `per` people of the area
    proportion,   ///< rows that satisfy `numerator` among those that satisfy `denominator`
    share,        ///< each group's part of the whole, by breakdown; the area's part of its force
    ratio,        ///< rate of each group of a breakdown against the rate of a named group
    stock,        ///< a level at a point in time, or a published estimate: it has its own periods only
    sum,          ///< the sum of `value`
    mean,         ///< the mean of `value`
    survey,       ///< weighted mean or proportion of answers, with the survey's design
    gap,          ///< how far two groups or two areas of another measure are apart
    repeat,       ///< crimes whose victim had another crime in the days before, of those with a known victim
    funnel,       ///< how many of a cohort reached each stage, and where the others were lost
    duration,     ///< median days from one date to another, open cases kept (Kaplan-Meier)
    index,        ///< other measures' values, each against the study area's as 100, averaged
    reoffending,  ///< of a cohort followed long enough: share, frequency or severity
    standardised, ///< rate as it would be with the standard population's ages
    concentration ///< how much of the harm lies in few places
};
std::string_view to_text(MeasureKind kind);

/// Which way is progress. `contested`: more reports may be more confidence or more harm.
enum class Better { up, down, representative, contested, neither };
std::string_view to_text(Better better);

/// A declared break in a series: no verdict is drawn across it without saying so.
struct SeriesBreak {
    Month from;           ///< first month on the new footing
    std::string reason;   ///< one sentence
    std::size_t line = 0; ///< where it was declared
};

/// A measure that tells whether a contested one moves by more offending or more reporting.
struct Companion {
    std::string measure;       ///< its id; empty: evidence that nobody holds yet
    std::string title;         ///< what that evidence is
    bool of_offending = true;  ///< else it speaks of reporting
    bool moves_with_it = true; ///< false: it falls when what it speaks of rises
};

/// One step of a funnel.
struct Stage {
    std::string title; ///< "Charged"
    std::string where; ///< SQL condition a case that reached it meets
};

/// One age group of a standard population.
struct StandardBand {
    std::string group; ///< as the data spell it
    double people = 0;
};

/// One measure of an index.
struct IndexPart {
    std::string measure; ///< id
    double weight = 1;
};

/// What only some kinds are asked; the keys of kind_keys.hpp.
struct KindKeys {
    std::string of;                   ///< gap: id of the other measure; reoffending: share, frequency, severity, ...
    std::string form;                 ///< gap: absolute, relative; concentration: top, gini
    std::string breakdown;            ///< gap: whose groups are compared
    std::string group;                ///< gap: the group that is held against `against`
    std::string against_area;         ///< gap: an area's code, or `force`, `rest`
    bool total = false;               ///< stock: people and things that add up over areas and groups
    std::vector<std::string> unknown; ///< ratio: groups that are no group ("Not stated")
    std::string base;                 ///< ratio: SQL condition of the rows it is held against instead of people
    std::string base_title;           ///< ratio: what they are called
    std::string weight;               ///< survey: SQL; 1 if empty
    std::string stratum;              ///< survey: SQL; one stratum if empty
    std::string cluster;              ///< survey: SQL; each row its own if empty
    std::string victim;               ///< repeat: column; null is not known
    std::string same;                 ///< repeat: column the earlier crime must agree in, or empty
    int days = 365;                   ///< repeat: how far back
    std::vector<Stage> stages;
    std::string reason;            ///< funnel: column saying why a case was lost
    std::string start, end;        ///< duration: SQL dates; `end` null is open
    std::vector<double> quantiles; ///< duration: beside the median
    int mature = 0;                ///< funnel, reoffending: months a cohort must have been followed
    std::string age;               ///< standardised: column
    std::vector<StandardBand> standard;
    std::string mix;   ///< reoffending: column whose mix is held at that of all cohorts
    std::string place; ///< concentration: column
    double top = 0.1;  ///< concentration: share of places
    std::vector<IndexPart> parts;
};

/// One declared question.
struct Measure : KindKeys {
    std::string id;             ///< unique, lower case with hyphens
    std::string title;          ///< "Recorded burglary"
    std::optional<bool> plural; ///< whether the title wants "were"; else its words decide
    std::string unit;           ///< what is counted, plural: "offences", "searches", "people"
    std::string description;    ///< one or two sentences for readers
    std::string outcome;        ///< outcome of the plan ("O3.2"), or "ALL", or empty
    std::string theme;          ///< groups measures on pages: "Recorded crime"
    std::string dataset;
    MeasureKind kind = MeasureKind::count;
    std::string where;          ///< SQL condition over the dataset's columns; empty is all rows
    std::string numerator;      ///< SQL condition (proportion)
    std::string denominator;    ///< SQL condition (proportion); dataset `population` for rates
    std::string value;          ///< SQL expression (sum, stock)
    std::string value_of_force; ///< stock: the force's own published value, where it is no sum of its areas
    std::string each_column;    ///< made by a template for each value of this column...
    std::string each_value;     ///< ...this one; the template's measures share one statement
    std::string against;        ///< ratio: the group all others are held against ("White")
    double per = 1;             ///< rates: people per unit (1000)
    bool percent = false;       ///< shown as a percentage
    int decimals = 0;           ///< shown decimals
    int step = 1;               ///< months between values: 1, 3 (quarterly surveys) or 12
    int overlap = 1;            ///< values per independent value (a rolling year by quarter: 4)
    std::vector<Level> levels;
    std::vector<std::string> breakdowns; ///< dataset columns
    Better better = Better::neither;
    std::vector<std::string> triangulate; ///< measures a contested one is read with
    std::vector<Companion> companions;    ///< those the verdict of a contested one rests on
    std::vector<SeriesBreak> breaks;
    std::string file; ///< where it was declared
    std::size_t line = 0;
};

/// Breakdowns that funnels have of themselves.
inline constexpr std::string_view k_stage_breakdown = "stage";
inline constexpr std::string_view k_lost_breakdown = "lost";

/// A part of a countable whole, whatever the kind's name: numerator, denominator, Wilson.
bool is_part_of_base(const Measure& measure);
/// No quotient of two sums that add up: worked out for each period from what lies beneath.
bool is_estimated(const Measure& measure);
/// Has no statement of its own but follows from other measures.
bool is_derived(const Measure& measure);
/// True when it is published for areas of a level.
bool is_for(const Measure& measure, Level level);
/// Who asks for boroughs asks for their units too, where the workspace has units and the measure
/// has a value for them; where not, none does.
void settle_units(std::span<Measure> measures, const Areas& areas);

} // namespace peelian
