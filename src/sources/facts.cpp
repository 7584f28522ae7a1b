// SPDX-License-Identifier: MIT
#include "sources/facts.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "sources/summary.hpp"

#include <unistd.h>

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

// Raised when the meaning of a fact file changes, so that old ones are not used.
constexpr std::string_view k_format = "facts-1";

void insert_rows(Connection& connection, std::string_view table, const std::vector<std::string>& rows) {
    constexpr std::size_t k_at_once = 2000;
    for (std::size_t from = 0; from < rows.size(); from += k_at_once) {
        std::string sql = fmt::format("insert into {} values ", table);
        for (std::size_t i = from; i < std::min(rows.size(), from + k_at_once); ++i)
            sql += (i > from ? ", " : "") + rows[i];
        connection.execute(sql);
    }
}

std::string text_or_null(std::string_view text) { return text.empty() ? "null" : sql_text(text); }

std::string date_or_null(const std::optional<Month>& month) {
    return month ? fmt::format("date '{}-01'", month->to_string()) : "null";
}

void make_place_tables(Connection& connection, const PlaceTables& places) {
    connection.execute("create table small_areas(code varchar, ward varchar, borough varchar, valid_from date, "
                       "valid_to date)");
    connection.execute("create table districts(name varchar, code varchar)");
    connection.execute("create table forces(name varchar, code varchar)");
    std::vector<std::string> rows;
    for (const PlaceTables::Small& small : places.small_areas)
        rows.push_back(fmt::format("({}, {}, {}, {}, {})", sql_text(small.code), text_or_null(small.ward),
                                   text_or_null(small.borough), date_or_null(small.from), date_or_null(small.to)));
    insert_rows(connection, "small_areas", rows);
    for (auto [table, pairs] : {std::pair{"districts", &places.districts}, {"forces", &places.forces}}) {
        rows.clear();
        for (const auto& [name, code] : *pairs)
            rows.push_back(fmt::format("({}, {})", sql_text(name), sql_text(code)));
        insert_rows(connection, table, rows);
    }
}

std::string raw_columns(const Inspection& inspection) {
    std::string out = "{";
    for (const std::string& name : inspection.names) {
        std::string type = "VARCHAR";
        for (const RawColumn& column : inspection.preset->columns)
            if (column.name == name) type = column.type;
        if (std::ranges::find(inspection.wide, name) != inspection.wide.end())
            type = "DOUBLE";
        out += fmt::format("{}{}: '{}'", out.size() > 1 ? ", " : "", sql_text(name), type);
    }
    return out + "}";
}

const std::string* fact_expression(const Preset& preset, std::string_view column) {
    auto found = std::ranges::find(preset.facts, column, [](const auto& f) { return std::string_view(f.first); });
    return found == preset.facts.end() ? nullptr : &found->second;
}

/// A fact's SQL on a line of its own, so that a comment in it cannot eat what follows;
/// {force} and its like are texts from the file's name.
std::string fact_column(const Inspection& inspection, const DatasetColumn& column) {
    const std::string* expression = fact_expression(*inspection.preset, column.name);
    if (expression == nullptr) return fmt::format("null::{} as {}", column.type, sql_name(column.name));
    std::map<std::string, std::string> quoted;
    for (const auto& [name, value] : inspection.captures)
        quoted[name] = sql_text(value);
    return fmt::format("(\n{}\n)::{} as {}", fill_template(*expression, quoted), column.type, sql_name(column.name));
}

std::string required_condition(const Dataset& dataset, bool met) {
    std::string out;
    for (const DatasetColumn& column : dataset.columns)
        if (column.required)
            out += fmt::format("{}{} is {}null", out.empty() ? "" : (met ? " and " : " or "), sql_name(column.name),
                               met ? "not " : "");
    return out.empty() ? (met ? "true" : "false") : out;
}

} // namespace

FactStore::FactStore(fs::path folder, const Catalogue& catalogue, const PlaceTables& places, Database& database,
                     PlacesInDatabase places_in_database)
    : folder_(std::move(folder)), catalogue_(catalogue), places_(places) {
    for (const PlaceTables::Small& small : places.small_areas)
        dated_places_ = dated_places_ || small.from || small.to;
    if (places_in_database == places_are_there) return;
    Connection connection = database.connect();
    make_place_tables(connection, places);
    database.add_point_function("place_at", places.place_at ? places.place_at
                                                            : [](double, double) { return std::string_view(); });
}

std::string FactStore::key(const Inspection& inspection, const std::string& sha256) const {
    return Hasher()
        .field(k_format)
        .field(sha256)
        .field(inspection.preset->hash)
        .field(places_.hash)
        .field(inspection.partition)
        .hex();
}

fs::path FactStore::path(const std::string& key) const { return folder_ / (key + ".parquet"); }

std::string FactStore::raw_statement(const Inspection& inspection, bool keep_rejects) const {
    const Preset& preset = *inspection.preset;
    std::string from;
    if (preset.format == "parquet") {
        from = fmt::format("read_parquet({})", sql_text(inspection.path.string()));
    } else {
        from = fmt::format("read_csv({}, columns = {}, header = true, auto_detect = false, delim = {}, quote = '\"', "
                           "escape = '\"', decimal_separator = {}, nullstr = '', compression = '{}'",
                           sql_text(inspection.path.string()), raw_columns(inspection), sql_text(preset.delimiter),
                           sql_text(preset.decimal), inspection.gzipped ? "gzip" : "none");
        if (!preset.date_format.empty()) from += ", dateformat = " + sql_text(preset.date_format);
        if (inspection.newline == "\r") from += ", new_line = '\\r'";
        from += keep_rejects ? ", store_rejects = true, rejects_limit = 0)" : ", ignore_errors = true)";
    }
    if (inspection.wide.empty()) return from;
    std::string months;
    for (const std::string& name : inspection.wide)
        months += (months.empty() ? "" : ", ") + sql_name(name);
    return fmt::format("(unpivot (from {}) on {} into name {} value {})", from, months, sql_name(preset.wide_name),
                       sql_name(preset.wide_value));
}

