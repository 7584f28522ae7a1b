// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "publish/embedded.hpp"
#include "publish/jobs.hpp"
#include "publish/markers.hpp"
#include "publish/sample_content.hpp"
#include "publish/view.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <iterator>

using namespace peelian;

namespace {

void fill_all(const ReleaseContent& content, const Templates& templates, TemplateUse& use) {
    SiteContext site(content, {});
    Sheet sheet;
    sheet.record(&use);
    for (const auto& jobs : {series_jobs(site), other_jobs(site)})
        for (const Job& job : jobs) {
            std::string page;
            job.fill(sheet);
            templates.expand(sheet, page);
        }
}

/// No period of an area's whole has a figure that may be shown.
void hide(ReleaseContent& content, std::size_t m, std::string_view area, Flag flag) {
    auto* series = const_cast<Series*>(content.data[m].whole_of(content.areas.at(area)));
    series->flags.assign(series->numerator.size(), flag);
    series->numerator.assign(series->numerator.size(), k_missing);
}

/// What is rare: many forces, a level, overlapping values, wards that stand out, an area
/// far outside the funnel, areas without a figure, groups held against another.
std::unique_ptr<ReleaseContent> strange_content() {
    auto content = sample_content({.boroughs = 24, .months = 40, .forces = 1});
    content->dashboards[0].body =
        "::: measure search-find-rate by=object :::\n\n::: measure domestic-abuse by=borough :::\n\n"
        "::: measure good-job :::\n\n::: measure tags :::\n\n::: measure recorded-burglary by=ward :::\n\n## "
        "Polls\n\n::: measure good-job by=ward "
        ":::\n";
    content->declared = {"tags"};
    content->measures[4].kind = MeasureKind::stock;
    content->measures[2].kind = MeasureKind::ratio;
    content->measures[2].against = "Drugs";
    hide(*content, 4, "E09000001", Flag::suppressed);
    hide(*content, 4, "E09000002", Flag::missing);
    hide(*content, 3, "E23000001", Flag::missing);
    content->measures[3].overlap = 4;
    for (std::size_t s = 0; s < content->data[0].series.size(); ++s) {
        if (content->areas[content->data[0].series[s].area].level != Level::ward) continue;
        Verdict& v = content->verdicts[0][s];
        v.kind = VerdictKind::improving;
        v.statistic = 40;
        v.threshold = 3;
    }
    for (Verdict& v : content->verdicts[4])
        v.change = v.change_lower = v.change_upper = k_missing;
    const Series* outlier = content->data[1].whole_of(content->areas.at("E09000003"));
    for (double& x : const_cast<Series*>(outlier)->numerator)
        x *= 9;
    return content;
}

std::string expand_help(const std::function<void(View)>& fill, const char* file) {
    static const Templates templates = Templates::embedded();
    Sheet sheet;
    fill(sheet.start(file));
    std::string out;
    templates.expand(sheet, out);
    return out;
}

} // namespace

