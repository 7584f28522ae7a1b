// SPDX-License-Identifier: MIT
#include "reports/table_checks.hpp"

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "reports/write.hpp"
#include "tables/check_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// Columns of words, ranges and marks are none to reckon with.
bool has_numbers(const ReportTable& table, std::size_t column) {
    return std::ranges::any_of(table.rows, [&](const ReportRow& row) { return !std::isnan(row.cells[column].number); });
}

/// Per cent and points in one column follow from other columns in two ways; points are then left out.
bool is_mixed(const ReportTable& table, std::size_t column) {
    auto any = [&](ReportCell::Kind kind) {
        return std::ranges::any_of(table.rows, [&](const ReportRow& row) { return row.cells[column].kind == kind; });
    };
    return any(ReportCell::Kind::percent) && any(ReportCell::Kind::points);
}

/// Which rows are sums, the report knows.
TableRules rules_of(const ReportTable& table) {
    TableDeclaration declared;
    for (const ReportRow& row : table.rows)
        (row.total ? declared.total_rows : declared.no_total_rows).push_back(row.label);
    TableRules rules;
    rules.tables.push_back(std::move(declared));
    return rules;
}

Finding finding_of(const TableFault& fault, const Report& report, const ReportTable& table) {
    Finding finding;
    finding.check = "printed-table";
    finding.id =
        slug(fmt::format("printed-table {} {} {} {} {}", report.name(), table.id, fault.rule, fault.row, fault.column));
    finding.level = CheckLevel::explain;
    finding.subject = fmt::format("{}: {}", report.name(), table.title);
    finding.message = fmt::format("{}{}: {}{}", fault.row.empty() ? "" : fault.row + ", ", fault.column, fault.message,
                                  fault.advice.empty() ? "" : " " + fault.advice);
    return finding;
}

std::vector<Finding> check_report(const Report& report) {
    std::vector<Finding> findings;
    for (const ReportPart& part : report.parts) {
        if (!part.table || part.table->rows.empty() || part.table->list) continue;
        for (const TableFault& fault : check_table(printed_table(*part.table, report.name()), rules_of(*part.table)))
            if (fault.level != FaultLevel::note) findings.push_back(finding_of(fault, report, *part.table));
    }
    return findings;
}

} // namespace

PrintedTable printed_table(const ReportTable& table, std::string_view report) {
    PrintedTable out;
    out.file = report;
    out.title = table.title;
    out.number = 1;
    PrintedRow header{{{table.first}}, 1};
    out.roles.push_back(ColumnRole::label);
    for (std::size_t c = 0; c < table.headings.size(); ++c) {
        header.cells.push_back({table.headings[c]});
        out.roles.push_back(has_numbers(table, c) ? ColumnRole::deduce : ColumnRole::ignore);
    }
    out.header.push_back(std::move(header));
    for (const ReportRow& row : table.rows) {
        PrintedRow line{{{row.label}}, out.rows.size() + 2};
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            bool left_out = row.cells[c].kind == ReportCell::Kind::points && is_mixed(table, c);
            line.cells.push_back({left_out ? "[z]" : row.cells[c].text});
        }
        out.rows.push_back(std::move(line));
    }
    return out;
}

std::vector<Finding> check_reports(const SiteContext& site, unsigned threads) {
    std::vector<ReportDefinition> definitions = read_reports(site);
    std::vector<ReportJob> jobs = report_jobs(definitions, site);
    std::vector<std::vector<Finding>> found(jobs.size());
    parallel_for(jobs.size(), threads, [&](std::size_t i) {
        found[i] = check_report(make_report(definitions[jobs[i].definition], site, jobs[i].edition, jobs[i].area, {}));
    });
    std::vector<Finding> all;
    for (std::vector<Finding>& of_one : found)
        std::ranges::move(of_one, std::back_inserter(all));
    return all;
}

} // namespace peelian
