// SPDX-License-Identifier: MIT
#include "publish/site.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "publish/sample_content.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace peelian;

namespace {

/// A folder that goes away with the test.
struct Folder {
    fs::path path = fs::temp_directory_path() / fmt::format("peelian-site-{}", ::getpid());
    Folder() { fs::remove_all(path); }
    ~Folder() { fs::remove_all(path); }
};

std::vector<WrittenFile> write(const ReleaseContent& content, const fs::path& folder, unsigned threads = 1) {
    Progress progress(Progress::Style::quiet, "Pages", count_pages(content));
    return write_site(content, {folder, threads, {}}, progress);
}

} // namespace

TEST_CASE("the sample release becomes a site with every kind of page") {
    // The page tests look at what this leaves when they say where.
    const char* keep = std::getenv("PEELIAN_SAMPLE_SITE");
    Folder folder;
    fs::path at = keep ? fs::path(keep) : folder.path;
    auto content = sample_content();
    std::map<std::string, WrittenFile> files;
    for (const WrittenFile& f : write(*content, at, 2))
        files[f.path] = f;
    for (const char* path :
         {"index.html", "404.html", "plan/index.html", "plan/o1/index.html", "plan/o1/o1.1/index.html", "areas/index.html",
          "areas/E09000001/index.html", "areas/E09000001/recorded-burglary/index.html", "areas/alder-vale/index.html",
          "measures/index.html", "measures/search-find-rate/index.html", "dashboards/index.html",
          "dashboards/stop-and-search/index.html", "compare/index.html", "data/index.html", "about/index.html",
          "about/methods/index.html", "about/sources/index.html", "about/checks/index.html", "about/releases/index.html",
          "about/accessibility/index.html", "about/glossary/index.html"})
        CHECK_MESSAGE(files.contains(path), path);
}
