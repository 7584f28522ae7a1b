// SPDX-License-Identifier: MIT
// Values that stand out from their own series so far that a fault is likelier than the
// world: zero where there were many, ten times too much or too little, a new footing.
#include "base/text.hpp"
#include "checks/neighbours.hpp"
#include "checks/rules.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

namespace peelian::check_rules {
namespace {

// A lost digit divides by ten, but the value it was lost from varies too: 6 is well
// inside that and far outside what recorded series do by themselves.
constexpr double k_times = 6;
constexpr double k_far = 6;     // standard deviations (neighbours.hpp)
constexpr double k_enough = 20; // a count that cannot well be zero
constexpr double k_many = 50;   // fewer may be one operation, or one night
constexpr std::size_t k_year = 12, k_half = 6, k_fewest = 3;

/// Something odd in one series.
struct Event {
    AreaIndex area;
    std::size_t at, end; ///< base periods: the first, and the first after it
    double size;         ///< for the order in the message
    std::string words;
};

/// How the values of a measure are looked at.
struct View {
    enum class Kind { count, value, none } kind = Kind::none;
    bool denominator = false; ///< the people of a rate, not the events
};
View view_of(const Measure& measure) {
    switch (measure.kind) {
    case MeasureKind::count:
    case MeasureKind::sum: return {View::Kind::count, false};
    case MeasureKind::stock: return {View::Kind::value, false};
    case MeasureKind::rate: return {View::Kind::value, true};
    default: return {}; // the counts they are made of are measures too
    }
}

std::span<const double> values_of(const Series& series, const View& view) {
    return view.denominator ? series.denominator : series.numerator;
}

bool is_break(const Measure& measure, Month month) {
    return std::ranges::any_of(measure.breaks,
                               [&](const SeriesBreak& b) { return std::abs(b.from - month) <= measure.step; });
}

std::string shown(double value, const Measure& measure) {
    bool whole = measure.kind == MeasureKind::count || value == std::round(value);
    return number(value, whole ? 0 : std::max(measure.decimals, 2));
}

std::string place_and_month(const MeasureData& data, const Areas& areas, AreaIndex area, std::size_t at) {
    return fmt::format("{}, {}", areas[area].name, data.month_at(at).to_words());
}

/// Whether a ratio is near a whole power of ten: a slip of the decimal point.
std::string slip(double ratio) {
    double power = std::log10(ratio > 1 ? ratio : 1 / ratio);
    double whole = std::round(power);
    if (whole < 1 || std::abs(power - whole) > 0.1) return "";
    return fmt::format(" (about {} times too {}: is a digit or the decimal point wrong?)", number(std::pow(10, whole)),
                       ratio > 1 ? "many" : "few");
}

// ---- sudden zero ---------------------------------------------------------------------

/// A run of zeros [begin, end) beside months that have many.
std::optional<Event> zero_run(const MeasureData& data, const Series& series, std::size_t begin, std::size_t end,
                              const Areas& areas) {
    const std::vector<double>& counts = series.numerator;
    std::vector<double> before_it = before(counts, begin, k_year);
    std::vector<double> after_it = from(counts, end, k_year);
    bool starts = before_it.empty(); // the series begins with it: held against what follows
    const std::vector<double>& beside = starts ? after_it : before_it;
    if (beside.size() < k_fewest || median(beside) < k_enough || count_distance(0, beside) > -k_far) return {};
    // A short run that few follow too is the foot of a fall (the spring of 2020).
    std::vector<double> next = from(counts, end, k_fewest);
    if (end - begin < k_half && !next.empty() && count_distance(0, next) > -k_far) return {};
    double usual = median(beside);
    std::string when = months_in_words(data.month_at(begin), data.month_at(end - 1));
    return Event{series.area, begin, end, usual,
                 fmt::format("{}, {}: 0, where {} are usual", areas[series.area].name, when, number(usual))};
}

std::vector<Event> zeros(const MeasureData& data, const Series& series, const View& view, const Areas& areas) {
    std::vector<Event> events;
    if (view.kind != View::Kind::count) return events;
    const std::vector<double>& counts = series.numerator;
    for (std::size_t i = 0; i < counts.size();) {
        if (counts[i] != 0) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < counts.size() && counts[end] == 0)
            ++end;
        bool declared = is_break(*data.measure, data.month_at(i)) ||
                        (end < counts.size() && is_break(*data.measure, data.month_at(end)));
        if (!declared)
            if (auto event = zero_run(data, series, i, end, areas)) events.push_back(std::move(*event));
        i = end;
    }
    return events;
}

// ---- many times its neighbours ---------------------------------------------------------

bool is_times(double value, double usual, View::Kind kind) {
    if (kind == View::Kind::value) return std::abs(std::log(value / usual)) >= std::log(k_times);
    bool up = value >= k_times * std::max(usual, 1.0) && value >= k_many;
    return up || (value > 0 && value * k_times <= usual);
}

/// Whether the value at `at` is many times the values around it, before and after.
bool far_off(std::span<const double> values, std::size_t at, const std::vector<double>& around, View::Kind kind) {
    double value = values[at];
    bool count = kind == View::Kind::count;
    if (!count && (value <= 0 || std::ranges::any_of(around, [](double x) { return x <= 0; }))) return false;
    auto times = [&](double usual) { return is_times(value, usual, kind); };
    if (!times(median(around)) || !on_both_sides(values, at, times)) return false;
    return std::abs(count ? count_distance(value, around) : log_distance(value, around)) >= k_far;
}

std::vector<Event> spikes(const MeasureData& data, const Series& series, const View& view, const Areas& areas) {
    std::vector<Event> events;
    if (view.kind == View::Kind::none) return events;
    std::span<const double> values = values_of(series, view);
    auto per_year = static_cast<std::size_t>(12 / data.measure->step);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        std::vector<double> around = neighbours(values, i, per_year);
        bool first = before(values, i, 1).empty(); // of two values the later one is the odd one
        std::size_t fewest = view.kind == View::Kind::count || first ? k_fewest : 1;
        if (around.size() < fewest || !far_off(values, i, around, view.kind)) continue;
        double usual = median(around);
        double ratio = values[i] / std::max(usual, 1e-9);
        std::string_view what = view.denominator ? " people" : "";
        events.push_back(
            {series.area, i, i + 1, std::abs(std::log(std::min(ratio, 1e6))),
             fmt::format("{}: {}{} where {} {} usual{}", place_and_month(data, areas, series.area, i),
                         shown(values[i], *data.measure), what, shown(usual, *data.measure), usual == 1 ? "is" : "are",
                         view.kind == View::Kind::count && std::min(values[i], usual) < 5 ? "" : slip(ratio))});
    }
    return events;
}

