// SPDX-License-Identifier: MIT
#include "publish/embedded.hpp"
#include "publish/markers.hpp"
#include "publish/sample_content.hpp"
#include "release/report_sources.hpp"
#include "reports/pages.hpp"
#include "reports/write.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

using namespace peelian;
using tests::TemporaryFolder;

namespace {

const std::string k_body =
    "Text.\n\n::: in-short :::\n\n::: priorities :::\n\n::: measure domestic-abuse :::\n\n"
    "::: measure search-find-rate by=object :::\n\n::: promises :::\n\n::: table\n"
    "title = \"Crime\"\nperiod = \"own\"\ncolumns = [\"period\", \"before\", \"now\", \"verdict\"]\n"
    "[[group]]\ntitle = \"First\"\nrows = [\"recorded-burglary\"]\n[[group]]\ntitle = \"Second\"\n"
    "rows = [\"good-job\", \"absent\"]\n:::\n\n## Money\n\n::: file\ntitle = \"Money\"\nfile = \"m.csv\"\n"
    "[[column]]\ncolumn = \"n\"\n[[sum]]\nlabel = \"All\"\n:::\n";

struct Sample {
    TemporaryFolder folder;
    std::unique_ptr<ReleaseContent> content = sample_content();
    std::unique_ptr<SiteContext> site;

    Sample() {
        folder.put("monthly.md", "+++\ntitle = \"Monthly\"\nabout = \"Each month.\"\n+++\n" + k_body);
        folder.put("pack.md", "+++\ntitle = \"Pack: {area}\"\nfor = \"borough\"\n+++\n" + k_body);
        folder.put("m.csv", "what,n\nOne,1\nTwo,2\n");
        for (const Measure& m : content->measures)
            content->declared.push_back(m.id);
        content->declared.push_back("absent");
        content->reports = read_report_sources(folder.path());
        site = std::make_unique<SiteContext>(*content, std::filesystem::path());
    }
};

} // namespace

TEST_CASE("every value of a report's templates is set, and every value set is shown") {
    Sample sample;
    Templates templates = Templates::embedded();
    TemplateUse use;
    Sheet sheet;
    sheet.record(&use);
    std::vector<ListedReport> listed;
    std::vector<ReportDefinition> definitions = read_reports(*sample.site);
    auto expand = [&] {
        std::string page;
        templates.expand(sheet, page);
    };
    for (const ReportJob& job : report_jobs(definitions, *sample.site)) {
        const ReportDefinition& definition = definitions[job.definition];
        Report report = make_report(definition, *sample.site, job.edition, job.area, {});
        for (const auto& files : {std::vector<ReportFileLink>{}, {{"a.xlsx", "Spreadsheet"}, {"a.pdf", "PDF"}}}) {
            report_page(sheet, *sample.site, report, files);
            expand();
        }
        listed.push_back({definition.source,
                          report.period,
                          job.area ? sample.site->area(*job.area).name : "",
                          report.folder(),
                          {{"a.xlsx", "XLSX"}}});
    }
    reports_page(sheet, *sample.site, listed);
    expand();
    for (const ReportSource& source : sample.content->reports) {
        report_kind_page(sheet, *sample.site, source, listed);
        expand();
    }
    std::set<std::string> all, set;
    for (const EmbeddedFile& file : embedded_files())
        if (file.name.starts_with("templates/report")) all.merge(markers_of(file.name.substr(10), file.bytes));
    std::ranges::copy_if(use.set, std::inserter(set, set.end()),
                         [](const std::string& name) { return name.starts_with("report"); });
    std::vector<std::string> different;
    std::ranges::set_symmetric_difference(set, all, std::back_inserter(different));
    for (const std::string& name : different)
        FAIL_CHECK("set or in the template, but not both: " << name);
}
