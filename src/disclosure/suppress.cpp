// SPDX-License-Identifier: MIT
#include "disclosure/suppress.hpp"

#include "base/parallel.hpp"
#include "disclosure/linked_tables.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace peelian {
namespace {

std::string_view reason_text(HiddenFor why) {
    switch (why) {
    case HiddenFor::small_count: return "small count";
    case HiddenFor::small_remainder: return "small remainder";
    case HiddenFor::small_base: return "small base";
    case HiddenFor::nobody: return "nobody";
    case HiddenFor::complement: return "complement";
    case HiddenFor::hidden_whole: return "hidden whole";
    case HiddenFor::same_number: return "same number elsewhere";
    case HiddenFor::compared_with: return "compared with";
    default: return "";
    }
}

void add_up(Suppression& to, const Suppression& from) {
    to.primary += from.primary;
    to.secondary += from.secondary;
    to.weak += from.weak;
    to.failed += from.failed;
    to.low += from.low;
    to.rounded += from.rounded;
    for (const auto& [reason, n] : from.by_reason)
        to.by_reason[reason] += n;
}

/// Marks what was hidden in one month. Threads write to different places: one month is
/// one element of each series.
Suppression apply(const LinkedTables& tables, Month month, const LinkedTables::State& state, bool keep_hidden) {
    Suppression done;
    for (std::size_t c = 0; c < tables.size(); ++c) {
        const LinkedTables::Cell& cell = state.cells[c];
        if (!cell.hidden() || cell.why == HiddenFor::missing) continue;
        Series& series = tables.series(c);
        std::size_t t = tables.position(c, month);
        series.flags[t] = Flag::suppressed;
        ++(cell.primary() ? done.primary : done.secondary);
        done.weak += cell.weak;
        done.failed += cell.failed;
        ++done.by_reason[std::string(reason_text(cell.why))];
        if (keep_hidden) continue;
        series.numerator[t] = k_missing;
        if (tables.hides_base(c)) series.denominator[t] = k_missing;
    }
    return done;
}

Suppression suppress_counts(std::span<MeasureData* const> data, const Areas& areas, const Profile& profile,
                            const SuppressOptions& options) {
    LinkedTables tables(data, areas, profile);
    std::vector<Month> months = tables.months();
    if (months.empty()) return {};
    tables.link();
    for (MeasureData* measure : data)
        for (Series& series : measure->series)
            series.flags.resize(measure->length, Flag::none);
    Suppression all;
    std::mutex adding;
    // Runs of months, so that a thread's graphs are made once for many.
    std::size_t runs = std::min<std::size_t>(months.size(), 4UL * std::max(1U, options.threads));
    parallel_for(runs, options.threads, [&](std::size_t run) {
        LinkedTables::State state;
        Suppression some;
        for (std::size_t m = run; m < months.size(); m += runs) {
            tables.protect(months[m], state);
            add_up(some, apply(tables, months[m], state, options.keep_hidden));
        }
        std::scoped_lock lock(adding);
        add_up(all, some);
    });
    return all;
}

/// Series that the profile does not publish at all. They go first: what is not published
/// needs no protection, and protects nothing.
Suppression withhold_series(MeasureData& data, const Areas& areas, const Profile& profile, bool keep_hidden) {
    Suppression done;
    for (Series& series : data.series) {
        std::string_view breakdown;
        if (series.breakdown >= 0) breakdown = data.breakdowns[static_cast<std::size_t>(series.breakdown)].name;
        if (!profile.rule_for(*data.measure, rule_level(areas, series.area), breakdown).withhold) continue;
        series.flags.resize(data.length, Flag::none);
        for (std::size_t t = 0; t < data.length; ++t) {
            if (series.flags[t] == Flag::missing || std::isnan(series.numerator[t])) continue;
            series.flags[t] = Flag::suppressed;
            ++done.primary;
            ++done.by_reason["not published"];
            if (keep_hidden) continue;
            series.numerator[t] = k_missing;
            if (!series.denominator.empty()) series.denominator[t] = k_missing;
        }
    }
    return done;
}

/// Rounding and small survey bases, series by series.
Suppression adjust(MeasureData& data, const Areas& areas, const Profile& profile, bool keep_hidden) {
    Suppression done;
    bool share_of_base = is_part_of_base(*data.measure);
    for (Series& series : data.series) {
        std::string_view breakdown;
        if (series.breakdown >= 0) breakdown = data.breakdowns[static_cast<std::size_t>(series.breakdown)].name;
        const DisclosureRule& rule = profile.rule_for(*data.measure, rule_level(areas, series.area), breakdown);
        if (rule.open() || (rule.round == 0 && rule.base_hide == 0 && rule.base_low == 0)) continue;
        series.flags.resize(data.length, Flag::none);
        for (std::size_t t = 0; t < data.length; ++t) {
            double base = series.denominator.empty() ? k_missing : series.denominator[t];
            if (series.flags[t] == Flag::suppressed || series.flags[t] == Flag::missing) continue;
            if (base < rule.base_hide) {
                series.flags[t] = Flag::suppressed;
                ++done.primary;
                ++done.by_reason["few answers"];
                if (!keep_hidden) series.numerator[t] = series.denominator[t] = k_missing;
                continue;
            }
            if (base < rule.base_low && series.flags[t] == Flag::none) {
                series.flags[t] = Flag::low;
                ++done.low;
            }
            if (rule.round == 0 || std::isnan(series.numerator[t])) continue;
            auto rounded = [&](double v) { return std::floor(v / rule.round + 0.5) * rule.round; };
            series.numerator[t] = rounded(series.numerator[t]);
            if (share_of_base) series.denominator[t] = rounded(base);
            ++done.rounded;
        }
    }
    return done;
}

/// A ratio against a base of few people tells of those few. Where one area's is too small the
/// group is hidden in all areas of that level (units with boroughs), and the wholes' bases with
/// it: so no base comes back as what others leave of a sum.
Suppression hide_small_bases(MeasureData& data, const Areas& areas, const Profile& profile, bool keep_hidden) {
    Suppression done;
    auto rule_of = [&](const Series& s) -> const DisclosureRule& {
        std::string_view name = s.breakdown < 0 ? "" : data.breakdowns[static_cast<std::size_t>(s.breakdown)].name;
        return profile.rule_for(*data.measure, rule_level(areas, s.area), name);
    };
    for (std::size_t t = 0; t < data.length; ++t) {
        std::set<std::tuple<Level, int, int>> small;
        std::set<Level> levels;
        for (const Series& s : data.series) {
            double base = s.denominator.empty() ? k_missing : s.denominator[t];
            if (s.breakdown < 0 || !(base > 0 && base < rule_of(s).threshold)) continue;
            small.insert({hidden_with(areas[s.area].level), s.breakdown, s.group});
            levels.insert(hidden_with(areas[s.area].level));
        }
        for (Series& s : data.series) {
            Level level = hidden_with(areas[s.area].level);
            if (s.breakdown < 0 && levels.contains(level) && !s.denominator.empty() && !keep_hidden)
                s.denominator[t] = k_missing;
            if (!small.contains({level, s.breakdown, s.group})) continue;
            s.flags.resize(data.length, Flag::none);
            if (s.flags[t] == Flag::suppressed || std::isnan(s.numerator[t])) continue;
            bool own = s.denominator[t] > 0 && s.denominator[t] < rule_of(s).threshold;
            s.flags[t] = Flag::suppressed;
            ++(own ? done.primary : done.secondary);
            ++done.by_reason[own ? "small base" : "complement"];
            if (!keep_hidden) s.numerator[t] = s.denominator[t] = k_missing;
        }
    }
    return done;
}

/// The stages of a funnel and where cases were lost are two tables of the same cases: what
/// two stages differ by is what was lost between them. Where that, or a reason, is small in
/// one area, both tables are withheld for the month in all areas of the level (units with
/// boroughs) and of finer ones, so that nothing comes back from one table, from the other or from other areas.
Suppression withhold_funnels(MeasureData& data, const Areas& areas, const Profile& profile, bool keep_hidden) {
    Suppression done;
    std::vector<int> tables;
    for (std::size_t b = 0; b < data.breakdowns.size(); ++b)
        if (data.breakdowns[b].name == k_stage_breakdown || data.breakdowns[b].name == k_lost_breakdown)
            tables.push_back(static_cast<int>(b));
    auto rule_of = [&](AreaIndex area, int breakdown) -> const DisclosureRule& {
        return profile.rule_for(*data.measure, rule_level(areas, area),
                                data.breakdowns[static_cast<std::size_t>(breakdown)].name);
    };
    // Groups of each area and table, in order.
    std::map<std::pair<AreaIndex, int>, std::vector<const Series*>> groups;
    for (const Series& s : data.series)
        if (std::ranges::find(tables, s.breakdown) != tables.end()) groups[{s.area, s.breakdown}].push_back(&s);
    auto is_small = [&](AreaIndex area, int table, const std::vector<const Series*>& series, std::size_t t) {
        bool stages = data.breakdowns[static_cast<std::size_t>(table)].name == k_stage_breakdown;
        double threshold = rule_of(area, table).threshold;
        const Series* whole = data.whole_of(area);
        double before = whole == nullptr || whole->denominator.empty() ? k_missing : whole->denominator[t];
        return std::ranges::any_of(series, [&](const Series* s) {
            double lost = stages ? std::exchange(before, s->numerator[t]) - s->numerator[t] : s->numerator[t];
            return lost > 0 && lost < threshold;
        });
    };
    for (std::size_t t = 0; t < data.length; ++t) {
        std::optional<Level> coarsest;
        for (const auto& [key, series] : groups) {
            Level level = hidden_with(areas[key.first].level);
            if ((!coarsest || level < *coarsest) && is_small(key.first, key.second, series, t)) coarsest = level;
        }
        if (!coarsest) continue;
        for (Series& s : data.series) {
            if (std::ranges::find(tables, s.breakdown) == tables.end() || hidden_with(areas[s.area].level) < *coarsest)
                continue;
            s.flags.resize(data.length, Flag::none);
            if (s.flags[t] == Flag::suppressed || std::isnan(s.numerator[t])) continue;
            s.flags[t] = Flag::suppressed;
            ++done.secondary;
            ++done.by_reason["small number lost"];
            if (!keep_hidden) s.numerator[t] = s.denominator[t] = k_missing;
        }
    }
    return done;
}

/// The base an estimate must have: survey answers, or people where they are protected.
bool is_too_small(const DisclosureRule& rule, double base) {
    return base < rule.base_hide || (base < rule.threshold && (base > 0 || rule.zero));
}

/// Estimates (medians, survey means) do not add up, so one cannot be had from others; their
/// bases do, and are shown rounded where people are protected.
Suppression adjust_estimates(MeasureData& data, const Areas& areas, const Profile& profile, bool keep_hidden) {
    Suppression done;
    for (Series& series : data.series) {
        std::string_view breakdown;
        if (series.breakdown >= 0) breakdown = data.breakdowns[static_cast<std::size_t>(series.breakdown)].name;
        const DisclosureRule& rule = profile.rule_for(*data.measure, rule_level(areas, series.area), breakdown);
        if (rule.open()) continue;
        double multiple = std::max(rule.round, rule.threshold);
        series.flags.resize(data.length, Flag::none);
        PeriodKind own = base_kind(*data.measure);
        for (PeriodKind kind : period_kinds(*data.measure))
            for (Point& p : series.estimates[static_cast<std::size_t>(kind)]) {
                if (std::isnan(p.denominator)) continue;
                auto t = static_cast<std::size_t>((p.last - data.first) / data.measure->step);
                bool hide = is_too_small(rule, p.denominator);
                if (!hide && p.denominator < rule.base_low && p.flag == Flag::none) {
                    p.flag = Flag::low;
                    ++done.low;
                }
                if (multiple > 0) p.denominator = std::floor(p.denominator / multiple + 0.5) * multiple;
                if (hide) {
                    p.flag = Flag::suppressed;
                    ++done.primary;
                    ++done.by_reason["few answers"];
                    if (!keep_hidden) p.value = p.lower = p.upper = p.denominator = k_missing;
                }
                if (kind != own) continue;
                if (hide) series.flags[t] = Flag::suppressed;
                if (hide && t < series.beside.size() && !keep_hidden) series.beside[t] = k_missing;
                series.numerator[t] = p.value;
                series.denominator[t] = p.denominator;
            }
    }
    return done;
}

} // namespace

