// SPDX-License-Identifier: MIT
// Rules of arithmetic: groups make up their whole, areas make up the area above.
//
// A force's rows lie each in one of its boroughs or stand-ins, so those can never add up
// to less than the force. To more they can: a borough counts what happened in it whoever
// recorded it, and a second force's rows there are also that force's "elsewhere". A force's
// parts are its units, its boroughs in none and its stand-ins; a unit is its boroughs.
#include "base/text.hpp"
#include "checks/rules.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace peelian::check_rules {
namespace {

/// A place and month where a sum is not what it must be.
struct Misfit {
    AreaIndex area;
    std::size_t at;
    double parts, whole;
};

bool differs(double parts, double whole) {
    return std::abs(parts - whole) > 1e-6 * std::max({1.0, std::abs(whole), std::abs(parts)});
}

std::vector<double> add(std::vector<double> sum, const std::vector<double>& values) {
    if (sum.empty()) return values;
    for (std::size_t i = 0; i < std::min(sum.size(), values.size()); ++i)
        sum[i] += values[i]; // NaN, a missing part, makes the sum unknown
    return sum;
}

void compare(std::vector<Misfit>& misfits, AreaIndex area, const std::vector<double>& parts,
             const std::vector<double>& whole) {
    for (std::size_t i = 0; i < std::min(parts.size(), whole.size()); ++i)
        if (std::isfinite(parts[i]) && std::isfinite(whole[i]) && differs(parts[i], whole[i]))
            misfits.push_back({area, i, parts[i], whole[i]});
}

std::string words_of(const MeasureData& data, const Areas& areas, std::vector<Misfit> misfits) {
    std::ranges::stable_sort(misfits, std::greater{}, [](const Misfit& m) { return std::abs(m.parts - m.whole); });
    std::vector<std::string> words;
    words.reserve(misfits.size());
    for (const Misfit& m : misfits)
        words.push_back(fmt::format("{}, {}: {} against {}", areas[m.area].name, data.month_at(m.at).to_words(),
                                    number(m.parts), number(m.whole)));
    return some_of(words);
}

/// Series of the parts of an area's breakdown added up: numerators and denominators.
struct Sum {
    std::vector<double> numerator, denominator;
};

// ---- wards -----------------------------------------------------------------------------

/// Ward sums beside their boroughs, over months that both have.
struct WardSums {
    double wards = 0, boroughs = 0;
    std::size_t more = 0, fewer = 0; ///< boroughs and months
    Misfit largest{};
    std::string measure, largest_words;
    std::optional<Month> first, last;
};

WardSums ward_sums_of(const MeasureData& data, const Areas& areas) {
    WardSums sums;
    std::vector<const Series*> whole = wholes(data, areas);
    for (AreaIndex b : areas.of_level(Level::borough)) {
        std::vector<double> parts;
        for (AreaIndex ward : areas[b].children)
            if (whole[ward] != nullptr) parts = add(std::move(parts), whole[ward]->numerator);
        if (parts.empty() || whole[b] == nullptr) continue;
        for (std::size_t i = 0; i < std::min(parts.size(), whole[b]->numerator.size()); ++i) {
            double own = whole[b]->numerator[i];
            if (!std::isfinite(parts[i]) || !std::isfinite(own)) continue;
            sums.wards += parts[i];
            sums.boroughs += own;
            Month month = data.month_at(i);
            sums.first = sums.first ? std::min(*sums.first, month) : month;
            sums.last = sums.last ? std::max(*sums.last, month) : month;
            if (!differs(parts[i], own)) continue;
            ++(parts[i] > own ? sums.more : sums.fewer);
            if (std::abs(parts[i] - own) <= std::abs(sums.largest.parts - sums.largest.whole)) continue;
            sums.largest = {b, i, parts[i], own};
            sums.largest_words = fmt::format("{}, {}: {} in its wards, {} in all", areas[b].name, month.to_words(),
                                             number(parts[i]), number(own));
        }
    }
    sums.measure = data.measure->title;
    return sums;
}

Finding ward_finding(const std::string& dataset, const WardSums& sums, std::size_t measures) {
    double share = sums.boroughs > 0 ? (sums.wards - sums.boroughs) / sums.boroughs : 0;
    bool explain = sums.more > 0 || std::abs(share) > 0.005;
    std::string direction;
    if (sums.more > 0 && sums.fewer > 0)
        direction = fmt::format("The wards have fewer in {} and more in {}, so these are two downloads of "
                                "different dates, and not only rows without a ward. ",
                                counted(sums.fewer, "borough-month"), counted(sums.more, "borough-month"));
    else if (sums.more > 0) direction = fmt::format("The wards have more in {}. ", counted(sums.more, "borough-month"));
    return make("ward-sums", dataset, explain ? CheckLevel::explain : CheckLevel::note, dataset,
                fmt::format("Wards do not add up to their boroughs in {} of {}. {}, {}: {} in wards, {} in "
                            "boroughs ({}). {}Largest: {}. Each is shown as published. {}",
                            counted(measures, "measure"), dataset, sums.measure,
                            months_in_words(*sums.first, *sums.last), number(sums.wards), number(sums.boroughs),
                            share == 0 ? "the same in all" : fmt::format("{}{}", share > 0 ? "+" : "", per_cent(share)),
                            direction, sums.largest_words,
                            explain ? "Load both from the same day if you can, and say what the rest is."
                                    : "The rest are rows without a ward."));
}

} // namespace

