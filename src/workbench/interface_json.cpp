// SPDX-License-Identifier: MIT
#include "workbench/interface_json.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

namespace peelian {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string_view kind_word(FieldType type) {
    switch (type) {
    case FieldType::text: return "text";
    case FieldType::markdown: return "markdown";
    case FieldType::date: return "date";
    case FieldType::month: return "month";
    case FieldType::choice: return "choice";
    case FieldType::yes_no: return "yes_no";
    case FieldType::money: return "money";
    case FieldType::number: return "number";
    case FieldType::person: return "person";
    case FieldType::post: return "post";
    case FieldType::area: return "area";
    case FieldType::link: return "link";
    case FieldType::file: return "file";
    }
    return "text";
}

Json values_of(const Values& values) {
    Json json = Json::object();
    for (const auto& [field, texts] : values)
        if (!texts.empty()) json[field] = texts;
    return json;
}

Json record_json(const RegisterDefinition& definition, const Record& record) {
    Json json;
    json["register"] = record.register_id;
    json["id"] = record.id;
    if (!record.number.empty()) json["number"] = record.number;
    json["title"] = record.title(definition);
    json["version"] = record.version;
    json["state"] = record.state;
    json["values"] = values_of(record.values);
    json["withheld"] = Json::object();
    for (const auto& [field, reason] : record.withheld)
        json["withheld"][field] = reason;
    json["due"] = Json::array();
    for (const NextDue& next : next_due(definition, record))
        json["due"].push_back({{"rule", next.rule->id}, {"on", next.day.to_string()}});
    json["moves"] = Json::array();
    for (const MadeMove& move : record.moves)
        json["moves"].push_back({{"move", move.move},
                                 {"to", move.to},
                                 {"on", move.on.to_string()},
                                 {"note", move.note},
                                 {"source", move.source},
                                 {"by", move.by},
                                 {"at", moment_text(move.at)}});
    json["created"] = {{"at", moment_text(record.created)}, {"by", record.created_by}};
    json["changed"] = {{"at", moment_text(record.changed)}, {"by", record.changed_by}};
    json["address"] = "/api" + record_address(record.register_id, record.id);
    return json;
}

/// One text or a list of texts; numbers and booleans as what people would type for them.
FieldValue texts_of(const Json& json, const std::string& field) {
    FieldValue texts;
    auto add = [&](const Json& one) {
        if (one.is_string()) texts.push_back(one.get<std::string>());
        else if (one.is_boolean()) texts.emplace_back(one.get<bool>() ? "yes" : "no");
        else if (one.is_number_integer()) texts.push_back(one.dump());
        else if (one.is_number()) texts.push_back(plain_number(one.get<double>()));
        else throw Error::input("'{}' must be a text or a list of texts", field);
    };
    if (json.is_null()) return texts;
    if (!json.is_array()) add(json);
    else
        for (const Json& one : json)
            add(one);
    return texts;
}

Values read_values(const RegisterDefinition& definition, const Json& json) {
    if (!json.is_object()) throw Error::input("'values' must be an object of fields");
    Values values;
    std::vector<FieldProblem> problems;
    for (const auto& [id, given] : json.items()) {
        const FieldDefinition* field = definition.field(id);
        FieldValue& canonical_texts = values[id];
        for (const std::string& text : texts_of(given, id)) {
            // What is no field is left to Records to refuse, in its own words.
            Canonical one = field && field->type != FieldType::file ? canonical(*field, text) : Canonical{text, ""};
            if (!one.problem.empty()) problems.push_back({id, one.problem});
            else if (!one.value.empty()) canonical_texts.push_back(one.value);
        }
    }
    if (!problems.empty()) throw InvalidChange(std::move(problems));
    return values;
}

std::string text_at(const Json& json, const char* key) {
    auto found = json.find(key);
    if (found == json.end() || found->is_null()) return "";
    if (!found->is_string()) throw Error::input("'{}' must be a text", key);
    return found->get<std::string>();
}

void check_keys(const Json& json) {
    const std::vector<std::string> known{"id",   "values", "version", "move",    "on",
                                         "note", "source", "reason",  "withhold"};
    for (const auto& [key, value] : json.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        auto near = nearest(key, known);
        throw Error::input("A change has no '{}'", key)
            .hint(near ? fmt::format("Was '{}' meant?", *near) : "It may have " + one_of(known) + ".");
    }
}

} // namespace

