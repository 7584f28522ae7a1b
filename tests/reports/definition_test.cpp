// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "publish/sample_content.hpp"
#include "release/report_sources.hpp"
#include "reports/definition.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using tests::TemporaryFolder;

namespace {

/// The sample release with one report, whose file has this head and body.
struct Sample {
    TemporaryFolder folder;
    std::unique_ptr<ReleaseContent> content = sample_content();
    std::unique_ptr<SiteContext> site;

    explicit Sample(const std::string& body, const std::string& head = "title = \"A report\"\n") {
        content->declared.push_back("custody-visits");
        for (const Measure& m : content->measures)
            content->declared.push_back(m.id);
        folder.put("committee.md", "+++\n" + head + "+++\n" + body);
        folder.put("letters.csv", "month,received,answered\nApril,155,99\nMay,\"3,510\",3467\n");
        content->reports = read_report_sources(folder.path());
        site = std::make_unique<SiteContext>(*content, std::filesystem::path());
    }
    ReportDefinition read() const { return read_report(content->reports.front(), *site); }
};

} // namespace

TEST_CASE("the head of a report says what it is called, how often it is made and of what") {
    Sample sample("Text.\n", "title = \"Borough pack: {area}\"\nevery = \"quarter\"\nlag = 1\nfor = \"borough\"\n"
                             "editions = [\"2017-03\", \"2017-06\"]\n");
    const ReportSource& source = sample.content->reports.front();
    CHECK(source.id == "committee");
    CHECK(source.every == PeriodKind::quarter);
    CHECK(source.level == Level::borough);
    CHECK(source.made(Month::from("2024-05")) == std::vector{Month::from("2017-06"), Month::from("2017-03")});
    CHECK(source.body == "Text.\n\n");
}

TEST_CASE("without editions the latest there can be is made") {
    Sample sample("Text.\n", "title = \"A\"\nlag = 1\n");
    CHECK(sample.content->reports.front().made(Month::from("2017-06")) == std::vector{Month::from("2017-07")});
    Sample quarterly("Text.\n", "title = \"A\"\nevery = \"quarter\"\n");
    CHECK(quarterly.content->reports.front().made(Month::from("2017-05")) == std::vector{Month::from("2017-03")});
}

TEST_CASE("a report without a head, or with a wrong one, is an error with its line") {
    TemporaryFolder folder;
    folder.put("a.md", "# Title\n");
    CHECK_THROWS_WITH_AS(read_report_sources(folder.path()), doctest::Contains("a.md:1: A report begins"), Error);
    folder.put("a.md", "+++\ntitle = \"A\"\nevery = \"quarter\"\neditions = [\"2017-05\"]\n+++\n");
    CHECK_THROWS_WITH_AS(read_report_sources(folder.path()), doctest::Contains("a.md:4"), Error);
    folder.put("a.md", "+++\ntitle = \"A\"\ntittle = \"B\"\n+++\n");
    CHECK_THROWS_WITH_AS(read_report_sources(folder.path()), doctest::Contains("a.md:3"), Error);
}

TEST_CASE("a report is text and blocks in turn") {
    Sample sample("Hello.\n\n::: in-short good-job :::\n\n::: measure recorded-burglary :::\n\n::: table\n"
                  "title = \"Crime\"\ncolumns = [\"before\", \"now\"]\nrows = [\"recorded-burglary\"]\n:::\n");
    ReportDefinition definition = sample.read();
    REQUIRE(definition.blocks.size() == 4);
    CHECK(std::holds_alternative<TextBlock>(definition.blocks[0].what));
    CHECK(std::get<InShort>(definition.blocks[1].what).measures.size() == 1);
    CHECK(std::holds_alternative<ChartBlock>(definition.blocks[2].what));
    const auto& table = std::get<MeasureTable>(definition.blocks[3].what);
    CHECK(table.columns == std::vector{ReportColumn::before, ReportColumn::now});
    CHECK(definition.measures.size() == 1);
}

TEST_CASE("a measure that is declared and has no data is a row without figures") {
    Sample sample("::: table\ntitle = \"A\"\ncolumns = [\"now\"]\nrows = [\"custody-visits\"]\n:::\n");
    auto table = std::get<MeasureTable>(sample.read().blocks[0].what);
    CHECK(!table.rows[0].measure.index);
    CHECK(table.rows[0].label == "custody-visits");
}

TEST_CASE("rows may be given other names, and a name of no row is an error") {
    std::string table = "::: table\ntitle = \"A\"\ncolumns = [\"now\"]\nrows = [\"recorded-burglary\"]\n[names]\n";
    Sample named(table + "recorded-burglary = \"Break-ins\"\n:::\n");
    CHECK(std::get<MeasureTable>(named.read().blocks[0].what).rows[0].label == "Break-ins");
    Sample wrong(table + "good-job = \"Good\"\n:::\n");
    CHECK_THROWS_WITH_AS(wrong.read(), doctest::Contains("good-job"), Error);
}

