// SPDX-License-Identifier: MIT
// The example of London's open data over the published files, as its README tells to make it.
// Where the shared data are not there, the cases are skipped by name.
#include "base/files.hpp"
#include "release/assemble.hpp"
#include "release/init.hpp"
#include "support/folders.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peelian;
using namespace peelian::tests;
namespace fs = std::filesystem;

namespace {

bool found(const ReleaseContent& content, std::string_view id, bool answered) {
    return std::ranges::any_of(content.findings,
                               [&](const Finding& f) { return f.id == id && f.explained_by.empty() != answered; });
}

} // namespace

TEST_CASE("London's open files become a release whose checks name what is wrong with them" *
          doctest::skip(made::no_shared_data())) {
    TemporaryFolder folder;
    fs::path presets = fs::path(made::source_dir()) / "presets";
    fs::path example = fs::path(made::source_dir()) / "examples/london-open";
    init_workspace({folder / "london", example.string(), made::shared_data(), presets, {}, 2});
    AssembleOptions options{.threads = 2, .presets = presets, .date = "2026-03-01"};
    LoadedWorkspace loaded = load_workspace(folder / "london", options);
    auto content = assemble(loaded, options);
    judge_all(*content, 2);

    CHECK(found(*content, "incomplete-month-stop-search-e23000001", true)); // December 2022 ends on the 17th
    CHECK(found(*content, "ward-sums-recorded-crime", true));
    CHECK(found(*content, "sudden-zero-mps-fraud-and-forgery", true));
    // Nobody can say for others why these are so: they wait.
    CHECK(found(*content, "missing-month-data-stop-search-metropolitan", false));
    CHECK(found(*content, "many-times-neighbours-mps-sexual-offences", false));

    REQUIRE(content->dashboards.size() == 7);
    auto index = std::ranges::find(content->measures, "locality-index", &Measure::id);
    REQUIRE(index != content->measures.end());
    const MeasureData& wards = content->data[static_cast<std::size_t>(index - content->measures.begin())];
    CHECK(std::ranges::count_if(wards.series, [&](const Series& s) {
              return content->areas[s.area].level == Level::ward && s.begin < s.end;
          }) > 600);

    REQUIRE(content->packs.size() == 32); // the City is another force
    for (const EvidencePack& pack : content->packs) {
        REQUIRE(pack.candidates.size() == 8);
        for (const CandidateEvidence& c : pack.candidates) {
            CHECK(c.findings.size() == 4); // nothing of harm, repeat victims or concern is open
            CHECK(c.findings[0].here.has_value());
        }
    }
}

TEST_CASE("a folder that is no workspace without data is refused") {
    TemporaryFolder folder;
    fs::create_directories(folder / "data");
    fs::create_directories(folder / "other");
    fs::path presets = fs::path(made::source_dir()) / "presets";
    CHECK_THROWS_WITH_AS(init_workspace({folder / "ws", (folder / "other").string(), folder / "data", presets, {}, 2}),
                         doctest::Contains("it has no workspace.toml"), Error);
}
