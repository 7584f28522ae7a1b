// SPDX-License-Identifier: MIT
// Local priorities: who chose what, and for each area its choice, how it goes, and the
// evidence for the next one.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/brief.hpp"
#include "publish/pages.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace peelian {
namespace {

const Priorities& priorities(const SiteContext& site) { return site.content.priorities; }

void fill_named(View view, std::string_view section, const SiteContext& site, const std::vector<AreaIndex>& areas) {
    for (AreaIndex a : areas)
        view.section(section)
            .text("ADDRESS", address::priorities_of(site.area(a).code))
            .text("NAME", site.area(a).name);
}

void fill_year(View view, const SiteContext& site, const PriorityYear& year) {
    view.text("YEAR", year.year);
    for (const EvidencePack& pack : site.content.packs) {
        const PriorityChoice* choice = year.of(pack.area);
        View row = view.section("ROW");
        row.text("ADDRESS", address::priorities_of(site.area(pack.area).code)).text("NAME", site.area(pack.area).name);
        row.text("CHOSEN", choice == nullptr ? "none on record" : priority_words(priorities(site), choice->now()));
        row.text("AGREED", choice == nullptr ? "" : date_words(choice->agreed));
        row.maybe("PARTIES", choice == nullptr ? "" : listed(choice->parties));
        row.maybe("CHANGED", choice == nullptr || choice->changes.empty()
                                 ? ""
                                 : counted(choice->changes.size(), "change") + " within the year");
    }
}

/// For each candidate: who chose it, and where the rules name it.
void fill_candidates(View view, const SiteContext& site, const PriorityYear* year) {
    for (std::size_t c = 0; c < priorities(site).candidates.size(); ++c) {
        const PriorityCandidate& candidate = priorities(site).candidates[c];
        std::vector<AreaIndex> chose, named;
        for (const EvidencePack& pack : site.content.packs) {
            if (pack.candidates[c].reasons() > 0) named.push_back(pack.area);
            const PriorityChoice* choice = year == nullptr ? nullptr : year->of(pack.area);
            if (choice == nullptr) continue;
            std::vector<std::string> now = choice->now();
            if (std::ranges::find(now, candidate.id) != now.end()) chose.push_back(pack.area);
        }
        View row = view.section("CANDIDATE").text("TITLE", candidate.title);
        row.text("CHOSEN", year == nullptr ? "" : number(static_cast<double>(chose.size())));
        row.text("SUGGESTED", number(static_cast<double>(named.size())));
        row.show("WHERES", !chose.empty());
        fill_named(row, "WHERE", site, chose);
    }
}

void fill_everywhere(View view, const SiteContext& site) {
    for (const SharedPriority& shared : priorities(site).everywhere) {
        View item = view.section("EVERYWHERE").text("TITLE", shared.title);
        bool any = false;
        for (const std::string& id : shared.measures)
            if (const MeasureIndex* index = site.find(id)) {
                item.section("MEASURE").text("ADDRESS", address::measure(id)).text("NAME", index->measure->title);
                any = true;
            }
        item.show("NOTHING", !any);
    }
}

/// How many an area chooses: "two kinds".
void fill_choosing(View view, const Priorities& p) {
    view.text("CHOOSE", fmt::format("{} {}", number_in_words(p.choose), p.choose == 1 ? "kind" : "kinds"));
    view.text("WHAT", to_text(p.level));
}

// ---- one area ------------------------------------------------------------------------

void fill_choice(View view, const SiteContext& site, const PriorityYear& year, const PriorityChoice& choice) {
    const Priorities& p = priorities(site);
    view.text("YEAR", year.year).text("AGREED", date_words(choice.agreed)).text("PARTIES", listed(choice.parties));
    view.maybe("WHY", choice.why);
    std::vector<std::string> now = choice.now();
    for (const std::string& id : now) {
        const PriorityCandidate& candidate = *p.find(id);
        View item = view.section("CHOSEN").text("TITLE", candidate.title);
        const MeasureIndex* index = site.find(candidate.volume);
        if (index == nullptr || index->whole[choice.area] < 0) continue;
        const Verdict& v = index->verdict(static_cast<std::size_t>(index->whole[choice.area]));
        item.section("JUDGED")
            .fixed("VERDICT", verdict_class(v.kind))
            .fixed("WORDS", verdict_words(v.kind))
            .text("SENTENCE", sentence(v, *index->measure, site.area(choice.area).name));
    }
    for (const PriorityChange& change : choice.changes)
        view.section("CHANGE")
            .text("DATE", date_words(change.date))
            .text("OUT", p.find(change.out)->title)
            .text("IN", p.find(change.in)->title)
            .text("WHY", change.why)
            .text("PARTIES", listed(change.parties));
}

/// Rows of an area's measures by id; those it has no figures of are left out.
std::vector<StripRow> rows_of(const SiteContext& site, const std::vector<std::string>& ids, AreaIndex area) {
    std::vector<StripRow> rows;
    std::set<std::string> once;
    for (const std::string& id : ids) {
        const MeasureIndex* index = site.find(id);
        if (index != nullptr && index->whole[area] >= 0 && once.insert(id).second)
            rows.push_back(area_row(site, *index, area));
    }
    return rows;
}

/// Whole months since a choice was agreed, beside the same months a year before.
struct Since {
    int months = 0;
    double after = 0, before = 0; ///< NaN when a month of them has no number
};

Since since_agreed(const MeasureIndex& index, const Series& series, Month agreed) {
    Since since;
    std::vector<Point> points = points_of(*index.data, series, PeriodKind::month);
    for (std::size_t i = 12; i < points.size(); ++i) {
        if (points[i].last <= agreed) continue;
        since.after += points[i].value;
        since.before += points[i - 12].value;
        ++since.months;
    }
    return since;
}

void fill_since(View page, const SiteContext& site, const PriorityChoice& choice) {
    Month agreed = Month::from(std::string_view(choice.agreed).substr(0, 7));
    std::vector<std::pair<const MeasureIndex*, Since>> rows;
    for (const std::string& id : choice.now()) {
        const MeasureIndex* index = site.find(priorities(site).find(id)->volume);
        const Series* series = index == nullptr ? nullptr : index->of(choice.area);
        if (series == nullptr) continue;
        Since since = since_agreed(*index, *series, agreed);
        if (since.months > 0) rows.emplace_back(index, since);
    }
    if (rows.empty()) return;
    View table = page.section("SINCE");
    for (const auto& [index, since] : rows) {
        View row = table.section("ROW").text("TITLE", index->measure->title);
        row.text("ADDRESS", address::area_measure(site.area(choice.area).code, index->measure->id));
        row.number("MONTHS", since.months).text("AFTER", number(since.after)).text("BEFORE", number(since.before));
        bool told = since.before >= 10 && std::isfinite(since.after);
        row.text("CHANGE", told ? signed_number(100 * (since.after / since.before - 1), 1) + "%" : "");
    }
}

void fill_pack(View view, const SiteContext& site, const EvidencePack& pack) {
    std::vector<std::string> named;
    for (const CandidateEvidence& c : pack.candidates)
        if (std::size_t n = c.reasons(); n > 0)
            named.push_back(
                fmt::format("{} ({})", priorities(site).candidates[c.candidate].title, counted(n, "reason")));
    view.text("NAMED", named.empty() ? "The rules name none" : "The rules name " + join(named, ", "));
    for (const CandidateEvidence& c : pack.candidates) {
        const PriorityCandidate& candidate = priorities(site).candidates[c.candidate];
        View item = view.section("CANDIDATE").text("TITLE", candidate.title);
        std::size_t n = c.reasons();
        item.text("REASONS", n == 0 ? "No reason by the rules" : counted(n, "reason") + " by the rules");
        for (const Evidence& e : c.findings) {
            View row = item.section("ROW");
            row.fixed("KIND", evidence_words(e.kind)).text("SENTENCE", e.sentence);
            row.show("REASON", e.reason);
            const MeasureIndex* index = e.measure.empty() ? nullptr : site.find(e.measure);
            bool has_page = index != nullptr && index->whole[pack.area] >= 0;
            row.maybe("ADDRESS", has_page ? address::area_measure(site.area(pack.area).code, e.measure) : "");
            row.text("NAME", has_page ? index->measure->title : "");
        }
    }
}

} // namespace

