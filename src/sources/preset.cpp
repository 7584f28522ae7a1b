// SPDX-License-Identifier: MIT
#include "sources/preset.hpp"

#include "base/files.hpp"
#include "base/month.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> k_types{"text", "integer", "real", "date", "month", "timestamp", "boolean"};
const std::vector<std::string> k_roles{"time",     "day",      "as_of",   "force",  "small_area", "ward",
                                       "district", "category", "count",   "level",  "value",      "group",
                                       "person",   "weight",   "stratum", "cluster"};

std::string sql_type(std::string_view type) {
    if (type == "integer") return "BIGINT";
    if (type == "real") return "DOUBLE";
    if (type == "date" || type == "month") return "DATE";
    if (type == "timestamp") return "TIMESTAMPTZ";
    if (type == "boolean") return "BOOLEAN";
    return "VARCHAR";
}

RawColumn read_raw_column(const TomlTable& columns, const std::string& name) {
    RawColumn column;
    column.name = name;
    column.spelled = {name};
    TomlTable table = columns.table(name);
    column.type = sql_type(table.choice_or("type", k_types, "text"));
    column.optional = table.boolean_or("optional", false);
    for (std::string& spelling : table.texts("spelled"))
        if (spelling != name) column.spelled.push_back(std::move(spelling));
    table.done();
    return column;
}

/// `"Month" = "month"` or `"Month" = {type = "month", spelled = [...], optional = true}`.
std::vector<RawColumn> read_raw_columns(const TomlTable& columns) {
    std::vector<RawColumn> out;
    for (const std::string& name : columns.keys()) {
        bool is_table = false;
        try {
            is_table = columns.maybe_table(name).has_value();
        } catch (const Error&) {
            is_table = false; // a plain text: the type alone
        }
        if (is_table) out.push_back(read_raw_column(columns, name));
        else out.push_back({name, {name}, sql_type(columns.choice(name, k_types)), false});
    }
    return out;
}

template <typename Map> std::vector<std::string> names_of(const Map& map) {
    std::vector<std::string> names;
    for (const auto& [name, value] : map)
        names.push_back(name);
    return names;
}

template <typename Map>
const typename Map::mapped_type& find_or_throw(const Map& map, std::string_view id, std::string_view what) {
    auto found = map.find(std::string(id));
    if (found != map.end()) return found->second;
    auto names = names_of(map);
    auto near = nearest(id, names);
    throw Error::not_found("There is no {} '{}'{}", what, id, near ? fmt::format("; did you mean '{}'?", *near) : "")
        .hint("Known: " + join(names, ", ") + ".");
}

void check_preset(const Catalogue& catalogue, const Preset& preset) {
    auto dataset = catalogue.datasets.find(preset.dataset);
    if (dataset == catalogue.datasets.end())
        throw Error::input("Preset '{}' maps to dataset '{}', which is not defined", preset.id, preset.dataset)
            .at(preset.file)
            .hint("Known: " + join(names_of(catalogue.datasets), ", ") + ".");
    std::vector<std::string> columns;
    for (const DatasetColumn& column : dataset->second.columns)
        columns.push_back(column.name);
    for (const auto& [column, expression] : preset.facts) {
        if (dataset->second.find(column) != nullptr) continue;
        auto near = nearest(column, columns);
        throw Error::input("[facts] of preset '{}' fills '{}', but dataset '{}' has no such column{}", preset.id,
                           column, preset.dataset, near ? fmt::format("; did you mean '{}'?", *near) : "")
            .at(preset.file);
    }
    for (const DatasetColumn& column : dataset->second.columns) {
        bool filled = std::ranges::any_of(preset.facts, [&](const auto& f) { return f.first == column.name; });
        if (column.required && !filled)
            throw Error::input("[facts] of preset '{}' must fill '{}', which dataset '{}' requires", preset.id,
                               column.name, preset.dataset)
                .at(preset.file);
    }
}

} // namespace

const DatasetColumn* Dataset::with_role(std::string_view role) const {
    auto found = std::ranges::find(columns, role, &DatasetColumn::role);
    return found == columns.end() ? nullptr : &*found;
}

const DatasetColumn* Dataset::find(std::string_view name) const {
    auto found = std::ranges::find(columns, name, &DatasetColumn::name);
    return found == columns.end() ? nullptr : &*found;
}

const Dataset& Catalogue::dataset(std::string_view id) const { return find_or_throw(datasets, id, "dataset"); }
const Preset& Catalogue::preset(std::string_view id) const { return find_or_throw(presets, id, "preset"); }

Dataset read_dataset(const TomlTable& table) {
    Dataset dataset;
    dataset.id = table.text("id");
    dataset.title = table.text("title");
    dataset.unit = table.text_or("unit", "rows");
    dataset.persons = table.boolean_or("persons", false);
    dataset.file = table.file();
    TomlTable columns = table.table("columns");
    for (const std::string& name : columns.keys()) {
        TomlTable column = columns.table(name);
        DatasetColumn made;
        made.name = name;
        made.type = sql_type(column.choice_or("type", k_types, "text"));
        if (made.type == "TIMESTAMPTZ") made.type = "TIMESTAMP"; // facts are in local time
        made.role = column.choice_or("role", k_roles, "");
        made.title = column.text_or("title", replace_all(name, "_", " "));
        made.required = column.boolean_or("required", false);
        made.known = column.texts("known");
        column.done();
        dataset.columns.push_back(std::move(made));
    }
    columns.done();
    table.done();
    if (dataset.with_role("time") == nullptr)
        throw table.error("columns", fmt::format("Dataset '{}' needs a column with role = \"time\"", dataset.id));
    return dataset;
}

