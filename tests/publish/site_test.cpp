// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "publish/method_notes.hpp"
#include "publish/sample_content.hpp"
#include "publish/site.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>

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
    for (const char* path : {"index.html",
                             "404.html",
                             "plan/index.html",
                             "plan/o1/index.html",
                             "plan/o1/o1.1/index.html",
                             "record/index.html",
                             "commitments/index.html",
                             "commitments/o1-01/index.html",
                             "commitments/state/late/index.html",
                             "commitments/by/serves/o1/index.html",
                             "decisions/pcd-2/index.html",
                             "recommendations/by/inspection/custody/index.html",
                             "boards/index.html",
                             "areas/index.html",
                             "areas/E09000001/index.html",
                             "areas/E09000001/recorded-burglary/index.html",
                             "areas/alder-vale/index.html",
                             "measures/index.html",
                             "measures/search-find-rate/index.html",
                             "dashboards/index.html",
                             "dashboards/stop-and-search/index.html",
                             "evaluations/index.html",
                             "evaluations/patrols/index.html",
                             "compare/index.html",
                             "data/index.html",
                             "about/index.html",
                             "about/methods/index.html",
                             "about/sources/index.html",
                             "about/checks/index.html",
                             "about/releases/index.html",
                             "about/accessibility/index.html",
                             "about/glossary/index.html"})
        CHECK_MESSAGE(files.contains(path), path);
}

TEST_CASE("an objective tells what is better, what is worse, for whom, and what was promised") {
    Folder folder;
    write(*sample_content(), folder.path);
    auto page = [&](const char* path) { return read_file(folder.path / path); };
    auto has = [](const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; };
    std::string safer = page("plan/o1/index.html"), outcome = page("plan/o1/o1.1/index.html");
    std::string all = page("plan/o3/index.html"), plan = page("plan/index.html");
    CHECK(has(safer, "<h2>What is better</h2>"));
    CHECK(has(safer, "Recorded burglary in Northmere"));
    CHECK_FALSE(has(safer, "<h2>What is worse</h2>"));
    CHECK(has(safer, "<h2>For whom</h2>"));
    CHECK(has(safer, "2 promises: 1 late, 1 not reported on."));
    CHECK(has(safer, "Every burgled home is visited within a day."));
    CHECK(has(safer, "due December 2024"));
    // Both reports are told, and what shows it.
    CHECK(has(safer, "Two districts do. (Report 2023-24)"));
    CHECK(has(safer, "Three of four do. (https://meres.example/report)"));
    CHECK(has(safer, "Measured by <a href=\"/measures/recorded-burglary/\">Recorded burglary</a>, "));
    // An outcome has its own promises alone, an objective also those of all of it.
    CHECK(has(outcome, "1 promise: 1 late."));
    CHECK_FALSE(has(outcome, "Parks are lit."));
    // An objective without outcomes has measures of its own.
    CHECK(has(all, "<h2>What is worse</h2>"));
    CHECK(has(plan, "2 promises: 1 late, 1 not reported on."));
    CHECK(has(plan, "Every recorded crime"));
}

TEST_CASE("the classical chart has its name, why it is drawn, and the figures its limits come from") {
    Folder folder;
    auto content = sample_content();
    write(*content, folder.path);
    auto page = [&](const char* measure) {
        return read_file(folder.path / "areas/E23000001" / measure / "index.html");
    };
    auto has = [](const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; };
    std::string count = page("recorded-burglary"), rate = page("robbery-rate"), share = page("search-find-rate");
    CHECK(has(count, "individuals chart (XmR)"));
    CHECK(has(count, "They are those of the figures since April 2021, when the way of counting changed."));
    CHECK(has(rate, "u\u2032 chart (Laney)"));
    CHECK(has(rate, "The figure is a rate over people"));
    CHECK_FALSE(has(rate, "when the way of counting changed"));
    CHECK(has(share, "p\u2032 chart (Laney)"));
    CHECK(has(share, "Control limits by period"));
    CHECK_FALSE(has(count, "Control limits by period"));
}

