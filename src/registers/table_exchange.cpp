// SPDX-License-Identifier: MIT
// Records in.
#include "registers/table_exchange.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "registers/table_columns.hpp"
#include "tables/grid.hpp"
#include "tables/read_tables.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace peelian {
namespace {

struct Row {
    std::vector<std::string> cells;
    std::size_t line = 0;
};

bool is_blank(const Row& row) {
    return std::ranges::all_of(row.cells, [](const std::string& cell) { return trim(cell).empty(); });
}

/// The rows with something in them.
std::vector<Row> rows_of(std::string_view bytes, std::string_view name) {
    std::vector<Row> rows;
    std::optional<TableFormat> format = format_of_name(name);
    if (!format) format = format_of_bytes(bytes);
    if (format == TableFormat::xlsx) {
        for (PrintedRow& printed : read_xlsx_values(bytes, name)) {
            Row row{{}, printed.line};
            for (PrintedCell& cell : printed.cells)
                row.cells.push_back(std::move(cell.text));
            rows.push_back(std::move(row));
        }
    } else if (format == TableFormat::csv || format == TableFormat::text) {
        if (bytes.size() > k_most_table_bytes)
            throw Error::input("The file has more than {} MB", k_most_table_bytes >> 20U).at(name);
        for (CsvRow& record : parse_records(as_utf8(bytes, name), name)) {
            Row row{{}, record.line};
            for (const std::string& field : record.fields)
                row.cells.push_back(unguarded(field));
            rows.push_back(std::move(row));
        }
    } else {
        throw Error::input("This is no table of records").at(name).hint("Expected .csv or .xlsx.");
    }
    std::erase_if(rows, is_blank);
    if (rows.empty()) throw Error::input("The file is empty").at(name).hint("Its first row must name the columns.");
    if (rows.size() - 1 > k_most_imported)
        throw Error::input("The table has {} rows; {} is the most", number(static_cast<double>(rows.size() - 1)),
                           number(static_cast<double>(k_most_imported)))
            .at(name)
            .hint("Divide it.");
    return rows;
}

/// Where the columns are.
struct Columns {
    std::map<std::string_view, std::size_t> own; ///< by name of k_own_columns
    std::vector<std::pair<const FieldDefinition*, std::size_t>> fields;
    std::vector<std::string> headings;
};

class HeadingReader {
public:
    explicit HeadingReader(const RegisterDefinition& definition) : definition_(definition) {}

    Columns read(const Row& row, std::string_view name) {
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            read_one(std::string(trim(row.cells[i])), i);
        if (columns_.fields.empty() && !columns_.own.contains("State"))
            faults_.emplace_back("There is no column with a field of the register");
        if (!faults_.empty())
            throw Error::input("{}", join(faults_, "\n"))
                .at(name, row.line)
                .hint("Columns are named by the fields' labels or ids: " + listed(known_) + ".");
        return std::move(columns_);
    }

private:
    void read_one(std::string heading, std::size_t column) {
        columns_.headings.push_back(heading);
        if (heading.empty()) return; // cells below it are faults of their rows
        if (known_.empty()) {
            for (std::string_view own : k_own_columns)
                known_.emplace_back(own);
            for (const FieldDefinition& field : definition_.fields)
                known_.push_back(column_heading(definition_, field));
        }
        for (std::string_view own : k_own_columns)
            if (same_text(own, heading)) return take(heading, std::string(own), [&] { columns_.own[own] = column; });
        if (const FieldDefinition* field = field_called(heading))
            return take(heading, field->id, [&] { columns_.fields.emplace_back(field, column); });
        auto near = nearest(heading, known_);
        faults_.push_back(fmt::format("Column {}: there is no field '{}'{}", column + 1, heading,
                                      near ? fmt::format("; is '{}' meant?", *near) : ""));
    }

    const FieldDefinition* field_called(const std::string& heading) const {
        for (const FieldDefinition& field : definition_.fields)
            if (same_text(field.id, heading)) return &field;
        for (const FieldDefinition& field : definition_.fields)
            if (same_text(column_heading(definition_, field), heading)) return &field;
        return nullptr;
    }

    template <typename Take> void take(const std::string& heading, std::string what, Take&& take_it) {
        if (taken_.insert(std::move(what)).second) take_it();
        else faults_.push_back(fmt::format("Column {}: '{}' is there twice", columns_.headings.size(), heading));
    }

    const RegisterDefinition& definition_;
    Columns columns_;
    std::set<std::string> taken_;
    std::vector<std::string> known_, faults_;
};

/// The moves that lead from one state to another, by the shortest way; nullopt where none do.
std::optional<std::vector<const MoveDefinition*>> way(const RegisterDefinition& definition, const std::string& from,
                                                      const std::string& to, std::size_t most) {
    std::vector<std::vector<const MoveDefinition*>> ways{{}};
    std::set<std::string> seen{from};
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const std::string at = ways[i].empty() ? from : ways[i].back()->to;
        if (at == to) return ways[i];
        if (ways[i].size() == most) continue;
        for (const MoveDefinition& move : definition.moves) {
            bool leads = move.from.empty() || std::ranges::find(move.from, at) != move.from.end();
            if (!leads || !seen.insert(move.to).second) continue;
            ways.push_back(ways[i]);
            ways.back().push_back(&move);
        }
    }
    return std::nullopt;
}

class RowReader {
public:
    RowReader(const RegisterDefinition& definition, Columns columns, std::string_view name, const FindRecord& find)
        : definition_(definition),
          columns_(std::move(columns)),
          why_(fmt::format("Imported from {}", name)),
          find_(find) {}

