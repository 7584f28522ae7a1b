// SPDX-License-Identifier: MIT
#include "release/lineage.hpp"

#include "base/text.hpp"
#include "measures/evaluate.hpp"
#include "sources/inspect.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace peelian {
namespace {

std::string month_condition(const Dataset& dataset, const Address& address, const Measure& measure) {
    int months = std::max(months_in(address.kind), measure.step);
    Month first = address.last - (months - 1);
    std::string time = sql_name(dataset.with_role("time")->name);
    return fmt::format("{0} >= date '{1}-01' and {0} <= date '{2}-28'", time, first.to_string(),
                       address.last.to_string());
}

std::string area_condition(const Areas& areas, const Address& address) {
    const Area& area = areas[areas.at(address.area)];
    std::string force = areas[areas.force_of(areas.at(address.area))].code;
    auto boroughs_in = [&](AreaIndex around) {
        std::string codes;
        for (AreaIndex b : areas.boroughs_of(around))
            if (areas[b].kind == AreaKind::real) codes += (codes.empty() ? "" : ", ") + sql_text(areas[b].code);
        return codes.empty() ? "''" : codes;
    };
    switch (area.kind) {
    case AreaKind::no_location: return fmt::format("force_area = {} and borough_area is null", sql_text(force));
    case AreaKind::elsewhere:
        return fmt::format("force_area = {} and borough_area not in ({})", sql_text(force),
                           boroughs_in(areas.at(force)));
    case AreaKind::real: break;
    }
    if (area.level == Level::unit)
        return fmt::format("{} in ({})", k_borough_column, boroughs_in(areas.at(address.area)));
    std::string_view column = area.level == Level::force     ? k_force_column
                              : area.level == Level::borough ? k_borough_column
                                                             : k_ward_column;
    return fmt::format("{} = {}", column, sql_text(area.code));
}

std::string condition_of(const LoadedWorkspace& loaded, const Measure& m, const Address& address) {
    const Dataset& dataset = loaded.workspace->catalogue.dataset(m.dataset);
    std::string out = month_condition(dataset, address, m) + " and " + area_condition(loaded.workspace->areas, address);
    if (!m.where.empty()) out += "\n and (" + m.where + ")";
    if (!m.each_column.empty()) out += fmt::format("\n and {} = {}", sql_name(m.each_column), sql_text(m.each_value));
    if (!m.numerator.empty()) out += "\n and (" + m.numerator + ")";
    if (!address.breakdown.empty()) {
        if (dataset.find(address.breakdown) == nullptr)
            throw Error::usage("Dataset '{}' has no column '{}'", dataset.id, address.breakdown);
        out += address.group.empty()
                   ? fmt::format("\n and {} is null", sql_name(address.breakdown))
                   : fmt::format("\n and {}::varchar = {}", sql_name(address.breakdown), sql_text(address.group));
    }
    if (const DatasetColumn* level = dataset.with_role("level")) {
        bool ward = loaded.workspace->areas[loaded.workspace->areas.at(address.area)].level == Level::ward;
        out += fmt::format("\n and {} = '{}'", sql_name(level->name), ward ? "ward" : "borough");
    }
    return out;
}

} // namespace

std::string lineage_json(const LoadedWorkspace& loaded, const ReleaseContent& content) {
    nlohmann::ordered_json json;
    for (const MeasureData& data : content.data) {
        const Measure& m = *data.measure;
        nlohmann::ordered_json entry{{"id", m.id},
                                     {"title", m.title},
                                     {"kind", std::string(to_text(m.kind))},
                                     {"dataset", m.dataset},
                                     {"declared", std::filesystem::path(m.file).filename().string()},
                                     {"sql", data.sql}};
        json["measures"].push_back(std::move(entry));
    }
    for (const FactFile& fact : loaded.loaded.facts) {
        const SourceFile& file = loaded.loaded.report.files[fact.source_file];
        nlohmann::ordered_json entry{{"dataset", fact.dataset}, {"path", file.path}, {"sha256", file.sha256},
                                     {"preset", file.preset},   {"rows", file.rows}, {"rejected", file.rejected}};
        if (fact.only)
            for (Month month : *fact.only)
                entry["months"].push_back(month.to_string());
        json["facts"].push_back(std::move(entry));
    }
    return json.dump(1) + "\n";
}

