// SPDX-License-Identifier: MIT
#include "publish/brief.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/called.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>

namespace peelian {
namespace {

/// A measure's verdict for a force.
struct Told {
    const MeasureIndex* index;
    AreaIndex force;
    const Verdict* verdict;
};

std::vector<Told> told_of(const SiteContext& site, std::span<const std::size_t> measures) {
    std::vector<Told> told;
    for (std::size_t m : measures)
        for (AreaIndex f : site.forces) {
            const MeasureIndex& index = site.measures[m];
            if (index.whole[f] >= 0)
                told.push_back({&index, f, &index.verdict(static_cast<std::size_t>(index.whole[f]))});
        }
    return told;
}

/// True when the measure speaks of one force alone, which then needs no naming.
bool one_force(const SiteContext& site, const MeasureIndex& index) {
    return std::ranges::count_if(site.forces, [&](AreaIndex f) { return index.whole[f] >= 0; }) < 2;
}

enum class Pile : std::uint8_t { better, worse, open, steady, untold };

Pile pile_of(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::improving: return Pile::better;
    case VerdictKind::worsening: return Pile::worse;
    case VerdictKind::no_clear_change: return Pile::steady;
    case VerdictKind::not_enough_data: return Pile::untold;
    default: return Pile::open;
    }
}

/// Sections of brief.tpl, in its order.
constexpr std::array<std::string_view, 5> k_piles{"BETTER", "WORSE", "OPEN", "STEADY", "UNTOLD"};

std::string address_of(const SiteContext& site, const Told& told) {
    return address::area_measure(site.area(told.force).code, told.index->measure->id);
}

std::string name_of(const SiteContext& site, const Told& told) {
    const std::string& title = told.index->measure->title;
    if (one_force(site, *told.index)) return title;
    return fmt::format("{} in {}", title, place_in_words(site.area(told.force).name));
}

/// "-12.3% in 12 months". That of a share is told apart from percentage points.
std::string change_words(const Measure& measure, const Verdict& v) {
    std::string change = change_text(measure, v);
    if (change.empty()) return change;
    return change + (measure.percent ? " on the share 12 months before" : " in 12 months");
}

void fill_told(View item, const SiteContext& site, const Told& told, bool in_short = false) {
    const Measure& measure = *told.index->measure;
    const Verdict& v = *told.verdict;
    const std::string& area = site.area(told.force).name;
    item.text("ADDRESS", address_of(site, told)).text("NAME", name_of(site, told));
    item.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
    item.maybe("CHANGE", change_words(measure, v));
    switch (pile_of(v.kind)) {
    case Pile::steady: item.maybe("SMALLEST", noticeable_text(measure, v)); break;
    case Pile::untold: item.text("WHY", reason_words(v.reason)); break;
    // What a contested change may mean is the whole of it.
    case Pile::open:
        if (!in_short) {
            item.text("SENTENCE", sentence(v, measure, area));
            break;
        }
        [[fallthrough]];
    default: {
        std::string finding = sentence(v, measure, area);
        item.text("SENTENCE", std::string_view(finding).substr(0, first_sentence(finding)));
    }
    }
}

/// A group of a breakdown, for a force.
struct GroupTold {
    const Series* series;
    const Verdict* verdict;
    double p;
};

std::vector<GroupTold> groups_of(const SiteContext& site, const MeasureIndex& index) {
    std::vector<GroupTold> out;
    for (AreaIndex f : site.forces)
        for (std::size_t s = 0; s < index.data->series.size(); ++s) {
            const Series& one = index.data->series[s];
            if (one.area == f && one.breakdown >= 0)
                out.push_back({&one, &index.verdict(s), p_value(index.verdict(s))});
        }
    return out;
}

/// Those of them that really changed, once chance is allowed for over all groups of the measure.
std::vector<GroupTold> changed_groups(const SiteContext& site, const MeasureIndex& index) {
    std::vector<GroupTold> all = groups_of(site, index), out;
    std::vector<double> p;
    for (const GroupTold& g : all)
        p.push_back(g.p);
    std::vector<bool> found = discoveries(p);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (found[i] && is_change(all[i].verdict->kind)) out.push_back(all[i]);
    return out;
}

/// A line for each force, breakdown, kind of verdict and direction.
void fill_groups(View item, const SiteContext& site, const MeasureIndex& index, std::span<const GroupTold> changed) {
    using Line = std::tuple<AreaIndex, int, VerdictKind, int>;
    std::map<Line, std::vector<std::string>> lines;
    for (const GroupTold& g : changed) {
        const Breakdown& breakdown = index.data->breakdowns[static_cast<std::size_t>(g.series->breakdown)];
        lines[{g.series->area, g.series->breakdown, g.verdict->kind, g.verdict->direction}].push_back(
            breakdown.groups[static_cast<std::size_t>(g.series->group)]);
    }
    for (const auto& [line, names] : lines) {
        auto [force, b, kind, direction] = line;
        const Breakdown& breakdown = index.data->breakdowns[static_cast<std::size_t>(b)];
        View row = item.section("CHANGED");
        row.fixed("VERDICT", verdict_class(kind)).fixed("WORDS", verdict_words(kind));
        std::string who = names.size() == breakdown.groups.size() ? "every one" : join(names, ", ");
        row.text("WHO",
                 fmt::format("{} for {}, by {}", direction > 0 ? "higher" : "lower", who, lower(breakdown.title)));
        row.maybe("FORCE", one_force(site, index) ? "" : site.area(force).name);
    }
}

void fill_for_whom(View view, const SiteContext& site, std::span<const std::size_t> measures) {
    bool any = false;
    for (std::size_t m : measures) {
        const MeasureIndex& index = site.measures[m];
        Called places = called(site, m);
        std::vector<GroupTold> groups = changed_groups(site, index);
        if (!places.any_borough() && groups.empty()) continue;
        View item = view.section("WHOM");
        item.text("ADDRESS", address::measure(index.measure->id)).text("NAME", index.measure->title);
        fill_called_boroughs(item, site, places);
        fill_groups(item, site, index, groups);
        any = true;
    }
    view.show("NOBODY", !any);
}

} // namespace

