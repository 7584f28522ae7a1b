// SPDX-License-Identifier: MIT
#include "measures/definitions.hpp"

#include "base/text.hpp"
#include "measures/kind_keys.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace peelian {
namespace {

const std::vector<std::string> k_kinds{"count",    "rate",  "proportion",  "share",        "ratio",        "stock",
                                       "sum",      "mean",  "survey",      "gap",          "repeat",       "funnel",
                                       "duration", "index", "reoffending", "standardised", "concentration"};
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
        breaks.push_back({*month, entry.text("reason"), entry.line()});
        if (trim(breaks.back().reason).empty())
            throw entry.error("reason", "A break needs its reason, a sentence for readers");
        entry.done();
    }
    std::ranges::sort(breaks, {}, &SeriesBreak::from);
    return breaks;
}

std::vector<Companion> read_companions(const TomlTable& table) {
    std::vector<Companion> companions;
    for (const TomlTable& entry : table.tables("companion")) {
        Companion c;
        c.measure = entry.text_or("measure", "");
        c.title = entry.text_or("title", "");
        if (c.measure.empty() == c.title.empty())
            throw entry.error("measure", "A companion is another measure, or, where nobody has the figures yet, the "
                                         "'title' of what would tell");
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
            throw table.error("areas", fmt::format("'{}' is not a level; expected force, unit, borough or ward", text));
        measure.levels.push_back(*level);
    }
}

double usual_per(MeasureKind kind) {
    if (kind == MeasureKind::rate) return 1000;
    return kind == MeasureKind::standardised ? 100000 : 1;
}

bool is_usually_percent(const Measure& m) {
    if (is_part_of_base(m) || m.kind == MeasureKind::share) return true;
    return (m.kind == MeasureKind::survey && m.value.empty()) ||
           (m.kind == MeasureKind::concentration && m.form == "top") ||
           (m.kind == MeasureKind::reoffending && m.of == "share");
}

int usual_decimals(const Measure& m) {
    if (m.percent) return 1;
    switch (m.kind) {
    case MeasureKind::rate:
    case MeasureKind::mean:
    case MeasureKind::survey:
    case MeasureKind::standardised:
    case MeasureKind::gap: return 1;
    case MeasureKind::ratio:
    case MeasureKind::reoffending:
    case MeasureKind::concentration: return 2;
    default: return 0;
    }
}

