// SPDX-License-Identifier: MIT
// Every page of a site: its file, and what fills the sheet.
#pragma once

#include "publish/context.hpp"

#include <functional>
#include <string>
#include <vector>

namespace peelian {

struct Job {
    std::string path; ///< relative to the site's folder
    std::function<void(Sheet&)> fill;
};

/// A page for each area and measure. They go first: each leaves the digest of its series,
/// in a place of its own, for the pages that draw it small.
std::vector<Job> series_jobs(SiteContext& site);
/// All other pages.
std::vector<Job> other_jobs(const SiteContext& site);
/// Addresses that areas have by name.
std::size_t count_names(const Areas& areas);

} // namespace peelian
