// SPDX-License-Identifier: MIT
// Trust: where data comes from and what was refused, what was
// checked, what changed since last time.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/pages.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace peelian {
namespace {

const std::vector<Crumb> k_about = {{"About", "/about/"}};

std::string_view status_words(FileStatus status) {
    switch (status) {
    case FileStatus::used: return "used";
    case FileStatus::superseded: return "replaced";
    case FileStatus::duplicate: return "a copy";
    case FileStatus::unusable: break;
    }
    return "not usable";
}

std::string months_of(const SourceFile& f) {
    if (!f.first || !f.last) return "";
    if (*f.first == *f.last) return f.first->to_short_words();
    return f.first->to_short_words() + " to " + f.last->to_short_words();
}

std::string remark_of(const SourceFile& f) {
    switch (f.status) {
    case FileStatus::superseded: return "replaced by " + public_path(f.other);
    case FileStatus::duplicate: return "same bytes as " + public_path(f.other);
    case FileStatus::unusable: return f.problem;
    case FileStatus::used: break;
    }
    return "";
}

/// Files by what they were read as, in the order of names.
void fill_files(View page, const LoadReport& load) {
    std::map<std::string, std::vector<const SourceFile*>> kinds;
    for (const SourceFile& f : load.files)
        kinds[!f.preset.empty() ? f.preset : !f.source.empty() ? f.source : "Not claimed by any source"].push_back(&f);
    for (const auto& [kind, files] : kinds) {
        View part = page.section("SOURCE").text("NAME", kind);
        std::uint64_t rows = 0, rejected = 0;
        for (const SourceFile* f : files) {
            bool used = f->status == FileStatus::used;
            rows += used ? f->rows : 0;
            rejected += used ? f->rejected : 0;
            View row = part.section("FILE").text("PATH", public_path(f->path)).fixed("STATUS", status_words(f->status));
            row.text("MONTHS", months_of(*f)).text("ROWS", number(static_cast<double>(f->rows)));
            row.text("REJECTED", number(static_cast<double>(f->rejected))).text("REMARK", remark_of(*f));
        }
        part.text("SUM", fmt::format("{}, {} used, {} refused", counted(files.size(), "file"), counted(rows, "row"),
                                     number(static_cast<double>(rejected))));
    }
    page.show("NO_FILES", kinds.empty());
}

void fill_rejects(View page, const LoadReport& load) {
    constexpr std::size_t most = 20;
    std::map<std::pair<std::string, std::string>, std::size_t> reasons;
    for (const Reject& r : load.rejects)
        ++reasons[{r.column, r.reason}];
    std::vector<std::pair<std::size_t, std::pair<std::string, std::string>>> sorted;
    for (const auto& [key, n] : reasons)
        sorted.emplace_back(n, key);
    std::ranges::sort(sorted, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    page.show("NO_REJECTS", sorted.empty());
    if (sorted.empty()) return;
    View view = page.section("REJECTS").text("COUNT", counted(load.rejects.size(), "row"));
    for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i)
        view.section("REASON")
            .text("COLUMN", sorted[i].second.first)
            .text("REASON", sorted[i].second.second)
            .text("N", number(static_cast<double>(sorted[i].first)));
    if (sorted.size() > most) view.section("MORE").text("COUNT", counted(sorted.size() - most, "more reason"));
}

std::string_view level_of(CheckLevel level) {
    switch (level) {
    case CheckLevel::stop: return "Stops a release";
    case CheckLevel::explain: return "Must be explained";
    case CheckLevel::note: break;
    }
    return "For information";
}

} // namespace

void about_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"About", "about", {}, {}};
    View page = start_page(sheet, site, head, "about.tpl");
    page.fixed("BODY", site.content.body.name).fixed("SITE", site.content.body.site_title);
    page.text("VERSION", site.content.version).text("PROFILE", site.content.profile);
    page.maybe("CONTACT", site.content.body.contact);
    page.show("CLAIMS", site.content.claims.any());
}

