// SPDX-License-Identifier: MIT
#include "publish/site.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/context.hpp"
#include "publish/pages.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// A page to make: its file, and what fills the sheet.
struct Job {
    std::string path;
    std::function<void(Sheet&)> fill;
};

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

std::vector<Job> series_jobs(SiteContext& site) {
    std::vector<Job> jobs;
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        for (AreaIndex a = 0; a < site.content.areas.size(); ++a) {
            MeasureIndex& index = site.measures[m];
            if (index.whole[a] < 0) continue;
            // Each job leaves its digest in a place of its own.
            jobs.push_back({file_of(address::area_measure(site.area(a).code, index.measure->id)),
                            [&site, &index, a, m](Sheet& sheet) {
                                index.digests[static_cast<std::size_t>(index.whole[a])] = area_measure_page(sheet, site, a, m);
                            }});
        }
    return jobs;
}

void add_content_jobs(std::vector<Job>& jobs, const SiteContext& site) {
    const ReleaseContent& content = site.content;
    for (AreaIndex a = 0; a < content.areas.size(); ++a)
        jobs.push_back({file_of(address::area(site.area(a).code)), [&site, a](Sheet& s) { area_page(s, site, a); }});
    for (const auto& [name, areas] : names_of(content.areas))
        jobs.push_back({file_of(address::area(name)), [&site, areas = areas](Sheet& s) { redirect_page(s, site, areas); }});
    for (std::size_t m = 0; m < site.measures.size(); ++m)
        jobs.push_back({file_of(address::measure(content.measures[m].id)), [&site, m](Sheet& s) { measure_page(s, site, m); }});
    if (!content.objectives.empty()) jobs.push_back({"plan/index.html", [&site](Sheet& s) { plan_page(s, site); }});
    for (std::size_t i = 0; i < content.objectives.size(); ++i)
        jobs.push_back({file_of(address::objective(content.objectives[i].id)), [&site, i](Sheet& s) { objective_page(s, site, i); }});
    for (std::size_t i = 0; i < content.outcomes.size(); ++i)
        jobs.push_back({file_of(address::outcome(content.outcomes[i].objective, content.outcomes[i].id)),
                        [&site, i](Sheet& s) { outcome_page(s, site, i); }});
    if (!content.dashboards.empty())
        jobs.push_back({"dashboards/index.html", [&site](Sheet& s) { dashboards_page(s, site); }});
    for (std::size_t i = 0; i < content.dashboards.size(); ++i)
        jobs.push_back({file_of(address::dashboard(content.dashboards[i].id)), [&site, i](Sheet& s) { dashboard_page(s, site, i); }});
}

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
    return jobs;
}

/// Folders first, so that jobs need not look for them.
void make_folders(const fs::path& root, const std::vector<Job>& jobs) {
    std::set<std::string_view> folders;
    for (const Job& job : jobs) {
        std::size_t slash = job.path.rfind('/');
        if (slash != std::string::npos) folders.insert(std::string_view(job.path).substr(0, slash));
    }
    for (std::string_view folder : folders) {
        std::error_code failed;
        if (fs::create_directory(root / folder, failed); !failed) continue;
        fs::create_directories(root / folder, failed); // its parent was not there
        if (failed) throw Error::io("Cannot make the folder: {}", failed.message()).at((root / folder).string());
    }
}

WrittenFile write(const fs::path& root, std::string path, std::string_view bytes) {
    write_new_file(root / path, bytes);
    return {std::move(path), bytes.size(), sha256(bytes)};
}

class Writer {
public:
    Writer(const SiteOptions& options, Progress& progress)
        : options_(options), progress_(progress), templates_(Templates::embedded()) {}

    void run(const std::vector<Job>& jobs) {
        constexpr std::size_t together = 16; // pages that share a sheet's memory
        make_folders(options_.folder, jobs);
        std::size_t first = files_.size();
        files_.resize(first + jobs.size());
        parallel_for((jobs.size() + together - 1) / together, options_.threads, [&](std::size_t part) {
            Sheet sheet;
            std::string page;
            for (std::size_t i = part * together; i < std::min(jobs.size(), (part + 1) * together); ++i) {
                page.clear();
                try {
                    jobs[i].fill(sheet);
                    templates_.expand(sheet, page);
                } catch (Error& error) {
                    throw std::move(error).during("writing the page " + jobs[i].path);
                }
                files_[first + i] = write(options_.folder, jobs[i].path, page);
                progress_.step();
            }
        });
    }
    void add(const Asset& asset) {
        if (!asset.address.empty()) files_.push_back(write(options_.folder, asset.address.substr(1), asset.bytes));
    }
    std::vector<WrittenFile> finish() {
        std::ranges::sort(files_, {}, &WrittenFile::path);
        return std::move(files_);
    }

private:
    const SiteOptions& options_;
    Progress& progress_;
    Templates templates_;
    std::vector<WrittenFile> files_;
};

} // namespace

std::vector<WrittenFile> write_site(const ReleaseContent& content, const SiteOptions& options, Progress& progress) {
    SiteContext site(content, options.assets);
    std::error_code failed;
    fs::create_directories(options.folder / "assets", failed);
    if (failed) throw Error::io("Cannot make the folder: {}", failed.message()).at(options.folder.string());
    Writer writer(options, progress);
    writer.run(series_jobs(site)); // leaves the digests the others draw
    writer.run(other_jobs(site));
    for (const Asset* asset : {&site.css, &site.js, &site.compare_js, &site.area_names, &site.icon, &site.licences})
        writer.add(*asset);
    if (!site.boundaries.address.empty())
        for (const Asset* asset : {&site.boundaries, &site.map_js, &site.map_css, &site.map_worker})
            writer.add(*asset);
    return writer.finish();
}

std::size_t count_pages(const ReleaseContent& content) {
    std::size_t n = 13 + content.areas.size() + names_of(content.areas).size() + content.measures.size();
    for (const MeasureData& data : content.data)
        for (const Series& s : data.series)
            if (s.breakdown < 0) ++n;
    if (!content.objectives.empty()) n += 1 + content.objectives.size();
    n += content.outcomes.size();
    if (!content.dashboards.empty()) n += 1 + content.dashboards.size();
    return n;
}

} // namespace peelian
