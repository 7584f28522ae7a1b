// SPDX-License-Identifier: MIT
// The list of areas, an area, and names that lead to areas.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/brief.hpp"
#include "publish/pages.hpp"
#include "publish/peers.hpp"
#include "publish/record_links.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"
#include "release/peer_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

namespace peelian {
namespace {

std::string place_words(const SiteContext& site, const Area& area) {
    std::string what(level_words(area.level));
    if (area.kind != AreaKind::real) what = "Crimes without a place here";
    if (!area.parent) return what;
    const Area& around = site.area(*area.parent);
    if (around.level != Level::unit) return what + " in " + place_in_words(around.name);
    return fmt::format("{} in {}, command unit {}", what, place_in_words(site.area(*around.parent).name), around.name);
}

std::vector<Crumb> crumbs_to(const SiteContext& site, const Area& area) {
    std::vector<Crumb> crumbs;
    for (auto up = area.parent; up; up = site.area(*up).parent)
        crumbs.insert(crumbs.begin(), Crumb{site.area(*up).name, address::area(site.area(*up).code)});
    crumbs.insert(crumbs.begin(), Crumb{"Areas", "/areas/"});
    return crumbs;
}

/// What changed here and stands beside all other areas: sentences, strongest first.
void fill_changes(View view, const SiteContext& site, AreaIndex area) {
    std::vector<std::pair<double, std::size_t>> found;
    for (std::size_t m : site.measures_of[area]) {
        const MeasureIndex& index = site.measures[m];
        auto s = static_cast<std::size_t>(index.whole[area]);
        if (site.found[m][s]) found.emplace_back(p_value(index.verdict(s)), m);
    }
    std::ranges::sort(found);
    for (auto [p, m] : found) {
        const MeasureIndex& index = site.measures[m];
        const Verdict& v = index.verdict(static_cast<std::size_t>(index.whole[area]));
        View row = view.section("CHANGE");
        row.fixed("VERDICT", verdict_class(v.kind)).fixed("WORDS", verdict_words(v.kind));
        row.text("ADDRESS", address::area_measure(site.area(area).code, index.measure->id));
        row.text("NAME", index.measure->title);
        row.text("SENTENCE", sentence(v, *index.measure, site.area(area).name));
    }
    view.show("NO_CHANGE", found.empty());
}

void fill_links(View view, std::string_view name, const SiteContext& site, const std::vector<AreaIndex>& areas) {
    for (AreaIndex a : areas)
        view.section(name).text("ADDRESS", address::area(site.area(a).code)).text("TEXT", site.area(a).name);
}

/// Areas within this one, by level: of a force its units and all its boroughs.
void fill_inside(View around, const SiteContext& site, AreaIndex area) {
    auto fill = [&](const std::vector<AreaIndex>& areas) {
        if (areas.empty()) return;
        View inside = around.section("INSIDE");
        inside.text("WHAT", lower(level_words(site.area(areas[0]).level, areas.size() > 1)));
        fill_links(inside, "CHILD", site, areas);
    };
    std::vector<AreaIndex> others;
    std::ranges::copy_if(site.area(area).children, std::back_inserter(others),
                         [&](AreaIndex a) { return site.area(a).level != Level::borough; });
    fill(others);
    fill(site.content.areas.boroughs_of(area));
}

} // namespace

void areas_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Find an area", "areas", {}, {}};
    View page = start_page(sheet, site, head, "areas.tpl");
    for (AreaIndex f : site.forces) {
        View force = page.section("FORCE");
        force.text("ADDRESS", address::area(site.area(f).code)).text("NAME", site.area(f).name);
        std::vector<AreaIndex> in_none;
        for (AreaIndex child : site.area(f).children) {
            if (site.area(child).level != Level::unit) {
                in_none.push_back(child);
                continue;
            }
            View unit = force.section("UNIT");
            unit.text("ADDRESS", address::area(site.area(child).code)).text("NAME", site.area(child).name);
            fill_links(unit, "BOROUGH", site, site.area(child).children);
        }
        if (in_none.empty()) continue;
        View others = force.section("OTHERS");
        others.show("IN_NONE", in_none.size() < site.area(f).children.size());
        fill_links(others, "BOROUGH", site, in_none);
    }
    std::map<std::string, std::vector<AreaIndex>> letters;
    for (AreaIndex w : site.wards) {
        std::string name = lower(site.area(w).name);
        letters[name.empty() ? ""
                             : std::string(1, static_cast<char>(name[0] - (name[0] >= 'a' && name[0] <= 'z' ? 32 : 0)))]
            .push_back(w);
    }
    if (letters.empty()) return;
    View wards = page.section("WARDS");
    for (auto& [letter, areas] : letters) {
        wards.section("INDEX").text("LETTER", letter);
        std::ranges::sort(areas, [&](AreaIndex a, AreaIndex b) {
            return std::tie(site.area(a).name, site.area(a).code) < std::tie(site.area(b).name, site.area(b).code);
        });
        View group = wards.section("GROUP").text("LETTER", letter);
        for (AreaIndex w : areas) {
            const Area& ward = site.area(w);
            group.section("WARD")
                .text("ADDRESS", address::area(ward.code))
                .text("NAME", ward.name)
                .text("PARENT", ward.parent ? site.area(*ward.parent).name : "");
        }
    }
}