std::string Address::to_string() const {
    std::string period = last.to_string();
    if (kind != PeriodKind::month) period = fmt::format("{}-{}", to_code(kind), period);
    std::string out = fmt::format("{}/{}/{}", measure, area, period);
    if (!breakdown.empty()) out += fmt::format("/{}={}", breakdown, group);
    return out;
}

Address parse_address(std::string_view text) {
    auto wrong = [&] {
        return Error::usage("'{}' is not the address of a figure", text)
            .hint("Write MEASURE/AREA/PERIOD[/BREAKDOWN=GROUP], as recorded-burglary/E09000012/2024-03; longer periods "
                  "are "
                  "named by their last month: quarter-2024-03, fy-2024-03, r12-2024-03.");
    };
    std::string_view rest = text;
    while (rest.starts_with("/"))
        rest.remove_prefix(1);
    auto take = [&]() -> std::string {
        auto at = rest.find('/');
        std::string part(rest.substr(0, at));
        rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
        return part;
    };
    Address address;
    address.measure = take();
    address.area = take();
    std::string period = take();
    if (address.measure.empty() || address.area.empty() || period.empty()) throw wrong();
    if (period.size() > 8) {
        auto kind = parse_period_kind(period.substr(0, period.size() - 8));
        if (!kind || period[period.size() - 8] != '-') throw wrong();
        address.kind = *kind;
        period = period.substr(period.size() - 7);
    }
    auto month = Month::parse(period);
    if (!month || period.size() != 7) throw wrong();
    address.last = *month;
    if (!rest.empty()) {
        auto equals = rest.find('=');
        if (equals == std::string_view::npos) throw wrong();
        address.breakdown = rest.substr(0, equals);
        address.group = rest.substr(equals + 1);
    }
    return address;
}

Explanation explain(LoadedWorkspace& loaded, const Measure& measure, const Address& address, std::size_t max_rows) {
    Explanation out;
    out.condition = condition_of(loaded, measure, address);
    const Dataset& dataset = loaded.workspace->catalogue.dataset(measure.dataset);
    const DatasetColumn* count = dataset.with_role("count");
    std::string amount =
        count == nullptr ? "count(*)::double" : fmt::format("coalesce(sum({}), 0)::double", sql_name(count->name));
    Connection connection = loaded.database->connect();
    for (const FactFile& fact : loaded.loaded.facts) {
        if (fact.dataset != measure.dataset) continue;
        int months = std::max(months_in(address.kind), measure.step);
        bool in_period =
            std::ranges::any_of(fact.months, [&](Month m) { return m <= address.last && m > address.last - months; });
        if (!in_period) continue;
        std::string relation = facts_relation({fact}, fact.dataset);
        Result rows = connection.query(fmt::format("select {} from {} where {}", amount, relation, out.condition));
        if (!rows.next() || rows.real(0) == 0) continue;
        const SourceFile& file = loaded.loaded.report.files[fact.source_file];
        out.files.push_back({file.path, file.sha256, rows.real(0), file.rejected});
        if (out.rows.size() >= max_rows) continue;
        Inspection inspection = inspect((loaded.workspace->root / file.path).lexically_normal(),
                                        loaded.workspace->catalogue, {file.preset}, true);
        if (inspection.preset == nullptr || inspection.preset->format != "csv") continue;
        FactStore store(loaded.workspace->cache() / "facts", loaded.workspace->catalogue, loaded.workspace->places,
                        *loaded.database, FactStore::places_are_there);
        Result found =
            connection.query(store.numbered_statement(inspection, out.condition, max_rows - out.rows.size()));
        while (found.next()) {
            SourceRow row{file.path, static_cast<std::uint64_t>(found.integer(0)), ""};
            for (std::size_t c = 1; c < found.columns(); ++c)
                if (!found.null(c))
                    row.text += fmt::format("{}{}={}", row.text.empty() ? "" : "; ", found.name(c), found.text(c));
            out.rows.push_back(std::move(row));
        }
    }
    return out;
}

} // namespace peelian