// ---- a lasting jump --------------------------------------------------------------------

struct Lasting {
    std::size_t at;
    double low, high, log_ratio, step;
};

std::optional<Lasting> jump_at(std::span<const double> values, std::size_t at, View::Kind kind) {
    std::vector<double> old = before(values, at, k_half), now = from(values, at, k_half);
    if (old.size() < k_fewest || now.size() < k_fewest) return {};
    double was = median(old), is = median(now);
    if (was <= 0 || is <= 0) return {};
    double ratio = std::log(is / was);
    if (std::abs(ratio) < std::log(k_times)) return {};
    bool count = kind == View::Kind::count;
    if (count && (std::max(was, is) < k_enough || std::abs(count_distance(is, old)) < k_far)) return {};
    if (!count &&
        (std::ranges::any_of(old, [](double x) { return x <= 0; }) || std::abs(log_distance(is, old)) < k_far))
        return {};
    double step = std::abs(std::log((values[at] + 0.5) / (old.front() + 0.5)));
    return Lasting{at, was, is, ratio, step};
}

std::vector<Event> jumps(const MeasureData& data, const Series& series, const View& view, const Areas& areas) {
    std::span<const double> values = values_of(series, view);
    std::optional<Lasting> largest;
    if (view.kind == View::Kind::none) return {};
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (!std::isfinite(values[i]) || is_break(*data.measure, data.month_at(i))) continue;
        auto jump = jump_at(values, i, view.kind);
        // The medians jump for several months on end; the value itself jumps in one.
        if (jump && (!largest || jump->step > largest->step)) largest = jump;
    }
    if (!largest) return {};
    return {{series.area, largest->at, largest->at + 1, std::abs(largest->log_ratio),
             fmt::format("{}: {} before, {} from then on{}", place_and_month(data, areas, series.area, largest->at),
                         shown(largest->low, *data.measure), shown(largest->high, *data.measure),
                         view.kind == View::Kind::count && std::min(largest->low, largest->high) < 5
                             ? ""
                             : slip(std::exp(largest->log_ratio)))}};
}

