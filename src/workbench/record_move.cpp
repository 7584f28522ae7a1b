// SPDX-License-Identifier: MIT
// Making a move: the day it is true of, why, where that can be read, and fields it needs that are still empty.
#include "base/text.hpp"
#include "workbench/form_pages.hpp"
#include "workbench/record_pages.hpp"
#include "workbench/register_query.hpp"

#include <algorithm>

namespace peelian {

namespace {

/// The day of the move is a date field like others, under a name that no register can use.
const FieldDefinition& day_field() {
    static const FieldDefinition field{
        .id = "-on", .label = "When was this?", .type = FieldType::date, .required = true};
    return field;
}

struct MoveForm {
    const RegisterDefinition& definition;
    const Record& record;
    const MoveDefinition& move;
    FieldList fields; ///< the day, then what the move needs
    FormState form;
    std::int64_t version = 0;
    std::string note, source;
};

const MoveDefinition& move_of(const Visit& visit, const RegisterDefinition& definition, const Record& record) {
    const MoveDefinition* move = definition.move(visit.matched.at(2));
    if (move == nullptr) throw Error::not_found("A {} has no move '{}'", definition.singular, visit.matched.at(2));
    auto open = moves_open_to(visit.actor, definition, record);
    if (std::find(open.begin(), open.end(), move) == open.end())
        throw Forbidden(
            fmt::format("\u201C{}\u201D is not open to you now: the {} stands at \u201C{}\u201D{}", move->label,
                        definition.singular, state_label(definition, record.state),
                        move->by_another ? ", and somebody else has to do it than who did the step before" : ""));
    return *move;
}

http::AppResponse show_move(Labels& labels, const MoveForm& move, std::vector<FieldProblem> problems, int status) {
    const Visit& visit = labels.visit();
    std::string address = record_address(move.definition.id, move.record.id);
    std::string label = move.move.label.empty() ? capital(move.move.id) : move.move.label;
    Sheet sheet;
    View page = visit.page(sheet, (problems.empty() ? "" : "Error: ") + label, "wb_move.tpl");
    page.text("HEADING", label).text("RECORD", move.record.title(move.definition));
    page.text("BACK", address).text("ACTION", address + "/move/" + http::percent_encode(move.move.id));
    page.text("CSRF", visit.session.csrf).number("VERSION", move.version);
    page.text("FROM", state_label(move.definition, move.record.state));
    page.text("TO", state_label(move.definition, move.move.to));
    const StateDefinition* to = move.definition.state(move.move.to);
    page.maybe("TO_ABOUT", to ? to->about : "");
    page.text("NOTE", move.note).text("SOURCE", move.source).text("OPTIONAL", move.move.reason ? "" : " (optional)");
    FieldDefinition note{.id = "-note"};
    FieldList on_page = move.fields;
    on_page.push_back(&note);
    show_problems(page, problems, on_page);
    show_fields(page, labels, move.fields, move.form, problems, move.move.to);
    auto bad = std::find_if(problems.begin(), problems.end(), [](const auto& p) { return p.field == "-note"; });
    page.text("NOTE_STYLE", bad == problems.end() ? "" : " govuk-form-group--error");
    if (bad != problems.end()) page.section("NOTE_BAD").text("MESSAGE", bad->message);
    return visit.show(sheet, status);
}

http::AppResponse make(Labels& labels, MoveForm& move) {
    const Visit& visit = labels.visit();
    std::vector<FieldProblem> problems = move.form.problems;
    RecordChange change{.values = move.form.values, .move = move.move.id, .note = move.note, .source = move.source};
    change.on = first_of(change.values, day_field().id);
    change.values.erase(day_field().id);
    std::erase_if(change.values, [](const auto& field) { return field.second.empty(); });
    if (change.on.empty() && problems.empty()) problems.push_back({day_field().id, "Enter the day on which this was"});
    if (move.move.reason && move.note.empty()) problems.push_back({"-note", "Say why"});
    if (!problems.empty()) return show_move(labels, move, problems, 422);
    try {
        visit.parts.records.change(visit.actor, move.definition.id, move.record.id, move.version, change);
        return http::AppResponse::see_other(record_address(move.definition.id, move.record.id));
    } catch (const EditConflict& conflict) {
        move.version = conflict.current.version;
        problems.push_back({"", fmt::format("{} changed this {} meanwhile. Look at it again; if the move still stands, "
                                            "send the form once more",
                                            conflict.current.changed_by, move.definition.singular)});
        return show_move(labels, move, problems, 409);
    } catch (const Error& error) {
        Refusal refusal = refusal_of(error);
        return show_move(labels, move, refusal.problems, refusal.status);
    }
}

} // namespace

http::AppResponse record_move_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    Labels labels(visit);
    MoveForm move{.definition = definition, .record = record, .move = move_of(visit, definition, record)};
    move.fields.push_back(&day_field());
    const StateDefinition* to = definition.state(move.move.to);
    for (const FieldDefinition& field : definition.fields) {
        bool needed =
            std::find(move.move.needs.begin(), move.move.needs.end(), field.id) != move.move.needs.end() ||
            (to && std::find(field.required_in.begin(), field.required_in.end(), to->id) != field.required_in.end());
        if (needed && is_empty(record.values, field.id) && may_read(visit.actor, field) &&
            may_write(visit.actor, definition, field))
            move.fields.push_back(&field);
    }
    if (visit.request.method != "POST") {
        move.version = record.version;
        move.form = state_of(move.fields, {{"-on", {visit.parts.records.clock().today().to_string()}}});
        return show_move(labels, move, {}, 200);
    }
    move.version =
        static_cast<std::int64_t>(std::min<std::size_t>(number_or(visit.request.form.get("version"), 0), 1ULL << 60U));
    if (move.version == 0)
        throw Error::input("The form does not say which version of the record it was made from")
            .hint("Open the record again and make the move there.");
    move.note = trim(visit.request.form.get("note"));
    move.source = trim(visit.request.form.get("source"));
    move.form = read_state(labels, move.fields);
    if (asks_again(visit)) return show_move(labels, move, move.form.problems, 200);
    return make(labels, move);
}

} // namespace peelian