namespace {

/// The places most like it, with what they were chosen by; nothing where that is not known.
void fill_similar(View page, const SiteContext& site, AreaIndex index) {
    const PeerTable& known = site.content.peers;
    std::vector<AreaPeer> peers = peers_of(site.content, index);
    if (site.area(index).kind != AreaKind::real || peers.empty() || std::isnan(peers[0].distance)) return;
    View section = page.section("PEERS").text("BY", join(known.names, ", "));
    section.fixed("RULE",
                  known.declared ? "chosen as this body declared" : "the program's own rule, since none was declared");
    for (const std::string& name : known.names)
        section.section("COLUMN").text("NAME", capital(name));
    auto fill = [&](AreaIndex area, const std::string& distance) {
        View row = section.section("PEER").text("ADDRESS", address::area(site.area(area).code));
        row.text("NAME", site.area(area).name).text("DISTANCE", distance);
        for (std::size_t k = 0; k < known.names.size(); ++k) {
            double v = known.values[area * known.names.size() + k];
            row.section("CELL").text("V", std::isnan(v) ? "" : number(v, std::fabs(v) < 100 ? 1 : 0));
        }
    };
    fill(index, "itself");
    for (const AreaPeer& peer : peers)
        fill(peer.area, number(peer.distance, 2));
}

} // namespace

namespace {

/// What the area chose last, if it is one that chooses.
void fill_priorities(View page, const SiteContext& site, AreaIndex area) {
    const Priorities& priorities = site.content.priorities;
    if (std::ranges::find(site.content.packs, area, &EvidencePack::area) == site.content.packs.end()) return;
    const PriorityYear* year = priorities.latest_of(area);
    View view = page.section("PRIORITIES").text("ADDRESS", address::priorities_of(site.area(area).code));
    view.text("CHOSEN", year == nullptr
                            ? "none on record"
                            : fmt::format("{} ({})", priority_words(priorities, year->of(area)->now()), year->year));
}

/// The packs there are about it, latest edition.
void fill_packs(View page, const SiteContext& site, AreaIndex area) {
    std::optional<View> list;
    for (const ReportSource& source : site.content.reports) {
        if (source.level != site.area(area).level || site.area(area).kind != AreaKind::real || !site.last) continue;
        if (!list) list = page.section("PACKS");
        list->section("PACK")
            .text("ADDRESS",
                  address::pack(source.id, source.made(*site.last).front().to_string(), site.area(area).code))
            .text("TEXT", source.kind_title());
    }
}

} // namespace

void area_page(Sheet& sheet, const SiteContext& site, AreaIndex index) {
    const Area& area = site.area(index);
    PageHead head{area.name, "areas", crumbs_to(site, area), {}};
    View page = start_page(sheet, site, head, "area.tpl");
    page.text("NAME", area.name).text("PLACE", place_words(site, area)).text("CODE", area.code);
    page.show("ELSEWHERE", area.kind == AreaKind::elsewhere).show("NOWHERE", area.kind == AreaKind::no_location);

    fill_priorities(page, site, index);
    fill_packs(page, site, index);
    VerdictCounts counts;
    for (std::size_t m : site.measures_of[index])
        counts.add(site.measures[m].verdict(static_cast<std::size_t>(site.measures[m].whole[index])).kind);
    page.show("NONE", counts.all() == 0);
    if (counts.all() > 0) {
        View all = page.section("SUMMARY");
        all.text("MEASURES", counted(counts.all(), "measure")).text("COUNTS", counts_words(counts));
        fill_changes(all, site, index);
        fill_strip(all.include("STRIP", "strip.tpl"), theme_rows(site, index),
                   {fmt::format("All measures in {}", area.name), "Measure and latest value"});
    }
    fill_similar(page, site, index);
    fill_on_record(page, site, "area", std::span(&area.code, 1));
    if (area.parent || !area.children.empty()) {
        View around = page.section("AROUND");
        if (area.parent) {
            const Area& parent = site.area(*area.parent);
            std::string text = parent.level == Level::unit ? "the command unit " + parent.name : parent.name;
            around.section("PARENT").text("ADDRESS", address::area(parent.code)).text("TEXT", text);
        }
        fill_inside(around, site, index);
        if (area.level == Level::borough || area.level == Level::unit)
            around.section("COMPARE").text("CODE", area.code).text("WHAT", lower(level_words(area.level, true)));
    }
}

void redirect_page(Sheet& sheet, const SiteContext& site, const std::vector<AreaIndex>& areas) {
    const Area& first = site.area(areas.front());
    if (areas.size() == 1) {
        View page = sheet.start("redirect.tpl");
        page.text("NAME", first.name).text("ADDRESS", address::area(first.code));
        return;
    }
    PageHead head{first.name, "areas", {{"Areas", "/areas/"}}, {}};
    View page = start_page(sheet, site, head, "namesakes.tpl");
    page.text("NAME", first.name);
    for (AreaIndex a : areas)
        page.section("AREA")
            .text("ADDRESS", address::area(site.area(a).code))
            .text("NAME", site.area(a).name)
            .text("PLACE", place_words(site, site.area(a)));
}

} // namespace peelian
