// SPDX-License-Identifier: MIT
#include "sources/fact_sql.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace peelian {
namespace {

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

bool are_dated(const PlaceTables& places) {
    return std::ranges::any_of(places.small_areas, [](const auto& s) { return s.from || s.to; });
}

std::string raw_columns(const Inspection& inspection) {
    std::string out = "{";
    for (const std::string& name : inspection.names) {
        std::string type = "VARCHAR";
        for (const RawColumn& column : inspection.preset->columns)
            if (column.name == name) type = column.type;
        if (std::ranges::find(inspection.wide, name) != inspection.wide.end()) type = "DOUBLE";
        out += fmt::format("{}{}: '{}'", out.size() > 1 ? ", " : "", sql_text(name), type);
    }
    return out + "}";
}

/// What reads the raw file: its columns under the preset's names, periods unpivoted.
std::string raw_relation(const FactQuery& query) {
    const Inspection& inspection = query.inspection;
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
        from += query.keep_rejects ? ", store_rejects = true, rejects_limit = 0)" : ", ignore_errors = true)";
    }
    // A column that may be absent, and is, is null in every row.
    for (const RawColumn& column : preset.columns)
        if (column.optional && std::ranges::find(inspection.names, column.name) == inspection.names.end())
            from = fmt::format("(select *, null::{} as {} from {})", column.type, sql_name(column.name), from);
    if (query.numbered) from = fmt::format("(select *, row_number() over () as peelian_row from {})", from);
    if (inspection.wide.empty()) return from;
    std::string periods;
    for (const std::string& name : inspection.wide)
        periods += (periods.empty() ? "" : ", ") + sql_name(name);
    return fmt::format("(unpivot (from {}) on {} into name {} value {})", from, periods, sql_name(preset.wide_name),
                       sql_name(preset.wide_value));
}

/// A fact's SQL between line breaks, so that a comment in it cannot eat what follows;
/// {force} and its like are texts from the file's name. Empty when the preset has none.
std::string expression_of(const FactQuery& query, const DatasetColumn* column) {
    if (column == nullptr) return {};
    const Preset& preset = *query.inspection.preset;
    auto found = std::ranges::find(preset.facts, column->name, [](const auto& f) { return f.first; });
    if (found == preset.facts.end()) return {};
    std::string expression = found->second;
    for (const auto& [name, value] : query.inspection.captures)
        expression = replace_all(expression, "{" + name + "}", sql_text(value));
    return fmt::format("(\n{}\n)", expression);
}

/// How a row's areas are found, piece by piece.
struct PlaceSql {
    std::string inner; ///< columns computed once, below the joins
    std::string joins;
    std::string force, borough, ward;
    std::string unresolved; ///< no code said where; empty: there is no code to say it
};

PlaceSql place_sql(const FactQuery& query) {
    const Dataset& dataset = query.dataset;
    PlaceSql sql;
    std::string boroughs, wards, anywhere;
    auto add = [](std::string& list, const std::string& item) { list += (list.empty() ? "" : ", ") + item; };
    bool dated = are_dated(query.places);
    for (auto [role, alias] : {std::pair{"ward", "w"}, {"small_area", "s"}}) {
        std::string code = expression_of(query, dataset.with_role(role));
        if (code.empty()) continue;
        sql.inner += fmt::format(", {}::varchar as peelian_{}", code, role);
        sql.joins += fmt::format("\nleft join small_areas {0} on {0}.peelian_code = r.peelian_{1}", alias, role);
        std::string time = expression_of(query, dataset.with_role("time"));
        if (dated)
            sql.joins += fmt::format(" and ({0}.peelian_from is null or {0}.peelian_from <= {1}::date) and "
                                     "({0}.peelian_to is null or {0}.peelian_to > {1}::date)",
                                     alias, time);
        add(wards, fmt::format("{}.peelian_ward", alias));
        add(boroughs, fmt::format("{}.peelian_borough", alias));
        add(anywhere, fmt::format("r.peelian_{}", role));
    }
    if (!boroughs.empty()) sql.unresolved = fmt::format("coalesce({}) is null", boroughs);
    std::string district = expression_of(query, dataset.with_role("district"));
    if (!district.empty()) {
        // A name is asked only where no code gave the answer: taking names apart costs more
        // than reading them.
        sql.joins += sql.unresolved.empty()
                         ? fmt::format("\nleft join districts d on d.peelian_name = lower({})", district)
                         : fmt::format("\nleft join districts d on d.peelian_name = case when {} then lower({}) end",
                                       sql.unresolved, district);
        add(boroughs, "d.peelian_area");
        add(anywhere, district);
    }
    sql.ward = wards.empty() ? "null::varchar" : fmt::format("coalesce({})", wards);
    sql.borough = boroughs.empty() ? "null::varchar"
                                   : fmt::format("coalesce({}, case when coalesce({}) is not null then "
                                                 "'elsewhere'::peelian_area end)",
                                                 boroughs, anywhere);
    std::string force = expression_of(query, dataset.with_role("force"));
    sql.force = "null::varchar";
    if (!force.empty()) {
        sql.force = "case " + force;
        for (const auto& [name, code] : query.places.forces)
            sql.force += fmt::format(" when {} then {}", sql_text(name), sql_text(code));
        sql.force = query.places.forces.empty() ? force : sql.force + " else " + force + " end";
    }
    return sql;
}

} // namespace