Measure read_measure(const TomlTable& table) {
    Measure m;
    m.file = table.file();
    m.line = table.line();
    m.id = table.text("id");
    m.title = table.text("title");
    if (table.has("plural")) m.plural = table.boolean_or("plural", false);
    m.unit = table.text_or("unit", "");
    m.description = table.text_or("description", "");
    m.outcome = table.text_or("outcome", "");
    m.theme = table.text_or("theme", "");
    m.kind = place_of<MeasureKind>(k_kinds, table.choice("kind", k_kinds));
    if (!is_derived(m)) m.dataset = table.text("dataset");
    m.better = place_of<Better>(k_better, table.choice_or("better", k_better, "neither"));
    m.where = table.text_or("where", "");
    m.numerator = table.text_or("numerator", "");
    m.denominator = table.text_or("denominator", "");
    m.value = table.text_or("value", "");
    m.value_of_force = table.text_or("value_of_force", "");
    m.against = table.text_or("against", "");
    read_kind_keys(m, table);
    m.per = table.real_or("per", usual_per(m.kind));
    m.percent = table.boolean_or("percent", is_usually_percent(m));
    m.decimals = static_cast<int>(table.integer_or("decimals", usual_decimals(m)));
    m.step = static_cast<int>(table.integer_or("step", m.kind == MeasureKind::survey ? 3 : 1));
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
    auto expressions = kind_expressions(m);
    expressions.insert(expressions.end(), {{"where", m.where},
                                           {"numerator", m.numerator},
                                           {"value", m.value},
                                           {"denominator", m.denominator},
                                           {"value_of_force", m.value_of_force}});
    for (const auto& [key, text] : expressions) {
        bool is_name = key == "denominator" && text == "population";
        std::string why;
        if (text.empty() || is_name || is_expression(connection, text, columns, why)) continue;
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
    for (const auto& [key, name] : kind_columns(m))
        known(key, name);
    auto needs = [&](bool condition, std::string_view key, std::string_view what) {
        if (!condition)
            throw table.error("kind", fmt::format("A measure of kind '{}' needs '{}', {}", to_text(m.kind), key, what));
    };
    needs(m.kind != MeasureKind::proportion || !m.numerator.empty(), "numerator", "a condition in SQL");
    bool of_value = m.kind == MeasureKind::sum || m.kind == MeasureKind::stock || m.kind == MeasureKind::mean;
    needs(!of_value || !m.value.empty(), "value", "an SQL expression");
    needs(m.kind != MeasureKind::ratio || !m.against.empty(), "against", "the group all others are held against");
    needs(m.kind != MeasureKind::ratio || m.breakdowns.size() == 1, "breakdowns", "exactly one");
    auto needs_role = [&](bool condition, std::string_view role, std::string_view what) {
        if (condition && dataset.with_role(role) == nullptr)
            throw table.error("dataset", fmt::format("A measure of kind '{}' needs a dataset with {}; '{}' has no "
                                                     "column of role '{}'",
                                                     to_text(m.kind), what, dataset.id, role));
    };
    needs_role(m.kind == MeasureKind::duration || m.mature > 0, "as_of", "the day the extract was made");
    needs_role(m.kind == MeasureKind::repeat, "day", "the day of the event");
}

/// What a derived measure takes from the one it follows: dataset, periods, unit.
void take_from(Measure& m, const Measure& of) {
    m.dataset = of.dataset;
    m.step = of.step;
    m.overlap = of.overlap;
    if (m.kind == MeasureKind::index) return;
    bool relative = m.form == "relative";
    m.percent = !relative && of.percent;
    if (relative) m.decimals = 2;
    else m.decimals = of.decimals;
    if (m.unit.empty()) m.unit = relative ? "times" : of.unit;
}

/// Finds what derived measures follow. Those whose measure has no data go with it.
void link_derived(std::vector<Measure>& measures, bool any_left_out) {
    std::vector<std::string> ids;
    for (const Measure& m : measures)
        if (!is_derived(m)) ids.push_back(m.id);
    std::set<std::string> without;
    for (Measure& m : measures) {
        if (!is_derived(m)) continue;
        std::vector<std::string> wanted{m.of};
        if (m.kind == MeasureKind::index) {
            wanted.clear();
            for (const IndexPart& part : m.parts)
                wanted.push_back(part.measure);
        }
        for (const std::string& id : wanted) {
            auto found = std::ranges::find_if(measures, [&](const Measure& o) { return o.id == id && !is_derived(o); });
            if (found == measures.end()) {
                without.insert(m.id);
                if (any_left_out) continue;
                auto near = nearest(id, ids);
                throw Error::input("Measure '{}' follows '{}', which is not a measure with data of its own{}", m.id, id,
                                   near ? fmt::format("; did you mean '{}'?", *near) : "")
                    .at(m.file, m.line);
            }
            if (!m.dataset.empty() && (found->step != m.step || found->overlap != m.overlap))
                throw Error::input("The parts of index '{}' must have the same 'step'; that of '{}' is {} months", m.id,
                                   id, found->step)
                    .at(m.file, m.line);
            take_from(m, *found);
        }
    }
    std::erase_if(measures, [&](const Measure& m) { return without.contains(m.id); });
}

/// What a contested measure is read with must be declared, be there data for it or not.
void check_companions(const std::vector<Measure>& measures, const std::vector<std::string>& declared) {
    auto check = [&](const Measure& m, const std::string& id) {
        if (std::ranges::any_of(declared, [&](const std::string& one) { return matches_glob(id, one); })) return;
        auto near = nearest(id, declared);
        throw Error::input("Measure '{}' is to be read with '{}', which no measure is", m.id, id)
            .at(m.file, m.line)
            .hint(near ? fmt::format("Did you mean '{}'?", *near) : "Declare it, or take it out.");
    };
    for (const Measure& m : measures) {
        for (const std::string& id : m.triangulate)
            check(m, id);
        for (const Companion& companion : m.companions)
            if (!companion.measure.empty()) check(m, companion.measure);
    }
}

} // namespace

