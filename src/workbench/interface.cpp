// SPDX-License-Identifier: MIT
// /api/: the registers for other programs, by the same functions and rules as the pages. What changes something
// needs the session's token in the header X-CSRF-Token, as forms have it in a box.
#include "base/text.hpp"
#include "workbench/form_fields.hpp"
#include "workbench/interface_json.hpp"
#include "workbench/register_query.hpp"
#include "workbench/routes.hpp"

namespace peelian {

namespace {

constexpr std::size_t k_most_records = 1000;

/// Errors of the interface are JSON, whatever they are.
Route answered(http::AppResponse (*work)(Visit&)) {
    return [work](Visit& visit) {
        const RegisterDefinition* definition =
            visit.matched.empty() ? nullptr : visit.parts.records.definitions().find(visit.matched.front());
        try {
            return work(visit);
        } catch (const Error& error) {
            return json_error(error, definition);
        }
    };
}

/// Values of fields that are not this person's to read stay out of a conflict, too.
void hide_fields(const Visit& visit, const RegisterDefinition& definition, EditConflict& conflict) {
    std::erase_if(conflict.differences, [&](const FieldDifference& difference) {
        const FieldDefinition* field = definition.field(difference.field);
        return field == nullptr || !may_read(visit.actor, *field);
    });
}

/// Files are sent with forms; here a record can only be given those that are in the store.
void check_files(const Visit& visit, const RegisterDefinition& definition, const RecordChange& change) {
    std::vector<FieldProblem> problems;
    for (const auto& [id, values] : change.values) {
        const FieldDefinition* field = definition.field(id);
        if (field == nullptr || field->type != FieldType::file) continue;
        for (const std::string& value : values)
            if (!has_file(visit, value)) problems.push_back({id, "The store has no file '" + value + "'"});
    }
    if (!problems.empty()) throw InvalidChange(std::move(problems));
}

http::AppResponse all_registers(Visit& visit) {
    std::string body = "{\"registers\":[";
    bool first = true;
    for (const RegisterDefinition& definition : visit.parts.records.definitions().all()) {
        if (!may_read(visit.actor, definition)) continue;
        if (!first) body += ',';
        first = false;
        body += "{\"id\":";
        append_json(body, definition.id);
        body += ",\"title\":";
        append_json(body, definition.title);
        body += ",\"address\":";
        append_json(body, "/api/registers/" + http::percent_encode(definition.id));
        body += '}';
    }
    return json_answer(body + "]}\n");
}

http::AppResponse one_register(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    RecordQuery query = read_query(visit, definition);
    query.count = std::min(number_or(visit.request.query.get("count"), k_rows_a_page), k_most_records);
    if (query.count == 0) query.count = k_most_records;
    query.from = number_or(visit.request.query.get("from"), 0);
    RecordPage found = visit.parts.records.search(visit.actor, query);
    std::string body = "{\"register\":" + json_of(visit, definition);
    body += fmt::format(",\"all\":{},\"from\":{},\"records\":[", found.all, query.from);
    for (std::size_t n = 0; n < found.records.size(); ++n)
        body += (n ? "," : "") + json_of(definition, found.records[n]);
    return json_answer(body + "]}\n");
}

http::AppResponse create_record(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    AskedChange asked = parse_asked(definition, visit.request.body);
    check_files(visit, definition, asked.change);
    Record made = visit.parts.records.create(visit.actor, definition.id, asked.change, asked.id);
    auto answer = json_answer(json_of(definition, visible_to(visit.actor, definition, made)), 201);
    answer.headers.emplace_back("Location", "/api" + record_address(definition.id, made.id));
    return answer;
}

http::AppResponse one_record(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    return json_answer(json_of(definition, record_of(visit, definition)));
}

http::AppResponse change_record_json(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record before = record_of(visit, definition);
    AskedChange asked = parse_asked(definition, visit.request.body);
    if (asked.version == 0)
        throw Error::input("'version' is missing: the version of the record that the change was made from")
            .hint("A GET of the record gives it.");
    check_files(visit, definition, asked.change);
    try {
        Record made = visit.parts.records.change(visit.actor, definition.id, before.id, asked.version, asked.change);
        return json_answer(json_of(definition, visible_to(visit.actor, definition, made)));
    } catch (EditConflict& conflict) {
        hide_fields(visit, definition, conflict);
        throw;
    }
}

} // namespace

std::vector<RouteEntry> interface_routes() {
    return {{"GET", "/api/registers", answered(all_registers)},
            {"GET", "/api/registers/{}", answered(one_register)},
            {"POST", "/api/registers/{}", answered(create_record)},
            {"GET", "/api/registers/{}/{}", answered(one_record)},
            {"POST", "/api/registers/{}/{}", answered(change_record_json)}};
}

} // namespace peelian
