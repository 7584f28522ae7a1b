// SPDX-License-Identifier: MIT
#include "measures/definitions.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace peelian {
namespace {

const std::vector<std::string> k_kinds{"count", "rate", "proportion", "share", "ratio", "stock", "sum"};
const std::vector<std::string> k_speaks_of{"offending", "reporting"};
const std::vector<std::string> k_moves{"with", "against"};
const std::vector<std::string> k_better{"up", "down", "representative", "contested", "neither"};

template <typename T> T place_of(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<T>(std::ranges::find(names, name) - names.begin());
}

std::vector<SeriesBreak> read_breaks(const TomlTable& table) {
    std::vector<SeriesBreak> breaks;
    for (const TomlTable& entry : table.tables("break")) {
        std::string from = entry.text("from");
        auto month = Month::parse(from);
        if (!month) throw entry.error("from", fmt::format("'{}' is not a month; expected YYYY-MM", from));
        breaks.push_back({*month, entry.text("reason")});
        entry.done();
    }
    std::ranges::sort(breaks, {}, &SeriesBreak::from);
    return breaks;
}

std::vector<Companion> read_companions(const TomlTable& table) {
    std::vector<Companion> companions;
    for (const TomlTable& entry : table.tables("companion")) {
        Companion c;
        c.measure = entry.text("measure");
        c.of_offending = entry.choice("speaks_of", k_speaks_of) == k_speaks_of[0];
        c.moves_with_it = entry.choice_or("moves", k_moves, "with") == k_moves[0];
        companions.push_back(c);
        entry.done();
    }
    return companions;
}

void read_areas(Measure& measure, const TomlTable& table) {
    std::vector<std::string> levels = table.texts("areas");
    if (levels.empty()) levels = {"force", "borough", "ward"};
    for (const std::string& text : levels) {
        auto level = parse_level(text);
        if (!level)
            throw table.error("areas", fmt::format("'{}' is not a level; expected force, borough or ward", text));
        measure.levels.push_back(*level);
    }
}

Measure read_measure(const TomlTable& table) {
    Measure m;
    m.file = table.file();
    m.line = table.line();
    m.id = table.text("id");
    m.title = table.text("title");
    m.unit = table.text_or("unit", "");
    m.description = table.text_or("description", "");
    m.outcome = table.text_or("outcome", "");
    m.theme = table.text_or("theme", "");
    m.dataset = table.text("dataset");
    m.kind = place_of<MeasureKind>(k_kinds, table.choice("kind", k_kinds));
    m.better = place_of<Better>(k_better, table.choice_or("better", k_better, "neither"));
    m.where = table.text_or("where", "");
    m.numerator = table.text_or("numerator", "");
    m.denominator = table.text_or("denominator", "");
    m.value = table.text_or("value", "");
    m.value_of_force = table.text_or("value_of_force", "");
    m.against = table.text_or("against", "");
    m.per = table.real_or("per", m.kind == MeasureKind::rate ? 1000 : 1);
    m.percent = table.boolean_or("percent", m.kind == MeasureKind::proportion || m.kind == MeasureKind::share);
    int usual_decimals = m.percent || m.kind == MeasureKind::rate ? 1 : m.kind == MeasureKind::ratio ? 2 : 0;
    m.decimals = static_cast<int>(table.integer_or("decimals", usual_decimals));
    m.step = static_cast<int>(table.integer_or("step", 1));
    m.overlap = static_cast<int>(table.integer_or("overlap", 1));
    m.breakdowns = table.texts("breakdowns");
    m.triangulate = table.texts("triangulate");
    m.companions = read_companions(table);
    m.breaks = read_breaks(table);
    read_areas(m, table);
    if (m.step != 1 && m.step != 3 && m.step != 12) throw table.error("step", "'step' must be 1, 3 or 12 months");
    return m;
}

/// What the template names is always there, and what the data have beside it.
std::vector<std::string> joined(std::vector<std::string> named, const std::vector<std::string>& found) {
    for (const std::string& value : found)
        if (std::ranges::find(named, value) == named.end()) named.push_back(value);
    return named;
}

/// Adds the measures of a template: {value}, {lower} and {slug} stand for each value.
void expand(std::vector<Measure>& out, const Measure& pattern, const TomlTable& table, std::vector<std::string> values,
            const std::vector<std::string>& contested) {
    std::ranges::sort(values);
    for (const std::string& value : values) {
        Measure m = pattern;
        std::map<std::string, std::string> names{
            {"value", value},
            {"lower", lower(value.substr(0, 1)) + value.substr(std::min<std::size_t>(1, value.size()))},
            {"slug", slug(value)}};
        m.id = fill_template(pattern.id, names);
        m.title = fill_template(pattern.title, names);
        m.description = fill_template(pattern.description, names);
        m.each_value = value;
        if (std::ranges::find(contested, value) != contested.end()) m.better = Better::contested;
        out.push_back(std::move(m));
    }
    if (pattern.id.find('{') == std::string::npos)
        throw table.error("id", "The id of a template must contain {slug}, or all its measures share one");
}

std::vector<std::string> typed_columns(const Dataset& dataset) {
    std::vector<std::string> columns;
    for (const DatasetColumn& column : dataset.columns)
        columns.push_back(fmt::format("null::{} as {}", column.type, sql_name(column.name)));
    for (std::string_view name : {"force_area", "borough_area", "ward_area"})
        columns.push_back(fmt::format("null::varchar as {}", name));
    return columns;
}

void check_sql(const Measure& m, const TomlTable& table, const Dataset& dataset, Connection& connection) {
    std::vector<std::string> columns = typed_columns(dataset);
    for (auto [key, text] : {std::pair{"where", &m.where},
                             {"numerator", &m.numerator},
                             {"value", &m.value},
                             {"denominator", &m.denominator},
                             {"value_of_force", &m.value_of_force}}) {
        bool is_name = std::string_view(key) == "denominator" && *text == "population";
        std::string why;
        if (text->empty() || is_name || is_expression(connection, *text, columns, why)) continue;
        std::vector<std::string> names;
        for (const DatasetColumn& column : dataset.columns)
            names.push_back(column.name);
        throw table
            .error(key,
                   fmt::format("'{}' of measure '{}' is not SQL over dataset '{}': {}", key, m.id, dataset.id, why))
            .hint("Its columns: " + join(names, ", ") + ".");
    }
}

void check_columns(const Measure& m, const TomlTable& table, const Dataset& dataset) {
    std::vector<std::string> names;
    for (const DatasetColumn& column : dataset.columns)
        names.push_back(column.name);
    auto known = [&](std::string_view key, const std::string& name) {
        if (name.empty() || dataset.find(name) != nullptr) return;
        auto near = nearest(name, names);
        throw table
            .error(key, fmt::format("Dataset '{}' has no column '{}'{}", dataset.id, name,
                                    near ? fmt::format("; did you mean '{}'?", *near) : ""))
            .hint("Its columns: " + join(names, ", ") + ".");
    };
    for (const std::string& breakdown : m.breakdowns)
        known("breakdowns", breakdown);
    known("each", m.each_column);
    auto needs = [&](bool condition, std::string_view key, std::string_view what) {
        if (!condition)
            throw table.error("kind", fmt::format("A measure of kind '{}' needs '{}', {}", to_text(m.kind), key, what));
    };
    needs(m.kind != MeasureKind::proportion || !m.numerator.empty(), "numerator", "a condition in SQL");
    needs((m.kind != MeasureKind::sum && m.kind != MeasureKind::stock) || !m.value.empty(), "value",
          "an SQL expression");
    needs(m.kind != MeasureKind::ratio || !m.against.empty(), "against", "the group all others are held against");
    needs(m.kind != MeasureKind::ratio || m.breakdowns.size() == 1, "breakdowns", "exactly one");
}

} // namespace

