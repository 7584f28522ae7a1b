// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "publish/sample_content.hpp"
#include "release/report_sources.hpp"
#include "reports/make.hpp"
#include "reports/maker.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace peelian;
using tests::TemporaryFolder;

namespace {

constexpr std::string_view k_minus = "\u2212";

/// A report over the sample release, with files beside it.
struct Sample {
    TemporaryFolder folder;
    std::unique_ptr<ReleaseContent> content = sample_content();
    std::unique_ptr<SiteContext> site;
    EarlierFigures earlier;

    explicit Sample(const std::string& body) {
        folder.put("r.md", "+++\ntitle = \"About {area}, {edition}\"\nlag = 1\n+++\n" + body);
        folder.put("letters.csv", "month,received,answered\nApril,155,99\nMay,\"3,510\",3467\n");
        folder.put("money.csv", "what,kind,budget,spent\nPay,Out,9.0,8.3\nOther,Out,0.3,0.3\nTravel,Out,1.3,1.3\n"
                                "Buying,Out,50.2,44.0\nAll out,Out,60.9,54.0\nGrants,In,-23.6,-16.7\n");
        for (const Measure& m : content->measures)
            content->declared.push_back(m.id);
        content->reports = read_report_sources(folder.path());
        site = std::make_unique<SiteContext>(*content, std::filesystem::path());
    }
    Month last() const { return *site->last; }
    Report make(std::optional<AreaIndex> area = std::nullopt, int later = 1) const {
        return make_report(read_report(content->reports.front(), *site), *site, last() + later, area, earlier);
    }
    ReportTable table() const { return *make().parts.at(0).table; }
};

std::string table_of(const std::string& more) { return "::: table\ntitle = \"T\"\n" + more + ":::\n"; }

std::vector<std::string> texts(const ReportRow& row) {
    std::vector<std::string> out;
    for (const ReportCell& cell : row.cells)
        out.push_back(cell.text);
    return out;
}

} // namespace

TEST_CASE("a table of measures shows the points of the release, and what follows from them") {
    Sample sample(
        table_of("columns = [\"before\", \"now\", \"change\", \"change-percent\"]\nrows = [\"recorded-burglary\"]\n"));
    ReportTable table = sample.table();
    const MeasureIndex& index = *sample.site->find("recorded-burglary");
    const Series& series = *index.of(sample.site->forces.front());
    double now = 0, before = 0;
    for (const Point& p : points_of(*index.data, series, PeriodKind::rolling_12)) {
        if (p.last == sample.last()) now = p.value;
        if (p.last == sample.last() - 12) before = p.value;
    }
    REQUIRE(now > 0);
    const std::vector<ReportCell>& cells = table.rows.at(0).cells;
    CHECK(cells[0].number == before);
    CHECK(cells[1].number == now);
    CHECK(cells[2].number == now - before);
    CHECK(cells[3].number == doctest::Approx(100 * (now - before) / before));
    CHECK(cells[1].text == number(now));
    CHECK(table.headings[1] == "12 months to " + sample.last().to_words());
    CHECK(cells[1].figure == fmt::format("recorded-burglary/{}/r12-{}", sample.site->area(sample.site->forces[0]).code,
                                         sample.last().to_string()));
}

TEST_CASE("the change of a percentage is told in points") {
    Sample sample(
        table_of("period = \"own\"\ncolumns = [\"now\", \"change\", \"change-percent\"]\nrows = [\"good-job\"]\n"));
    ReportTable table = sample.table();
    CHECK(table.rows[0].cells[0].text.ends_with('%'));
    CHECK(table.rows[0].cells[1].text.ends_with(" pp"));
    CHECK(table.rows[0].cells[2].text == table.rows[0].cells[1].text);
    CHECK(table.notes.front() == "The change of a percentage is in percentage points (pp).");
}