void glossary_page(Sheet& sheet, const SiteContext& site) {
    View page = start_page(sheet, site, {"Glossary", "about", k_about, {}}, "glossary.tpl");
    page.show("UNITS", !site.units.empty());
}
void accessibility_page(Sheet& sheet, const SiteContext& site) {
    View page = start_page(sheet, site, {"Accessibility", "about", k_about, {}}, "accessibility.tpl");
    page.fixed("BODY", site.content.body.name).maybe("CONTACT", site.content.body.contact);
    page.fixed("DATE", site.date);
}
void not_found_page(Sheet& sheet, const SiteContext& site) {
    start_page(sheet, site, {"Page not found", {}, {}, {}}, "not_found.tpl");
}

void sources_page(Sheet& sheet, const SiteContext& site) {
    View page = start_page(sheet, site, {"Sources", "about", k_about, {}}, "sources.tpl");
    const LoadReport& load = site.content.load;
    page.text("FILES", counted(load.files.size(), "file")).text("ROWS", counted(load.accepted(), "row"));
    page.text("REFUSED", number(static_cast<double>(load.rejected())));
    fill_files(page, load);
    fill_rejects(page, load);
    if (load.revisions.empty()) return;
    View revisions = page.section("REVISIONS");
    for (const SourceRevision& r : load.revisions) {
        View row = revisions.section("REVISION")
                       .text("PARTITION", r.partition)
                       .text("BEFORE", public_path(r.before))
                       .text("AFTER", public_path(r.after));
        row.text("ROWS", fmt::format("{} rows before, {} after", number(static_cast<double>(r.rows_before)),
                                     number(static_cast<double>(r.rows_after))));
        for (const std::string& change : r.changes)
            row.section("CHANGE").text("TEXT", change);
    }
}

void checks_page(Sheet& sheet, const SiteContext& site) {
    View page = start_page(sheet, site, {"Checks", "about", k_about, {}}, "checks.tpl");
    page.text("COUNT", counted(site.content.findings.size(), "finding"));
    page.show("NONE", site.content.findings.empty());
    for (CheckLevel level : {CheckLevel::stop, CheckLevel::explain, CheckLevel::note}) {
        std::vector<const Finding*> here;
        for (const Finding& f : site.content.findings)
            if (f.level == level) here.push_back(&f);
        if (here.empty()) continue;
        View part = page.section("LEVEL").fixed("LEVEL", level_of(level));
        for (const Finding* f : here) {
            View row =
                part.section("FINDING").text("SUBJECT", f->subject).text("MESSAGE", f->message).text("CHECK", f->check);
            if (!f->explanation.empty())
                row.section("ANSWER").text("TEXT", f->explanation).text("WHO", f->explained_by);
        }
    }
}

void releases_page(Sheet& sheet, const SiteContext& site) {
    constexpr std::size_t most = 200;
    View page = start_page(sheet, site, {"Releases", "about", k_about, {}}, "releases.tpl");
    const ReleaseContent& content = site.content;
    page.text("ID", content.id).fixed("DATE", site.date).text("VERSION", content.version);
    page.maybe("MONTHS", site.data_months).maybe("PREVIOUS", content.previous);
    page.show("FIRST", content.previous.empty());
    page.show("SAME", !content.previous.empty() && content.revisions.empty());
    if (content.revisions.empty()) return;
    View view = page.section("REVISIONS").text("COUNT", counted(content.revisions.size(), "figure"));
    for (std::size_t i = 0; i < std::min(most, content.revisions.size()); ++i) {
        const FigureRevision& r = content.revisions[i];
        const MeasureIndex* index = site.find(r.measure);
        auto area = content.areas.find(r.area_code);
        double scale = index && index->measure->percent ? 100 : 1;
        auto value = [&](double v) { return index ? value_text(*index->measure, v * scale) : number(v, 2); };
        view.section("REVISION")
            .text("MEASURE", index ? index->measure->title : r.measure)
            .text("AREA", area ? site.area(*area).name : r.area_code)
            .text("PERIOD", short_period(r.kind, r.period))
            .text("BEFORE", value(r.before))
            .text("AFTER", value(r.after))
            .text("ADDRESS", address::area_measure(r.area_code, r.measure));
    }
    if (content.revisions.size() > most)
        view.section("MORE").text("COUNT", number(static_cast<double>(content.revisions.size() - most)));
}

} // namespace peelian
