// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/registers.hpp"

#include <nlohmann/json.hpp>

namespace peelian {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace); }

std::string state_label(const RegisterDefinition& definition, const std::string& id) {
    const StateDefinition* state = definition.state(id);
    return state != nullptr ? state->label : id;
}

Error no_such_record(const RegisterDefinition& definition, const std::string& id) {
    return Error::not_found("There is no {} '{}'", definition.singular, id)
        .hint(fmt::format("'peelian registers show {}' lists them.", definition.id));
}

Json to_json(const Record& record) {
    Json json{{"register", record.register_id},  {"id", record.id},
              {"number", record.number},         {"version", record.version},
              {"state", record.state},           {"created", moment_text(record.created)},
              {"created_by", record.created_by}, {"changed", moment_text(record.changed)},
              {"changed_by", record.changed_by}};
    json["values"] = Json::object();
    for (const auto& [field, value] : record.values)
        json["values"][field] = value;
    json["withheld"] = Json::object();
    for (const auto& [field, reason] : record.withheld)
        json["withheld"][field] = reason;
    json["moves"] = Json::array();
    for (const MadeMove& move : record.moves)
        json["moves"].push_back({{"move", move.move},
                                 {"to", move.to},
                                 {"on", move.on.to_string()},
                                 {"note", move.note},
                                 {"source", move.source},
                                 {"by", move.by},
                                 {"event", move.event}});
    return json;
}

void print_record(const RegisterDefinition& definition, const Record& record) {
    fmt::print("{}\n{} in {}, version {}, {}\n", record.title(definition), record.id, definition.title, record.version,
               state_label(definition, record.state));
    for (const FieldDefinition& field : definition.fields) {
        auto value = record.values.find(field.id);
        if (value == record.values.end() || value->second.empty()) continue;
        std::string text = join(std::span<const std::string>(value->second), "; ");
        fmt::print("  {}: {}\n", field.label, replace_all(text, "\n", "\n    "));
        if (auto withheld = record.withheld.find(field.id); withheld != record.withheld.end())
            fmt::print("    not published: {}\n", withheld->second);
    }
    for (const MadeMove& move : record.moves)
        fmt::print("  {} {}{}{} ({}, event {})\n", move.on.to_string(), state_label(definition, move.to),
                   move.note.empty() ? "" : ": " + move.note, move.source.empty() ? "" : " [" + move.source + "]",
                   move.by, move.event);
}

int list_records(Desk& desk, const RegisterDefinition& definition, bool json) {
    RecordQuery query;
    query.register_id = definition.id;
    query.count = 0;
    std::vector<std::vector<std::string>> table{{"id", "state", "changed", "title"}};
    for (const Record& record : desk.records.search(operator_of_program(), query).records)
        table.push_back({record.id, json ? record.state : state_label(definition, record.state),
                         moment_text(record.changed), record.title(definition)});
    print_rows(table, json);
    return exit_done;
}

} // namespace

std::string records_json(std::span<const Record> records) {
    Json all = Json::array();
    for (const Record& record : records)
        all.push_back(to_json(record));
    return dump(all) + "\n";
}

int list_registers(const RegistersArguments& arguments) {
    Desk desk(arguments.common.root(), false);
    std::vector<std::vector<std::string>> table{{"register", "state", "records", "title"}};
    for (const RegisterDefinition& definition : desk.workspace.registers.all()) {
        std::size_t before = table.size();
        for (const auto& [state, count] : desk.records.counts(operator_of_program(), definition.id))
            if (count > 0) table.push_back({definition.id, state, std::to_string(count), definition.title});
        if (table.size() == before) table.push_back({definition.id, "", "0", definition.title});
    }
    print_rows(table, arguments.json);
    return exit_done;
}

int show_register(const RegistersArguments& arguments) {
    Desk desk(arguments.common.root(), false);
    const RegisterDefinition& definition = desk.workspace.registers.at(arguments.register_id);
    if (arguments.record.empty()) {
        if (arguments.at != 0) throw Error::usage("--at shows one record as it stood: name the record");
        return list_records(desk, definition, arguments.json);
    }
    Actor actor = operator_of_program();
    auto record = arguments.at == 0 ? desk.records.find(actor, definition.id, arguments.record)
                                    : desk.records.as_of(actor, definition.id, arguments.record, arguments.at);
    if (!record) throw no_such_record(definition, arguments.record);
    if (arguments.json) fmt::print("{}\n", dump(to_json(*record)));
    else print_record(definition, *record);
    return exit_done;
}

int show_history(const RegistersArguments& arguments) {
    Desk desk(arguments.common.root(), false);
    const RegisterDefinition& definition = desk.workspace.registers.at(arguments.register_id);
    std::vector<LogEvent> events = desk.records.history(operator_of_program(), definition.id, arguments.record);
    if (events.empty()) throw no_such_record(definition, arguments.record);
    std::vector<std::vector<std::string>> table{{"event", "at", "who", "did", "what", "why"}};
    for (const LogEvent& event : events)
        table.push_back({std::to_string(event.number), moment_text(event.at),
                         fmt::format("{} ({})", event.actor_name, event.actor), event.action, event.change,
                         event.reason});
    print_rows(table, arguments.json);
    return exit_done;
}

int list_due(const RegistersArguments& arguments) {
    Desk desk(arguments.common.root(), false);
    Day today = desk.records.clock().today(), by = today;
    if (!arguments.by.empty()) {
        auto day = Day::parse(arguments.by);
        if (!day) throw Error::usage("--by '{}' is not a day, YYYY-MM-DD", arguments.by);
        by = *day;
    }
    std::vector<std::vector<std::string>> table{{"due", "overdue", "register", "record", "what", "who", "title"}};
    for (const DueItem& item : desk.records.due(operator_of_program(), std::nullopt, by))
        table.push_back({item.due.to_string(),
                         item.due < today ? counted(static_cast<std::size_t>(today - item.due), "day") : "",
                         item.register_id, item.record, item.rule, item.who, item.title});
    print_rows(table, arguments.json);
    return exit_done;
}

} // namespace peelian