std::string json_of(const Visit& visit, const RegisterDefinition& definition) {
    Json json;
    json["id"] = definition.id;
    json["title"] = definition.title;
    json["about"] = definition.about;
    json["may_create"] = may_create(visit.actor, definition);
    json["fields"] = Json::array();
    for (const FieldDefinition& field : definition.fields) {
        if (!may_read(visit.actor, field)) continue;
        Json one{{"id", field.id},
                 {"label", field.label},
                 {"type", kind_word(field.type)},
                 {"many", field.many},
                 {"required", field.required},
                 {"may_write", may_write(visit.actor, definition, field)},
                 {"public", field.is_public}};
        if (!field.to.empty()) one["to"] = field.to;
        for (const FieldChoice& choice : field.choices)
            one["choices"].push_back({{"id", choice.id}, {"label", choice.label}});
        json["fields"].push_back(std::move(one));
    }
    json["states"] = Json::array();
    for (const StateDefinition& state : definition.states)
        json["states"].push_back({{"id", state.id}, {"label", state.label}, {"kind", to_words(state.kind)}});
    json["moves"] = Json::array();
    for (const MoveDefinition& move : definition.moves)
        json["moves"].push_back({{"id", move.id}, {"label", move.label}, {"from", move.from}, {"to", move.to}});
    json["counts"] = Json::object();
    for (const auto& [state, count] : visit.parts.records.counts(visit.actor, definition.id))
        json["counts"][state] = count;
    return dumped(json);
}

std::string json_of(const RegisterDefinition& definition, const Record& record) {
    return dumped(record_json(definition, record));
}

AskedChange parse_asked(const RegisterDefinition& definition, std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) throw Error::input("The body must be one JSON object");
    check_keys(json);
    AskedChange asked;
    if (auto values = json.find("values"); values != json.end()) asked.change.values = read_values(definition, *values);
    if (auto withhold = json.find("withhold"); withhold != json.end()) {
        if (!withhold->is_object()) throw Error::input("'withhold' must be an object of fields and reasons");
        for (const auto& [field, reason] : withhold->items()) {
            if (!reason.is_string()) throw Error::input("The reason to withhold '{}' must be a text", field);
            asked.change.withhold[field] = reason.get<std::string>();
        }
    }
    if (auto version = json.find("version"); version != json.end()) {
        if (!version->is_number_unsigned()) throw Error::input("'version' must be a whole number");
        asked.version = version->get<std::int64_t>();
    }
    asked.id = text_at(json, "id");
    asked.change.move = text_at(json, "move");
    asked.change.on = text_at(json, "on");
    asked.change.note = text_at(json, "note");
    asked.change.source = text_at(json, "source");
    asked.change.reason = text_at(json, "reason");
    return asked;
}

http::AppResponse json_answer(std::string body, int status) {
    http::AppResponse answer;
    answer.status = status;
    answer.type = "application/json; charset=utf-8";
    answer.body = std::move(body);
    answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

http::AppResponse json_error(const Error& error, const RegisterDefinition* definition) {
    Json body;
    body["problems"] = Json::array();
    int status = 500;
    std::string kind = "internal", message = error.what();
    switch (error.kind()) {
    case ErrorKind::usage:
    case ErrorKind::input: kind = "input", status = 400; break;
    case ErrorKind::not_found: kind = "not_found", status = 404; break;
    case ErrorKind::conflict: kind = "conflict", status = 409; break;
    case ErrorKind::io: kind = "io", status = 503, message = "The store could not be used just now; try again"; break;
    case ErrorKind::internal: message = "The program made a mistake; nothing was changed"; break;
    }
    if (dynamic_cast<const Forbidden*>(&error) != nullptr) kind = "forbidden", status = 403;
    if (const auto* invalid = dynamic_cast<const InvalidChange*>(&error)) {
        kind = "invalid", status = 422;
        for (const FieldProblem& problem : invalid->problems)
            body["problems"].push_back({{"field", problem.field}, {"message", problem.message}});
    }
    if (const auto* edit = dynamic_cast<const EditConflict*>(&error); edit != nullptr && definition != nullptr) {
        body["current_version"] = edit->current.version;
        for (const FieldDifference& difference : edit->differences)
            body["problems"].push_back({{"field", difference.field},
                                        {"message", "Somebody else changed this meanwhile"},
                                        {"theirs", difference.theirs},
                                        {"yours", difference.yours}});
    }
    Json ordered{{"kind", kind}, {"message", message}};
    ordered.update(body);
    return json_answer(dumped({{"error", ordered}}), status);
}

} // namespace peelian
