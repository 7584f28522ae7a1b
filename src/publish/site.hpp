// SPDX-License-Identifier: MIT
// The public site of a release: static pages with their scripts, styles and names of
// areas. docs/pages.md describes the pages. The same content gives the same bytes on any
// number of threads.
#pragma once

#include "base/parallel.hpp"
#include "publish/written_file.hpp"
#include "release/content.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace peelian {

struct SiteOptions {
    std::filesystem::path folder; ///< written into; made when it is not there
    unsigned threads = 1;
    /// Scripts and styles to take in place of those inside the program, for work on them;
    /// empty otherwise.
    std::filesystem::path assets;
};

/// Writes all pages; the files, sorted by path. A step of progress is a page. Throws
/// Error(input) with file and line for a figure block of a dashboard that asks for what
/// there is not, before anything is written.
std::vector<WrittenFile> write_site(const ReleaseContent& content, const SiteOptions& options, Progress& progress);

/// The same with a context that is used again: its digests are filled when this returns.
struct SiteContext;
std::vector<WrittenFile> write_site(SiteContext& site, const SiteOptions& options, Progress& progress);

/// Pages write_site will make, for the total of its progress.
std::size_t count_pages(const ReleaseContent& content);

} // namespace peelian
