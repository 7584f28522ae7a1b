// SPDX-License-Identifier: MIT
// Months that are there in part: too few rows for the months around them, or rows that
// stop before the month does.
#include "base/text.hpp"
#include "checks/neighbours.hpp"
#include "checks/rules.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace peelian {

bool stops_early(const DayCoverage& days) {
    int seen_until = days.last_day - days.first_day + 1;
    int empty = days.month.days() - days.last_day;
    if (empty <= 0 || seen_until <= 0) return false;
    // How often a day without a row would come by chance, a little more than was seen.
    double blank = 1 - (days.days_seen + 0.5) / (seen_until + 1.0);
    return std::pow(std::clamp(blank, 0.0, 1.0), empty) < 1e-4;
}

namespace check_rules {
namespace {

constexpr double k_far = 4;         // robust standard deviations below the neighbours
constexpr double k_short = 0.7;     // and less than this part of their median
constexpr std::size_t k_fewest = 3; // neighbours
constexpr double k_usual_days = 0.95, k_few_days = 0.8;

/// How much of a dataset a force has, month by month.
struct Volume {
    std::string title; ///< "Stops and searches", or the dataset
    std::string unit = "rows";
    Month first;
    std::vector<double> counts;
};
using Key = std::pair<std::string, AreaIndex>; // dataset, force

/// The measure that stands for all of a dataset: a count of all rows if there is one,
/// else the largest count.
using Largest = std::map<Key, std::pair<std::pair<bool, double>, Volume>>;
void offer(Largest& largest, const MeasureData& data, const Series& series) {
    const Measure& measure = *data.measure;
    double total = 0;
    for (double count : series.numerator)
        if (std::isfinite(count)) total += count;
    bool all = measure.where.empty() && measure.each_column.empty();
    auto& [rank, volume] = largest[{measure.dataset, series.area}];
    if (std::pair(all, total) <= rank) return;
    rank = {all, total};
    volume = {measure.title, measure.unit, data.first, series.numerator};
}

std::map<Key, Volume> volumes(const CheckInput& input) {
    Largest largest;
    for (const MeasureData& data : input.data) {
        if (data.measure->kind != MeasureKind::count || data.measure->step != 1) continue;
        for (const Series& series : data.series)
            if (series.breakdown < 0 && input.areas[series.area].level == Level::force) offer(largest, data, series);
    }
    std::map<Key, Volume> found;
    for (auto& [key, entry] : largest)
        found.emplace(key, std::move(entry.second));
    return found;
}

/// Days by dataset and force; forces that are no area of the workspace are left out.
std::map<Key, std::map<Month, DayCoverage>> days_by_force(const CheckInput& input) {
    std::map<Key, std::map<Month, DayCoverage>> found;
    for (const DayCoverage& days : input.days)
        if (auto force = input.areas.find(days.force)) found[{days.dataset, *force}][days.month] = days;
    return found;
}

/// "5,706 searches where the months around have 13,640 to 16,401", if it is so few.
std::string too_few(const Volume& volume, std::size_t at) {
    double count = volume.counts[at];
    if (!std::isfinite(count) || count == 0) return {}; // nothing at all: see sudden_zeros
    std::vector<double> around = neighbours(volume.counts, at, 12);
    std::erase(around, 0.0);
    auto is_short = [&](double usual) { return count < k_short * usual; };
    if (around.size() < k_fewest || !is_short(median(around))) return {};
    if (!on_both_sides(volume.counts, at, is_short)) return {};
    if (log_distance(count, around) > -k_far || count_distance(count, around) > -k_far) return {};
    auto [low, high] = std::ranges::minmax(around);
    return fmt::format("{} {} where the months around have {} to {}", number(count), volume.unit, number(low),
                       number(high));
}

std::string days_missing(const DayCoverage& days, double usual_share) {
    if (stops_early(days)) return fmt::format("no row after day {} of {}", days.last_day, days.month.days());
    double share = days.days_seen / static_cast<double>(days.month.days());
    if (usual_share >= k_usual_days && share < k_few_days)
        return fmt::format("rows on {} of {} days where nearly all have some", days.days_seen, days.month.days());
    return {};
}

double usual_share_of_days(const std::map<Month, DayCoverage>& days) {
    std::vector<double> shares;
    shares.reserve(days.size());
    for (const auto& [month, seen] : days)
        shares.push_back(seen.days_seen / static_cast<double>(month.days()));
    return median(std::move(shares));
}

} // namespace

IncompleteMonths incomplete_months(const CheckInput& input) {
    std::map<Key, std::map<Month, std::vector<std::string>>> signs;
    std::map<Key, Volume> all = volumes(input);
    for (const auto& [key, volume] : all)
        for (std::size_t i = 0; i < volume.counts.size(); ++i)
            if (std::string sign = too_few(volume, i); !sign.empty())
                signs[key][volume.first + static_cast<int>(i)].push_back(std::move(sign));
    for (const auto& [key, days] : days_by_force(input)) {
        double usual = usual_share_of_days(days);
        for (const auto& [month, seen] : days)
            if (std::string sign = days_missing(seen, usual); !sign.empty())
                signs[key][month].push_back(std::move(sign));
    }
    IncompleteMonths found;
    for (const auto& [key, months] : signs) {
        const auto& [dataset, force] = key;
        auto volume = all.find(key);
        std::string title = volume == all.end() ? dataset : volume->second.title;
        std::vector<std::string> words;
        for (const auto& [month, what] : months) {
            words.push_back(fmt::format("{}: {}", month.to_words(), join(what, ", ")));
            found.months.emplace(dataset, force, month);
        }
        const Area& area = input.areas[force];
        found.findings.push_back(
            make("incomplete-month", fmt::format("{} {}", dataset, area.code), CheckLevel::explain, title,
                 fmt::format("{} of {} look incomplete: {}. A short month looks like a fall and is "
                             "none. Download "
                             "it again; if it cannot be had whole, say so, and why.",
                             title, area.name, some_of(words))));
    }
    return found;
}

} // namespace check_rules
} // namespace peelian
