// SPDX-License-Identifier: MIT
#include "reports/pages.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/pages.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// A column of numbers stands to the right, also where a marker takes a number's place.
std::vector<bool> number_columns(const ReportTable& table) {
    std::vector<bool> columns(table.headings.size(), false);
    for (const ReportRow& row : table.rows)
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            if (!std::isnan(row.cells[c].number)) columns[c] = true;
    return columns;
}

void fill_name(View view, const ReportRow& row) {
    if (row.address.empty()) view.section("PLAIN").text("NAME", row.label);
    else view.section("LINK").text("ADDRESS", row.address).text("NAME", row.label);
}

void fill_cell(View view, const ReportCell& cell, bool number) {
    if (!cell.mark.empty()) view.section("V").fixed("MARK", cell.mark).text("TEXT", cell.text);
    else view.section(number ? "N" : "W").text("TEXT", cell.text);
}

/// Rows of verdict, change and sentence as a list.
void fill_list(View view, const ReportTable& table) {
    for (const ReportRow& row : table.rows) {
        View item = view.section("ITEM");
        fill_name(item, row);
        if (!row.cells[0].mark.empty())
            item.section("VERDICT").fixed("MARK", row.cells[0].mark).text("WORDS", row.cells[0].text);
        item.maybe("CHANGE", row.cells[1].text.starts_with('[') ? "" : row.cells[1].text);
        item.text("SENTENCE", row.cells[2].text);
    }
}

void fill_grid(View view, const ReportTable& table, bool headed) {
    view.text("TITLE", table.title).text("FIRST", table.first);
    view.show("HEADED", headed);
    if (!headed) view.section("CAPTIONED").text("ID", table.id);
    std::vector<bool> numbers = number_columns(table);
    for (std::size_t c = 0; c < table.headings.size(); ++c)
        view.section("COLUMN").text("HEADING", table.headings[c]).show("N", numbers[c]);
    std::optional<View> group;
    std::string_view name;
    for (const ReportRow& row : table.rows) {
        if (!group || row.group != name) {
            name = row.group;
            group = view.section("GROUP");
            if (!name.empty())
                group->section("NAMED")
                    .text("NAME", name)
                    .number("SPAN", static_cast<std::int64_t>(table.headings.size() + 1));
        }
        View line = group->section("ROW");
        line.show("TOTAL", row.total);
        fill_name(line, row);
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            fill_cell(line.section("CELL"), row.cells[c], numbers[c]);
    }
}

/// Fills templates/report_table.tpl; a table under a chart has no heading, its caption is seen.
void fill_table(View view, const ReportTable& table, int heading) {
    bool headed = heading > 0;
    if (headed) view.section(heading == 2 ? "H2" : "H3").text("ID", table.id).text("TITLE", table.title);
    if (!table.rows.empty()) {
        if (table.list) fill_list(view.section("LIST"), table);
        else fill_grid(view.section("GRID"), table, headed);
    }
    for (const std::string& note : table.notes)
        view.section("NOTE").text("TEXT", note);
}

void fill_chart(View view, const SiteContext& site, const ReportPart& part) {
    std::string id = part.table->id + "-chart"; // the words of a figure point to it
    FigureText text = series_text(site, *part.drawn, id);
    text.heading = part.heading;
    text.readout = false;
    const MeasureIndex& index = *part.drawn->index;
    const Area& area = site.area(index.data->series[part.drawn->series].area);
    text.links = {{"More on this figure", address::area_measure(area.code, index.measure->id)},
                  {"CSV of this measure", address::measure_csv(index.measure->id)}};
    fill_figure(view.section("CHART").include("FIGURE", "figure.tpl"), site, part.drawn->chart, text);
}

bool about_victims(const Report& report) {
    return std::ranges::any_of(report.parts, [](const ReportPart& part) {
        return part.drawn && is_about_victims(*part.drawn->index->measure);
    });
}

} // namespace

