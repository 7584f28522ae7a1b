// SPDX-License-Identifier: MIT
#include "measures/derive.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "statistics/intervals.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>

namespace peelian {
namespace {

int gravity(Flag flag) {
    switch (flag) {
    case Flag::suppressed: return 5;
    case Flag::missing: return 4;
    case Flag::low: return 3;
    case Flag::provisional: return 2;
    case Flag::revised: return 1;
    case Flag::none: break;
    }
    return 0;
}

bool has_value(const Point& p) { return p.flag != Flag::suppressed && p.flag != Flag::missing && !std::isnan(p.value); }

/// Limits of x - y from the limits of each.
Interval apart(double x, Interval of_x, double y, Interval of_y) {
    double d = x - y;
    return {d - std::hypot(x - of_x.lower, of_y.upper - y), d + std::hypot(of_x.upper - x, y - of_y.lower)};
}

void set_relative(Point& point, const Point& a, const Point& b, const Measure& of) {
    if (!(b.value > 0) || a.value < 0) return;
    if (of.kind == MeasureKind::rate) {
        RateRatio ratio = rate_ratio(a.numerator, a.denominator, b.numerator, b.denominator);
        point.value = ratio.ratio;
        point.lower = ratio.lower;
        point.upper = ratio.upper;
        return;
    }
    point.value = a.value / b.value;
    if (!(a.lower > 0 && b.lower > 0 && std::isfinite(a.upper) && std::isfinite(b.upper))) return;
    Interval logs = apart(std::log(a.value), {std::log(a.lower), std::log(a.upper)}, std::log(b.value),
                          {std::log(b.lower), std::log(b.upper)});
    point.lower = std::exp(logs.lower);
    point.upper = std::exp(logs.upper);
}

/// Walks two runs of points side by side and gives a point wherever both have one.
template <typename Combine>
std::vector<Point> together(const std::vector<Point>& a, const std::vector<Point>& b, const Combine& combine) {
    std::vector<Point> out;
    auto at = b.begin();
    for (const Point& x : a) {
        while (at != b.end() && at->last < x.last)
            ++at;
        if (at != b.end() && at->last == x.last) out.push_back(combine(x, *at));
    }
    return out;
}

/// The force without one of its areas; empty where a month of either is not known.
std::optional<Series> rest_of(const MeasureData& of, const Series& area, const Series& force) {
    Series rest = force;
    for (std::size_t i = 0; i < of.length; ++i) {
        rest.numerator[i] -= area.numerator[i];
        if (!rest.denominator.empty()) rest.denominator[i] -= area.denominator[i];
    }
    rest.flags.assign(of.length, Flag::none);
    for (const Series* s : {&area, &force})
        for (std::size_t i = 0; i < s->flags.size(); ++i)
            if (gravity(s->flags[i]) > gravity(rest.flags[i])) rest.flags[i] = s->flags[i];
    return rest;
}

/// Limits that the measure itself knows better, where the gap may be shown.
void take_limits(Series& series, const GroupGap& known) {
    for (std::size_t k = 0; k < series.estimates.size(); ++k)
        series.estimates[k] = together(series.estimates[k], known.points[k], [](Point p, const Point& limits) {
            if (std::isnan(p.value)) return p;
            p.lower = limits.lower;
            p.upper = limits.upper;
            return p;
        });
}

class Deriver {
public:
    Deriver(std::span<MeasureData> data, const Areas& areas) : data_(data), areas_(areas) {}
    void gap(MeasureData& out) const;
    void index(MeasureData& out) const;

private:
    const MeasureData* find(const std::string& id) const {
        auto found = std::ranges::find_if(data_, [&](const MeasureData& d) { return d.measure->id == id; });
        return found == data_.end() ? nullptr : &*found;
    }
    /// The other side of an area's gap.
    std::optional<Series> other_side(const MeasureData& of, const Series& own, const Measure& m) const;
    static void begin(MeasureData& out, const MeasureData& from) {
        out.first = from.first;
        out.length = from.length;
        out.series.clear();
    }
    static void finish(MeasureData& out, Series&& series);
    bool is_wanted(const Measure& m, AreaIndex area) const {
        return areas_[area].kind == AreaKind::real && is_for(m, areas_[area].level);
    }

