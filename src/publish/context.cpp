// SPDX-License-Identifier: MIT
#include "publish/context.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/embedded.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace peelian {
namespace {

std::string_view embedded(std::string_view name) {
    for (const EmbeddedFile& f : embedded_files())
        if (f.name == name) return f.bytes;
    throw Error::internal("The program was built without {}", name);
}

/// `site.css` becomes /assets/site-<hash>.css, which may be cached for ever.
Asset asset(std::string_view name, std::string bytes) {
    Asset a;
    std::size_t dot = name.rfind('.');
    a.address = fmt::format("/assets/{}-{}{}", name.substr(0, dot), sha256(bytes).substr(0, 12), name.substr(dot));
    a.bytes = std::move(bytes);
    return a;
}

Asset bundled(const std::filesystem::path& folder, std::string_view name) {
    if (!folder.empty() && std::filesystem::exists(folder / name)) return asset(name, read_file(folder / name));
    return asset(name, std::string(embedded(fmt::format("assets/{}", name))));
}

/// What the search box looks through: [["Hackney","E09000012","Borough"], ...].
std::string names_json(const Areas& areas) {
    std::string out = "[";
    for (const Area& area : areas.all()) {
        if (area.kind != AreaKind::real) continue;
        if (out.size() > 1) out += ",\n";
        out += '[';
        append_json(out, area.name);
        out += ',';
        append_json(out, area.code);
        out += ',';
        std::string what(level_words(area.level));
        if (area.level == Level::ward && area.parent) what += ", " + areas[*area.parent].name;
        append_json(out, what);
        out += ']';
    }
    return out + "]\n";
}

bool has_number(const Series& s, std::size_t i) {
    return !std::isnan(s.numerator[i]) && (i >= s.flags.size() || s.flags[i] != Flag::suppressed);
}

std::string source_of(const LoadReport& load, std::string_view dataset) {
    std::map<std::string, std::size_t> files;
    for (const SourceFile& f : load.files)
        if (f.dataset == dataset && f.status == FileStatus::used) ++files[f.source];
    std::string out;
    for (const auto& [name, n] : files) {
        if (!out.empty()) out += "; ";
        out += fmt::format("{} ({})", name, counted(n, "file"));
    }
    return out;
}

/// The period that the figures of most forces, units and boroughs end with.
std::optional<Month> usual_latest(const Areas& areas, const MeasureIndex& index) {
    std::map<Month, std::size_t> latest;
    for (const Series& series : index.data->series) {
        const Area& area = areas[series.area];
        if (series.breakdown >= 0 || area.kind != AreaKind::real || area.level == Level::ward) continue;
        for (std::size_t i = series.numerator.size(); i-- > 0;) {
            bool provisional = i < series.flags.size() && series.flags[i] == Flag::provisional;
            if (provisional || !has_number(series, i)) continue;
            ++latest[index.data->month_at(i)];
            break;
        }
    }
    if (latest.empty()) return index.last;
    return std::ranges::max_element(latest, {}, [](const auto& entry) { return entry.second; })->first;
}

/// The month that most measures end with: some tell of cases that ended later.
std::optional<Month> usual_last(const std::vector<MeasureIndex>& measures) {
    std::map<Month, int> ends;
    for (const MeasureIndex& index : measures)
        if (index.last) ++ends[*index.last];
    if (ends.empty()) return std::nullopt;
    return std::ranges::max_element(ends, {}, [](const auto& end) { return std::pair(end.second, end.first); })->first;
}

MeasureIndex index_measure(const ReleaseContent& content, std::size_t m) {
    MeasureIndex index;
    index.measure = &content.measures[m];
    index.data = &content.data[m];
    index.verdicts = &content.verdicts[m];
    index.whole.assign(content.areas.size(), -1);
    index.judge =
        std::make_unique<Judge>(index.data->first, index.data->length, index.measure->step, index.measure->overlap);
    index.digests.resize(index.data->series.size());
    index.source = source_of(content.load, index.measure->dataset);
    for (std::size_t i = 0; i < index.data->length; ++i)
        index.periods.push_back(short_period(label_kind(*index.measure), index.data->month_at(i)));
    for (std::size_t s = 0; s < index.data->series.size(); ++s) {
        const Series& series = index.data->series[s];
        if (series.breakdown >= 0) continue;
        index.whole[series.area] = static_cast<int>(s);
        if (content.areas[series.area].kind != AreaKind::real) continue;
        for (std::size_t i = 0; i < series.numerator.size(); ++i) {
            if (!has_number(series, i)) continue;
            Month month = index.data->month_at(i);
            if (!index.first || month < *index.first) index.first = month;
            if (!index.last || month > *index.last) index.last = month;
        }
    }
    index.judged = usual_latest(content.areas, index);
    return index;
}

/// Benjamini-Hochberg over all areas of one level and all measures together. Where there is a plan,
/// over the measures that speak to it: others are there to support them, often the same in
/// another unit.
void mark_found(SiteContext& site, Level level) {
    std::vector<double> p;
    std::vector<std::pair<std::size_t, std::size_t>> at;
    for (std::size_t m = 0; m < site.measures.size(); ++m) {
        const MeasureIndex& index = site.measures[m];
        if (!site.content.objectives.empty() && index.measure->outcome.empty()) continue;
        for (std::size_t s = 0; s < index.data->series.size(); ++s) {
            const Series& series = index.data->series[s];
            const Area& area = site.area(series.area);
            if (series.breakdown >= 0 || area.level != level || area.kind != AreaKind::real) continue;
            p.push_back(p_value(index.verdict(s)));
            at.emplace_back(m, s);
        }
    }
    if (p.empty()) return;
    std::vector<bool> found = discoveries(p);
    for (std::size_t i = 0; i < at.size(); ++i)
        if (found[i] && is_change(site.measures[at[i].first].verdict(at[i].second).kind))
            site.found[at[i].first][at[i].second] = true;
}

} // namespace