void report_page(Sheet& sheet, const SiteContext& site, const Report& report,
                 const std::vector<ReportFileLink>& files) {
    auto source = std::ranges::find(site.content.reports, report.kind, &ReportSource::id);
    std::string title = fmt::format("{}, {}", report.title, report.period);
    PageHead head{
        title, "reports", {{"Reports", "/reports/"}, {source->kind_title(), address::reports(report.kind)}}, {}};
    View page = start_page(sheet, site, head, "report.tpl");
    page.text("TITLE", report.title).text("PERIOD", capital(report.period));
    page.maybe("DATA", report.of_measures ? report.data.to_words() : "");
    if (report.area)
        page.section("AREA")
            .text("ADDRESS", address::area(site.area(*report.area).code))
            .text("NAME", site.area(*report.area).name);
    if (!files.empty()) {
        View list = page.section("FILES");
        for (const ReportFileLink& file : files)
            list.section("FILE").text("ADDRESS", file.name).text("NAME", file.words);
    }
    if (about_victims(report)) page.include("HELP", "help.tpl");
    for (const ReportPart& part : report.parts) {
        View view = page.section("PART");
        if (!part.html.empty()) view.section("TEXT").fixed("HTML", part.html);
        if (part.drawn) fill_chart(view, site, part);
        if (part.table)
            fill_table(view.section("TABLE").include("REPORT_TABLE", "report_table.tpl"), *part.table,
                       part.drawn ? 0 : part.heading);
    }
}

void reports_page(Sheet& sheet, const SiteContext& site, const std::vector<ListedReport>& reports) {
    View page = start_page(sheet, site, {"Reports", "reports", {}, {}}, "reports.tpl");
    for (const ReportSource& source : site.content.reports) {
        std::vector<std::string> periods;
        std::size_t areas = 0;
        for (const ListedReport& r : reports) {
            if (r.source != &source) continue;
            if (!r.area.empty()) ++areas;
            if (std::ranges::find(periods, r.period) == periods.end()) periods.push_back(r.period);
        }
        View item = page.section("REPORT");
        item.text("ADDRESS", address::reports(source.id))
            .text("TITLE", source.kind_title())
            .maybe("ABOUT", source.about);
        std::string editions = listed(periods);
        if (areas > 0 && !periods.empty()) editions += fmt::format(", for {}", counted(areas / periods.size(), "area"));
        item.text("EDITIONS", editions);
    }
}

void report_kind_page(Sheet& sheet, const SiteContext& site, const ReportSource& source,
                      const std::vector<ListedReport>& reports) {
    std::string title = source.kind_title();
    View page = start_page(sheet, site, {title, "reports", {{"Reports", "/reports/"}}, {}}, "report_kind.tpl");
    page.text("TITLE", title).maybe("ABOUT", source.about);
    std::optional<View> edition;
    std::string_view period;
    for (const ListedReport& r : reports) {
        if (r.source != &source) continue;
        if (!edition || (source.level && r.period != period)) {
            period = r.period;
            edition = page.section("EDITION");
            edition->text("NAME", source.level ? capital(r.period) : "Editions");
            edition->text("FIRST", source.level ? level_words(*source.level) : "Edition");
        }
        View row = edition->section("ROW");
        std::string name = source.level ? r.area : capital(r.period);
        std::string folder = fmt::format("/reports/{}/", r.folder);
        row.text("ADDRESS", folder).text("NAME", name);
        for (const ReportFileLink& file : r.files)
            row.section("FILE").text("ADDRESS", folder + file.name).text("WORDS", file.words).text("OF", name);
    }
}

std::string standing_alone(const SiteContext& site, std::string html) {
    html = replace_all(html, fmt::format("<link rel=\"stylesheet\" href=\"{}\">", site.css.address),
                       fmt::format("<style>{}</style>", site.css.bytes));
    html = replace_all(html, fmt::format("<script type=\"module\" src=\"{}\"></script>", site.js.address), "");
    return replace_all(html, fmt::format("<link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">", site.icon.address),
                       "");
}

} // namespace peelian