TEST_CASE("each template asks for what its pages set, and for nothing else") {
    TemplateUse use;
    Templates templates = Templates::embedded();
    fill_all(*sample_content(), templates, use);
    // What only unusual releases show: without plan, records or values; many of everything.
    auto bare = sample_content();
    bare->objectives.clear();
    bare->outcomes.clear();
    bare->dashboards.clear();
    bare->evaluations.clear();
    bare->priorities.years.clear();
    bare->notes.clear();
    bare->findings.clear();
    bare->revisions.clear();
    bare->load = {};
    bare->previous.clear();
    bare->profile = "board";
    bare->boundaries_geojson.clear();
    bare->tiles.clear();
    fill_all(*bare, templates, use);
    auto many = sample_content({.boroughs = 7, .months = 60, .copies = 8, .forces = 2});
    many->revisions.assign(250, many->revisions.front());
    for (int i = 0; i < 30; ++i) {
        many->load.rejects.push_back({"raw/a.csv", 1, "Month", "", fmt::format("reason {}", i)});
        many->load.files.push_back(many->load.files.front());
    }
    many->findings.push_back({"stop", "sum", CheckLevel::stop, "crime", "It does not add up.", "", ""});
    many->reports = {{.id = "pack", .title = "Pack: {area}", .level = Level::borough}};
    // A long list has pages, and what hangs on a promise is more than a page names.
    std::vector<Record>& decisions = many->registers[2].records;
    for (int i = 3; i < 320; ++i) {
        decisions.push_back(decisions[1]);
        decisions.back().id = fmt::format("pcd-{}", i);
    }
    fill_all(*many, templates, use);
    auto same = sample_content();
    same->revisions.clear();
    fill_all(*same, templates, use);
    fill_all(*sample_content({.boroughs = 1, .months = 20, .forces = 5}), templates, use);
    fill_all(*sample_content({.boroughs = 3, .months = 20, .forces = 1, .units = 1}), templates, use);
    auto none = sample_content();
    none->measures.clear();
    none->data.clear();
    none->verdicts.clear();
    none->dashboards.clear();
    none->evaluations.clear();
    none->registers.clear();
    none->packs.clear();
    none->claims = {};
    none->impact = {};
    none->impact_reports.clear();
    none->claim_figures.clear();
    none->claim_findings.clear();
    fill_all(*none, templates, use);

    fill_all(*strange_content(), templates, use);

    std::set<std::string> all;
    for (const EmbeddedFile& file : embedded_files())
        if (file.name.starts_with("templates/") && !file.name.starts_with("templates/wb_") && // the workbench's
            !file.name.starts_with("templates/report")) // theirs: reports/pages_test
            all.merge(markers_of(file.name.substr(10), file.bytes));
    std::vector<std::string> unknown, never;
    std::ranges::set_difference(use.set, all, std::back_inserter(unknown));
    std::ranges::set_difference(all, use.set, std::back_inserter(never));
    for (const std::string& name : unknown)
        FAIL_CHECK("set, but not in the template: " << name);
    for (const std::string& name : never)
        FAIL_CHECK("in the template, but never set: " << name);
}

TEST_CASE("a value that nobody set is an error and not an empty place") {
    CHECK_THROWS_WITH_AS(expand_help([](View v) { v.text("NAME", "Abbey"); }, "redirect.tpl"),
                         doctest::Contains("ADDRESS of redirect.tpl"), Error);
}

TEST_CASE("values are escaped for the place they stand in") {
    std::string page = expand_help(
        [](View v) { v.text("NAME", "<b>\"A\" & 'B'</b>").text("ADDRESS", "javascript:alert(1)"); }, "redirect.tpl");
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find("&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;") != std::string::npos);
    CHECK(page.find("href=\"javascript:") == std::string::npos);
}

TEST_CASE("a section sees the values around it, an included template does not") {
    std::string page = expand_help(
        [](View v) {
            v.text("NAME", "Abbey");
            v.section("AREA").text("ADDRESS", "/areas/E05000001/").text("PLACE", "Ward");
        },
        "namesakes.tpl");
    CHECK(page.find(">Abbey</a>, Ward") != std::string::npos);
    auto fill = [](View v) {
        v.text("CAPTION", "c").text("FIRST", "f");
        View row = v.section("THEME").section("ROW");
        row.text("STRENGTH", "1").text("LATEST", "").text("VERDICT", "imp").text("WORDS", "");
        row.text("LINE", "M0 0").text("SYMBOL", "imp").text("X", "0").text("Y", "0");
        row.include("SPARK", "spark.tpl").show("DRAWN");
    };
    CHECK_THROWS_AS(expand_help(fill, "strip.tpl"), Error);
}

TEST_CASE("a sheet forgets the page before, also after large values") {
    Templates templates = Templates::embedded();
    Sheet sheet;
    for (std::size_t size : {10UL, 200000UL, 20UL, 70000UL, 5UL}) {
        View view = sheet.start("redirect.tpl");
        view.text("NAME", std::string(size, 'x')).text("ADDRESS", "/areas/a/");
        std::string page;
        templates.expand(sheet, page);
        CHECK(std::ranges::count(page, 'x') >= static_cast<long>(2 * size));
        CHECK(std::ranges::count(page, 'x') < static_cast<long>(2 * size + 40));
    }
}
