// SPDX-License-Identifier: MIT
#include "sources/summary.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace peelian {
namespace {

constexpr std::size_t k_value_shown = 200;

std::string shorten(std::string_view text) {
    if (text.size() <= k_value_shown) return std::string(text);
    std::size_t cut = k_value_shown;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80)
        --cut; // not inside a UTF-8 sequence
    return std::string(text.substr(0, cut)) + "...";
}

/// DuckDB says `Could not convert string "x" to 'DOUBLE'`; the value is what we want.
std::string value_in(std::string_view message) {
    auto from = message.find("string \"");
    if (from == std::string_view::npos) return {};
    from += 8;
    auto to = message.find("\" to '", from);
    return to == std::string_view::npos ? std::string() : shorten(message.substr(from, to - from));
}

std::string reason_for(std::string_view type, std::string_view message) {
    if (type == "CAST") {
        auto to = message.find("\" to '");
        std::string kind(to == std::string_view::npos ? "the type of the column"
                                                      : message.substr(to + 6, message.find('\'', to + 6) - to - 6));
        if (kind == "DATE") return "expected a date as the preset says";
        if (kind == "DOUBLE") return "expected a number";
        if (kind == "BIGINT") return "expected a whole number";
        if (kind.starts_with("TIMESTAMP")) return "expected a date and time (ISO 8601)";
        if (kind == "BOOLEAN") return "expected True or False";
        return "expected " + kind;
    }
    if (type == "MISSING COLUMNS") return "the row has fewer columns than the header";
    if (type == "TOO MANY COLUMNS") return "the row has more columns than the header";
    if (type == "UNQUOTED VALUE") return "a quote is not closed, or text follows a closing quote";
    if (type == "INVALID ENCODING" || type == "INVALID UNICODE") return "the text is not UTF-8";
    if (type == "LINE SIZE OVER MAXIMUM") return "the line is longer than 2,000,000 bytes";
    return std::string(trim(message.substr(0, message.find('\n'))));
}

} // namespace

FactSummary take_csv_rejects(Connection& connection, const std::string& shown) {
    FactSummary summary;
    std::set<std::uint64_t> lines;
    {
        Result rows = connection.query("select line, column_name, error_type::varchar, csv_line, error_message from "
                                       "reject_errors order by line, column_idx");
        while (rows.next()) {
            Reject reject;
            reject.file = shown;
            reject.line = static_cast<std::uint64_t>(rows.integer(0));
            // A short row lacks many columns; the first says it.
            bool said = rows.text(2) == "MISSING COLUMNS" && lines.contains(reject.line);
            if (said) continue;
            reject.column = rows.text(1);
            std::string_view type = rows.text(2);
            reject.reason = reason_for(type, rows.text(4));
            reject.value = type == "CAST" ? value_in(rows.text(4)) : shorten(rows.text(3));
            if (type == "LINE SIZE OVER MAXIMUM")
                summary.problem = fmt::format("Line {} is longer than 2,000,000 bytes: this is not a table of rows. "
                                              "Nothing of the file was loaded.",
                                              reject.line);
            lines.insert(reject.line);
            summary.rejects.push_back(std::move(reject));
        }
    }
    connection.execute("drop table reject_errors");
    connection.execute("drop table reject_scans");
    summary.rejected = lines.size();
    return summary;
}

void take_unmet_rows(Connection& connection, const Dataset& dataset, const std::string& statement,
                     const std::string& shown, FactSummary& summary) {
    // Row numbers count the rows the CSV reader let through; the lines it refused are
    // put back in, and the header is line 1.
    std::vector<std::uint64_t> refused;
    for (const Reject& reject : summary.rejects)
        if (refused.empty() || refused.back() != reject.line) refused.push_back(reject.line);
    std::string columns;
    for (const DatasetColumn& column : dataset.columns) {
        if (!column.required) continue;
        columns += fmt::format(", {} is null", sql_name(column.name));
    }
    Result rows =
        connection.query(fmt::format("select peelian_row{} from ({}) order by peelian_row", columns, statement));
    std::size_t skipped = 0;
    while (rows.next()) {
        auto line = static_cast<std::uint64_t>(rows.integer(0)) + 1 + skipped;
        while (skipped < refused.size() && refused[skipped] <= line) {
            ++skipped;
            ++line;
        }
        std::size_t at = 1;
        for (const DatasetColumn& column : dataset.columns) {
            if (!column.required) continue;
            if (rows.integer(at++) != 0)
                summary.rejects.push_back({shown, line, column.name, "", "is required and came out empty"});
        }
        ++summary.rejected;
    }
    std::ranges::stable_sort(summary.rejects, {}, &Reject::line);
}