VerdictCounts force_counts(const SiteContext& site, std::span<const std::size_t> measures) {
    VerdictCounts counts;
    for (const Told& told : told_of(site, measures))
        counts.add(told.verdict->kind);
    return counts;
}

void fill_brief(View view, const SiteContext& site, std::span<const std::size_t> measures) {
    std::vector<Told> told = told_of(site, measures);
    for (std::size_t k = 0; k < k_piles.size(); ++k) {
        bool any =
            std::ranges::any_of(told, [&](const Told& t) { return pile_of(t.verdict->kind) == static_cast<Pile>(k); });
        if (!any) continue;
        View pile = view.section(k_piles[k]);
        for (const Told& t : told)
            if (pile_of(t.verdict->kind) == static_cast<Pile>(k)) fill_told(pile.section("ITEM"), site, t);
    }
    fill_for_whom(view, site, measures);
}

namespace {

/// Where groups stand against another, from the most to the least.
struct Against {
    std::string groups; ///< "Black 4.1 (3.9 to 4.3); Asian 1.2 (1.1 to 1.3)"
    std::string when;
};

Against against(const MeasureIndex& index, AreaIndex force) {
    std::vector<std::pair<double, std::string>> groups;
    Against out;
    for (const Series& s : index.data->series) {
        if (s.area != force || s.breakdown != 0) continue;
        const std::string& name = index.data->breakdowns[0].groups[static_cast<std::size_t>(s.group)];
        Digest d = digest_of(shown_points(*index.data, s, base_kind(*index.measure)), {});
        if (!d.numbered || std::isnan(d.latest.lower) || name == index.measure->against) continue;
        groups.emplace_back(-d.latest.value, fmt::format("{} {} ({})", name, value_text(*index.measure, d.latest.value),
                                                         range_text(*index.measure, d.latest.lower, d.latest.upper)));
        out.when = short_period(d.latest.kind, d.latest.last);
    }
    std::ranges::sort(groups);
    std::vector<std::string> words;
    for (auto& [value, text] : groups)
        words.push_back(std::move(text));
    out.groups = join(words, "; ");
    return out;
}

/// Measures that hold groups against each other have no whole to be judged.
void fill_against(View view, const SiteContext& site, std::span<const std::size_t> measures) {
    for (std::size_t m : measures)
        for (AreaIndex f : site.forces) {
            const MeasureIndex& index = site.measures[m];
            if (!compares_groups(*index.measure)) continue;
            Against held = against(index, f);
            if (held.groups.empty()) continue;
            View item = view.section("AGAINST").text("NAME", name_of(site, {&index, f, nullptr}));
            item.text("ADDRESS", address::measure(index.measure->id)).text("GROUPS", held.groups);
            item.text("WHEN", held.when);
        }
}

} // namespace

