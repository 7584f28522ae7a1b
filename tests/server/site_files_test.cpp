// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "loopback.hpp"
#include "server/site_files.hpp"

#include <sys/stat.h>

using namespace peelian;
using namespace peelian::http;
using namespace peelian::server_tests;

namespace {

struct Site {
    Folder folder;
    fs::path path = folder.path / "site";
    Site() { make_site(path); }
    SiteFiles open(std::size_t cache = 1 << 20, std::size_t file = 1 << 18) const {
        return {path, cache, file, 1000ms};
    }
};

std::string text(const FoundFile& found) { return found.file ? found.file->bytes : "nothing"; }

} // namespace

TEST_CASE("a folder means its index and without its slash is a folder") {
    Site site;
    SiteFiles files = site.open();
    CHECK(text(files.find("", 0ms)).starts_with("<!doctype html><title>Home"));
    CHECK(text(files.find("areas/E09000012/", 0ms)) == "<!doctype html><title>Hackney</title>");
    CHECK(files.find("areas/E09000012", 0ms).folder);
    CHECK_FALSE(files.find("areas/", 0ms).file);
    CHECK_FALSE(files.find("areas/", 0ms).folder);
    CHECK_FALSE(files.find("index.html/", 0ms).file);
    CHECK_FALSE(files.find("data/digits.txt/more", 0ms).file);
}

TEST_CASE("a changed file is seen after the interval and not before") {
    Site site;
    SiteFiles files = site.open();
    CHECK(text(files.find("data/digits.txt", 5000ms)) == "0123456789");
    write_file(site.path / "data/digits.txt", "9876543210");
    CHECK(text(files.find("data/digits.txt", 5900ms)) == "0123456789");
    CHECK(text(files.find("data/digits.txt", 6100ms)) == "9876543210");
    fs::remove(site.path / "data/digits.txt");
    CHECK_FALSE(files.find("data/digits.txt", 7200ms).file);
}

TEST_CASE("the same contents keep their tag when they are written again") {
    Site site;
    SiteFiles files = site.open();
    std::string tag = files.find("data/digits.txt", 5000ms).file->tag;
    fs::remove(site.path / "data/digits.txt");
    write_file(site.path / "data/digits.txt", "0123456789");
    CHECK(files.find("data/digits.txt", 7000ms).file->tag == tag);
}

TEST_CASE("a site switched by its link is read anew, its predecessor's hashed assets kept") {
    Site site;
    fs::path other = site.folder.path / "other";
    write_file(other / "index.html", "second");
    fs::path link = site.folder.path / "current";
    fs::create_directory_symlink(site.path, link);
    SiteFiles files(link, 1 << 20, 1 << 18, 1000ms);
    CHECK(text(files.find("", 5000ms)).starts_with("<!doctype html><title>Home"));
    fs::path aside = site.folder.path / "next";
    fs::create_directory_symlink(other, aside);
    fs::rename(aside, link);
    CHECK(text(files.find("", 6100ms)) == "second");
    CHECK(text(files.find("assets/site-0a1b2c3d.css", 6200ms)) == "body{}");
    CHECK_FALSE(files.find("assets/plain.css", 6200ms).file);
    CHECK_FALSE(files.find("data/digits.txt", 6200ms).file);
}

TEST_CASE("a site whose path is gone goes on from what is open") {
    Site site;
    SiteFiles files = site.open();
    CHECK(files.find("", 5000ms).file);
    fs::rename(site.path, site.folder.path / "elsewhere");
    CHECK(files.find("data/digits.txt", 9000ms).file);
}

TEST_CASE("no link is followed below the site") {
    Site site;
    write_file(site.folder.path / "secret.txt", "secret");
    fs::create_symlink(site.folder.path / "secret.txt", site.path / "a.txt");
    fs::create_symlink("../secret.txt", site.path / "b.txt");
    fs::create_directory_symlink(site.folder.path, site.path / "c");
    fs::create_symlink("data/digits.txt", site.path / "d.txt");
    SiteFiles files = site.open();
    for (auto path : {"a.txt", "b.txt", "c/secret.txt", "c/", "d.txt"}) {
        CHECK_MESSAGE(!files.find(path, 0ms).file, path);
        CHECK_MESSAGE(!files.find(path, 0ms).folder, path);
    }
}

TEST_CASE("what is no regular file is not there, and nobody waits for it") {
    Site site;
    ::mkfifo((site.path / "pipe.txt").c_str(), 0644);
    SiteFiles files = site.open();
    CHECK_FALSE(files.find("pipe.txt", 0ms).file);
}

TEST_CASE("a large file stays on disk and is tagged by its identity") {
    Site site;
    SiteFiles files = site.open();
    auto found = files.find("big.bin", 0ms);
    CHECK(found.file->large);
    CHECK(found.file->size == 3'000'000);
    CHECK(found.file->bytes.empty());
}

TEST_CASE("the cache keeps to its bound and to what is used") {
    Site site;
    for (int i = 0; i < 100; ++i)
        write_file(site.path / (fmt::format("p{}.html", i)), long_text(10'000));
    SiteFiles files = site.open(200'000, 100'000);
    auto first = files.find("", 0ms).file;
    for (int i = 0; i < 100; ++i) {
        files.find(fmt::format("p{}.html", i), 0ms);
        CHECK(files.held() <= 200'000);
        CHECK(files.find("", 0ms).file == first); // in use all the time: still the same copy
    }
}

TEST_CASE("a small file is packed at once, a larger one in the background") {
    Site site;
    SiteFiles files = site.open();
    auto small = files.find("", 0ms).file;
    const PackedForm* packed = files.packed(small);
    REQUIRE(packed != nullptr);
    CHECK(packed->bytes.size() < small->size / 2);
    CHECK(looks_gzipped(packed->bytes));
    auto large = files.find("data/points.csv", 0ms).file;
    files.packed(large);
    for (int i = 0; i < 200 && files.packed(large) == nullptr; ++i)
        std::this_thread::sleep_for(10ms);
    CHECK(files.packed(large) != nullptr);
}

TEST_CASE("what does not get smaller is not packed") {
    Site site;
    std::string noise;
    for (unsigned i = 1, x = 1; i < 4000; ++i)
        noise += static_cast<char>((x = x * 1103515245 + 12345) >> 16);
    write_file(site.path / "noise.txt", noise);
    SiteFiles files = site.open();
    CHECK(files.packed(files.find("noise.txt", 0ms).file) == nullptr);
    CHECK(files.packed(files.find("data/points.parquet", 0ms).file) == nullptr);
    CHECK(files.packed(files.find("data/digits.txt", 0ms).file) == nullptr);
}

TEST_CASE("without a folder there is no site") {
    Site site;
    CHECK_THROWS_AS(SiteFiles(site.path / "nowhere", 1000, 1000, 1000ms), Error);
    CHECK_THROWS_AS(SiteFiles(site.path / "index.html", 1000, 1000, 1000ms), Error);
}