TEST_CASE("what is wrong in a block is told with the line of the file") {
    auto error = [](const std::string& body, const std::string& expected) {
        Sample sample(body);
        CHECK_THROWS_WITH_AS(sample.read(), doctest::Contains(expected.c_str()), Error);
    };
    error("a\n\n::: tabel :::\n", "committee.md:6: There is no block 'tabel'");
    error("::: tabel :::\n", "Did you mean 'table'?");
    error("::: measure recorded-burglery :::\n", "Did you mean 'recorded-burglary'?");
    error("::: measure recorded-burglary by=sox :::\n", "has no breakdown 'sox'");
    error("::: revisions now :::\n", "takes nothing after its name");
    error("::: promises O99 :::\n", "'O99' is neither");
    error("::: table\ntitle = \"A\"\n", "This block has no end");
    error("::: table :::\n", "'table' has a body");
    error(":::\n", "none is open here");
    std::string table = "::: table\ntitle = \"A\"\n";
    error(table + "columns = [\"nw\"]\nrows = [\"good-job\"]\n:::\n", "committee.md:6");
    error(table + "columns = [\"nw\"]\nrows = [\"good-job\"]\n:::\n", "did you mean 'now'?");
    error(table + "columns = [\"now\"]\n:::\n", "A table needs rows");
    error(table + "columns = [\"now\"]\nrows = [\"good-job\"]\nperiod = \"month\"\n:::\n",
          "has no figure for this period");
    error(table + "columns = [\"now\"]\nrows = [\"good-job\"]\nlag = -1\n:::\n", "committee.md:8");
    error(table + "columns = [\"now\"]\nrows = [\"good-job\"]\nperiod = \"own\"\ncolour = 1\n:::\n", "colour");
}

TEST_CASE("a table of a file reads only files beside the report, and columns they have") {
    std::string column = "[[column]]\ncolumn = \"received\"\n";
    auto error = [](const std::string& body, const std::string& expected) {
        Sample sample("::: file\ntitle = \"Letters\"\n" + body + ":::\n");
        CHECK_THROWS_WITH_AS(sample.read(), doctest::Contains(expected.c_str()), Error);
    };
    error("file = \"../secret.csv\"\n" + column, "is not in the folder of the reports");
    error("file = \"/etc/passwd\"\n" + column, "is not in the folder of the reports");
    error("file = \"latters.csv\"\n" + column, "There is no file");
    error("file = \"letters.csv\"\n", "needs [[column]]s");
    error("file = \"letters.csv\"\n[[column]]\ncolumn = \"recieved\"\n", "did you mean 'received'?");
    error("file = \"letters.csv\"\n[[column]]\ntitle = \"A\"\npercent = [\"received\"]\n", "'percent' takes");
    error("file = \"letters.csv\"\n[[column]]\npercent = [\"answered\", \"received\"]\n", "needs a title");
    error("file = \"letters.csv\"\n" + column + "[[sum]]\nlabel = \"All\"\nrow = \"June\"\n", "no row 'June'");
    Sample right("::: file\ntitle = \"Letters\"\nfile = \"letters.csv\"\n" + column + ":::\n");
    auto table = std::get<FileTable>(right.read().blocks[0].what);
    CHECK(table.rows.size() == 2);
    CHECK(table.columns[0].title == "received");
}

TEST_CASE("what was printed may stand elsewhere in the workspace, under headings of its own") {
    TemporaryFolder folder;
    folder.put("printed/july.csv", "measure,title,2015-16,2016-17,change\nrecorded-burglary,Burglary,10,12,20.0%\n");
    auto read = [&](const std::string& file) {
        folder.put("reports/r.md", "+++\ntitle = \"R\"\n+++\n::: printed\ntitle = \"P\"\nfile = \"" + file +
                                       "\"\nbefore = \"2015-16\"\nnow = \"2016-17\"\n:::\n");
        auto content = sample_content();
        content->reports = read_report_sources(folder / "reports");
        SiteContext site(*content, {});
        return std::get<PrintedBlock>(read_report(content->reports.front(), site).blocks.at(0).what).rows.at(0);
    };
    CHECK(read("../printed/july.csv").before == "10");
    CHECK(read("../printed/july.csv").now == "12");
    CHECK_THROWS_WITH_AS(read("../../printed/july.csv"), doctest::Contains("is not in the folder of the workspace"),
                         Error);
}