TEST_CASE("the same release gives the same bytes on any number of threads") {
    auto content = sample_content();
    Folder folder;
    std::vector<WrittenFile> one = write(*content, folder.path / "one", 1),
                             three = write(*content, folder.path / "three", 3);
    REQUIRE(one.size() == three.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].path == three[i].path);
        CHECK(one[i].sha256 == three[i].sha256);
    }
}

TEST_CASE("written files are told with the size and hash they have, in order of their paths") {
    auto content = sample_content();
    Folder folder;
    std::vector<WrittenFile> files = write(*content, folder.path);
    CHECK(std::ranges::is_sorted(files, {}, &WrittenFile::path));
    for (const WrittenFile& f : files) {
        REQUIRE(fs::file_size(folder.path / f.path) == f.bytes);
        REQUIRE(sha256_file(folder.path / f.path) == f.sha256);
    }
    CHECK(files_below(folder.path).size() == files.size());
}

TEST_CASE("as many pages are made as were announced, each with its release and SYNTHETIC") {
    auto content = sample_content();
    Folder folder;
    std::size_t pages = 0;
    for (const WrittenFile& f : write(*content, folder.path)) {
        if (!f.path.ends_with(".html")) continue;
        ++pages;
        std::string page = read_file(folder.path / f.path);
        if (page.find("http-equiv=\"refresh\"") != std::string::npos) continue;
        CHECK_MESSAGE(page.find("Release 3fa2b1c09d8e, 12 May 2025") != std::string::npos, f.path);
        CHECK_MESSAGE(page.find("SYNTHETIC") != std::string::npos, f.path);
        CHECK_MESSAGE(page.find("<h1>") == page.rfind("<h1>"), f.path);
        CHECK_MESSAGE(page.find(" style=") == std::string::npos, f.path);
        CHECK_MESSAGE(f.bytes < 110'000, f.path);
    }
    CHECK(pages == count_pages(*content));
}

TEST_CASE("a name leads to its area, and a shared name to all that bear it") {
    auto content = sample_content();
    Folder folder;
    write(*content, folder.path);
    std::string page = read_file(folder.path / "areas/alder-vale/index.html");
    CHECK(page.find("content=\"0; url=/areas/E09000001/\"") != std::string::npos);
    CHECK(page.find("href=\"/areas/E09000001/\"") != std::string::npos);
    auto twins = sample_content({.boroughs = 4, .wards = 3});
    Folder other;
    write(*twins, other.path / "twins");
    page = read_file(other.path / "twins/areas/castle/index.html");
    CHECK(page.find("More than one area has this name") != std::string::npos);
}

TEST_CASE("command units have their pages between the force and its boroughs") {
    auto content = sample_content({.boroughs = 5, .forces = 1, .units = 2});
    content->dashboards[0].body = "::: measure search-find-rate by=unit :::\n";
    Folder folder;
    write(*content, folder.path);
    auto page = [&](const char* path) { return read_file(folder.path / path / "index.html"); };
    auto in_order = [](const std::string& text, std::initializer_list<std::string_view> parts) {
        std::size_t at = 0;
        for (std::string_view part : parts) {
            at = text.find(part, at);
            if (at == std::string::npos) return std::string("missing: ") + std::string(part);
        }
        return std::string();
    };
    // The list of areas: each unit with its boroughs, then those in none.
    CHECK(in_order(page("areas"),
                   {"<h2><a href=\"/areas/E23000001/\">", "<h3><a href=\"/areas/BCU-12/\">Lower Mere</a>",
                    "/areas/E09000002/", "/areas/E09000004/", "<h3><a href=\"/areas/BCU-11/\">Upper Mere</a>",
                    "/areas/E09000001/", "/areas/E09000003/", "In no command unit", "/areas/E09000005/"}) == "");
    std::string unit = page("areas/BCU-11");
    CHECK(in_order(unit, {"Command unit in ", "<h1>Upper Mere</h1>", "All measures here", "Part of ",
                          "Compare with other command units", "<h3>Its boroughs</h3>", "Alder Vale", "Cedar Hill",
                          "</ul>"}) == "");
    CHECK(unit.find("Places most like it") == std::string::npos);
    CHECK(in_order(page("areas/E23000001"), {"<h3>Its command units</h3>", "Lower Mere", "<h3>Its boroughs</h3>",
                                             "Alder Vale", "Birchwood", "Elm Cross"}) == "");
    CHECK(in_order(page("areas/E09000001"),
                   {"/areas/E23000001/", "/areas/BCU-11/", "Borough in ", ", command unit Upper Mere"}) == "");
    CHECK(in_order(page("areas/BCU-11/recorded-burglary"), {"/areas/E23000001/", "/areas/BCU-11/", "<h1>"}) == "");
    std::string measure = page("measures/recorded-burglary");
    CHECK(in_order(measure, {"<h2>By command unit</h2>", "Of 2 command units", "/areas/BCU-12/recorded-burglary/",
                             "<h2>Where</h2>", "command units, boroughs"}) == "");
    CHECK(in_order(page("dashboards/stop-and-search"), {"in every command unit", "/areas/BCU-12/search-find-rate/"}) ==
          "");
    CHECK(page("compare").find("<option value=\"BCU-11\">Upper Mere (command unit)</option>") != std::string::npos);
    CHECK(page("areas/upper-mere").find("/areas/BCU-11/") != std::string::npos);
}

TEST_CASE("a site without command units does not speak of them, and a figure by unit is left out") {
    auto content = sample_content();
    content->dashboards[0].body = "::: measure search-find-rate by=unit :::\n";
    Folder folder;
    write(*content, folder.path);
    for (const char* path : {"areas", "areas/E23000001", "areas/E09000001", "measures/recorded-burglary", "compare",
                             "dashboards/stop-and-search"})
        CHECK(read_file(folder.path / path / "index.html").find("ommand unit") == std::string::npos);
}

TEST_CASE("names of places and people's words cannot become markup") {
    auto content = sample_content();
    content->body.site_title = "A <i>B</i> & \"C\"";
    content->notes = {"<script>alert(1)</script>"};
    content->findings[0].message = "</p><img src=x onerror=alert(1)>";
    Folder folder;
    write(*content, folder.path);
    for (const char* path : {"index.html", "about/checks/index.html", "areas/E09000001/index.html"}) {
        std::string page = read_file(folder.path / path);
        CHECK(page.find("<i>B") == std::string::npos);
        CHECK(page.find("<script>") == std::string::npos);
        CHECK(page.find("<img") == std::string::npos);
    }
}

TEST_CASE("groups of ages stand from young to old, and who is not known last") {
    Folder folder;
    write(*sample_content(), folder.path);
    std::string page = read_file(folder.path / "measures/search-find-rate/index.html");
    std::vector<std::size_t> at;
    for (const char* group : {">Under 18<", ">18 to 34<", ">35 and over<", ">Not given<"})
        at.push_back(page.find(group));
    CHECK(at.back() != std::string::npos);
    CHECK(std::ranges::is_sorted(at));
}

TEST_CASE("small charts of areas say their scale, and name the areas whose figure is withheld") {
    auto content = sample_content({.boroughs = 3});
    auto* alder = const_cast<Series*>(content->data[0].whole_of(content->areas.at("E09000001")));
    alder->flags.assign(alder->numerator.size(), Flag::suppressed);
    Folder folder;
    write(*content, folder.path);
    std::string page = read_file(folder.path / "measures/recorded-burglary/index.html");
    auto has = [&](std::string_view what) { return page.find(what) != std::string::npos; };
    CHECK(has("Each on its own scale from zero"));
    CHECK(has("The grey band is the usual range."));
    CHECK(has("The latest figure is withheld to protect people in Alder Vale."));
    std::string shared = read_file(folder.path / "measures/search-find-rate/index.html");
    CHECK(shared.find("All on one scale, ") != std::string::npos);
}

TEST_CASE("where most boroughs changed alike, the others are named") {
    auto content = sample_content({.boroughs = 5});
    content->dashboards[0].body = "::: measure recorded-burglary :::\n";
    for (std::size_t s = 0; s < content->data[0].series.size(); ++s) {
        const Area& area = content->areas[content->data[0].series[s].area];
        if (area.level != Level::borough || area.kind != AreaKind::real) continue;
        Verdict& v = content->verdicts[0][s];
        v.kind = area.name == "Dunmoor" ? VerdictKind::no_clear_change : VerdictKind::improving;
        v.statistic = area.name == "Dunmoor" ? 0 : 40;
        v.threshold = 3;
    }
    Folder folder;
    write(*content, folder.path);
    std::string page = read_file(folder.path / "dashboards/stop-and-search/index.html");
    CHECK(page.find("</span> in 9 boroughs: all but Dunmoor.") != std::string::npos);
}

TEST_CASE("what an area chose is one phrase, with who agreed below the day") {
    Folder folder;
    write(*sample_content(), folder.path);
    std::string page = read_file(folder.path / "priorities/index.html");
    auto has = [&](std::string_view what) { return page.find(what) != std::string::npos; };
    CHECK(has("chooses two kinds of crime a year"));
    CHECK(has("<td>Burglary and domestic abuse"));
    CHECK(has("<td>28 March 2024 <span class=\"by\">Alder Vale Council and Northmere Police</span>"));
}

TEST_CASE("a figure without anything to show says so in place of a chart") {
    auto content = sample_content({.forces = 1});
    content->dashboards[0].body = "::: measure good-job :::\n";
    auto* whole = const_cast<Series*>(content->data[3].whole_of(content->areas.at("E23000001")));
    whole->numerator.assign(whole->numerator.size(), k_missing);
    Folder folder;
    write(*content, folder.path);
    std::string page = read_file(folder.path / "dashboards/stop-and-search/index.html");
    CHECK(page.find("No period of it has a figure that can be shown.") != std::string::npos);
    CHECK(page.find("class=\"chart\"") == std::string::npos);
}

TEST_CASE("groups held against another are told before the charts, without the one they are held against") {
    auto content = sample_content({.forces = 1});
    content->measures[2].kind = MeasureKind::ratio;
    content->measures[2].percent = false;
    content->measures[2].against = "Drugs";
    content->dashboards[0].body = "::: measure search-find-rate by=object :::\n";
    Folder folder;
    write(*content, folder.path);
    std::string page = read_file(folder.path / "dashboards/stop-and-search/index.html");
    std::size_t told = page.find("In brackets is how far chance alone could move each.");
    REQUIRE(told != std::string::npos);
    CHECK(told < page.find("<table class=\"strip\">"));
    CHECK(page.find("Weapons ") < told);
    CHECK(page.find(">Drugs<") == std::string::npos);
}

TEST_CASE("a dashboard that asks for what there is not stops the site before a file is written") {
    auto content = sample_content();
    content->dashboards[0].body = "\n::: measure no-such-measure :::\n";
    Folder folder;
    CHECK_THROWS_AS(write(*content, folder.path / "site"), Error);
    CHECK_FALSE(fs::exists(folder.path / "site"));
}

TEST_CASE("a release without anything still has its pages") {
    ReleaseContent content;
    content.id = std::string(64, 'e');
    content.date = "2025-01-01";
    Folder folder;
    std::vector<WrittenFile> files = write(content, folder.path);
    auto pages = [&](std::string_view below) {
        return std::ranges::count_if(
            files, [&](const WrittenFile& f) { return f.path.starts_with(below) && f.path.ends_with(".html"); });
    };
    CHECK(pages("") - pages("about/methods/") == 12);
    CHECK(pages("about/methods/") == 1 + std::ssize(read_method_notes()));
}
