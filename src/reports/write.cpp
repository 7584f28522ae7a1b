// SPDX-License-Identifier: MIT
#include "reports/write.hpp"

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "publish/words.hpp"
#include "reports/pages.hpp"
#include "reports/printer.hpp"
#include "reports/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// A report in every form it is written in.
struct Written {
    Report report;
    std::string alone; ///< the page that stands alone; also what is printed
    std::string workbook, pdf, figures;
};

std::string file_size_words(std::size_t bytes) {
    return bytes < 1'000'000 ? number(std::max(1.0, std::round(static_cast<double>(bytes) / 1000))) + " kB"
                             : number(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

/// Tables without rows say in their notes why, which is for pages: a sheet needs rows.
Report without_empty_tables(const Report& report) {
    Report out = report;
    for (ReportPart& part : out.parts)
        if (part.table && part.table->rows.empty()) part.table.reset();
    return out;
}

WorkbookText workbook_text(const SiteContext& site) {
    const ReleaseContent& content = site.content;
    return {content.body.name,
            content.body.contact,
            site.short_id,
            content.date,
            content.body.synthetic,
            content.profile != "public" && !content.profile.empty(),
            "",
            ""};
}

std::string page_html(const SiteContext& site, const Templates& templates, const Report& report,
                      const std::vector<ReportFileLink>& files) {
    Sheet sheet;
    std::string html;
    report_page(sheet, site, report, files);
    templates.expand(sheet, html);
    return html;
}

std::vector<ReportFileLink> links_of(const Written& written) {
    std::string name = written.report.name();
    std::vector<ReportFileLink> links;
    links.push_back({name + ".xlsx", fmt::format("Spreadsheet ({})", file_size_words(written.workbook.size()))});
    if (!written.pdf.empty())
        links.push_back({name + ".pdf", fmt::format("PDF ({})", file_size_words(written.pdf.size()))});
    links.push_back({name + "-figures.csv", "Figures (CSV)"});
    return links;
}

WrittenFile put(const fs::path& root, std::string path, std::string_view bytes) {
    fs::create_directories((root / path).parent_path());
    write_new_file(root / path, bytes);
    return {std::move(path), bytes.size(), sha256(bytes)};
}

/// What stands at the foot of every page of a PDF.
std::string footer(const SiteContext& site, const Report& report) {
    return fmt::format("{}{}, {}. {}, release {}, {}", site.content.body.synthetic ? "SYNTHETIC. " : "", report.title,
                       report.period, site.content.body.short_name, site.short_id, site.date);
}

/// A browser a thread, each with the next report there is.
void print_all(const SiteContext& site, std::vector<Written>& reports, unsigned threads, Progress& progress) {
    std::size_t browsers = std::min<std::size_t>(threads, reports.size());
    std::atomic<std::size_t> next{0};
    parallel_for(browsers, threads, [&](std::size_t) {
        Printer printer;
        for (std::size_t i = next++; i < reports.size(); i = next++) {
            const Report& report = reports[i].report;
            PrintOptions options;
            options.title = fmt::format("{}, {}", report.title, report.period);
            options.author = site.content.body.name;
            options.footer = footer(site, report);
            options.date = site.content.date;
            reports[i].pdf = printer.print(reports[i].alone, options);
            progress.step();
        }
    });
}

/// Makes reports side by side; each in a place of its own.
std::vector<Written> make_all(const SiteContext& site, const std::vector<ReportDefinition>& definitions,
                              const std::vector<ReportJob>& jobs, const ReportFilesOptions& options, bool workbooks,
                              bool pdf, Progress& progress) {
    Templates templates = Templates::embedded();
    std::vector<Written> out(jobs.size());
    parallel_for(jobs.size(), options.threads, [&](std::size_t i) {
        const ReportDefinition& definition = definitions[jobs[i].definition];
        std::string code = jobs[i].area ? site.area(*jobs[i].area).code : "";
        EarlierFigures earlier = earlier_figures(options.earlier, *definition.source, code);
        Written& written = out[i];
        written.report = make_report(definition, site, jobs[i].edition, jobs[i].area, earlier);
        written.alone = standing_alone(site, page_html(site, templates, written.report, {}));
        written.figures = figures_csv(written.report);
        if (workbooks) written.workbook = workbook_bytes(without_empty_tables(written.report), workbook_text(site));
        if (!pdf) progress.step();
    });
    if (pdf) print_all(site, out, options.threads, progress);
    return out;
}

/// The month a report is of, when nobody names one.
std::vector<Month> editions_of(const ReportSource& source, const SiteContext& site) {
    return site.last ? source.made(*site.last) : std::vector<Month>{};
}

void list_reports(const SiteContext& site, const ReportFilesOptions& options, const std::vector<ListedReport>& listed,
                  std::vector<WrittenFile>& files) {
    Templates templates = Templates::embedded();
    auto write = [&](std::string path, auto&& fill) {
        Sheet sheet;
        std::string html;
        fill(sheet);
        templates.expand(sheet, html);
        files.push_back(put(options.folder, std::move(path), html));
    };
    write("reports/index.html", [&](Sheet& sheet) { reports_page(sheet, site, listed); });
    for (const ReportSource& source : site.content.reports)
        write(fmt::format("reports/{}/index.html", source.id),
              [&](Sheet& sheet) { report_kind_page(sheet, site, source, listed); });
}

} // namespace

std::vector<ReportDefinition> read_reports(const SiteContext& site) {
    std::vector<ReportDefinition> definitions;
    for (const ReportSource& source : site.content.reports)
        definitions.push_back(read_report(source, site));
    return definitions;
}

std::vector<ReportJob> report_jobs(const std::vector<ReportDefinition>& definitions, const SiteContext& site) {
    std::vector<ReportJob> jobs;
    for (std::size_t d = 0; d < definitions.size(); ++d) {
        const ReportSource& source = *definitions[d].source;
        for (Month edition : editions_of(source, site)) {
            if (!source.level) {
                jobs.push_back({d, edition, std::nullopt});
                continue;
            }
            for (AreaIndex a : site.content.areas.of_level(*source.level))
                if (site.area(a).kind == AreaKind::real) jobs.push_back({d, edition, a});
        }
    }
    return jobs;
}

std::string figures_csv(const Report& report) {
    std::string out = "figure,table,row,column,text,value\n";
    for (const ReportPart& part : report.parts) {
        if (!part.table) continue;
        for (const ReportRow& row : part.table->rows)
            for (std::size_t c = 0; c < row.cells.size(); ++c) {
                const ReportCell& cell = row.cells[c];
                if (std::isnan(cell.number) && cell.figure.empty()) continue;
                for (std::string_view field :
                     {std::string_view(cell.figure), std::string_view(part.table->id), std::string_view(row.label),
                      std::string_view(part.table->headings[c]), std::string_view(cell.text)}) {
                    append_csv(out, field);
                    out += ',';
                }
                append_plain_number(out, cell.number);
                out += '\n';
            }
    }
    return out;
}

EarlierFigures earlier_figures(const fs::path& site, const ReportSource& source, std::string_view area) {
    EarlierFigures out;
    fs::path kind = site / "reports" / source.id;
    if (site.empty() || !fs::is_directory(kind)) return out;
    std::vector<Month> editions;
    for (const fs::directory_entry& entry : fs::directory_iterator(kind))
        if (auto month = Month::parse(entry.path().filename().string())) editions.push_back(*month);
    std::ranges::sort(editions); // a later one's figures stand for an earlier one's
    for (Month edition : editions) {
        fs::path folder = kind / edition.to_string();
        std::string name = fmt::format("{}-{}", source.id, edition.to_string());
        if (!area.empty()) {
            folder /= area;
            name += fmt::format("-{}", area);
        }
        fs::path file = folder / (name + "-figures.csv");
        if (!fs::exists(file)) continue;
        CsvTable table = read_csv(file);
        std::size_t figure = table.column("figure"), text = table.column("text");
        for (const CsvRow& row : table.rows)
            if (!row.fields[figure].empty())
                out[row.fields[figure]] = {row.fields[text], period_in_words(source.every, edition)};
    }
    return out;
}

std::vector<WrittenFile> write_reports(const SiteContext& site, const std::vector<ReportDefinition>& definitions,
                                       const ReportFilesOptions& options, Progress& progress) {
    std::vector<WrittenFile> files;
    std::vector<ReportJob> jobs = report_jobs(definitions, site);
    std::vector<Written> made = make_all(site, definitions, jobs, options, true, options.pdf, progress);
    Templates templates = Templates::embedded();
    std::vector<ListedReport> listed;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const Report& report = made[i].report;
        std::vector<ReportFileLink> links = links_of(made[i]);
        std::string folder = fmt::format("reports/{}/", report.folder()), name = folder + report.name();
        files.push_back(put(options.folder, folder + "index.html", page_html(site, templates, report, links)));
        files.push_back(put(options.folder, name + ".xlsx", made[i].workbook));
        files.push_back(put(options.folder, name + "-figures.csv", made[i].figures));
        if (!made[i].pdf.empty()) files.push_back(put(options.folder, name + ".pdf", made[i].pdf));
        listed.push_back({definitions[jobs[i].definition].source, report.period,
                          report.area ? site.area(*report.area).name : "", report.folder(), std::move(links)});
    }
    list_reports(site, options, listed, files);
    std::ranges::sort(files, {}, &WrittenFile::path);
    return files;
}

std::vector<fs::path> write_report_files(const SiteContext& site, const std::vector<ReportDefinition>& definitions,
                                         const std::vector<ReportJob>& jobs, const std::vector<ReportFormat>& formats,
                                         const ReportFilesOptions& options, Progress& progress) {
    auto wanted = [&](ReportFormat format) { return std::ranges::find(formats, format) != formats.end(); };
    std::vector<Written> made = make_all(site, definitions, jobs, options, wanted(ReportFormat::spreadsheet),
                                         wanted(ReportFormat::pdf), progress);
    std::vector<fs::path> paths;
    fs::create_directories(options.folder);
    auto save = [&](const Written& written, std::string_view ending, std::string_view bytes) {
        paths.push_back(options.folder / (written.report.name() + std::string(ending)));
        write_file(paths.back(), bytes);
    };
    for (const Written& written : made) {
        if (wanted(ReportFormat::page)) save(written, ".html", written.alone);
        if (wanted(ReportFormat::spreadsheet)) save(written, ".xlsx", written.workbook);
        if (wanted(ReportFormat::pdf)) save(written, ".pdf", written.pdf);
        save(written, "-figures.csv", written.figures);
    }
    return paths;
}

} // namespace peelian
