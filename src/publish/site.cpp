// SPDX-License-Identifier: MIT
#include "publish/site.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "publish/context.hpp"
#include "publish/jobs.hpp"
#include "publish/record_lists.hpp"

#include <algorithm>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

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
        : options_(options),
          progress_(progress),
          templates_(Templates::embedded()) {}

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
    return write_site(site, options, progress);
}

std::vector<WrittenFile> write_site(SiteContext& site, const SiteOptions& options, Progress& progress) {
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
    std::size_t n =
        13 + read_method_notes().size() + content.areas.size() + count_names(content.areas) + content.measures.size();
    for (const MeasureData& data : content.data)
        for (const Series& s : data.series)
            if (s.breakdown < 0) ++n;
    if (!content.objectives.empty()) n += 1 + content.objectives.size();
    n += content.outcomes.size();
    if (!content.packs.empty()) n += 1 + content.packs.size();
    if (content.claims.any()) ++n;
    if (content.impact.any()) n += 1 + content.impact.policies.size();
    if (!content.evaluations.empty()) n += 1 + content.evaluations.size();
    if (!content.dashboards.empty()) n += 1 + content.dashboards.size();
    return n + count_record_pages(RecordIndex(content));
}

} // namespace peelian
