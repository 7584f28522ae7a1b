// SPDX-License-Identifier: MIT
// Areas side by side, and the downloads.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/pages.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace peelian {
namespace {

/// A table holds so many measures beside each other, for paper.
constexpr std::size_t k_columns = 6;

/// Units bear names such as "North", which tell little in a list of all areas.
std::string name_of(const Area& area) { return area.level == Level::unit ? area.name + " (command unit)" : area.name; }

std::string cell_of(const MeasureIndex& index, AreaIndex area) {
    if (index.whole[area] < 0) return "";
    const Digest& d = index.digests[static_cast<std::size_t>(index.whole[area])];
    if (d.numbered && index.judged && d.latest.last == *index.judged) return value_text(*index.measure, d.latest.value);
    return d.latest.flag == Flag::suppressed ? "[c]" : "[x]";
}

void fill_table(View theme, const SiteContext& site, const std::vector<const MeasureIndex*>& columns,
                const std::string& caption) {
    View table = theme.section("TABLE").text("CAPTION", caption);
    for (const MeasureIndex* m : columns) {
        View head = table.section("COLUMN").text("NAME", m->measure->title);
        head.text("ADDRESS", address::measure(m->measure->id));
        head.text("PERIOD", m->judged ? short_period(label_kind(*m->measure), *m->judged) : "");
    }
    for (const auto* level : {&site.forces, &site.units, &site.boroughs})
        for (AreaIndex a : *level) {
            if (site.area(a).kind != AreaKind::real) continue;
            if (std::ranges::all_of(columns, [&](auto* m) { return m->whole[a] < 0; })) continue;
            View row = table.section("ROW")
                           .text("NAME", name_of(site.area(a)))
                           .text("ADDRESS", address::area(site.area(a).code));
            for (const MeasureIndex* m : columns)
                row.section("CELL").text("V", cell_of(*m, a));
        }
}

} // namespace

void compare_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Compare areas", "compare", {}, site.compare_js.address};
    View page = start_page(sheet, site, head, "compare.tpl");
    std::vector<std::string> themes;
    for (const MeasureIndex& m : site.measures) {
        if (std::ranges::find(themes, m.measure->theme) == themes.end()) themes.push_back(m.measure->theme);
        page.section("MEASURE")
            .text("ID", m.measure->id)
            .text("NAME", m.measure->title)
            .text("UNIT", unit_words(*m.measure))
            .fixed("PERCENT", m.measure->percent ? "1" : "")
            .fixed("KIND", to_code(base_kind(*m.measure)))
            .text("JSON", address::measure_json(m.measure->id));
    }
    for (const auto* level : {&site.forces, &site.units, &site.boroughs})
        for (AreaIndex a : *level)
            if (site.area(a).kind == AreaKind::real)
                page.section("AREA").text("CODE", site.area(a).code).text("NAME", name_of(site.area(a)));
    for (const std::string& theme : themes) {
        std::string title = theme.empty() ? "Measures" : theme;
        View part = page.section("THEME").text("THEME", title);
        std::vector<const MeasureIndex*> columns;
        std::size_t nth = 1;
        auto flush = [&] {
            if (columns.empty()) return;
            fill_table(part, site, columns, nth == 1 ? title : fmt::format("{}, part {}", title, nth));
            ++nth;
            columns.clear();
        };
        for (const MeasureIndex& m : site.measures) {
            if (m.measure->theme != theme) continue;
            columns.push_back(&m);
            if (columns.size() == k_columns) flush();
        }
        flush();
    }
}

void data_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Data", "data", {}, {}};
    View page = start_page(sheet, site, head, "data.tpl");
    page.text("COUNT", counted(site.measures.size(), "measure"));
    for (const MeasureIndex& m : site.measures) {
        View row =
            page.section("MEASURE").text("NAME", m.measure->title).text("ADDRESS", address::measure(m.measure->id));
        row.text("CSV", address::measure_csv(m.measure->id)).text("CSVW", address::measure_csvw(m.measure->id));
        row.text("JSON", address::measure_json(m.measure->id)).text("ID", m.measure->id);
    }
    page.show("PRIORITIES", !site.content.packs.empty());
    page.show("IMPACT", site.content.impact.any());
    page.show("CLAIMS", site.content.claims.any());
    std::optional<View> registers;
    for (const RegisterIndex& index : site.records.registers()) {
        const RegisterDefinition& definition = index.all->definition;
        if (!registers) registers = page.section("REGISTERS");
        View row = registers->section("REGISTER").text("ADDRESS", index.address).text("NAME", definition.title);
        row.text("CSV", address::record_csv(definition.id)).text("CSVW", address::record_csvw(definition.id));
        row.text("JSON", address::record_json(definition.id));
        row.maybe("MOVES", definition.public_history ? address::record_csv(definition.id, "moves") : "");
        row.maybe("ON_TIME", index.all->on_time.empty() ? "" : address::record_csv(definition.id, "on-time"));
    }
    if (site.content.evaluations.empty()) return;
    View evaluations = page.section("EVALUATIONS");
    for (const EvaluationReport& r : site.content.evaluations)
        evaluations.section("EVALUATION")
            .text("ADDRESS", address::evaluation(r.evaluation.id))
            .text("NAME", r.evaluation.title)
            .text("ID", r.evaluation.id)
            .text("CSV", address::evaluation_csv(r.evaluation.id))
            .text("JSON", address::evaluation_json(r.evaluation.id));
}

} // namespace peelian