TEST_CASE("a period after the data is not available, and says so") {
    Sample sample(table_of("columns = [\"now\", \"verdict\"]\nrows = [\"recorded-burglary\"]\n"));
    Report report = sample.make(std::nullopt, 5);
    CHECK(report.parts[0].table->rows[0].cells[0].text == "[x]");
    CHECK(report.parts[0].table->rows[0].cells[1].text == "[z]");
    CHECK(report.parts[0].table->notes.back() == "[z]: does not apply.");
}

TEST_CASE("a hidden figure is a marker and has no number") {
    Sample sample(table_of(
        "period = \"month\"\ncolumns = [\"before\", \"now\"]\nrows = [\"recorded-burglary\"]\nby = \"borough\"\n"));
    // Whatever the sample hides, no cell with a marker keeps the number behind it.
    ReportTable table = sample.table();
    CHECK(table.rows.size() == sample.site->boroughs.size() - 4); // less the stand-ins of two forces
    for (const ReportRow& row : table.rows)
        for (std::size_t c = 0; c < 2; ++c) // then marks
            CHECK(std::isnan(row.cells[c].number) == row.cells[c].text.starts_with('['));
    auto hidden = sample_content();
    MeasureData& data = hidden->data[0];
    for (Series& s : data.series) {
        s.flags.assign(data.length, Flag::suppressed);
        std::ranges::fill(s.numerator, k_missing);
    }
    sample.content->data[0].series = data.series;
    CHECK(sample.table().rows[0].cells[1].text == "[c]");
    CHECK(std::isnan(sample.table().rows[0].cells[1].number));
}

TEST_CASE("a pack is about its area, and names it") {
    Sample sample(table_of("columns = [\"now\", \"force\"]\nrows = [\"recorded-burglary\"]\n"));
    AreaIndex borough = sample.site->boroughs[1];
    Report report = sample.make(borough);
    CHECK(report.title == fmt::format("About {}, {}", sample.site->area(borough).name, (sample.last() + 1).to_words()));
    CHECK(report.folder() == fmt::format("r/{}/{}", (sample.last() + 1).to_string(), sample.site->area(borough).code));
    const ReportTable& table = *report.parts[0].table;
    CHECK(table.rows[0].cells[0].number < table.rows[0].cells[1].number);
    AreaIndex force = sample.content->areas.force_of(borough);
    CHECK(table.headings[1] == sample.site->area(force).name);
}

TEST_CASE("a figure that differs from what was printed before is marked, and told with the old one") {
    Sample sample(table_of("columns = [\"before\", \"now\"]\nrows = [\"recorded-burglary\"]\n") +
                  "\n::: revisions :::\n");
    ReportTable first = *sample.make().parts[0].table;
    CHECK(sample.make().parts[1].table->notes[0].starts_with("This is the first report"));
    sample.earlier[first.rows[0].cells[0].figure] = {first.rows[0].cells[0].text, "May 2024"};
    CHECK(sample.make().parts[1].table->notes[0].starts_with("No figure here differs"));
    sample.earlier[first.rows[0].cells[0].figure] = {"7", "May 2024"};
    Report report = sample.make();
    CHECK(report.parts[0].table->headings.back() == "Marks");
    CHECK(report.parts[0].table->rows[0].cells.back().text.starts_with(first.headings[0] + " [r]"));
    const ReportTable& revisions = *report.parts[1].table;
    REQUIRE(revisions.rows.size() == 1);
    CHECK(texts(revisions.rows[0])[1] == "7");
    CHECK(texts(revisions.rows[0])[2] == first.rows[0].cells[0].text);
    CHECK(texts(revisions.rows[0])[3] == "May 2024");
}

TEST_CASE("figures printed in July 2017 follow from their inputs") {
    // Letters received and answered in 20 working days: 64% and 99%, as printed.
    Sample sample("::: file\ntitle = \"Letters\"\nfile = \"letters.csv\"\n[[column]]\ncolumn = \"received\"\n"
                  "[[column]]\ntitle = \"In time\"\npercent = [\"answered\", \"received\"]\ndecimals = 0\n:::\n");
    ReportTable table = sample.table();
    CHECK(texts(table.rows[0]) == std::vector<std::string>{"155", "64%"});
    CHECK(texts(table.rows[1]) == std::vector<std::string>{"3,510", "99%"});
}