Suppression suppress(std::span<MeasureData> data, const Areas& areas, const Profile& profile,
                     const SuppressOptions& options) {
    Suppression all;
    if (profile.open()) return all;
    for (MeasureData& measure : data)
        add_up(all, withhold_series(measure, areas, profile, options.keep_hidden));
    for (MeasureData& measure : data)
        if (measure.measure->kind == MeasureKind::funnel)
            add_up(all, withhold_funnels(measure, areas, profile, options.keep_hidden));
    std::map<std::string_view, std::vector<MeasureData*>> datasets;
    for (MeasureData& measure : data)
        if (!is_estimated(*measure.measure)) datasets[measure.measure->dataset].push_back(&measure);
    for (const auto& [dataset, measures] : datasets)
        add_up(all, suppress_counts(measures, areas, profile, options));
    for (MeasureData& measure : data)
        if (!measure.measure->base.empty()) add_up(all, hide_small_bases(measure, areas, profile, options.keep_hidden));
    for (MeasureData& measure : data)
        add_up(all, is_estimated(*measure.measure) ? adjust_estimates(measure, areas, profile, options.keep_hidden)
                                                   : adjust(measure, areas, profile, options.keep_hidden));
    return all;
}

Suppression suppress(MeasureData& data, const Areas& areas, const Profile& profile, const SuppressOptions& options) {
    return suppress(std::span(&data, 1), areas, profile, options);
}

void withhold(const MeasureData& data, std::span<Verdict> verdicts) {
    for (std::size_t s = 0; s < std::min(verdicts.size(), data.series.size()); ++s) {
        const std::vector<Flag>& flags = data.series[s].flags;
        Verdict& verdict = verdicts[s];
        auto hidden_at = [&](Month month) {
            int months = month - data.first;
            if (months < 0 || months % data.measure->step != 0) return false;
            auto t = static_cast<std::size_t>(months / data.measure->step);
            return t < flags.size() && flags[t] == Flag::suppressed;
        };
        Month latest = verdict.latest.value_or(data.month_at(data.length == 0 ? 0 : data.length - 1));
        if (hidden_at(latest)) {
            verdict = {.latest = verdict.latest, .reason = "suppressed"};
            continue;
        }
        bool any = false;
        for (int back = 1; back < 24; ++back)
            any = any || hidden_at(latest - back);
        if (any) verdict.change = verdict.change_lower = verdict.change_upper = k_missing;
        if (hidden_at(latest - 12)) verdict.year_ago_change = verdict.year_ago_p = k_missing;
    }
}

} // namespace peelian
