// SPDX-License-Identifier: MIT
// What crimes by record are to add up to: classes of crime with totals by year, and marks
// upon them (flags such as domestic abuse or a knife) with totals of their own. Read from
// TOML, so that any published table can be told; docs/generate.md has the language.
#pragma once

#include "base/month.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace peelian::synthetic {

/// A class of crime; no crime is of two.
struct RecordClass {
    std::string id, title;
    std::vector<std::uint64_t> totals; ///< by year of the plan
    double victims = 1;                ///< share with a known victim
    double repeats = 0;                ///< share of those whose victim had one before
    double season = 0;                 ///< amplitude; above 0 more in summer, below in winter
    bool night = false;                ///< happens where people go out rather than where they live
    double spread = 0;                 ///< between boroughs beside what their size explains: sd of the logarithm
};

/// A change that is put into the records on purpose, so that whoever looks can be seen to find
/// it: from a month on a class is so many times as frequent in some boroughs. Totals of years
/// stay as told, so that all others have a little less or more.
struct RecordStep {
    std::size_t of = 0; ///< class
    std::vector<std::size_t> boroughs;
    Month from;
    double times = 1;
    bool is_at(std::size_t kind, std::size_t borough, Month month) const;
};

/// Flags put on so many crimes.
struct RecordMark {
    std::vector<std::string> flags;
    std::vector<std::uint64_t> totals;
    std::map<std::size_t, double> among;     ///< class -> how likely one is to be chosen, relative
    std::vector<std::string> within;         ///< only crimes that have all of these flags already
    std::vector<std::string> without;        ///< and none of these
    std::optional<std::pair<int, int>> ages; ///< of the victims chosen, from and to
    std::string unless;                      ///< those with this flag keep their age
    std::map<Month, double> peaks;           ///< months in which it is so many times as likely
};

/// A question of a survey: the weighted share of people who agree, by calendar year.
struct RecordQuestion {
    std::string survey, item;
    std::map<int, double> shares;
    double boroughs = 0; ///< standard deviation between boroughs
};

/// People in post of one kind: full-time equivalents told at some months, on a straight line
/// between them.
struct RecordStaff {
    std::string kind;
    std::map<Month, double> full_time;
    double women = 0.5, minority = 0.15; ///< shares
};

/// Counts told by year and what they are of, as a table of counts: custody visits, complaints.
struct RecordTable {
    std::string file;                 ///< "custody-visits": records/custody-visits.csv
    std::vector<Month> years;         ///< first month of each
    std::vector<std::string> columns; ///< beside month, force, borough and n
    bool boroughs = true;             ///< else the force alone
    bool wards = false;               ///< by ward as well
    struct Row {
        std::vector<std::string> values; ///< by column
        std::vector<std::uint64_t> totals;
    };
    std::vector<Row> rows;
};

/// How crimes of some classes go through justice. The first of these that fits a crime has it.
struct RecordCases {
    std::vector<std::size_t> classes;
    std::vector<std::string> flags; ///< only crimes with all of these
    double share = 1;               ///< of those crimes that are followed
    double charged = 0.2, convicted = 0.6;
    double days_to_charge = 40, days_to_close = 60; ///< medians, from the crime
    double days_to_court = 30, days_to_end = 90;    ///< medians, from charge and first hearing
    std::map<std::string, double> reasons;          ///< why a case was closed without a charge
    std::map<std::string, double> acquittals;       ///< why one that was charged ended without a conviction
    double trials = 0.4;                            ///< share of those charged that were listed for trial
    std::map<std::string, double> trial;            ///< "Effective", "Cracked", "Ineffective"
    std::map<std::string, double> trial_reasons;    ///< of those that were not effective
};

/// People followed for a year after they entered a cohort, by year.
struct RecordCohort {
    std::string name;
    std::vector<std::uint64_t> totals; ///< who entered, by year of the plan
    double reoffend = 0.3;             ///< exact by year
    double offences = 2.5;             ///< of each who does, mean
    double severity = 100;             ///< of an offence, mean
    double complied = -1;              ///< share who kept to their order; below 0 nothing is told
    double women = 0.15;
    std::pair<int, int> ages{18, 60};
    std::map<std::string, double> mix; ///< offences they came in for
};

/// Everything a plan tells, with the years made up before the first it tells in front: each
/// total goes half as far back as the one after it came, so that a level settles.
struct RecordPlan {
    std::vector<RecordTable> tables;
    std::vector<RecordCases> cases;
    std::vector<RecordCohort> cohorts;
    Month extract; ///< cases and cohorts are told as they stood on its first day
    std::vector<RecordQuestion> questions;
    double interviews = 1050; ///< a month
    std::vector<RecordStaff> staff;
    std::size_t earlier = 0;  ///< years before the first told whose totals are made up
    std::vector<Month> years; ///< first month of each
    std::vector<RecordClass> classes;
    std::vector<RecordStep> steps;
    std::vector<RecordMark> marks;  ///< in the order they are put on
    std::vector<std::string> flags; ///< all, in the order first named; 32 at most
    std::size_t flag(const std::string& name) const;
};

/// How high month 0 to 11 of a year stands against the others of that year where nothing but
/// the yearly totals is known: a straight line on the log scale between the middles of years.
double course_within(std::span<const double> totals, std::size_t year, int month);

/// Throws Error(input) with file and line for an unknown key, class or flag, a year without
/// a total, or a mark that asks for more crimes than its classes have.
RecordPlan read_record_plan(const std::filesystem::path& path);

} // namespace peelian::synthetic
