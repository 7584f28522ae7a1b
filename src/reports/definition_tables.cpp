// SPDX-License-Identifier: MIT
// Blocks with a body: tables of measures, of files and of what was printed.
#include "base/csv.hpp"
#include "base/text.hpp"
#include "reports/definition_reader.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 9> k_columns{"period",   "before", "now",     "change", "change-percent",
                                                    "interval", "usual",  "verdict", "force"};

const std::vector<std::string> k_column_names(k_columns.begin(), k_columns.end());
const std::vector<std::string> k_periods{"own", "month", "quarter", "financial-year", "rolling-12"};

/// Of a key `period`; none for each measure's own.
std::optional<PeriodKind> read_period(const TomlTable& body, std::string_view otherwise) {
    std::string word = body.choice_or("period", k_periods, otherwise);
    if (word == "own") return std::nullopt;
    if (word == "month") return PeriodKind::month;
    if (word == "quarter") return PeriodKind::quarter;
    return word == "rolling-12" ? PeriodKind::rolling_12 : PeriodKind::financial_year;
}

int read_lag(const TomlTable& body) {
    constexpr std::int64_t k_longest = 120;
    std::int64_t lag = body.integer_or("lag", 0);
    if (lag < 0 || lag > k_longest)
        throw body.error("lag", fmt::format("{} is no number of months from 0 to {}", lag, k_longest));
    return static_cast<int>(lag);
}

std::optional<int> read_decimals(const TomlTable& body) {
    if (!body.has("decimals")) return std::nullopt;
    constexpr std::int64_t k_most = 6;
    std::int64_t decimals = body.integer_or("decimals", 0);
    if (decimals < 0 || decimals > k_most)
        throw body.error("decimals", fmt::format("{} is no number of decimals from 0 to {}", decimals, k_most));
    return static_cast<int>(decimals);
}

/// A measure with the periods the table is of; a slip is told here and not when it is made.
void check_period(const BlockReader& reader, const TomlTable& body, const NamedMeasure& named,
                  std::optional<PeriodKind> period) {
    if (!named.index || !period) return;
    std::vector<PeriodKind> kinds = period_kinds(reader.site.content.measures[*named.index]);
    if (std::ranges::find(kinds, *period) != kinds.end()) return;
    std::vector<std::string> names;
    for (PeriodKind kind : kinds)
        names.emplace_back(k_periods[static_cast<std::size_t>(kind) + 1]);
    throw body.error("rows", fmt::format("'{}' has no figure for this period; it has {}. A table with 'period = "
                                         "\"own\"' takes each measure's own",
                                         named.id, one_of(names)));
}

/// `names` are the report's own for measures; a name of no row stays unasked for, which is an error.
void add_rows(const BlockReader& reader, MeasureTable& out, const std::optional<TomlTable>& names,
              const TomlTable& from, const std::string& group) {
    for (const std::string& id : from.texts("rows")) {
        MeasureRow row{reader.measure(from, "rows", id), "", group};
        check_period(reader, from, row.measure, out.period);
        row.label = row.measure.index ? reader.site.content.measures[*row.measure.index].title : id;
        if (names) row.label = names->text_or(id, row.label);
        out.rows.push_back(std::move(row));
    }
}

/// Rows of one measure: its boroughs or the groups of a breakdown.
void read_by(const BlockReader& reader, MeasureTable& out, const TomlTable& body) {
    out.by = body.text_or("by", "");
    if (out.by.empty()) return;
    if (out.rows.size() != 1)
        throw body.error("by",
                         fmt::format("A table by '{}' is of one measure, this one names {}", out.by, out.rows.size()));
    if (out.by == "borough" || out.by == "unit" || !out.rows[0].measure.index) return;
    const auto& breakdowns = reader.site.content.data[*out.rows[0].measure.index].breakdowns;
    if (std::ranges::find(breakdowns, out.by, &Breakdown::name) != breakdowns.end()) return;
    std::vector<std::string> names{"borough", "unit"};
    for (const Breakdown& b : breakdowns)
        names.push_back(b.name);
    throw body.error(
        "by", fmt::format("'{}' cannot be shown by '{}', but by {}", out.rows[0].measure.id, out.by, one_of(names)));
}