    std::span<MeasureData> data_;
    const Areas& areas_;
};

/// Puts the base periods' values where those look who judge a series.
void Deriver::finish(MeasureData& out, Series&& series) {
    const std::vector<Point>& base = series.estimates[static_cast<std::size_t>(base_kind(*out.measure))];
    if (base.empty()) return;
    series.numerator.assign(out.length, k_missing);
    series.denominator.assign(out.length, k_missing);
    series.flags.assign(out.length, Flag::none);
    auto place = [&](const Point& p) { return static_cast<std::size_t>((p.last - out.first) / out.measure->step); };
    series.begin = place(base.front());
    series.end = place(base.back()) + 1;
    for (const Point& p : base) {
        series.numerator[place(p)] = p.value;
        series.denominator[place(p)] = p.denominator;
        series.flags[place(p)] = p.flag == Flag::missing ? Flag::none : p.flag;
    }
    out.series.push_back(std::move(series));
}

std::optional<Series> Deriver::other_side(const MeasureData& of, const Series& own, const Measure& m) const {
    auto copy = [](const Series* s) { return s == nullptr ? std::nullopt : std::optional(*s); };
    if (m.against_area == "force" || m.against_area == "rest") {
        AreaIndex force = areas_.force_of(own.area);
        const Series* whole = of.whole_of(force);
        if (whole == nullptr || force == own.area) return std::nullopt;
        return m.against_area == "force" ? copy(whole) : rest_of(of, own, *whole);
    }
    auto area = areas_.find(m.against_area);
    if (!area)
        throw Error::input("Measure '{}' is held against area '{}', which the workspace does not have", m.id,
                           m.against_area)
            .at(m.file, m.line)
            .hint("'against_area' is an area's code, 'force' or 'rest'.");
    return *area == own.area ? std::nullopt : copy(of.whole_of(*area));
}

void Deriver::gap(MeasureData& out) const {
    const Measure& m = *out.measure;
    const MeasureData* of = find(m.of);
    if (of == nullptr || of->length == 0) return;
    if (m.against_area == "rest" && (is_estimated(*of->measure) || of->measure->kind == MeasureKind::stock))
        throw Error::input("Measure '{}' cannot be held against 'rest': '{}' is a {}, which does not add up", m.id,
                           m.of, to_text(of->measure->kind))
            .at(m.file, m.line)
            .hint("Hold it against 'force' or another area.");
    begin(out, *of);
    auto breakdown = std::ranges::find(of->breakdowns, m.breakdown, &Breakdown::name);
    auto group_of = [&](const std::string& name) {
        auto at = std::ranges::find(breakdown->groups, name);
        return at == breakdown->groups.end() ? -1 : static_cast<int>(at - breakdown->groups.begin());
    };
    if (!m.breakdown.empty() && breakdown == of->breakdowns.end())
        throw Error::input("Measure '{}' compares groups of '{}', which '{}' is not broken down by", m.id, m.breakdown,
                           m.of)
            .at(m.file, m.line);
    auto b = static_cast<int>(breakdown - of->breakdowns.begin());
    for (const Series& whole : of->series) {
        if (whole.breakdown >= 0 || !is_wanted(m, whole.area)) continue;
        const Series* own = &whole;
        std::optional<Series> other;
        if (m.breakdown.empty()) {
            other = other_side(*of, whole, m);
        } else {
            own = of->find(whole.area, b, group_of(m.group));
            if (const Series* found = of->find(whole.area, b, group_of(m.against))) other = *found;
        }
        if (own == nullptr || !other) continue;
        Series series;
        series.area = whole.area;
        for (PeriodKind kind : period_kinds(m))
            series.estimates[static_cast<std::size_t>(kind)] =
                together(points_of(*of, *own, kind), points_of(*of, *other, kind), [&](const Point& x, const Point& y) {
                    return gap_between(x, y, *of->measure, m.form == "relative");
                });
        auto known = std::ranges::find_if(of->gaps, [&](const GroupGap& g) {
            return !m.breakdown.empty() && m.form == "absolute" && g.area == series.area && g.breakdown == b &&
                   g.group == own->group && g.against == other->group;
        });
        if (known != of->gaps.end()) take_limits(series, *known);
        finish(out, std::move(series));
    }
    out.notes = of->notes;
    if (of->gaps.empty()) out.notes.emplace_back("The interval takes the two sides for independent of each other.");
}

void Deriver::index(MeasureData& out) const {
    const Measure& m = *out.measure;
    std::vector<const MeasureData*> parts;
    double weights = 0;
    for (const IndexPart& part : m.parts) {
        parts.push_back(find(part.measure));
        if (parts.back() == nullptr || parts.back()->length == 0) return;
        weights += part.weight;
    }
    begin(out, *parts.front());
    for (const Series& whole : parts.front()->series) {
        if (whole.breakdown >= 0 || !is_wanted(m, whole.area)) continue;
        AreaIndex force = areas_.force_of(whole.area);
        auto has = [&](const MeasureData* part) {
            return part->whole_of(whole.area) != nullptr && part->whole_of(force) != nullptr;
        };
        if (!std::ranges::all_of(parts, has)) continue;
        Series series;
        series.area = whole.area;
        for (PeriodKind kind : period_kinds(m)) {
            std::vector<Point> sum;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                const Series* own = parts[i]->whole_of(whole.area);
                const Series* all = parts[i]->whole_of(force);
                double weight = m.parts[i].weight / weights;
                auto as_index = [&](const Point& x, const Point& y) {
                    Point p = gap_between(x, y, *parts[i]->measure, true);
                    p.value *= 100 * weight;
                    return p;
                };
                std::vector<Point> part =
                    together(points_of(*parts[i], *own, kind), points_of(*parts[i], *all, kind), as_index);
                if (i == 0) sum = part;
                else
                    sum = together(sum, part, [](Point x, const Point& y) {
                        x.value += y.value;
                        if (gravity(y.flag) > gravity(x.flag)) x.flag = y.flag;
                        return x;
                    });
            }
            for (Point& p : sum)
                p.lower = p.upper = p.denominator = k_missing;
            series.estimates[static_cast<std::size_t>(kind)] = std::move(sum);
        }
        finish(out, std::move(series));
    }
}

/// Adds the rows of `from` to a series of counts, and its gravest flags.
void add_counts(Series& to, const Series& from) {
    for (std::size_t i = 0; i < to.numerator.size(); ++i) {
        to.numerator[i] += from.numerator[i];
        if (!to.beside.empty() && !from.beside.empty()) to.beside[i] += from.beside[i];
    }
    to.flags.resize(to.numerator.size(), Flag::none);
    for (std::size_t i = 0; i < from.flags.size(); ++i)
        if (gravity(from.flags[i]) > gravity(to.flags[i])) to.flags[i] = from.flags[i];
}

void bound_unknown(MeasureData& data) {
    const Measure& m = *data.measure;
    if (data.breakdowns.empty()) return;
    Breakdown groups = data.breakdowns[0];
    auto is_unknown = [&](int g) {
        return g >= 0 && std::ranges::find(m.unknown, groups.groups[static_cast<std::size_t>(g)]) != m.unknown.end();
    };
    std::map<AreaIndex, Series> unknown;
    for (const Series& s : data.series)
        if (s.breakdown == 0 && is_unknown(s.group)) {
            auto [at, fresh] = unknown.try_emplace(s.area, s);
            if (!fresh) add_counts(at->second, s);
        }
    auto first = static_cast<int>(data.breakdowns.size());
    data.breakdowns.push_back({groups.name + "_unknown_in_group", "If all unknown were of the group", groups.groups});
    data.breakdowns.push_back(
        {groups.name + "_unknown_in_" + slug(m.against), "If all unknown were " + m.against, groups.groups});
    std::vector<Series> more;
    for (const Series& s : data.series) {
        auto add = unknown.find(s.area);
        if (s.breakdown != 0 || is_unknown(s.group) || add == unknown.end()) continue;
        bool against = groups.groups[static_cast<std::size_t>(s.group)] == m.against;
        for (int in_against : {0, 1}) {
            Series bound = s;
            bound.breakdown = first + in_against;
            if (against == (in_against == 1)) add_counts(bound, add->second);
            more.push_back(std::move(bound));
        }
    }
    std::ranges::move(more, std::back_inserter(data.series));
    std::ranges::sort(data.series, {}, [](const Series& s) { return std::tuple(s.area, s.breakdown, s.group); });
}

} // namespace