Preset read_preset(const TomlTable& table) {
    Preset preset;
    preset.file = table.file();
    preset.id = table.text("id");
    preset.title = table.text("title");
    preset.publisher = table.text_or("publisher", "");
    preset.url = table.text_or("url", "");
    preset.licence = table.text_or("licence", "");
    preset.dataset = table.text("dataset");
    static const std::vector<std::string> formats{"csv", "parquet"};
    preset.format = table.choice_or("format", formats, "csv");
    preset.files = table.texts("files");
    preset.names = table.texts("names");
    preset.partition = table.text_or("partition", "");
    preset.vintage = table.text_or("vintage", "");
    preset.where = table.text_or("where", "");
    if (auto dialect = table.maybe_table("dialect")) {
        preset.delimiter = dialect->text_or("delimiter", ",");
        preset.decimal = dialect->text_or("decimal", ".");
        preset.date_format = dialect->text_or("date", "");
        dialect->done();
    }
    if (auto wide = table.maybe_table("wide")) {
        preset.wide_pattern = wide->text("columns");
        preset.wide_name = wide->text("name");
        preset.wide_value = wide->text("value");
        preset.wide_old = wide->text_or("older_files", "");
        preset.wide_old_months = static_cast<int>(wide->integer_or("older_by_months", 0));
        wide->done();
    }
    preset.columns = read_raw_columns(table.table("columns"));
    TomlTable facts = table.table("facts");
    for (const std::string& name : facts.keys())
        preset.facts.emplace_back(name, facts.text(name));
    facts.done();
    table.done();
    return preset;
}

Catalogue read_catalogue(std::span<const fs::path> folders) {
    Catalogue catalogue;
    auto each = [](const fs::path& folder, auto&& work) {
        if (!fs::is_directory(folder)) return;
        for (const fs::path& path : files_below(folder))
            if (path.extension() == ".toml") work(path);
    };
    for (const fs::path& folder : folders)
        each(folder / "datasets", [&](const fs::path& path) {
            Dataset dataset = read_dataset(read_toml(path));
            catalogue.datasets[dataset.id] = dataset;
        });
    for (const fs::path& folder : folders)
        each(folder / "sources", [&](const fs::path& path) {
            std::string text = read_file(path);
            Preset preset = read_preset(parse_toml(text, path.string()));
            preset.hash = sha256(text);
            catalogue.presets[preset.id] = preset;
        });
    for (auto& [id, preset] : catalogue.presets) {
        check_preset(catalogue, preset);
        // A changed dataset changes what the facts hold.
        preset.hash = Hasher().field(preset.hash).field(read_file(catalogue.dataset(preset.dataset).file)).hex();
    }
    return catalogue;
}

// ---------------------------------------------------------------- templates

namespace {

bool match_from(std::string_view text, std::string_view pattern, std::map<std::string, std::string>& captures) {
    if (pattern.empty()) return text.empty();
    if (pattern[0] == '*') {
        for (std::size_t n = 0; n <= text.size(); ++n)
            if (match_from(text.substr(n), pattern.substr(1), captures)) return true;
        return false;
    }
    if (pattern[0] == '{') {
        auto close = pattern.find('}');
        if (close == std::string_view::npos) return false;
        std::string name(pattern.substr(1, close - 1));
        auto accept = [&](std::size_t n) {
            if (name == "month" && !(n == 7 && Month::parse(text.substr(0, n)))) return false;
            if (name == "yyyymm" && !(n == 6 && Month::parse(text.substr(0, n)))) return false;
            if (!match_from(text.substr(n), pattern.substr(close + 1), captures)) return false;
            captures[name] = text.substr(0, n);
            return true;
        };
        for (std::size_t n = 1; n <= text.size(); ++n)
            if (accept(n)) return true;
        return false;
    }
    return !text.empty() && text[0] == pattern[0] && match_from(text.substr(1), pattern.substr(1), captures);
}

} // namespace

std::optional<std::map<std::string, std::string>> match_template(std::string_view text, std::string_view pattern) {
    std::map<std::string, std::string> captures;
    if (text.size() > 512 || !match_from(text, pattern, captures)) return std::nullopt;
    return captures;
}

std::string fill_template(std::string_view pattern, const std::map<std::string, std::string>& captures) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        auto close = pattern[i] == '{' ? pattern.find('}', i) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += pattern[i];
            continue;
        }
        auto found = captures.find(std::string(pattern.substr(i + 1, close - i - 1)));
        if (found != captures.end()) out += found->second;
        i = close;
    }
    return out;
}

} // namespace peelian
