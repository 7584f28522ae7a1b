// SPDX-License-Identifier: MIT
// The words of the pages: verdicts, numbers with their units, dates. Plain English;
// "recorded" stands in measures' own titles; no area is best or worst.
#pragma once

#include "measures/points.hpp"
#include "verdicts/verdict.hpp"

#include <string>
#include <string_view>

namespace peelian {

/// How a verdict is shown: "imp" (blue disc), "wor" (orange diamond), "chg" (violet
/// square), "non" (open ring) or "few" (nothing); names of styles and of symbols.
std::string_view verdict_class(VerdictKind kind);
/// "Improving", "Changed, meaning undecided", ...
std::string_view verdict_words(VerdictKind kind);
/// True for the kinds that say something really changed.
bool is_change(VerdictKind kind);
/// The symbol of a point outside its expected range: the class a signal in that
/// direction has for the measure.
std::string_view mark_class(Better better, int direction);

/// What a value covers, for its label: as base_kind, but twelve months where values overlap.
PeriodKind label_kind(const Measure& measure);
/// "Mar 2024", "Jan to Mar 2024", "2023/24", "Year to Mar 2024": for tables.
std::string short_period(PeriodKind kind, Month last);

/// As number(), several times as fast: tables of pages have a million of them.
void append_number(std::string& out, double value, int decimals);
/// The decimals values are shown with: one at least for percentages and rates.
int shown_decimals(const Measure& measure);
/// A value with its unit sign: "182", "23.4%"; "not available" for NaN.
std::string value_text(const Measure& measure, double value);
/// What stands behind a figure: "%", " points" behind a gap of two shares, or nothing.
std::string_view unit_sign(const Measure& measure);
/// As value_text where there is little room, beside a chart: whole from a thousand on, and a
/// gap without its unit.
std::string label_text(const Measure& measure, double value);
/// "190 to 260"
std::string range_text(const Measure& measure, double lower, double upper);
/// Latest 12 months on the 12 before: "-12.3%", or empty when there is none. A gap, which may
/// be none or turn round, has none.
std::string change_text(const Measure& measure, const Verdict& verdict);
/// "-18.0% to -6.1%", or empty.
std::string change_interval_text(const Measure& measure, const Verdict& verdict);
/// The smallest lasting change that would have been noticed: "12%", of a share "2.4 percentage
/// points", or empty. The verdict as judged, not as shown.
std::string noticeable_text(const Measure& measure, const Verdict& verdict);
/// What a cell of a value shows: the number, or why there is none.
std::string cell_text(const Measure& measure, const Point& point);
/// Marks beside it: "provisional", "few cases", "withheld", "no data", "revised".
std::string_view flag_words(Flag flag);

/// "per 1,000 people", "per cent", "offences"
std::string unit_words(const Measure& measure);
/// What is better, in a sentence.
std::string_view better_words(Better better);
/// What a classical chart is called, and why this one is drawn, a sentence.
std::string_view control_chart_name(ControlKind kind);
std::string control_chart_why(const ControlChart& chart);
/// True when readers of a measure's page may be victims of what it is about: such a page
/// carries where to get help.
/// True of a measure that holds groups against each other and has no figure of everyone.
bool compares_groups(const Measure& measure);
bool is_about_victims(const Measure& measure);
/// Why there is no verdict, in a sentence.
std::string_view reason_words(std::string_view reason);
/// "Borough", "Ward", "Force area", "Command unit"
std::string_view level_words(Level level, bool plural = false);
/// "12 November 2025" from 2025-11-12; other text as it is.
std::string date_words(std::string_view iso);

/// Length of the first sentence: up to a full stop that ends a word of three letters or more
/// and is followed by a capital ("St. Pancras" does not end one).
std::size_t first_sentence(std::string_view text);
/// A source file's path as the public may see it: one outside the workspace by its last
/// folder and name only.
std::string public_path(std::string_view path);
/// The first letter made a capital.
std::string capital(std::string_view text);
/// The first letter made small, unless the word is an abbreviation.
std::string uncapital(std::string_view text);
/// "two"; figures from ten on.
std::string number_in_words(std::size_t n);

} // namespace peelian