std::string_view to_text(MeasureKind kind) { return k_kinds[static_cast<std::size_t>(kind)]; }
std::string_view to_text(Better better) { return k_better[static_cast<std::size_t>(better)]; }

std::vector<Measure> read_measures(std::span<const std::filesystem::path> files, const Catalogue& catalogue,
                                   Connection& connection, const ValuesOf& values_of,
                                   const std::function<bool(const std::string&)>& keep) {
    std::vector<Measure> measures;
    for (const auto& path : files) {
        TomlTable file = read_toml(path);
        for (const TomlTable& table : file.tables("measure")) {
            Measure pattern = read_measure(table);
            pattern.each_column = table.text_or("each", "");
            std::vector<std::string> values = table.texts("values");
            std::vector<std::string> contested = table.texts("contested");
            table.done();
            auto dataset = catalogue.datasets.find(pattern.dataset);
            if (dataset == catalogue.datasets.end()) {
                std::vector<std::string> names;
                for (const auto& [id, d] : catalogue.datasets)
                    names.push_back(id);
                auto near = nearest(pattern.dataset, names);
                throw table
                    .error("dataset", fmt::format("There is no dataset '{}'{}", pattern.dataset,
                                                  near ? fmt::format("; did you mean '{}'?", *near) : ""))
                    .hint("Datasets: " + join(names, ", ") + ".");
            }
            check_columns(pattern, table, dataset->second);
            check_sql(pattern, table, dataset->second, connection);
            if (!keep(pattern.dataset)) continue;
            if (pattern.each_column.empty()) measures.push_back(pattern);
            else
                expand(measures, pattern, table, joined(values, values_of(pattern.dataset, pattern.each_column)),
                       contested);
        }
        file.done();
    }
    std::map<std::string, const Measure*> ids;
    for (const Measure& m : measures) {
        if (slug(m.id) != m.id)
            throw Error::input("Measure id '{}' must be lower case letters, digits and hyphens", m.id)
                .at(m.file, m.line);
        auto [at, fresh] = ids.emplace(m.id, &m);
        if (!fresh)
            throw Error::input("Measure '{}' is declared twice, first in {}:{}", m.id, at->second->file,
                               at->second->line)
                .at(m.file, m.line);
    }
    return measures;
}

} // namespace peelian