void fill_findings(View view, const SiteContext& site, std::span<const std::size_t> measures) {
    std::vector<Told> told = told_of(site, measures);
    std::erase_if(told, [](const Told& t) { return compares_groups(*t.index->measure); });
    fill_against(view, site, measures);
    for (const Told& t : told) {
        Pile pile = pile_of(t.verdict->kind);
        if (pile != Pile::steady && pile != Pile::untold) fill_told(view.section("CHANGED"), site, t, true);
    }
    for (auto [section, pile] : {std::pair{"STEADY", Pile::steady}, std::pair{"UNTOLD", Pile::untold}}) {
        if (std::ranges::none_of(told, [&](const Told& t) { return pile_of(t.verdict->kind) == pile; })) continue;
        View line = view.section(section);
        for (const Told& t : told)
            if (pile_of(t.verdict->kind) == pile)
                line.section("ITEM").text("ADDRESS", address_of(site, t)).text("NAME", name_of(site, t));
    }
    for (std::size_t m : measures) {
        Called places = called(site, m);
        if (!places.any_borough()) continue;
        View item = view.section("PLACES");
        item.text("ADDRESS", address::measure(site.measures[m].measure->id));
        item.text("NAME", site.measures[m].measure->title);
        fill_called_boroughs(item, site, places);
    }
}

std::vector<const Commitment*> promises_of(const SiteContext& site, std::span<const std::string> ids) {
    std::vector<const Commitment*> out;
    for (const Commitment& c : site.content.commitments)
        if (std::ranges::any_of(c.serves,
                                [&](const std::string& id) { return std::ranges::find(ids, id) != ids.end(); }))
            out.push_back(&c);
    return out;
}

std::string promise_words(std::span<const Commitment* const> promises) {
    std::array<std::size_t, k_commitment_states> counts{};
    for (const Commitment* c : promises)
        ++counts[static_cast<std::size_t>(c->status())];
    std::vector<std::string> parts;
    for (CommitmentStatus status : {CommitmentStatus::done, CommitmentStatus::underway, CommitmentStatus::late,
                                    CommitmentStatus::dropped, CommitmentStatus::not_reported})
        if (std::size_t n = counts[static_cast<std::size_t>(status)]; n > 0)
            parts.push_back(fmt::format("{} {}", n, lower(status_words(status))));
    return fmt::format("{}: {}", counted(promises.size(), "promise"), join(parts, ", "));
}

std::string priority_words(const Priorities& priorities, const std::vector<std::string>& ids) {
    std::vector<std::string> titles;
    for (const std::string& id : ids) {
        std::string title = priorities.find(id)->title;
        titles.push_back(titles.empty() ? title : uncapital(title));
    }
    return listed(titles);
}

void fill_promises(View view, const SiteContext& site, std::span<const Commitment* const> promises) {
    view.text("COUNTS", promise_words(promises));
    for (const Commitment* c : promises) {
        View item = view.section("PROMISE");
        auto place = site.records.find(k_commitments, c->id);
        item.maybe("ADDRESS", place ? site.records.address(*place) : "");
        item.text("ID", c->id).text("TEXT", c->text).fixed("STATUS", status_words(c->status()));
        item.maybe("OWNER", c->owner).maybe("SECTION", c->section);
        item.maybe("DUE", c->due ? c->due->to_words() : "");
        for (const CommitmentReport& r : c->reports)
            item.section("REPORT")
                .text("DATE", r.date.to_words())
                .fixed("STATUS", status_words(r.status))
                .text("TEXT", r.text)
                .maybe("SOURCE", r.source);
        std::vector<const MeasureIndex*> measured;
        for (const std::string& id : c->measures)
            if (const MeasureIndex* index = site.find(id)) measured.push_back(index);
        if (measured.empty()) continue;
        View list = item.section("MEASURED");
        for (const MeasureIndex* index : measured)
            list.section("MEASURE")
                .text("ADDRESS", address::measure(index->measure->id))
                .text("NAME", index->measure->title);
    }
}

} // namespace peelian