std::vector<Finding> groups_do_not_add(const CheckInput& input) {
    std::vector<Finding> findings;
    for (const MeasureData& data : input.data) {
        if (!adds_up(*data.measure)) continue;
        std::map<std::pair<AreaIndex, int>, Sum> sums;
        for (const Series& series : data.series) {
            if (series.breakdown < 0) continue;
            Sum& sum = sums[{series.area, series.breakdown}];
            sum.numerator = add(std::move(sum.numerator), series.numerator);
            sum.denominator = add(std::move(sum.denominator), series.denominator);
        }
        std::vector<const Series*> whole = wholes(data, input.areas);
        std::map<int, std::vector<Misfit>> misfits;
        for (const auto& [key, sum] : sums) {
            const auto& [area, breakdown] = key;
            if (whole[area] == nullptr) continue;
            compare(misfits[breakdown], area, sum.numerator, whole[area]->numerator);
            if (data.measure->kind == MeasureKind::proportion)
                compare(misfits[breakdown], area, sum.denominator, whole[area]->denominator);
        }
        for (const auto& [breakdown, found] : misfits) {
            if (found.empty()) continue;
            const std::string& name = data.breakdowns[static_cast<std::size_t>(breakdown)].name;
            findings.push_back(
                make("groups-do-not-add", data.measure->id + " " + name, CheckLevel::stop, data.measure->id,
                     fmt::format("{} by {}: the groups do not add up to the whole: {}. Every row must be in one "
                                 "group and only one; see the measure's statement and the dataset's column.",
                                 data.measure->title, name, words_of(data, input.areas, found))));
        }
    }
    return findings;
}

namespace {

/// Units that are not the sum of their boroughs.
std::vector<Misfit> misfits_of_units(const std::vector<const Series*>& whole, const Areas& areas) {
    std::vector<Misfit> misfits;
    for (AreaIndex unit : areas.of_level(Level::unit)) {
        std::vector<double> parts;
        for (AreaIndex borough : areas[unit].children)
            if (whole[borough] != nullptr) parts = add(std::move(parts), whole[borough]->numerator);
        if (whole[unit] != nullptr) compare(misfits, unit, parts, whole[unit]->numerator);
    }
    return misfits;
}

} // namespace

std::vector<Finding> areas_do_not_add(const CheckInput& input) {
    const Areas& areas = input.areas;
    std::vector<Finding> findings;
    for (const MeasureData& data : input.data) {
        if (!adds_up(*data.measure)) continue;
        std::vector<const Series*> whole = wholes(data, areas);
        std::vector<double> foreign; // other forces' rows outside their own boroughs
        for (AreaIndex a = 0; a < areas.size(); ++a)
            if (areas[a].kind == AreaKind::elsewhere && whole[a] != nullptr)
                foreign = add(std::move(foreign), whole[a]->numerator);
        std::vector<Misfit> less, more;
        for (AreaIndex force : areas.of_level(Level::force)) {
            if (whole[force] == nullptr) continue;
            std::vector<double> parts, own_elsewhere;
            for (AreaIndex child : areas[force].children) {
                if (whole[child] == nullptr) continue;
                parts = add(std::move(parts), whole[child]->numerator);
                if (areas[child].kind == AreaKind::elsewhere) own_elsewhere = whole[child]->numerator;
            }
            std::vector<Misfit> found;
            compare(found, force, parts, whole[force]->numerator);
            for (const Misfit& m : found) {
                double theirs = foreign.empty() ? 0 : foreign[m.at] - (own_elsewhere.empty() ? 0 : own_elsewhere[m.at]);
                if (m.parts < m.whole) less.push_back(m);
                else if (m.parts - m.whole > theirs + 1e-6 * m.whole) more.push_back(m);
            }
        }
        if (std::vector<Misfit> units = misfits_of_units(whole, areas); !units.empty())
            findings.push_back(
                make("areas-do-not-add", data.measure->id + " unit", CheckLevel::stop, data.measure->id,
                     fmt::format("{}: boroughs do not add up to their command unit: {}. See the units of "
                                 "geography/areas.csv.",
                                 data.measure->title, words_of(data, areas, units))));
        if (!less.empty())
            findings.push_back(
                make("areas-do-not-add", data.measure->id, CheckLevel::stop, data.measure->id,
                     fmt::format("{}: boroughs and stand-ins add up to less than their force: {}. Rows are lost "
                                 "between the two: see the lookup of places and 'elsewhere' and 'no location'.",
                                 data.measure->title, words_of(data, areas, less))));
        if (!more.empty())
            findings.push_back(
                make("areas-add-to-more", data.measure->id, CheckLevel::explain, data.measure->id,
                     fmt::format("{}: boroughs and stand-ins add up to more than their force, and other forces "
                                 "of "
                                 "the workspace do not account for it: {}. Rows of a force that is not in the "
                                 "workspace lie there, or rows are counted twice. Say which.",
                                 data.measure->title, words_of(data, areas, more))));
    }
    return findings;
}

std::vector<Finding> ward_sums(const CheckInput& input) {
    std::map<std::string, std::pair<WardSums, std::size_t>> by_dataset; // the largest measure speaks
    for (const MeasureData& data : input.data) {
        if (!adds_up(*data.measure) || data.measure->kind == MeasureKind::rate) continue;
        WardSums sums = ward_sums_of(data, input.areas);
        if (sums.more + sums.fewer == 0) continue;
        auto& [largest, measures] = by_dataset[data.measure->dataset];
        ++measures;
        if (sums.boroughs > largest.boroughs) largest = std::move(sums);
    }
    std::vector<Finding> findings;
    findings.reserve(by_dataset.size());
    for (const auto& [dataset, entry] : by_dataset)
        findings.push_back(ward_finding(dataset, entry.first, entry.second));
    return findings;
}

} // namespace peelian::check_rules