Point gap_between(const Point& a, const Point& b, const Measure& of, bool relative) {
    Point point;
    point.kind = a.kind;
    point.last = a.last;
    point.flag = gravity(a.flag) >= gravity(b.flag) ? a.flag : b.flag;
    if (!has_value(a) || !has_value(b)) {
        if (gravity(point.flag) < gravity(Flag::missing)) point.flag = Flag::missing;
        return point;
    }
    point.denominator = std::min(a.denominator, b.denominator);
    if (relative) {
        set_relative(point, a, b, of);
    } else {
        point.value = a.value - b.value;
        Interval limits = apart(a.value, {a.lower, a.upper}, b.value, {b.lower, b.upper});
        point.lower = limits.lower;
        point.upper = limits.upper;
    }
    if (std::isnan(point.value)) point.flag = Flag::missing;
    return point;
}

void derive(std::span<MeasureData> data, const Areas& areas) {
    Deriver deriver(data, areas);
    for (MeasureData& out : data) {
        if (out.measure->kind == MeasureKind::ratio && !out.measure->unknown.empty()) bound_unknown(out);
        if (out.measure->kind == MeasureKind::gap) deriver.gap(out);
        if (out.measure->kind == MeasureKind::index) deriver.index(out);
    }
}

} // namespace peelian
