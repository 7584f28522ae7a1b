// SPDX-License-Identifier: MIT
#include "reports/make.hpp"

#include "base/text.hpp"
#include "publish/markdown.hpp"
#include "publish/words.hpp"
#include "reports/maker.hpp"

#include <fmt/format.h>

namespace peelian {

std::string Report::folder() const { return fmt::format("{}/{}", kind, edition) + (code.empty() ? "" : "/" + code); }

std::string Report::name() const { return fmt::format("{}-{}", kind, edition) + (code.empty() ? "" : "-" + code); }

ReportTable Maker::start(std::string title, std::string first) {
    ReportTable table;
    table.title = fill(title);
    table.first = std::move(first);
    std::string base = slug(table.title).substr(0, 60);
    while (base.ends_with('-'))
        base.pop_back();
    if (base.empty()) base = "table";
    table.id = base;
    for (int n = 2; !ids.insert(table.id).second; ++n)
        table.id = fmt::format("{}-{}", base, n);
    return table;
}

std::string Maker::fill(std::string_view text) const {
    std::string out = replace_all(text, "{area}", site.area(area).name);
    out = replace_all(out, "{edition}", report.period);
    out = replace_all(out, "{data}", report.data.to_words());
    return replace_all(out, "{date}", site.date);
}

namespace {

/// Makes one block; `level` is that of the last heading.
void make_block(Maker& maker, const ReportBlock& block, int& level) {
    ReportPart part;
    auto take = [&](std::optional<ReportTable> table) {
        if (!table) return;
        add_marker_notes(*table);
        part.table = std::move(table);
    };
    std::visit(
        [&](const auto& what) {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, TextBlock>)
                part.html = html_of_markdown(maker.fill(what.markdown), level);
            else if constexpr (std::is_same_v<What, MeasureTable>) take(make_measure_table(maker, what));
            else if constexpr (std::is_same_v<What, FileTable>) take(make_file_table(maker, what));
            else if constexpr (std::is_same_v<What, PrintedBlock>) take(make_printed_table(maker, what));
            else if constexpr (std::is_same_v<What, InShort>) take(make_in_short(maker, what));
            else if constexpr (std::is_same_v<What, PrioritiesBlock>) take(make_priorities(maker));
            else if constexpr (std::is_same_v<What, PromisesBlock>) take(make_promises(maker, what));
            else if constexpr (std::is_same_v<What, ImpactBlock>) take(make_impact(maker, what));
            else if constexpr (std::is_same_v<What, RevisionsBlock>) take(make_revisions(maker));
            else if (what.breakdown >= 0) take(make_groups(maker, what));
            else take(make_chart(maker, what, part.drawn));
        },
        block.what);
    part.heading = level == 1 ? 2 : 3;
    if (!part.html.empty() || part.table) maker.report.parts.push_back(std::move(part));
}

} // namespace

Report make_report(const ReportDefinition& definition, const SiteContext& site, Month edition,
                   std::optional<AreaIndex> area, const EarlierFigures& earlier) {
    const ReportSource& source = *definition.source;
    Report report;
    report.kind = source.id;
    report.edition = edition.to_string();
    report.period = period_in_words(source.every, edition);
    report.data = edition - source.lag;
    report.of_measures = !definition.measures.empty();
    report.area = area;
    report.file = source.file.string();
    if (area) report.code = site.area(*area).code;
    AreaIndex about = area ? *area : site.forces.front();
    Maker maker{definition, site, earlier, report, about, {}, {}, {}};
    report.title = maker.fill(source.title);
    // What changed is told of all tables, wherever it stands among them.
    std::optional<std::size_t> revisions;
    int level = 1;
    for (const ReportBlock& block : definition.blocks) {
        if (std::holds_alternative<RevisionsBlock>(block.what)) revisions = report.parts.size();
        make_block(maker, block, level);
    }
    if (revisions) {
        ReportTable& table = *report.parts[*revisions].table;
        std::string id = table.id;
        maker.ids.erase(id);
        table = make_revisions(maker);
    }
    return report;
}

} // namespace peelian
