// SPDX-License-Identifier: MIT
#include "release/report_sources.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view k_fence = "+++";

/// A month every period of the kind can be named by.
std::string_view ends_words(PeriodKind kind) {
    return kind == PeriodKind::quarter ? "March, June, September or December" : "March";
}

std::vector<Month> read_editions(const TomlTable& head, PeriodKind every) {
    std::vector<Month> editions;
    for (const std::string& text : head.texts("editions")) {
        auto month = Month::parse(text);
        if (!month) throw head.error("editions", fmt::format("'{}' is not a month, YYYY-MM", text));
        if (!ends_period(every, *month))
            throw head.error("editions",
                             fmt::format("'{}' ends no such period: a report is named by the last month of what it "
                                         "covers, which is {}",
                                         text, ends_words(every)));
        editions.push_back(*month);
    }
    std::ranges::sort(editions, std::greater{});
    editions.erase(std::ranges::unique(editions).begin(), editions.end());
    return editions;
}

void read_head(ReportSource& source, const TomlTable& head) {
    static const std::vector<std::string> periods{"month", "quarter", "financial-year"};
    static const std::vector<std::string> levels{"body", "force", "unit", "borough", "ward"};
    source.title = head.text("title");
    source.about = head.text_or("about", "");
    std::string every = head.choice_or("every", periods, "month");
    source.every = every == "month"     ? PeriodKind::month
                   : every == "quarter" ? PeriodKind::quarter
                                        : PeriodKind::financial_year;
    constexpr std::int64_t k_longest_lag = 24;
    std::int64_t lag = head.integer_or("lag", 0);
    if (lag < 0 || lag > k_longest_lag)
        throw head.error("lag", fmt::format("{} is no number of months from 0 to {}", lag, k_longest_lag));
    source.lag = static_cast<int>(lag);
    source.editions = read_editions(head, source.every);
    source.level = parse_level(head.choice_or("for", levels, "body"));
    head.done();
}

ReportSource read_source(const fs::path& path) {
    ReportSource source;
    source.id = path.stem().string();
    source.file = path;
    if (slug(source.id) != source.id)
        throw Error::input("'{}' is part of an address: lower case letters, digits and single hyphens", source.id)
            .at(path.string());
    std::vector<std::string> lines = split(read_file(path), '\n');
    auto fence = [](const std::string& line) { return trim(line) == k_fence; };
    auto second = lines.empty() ? lines.end() : std::find_if(lines.begin() + 1, lines.end(), fence);
    if (lines.empty() || !fence(lines[0]) || second == lines.end())
        throw Error::input("A report begins with a line '+++', its head in TOML (title, every, ...) and another '+++'")
            .at(path.string(), 1);
    // An empty first line in place of the fence, so that lines in errors are those of the file.
    std::string head;
    for (auto line = lines.begin() + 1; line != second; ++line)
        head += "\n" + *line;
    read_head(source, parse_toml(head, path.string()));
    source.body_line = static_cast<std::size_t>(second - lines.begin()) + 2;
    for (auto line = second + 1; line != lines.end(); ++line)
        source.body += *line + "\n";
    return source;
}

} // namespace

std::string ReportSource::kind_title() const {
    std::string kind = title;
    for (std::string_view named : {", {area}", ": {area}", " for {area}", " of {area}", " in {area}", "{area}"})
        kind = replace_all(kind, named, "");
    return std::string(trim(kind));
}

std::vector<Month> ReportSource::made(Month last) const {
    if (!editions.empty()) return editions;
    Month edition = last + lag;
    while (!ends_period(every, edition))
        edition = edition - 1;
    return {edition};
}

std::vector<ReportSource> read_report_sources(const fs::path& folder) {
    std::vector<ReportSource> sources;
    if (!fs::is_directory(folder)) return sources;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".md") sources.push_back(read_source(entry.path()));
    std::ranges::sort(sources, {}, &ReportSource::id);
    return sources;
}

} // namespace peelian