void summarise(Connection& connection, const Dataset& dataset, const std::string& table, FactSummary& summary) {
    const DatasetColumn* count = dataset.with_role("count");
    const std::string time = sql_name(dataset.with_role("time")->name);
    const std::string amount = count == nullptr ? "count(*)::double" : fmt::format("sum({})", sql_name(count->name));
    {
        Result rows = connection.query(fmt::format("select (year({0}) * 12 + month({0}) - 1)::integer, count(*), {1} "
                                                   "from {2} group by 1 order by 1",
                                                   time, amount, table));
        while (rows.next()) {
            summary.rows += static_cast<std::uint64_t>(rows.integer(1));
            summary.months[Month::from_index(static_cast<std::int32_t>(rows.integer(0)))] = rows.real(2);
        }
    }
    std::string sets, columns;
    std::vector<std::string> names;
    for (const DatasetColumn& column : dataset.columns) {
        if (column.role != "category" || column.type != "VARCHAR") continue;
        names.push_back(column.name);
        sets += (sets.empty() ? "(" : ", (") + sql_name(column.name) + ")";
        columns += sql_name(column.name) + ", ";
    }
    if (!names.empty()) {
        std::string grouping;
        for (const std::string& name : names)
            grouping += (grouping.empty() ? "" : ", ") + sql_name(name);
        Result rows = connection.query(fmt::format("select {}grouping({}), {} from {} group by grouping sets ({})",
                                                   columns, grouping, amount, table, sets));
        while (rows.next()) {
            // In the set of column c every other column's grouping bit is 1.
            auto bits = static_cast<std::uint64_t>(rows.integer(names.size()));
            for (std::size_t c = 0; c < names.size(); ++c) {
                std::uint64_t bit = std::uint64_t{1} << (names.size() - 1 - c);
                if ((bits & bit) != 0) continue;
                auto& values = summary.categories[names[c]];
                if (values.size() < 500) values[std::string(rows.text(c))] = rows.real(names.size() + 1);
            }
        }
    }
    const DatasetColumn* day = dataset.with_role("day");
    if (day == nullptr) return;
    std::string d = sql_name(day->name);
    Result rows = connection.query(fmt::format(
        "select {0}, (year({1}) * 12 + month({1}) - 1)::integer, min(day({2})), max(day({2})), count(distinct {2}), "
        "count(*) from {3} group by 1, 2 order by 1, 2",
        k_force_column, time, d, table));
    while (rows.next())
        summary.days.push_back({dataset.id, std::string(rows.text(0)),
                                Month::from_index(static_cast<std::int32_t>(rows.integer(1))),
                                static_cast<int>(rows.integer(2)), static_cast<int>(rows.integer(3)),
                                static_cast<int>(rows.integer(4)), static_cast<std::uint64_t>(rows.integer(5))});
}

std::string summary_to_json(const FactSummary& summary) {
    nlohmann::json json;
    json["rows"] = summary.rows;
    json["rejected"] = summary.rejected;
    json["problem"] = summary.problem;
    for (const Reject& r : summary.rejects)
        json["rejects"].push_back({r.line, r.column, r.value, r.reason});
    for (const auto& [month, n] : summary.months)
        json["months"].push_back({month.to_string(), n});
    json["categories"] = summary.categories;
    for (const DayCoverage& d : summary.days)
        json["days"].push_back({d.dataset, d.force, d.month.to_string(), d.first_day, d.last_day, d.days_seen, d.rows});
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

FactSummary summary_from_json(const std::string& text, const std::string& shown) {
    auto json = nlohmann::json::parse(text);
    FactSummary summary;
    summary.rows = json.at("rows");
    summary.rejected = json.at("rejected");
    summary.problem = json.at("problem");
    for (const auto& r : json.value("rejects", nlohmann::json::array()))
        summary.rejects.push_back({shown, r.at(0), r.at(1), r.at(2), r.at(3)});
    for (const auto& m : json.value("months", nlohmann::json::array()))
        summary.months[Month::from(m.at(0).get<std::string>())] = m.at(1);
    summary.categories = json.at("categories");
    for (const auto& d : json.value("days", nlohmann::json::array()))
        summary.days.push_back(
            {d.at(0), d.at(1), Month::from(d.at(2).get<std::string>()), d.at(3), d.at(4), d.at(5), d.at(6)});
    return summary;
}

} // namespace peelian