/// A file named from the report's folder, which cannot be outside `folder`: that of the reports, or for what
/// was printed the workspace, where others may hold it too.
fs::path file_within(const fs::path& folder, const BlockReader& reader, const TomlTable& body) {
    fs::path named = body.text("file");
    fs::path path = (reader.source.file.parent_path() / named).lexically_normal();
    fs::path inside = path.lexically_relative(folder);
    if (named.is_absolute() || inside.empty() || *inside.begin() == "..")
        throw body.error("file", fmt::format("'{}' is not in the folder of the {}", named.string(),
                                             folder == reader.source.file.parent_path() ? "reports" : "workspace"));
    if (!fs::is_regular_file(path)) throw body.error("file", fmt::format("There is no file '{}'", path.string()));
    return path;
}

std::size_t column_of(const FileTable& table, const TomlTable& at, std::string_view key, std::string_view name) {
    for (std::size_t c = 0; c < table.header.size(); ++c)
        if (same_text(table.header[c], name)) return c;
    auto near = nearest(name, table.header);
    throw at.error(key, fmt::format("The file has no column '{}', but {}{}", name, one_of(table.header),
                                    near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

struct RuleName {
    std::string_view key;
    FileColumn::Rule rule;
    std::size_t least, most; ///< how many columns it takes
};
constexpr std::array k_rules{RuleName{"column", FileColumn::Rule::given, 1, 1},
                             RuleName{"sum", FileColumn::Rule::sum, 2, 100},
                             RuleName{"difference", FileColumn::Rule::difference, 2, 2},
                             RuleName{"percent", FileColumn::Rule::percent, 2, 3},
                             RuleName{"share", FileColumn::Rule::share, 1, 1},
                             RuleName{"change-percent", FileColumn::Rule::change_percent, 2, 2}};

FileColumn read_file_column(const FileTable& table, const TomlTable& from) {
    FileColumn column;
    bool ruled = false;
    for (const RuleName& rule : k_rules) {
        if (!from.has(rule.key)) continue;
        if (ruled) throw from.error(rule.key, "A column follows from one rule, this one has two");
        ruled = true;
        column.rule = rule.rule;
        for (const std::string& name : from.texts(rule.key))
            column.of.push_back(column_of(table, from, rule.key, name));
        if (column.of.size() < rule.least || column.of.size() > rule.most)
            throw from.error(rule.key, fmt::format("'{}' takes {}, this one has {}", rule.key,
                                                   counted(rule.least, "column"), column.of.size()));
    }
    if (!ruled)
        throw from.error("title", "A column needs to say what it holds: column, sum, difference, percent, share or "
                                  "change-percent");
    column.title = from.text_or("title", column.rule == FileColumn::Rule::given ? table.header[column.of[0]] : "");
    if (column.title.empty()) throw from.error("title", "A column that is worked out needs a title");
    column.decimals = read_decimals(from);
    column.money = from.boolean_or("money", false);
    column.sign = from.boolean_or("signed", false);
    column.words = from.boolean_or("words", false);
    from.done();
    return column;
}

/// [[sum]]: a label, the groups it is of, and the row that has it as it is known.
FileSum read_sum(const FileTable& table, const TomlTable& from) {
    FileSum sum{from.text("label"), from.texts("groups"), std::nullopt};
    for (const std::string& group : sum.groups)
        if (!table.grouped ||
            std::ranges::none_of(table.rows, [&](const auto& r) { return r[*table.grouped] == group; }))
            throw from.error("groups", fmt::format("No row of the file is of the group '{}'", group));
    if (auto known = from.maybe_text("row")) {
        auto found = std::ranges::find_if(table.rows, [&](const auto& r) { return r[table.label] == *known; });
        if (found == table.rows.end()) throw from.error("row", fmt::format("The file has no row '{}'", *known));
        sum.row = static_cast<std::size_t>(found - table.rows.begin());
    }
    from.done();
    return sum;
}

} // namespace

MeasureTable read_measure_table(const BlockReader& reader, const TomlTable& body) {
    MeasureTable out;
    out.title = body.text("title");
    out.period = read_period(body, "rolling-12");
    out.lag = read_lag(body);
    out.decimals = read_decimals(body);
    out.of_force = body.boolean_or("force", false);
    out.notes = body.texts("notes");
    for (const std::string& name : body.texts("columns")) {
        auto found = std::ranges::find(k_columns, name);
        if (found == k_columns.end()) {
            auto near = nearest(name, k_column_names);
            throw body.error("columns", fmt::format("There is no column '{}', but {}{}", name, one_of(k_column_names),
                                                    near ? fmt::format("; did you mean '{}'?", *near) : ""));
        }
        out.columns.push_back(static_cast<ReportColumn>(found - k_columns.begin()));
    }
    if (out.columns.empty()) throw body.error("columns", "A table needs columns: " + one_of(k_column_names));
    std::optional<TomlTable> names = body.maybe_table("names");
    add_rows(reader, out, names, body, "");
    for (const TomlTable& group : body.tables("group")) {
        add_rows(reader, out, names, group, group.text("title"));
        group.done();
    }
    if (out.rows.empty()) throw body.error("rows", "A table needs rows: ids of measures");
    if (names) names->done();
    read_by(reader, out, body);
    return out;
}

FileTable read_file_table(const BlockReader& reader, const TomlTable& body) {
    FileTable out;
    out.title = body.text("title");
    CsvTable csv = read_csv(file_within(reader.source.file.parent_path(), reader, body));
    out.file = csv.file;
    out.header = csv.header;
    for (CsvRow& row : csv.rows) {
        out.rows.push_back(std::move(row.fields));
        out.lines.push_back(row.line);
    }
    out.label = body.has("label") ? column_of(out, body, "label", body.text("label")) : 0;
    out.first = body.text_or("first", out.header[out.label]);
    if (auto group = body.maybe_text("group")) {
        out.grouped = column_of(out, body, "group", *group);
        out.group = out.header[*out.grouped];
    }
    for (const TomlTable& column : body.tables("column"))
        out.columns.push_back(read_file_column(out, column));
    if (out.columns.empty()) throw body.error("column", "A table of a file needs [[column]]s");
    for (const TomlTable& sum : body.tables("sum"))
        out.sums.push_back(read_sum(out, sum));
    out.notes = body.texts("notes");
    return out;
}

PrintedBlock read_printed_block(const BlockReader& reader, const TomlTable& body) {
    PrintedBlock out;
    out.title = body.text("title");
    out.source = body.text_or("source", "");
    out.period = read_period(body, "rolling-12");
    out.lag = read_lag(body);
    CsvTable csv = read_csv(file_within(reader.source.file.parent_path().parent_path(), reader, body));
    out.file = csv.file;
    std::size_t measure = csv.column("measure"), title = csv.column("title"),
                before = csv.column(body.text_or("before", "before")), now = csv.column(body.text_or("now", "now")),
                change = csv.column("change");
    auto why = csv.find_column("why");
    for (const CsvRow& row : csv.rows) {
        try {
            out.rows.push_back({reader.measure(row.fields[measure]), row.fields[title], row.fields[before],
                                row.fields[now], row.fields[change], why ? row.fields[*why] : "", row.line});
        } catch (Error& error) {
            throw std::move(error).at(csv.file, row.line);
        }
    }
    return out;
}

} // namespace peelian
