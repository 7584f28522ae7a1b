// SPDX-License-Identifier: MIT
#include "registers/record_rows.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "registers/numbering.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace peelian {
namespace {

std::string withheld_json(const Record& record) {
    std::string json = "{";
    for (const auto& [field, reason] : record.withheld) {
        if (json.size() > 1) json += ',';
        append_json(json, field);
        json += ':';
        append_json(json, reason);
    }
    return json += '}';
}

std::string moves_json(const Record& record) {
    std::string json = "[";
    for (const MadeMove& move : record.moves) {
        json += json.size() > 1 ? ",[" : "[";
        for (const std::string& part :
             {move.move, move.to, move.on.to_string(), move.note, move.source, move.by, std::to_string(move.at)}) {
            append_json(json, part);
            json += ',';
        }
        json += std::to_string(move.event) + ']';
    }
    return json += ']';
}

std::int64_t whole(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<MadeMove> parse_moves(std::string_view text) {
    std::vector<MadeMove> moves;
    if (text == "[]") return moves;
    for (const auto& json : nlohmann::json::parse(text)) {
        auto part = [&](std::size_t i) { return json.at(i).get<std::string>(); };
        moves.push_back({part(0), part(1), Day::from(part(2)), part(3), part(4), part(5), whole(part(6)),
                         json.at(7).get<std::int64_t>()});
    }
    return moves;
}

void insert_links(StoreConnection& connection, const Record& record, const std::set<RecordLink>& links) {
    for (const RecordLink& link : links)
        connection.run("insert into links(register, record, field, kind, target) values ($1, $2, $3, $4, $5)",
                       {record.register_id, record.id, link.field, link.kind, link.target});
}

void insert_due(StoreConnection& connection, const Record& record, const std::set<RecordDue>& items) {
    for (const RecordDue& item : items)
        connection.run("insert into due(register, record, rule, due, who) values ($1, $2, $3, $4, $5)",
                       {record.register_id, record.id, item.rule, item.due, item.who});
}

void delete_of(StoreConnection& connection, const char* table, const Record& record) {
    connection.run(fmt::format("delete from {} where register = $1 and record = $2", table),
                   {record.register_id, record.id});
}

} // namespace

Record record_of(std::span<const SqlValue> row) {
    auto text = [&](std::size_t i) { return row[i].value_or(std::string()); };
    Record record{
        .register_id = text(0), .id = text(1), .number = text(2), .version = whole(text(3)), .state = text(4)};
    try {
        record.values = parse_values(text(5));
        if (text(6) != "{}")
            record.withheld = nlohmann::json::parse(text(6)).get<std::map<std::string, std::string, std::less<>>>();
        record.moves = parse_moves(text(7));
    } catch (const std::exception& error) {
        throw Error::io("The record {}/{} in the store cannot be read: {}", record.register_id, record.id, error.what())
            .hint("Run 'peelian verify' to find what is damaged; 'peelian store rebuild' makes records anew from the "
                  "log.");
    }
    record.created = whole(text(8));
    record.created_by = text(9);
    record.created_by_id = text(10);
    record.changed = whole(text(11));
    record.changed_by = text(12);
    return record;
}

std::vector<SqlValue> row_of(const Record& record, std::int64_t event) {
    return {record.register_id,
            record.id,
            record.number.empty() ? SqlValue() : record.number,
            std::to_string(record.version),
            record.state,
            values_json(record.values),
            withheld_json(record),
            moves_json(record),
            std::to_string(record.created),
            record.created_by,
            record.created_by_id,
            std::to_string(record.changed),
            record.changed_by,
            std::to_string(event)};
}

std::optional<Record> load_record(StoreConnection& connection, std::string_view register_id, std::string_view id) {
    static const std::string sql =
        fmt::format("select {} from records where register = $1 and id = $2", k_record_columns);
    SqlRows rows = connection.run(sql, {std::string(register_id), std::string(id)});
    if (rows.empty()) return std::nullopt;
    return record_of(rows.rows.front());
}

void save_record(StoreConnection& connection, const RegisterDefinition* definition, const Record* before,
                 const Record& record, std::int64_t event) {
    auto row = row_of(record, event);
    std::optional<Serial> serial;
    if (definition && !record.number.empty()) serial = parse_number(definition->number, record.number);
    row.push_back(serial ? SqlValue(serial->series) : SqlValue());
    row.push_back(serial ? SqlValue(std::to_string(serial->n)) : SqlValue());
    static const std::string insert =
        fmt::format("insert into records({}, series, serial) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
                    "$12, $13, $14, $15, $16)",
                    k_record_columns);
    if (!before) connection.run(insert, row);
    else
        connection.run("update records set number = $3, version = $4, state = $5, fields = $6, withheld = $7, "
                       "moves = $8, created = $9, created_by = $10, created_by_id = $11, changed = $12, "
                       "changed_by = $13, event = $14, series = $15, serial = $16 where register = $1 and id = $2",
                       row);
    if (!definition) return;
    auto links = links_of(*definition, record);
    auto due = due_of(*definition, record);
    bool other_links = !before || links != links_of(*definition, *before);
    bool other_due = !before || due != due_of(*definition, *before);
    if (before && other_links) delete_of(connection, "links", record);
    if (before && other_due) delete_of(connection, "due", record);
    if (other_links) insert_links(connection, record, links);
    if (other_due) insert_due(connection, record, due);
}

void save_projections(StoreConnection& connection, const RegisterDefinition& definition, const Record& record,
                      std::int64_t event) {
    save_record(connection, &definition, &record, record, event); // its place in a series
    delete_of(connection, "links", record);
    delete_of(connection, "due", record);
    insert_links(connection, record, links_of(definition, record));
    insert_due(connection, record, due_of(definition, record));
}

std::string_view link_kind(const FieldDefinition& field) {
    switch (field.type) {
    case FieldType::link: return field.to;
    case FieldType::area: return "area";
    case FieldType::person: return "person";
    case FieldType::post: return "post";
    default: return {};
    }
}

std::set<RecordLink> links_of(const RegisterDefinition& definition, const Record& record) {
    std::set<RecordLink> links;
    for (const FieldDefinition& field : definition.fields) {
        std::string_view kind = link_kind(field);
        auto value = record.values.find(field.id);
        if (kind.empty() || value == record.values.end()) continue;
        for (const std::string& target : value->second)
            links.insert({field.id, std::string(kind), target});
    }
    return links;
}

std::set<RecordDue> due_of(const RegisterDefinition& definition, const Record& record) {
    std::set<RecordDue> items;
    for (const DueRule& rule : definition.due) {
        try {
            if (auto day = due_on(rule, definition, record))
                items.insert({rule.id, day->to_string(), record.first(rule.who.empty() ? definition.owner : rule.who)});
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) throw;
        }
    }
    return items;
}

std::string projection_hash(const RegisterDefinition& definition) {
    Hasher hasher;
    hasher.field(definition.number).field(definition.owner);
    for (const FieldDefinition& field : definition.fields)
        hasher.field(field.id).field(std::to_string(static_cast<int>(field.type))).field(field.to);
    for (const DueRule& rule : definition.due) {
        hasher.field(rule.id).field(std::to_string(static_cast<int>(rule.kind))).field(std::to_string(rule.count));
        hasher.field(rule.from).field(rule.done).field(rule.repeats ? "repeats" : "once").field(rule.who);
        hasher.field(join(rule.until, ","));
    }
    return hasher.hex();
}

} // namespace peelian