TEST_CASE("a sum that its parts give but for rounding is kept as known, and the rounding is told") {
    Sample sample(
        "::: file\ntitle = \"Money\"\nfile = \"money.csv\"\ngroup = \"kind\"\n"
        "[[column]]\ncolumn = \"budget\"\nmoney = true\n"
        "[[column]]\ntitle = \"Variance\"\ndifference = [\"spent\", \"budget\"]\nmoney = true\nsigned = true\n"
        "[[sum]]\nlabel = \"Out in all\"\ngroups = [\"Out\"]\nrow = \"All out\"\n"
        "[[sum]]\nlabel = \"Net\"\n:::\n");
    ReportTable table = sample.table();
    REQUIRE(table.rows.size() == 7);
    CHECK(table.rows[4].label == "Out in all");
    CHECK(texts(table.rows[4]) == std::vector<std::string>{"£60.9", std::string(k_minus) + "£6.9"});
    CHECK(texts(table.rows[5]) == std::vector<std::string>{std::string(k_minus) + "£23.6", "+£6.9"});
    CHECK(table.rows[6].label == "Net");
    CHECK(table.rows[6].cells[0].number == doctest::Approx(37.2)); // 60.8 less 23.6: of the parts
    CHECK(table.notes ==
          std::vector<std::string>{"Out in all, budget: the parts as shown add up to 60.8. That is rounding.",
                                   "Out in all, spent: the parts as shown add up to 53.9. That is rounding."});
}

TEST_CASE("a sum that rounding does not explain stops the report, with file and line") {
    Sample sample("::: file\ntitle = \"Money\"\nfile = \"wrong.csv\"\n[[column]]\ncolumn = \"n\"\n[[sum]]\nlabel = "
                  "\"Both\"\nrow = \"All\"\n:::\n");
    (void)sample.folder.put("wrong.csv", "what,n\nOne,1.5\nTwo,2.5\nAll,41.0\n");
    CHECK_THROWS_WITH_AS(sample.table(), doctest::Contains("wrong.csv:4: 'Both' in column 'n' is 41.0"), Error);
    (void)sample.folder.put("wrong.csv", "what,n\nOne,1.5\nTwo,2.5x\nAll,4.0\n");
    CHECK_THROWS_WITH_AS(sample.table(), doctest::Contains("wrong.csv:3: '2.5x' in column 'n' is not a number"), Error);
}

TEST_CASE("what was printed is held against today's figures, and only what differs is shown") {
    Sample sample("::: printed\ntitle = \"As printed\"\nfile = \"printed.csv\"\n:::\n");
    const MeasureIndex& index = *sample.site->find("recorded-burglary");
    Told told = tell(index, static_cast<std::size_t>(index.whole[sample.site->forces[0]]), PeriodKind::rolling_12,
                     sample.last());
    std::string before = plain_number(told.before.value), now = plain_number(told.now.value);
    (void)sample.folder.put("printed.csv", "measure,title,before,now,change,why\nrecorded-burglary,Burglary," + before +
                                               "," + now + ",,\nrecorded-burglary,Again," + before +
                                               "00,,,A decimal point was lost\n");
    ReportTable table = sample.table();
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].label == "Again");
    CHECK(texts(table.rows[0])[3] == "A decimal point was lost");
    CHECK(table.notes[0] == "2 of 3 printed figures agree to the last digit printed.");
}

TEST_CASE("names of the edition and the area are filled into its text") {
    Sample sample("Up to {data}, for {area}.\n");
    CHECK(sample.make().parts[0].html == fmt::format("<p>Up to {}, for {}.</p>\n", sample.last().to_words(),
                                                     sample.site->area(sample.site->forces[0]).name));
}
