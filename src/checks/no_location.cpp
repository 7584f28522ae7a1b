// SPDX-License-Identifier: MIT
// Rows that move to or from "no location" between years. An area's figures then change
// though nothing happened there; METHODS 2 asks how much that alone could explain.
#include "base/text.hpp"
#include "checks/rules.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>

namespace peelian::check_rules {
namespace {

constexpr double k_points = 0.05; // share of rows: five points is a shift
constexpr double k_times = 2;     // and so is twice or half, when it is no trifle
constexpr double k_trifle = 0.002;
constexpr double k_far = 4; // standard deviations of the difference of two counts
constexpr double k_other_series = 3;
constexpr double k_worth_answer = 0.005; // of an area's change

/// Two years, one after the other.
struct Shift {
    Month last; ///< of the second year
    double none_before, none_after, all_before, all_after;
    double share_before() const { return none_before / all_before; }
    double share_after() const { return none_after / all_after; }
    double change_of_all() const { return all_after / all_before - 1; }
    double change_of_placed() const { return (all_after - none_after) / (all_before - none_before) - 1; }
    /// Rows that moved: more or fewer without a place than at last year's share.
    double moved() const { return std::abs(none_after - none_before * all_after / all_before); }
    /// What the shift alone may have added to or taken from areas, as a proportion.
    double effect() const { return std::abs(change_of_placed() - change_of_all()); }
};

bool is_shift(const Shift& s) {
    if (s.all_before <= 0 || s.all_before <= s.none_before) return false;
    // A series that began or ended says nothing of places.
    if (s.all_after > k_other_series * s.all_before || s.all_after * k_other_series < s.all_before) return false;
    double moved = std::abs(s.share_after() - s.share_before());
    double expected = s.none_before * s.all_after / s.all_before; // at the same share
    if (std::abs(s.none_after - expected) < k_far * std::sqrt(s.none_after + expected + 1)) return false;
    if (moved > k_points) return true;
    double low = std::min(s.share_before(), s.share_after()), high = std::max(s.share_before(), s.share_after());
    return moved > k_trifle && high >= k_times * low;
}

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// Pairs of years counted back from the last month both series have.
std::vector<Shift> shifts_of(const MeasureData& data, const Series& none, const Series& force) {
    std::vector<Shift> shifts;
    std::span<const double> n(none.numerator), all(force.numerator);
    auto year = static_cast<std::size_t>(12 / data.measure->step);
    std::size_t end = std::min(n.size(), all.size());
    while (end > 0 && !(std::isfinite(n[end - 1]) && std::isfinite(all[end - 1])))
        --end;
    for (; end >= 2 * year; end -= year) {
        Shift shift{data.month_at(end - 1), sum(n.subspan(end - 2 * year, year)), sum(n.subspan(end - year, year)),
                    sum(all.subspan(end - 2 * year, year)), sum(all.subspan(end - year, year))};
        if (std::isfinite(shift.none_before + shift.none_after + shift.all_before + shift.all_after) && is_shift(shift))
            shifts.push_back(shift);
    }
    return shifts;
}

std::string words_of(const Measure& measure, const Shift& s) {
    return fmt::format("{}, 12 months to {}: {} of {} without a place ({}), the year before {} of {} ({}); all "
                       "rows "
                       "{}, those with a place {}, so {} points of an area's change may be this alone",
                       measure.title, s.last.to_words(), number(s.none_after), number(s.all_after),
                       per_cent(s.share_after()), number(s.none_before), number(s.all_before),
                       per_cent(s.share_before()), signed_number(100 * s.change_of_all(), 1) + " per cent",
                       signed_number(100 * s.change_of_placed(), 1) + " per cent", number(100 * s.effect(), 1));
}

struct Found {
    std::vector<std::pair<double, std::string>> words; ///< rows moved, for the order
    double largest = 0;
};

} // namespace

std::vector<Finding> no_location_shifts(const CheckInput& input) {
    const Areas& areas = input.areas;
    std::map<std::pair<std::string, AreaIndex>, Found> by_dataset;
    for (const MeasureData& data : input.data) {
        if (data.measure->kind != MeasureKind::count) continue;
        std::vector<const Series*> whole = wholes(data, areas);
        for (AreaIndex a = 0; a < areas.size(); ++a) {
            if (areas[a].kind != AreaKind::no_location || !areas[a].parent) continue;
            AreaIndex force = *areas[a].parent;
            if (whole[a] == nullptr || whole[force] == nullptr) continue;
            for (const Shift& shift : shifts_of(data, *whole[a], *whole[force])) {
                Found& found = by_dataset[{data.measure->dataset, force}];
                found.words.emplace_back(-shift.moved(), words_of(*data.measure, shift));
                found.largest = std::max(found.largest, shift.effect());
            }
        }
    }
    std::vector<Finding> findings;
    for (auto& [key, found] : by_dataset) {
        std::ranges::stable_sort(found.words, {}, &std::pair<double, std::string>::first);
        std::vector<std::string> words;
        for (auto& [moved, text] : found.words)
            words.push_back(std::move(text));
        bool explain = found.largest > k_worth_answer;
        const Area& force = areas[key.second];
        findings.push_back(
            make("no-location-shift", fmt::format("{} {}", key.first, force.code),
                 explain ? CheckLevel::explain : CheckLevel::note, key.first,
                 fmt::format("{}: rows moved to or from 'no location'. {}. {}", force.name, some_of(words),
                             explain ? "Say why, and read changes of areas across those years with it in mind."
                                     : "Too little to change what is said of an area.")));
    }
    return findings;
}

} // namespace peelian::check_rules