// ---- what of it to say -------------------------------------------------------------------

/// The events of one measure, of force and borough wholes.
struct Events {
    std::vector<Event> zeros, lasting, spikes;
};

/// Whether the same happened near `event` in one of these areas: then it has one cause,
/// and is said once.
bool beside(const std::vector<Event>& others, const Event& event, std::initializer_list<AreaIndex> areas,
            std::size_t reach) {
    return std::ranges::any_of(others, [&](const Event& other) {
        return std::ranges::find(areas, other.area) != areas.end() && other.at <= event.end + reach &&
               event.at <= other.end + reach;
    });
}

/// What is odd in one series.
Events events_in(const MeasureData& data, const Series& series, const Areas& areas) {
    View view = view_of(*data.measure);
    return {zeros(data, series, view, areas), jumps(data, series, view, areas), spikes(data, series, view, areas)};
}

/// Adds the events of one series to those of its measure, without those that have their
/// cause elsewhere: in a month known to be incomplete, in the series itself under another
/// name, in the force (whose series comes first), or in all of the dataset (`widest`).
void add(Events found, const MeasureData& data, AreaIndex area, const CheckInput& input, const ShortMonths& known,
         const Events* widest, Events& events) {
    AreaIndex force = input.areas.force_of(area);
    auto elsewhere = [&](const std::vector<Event> Events::*kind, const Event& e, std::size_t reach) {
        return (force != area && beside(events.*kind, e, {force}, reach)) ||
               (widest != nullptr && beside(widest->*kind, e, {area, force}, reach));
    };
    auto is_known = [&](const Event& e) { return known.contains({data.measure->dataset, force, data.month_at(e.at)}); };
    std::erase_if(found.zeros, [&](const Event& e) {
        return is_known(e) || elsewhere(&Events::zeros, e, k_half) || elsewhere(&Events::lasting, e, k_half);
    });
    std::erase_if(found.lasting, [&](const Event& e) {
        return is_known(e) || beside(found.zeros, e, {area}, k_year) || elsewhere(&Events::zeros, e, k_year) ||
               elsewhere(&Events::lasting, e, k_year);
    });
    std::erase_if(found.spikes, [&](const Event& e) {
        return is_known(e) || beside(found.zeros, e, {area}, k_half) || beside(found.lasting, e, {area}, k_half) ||
               elsewhere(&Events::zeros, e, k_half) || elsewhere(&Events::lasting, e, k_half) ||
               elsewhere(&Events::spikes, e, 0);
    });
    std::ranges::move(found.zeros, std::back_inserter(events.zeros));
    std::ranges::move(found.lasting, std::back_inserter(events.lasting));
    std::ranges::move(found.spikes, std::back_inserter(events.spikes));
}

/// The events of a measure over forces and boroughs; what is odd in a unit is so in a borough.
Events events_of(const MeasureData& data, const CheckInput& input, const ShortMonths& known, const Events* widest) {
    Events events;
    for (Level level : {Level::force, Level::borough})
        for (const Series& series : data.series)
            if (const Area& area = input.areas[series.area];
                series.breakdown < 0 && area.level == level && area.kind == AreaKind::real)
                add(events_in(data, series, input.areas), data, series.area, input, known, widest, events);
    return events;
}

