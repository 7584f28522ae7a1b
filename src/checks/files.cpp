// SPDX-License-Identifier: MIT
// Rules about files and rows: what was not used, what was refused, what is not there.
#include "base/text.hpp"
#include "checks/rules.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

namespace peelian::check_rules {
namespace {

constexpr double k_worth_a_word = 0.01; // of the rows

/// A partition without its month: "2024-02 city-of-london" -> "city-of-london". `month`
/// tells whether it had one.
struct PartitionName {
    std::string rest;
    bool month = false;
};
PartitionName without_month(std::string_view partition) {
    PartitionName name;
    std::vector<std::string> words;
    for (const std::string& word : split(partition, ' ')) {
        if (Month::parse(word)) name.month = true;
        else if (!word.empty() && word != "to") words.push_back(word);
    }
    name.rest = join(words, " ");
    return name;
}

std::vector<Finding> files_of_status(const CheckInput& input, FileStatus status, std::string_view check,
                                     std::string_view what, std::string_view link) {
    std::vector<std::string> files;
    for (const SourceFile& file : input.load.files)
        if (file.status == status) files.push_back(fmt::format("{} ({} {})", file.path, link, file.other));
    if (files.empty()) return {};
    return {make(check, "", CheckLevel::note, counted(files.size(), "file"),
                 fmt::format("{} {}: {}. Nothing to do.", counted(files.size(), "file"), what, some_of(files)))};
}

/// "Month: 'x' is not a month (400 rows)", commonest first.
std::vector<std::string> commonest_reasons(const CheckInput& input, const std::string& source) {
    std::map<std::string, std::size_t> counts;
    std::map<std::string, std::string> source_of;
    for (const SourceFile& file : input.load.files)
        source_of[file.path] = file.source;
    for (const Reject& reject : input.load.rejects) {
        auto found = source_of.find(reject.file);
        if (found == source_of.end() || found->second != source) continue;
        ++counts[reject.column.empty() ? reject.reason : fmt::format("{}: {}", reject.column, reject.reason)];
    }
    std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, std::greater{}, [](const auto& entry) { return entry.second; });
    std::vector<std::string> words;
    words.reserve(sorted.size());
    for (const auto& [reason, n] : sorted)
        words.push_back(fmt::format("{} ({})", reason, counted(n, "time")));
    return words;
}

/// Months of one kind of file for one place, and who says so.
struct Span {
    std::set<Month> months;
    std::string words; ///< "stop_search, metropolitan"
};

void add_months(Span& span, const SourceFile& file, bool month_file) {
    if (month_file || *file.first == *file.last) {
        span.months.insert(*file.first);
        return;
    }
    for (Month m = *file.first; m <= *file.last; m = m + 1)
        span.months.insert(m);
}

/// Gaps in a set of months, as words, and how many months they are.
std::vector<std::string> gaps(const std::set<Month>& months, std::size_t& missing) {
    std::vector<std::string> words;
    std::optional<Month> last;
    for (Month month : months) {
        if (last && month - *last > 1) {
            words.push_back(months_in_words(*last + 1, month - 1));
            missing += static_cast<std::size_t>(month - *last - 1);
        }
        last = month;
    }
    return words;
}

} // namespace

std::vector<Finding> no_files(const CheckInput& input) {
    std::vector<Finding> findings;
    for (const DeclaredSource& source : input.load.sources) {
        auto there = [&](std::string_view preset) {
            return std::ranges::any_of(input.load.files, [&](const SourceFile& file) {
                return file.source == source.id && (preset.empty() || file.preset == preset);
            });
        };
        if (!there("")) {
            findings.push_back(make("no-files", source.id, CheckLevel::stop, source.id,
                                    fmt::format("Source '{}' has no file that a preset of it can read. Put the "
                                                "files there, correct its path or presets, or take the source out; "
                                                "'peelian load --explain FILE' says how one file is seen.",
                                                source.id)));
            continue;
        }
        for (const std::string& preset : source.presets)
            if (!there(preset))
                findings.push_back(make("no-files", source.id + " " + preset, CheckLevel::explain, source.id,
                                        fmt::format("Source '{}' names the preset '{}', but no file there fits it. "
                                                    "Put the files there, take the preset out of its list, or say "
                                                    "why there are none.",
                                                    source.id, preset)));
    }
    return findings;
}

std::vector<Finding> unusable_files(const CheckInput& input) {
    std::vector<Finding> findings;
    for (const SourceFile& file : input.load.files) {
        if (file.status != FileStatus::unusable) continue;
        findings.push_back(make("unusable-file", file.path, CheckLevel::stop, file.path,
                                fmt::format("{} was not loaded, none of its rows: {} Put a sound file in its "
                                            "place, or leave it out with 'except' in its [[source]].",
                                            file.path, file.problem)));
    }
    return findings;
}

std::vector<Finding> repeated_files(const CheckInput& input) {
    auto findings = files_of_status(input, FileStatus::duplicate, "duplicate-file",
                                    "repeat another byte for byte and were counted once", "same as");
    auto older = files_of_status(input, FileStatus::superseded, "superseded-file",
                                 "gave way to a later download of the same months", "replaced by");
    findings.insert(findings.end(), older.begin(), older.end());
    return findings;
}

