// SPDX-License-Identifier: MIT
#include "measures/kind_keys.hpp"

#include <fmt/format.h>

namespace peelian {
namespace {

const std::vector<std::string> k_gap_forms{"absolute", "relative"};
const std::vector<std::string> k_concentration_forms{"top", "gini"};
const std::vector<std::string> k_reoffending{"share", "frequency", "per_reoffender", "severity"};

Error lacks(const TomlTable& table, const Measure& m, std::string_view key, std::string_view what) {
    return table.error("kind", fmt::format("A measure of kind '{}' needs '{}', {}", to_text(m.kind), key, what));
}

std::string needed(const TomlTable& table, const Measure& m, std::string_view key, std::string_view what) {
    auto text = table.maybe_text(key);
    if (!text || text->empty()) throw lacks(table, m, key, what);
    return *text;
}

int months_or(const TomlTable& table, std::string_view key, int otherwise) {
    auto n = table.integer_or(key, otherwise);
    if (n < 0 || n > 240) throw table.error(key, fmt::format("'{}' must be between 0 and 240 months", key));
    return static_cast<int>(n);
}

void read_gap(Measure& m, const TomlTable& table) {
    m.of = needed(table, m, "of", "the id of the measure whose values are compared");
    m.form = table.choice_or("form", k_gap_forms, "absolute");
    m.breakdown = table.text_or("breakdown", "");
    m.group = table.text_or("group", "");
    m.against_area = table.text_or("against_area", "");
    bool groups = !m.breakdown.empty() && !m.group.empty() && !m.against.empty();
    bool some = !m.breakdown.empty() || !m.group.empty() || !m.against.empty();
    if (groups == !m.against_area.empty() || (some && !groups))
        throw lacks(table, m, "against_area",
                    "an area's code, 'force' or 'rest'; or else 'breakdown', 'group' and 'against' together");
}

void read_funnel(Measure& m, const TomlTable& table) {
    for (const TomlTable& stage : table.tables("stage")) {
        m.stages.push_back({stage.text("title"), stage.text("where")});
        stage.done();
    }
    if (m.stages.empty()) throw lacks(table, m, "stage", "at least one [[measure.stage]] with 'title' and 'where'");
    m.reason = table.text_or("reason", "");
    m.mature = months_or(table, "mature", 0);
}

void read_duration(Measure& m, const TomlTable& table) {
    m.start = needed(table, m, "start", "an SQL date");
    m.end = needed(table, m, "end", "an SQL date that is null while the case is open");
    for (const std::string& text : table.texts("quantiles")) {
        double q = 0;
        try {
            q = std::stod(text);
        } catch (const std::exception&) {
            q = 0;
        }
        if (!(q > 0 && q < 1))
            throw table.error("quantiles", fmt::format("'{}' is not a quantile; expected one like \"0.75\"", text));
        m.quantiles.push_back(q);
    }
}

void read_standardised(Measure& m, const TomlTable& table) {
    m.age = needed(table, m, "age", "the column of age groups");
    for (const TomlTable& band : table.tables("standard")) {
        double people = band.real_or("people", 0);
        if (!(people > 0)) throw band.error("people", "'people' must be above 0");
        m.standard.push_back({band.text("group"), people});
        band.done();
    }
    if (m.standard.empty())
        throw lacks(table, m, "standard",
                    "the [[measure.standard]] population: 'group' and 'people' of each age group");
}

void read_concentration(Measure& m, const TomlTable& table) {
    m.place = needed(table, m, "place", "the column that names a place");
    m.form = table.choice_or("form", k_concentration_forms, "top");
    m.top = table.real_or("top", 0.1);
    if (!(m.top > 0 && m.top < 1)) throw table.error("top", "'top' must be between 0 and 1");
}

void read_index(Measure& m, const TomlTable& table) {
    for (const TomlTable& part : table.tables("part")) {
        m.parts.push_back({part.text("measure"), part.real_or("weight", 1)});
        if (!(m.parts.back().weight > 0)) throw part.error("weight", "'weight' must be above 0");
        part.done();
    }
    if (m.parts.empty()) throw lacks(table, m, "part", "at least one [[measure.part]] with 'measure' and 'weight'");
}

} // namespace

void read_kind_keys(Measure& m, const TomlTable& table) {
    switch (m.kind) {
    case MeasureKind::ratio:
        m.base = table.text_or("base", "");
        m.base_title = table.text_or("base_title", "");
        m.unknown = table.texts("unknown");
        break;
    case MeasureKind::stock: m.total = table.boolean_or("total", false); break;
    case MeasureKind::survey:
        if (m.value.empty() == m.numerator.empty())
            throw lacks(table, m, "value", "an SQL number, or else 'numerator', a condition");
        m.weight = table.text_or("weight", "");
        m.stratum = table.text_or("stratum", "");
        m.cluster = table.text_or("cluster", "");
        break;
    case MeasureKind::gap: read_gap(m, table); break;
    case MeasureKind::repeat:
        m.victim = needed(table, m, "victim", "the column of the victim's pseudonym");
        m.same = table.text_or("same", "");
        m.days = static_cast<int>(table.integer_or("days", 365));
        if (m.days < 1 || m.days > 3660) throw table.error("days", "'days' must be between 1 and 3660");
        break;
    case MeasureKind::funnel: read_funnel(m, table); break;
    case MeasureKind::duration: read_duration(m, table); break;
    case MeasureKind::index: read_index(m, table); break;
    case MeasureKind::reoffending:
        m.of = table.choice_or("of", k_reoffending, "share");
        m.mature = months_or(table, "mature", 18);
        m.mix = table.text_or("mix", "");
        if (!m.mix.empty() && m.of == "per_reoffender")
            throw table.error("mix", "Only 'share', 'frequency' and 'severity' can be held at a mix");
        if (m.value.empty()) m.value = m.of == "severity" ? "severity" : "reoffences";
        break;
    case MeasureKind::standardised: read_standardised(m, table); break;
    case MeasureKind::concentration: read_concentration(m, table); break;
    default: break;
    }
}

std::vector<std::pair<std::string_view, std::string>> kind_expressions(const Measure& m) {
    std::vector<std::pair<std::string_view, std::string>> out{{"base", m.base},       {"weight", m.weight},
                                                              {"stratum", m.stratum}, {"cluster", m.cluster},
                                                              {"start", m.start},     {"end", m.end}};
    for (const Stage& stage : m.stages)
        out.emplace_back("stage", stage.where);
    return out;
}

std::vector<std::pair<std::string_view, std::string>> kind_columns(const Measure& m) {
    return {{"victim", m.victim}, {"same", m.same},   {"reason", m.reason},
            {"age", m.age},       {"place", m.place}, {"mix", m.mix}};
}

} // namespace peelian