std::string_view to_text(MeasureKind kind) { return k_kinds[static_cast<std::size_t>(kind)]; }
std::string_view to_text(Better better) { return k_better[static_cast<std::size_t>(better)]; }

std::vector<std::string> declared_measures(std::span<const std::filesystem::path> files) {
    std::vector<std::string> ids;
    for (const auto& path : files)
        for (const TomlTable& table : read_toml(path).tables("measure")) {
            ids.push_back(table.text("id"));
            for (std::string_view part : {"{slug}", "{value}", "{lower}"})
                ids.back() = replace_all(ids.back(), part, "*");
        }
    return ids;
}

bool is_declared(std::string_view id, std::span<const std::string> declared) {
    return std::ranges::any_of(declared, [&](const std::string& pattern) { return matches_glob(id, pattern); });
}

std::vector<Measure> read_measures(std::span<const std::filesystem::path> files, const Catalogue& catalogue,
                                   Connection& connection, const ValuesOf& values_of,
                                   const std::function<bool(const std::string&)>& keep) {
    std::vector<Measure> measures;
    bool any_left_out = false;
    for (const auto& path : files) {
        TomlTable file = read_toml(path);
        for (const TomlTable& table : file.tables("measure")) {
            Measure pattern = read_measure(table);
            pattern.each_column = table.text_or("each", "");
            std::vector<std::string> values = table.texts("values");
            std::vector<std::string> contested = table.texts("contested");
            table.done();
            if (is_derived(pattern)) {
                measures.push_back(pattern);
                continue;
            }
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
            if (!keep(pattern.dataset)) {
                any_left_out = true;
                continue;
            }
            if (pattern.kind == MeasureKind::funnel) {
                pattern.breakdowns.emplace_back(k_stage_breakdown);
                if (!pattern.reason.empty()) pattern.breakdowns.emplace_back(k_lost_breakdown);
            }
            if (pattern.each_column.empty()) measures.push_back(pattern);
            else
                expand(measures, pattern, table, joined(values, values_of(pattern.dataset, pattern.each_column)),
                       contested);
        }
        file.done();
    }
    check_companions(measures, declared_measures(files));
    link_derived(measures, any_left_out);
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

void check_breaks(const MeasureData& data) {
    const Measure& m = *data.measure;
    if (data.length == 0) return;
    Month last = data.month_at(data.length - 1);
    for (const SeriesBreak& b : m.breaks) {
        auto wrong = [&](const std::string& what) {
            return Error::input("{}: the break from {} {}", m.id, b.from.to_string(), what)
                .at(m.file, b.line > 0 ? b.line : m.line);
        };
        if (b.from > last)
            throw wrong(fmt::format("comes after its data, which end with {}", last.to_words()))
                .hint("A break is the first month that is counted anew; leave it out until there is one.");
        // The period a month lies in begins step - 1 months before the period's last.
        int into = (b.from - data.first + (m.step - 1)) % m.step;
        if (into < 0) into += m.step;
        if (into != 0)
            throw wrong(fmt::format("is not the first month of one of its periods of {} months", m.step))
                .hint(fmt::format("The period it lies in begins with {}.", (b.from - into).to_words()));
    }
}

} // namespace peelian
