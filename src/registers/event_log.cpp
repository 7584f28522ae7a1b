// SPDX-License-Identifier: MIT
#include "registers/event_log.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace peelian {
namespace {

constexpr std::size_t k_hash_digits = 64;

std::int64_t whole(const SqlValue& text) {
    std::int64_t value = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), value);
    return value;
}

std::string text_of(const SqlValue& value) { return value.value_or(std::string()); }

void append_pair(std::string& json, std::string_view key, std::string_view value) {
    if (json.back() != '{') json += ',';
    append_json(json, key);
    json += ':';
    append_json(json, value);
}

std::string moves_json(std::span<const MadeMove> moves) {
    std::string json = "[";
    for (const MadeMove& move : moves) {
        if (json.size() > 1) json += ',';
        json += '{';
        append_pair(json, "move", move.move);
        append_pair(json, "to", move.to);
        append_pair(json, "on", move.on.to_string());
        if (!move.note.empty()) append_pair(json, "note", move.note);
        if (!move.source.empty()) append_pair(json, "source", move.source);
        json += '}';
    }
    return json += ']';
}

MadeMove parse_made_move(const nlohmann::json& json) {
    return {.move = json.at("move").get<std::string>(),
            .to = json.at("to").get<std::string>(),
            .on = Day::from(json.at("on").get<std::string>()),
            .note = json.value("note", ""),
            .source = json.value("source", "")};
}

} // namespace

LogEvent event_of(std::span<const SqlValue> row) {
    return {.number = whole(row[0]),
            .at = whole(row[1]),
            .actor = text_of(row[2]),
            .actor_name = text_of(row[3]),
            .register_id = text_of(row[4]),
            .record = text_of(row[5]),
            .action = text_of(row[6]),
            .change = text_of(row[7]),
            .reason = text_of(row[8]),
            .previous = text_of(row[9]),
            .hash = text_of(row[10])};
}

std::string event_hash(const LogEvent& event) {
    Hasher hasher;
    hasher.field(event.previous).field(std::to_string(event.number)).field(std::to_string(event.at));
    for (const std::string* part : {&event.actor, &event.actor_name, &event.register_id, &event.record, &event.action,
                                    &event.change, &event.reason})
        hasher.field(*part);
    return hasher.hex();
}

LogHead log_head(StoreConnection& connection) {
    SqlRows rows = connection.run("select number, hash from events order by number desc limit 1");
    if (rows.empty()) return {0, std::string(k_hash_digits, '0')};
    return {rows.integer(0, 0), rows.text(0, 1)};
}

std::vector<LogEvent> events_of(StoreConnection& connection, std::string_view register_id, std::string_view id) {
    static const std::string sql =
        fmt::format("select {} from events where register = $1 and record = $2 order by number", k_event_columns);
    SqlRows rows = connection.run(sql, {std::string(register_id), std::string(id)});
    std::vector<LogEvent> events;
    for (const auto& row : rows.rows)
        events.push_back(event_of(row));
    return events;
}

void follow_on(LogEvent& event, const LogHead& head) {
    event.number = head.number + 1;
    event.previous = head.hash;
}

void write_event(StoreConnection& connection, LogEvent event) {
    event.hash = event_hash(event);
    static const std::string sql =
        fmt::format("insert into events({}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", k_event_columns);
    connection.run(sql, {std::to_string(event.number), std::to_string(event.at), event.actor, event.actor_name,
                         event.register_id, event.record, event.action, event.change, event.reason, event.previous,
                         event.hash});
}

std::int64_t append_event(StoreConnection& connection, LogEvent event) {
    follow_on(event, log_head(connection));
    std::int64_t number = event.number;
    write_event(connection, std::move(event));
    return number;
}

std::string to_json(const RecordStep& step) {
    std::string json = "{";
    auto key = [&json](std::string_view name) {
        if (json.size() > 1) json += ',';
        append_json(json, name);
        json += ':';
    };
    if (!step.number.empty()) {
        key("number");
        append_json(json, step.number);
    }
    if (!step.values.empty()) {
        key("values");
        json += values_json(step.values);
    }
    if (!step.withhold.empty()) {
        key("withheld");
        std::string reasons = "{";
        for (const auto& [field, reason] : step.withhold)
            append_pair(reasons, field, reason);
        json += reasons + '}';
    }
    if (!step.moves.empty()) {
        key("moves");
        json += moves_json(step.moves);
    }
    return json += '}';
}

RecordStep parse_step(std::string_view text) {
    try {
        auto json = nlohmann::json::parse(text);
        RecordStep step;
        for (auto& [key, value] : json.items()) {
            if (key == "number") step.number = value.get<std::string>();
            else if (key == "values") step.values = value.get<std::map<std::string, FieldValue, std::less<>>>();
            else if (key == "withheld") step.withhold = value.get<std::map<std::string, std::string, std::less<>>>();
            else if (key == "moves")
                for (const auto& move : value)
                    step.moves.push_back(parse_made_move(move));
            else throw Error::input("An event speaks of '{}', which this program does not know", key);
        }
        return step;
    } catch (const nlohmann::json::exception& error) {
        throw Error::input("An event's change cannot be read: {}", error.what());
    }
}

std::string without_fields(std::string_view json, const std::function<bool(std::string_view field)>& hidden) {
    RecordStep step = parse_step(json);
    std::erase_if(step.values, [&](const auto& pair) { return hidden(pair.first); });
    std::erase_if(step.withhold, [&](const auto& pair) { return hidden(pair.first); });
    return to_json(step);
}

void take_step(Record& record, const RecordStep& step, const LogEvent& event) {
    if (record.version == 0) {
        record.register_id = event.register_id;
        record.id = event.record;
        record.number = step.number;
        record.created = event.at;
        record.created_by = event.actor_name;
        record.created_by_id = event.actor;
    }
    for (const auto& [field, value] : step.values) {
        if (value.empty()) record.values.erase(field);
        else record.values[field] = value;
    }
    for (const auto& [field, reason] : step.withhold) {
        if (reason.empty()) record.withheld.erase(field);
        else record.withheld[field] = reason;
    }
    for (MadeMove move : step.moves) {
        move.by = event.actor_name;
        move.at = event.at;
        move.event = event.number;
        record.state = move.to;
        record.moves.push_back(std::move(move));
    }
    ++record.version;
    record.changed = event.at;
    record.changed_by = event.actor_name;
}

Record replayed(std::span<const LogEvent> events) {
    Record record;
    for (const LogEvent& event : events)
        take_step(record, parse_step(event.change), event);
    return record;
}

} // namespace peelian