std::vector<Finding> rejected_rows(const CheckInput& input) {
    struct Rows {
        std::uint64_t accepted = 0, rejected = 0;
    };
    std::map<std::string, Rows> by_source;
    for (const SourceFile& file : input.load.files) {
        if (file.status != FileStatus::used) continue;
        by_source[file.source].accepted += file.rows;
        by_source[file.source].rejected += file.rejected;
    }
    std::vector<Finding> findings;
    for (const auto& [source, rows] : by_source) {
        if (rows.rejected == 0) continue;
        auto all = static_cast<double>(rows.accepted + rows.rejected);
        double share = static_cast<double>(rows.rejected) / all;
        bool many = share > k_worth_a_word;
        std::vector<std::string> reasons = commonest_reasons(input, source);
        findings.push_back(
            make("rejected-rows", source, many ? CheckLevel::explain : CheckLevel::note, source,
                 fmt::format("{} of {} rows of source '{}' were refused ({}){}{}. They are in no figure; "
                             "'peelian export rejects' lists them. {}",
                             number(static_cast<double>(rows.rejected)), number(all), source,
                             share < 0.0005 ? "fewer than 0.1 per cent" : per_cent(share), reasons.empty() ? "" : ": ",
                             some_of(reasons),
                             many ? "Mend the file or its preset, or say why the figures hold without them."
                                  : "Nothing need be done if that is right.")));
    }
    return findings;
}

std::vector<Finding> missing_months(const CheckInput& input) {
    std::map<std::string, Span> spans;
    for (const SourceFile& file : input.load.files) {
        if (file.status != FileStatus::used || !file.first || !file.last) continue;
        PartitionName name = without_month(file.partition);
        bool several = *file.last - *file.first > 1;
        if (!name.month && !several) continue; // a year's file, or one that names no month
        Span& span = spans[fmt::format("{} {} {}", file.source, file.dataset, name.rest)];
        span.words = name.rest.empty() ? file.dataset : fmt::format("{}, {}", file.dataset, name.rest);
        add_months(span, file, name.month && !several);
    }
    std::vector<Finding> findings;
    for (const auto& [key, span] : spans) {
        std::size_t missing = 0;
        std::vector<std::string> words = gaps(span.months, missing);
        if (words.empty()) continue;
        findings.push_back(
            make("missing-month", key, CheckLevel::explain, span.words,
                 fmt::format("{}: no file for {} between the first and the last: {}. They are shown as missing, not as "
                             "zero. Download them, or say why they cannot be had.",
                             span.words, counted(missing, "month"), some_of(words))));
    }
    return findings;
}

std::vector<Finding> unknown_categories(const CheckInput& input) {
    struct Column {
        double rows = 0, total = 0;
        std::vector<std::pair<double, std::string>> values;
    };
    std::map<std::pair<std::string, std::string>, Column> columns;
    for (const UnknownCategory& unknown : input.unknown_categories) {
        Column& column = columns[{unknown.dataset, unknown.column}];
        column.rows += unknown.rows;
        column.total = std::max(column.total, unknown.total);
        column.values.emplace_back(-unknown.rows, unknown.value);
    }
    std::vector<Finding> findings;
    for (auto& [key, column] : columns) {
        std::ranges::sort(column.values);
        std::vector<std::string> values;
        for (const auto& [rows, value] : column.values)
            values.push_back(fmt::format("'{}' ({})", value, number(-rows)));
        bool many = column.total > 0 && column.rows > k_worth_a_word * column.total;
        findings.push_back(make(
            "unknown-category", key.first + " " + key.second, many ? CheckLevel::explain : CheckLevel::note, key.second,
            fmt::format("Dataset {} does not know {} of column '{}', in {} of {} rows: {}. They count in "
                        "totals under their own names. Add them to 'known' in the dataset, map them in the "
                        "preset, or say what they are.",
                        key.first, counted(values.size(), "value"), key.second, number(column.rows),
                        number(column.total), some_of(values))));
    }
    return findings;
}

std::vector<Finding> revisions(const CheckInput& input) {
    std::map<std::string, std::vector<std::string>> by_series;
    for (const SourceRevision& revision : input.load.revisions) {
        std::string words =
            fmt::format("{}: {} rows, before {}", revision.partition, number(static_cast<double>(revision.rows_after)),
                        number(static_cast<double>(revision.rows_before)));
        if (!revision.changes.empty()) words += fmt::format(" ({})", some_of(revision.changes, ", "));
        by_series[without_month(revision.partition).rest].push_back(std::move(words));
    }
    std::vector<Finding> findings;
    findings.reserve(by_series.size());
    for (const auto& [series, changes] : by_series)
        findings.push_back(make("revised-download", series, CheckLevel::note, series.empty() ? "downloads" : series,
                                fmt::format("Later downloads changed {}: {}. The later ones are used.",
                                            counted(changes.size(), "file"), some_of(changes))));
    return findings;
}

} // namespace peelian::check_rules
