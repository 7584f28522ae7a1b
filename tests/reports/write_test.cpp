// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "base/text.hpp"
#include "publish/sample_content.hpp"
#include "release/report_sources.hpp"
#include "reports/write.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace peelian;
using tests::TemporaryFolder;

namespace {

struct Sample {
    TemporaryFolder folder;
    std::unique_ptr<ReleaseContent> content = sample_content();
    std::unique_ptr<SiteContext> site;

    Sample() {
        const std::string table = "::: table\ntitle = \"Crime\"\ncolumns = [\"before\", \"now\", \"change-percent\", "
                                  "\"verdict\"]\nrows = [\"recorded-burglary\"]\n:::\n";
        folder.put("reports/monthly.md",
                   "+++\ntitle = \"Monthly <report>\"\n+++\nText.\n\n" + table +
                       "\n::: measure recorded-burglary :::\n\n::: in-short :::\n\n::: revisions :::\n");
        folder.put("reports/pack.md", "+++\ntitle = \"Pack: {area}\"\nfor = \"borough\"\n+++\n" + table);
        for (const Measure& m : content->measures)
            content->declared.push_back(m.id);
        content->reports = read_report_sources(folder / "reports");
        site = std::make_unique<SiteContext>(*content, std::filesystem::path());
    }
    std::vector<WrittenFile> write(const std::string& to, unsigned threads, const std::string& earlier = "") {
        Progress progress(Progress::Style::quiet, "", 1);
        return write_reports(
            *site, read_reports(*site),
            {folder / to, earlier.empty() ? std::filesystem::path() : folder / earlier, threads, false}, progress);
    }
};

std::vector<std::string> paths(const std::vector<WrittenFile>& files) {
    std::vector<std::string> out;
    for (const WrittenFile& file : files)
        out.push_back(file.path);
    return out;
}

} // namespace

TEST_CASE("a release holds each report as page, spreadsheet and figures, and pages that list them") {
    Sample sample;
    std::vector<std::string> files = paths(sample.write("site", 2));
    auto there = [&](const std::string& path) { return std::ranges::find(files, path) != files.end(); };
    std::string edition = sample.site->last->to_string();
    std::string folder = "reports/monthly/" + edition + "/";
    CHECK(there("reports/index.html"));
    CHECK(there("reports/monthly/index.html"));
    CHECK(there(folder + "index.html"));
    CHECK(there(folder + "monthly-" + edition + ".xlsx"));
    CHECK(there(folder + "monthly-" + edition + "-figures.csv"));
    std::size_t packs = static_cast<std::size_t>(std::ranges::count_if(
        files, [](const std::string& f) { return f.starts_with("reports/pack/") && f.ends_with(".xlsx"); }));
    CHECK(packs == sample.site->boroughs.size() - 4); // stand-ins have none
    CHECK(std::ranges::is_sorted(files));
    std::string page = read_file(sample.folder / ("site/" + folder + "index.html"));
    CHECK(tests::has(page, "Monthly &lt;report&gt;"));
    CHECK(tests::has(page, "monthly-" + edition + ".xlsx"));
}

TEST_CASE("the same release gives the same bytes of reports on any number of threads") {
    Sample sample;
    std::vector<WrittenFile> one = sample.write("one", 1), four = sample.write("four", 4);
    REQUIRE(one.size() == four.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].path == four[i].path);
        INFO(one[i].path);
        CHECK(one[i].sha256 == four[i].sha256);
    }
}

TEST_CASE("what an earlier release printed is read back, and a changed figure is told") {
    Sample sample;
    (void)sample.write("before", 1);
    std::string edition = sample.site->last->to_string();
    std::string file = fmt::format("reports/monthly/{0}/monthly-{0}-figures.csv", edition);
    const ReportSource& source = sample.content->reports[0];
    EarlierFigures figures = earlier_figures(sample.folder / "before", source, "");
    CHECK(figures.size() == 2);
    CHECK(figures.begin()->second.edition == sample.site->last->to_words());
    CHECK(earlier_figures(sample.folder / "nowhere", source, "").empty());
    // Another figure printed then.
    std::string csv = read_file(sample.folder / ("before/" + file));
    std::string text = figures.begin()->second.text;
    write_file(sample.folder / ("before/" + file), replace_all(csv, "\"" + text + "\"", "12"));
    (void)sample.write("after", 1, "before");
    std::string page = read_file(sample.folder / ("after/reports/monthly/" + edition + "/index.html"));
    CHECK(tests::has(page, "<td>12<"));
}

TEST_CASE("a report that stands alone needs no other file") {
    Sample sample;
    std::vector<ReportDefinition> definitions = read_reports(*sample.site);
    Progress progress(Progress::Style::quiet, "", 1);
    auto files = write_report_files(*sample.site, definitions, {{0, *sample.site->last, std::nullopt}},
                                    {ReportFormat::page}, {sample.folder / "out", {}, 1, false}, progress);
    std::string page = read_file(files.at(0));
    CHECK(!tests::has(page, "<script"));
    CHECK(!tests::has(page, "rel=\"stylesheet\""));
    CHECK(tests::has(page, "<style>"));
}
