// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/hash.hpp"
#include "release/store.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// A workspace folder with releases of one page each.
struct Shelf {
    TemporaryFolder folder;
    ReleaseStore store{folder.path()};

    ReleaseInfo make(char digit, std::size_t to_explain = 0, std::size_t stops = 0) {
        Manifest manifest;
        manifest.id = std::string(64, digit);
        manifest.date = "2024-03-01";
        manifest.to_explain = to_explain;
        manifest.stops = stops;
        auto stage = store.stage();
        write_file(stage / "site/index.html", std::string("page ") + digit);
        manifest.files = {{"site/index.html", 6, sha256(std::string("page ") + digit)}};
        store.settle(stage, manifest);
        store.record({"2024-03-01T10:00:00Z", manifest.id.substr(0, 12), "checked", "ada", ""});
        return store.find(manifest.id);
    }
};

} // namespace

TEST_CASE("a settled release is there whole, and its stage is gone") {
    Shelf shelf;
    ReleaseInfo release = shelf.make('a');
    CHECK(release.id == "aaaaaaaaaaaa");
    CHECK(release.state == ReleaseState::checked);
    CHECK(release.manifest.date == "2024-03-01");
    CHECK(read_file(shelf.store.folder(release.id) / "site/index.html") == "page a");
    CHECK(files_below(shelf.folder / "releases").size() == 3); // the page, the manifest, the log
}

TEST_CASE("a release of the same id is kept and the new stage thrown away") {
    Shelf shelf;
    ReleaseInfo release = shelf.make('a');
    auto stage = shelf.store.stage();
    write_file(stage / "site/index.html", "another");
    shelf.store.settle(stage, release.manifest);
    CHECK(read_file(shelf.store.folder(release.id) / "site/index.html") == "page a");
    CHECK_FALSE(std::filesystem::exists(stage));
}

TEST_CASE("a release is found by a beginning of its id, latest or published") {
    Shelf shelf;
    shelf.make('b');
    shelf.make('a');
    CHECK(shelf.store.find("bbbb").id == "bbbbbbbbbbbb");
    CHECK(shelf.store.find("latest").id == "aaaaaaaaaaaa");
    CHECK_THROWS_AS(shelf.store.find("bb"), Error);
    CHECK_THROWS_AS(shelf.store.find("published"), Error);
    CHECK(has(message_of([&] { shelf.store.find("cccc"); }), "Releases: bbbbbbbbbbbb, aaaaaaaaaaaa."));
}

TEST_CASE("who built a release cannot approve it") {
    Shelf shelf;
    ReleaseInfo release = shelf.make('a');
    CHECK(has(message_of([&] { shelf.store.approve(release, "ada", ""); }),
              "ada built release aaaaaaaaaaaa and cannot approve it"));
    shelf.store.approve(release, "grace", "read it");
    CHECK(shelf.store.find("aaaa").state == ReleaseState::approved);
    CHECK(shelf.store.find("aaaa").events.back().note == "read it");
}

TEST_CASE("findings that stop, or that nobody explained, forbid approval") {
    Shelf shelf;
    CHECK(has(message_of([&] { shelf.store.approve(shelf.make('a', 2), "grace", ""); }),
              "2 findings nobody has explained"));
    CHECK(has(message_of([&] { shelf.store.approve(shelf.make('b', 0, 1), "grace", ""); }), "1 check stops it"));
}

TEST_CASE("only an approved release is published, and the link moves to it") {
    Shelf shelf;
    ReleaseInfo first = shelf.make('a');
    CHECK(has(message_of([&] { shelf.store.publish(first, "ada"); }), "is checked, not approved"));
    CHECK_FALSE(std::filesystem::exists(shelf.folder / "published"));
    for (char digit : {'b', 'c'}) {
        ReleaseInfo release = shelf.make(digit);
        shelf.store.approve(release, "grace", "");
        shelf.store.publish(shelf.store.find(release.id), "ada");
        CHECK(shelf.store.published()->id == release.id);
        CHECK(read_file(shelf.folder / "published/site/index.html") == std::string("page ") + digit);
    }
    CHECK(shelf.store.find("bbbb").state == ReleaseState::published);
    CHECK_FALSE(shelf.store.find("bbbb").current);
}

TEST_CASE("verification finds a changed, a missing and an unexpected file") {
    Shelf shelf;
    ReleaseInfo release = shelf.make('a');
    auto folder = shelf.store.folder(release.id);
    CHECK(verify(folder, 2).sound());
    CHECK(verify(folder, 2).files == 1);
    write_file(folder / "site/index.html", "touched");
    write_file(folder / "site/extra.html", "x");
    CHECK(verify(folder, 2).changed == std::vector<std::string>{"site/index.html"});
    CHECK(verify(folder, 2).unexpected == std::vector<std::string>{"site/extra.html"});
    std::filesystem::remove(folder / "site/index.html");
    CHECK(verify(folder, 2).missing == std::vector<std::string>{"site/index.html"});
}

TEST_CASE("a damaged line of the log is named") {
    Shelf shelf;
    shelf.make('a');
    auto log = shelf.folder / "releases/log.jsonl";
    write_file(log, read_file(log) + "{\"time\": \n");
    std::string message = message_of([&] { shelf.store.list(); });
    CHECK_MESSAGE(has(message, "log.jsonl:2: This line of the log is damaged"), message);
}

TEST_CASE("a damaged manifest is named") {
    Shelf shelf;
    ReleaseInfo release = shelf.make('a');
    write_file(shelf.store.folder(release.id) / "manifest.json", "{}");
    CHECK(has(message_of([&] { shelf.store.list(); }), "The manifest is damaged"));
}

TEST_CASE("leftovers of a build that broke off are removed by the next") {
    Shelf shelf;
    shelf.folder.put("releases/.building-999999999/site/half.html", "x");
    shelf.store.stage();
    CHECK_FALSE(std::filesystem::exists(shelf.folder / "releases/.building-999999999"));
}

TEST_CASE("letter case and spaces do not tell people apart") {
    CHECK(same_name("Ann Analyst", " ann  ANALYST "));
    CHECK_FALSE(same_name("Ann Analyst", "Anna Lyst"));
    CHECK_FALSE(same_name("Ann", ""));
}