SiteContext::SiteContext(const ReleaseContent& release, const std::filesystem::path& assets)
    : content(release),
      css(bundled(assets, "site.css")),
      js(bundled(assets, "site.js")),
      compare_js(bundled(assets, "compare.js")),
      map_js(bundled(assets, "map.js")),
      map_css(bundled(assets, "map.css")),
      map_worker(bundled(assets, "map-worker.js")),
      icon(bundled(assets, "icon.svg")),
      licences(bundled(assets, "licences.txt")),
      area_names(asset("areas.json", names_json(release.areas))),
      short_id(release.id.substr(0, 12)),
      date(date_words(release.date)),
      forces(release.areas.of_level(Level::force)),
      units(release.areas.of_level(Level::unit)),
      boroughs(release.areas.of_level(Level::borough)),
      wards(release.areas.of_level(Level::ward)),
      records(release) {
    if (!release.boundaries_geojson.empty()) boundaries = asset("boundaries.geojson", release.boundaries_geojson);
    measures_of.resize(release.areas.size());
    std::optional<Month> first, latest;
    for (std::size_t m = 0; m < release.measures.size(); ++m) {
        measures.push_back(index_measure(release, m));
        const MeasureIndex& index = measures.back();
        found.emplace_back(index.data->series.size(), false);
        for (std::size_t a = 0; a < index.whole.size(); ++a)
            if (index.whole[a] >= 0) measures_of[a].push_back(m);
        if (index.first && (!first || *index.first < *first)) first = index.first;
        if (index.last && (!latest || *index.last > *latest)) latest = index.last;
    }
    if (first) data_months = first->to_words() + " to " + latest->to_words();
    if (latest) last = usual_last(measures);
    if (last) last_month = last->to_words();
    methods = read_method_notes();
    for (const Dashboard& d : release.dashboards)
        dashboards.push_back(read_dashboard(d, release));
    for (Level level : {Level::force, Level::unit, Level::borough, Level::ward})
        mark_found(*this, level);
}

const MethodNote& SiteContext::method(std::string_view id) const {
    auto note = std::ranges::find(methods, id, &MethodNote::id);
    if (note == methods.end()) throw Error::internal("There is no note on the method '{}'", id);
    return *note;
}

const MeasureIndex* SiteContext::find(std::string_view id) const {
    for (const MeasureIndex& m : measures)
        if (m.measure->id == id) return &m;
    return nullptr;
}

namespace {
struct NavItem {
    std::string_view section, text, address;
};
constexpr NavItem k_navigation[] = {
    {"areas", "Areas", "/areas/"},
    {"measures", "Measures", "/measures/"},
    {"plan", "Plan", "/plan/"},
    {"record", "Record", "/record/"},
    {"dashboards", "Themes", "/dashboards/"},
    {"evaluations", "Evaluations", "/evaluations/"},
    {"reports", "Reports", "/reports/"},
    {"compare", "Compare", "/compare/"},
    {"data", "Data", "/data/"},
    {"about", "About", "/about/"},
};
} // namespace

View start_page(Sheet& sheet, const SiteContext& site, const PageHead& head, std::string_view main) {
    View page = sheet.start("page.tpl");
    const Body& body = site.content.body;
    page.text("TITLE", head.title).fixed("SITE", body.site_title);
    page.fixed("CSS", site.css.address).fixed("JS", site.js.address).fixed("ICON", site.icon.address);
    page.fixed("AREA_NAMES", site.area_names.address);
    page.fixed("RELEASE", site.short_id).fixed("DATE", site.date);
    page.maybe("MONTHS", site.data_months).maybe("LATEST", site.last_month);
    page.show("SYNTHETIC", body.synthetic);
    page.show("BOARD", site.content.profile != "public" && !site.content.profile.empty());
    page.maybe("SCRIPT", head.script);
    for (const NavItem& item : k_navigation) {
        if (item.section == "plan" && site.content.objectives.empty()) continue;
        if (item.section == "record" && site.records.empty()) continue;
        if (item.section == "evaluations" && site.content.evaluations.empty()) continue;
        if (item.section == "dashboards" && site.content.dashboards.empty()) continue;
        if (item.section == "reports" && site.content.reports.empty()) continue;
        View v = page.section("NAV");
        v.fixed("ADDRESS", item.address).fixed("TEXT", item.text);
        v.show("CURRENT", item.section == head.section);
    }
    if (!head.crumbs.empty()) {
        View crumbs = page.section("CRUMBS");
        for (const Crumb& c : head.crumbs)
            crumbs.section("CRUMB").text("ADDRESS", c.address).text("TEXT", c.text);
    }
    page.fixed("BODY_NAME", body.name);
    page.maybe("CONTACT", body.contact);
    return page.include("MAIN", main);
}

} // namespace peelian
