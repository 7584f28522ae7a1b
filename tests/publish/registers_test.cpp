// SPDX-License-Identifier: MIT
// Pages of the record, and its lists.
#include "base/error.hpp"
#include "base/files.hpp"
#include "publish/csv_text.hpp"
#include "publish/record_lists.hpp"
#include "publish/record_values.hpp"
#include "publish/sample_content.hpp"
#include "publish/site.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;
using namespace peelian;

namespace {

/// A site of the sample, a file at a time.
class Site {
public:
    explicit Site(const ReleaseContent& content) {
        Progress progress(Progress::Style::quiet, "Pages", count_pages(content));
        write_site(content, {folder_.path() / "site", 2, {}}, progress);
    }
    std::string operator[](const std::string& path) const {
        return read_file(folder_.path() / "site" / path / "index.html");
    }
    bool has(const std::string& path) const { return fs::exists(folder_.path() / "site" / path / "index.html"); }

private:
    tests::TemporaryFolder folder_;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

void refused(const ReleaseContent& content, std::string_view why) {
    std::string told;
    try {
        RecordIndex index(content);
    } catch (const Error& error) {
        told = error.what();
    }
    CHECK_MESSAGE(has(told, why), told);
}

} // namespace

TEST_CASE("a promise's page tells where it stands, what was reported when, and what hangs on it") {
    Site site(*sample_content());
    std::string page = site["commitments/o1-01"];
    holds(page, "<h1>Every burgled home is visited within a day.</h1>");
    holds(page, "<strong class=\"tag\">Late</strong> since 31 March 2025.");
    holds(page, "<strong>To be done:</strong> by 31 December 2024 <strong class=\"tag\">Overdue</strong>");
    holds(page, "<a href=\"/plan/o1/o1.1/\">Fewer burglaries and robberies</a></span> <span class=\"in\">O1.1</span>");
    holds(page, "£1,234,567.50");
    holds(page, "<dt>To be done by</dt><dd><span class=\"lines\">December 2024</span>");
    holds(page, "<h2>Where it stands</h2>");
    // Each measure with its verdict and small chart; one without figures is named all the same.
    holds(page, "<h2>What the figures say</h2>");
    holds(page, "<a href=\"/areas/E23000001/recorded-burglary/\">");
    holds(page, "<span class=\"lines\">tags</span> <span class=\"in\">no figures in this release</span>");
    holds(page, "<strong>31 March 2024: Underway</strong><p class=\"lines\">Two districts do.</p>");
    holds(page, "Source: <a href=\"https://meres.example/report\">https://meres.example/report</a>");
    CHECK_FALSE(has(page, "1 April 2023"));
    holds(page, "<h2>What hangs on it</h2>");
    holds(page, "<h3>Decisions (promises it keeps)</h3>");
    holds(page, "<a href=\"/decisions/pcd-1/\">");
    holds(page, "<h3>Impact assessments</h3>");
    holds(page, "<a href=\"/impact/searches/\">Searches</a>");
}

TEST_CASE("what people wrote cannot become markup, and a reason stands where something is withheld") {
    Site site(*sample_content());
    std::string promise = site["commitments/o1-01"], lamps = site["decisions/pcd-1"], patrols = site["decisions/pcd-2"];
    holds(promise, "By <em>patrols</em>");
    holds(promise, "Table of the text</caption>");
    holds(promise, "<th scope=\"col\" align=\"right\">b</th>");
    CHECK_FALSE(has(promise, "<script>alert"));
    CHECK_FALSE(has(patrols, "<b>patrols"));
    holds(patrols, "&lt;b&gt;patrols&lt;/b&gt;");
    holds(lamps, "<strong>Withheld:</strong> Commercial interests until the contract ends.");
    holds(patrols, "<dt>Cost</dt><dd><strong>Withheld:</strong> Talks go on.</dd>");
    holds(site["decisions"], "<td>Withheld: Talks go on.");
    // A file is named; its hash is no business of readers.
    holds(lamps, "form.pdf");
    CHECK_FALSE(has(lamps, "aaaaaaaa"));
    holds(lamps, "<a href=\"/areas/E09000001/\">Alder Vale</a>");
    holds(lamps, "<a href=\"/commitments/o1-01/\">Every burgled home is visited within a day.</a>");
}

TEST_CASE("a source that is no address of the web is no link") {
    auto content = sample_content();
    for (const char* source : {"javascript:alert(1)", "https://a.example/\"onclick=\"x", "data:text/html,x"}) {
        content->registers[1].records[0].moves[1].source = source;
        std::string page = Site(*content)["commitments/o1-01"];
        CHECK_FALSE(has(page, "href=\"javascript"));
        CHECK_FALSE(has(page, "href=\"data:"));
        CHECK_FALSE(has(page, "\"onclick"));
    }
}

TEST_CASE("a register counts its records by state, by objective and by what it is grouped by") {
    Site site(*sample_content());
    std::string page = site["commitments"];
    holds(page, "<a href=\"/commitments/state/late/\"><strong>1</strong> Late</a>");
    holds(page, "<a href=\"/commitments/by/serves/o1/\">Safer streets and homes</a>");
    // Each number leads to those records.
    holds(page, "<a class=\"n\" href=\"/commitments/by/serves/o1/#state-late\">1</a>");
    holds(site["commitments/by/serves/o1"], "<tbody id=\"state-late\">");
    holds(page, "<a href=\"/commitments/by/section/safer-homes/\">Safer homes</a>");
    std::string late = site["commitments/state/late"];
    holds(late, "Every burgled home");
    CHECK_FALSE(has(late, "Parks are lit."));
    holds(site["commitments/state/not-reported"], "None of the reports speaks of it.");
    // Numbered records stand newest first.
    std::string decisions = site["decisions"];
    CHECK(decisions.find("/decisions/pcd-2/") < decisions.find("/decisions/pcd-1/"));
    holds(decisions, "2 decisions. 3 more are not public.");
    // Those of no inspection are not lost.
    holds(site["recommendations"], "Without: inspection");
    holds(site["boards"], "Nothing is on record here yet.");
}

TEST_CASE("answers on time are told by month, newest first, with all of them at the top") {
    Site site(*sample_content());
    std::string page = site["recommendations"];
    holds(page, "<h2>Answers to inspectors: on time or not</h2>");
    // Of 60 in thirty months: 36 on time, 12 late.
    holds(page, "<th scope=\"row\">All months<td>60<td>36<td>12<td>0<td>60.0%");
    holds(page, "Earlier months are in the download.");
    CHECK(page.find("March 2025") < page.find("February 2025"));
    CHECK_FALSE(has(page, "October 2022"));
}

TEST_CASE("the record leads to all registers, and the plan and its parts to what is on record") {
    Site site(*sample_content());
    std::string record = site["record"];
    for (const char* address : {"/commitments/", "/decisions/", "/recommendations/", "/boards/"})
        holds(record, fmt::format("<a href=\"{}\">", address));
    holds(site[""], "<a href=\"/record/\">");
    holds(site["plan"], "<a href=\"/recommendations/\">Recommendations</a>: 2 open, 1 closed.");
    std::string outcome = site["plan/o1/o1.1"];
    holds(outcome, "<a href=\"/commitments/o1-01/\">Every burgled home");
    holds(outcome, "<h3>Decisions (outcomes it serves)</h3>");
    CHECK_FALSE(has(outcome, "<h3>Commitments"));
    // A record that serves an objective and an outcome of it is named once.
    std::string objective = site["plan/o1"];
    CHECK(objective.find("/decisions/pcd-1/") == objective.rfind("/decisions/pcd-1/"));
    holds(site["measures/recorded-burglary"], "<a href=\"/commitments/o1-01/\">Every burgled home");
    holds(site["areas/E09000001"], "<a href=\"/decisions/pcd-1/\">PCD 1: Lamps for Alder Vale</a>");
    holds(site["data"], "/data/registers/commitments.moves.csv");
}

TEST_CASE("a long register has several pages, and a part of a list is found on its own") {
    auto content = sample_content();
    PublicRegister& all = content->registers[3];
    const Record one = all.records[0], other = all.records[1];
    all.records.clear();
    for (std::size_t i = 0; i < 2 * k_records_a_page + 50; ++i) {
        all.records.push_back(i % 2 == 0 ? one : other);
        all.records.back().id = fmt::format("r{}", i);
        all.records.back().values["inspection"] = {"custody"};
    }
    all.definition.group.clear();
    all.definition.filters = {"inspection"};
    Site site(*content);
    std::string first = site["recommendations"], third = site["recommendations/page/3"];
    holds(first, "href=\"/recommendations/page/3/\"");
    CHECK_FALSE(site.has("recommendations/page/4"));
    holds(third, "Recommendations (page 3 of 3)");
    holds(third, "/recommendations/r649/");
    CHECK_FALSE(has(third, "/recommendations/r0/"));
    CHECK_FALSE(has(third, "<h2>By Inspection</h2>"));
    // The closed ones begin after 325 open ones: on the second page.
    holds(first, "href=\"/recommendations/by/inspection/custody/page/2/#state-closed\"");
    holds(site["recommendations/by/inspection/custody/page/2"], "<tbody id=\"state-closed\">");
}

TEST_CASE("no register and no record takes another page's address") {
    auto content = sample_content();
    content->registers[0].definition.id = "areas";
    refused(*content, "'areas': /areas/ is another page's address");
    content->registers[0].definition.id = "Decisions";
    refused(*content, "another page's address");
    content->registers[0].definition.id = "boards";
    content->registers[1].records[1].id = "o1-01";
    refused(*content, "would have the address /commitments/o1-01/");
    content->registers[1].records[1].id = "../../etc/passwd";
    CHECK(RecordIndex(*content).address({1, 1}) == "/commitments/..-..-etc-passwd/");
}

TEST_CASE("values that make the same address or none have lists of their own") {
    auto content = sample_content();
    auto& records = content->registers[1].records;
    records[0].values["section"] = {"A b"};
    records[1].values["section"] = {"a-b"};
    records.push_back(records[1]);
    records.back().id = "third";
    records.back().values["section"] = {"***"};
    RecordIndex index(*content);
    auto facet = std::ranges::find(index.registers()[1].facets, "section", &RecordFacet::field);
    REQUIRE(facet->groups.size() == 3);
    CHECK(facet->groups[0].address == "/commitments/by/section/other/");
    CHECK(facet->groups[1].address == "/commitments/by/section/a-b/");
    CHECK(facet->groups[2].address == "/commitments/by/section/a-b-2/");
}

TEST_CASE("money and months are written for readers, and nonsense is left alone") {
    CHECK(money_words("1234.50") == "£1,234.50");
    CHECK(money_words("1234567.00") == "£1,234,567");
    CHECK(money_words("-12.00") == "\u2212£12");
    CHECK(money_words("999") == "£999");
    CHECK(money_words("") == "");
    CHECK(money_words("about 5") == "about 5");
    CHECK(month_words("2018-03") == "March 2018");
    CHECK(month_words("2018-13") == "2018-13");
}

TEST_CASE("records grouped by what they link to stand under its title") {
    auto content = sample_content();
    PublicRegister& decisions = content->registers[2];
    decisions.definition.group = "promises";
    RecordIndex index(*content);
    std::vector<std::string> titles;
    for (const RegisterIndex& one : index.registers())
        for (const RecordFacet& facet : one.facets)
            if (facet.field == "promises")
                for (const RecordGroup& group : facet.groups)
                    titles.push_back(group.title);
    CHECK(titles == std::vector<std::string>{"Every burgled home is visited within a day.", "Parks are lit."});
}

TEST_CASE("a signed commentary stands beside the figure it speaks of, and its words are no markup") {
    Site site(*sample_content());
    std::string page = site["measures/recorded-burglary"];
    holds(page, "<h2>Commentary</h2>");
    holds(page, "A new team since &lt;b&gt;January&lt;/b&gt;");
    holds(page, "They see <em>every</em> home.");
    CHECK_FALSE(has(page, "<script>alert(1)"));
    holds(page, "Head of Performance, signed 20 March 2025. On figures to February 2025, release 0123456789ab.");
    // What is said of an area stands on its page alone.
    holds(site["areas/E09000001/recorded-burglary"], "/commentary/c2/");
    CHECK(page.find("This commentary on record") == page.rfind("This commentary on record"));
    CHECK_FALSE(has(site["areas/E09000002/recorded-burglary"], "Commentary</h2>"));
}
