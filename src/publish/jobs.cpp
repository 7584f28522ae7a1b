// SPDX-License-Identifier: MIT
#include "publish/jobs.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/pages.hpp"

#include <map>

namespace peelian {
namespace {

/// "/areas/E09000012/" is written as areas/E09000012/index.html.
std::string file_of(std::string_view address) { return std::string(address.substr(1)) + "index.html"; }

/// Areas by the address their name would have; a name that is some area's code is left out.
std::map<std::string, std::vector<AreaIndex>> names_of(const Areas& areas) {
    std::map<std::string, std::vector<AreaIndex>> names;
    for (AreaIndex a = 0; a < areas.size(); ++a) {
        if (areas[a].kind != AreaKind::real) continue;
        std::string name = slug(areas[a].name);
        if (!name.empty() && !areas.find(name)) names[name].push_back(a);
    }
    return names;
}

} // namespace

std::size_t count_names(const Areas& areas) { return names_of(areas).size(); }

std::vector<Job> series_jobs(SiteContext& site) {
    std::vector<Job> jobs;
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        for (AreaIndex a = 0; a < site.content.areas.size(); ++a) {
            MeasureIndex& index = site.measures[m];
            if (index.whole[a] < 0) continue;
            // Each job leaves its digest in a place of its own.
            jobs.push_back({file_of(address::area_measure(site.area(a).code, index.measure->id)),
                            [&site, &index, a, m](Sheet& sheet) {
                                index.digests[static_cast<std::size_t>(index.whole[a])] =
                                    area_measure_page(sheet, site, a, m);
                            }});
        }
    return jobs;
}

namespace {

void add_content_jobs(std::vector<Job>& jobs, const SiteContext& site) {
    const ReleaseContent& content = site.content;
    for (std::size_t i = 0; i < site.methods.size(); ++i)
        jobs.push_back(
            {file_of(address::method(site.methods[i].id)), [&site, i](Sheet& s) { method_page(s, site, i); }});
    for (AreaIndex a = 0; a < content.areas.size(); ++a)
        jobs.push_back({file_of(address::area(site.area(a).code)), [&site, a](Sheet& s) { area_page(s, site, a); }});
    for (const auto& [name, areas] : names_of(content.areas))
        jobs.push_back(
            {file_of(address::area(name)), [&site, areas = areas](Sheet& s) { redirect_page(s, site, areas); }});
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        jobs.push_back(
            {file_of(address::measure(content.measures[m].id)), [&site, m](Sheet& s) { measure_page(s, site, m); }});
    if (!content.objectives.empty()) jobs.push_back({"plan/index.html", [&site](Sheet& s) { plan_page(s, site); }});
    for (std::size_t i = 0; i < content.objectives.size(); ++i)
        jobs.push_back({file_of(address::objective(content.objectives[i].id)),
                        [&site, i](Sheet& s) { objective_page(s, site, i); }});
    for (std::size_t i = 0; i < content.outcomes.size(); ++i)
        jobs.push_back({file_of(address::outcome(content.outcomes[i].objective, content.outcomes[i].id)),
                        [&site, i](Sheet& s) { outcome_page(s, site, i); }});
    if (!content.packs.empty())
        jobs.push_back({"priorities/index.html", [&site](Sheet& s) { priorities_page(s, site); }});
    for (std::size_t i = 0; i < content.packs.size(); ++i)
        jobs.push_back({file_of(address::priorities_of(site.area(content.packs[i].area).code)),
                        [&site, i](Sheet& s) { priority_page(s, site, i); }});
    if (content.impact.any()) jobs.push_back({"impact/index.html", [&site](Sheet& s) { impact_page(s, site); }});
    for (std::size_t i = 0; i < content.impact.policies.size(); ++i)
        jobs.push_back({file_of(address::impact(content.impact.policies[i].id)),
                        [&site, i](Sheet& s) { impact_policy_page(s, site, i); }});
    if (content.claims.any()) jobs.push_back({"claims/index.html", [&site](Sheet& s) { claims_page(s, site); }});
    if (!content.evaluations.empty())
        jobs.push_back({"evaluations/index.html", [&site](Sheet& s) { evaluations_page(s, site); }});
    for (std::size_t i = 0; i < content.evaluations.size(); ++i)
        jobs.push_back({file_of(address::evaluation(content.evaluations[i].evaluation.id)),
                        [&site, i](Sheet& s) { evaluation_page(s, site, i); }});
    if (!content.dashboards.empty())
        jobs.push_back({"dashboards/index.html", [&site](Sheet& s) { dashboards_page(s, site); }});
    for (std::size_t i = 0; i < content.dashboards.size(); ++i)
        jobs.push_back({file_of(address::dashboard(content.dashboards[i].id)),
                        [&site, i](Sheet& s) { dashboard_page(s, site, i); }});
}

void add_record_jobs(std::vector<Job>& jobs, const SiteContext& site) {
    if (site.records.empty()) return;
    jobs.push_back({"record/index.html", [&site](Sheet& s) { record_page(s, site); }});
    for (const RecordListName& name : record_lists(site.records)) {
        RecordList list = record_list(site.records, name);
        for (std::size_t page = 1; page <= pages_of(list.rows()); ++page)
            jobs.push_back({file_of(page_address(list.address, page)), [&site, name, page](Sheet& s) {
                                if (name.group == nullptr) register_page(s, site, name.in, page);
                                else record_group_page(s, site, name, page);
                            }});
    }
    for (std::size_t in = 0; in < site.records.registers().size(); ++in) {
        const RegisterIndex& index = site.records.registers()[in];
        for (std::size_t r = 0; r < index.addresses.size(); ++r)
            jobs.push_back(
                {file_of(index.addresses[r]), [&site, in, r](Sheet& s) { one_record_page(s, site, in, r); }});
    }
}

} // namespace

std::vector<Job> other_jobs(const SiteContext& site) {
    struct Single {
        const char* path;
        void (*fill)(Sheet&, const SiteContext&);
    };
    static constexpr Single singles[] = {
        {"index.html", home_page},
        {"404.html", not_found_page},
        {"areas/index.html", areas_page},
        {"measures/index.html", measures_page},
        {"compare/index.html", compare_page},
        {"data/index.html", data_page},
        {"about/index.html", about_page},
        {"about/methods/index.html", methods_page},
        {"about/glossary/index.html", glossary_page},
        {"about/accessibility/index.html", accessibility_page},
        {"about/sources/index.html", sources_page},
        {"about/checks/index.html", checks_page},
        {"about/releases/index.html", releases_page},
    };
    std::vector<Job> jobs;
    for (const Single& s : singles)
        jobs.push_back({s.path, [&site, fill = s.fill](Sheet& sheet) { fill(sheet, site); }});
    add_content_jobs(jobs, site);
    add_record_jobs(jobs, site);
    return jobs;
}

} // namespace peelian