void make_place_tables(Connection& connection, const PlaceTables& places) {
    std::set<std::string> codes{"elsewhere"};
    std::vector<std::string> small, districts;
    for (const PlaceTables::Small& s : places.small_areas) {
        small.push_back(fmt::format("({}, {}, {}, {}, {})", sql_text(s.code), text_or_null(s.ward),
                                    text_or_null(s.borough), date_or_null(s.from), date_or_null(s.to)));
        for (const std::string& code : {s.ward, s.borough})
            if (!code.empty()) codes.insert(code);
    }
    for (const auto& [name, code] : places.districts) {
        districts.push_back(fmt::format("({}, {})", sql_text(name), sql_text(code)));
        codes.insert(code);
    }
    std::string list;
    for (const std::string& code : codes)
        list += (list.empty() ? "" : ", ") + sql_text(code);
    connection.execute("create type peelian_area as enum (" + list + ")");
    connection.execute("create table small_areas(peelian_code varchar, peelian_ward peelian_area, peelian_borough "
                       "peelian_area, peelian_from date, peelian_to date)");
    connection.execute("create table districts(peelian_name varchar, peelian_area peelian_area)");
    insert_rows(connection, "small_areas", small);
    insert_rows(connection, "districts", districts);
}

std::string fact_statement(const FactQuery& query) {
    const Preset& preset = *query.inspection.preset;
    PlaceSql places = place_sql(query);
    std::string columns = query.numbered ? "peelian_row" : "";
    for (const DatasetColumn& column : query.dataset.columns) {
        std::string value = expression_of(query, &column);
        if ((column.role == "small_area" || column.role == "ward") && !value.empty())
            value = "r.peelian_" + column.role;
        // A district's name is kept where no code says more.
        if (column.role == "district" && !value.empty() && !places.unresolved.empty())
            value = fmt::format("case when {} then {} end", places.unresolved, value);
        if (value.empty()) value = "null";
        columns +=
            fmt::format("{}{}::{} as {}", columns.empty() ? "" : ", ", value, column.type, sql_name(column.name));
    }
    std::string sql =
        fmt::format("select {}, {} as {}, {} as {}, {} as {}\nfrom (select *{} from {}{}) r{}", columns, places.force,
                    k_force_column, places.borough, k_borough_column, places.ward, k_ward_column, places.inner,
                    raw_relation(query), preset.where.empty() ? "" : " where (\n" + preset.where + "\n)", places.joins);
    return query.condition.empty() ? sql : fmt::format("select * from ({}) where {}", sql, query.condition);
}

std::string required_condition(const Dataset& dataset, bool met) {
    std::string out;
    for (const DatasetColumn& column : dataset.columns)
        if (column.required)
            out += fmt::format("{}{} is {}null", out.empty() ? "" : (met ? " and " : " or "), sql_name(column.name),
                               met ? "not " : "");
    return out.empty() ? (met ? "true" : "false") : out;
}

} // namespace peelian
