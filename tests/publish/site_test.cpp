// SPDX-License-Identifier: MIT
#include "publish/site.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "publish/sample_content.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
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

// Not run by default: test_publish -tc="*London*" --no-skip; see docs/pages.md for results.
TEST_CASE("a site of the size of London, timed" * doctest::skip()) {
    const char* keep = std::getenv("PEELIAN_LONDON_SITE");
    Folder folder;
    fs::path at = keep ? fs::path(keep) : folder.path;
    const char* threads = std::getenv("PEELIAN_THREADS");
    auto content = sample_content({.boroughs = 33, .wards = 20, .months = 180, .copies = 4, .forces = 1});
    auto cpu = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
    auto wall = std::chrono::steady_clock::now();
    double start = cpu();
    std::vector<WrittenFile> files = write(*content, at, threads ? static_cast<unsigned>(std::atoi(threads)) : 1);
    double seconds = cpu() - start, passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
    std::uint64_t bytes = 0;
    for (const WrittenFile& f : files)
        bytes += f.bytes;
    std::size_t pages = count_pages(*content);
    MESSAGE(fmt::format("{} pages, {:.1f} MB, {:.2f} s of CPU, {:.2f} s passed, {:.3f} ms a page, {:.1f} kB a page", pages,
                        static_cast<double>(bytes) / 1e6, seconds, passed, 1000 * seconds / static_cast<double>(pages),
                        static_cast<double>(bytes) / 1e3 / static_cast<double>(pages)));
}