void priorities_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Local priorities", "plan", {}, {}};
    if (!site.content.objectives.empty()) head.crumbs = {{"The plan", "/plan/"}};
    View page = start_page(sheet, site, head, "priorities.tpl");
    fill_choosing(page, priorities(site));
    page.text("WHATS", lower(level_words(priorities(site).level, true)));
    page.text("ABOVE", number(100 * priorities(site).above_peers, 0));
    const std::vector<PriorityYear>& years = priorities(site).years;
    page.show("NO_CHOICE", years.empty());
    fill_everywhere(page, site);
    fill_candidates(page, site, years.empty() ? nullptr : &years.back());
    page.text("LATEST", years.empty() ? "the latest year" : years.back().year);
    for (auto year = years.rbegin(); year != years.rend(); ++year)
        fill_year(page.section("YEARS"), site, *year);
    if (years.empty()) {
        View list = page.section("PACKS");
        for (const EvidencePack& pack : site.content.packs)
            fill_named(list, "PACK", site, {pack.area});
    }
}

void priority_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const EvidencePack& pack = site.content.packs[i];
    const Area& area = site.area(pack.area);
    std::string title = "Local priorities of " + area.name;
    PageHead head{title, "plan", {}, {}};
    if (!site.content.objectives.empty()) head.crumbs.push_back({"The plan", "/plan/"});
    head.crumbs.push_back({"Local priorities", "/priorities/"});
    View page = start_page(sheet, site, head, "priority.tpl");
    page.text("TITLE", title).text("AREA", area.name).text("AREA_ADDRESS", address::area(area.code));
    fill_choosing(page, priorities(site));
    const std::vector<PriorityYear>& years = priorities(site).years;
    const PriorityChoice* latest = nullptr;
    for (auto year = years.rbegin(); year != years.rend(); ++year) {
        const PriorityChoice* choice = year->of(pack.area);
        if (choice == nullptr) continue;
        if (latest == nullptr) {
            latest = choice;
            fill_choice(page.section("CHOICE"), site, *year, *choice);
            continue;
        }
        page.section("EARLIER")
            .text("YEAR", year->year)
            .text("CHOSEN", priority_words(priorities(site), choice->now()));
    }
    page.show("NO_CHOICE", latest == nullptr);
    if (latest != nullptr) fill_since(page, site, *latest);
    std::vector<ThemeRows> themes;
    if (latest != nullptr)
        for (const std::string& id : latest->now()) {
            const PriorityCandidate& c = *priorities(site).find(id);
            themes.push_back({"Chosen: " + lower(c.title), rows_of(site, {c.volume, c.repeat, c.harm}, pack.area)});
        }
    for (const SharedPriority& shared : priorities(site).everywhere)
        themes.push_back({"Everywhere: " + lower(shared.title), rows_of(site, shared.measures, pack.area)});
    std::erase_if(themes, [](const ThemeRows& theme) { return theme.rows.empty(); });
    if (!themes.empty())
        fill_strip(page.section("TRACKED").include("STRIP", "strip.tpl"), themes,
                   {fmt::format("Priorities in {}", area.name), "Measure and latest value"});
    fill_pack(page.section("PACK"), site, pack);
}

} // namespace peelian
