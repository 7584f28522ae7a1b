// SPDX-License-Identifier: MIT
// Everything that happened to a record: as a timeline, as what each change altered, and the record as it stood.
#include "base/text.hpp"
#include "registers/event_log.hpp"
#include "workbench/record_pages.hpp"
#include "workbench/register_query.hpp"

#include <algorithm>

namespace peelian {

namespace {

std::string words_of(Labels& labels, const FieldDefinition& field, const FieldValue& values) {
    std::vector<std::string> words;
    for (const std::string& value : values)
        words.push_back(labels.of(field, value));
    return words.empty() ? "nothing" : join(words, "; ");
}

std::string what_of(const LogEvent& event, const RegisterDefinition& definition, const RecordStep& step) {
    for (const MadeMove& made : step.moves)
        if (const MoveDefinition* move = definition.move(made.move))
            return move->label.empty() ? capital(move->id) : move->label;
    if (event.action == "create") return "Made";
    if (event.action == "import") return "Imported";
    if (event.action == "draw") return "Drawn";
    if (event.action == "change" || event.action == "move") return step.withhold.empty() ? "Changed" : "Redacted";
    return capital(event.action);
}

} // namespace

std::vector<ToldEvent> told(Labels& labels, const RegisterDefinition& definition, std::span<const LogEvent> events) {
    std::vector<ToldEvent> all;
    Values stands;
    for (const LogEvent& event : events) {
        RecordStep step;
        try {
            step = parse_step(event.change);
        } catch (const Error&) {
            // Another kind of event about this record; its action and reason still tell of it.
        }
        ToldEvent one{.event = event, .what = what_of(event, definition, step)};
        for (const MadeMove& made : step.moves) {
            one.state = state_label(definition, made.to);
            // Said only where it was entered on another day.
            if (made.on.to_string() != moment_text(event.at).substr(0, 10)) one.on = made.on.to_words();
            one.note = made.note;
            one.source = made.source;
        }
        for (const auto& [id, values] : step.values) {
            const FieldDefinition* field = definition.field(id);
            if (field == nullptr || !may_read(labels.visit().actor, *field)) continue;
            one.fields.push_back({field->label.empty() ? capital(id) : field->label,
                                  words_of(labels, *field, stands[id]), words_of(labels, *field, values)});
            stands[id] = values;
        }
        for (const auto& [id, reason] : step.withhold) {
            const FieldDefinition* field = definition.field(id);
            std::string label = field != nullptr && !field->label.empty() ? field->label : capital(id);
            one.fields.push_back({label + " (public)", reason.empty() ? "withheld" : "shown",
                                  reason.empty() ? "shown" : "withheld: " + reason});
        }
        all.push_back(std::move(one));
    }
    return all;
}

void show_timeline(View page, const RegisterDefinition& definition, const Record& record,
                   std::span<const ToldEvent> events, bool with_fields) {
    View timeline = page.include("TIMELINE", "wb_timeline.tpl");
    std::string history = record_address(definition.id, record.id) + "/history";
    for (std::size_t n = events.size(); n-- > 0;) {
        const ToldEvent& told = events[n];
        View item = timeline.section("EVENT");
        item.text("WHAT", told.what).text("BY", told.event.actor_name).text("WHEN", moment_words(told.event.at));
        item.text("AT", moment_text(told.event.at)).number("NUMBER", told.event.number);
        item.maybe("STATE", told.state).maybe("ON", told.on).maybe("NOTE", told.note).maybe("SOURCE", told.source);
        item.maybe("REASON", told.event.reason);
        if (!with_fields) continue;
        item.section("AS_OF").text("ADDRESS", fmt::format("{}?at={}", history, told.event.number));
        if (told.fields.empty()) continue;
        View table = item.section("FIELDS");
        table.text("CAPTION", fmt::format("What event {} changed", told.event.number));
        for (const ToldField& field : told.fields)
            table.section("FIELD").text("LABEL", field.label).text("BEFORE", field.before).text("AFTER", field.after);
    }
}

http::AppResponse record_history_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    Labels labels(visit);
    std::string address = record_address(definition.id, record.id);
    std::string title = record.title(definition).empty() ? record.id : record.title(definition);
    Sheet sheet;
    View page = visit.page(sheet, "History of " + title, "wb_history.tpl");
    page.text("TITLE", title).text("BACK", address);
    auto events = visit.parts.records.history(visit.actor, definition.id, record.id);
    const std::string& at = visit.request.query.get("at");
    if (!at.empty()) {
        auto number = static_cast<std::int64_t>(std::min<std::size_t>(number_or(at, 0), 1ULL << 60U));
        auto event = std::find_if(events.begin(), events.end(), [&](const auto& e) { return e.number == number; });
        auto stood = event == events.end() ? std::nullopt
                                           : visit.parts.records.as_of(visit.actor, definition.id, record.id, number);
        if (!stood) throw Error::not_found("Event '{}' is none of this {}", at, definition.singular);
        View then = page.section("THEN");
        then.text("NUMBER", at).text("WHEN", moment_words(event->at)).text("HISTORY", address + "/history");
        then.text("STATE", state_label(definition, stood->state));
        show_summary(then, labels, definition, *stood);
        return visit.show(sheet);
    }
    page.show("ALL");
    show_timeline(page, definition, record, told(labels, definition, events), true);
    return visit.show(sheet);
}

} // namespace peelian