/// The widest count of each dataset, by sum over forces: what is odd in all of it is not
/// said again of its parts.
std::map<std::string, const MeasureData*> widest_counts(const CheckInput& input) {
    std::map<std::string, std::pair<double, const MeasureData*>> widest;
    for (const MeasureData& data : input.data) {
        if (data.measure->kind != MeasureKind::count) continue;
        double total = 0;
        for (const Series& series : data.series)
            if (series.breakdown < 0 && input.areas[series.area].level == Level::force)
                for (double count : series.numerator)
                    total += std::isfinite(count) ? count : 0;
        auto& [most, which] = widest[data.measure->dataset];
        if (which == nullptr || total > most) std::tie(most, which) = std::pair(total, &data);
    }
    std::map<std::string, const MeasureData*> found;
    for (const auto& [dataset, entry] : widest)
        found.emplace(dataset, entry.second);
    return found;
}

/// The findings of one rule; measures with the very same events share one.
class Findings {
public:
    Findings(std::string_view check, std::string_view what, std::string_view cure)
        : check_(check),
          what_(what),
          cure_(cure) {}

    void add(const Measure& measure, std::vector<Event> events) {
        if (events.empty()) return;
        std::ranges::stable_sort(events, std::greater{}, &Event::size);
        std::vector<std::string> words;
        words.reserve(events.size());
        for (Event& event : events)
            words.push_back(std::move(event.words));
        for (Entry& entry : entries_) {
            if (entry.words != words) continue;
            entry.titles.push_back(measure.title);
            return;
        }
        entries_.push_back({measure.id, {measure.title}, std::move(words)});
    }
    void append_to(std::vector<Finding>& findings) const {
        for (const Entry& entry : entries_)
            findings.push_back(
                make(check_, entry.id, CheckLevel::explain, entry.id,
                     fmt::format("{}: {}: {}. {}", some_of(entry.titles, ", "), what_, some_of(entry.words), cure_)));
    }

private:
    struct Entry {
        std::string id;
        std::vector<std::string> titles, words;
    };
    std::string_view check_, what_, cure_;
    std::vector<Entry> entries_;
};

} // namespace

std::vector<Finding> jumps(const CheckInput& input, const ShortMonths& known) {
    Findings zeros("sudden-zero", "zero where there are usually many",
                   "Zero says that none happened: if none were counted, leave the months out of "
                   "the source; if "
                   "recording moved, declare a break in the measure; else say why it is so.");
    Findings spikes("many-times-neighbours", "many times more or fewer than around it",
                    "Look the rows up in the source; mend or reload it, or say what happened.");
    Findings lasting("lasting-jump", "on another footing from one month on",
                     "If the way of counting changed, declare a break in the measure; else say what happened.");
    auto widest = widest_counts(input);
    std::map<std::string, Events> of_widest; // by dataset
    for (const auto& [dataset, data] : widest)
        of_widest.emplace(dataset, events_of(*data, input, known, nullptr));
    for (const MeasureData& data : input.data) {
        const std::string& dataset = data.measure->dataset;
        auto found = widest.find(dataset);
        bool is_part = found != widest.end() && found->second != &data && data.first == found->second->first &&
                       data.measure->step == found->second->measure->step;
        Events events = events_of(data, input, known, is_part ? &of_widest[dataset] : nullptr);
        zeros.add(*data.measure, std::move(events.zeros));
        spikes.add(*data.measure, std::move(events.spikes));
        lasting.add(*data.measure, std::move(events.lasting));
    }
    std::vector<Finding> findings;
    zeros.append_to(findings);
    spikes.append_to(findings);
    lasting.append_to(findings);
    return findings;
}

} // namespace peelian::check_rules