namespace {

std::string select_facts(const Inspection& inspection, const Dataset& dataset, const std::string& raw) {
    const Preset& preset = *inspection.preset;
    std::string columns;
    for (const DatasetColumn& column : dataset.columns)
        columns += (columns.empty() ? "" : ", ") + fact_column(inspection, column);
    return fmt::format("select {} from {}{}", columns, raw,
                       preset.where.empty() ? "" : " where (\n" + preset.where + "\n)");
}

/// Resolves force, borough and ward of each row.
std::string with_places(const Dataset& dataset, const std::string& facts, bool dated) {
    auto column = [&](std::string_view role) {
        const DatasetColumn* found = dataset.with_role(role);
        return found == nullptr ? std::string() : "f." + sql_name(found->name);
    };
    std::string joins, ward = "null::varchar", borough = "null::varchar", force = "null::varchar";
    std::string small = column("small_area"), own_ward = column("ward"), district = column("district");
    std::string anywhere;
    auto add = [&](std::string& list, std::string_view item) { list += (list.empty() ? "" : ", ") + std::string(item); };
    std::string wards, boroughs;
    for (auto [code, alias] : {std::pair{&own_ward, "w"}, {&small, "s"}}) {
        if (code->empty()) continue;
        joins += fmt::format(" left join small_areas {0} on {0}.code = {1}", alias, *code);
        if (dated)
            joins += fmt::format(" and ({0}.valid_from is null or {0}.valid_from <= f.{1}) and ({0}.valid_to is null "
                                 "or {0}.valid_to > f.{1})",
                                 alias, sql_name(dataset.with_role("time")->name));
        add(wards, fmt::format("{}.ward", alias));
        add(boroughs, fmt::format("{}.borough", alias));
        add(anywhere, *code);
    }
    if (!district.empty()) {
        joins += fmt::format(" left join districts d on d.name = lower({})", district);
        add(boroughs, "d.code");
        add(anywhere, district);
    }
    if (!wards.empty()) ward = "coalesce(" + wards + ")";
    if (!boroughs.empty())
        borough = fmt::format("coalesce({}, case when coalesce({}) is not null then 'elsewhere' end)", boroughs, anywhere);
    std::string own_force = column("force");
    if (!own_force.empty()) {
        joins += fmt::format(" left join forces p on p.name = lower({})", own_force);
        force = fmt::format("coalesce(p.code, {})", own_force);
    }
    return fmt::format("select f.*, {} as {}, {} as {}, {} as {} from ({}) f{}", force, k_force_column, borough,
                       k_borough_column, ward, k_ward_column, facts, joins);
}

} // namespace

std::string FactStore::statement(const Inspection& inspection) const {
    const Dataset& dataset = catalogue_.dataset(inspection.preset->dataset);
    return with_places(dataset, select_facts(inspection, dataset, raw_statement(inspection, false)),
                       dated_places_);
}

std::string FactStore::numbered_statement(const Inspection& inspection, const std::string& condition,
                                          std::size_t limit) const {
    const Dataset& dataset = catalogue_.dataset(inspection.preset->dataset);
    std::string raw = "(select *, row_number() over () + 1 as peelian_line from " + raw_statement(inspection, false) + ")";
    std::string facts = select_facts(inspection, dataset, raw);
    facts.insert(facts.find("select ") + 7, "peelian_line, ");
    return fmt::format("select peelian_line, columns(* exclude peelian_line)::varchar from ({}) where {} order by 1 limit {}",
                       with_places(dataset, facts, dated_places_), condition, limit);
}

FactSummary FactStore::make(Connection& connection, const Inspection& inspection, const std::string& key,
                            const std::string& shown) const {
    fs::path facts = path(key);
    fs::path notes = folder_ / (key + ".json");
    if (fs::exists(notes)) return summary_from_json(read_file(notes), shown);
    const Preset& preset = *inspection.preset;
    const Dataset& dataset = catalogue_.dataset(preset.dataset);
    fs::path aside = facts;
    aside += fmt::format(".{}.new", ::getpid());
    auto copy = [&](const std::string& select) {
        connection.execute(fmt::format("copy ({}) to {} (format parquet)", select, sql_text(aside.string())));
    };
    bool csv = preset.format == "csv";
    std::string select = with_places(dataset, select_facts(inspection, dataset, raw_statement(inspection, csv)),
                                     dated_places_);
    FactSummary summary;
    copy(select);
    if (csv) summary = take_csv_rejects(connection, shown);
    if (summary.problem.empty()) {
        std::string written = fmt::format("read_parquet({})", sql_text(aside.string()));
        auto unmet = connection.value(fmt::format("select count(*) from {} where {}", written,
                                                  required_condition(dataset, false)));
        if (unmet != "0") {
            // Rows that lack what the dataset requires: name them, then write without them.
            std::string raw = raw_statement(inspection, false);
            take_unmet_rows(connection, dataset, select_facts(inspection, dataset, "(select *, row_number() over () as peelian_row from " + raw + ")"),
                            shown, summary);
            copy(fmt::format("select * from ({}) where {}",
                             with_places(dataset, select_facts(inspection, dataset, raw), dated_places_),
                             required_condition(dataset, true)));
        }
        summarise(connection, dataset, written, summary);
        fs::rename(aside, facts);
    } else {
        fs::remove(aside);
    }
    write_file(notes, summary_to_json(summary));
    return summary;
}

} // namespace peelian
