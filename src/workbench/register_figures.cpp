// SPDX-License-Identifier: MIT
// Figures that follow from a register's records: answered on time, and risks by likelihood and impact.
#include "base/month.hpp"
#include "base/text.hpp"
#include "workbench/register_pages.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace peelian {

namespace {

constexpr int k_steps = 5;

void show_on_time(View figures, const RegisterDefinition& definition, std::span<const Record> records, Day today) {
    for (const DueRule& rule : definition.due) {
        if (!rule.counted) continue;
        auto months = on_time(definition, rule, records, today);
        if (months.empty()) continue;
        View table = figures.section("ON_TIME");
        table.text("CAPTION", rule.label.empty() ? capital(rule.id) : rule.label);
        for (const OnTime& month : months) {
            auto named = Month::parse(month.month);
            View row = table.section("ROW");
            row.text("MONTH", named ? named->to_words() : month.month);
            row.text("RECEIVED", number(static_cast<double>(month.received)));
            row.text("IN_TIME", number(static_cast<double>(month.on_time)));
            row.text("LATE", number(static_cast<double>(month.late)));
            row.text("OPEN", number(static_cast<double>(month.open)));
            row.text("PER_CENT", month.received == 0 ? "none received" : number(month.per_cent(), 1) + "%");
        }
    }
}

/// 1 to 5, or 0 for what is not there or beyond.
int step_of(const Record& record, const std::string& field) {
    int step = std::atoi(record.first(field).c_str());
    return step >= 1 && step <= k_steps ? step : 0;
}

void show_matrix(View figures, const Visit& visit, const RegisterDefinition& definition, const ScoreDefinition& score,
                 const RecordQuery& query, std::span<const Record> records) {
    const FieldDefinition* likelihood = definition.field(score.likelihood);
    const FieldDefinition* impact = definition.field(score.impact);
    if (!likelihood || !impact || !may_read(visit.actor, *likelihood) || !may_read(visit.actor, *impact)) return;
    std::array<std::array<std::size_t, k_steps + 1>, k_steps + 1> counts{};
    for (const Record& record : records)
        ++counts[step_of(record, score.likelihood)][step_of(record, score.impact)];
    View matrix = figures.section("MATRIX");
    matrix.text("CAPTION", score.label.empty() ? capital(score.id) : score.label);
    matrix.text("LIKELIHOOD", likelihood->label).text("IMPACT", impact->label);
    for (int column = 1; column <= k_steps; ++column)
        matrix.section("COLUMN").number("STEP", column);
    std::size_t shown = 0;
    for (int row = k_steps; row >= 1; --row) {
        View line = matrix.section("LINE");
        line.number("STEP", row);
        for (int column = 1; column <= k_steps; ++column) {
            std::size_t count = counts[row][column];
            View cell = line.section("CELL");
            // The four shades of heat maps for risk; the number says the same.
            int product = row * column;
            cell.text("SHADE", product >= 15 ? "4" : product >= 8 ? "3" : product >= 4 ? "2" : "1");
            cell.number("SCORE", product);
            if (count == 0) continue;
            shown += count;
            RecordQuery these = query;
            these.filters[score.likelihood] = {std::to_string(row)};
            these.filters[score.impact] = {std::to_string(column)};
            these.sort.clear();
            View some = cell.section("SOME");
            some.number("N", static_cast<std::int64_t>(count))
                .text("ADDRESS", list_address(definition, query_parameters(these)));
            some.text("WHAT",
                      fmt::format(" with {} {}, {} {}", lower(likelihood->label), row, lower(impact->label), column));
        }
    }
    if (shown < records.size())
        matrix.section("UNSCORED")
            .text("N", counted(records.size() - shown, definition.singular, lower(definition.title)));
}

} // namespace

bool has_figures(const RegisterDefinition& definition) {
    return !definition.scores.empty() ||
           std::any_of(definition.due.begin(), definition.due.end(), [](const DueRule& rule) { return rule.counted; });
}

void show_figures(View page, const Visit& visit, const RegisterDefinition& definition, const RecordQuery& query) {
    RecordQuery all = query;
    all.from = 0;
    all.count = 0;
    all.sort.clear();
    RecordPage found = visit.parts.records.search(visit.actor, all);
    if (found.records.empty()) return;
    View figures = page.include("FIGURES", "wb_figures.tpl");
    show_on_time(figures, definition, found.records, visit.parts.records.clock().today());
    for (const ScoreDefinition& score : definition.scores)
        show_matrix(figures, visit, definition, score, query, found.records);
}

http::AppResponse register_figures_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    RecordQuery query = read_query(visit, definition);
    Sheet sheet;
    View page = visit.page(sheet, "Figures: " + definition.title, "wb_register_figures.tpl");
    page.text("TITLE", definition.title);
    page.text("BACK", list_address(definition, query_parameters(query)));
    page.show("NONE", !has_figures(definition));
    show_figures(page, visit, definition, query);
    return visit.show(sheet);
}

} // namespace peelian