    void read(const Row& row, ImportedTable& out) {
        row_ = &row;
        out_ = &out;
        std::size_t problems = out.problems.size();
        for (std::size_t i = columns_.headings.size(); i < row.cells.size(); ++i)
            if (!trim(row.cells[i]).empty()) say("", fmt::format("Cell {} has no heading above it", i + 1));
        for (std::size_t i = 0; i < std::min(columns_.headings.size(), row.cells.size()); ++i)
            if (columns_.headings[i].empty() && !trim(row.cells[i]).empty())
                say("", fmt::format("Cell {} has no heading above it", i + 1));
        Records::Entry entry;
        entry.register_id = definition_.id;
        std::optional<Record> stands = known(entry);
        RecordChange change;
        change.reason = why_;
        read_fields(stands, change);
        std::string state = own("State");
        std::vector<RecordChange> moves = moves_to(state, stands);
        if (out.problems.size() > problems) return;
        if (stands && change.values.empty() && moves.empty()) {
            ++out.unchanged;
            return;
        }
        if (!stands || !change.values.empty()) entry.changes.push_back(std::move(change));
        for (RecordChange& move : moves)
            entry.changes.push_back(std::move(move));
        out.entries.push_back(std::move(entry));
        out.rows.push_back(row.line);
    }

private:
    void say(std::string column, std::string message) {
        out_->problems.push_back({row_->line, std::move(column), std::move(message)});
    }
    std::string own(std::string_view column) const {
        auto found = columns_.own.find(column);
        if (found == columns_.own.end() || found->second >= row_->cells.size()) return "";
        return std::string(trim(row_->cells[found->second]));
    }

    /// The record that the row is about; empty for a new one.
    std::optional<Record> known(Records::Entry& entry) {
        std::string id = own("ID"), number = own("Number"), version = own("Version");
        if (!number.empty() && definition_.number.empty()) say("Number", "Records of this register have no number");
        std::string wanted = id.empty() ? slug(number) : id;
        if (!wanted.empty() && !seen_.insert(wanted).second) say("ID", fmt::format("'{}' is there twice", wanted));
        std::optional<Record> stands = wanted.empty() ? std::nullopt : find_(wanted);
        bool is_version = std::from_chars(version.data(), version.data() + version.size(), entry.version).ptr ==
                              version.data() + version.size() &&
                          entry.version >= 0;
        if (!version.empty() && !is_version) say("Version", fmt::format("'{}' is no version", version));
        if (stands) {
            if (!number.empty() && number != stands->number)
                say("Number", fmt::format("'{}' has the number {}, which stays", stands->id,
                                          stands->number.empty() ? "of none" : stands->number));
            if (entry.version == 0) entry.version = stands->version;
            entry.id = stands->id;
            entry.is_new = false;
            return stands;
        }
        bool was = entry.version > 0 || (!id.empty() && !definition_.number.empty());
        if (was)
            say("ID", fmt::format("There is no {} '{}' that you may see; leave ID and Version empty for a new one",
                                  definition_.singular, wanted));
        entry.version = 0;
        entry.id = id;
        entry.number = number;
        return std::nullopt;
    }

    void read_fields(const std::optional<Record>& stands, RecordChange& change) {
        for (const auto& [field, column] : columns_.fields) {
            FieldValue values;
            std::string cell = column < row_->cells.size() ? row_->cells[column] : "";
            for (const std::string& text : cell_values(*field, cell)) {
                Canonical read = canonical(*field, text);
                if (!read.problem.empty()) say(columns_.headings[column], read.problem);
                else if (!read.value.empty()) values.push_back(std::move(read.value));
            }
            auto there = stands ? stands->values.find(field->id) : Values::const_iterator();
            bool same =
                stands ? (there == stands->values.end() ? values.empty() : there->second == values) : values.empty();
            if (!same) change.values[field->id] = std::move(values);
        }
    }

    std::vector<RecordChange> moves_to(const std::string& text, const std::optional<Record>& stands) {
        if (text.empty()) return {};
        const StateDefinition* state = nullptr;
        std::vector<std::string> labels;
        for (const StateDefinition& one : definition_.states) {
            if (one.id == text || (state == nullptr && same_text(one.label, text))) state = &one;
            labels.push_back(one.label);
        }
        if (state == nullptr) {
            auto near = nearest(text, labels);
            say("State", fmt::format("'{}' is none of {}{}", text, listed(labels),
                                     near ? fmt::format("; is '{}' meant?", *near) : ""));
            return {};
        }
        std::string from = stands ? stands->state : definition_.states.front().id;
        // A new record may have come a long way already; one that is here takes its moves one by one.
        auto found = way(definition_, from, state->id, stands ? 1 : definition_.states.size());
        if (!found) {
            const StateDefinition* at = definition_.state(from);
            say("State",
                fmt::format("No move leads from '{}' to '{}'", at == nullptr ? from : at->label, state->label));
            return {};
        }
        std::vector<RecordChange> out;
        for (const MoveDefinition* move : *found) {
            out.emplace_back();
            out.back().move = move->id;
            out.back().reason = why_;
        }
        return out;
    }

    const RegisterDefinition& definition_;
    Columns columns_;
    std::string why_;
    const FindRecord& find_;
    std::set<std::string> seen_;
    const Row* row_ = nullptr;
    ImportedTable* out_ = nullptr;
};

} // namespace

ImportedTable read_record_table(const RegisterDefinition& definition, std::string_view bytes, std::string_view name,
                                const FindRecord& find) {
    std::vector<Row> rows = rows_of(bytes, name);
    RowReader reader(definition, HeadingReader(definition).read(rows.front(), name), name, find);
    ImportedTable out;
    for (std::size_t i = 1; i < rows.size(); ++i)
        reader.read(rows[i], out);
    return out;
}

} // namespace peelian
