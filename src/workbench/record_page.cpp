// SPDX-License-Identifier: MIT
// A record as its story: what it is, where it stands, what is next, what hangs on it, what happened.
#include "base/text.hpp"
#include "workbench/record_pages.hpp"

#include <algorithm>

namespace peelian {

namespace {

void show_next(View page, Labels& labels, const RegisterDefinition& definition, const Record& record) {
    Day today = labels.visit().parts.records.clock().today();
    for (const NextDue& next : next_due(definition, record)) {
        View one = page.section("NEXT_DUE");
        one.text("RULE", next.rule->label.empty() ? capital(next.rule->id) : next.rule->label);
        one.text("DAY", next.day.to_words()).text("DUE", due_words(next.day, today));
        one.text("COLOUR", next.day < today ? "orange" : "blue");
        const FieldDefinition* who = definition.field(next.rule->who);
        if (who != nullptr && may_read(labels.visit().actor, *who)) one.maybe("WHO", labels.of(*who, record));
    }
}

void show_buttons(View page, const Visit& visit, const RegisterDefinition& definition, const Record& record) {
    std::string address = record_address(definition.id, record.id);
    std::string style; // the first stands out, as the likely one
    for (const MoveDefinition* move : moves_open_to(visit.actor, definition, record)) {
        page.section("MOVE")
            .text("STYLE", style)
            .text("ADDRESS", address + "/move/" + http::percent_encode(move->id))
            .text("LABEL", move->label.empty() ? capital(move->id) : move->label);
        style = " govuk-button--secondary";
    }
    if (!may_edit(visit.actor, definition, record)) return;
    page.section("MAY_EDIT").text("ADDRESS", address + "/change");
    bool has_public = std::any_of(definition.fields.begin(), definition.fields.end(), [&](const auto& field) {
        return field.is_public && may_write(visit.actor, definition, field);
    });
    if (definition.is_public && has_public) page.section("MAY_WITHHOLD").text("ADDRESS", address + "/withhold");
}

/// What the public sees of it, in a sentence, and the fields that are kept back.
void show_public(View page, const RegisterDefinition& definition, const Record& record, Day today) {
    if (!definition.is_public) return;
    const StateDefinition* state = definition.state(record.state);
    std::string words = "This record is published with the next release.";
    if (state == nullptr || !state->is_public)
        words = fmt::format("Not published while it stands at \u201C{}\u201D.", state_label(definition, record.state));
    else if (const FieldDefinition* from = definition.field(definition.public_from)) {
        auto day = Day::parse(record.first(from->id));
        if (!day) words = fmt::format("Not published until \u201C{}\u201D is filled.", from->label);
        else if (*day > today) words = fmt::format("Not published before {}.", day->to_words());
    }
    View section = page.section("PUBLIC");
    section.text("WORDS", words);
    for (const auto& [id, reason] : record.withheld) {
        const FieldDefinition* field = definition.field(id);
        section.section("WITHHELD").text("LABEL", field ? field->label : id).text("WHY", reason);
    }
}

/// Records that link to this one, register by register.
void show_hanging(View page, const Visit& visit, const Record& record) {
    Records& records = visit.parts.records;
    auto from = records.linked_to(visit.actor, record.register_id, record.id);
    for (const RegisterDefinition& other : records.definitions().all()) {
        std::vector<const Records::LinkFrom*> these;
        for (const auto& link : from)
            if (link.record.register_id == other.id) these.push_back(&link);
        if (these.empty()) continue;
        View group = page.section("HANGING");
        group.text("TITLE", other.title);
        for (const auto* link : these) {
            const FieldDefinition* field = other.field(link->field);
            const StateDefinition* state = other.state(link->record.state);
            View one = group.section("ITEM");
            one.text("ADDRESS", record_address(other.id, link->record.id));
            one.text("WORDS", link->record.title(other).empty() ? link->record.id : link->record.title(other));
            one.text("AS", field ? field->label : link->field);
            one.text("STATE", state_label(other, link->record.state))
                .text("COLOUR", state ? tag_colour(state->kind) : "grey");
            auto next = next_due(other, link->record);
            one.maybe("DAY", next.empty() ? "" : next.front().day.to_words());
        }
    }
}

} // namespace

http::AppResponse record_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    Labels labels(visit);
    Sheet sheet;
    std::string title = record.title(definition).empty() ? record.id : record.title(definition);
    View page = visit.page(sheet, title, "wb_record.tpl");
    std::string heading = record.first(definition.heading).empty() ? record.id : record.first(definition.heading);
    page.text("HEADING", heading).text("REGISTER", definition.title);
    page.text("REGISTER_ADDRESS", register_address(definition.id));
    page.text("NUMBER", record.number.empty() ? capital(definition.singular) : record.number);
    const StateDefinition* state = definition.state(record.state);
    page.text("STATE", state_label(definition, record.state)).text("COLOUR", state ? tag_colour(state->kind) : "grey");
    page.maybe("STATE_ABOUT", state ? state->about : "");
    show_next(page, labels, definition, record);
    show_buttons(page, visit, definition, record);
    show_summary(page, labels, definition, record);
    show_hanging(page, visit, record);
    show_public(page, definition, record, visit.parts.records.clock().today());
    page.text("HISTORY", record_address(definition.id, record.id) + "/history");
    auto events = visit.parts.records.history(visit.actor, definition.id, record.id);
    show_timeline(page, definition, record, told(labels, definition, events), false);
    page.text("MADE_BY", record.created_by).text("MADE", moment_words(record.created));
    page.text("CHANGED_BY", record.changed_by).text("CHANGED", moment_words(record.changed));
    return visit.show(sheet);
}

} // namespace peelian
