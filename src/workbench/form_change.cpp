// SPDX-License-Identifier: MIT
// Changing a record, and what happens when somebody else did so first.
//
// The form says in hidden boxes which version it was made from and what the fields held then ("was"): only what the
// person changed is asked to be changed, so two people may change different fields of one record side by side.
#include "base/text.hpp"
#include "workbench/form_pages.hpp"

#include <algorithm>
#include <charconv>

namespace peelian {

namespace {

struct Change {
    const RegisterDefinition& definition;
    const Record& record; ///< as it stands
    FieldList fields;
    FormState form;
    Values was;
    std::int64_t version = 0;
    std::string reason;
};

Values parse_was(const std::string& json) {
    try {
        return json.empty() ? Values{} : parse_values(json);
    } catch (const Error&) {
        return {}; // damaged on its way: every field then counts as changed
    }
}

std::int64_t parse_version(const std::string& text) {
    std::int64_t version = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc() || end != text.data() + text.size() || version < 1)
        throw Error::input("The form does not say which version of the record it was made from")
            .hint("Open the record again and change it there.");
    return version;
}

void hide_state(View page, const Change& change, std::int64_t version) {
    page.section("HIDDEN").text("NAME", "version").text("VALUE", std::to_string(version));
    page.section("HIDDEN").text("NAME", "was").text("VALUE", values_json(change.was));
}

void frame(View page, const Visit& visit, const Change& change) {
    std::string address = record_address(change.definition.id, change.record.id);
    page.text("ACTION", address + "/change").text("CSRF", visit.session.csrf);
    page.text("BACK", address).text("BACK_NAME", "Back to " + change.record.title(change.definition));
}

http::AppResponse show_form(Labels& labels, const Change& change, std::vector<FieldProblem> problems, int status) {
    const Visit& visit = labels.visit();
    Sheet sheet;
    std::string title = "Change " + change.record.title(change.definition);
    View page = visit.page(sheet, (problems.empty() ? "" : "Error: ") + title, "wb_form.tpl");
    frame(page, visit, change);
    page.text("HEADING", title).text("BUTTON", "Save changes");
    hide_state(page, change, change.version);
    FieldDefinition reason{.id = "-reason"};
    FieldList on_page = change.fields;
    on_page.push_back(&reason);
    show_problems(page, problems, on_page);
    show_fields(page, labels, change.fields, change.form, problems, change.record.state);
    View why = page.section("REASON");
    why.text("VALUE", change.reason);
    for (const FieldProblem& problem : problems)
        if (problem.field == "-reason") {
            why.section("BAD").text("MESSAGE", problem.message);
            break;
        }
    return visit.show(sheet, status);
}

std::string words_of(Labels& labels, const FieldDefinition& field, const FieldValue& values) {
    std::vector<std::string> words;
    for (const std::string& value : values)
        words.push_back(labels.of(field, value));
    return words.empty() ? "nothing" : join(words, "; ");
}

http::AppResponse show_conflict(Labels& labels, const Change& change, const Values& asked,
                                const EditConflict& conflict) {
    const Visit& visit = labels.visit();
    Record current = visible_to(visit.actor, change.definition, conflict.current);
    Sheet sheet;
    View page = visit.page(sheet, "Error: somebody else changed this " + change.definition.singular, "wb_conflict.tpl");
    frame(page, visit, change);
    page.text("SINGULAR", change.definition.singular);
    page.text("WHO", current.changed_by).text("WHEN", moment_words(current.changed));
    hide_state(page, change, current.version);
    hide_boxes(page, change.fields, change.form);
    page.section("HIDDEN").text("NAME", "reason").text("VALUE", change.reason);
    std::vector<const FieldDifference*> others;
    for (const FieldDifference& difference : conflict.differences) {
        const FieldDefinition* field = change.definition.field(difference.field);
        if (field == nullptr || !may_read(visit.actor, *field)) continue;
        if (!asked.contains(difference.field)) {
            others.push_back(&difference);
            continue;
        }
        View one = page.section("DIFFERENCE");
        one.text("FIELD", field->id).text("LABEL", field->label);
        one.text("MINE", words_of(labels, *field, difference.yours));
        one.text("THEIRS", words_of(labels, *field, difference.theirs));
    }
    if (!others.empty()) {
        View since = page.section("SINCE");
        for (const FieldDifference* difference : others) {
            const FieldDefinition& field = change.definition.field_at(difference->field);
            since.section("OTHER")
                .text("LABEL", field.label)
                .text("THEIRS", words_of(labels, field, difference->theirs));
        }
    }
    return visit.show(sheet, 409);
}

/// Follows the answers of the conflict page: from then on a field is held against what the others made of it.
void follow_picks(const Visit& visit, Change& change) {
    for (const FieldDefinition* field : change.fields) {
        const std::string& pick = visit.request.form.get("pick." + field->id);
        if (pick.empty()) continue;
        auto found = change.record.values.find(field->id);
        FieldValue theirs = found == change.record.values.end() ? FieldValue{} : found->second;
        change.was[field->id] = theirs;
        if (pick != "theirs") continue;
        std::erase_if(change.form.boxes, [&](const auto& box) {
            return box.first == "f." + field->id || box.first.starts_with("f." + field->id + ".");
        });
        change.form.values[field->id] = theirs;
        for (auto& [name, texts] : state_of({field}, {{field->id, theirs}}).boxes)
            change.form.boxes[name] = texts;
        std::erase_if(change.form.problems, [&](const FieldProblem& problem) { return problem.field == field->id; });
    }
}

/// Fields that the person made something else of.
Values changed_values(const Change& change) {
    Values changed;
    for (const auto& [field, values] : change.form.values) {
        auto before = change.was.find(field);
        if (values != (before == change.was.end() ? FieldValue{} : before->second)) changed[field] = values;
    }
    return changed;
}

http::AppResponse save(Labels& labels, Change& change) {
    const Visit& visit = labels.visit();
    Values asked = changed_values(change);
    std::vector<FieldProblem> problems = change.form.problems;
    if (asked.empty() && problems.empty()) {
        bool picked = std::any_of(change.fields.begin(), change.fields.end(),
                                  [&](const auto* field) { return visit.request.form.has("pick." + field->id); });
        if (picked) // theirs was taken everywhere
            return http::AppResponse::see_other(record_address(change.definition.id, change.record.id));
        problems.push_back({"", "You have not changed anything"});
    }
    if (change.reason.empty()) problems.push_back({"-reason", "Say why you change it"});
    if (!problems.empty()) return show_form(labels, change, problems, 422);
    try {
        visit.parts.records.change(visit.actor, change.definition.id, change.record.id, change.version,
                                   {.values = asked, .reason = change.reason});
        return http::AppResponse::see_other(record_address(change.definition.id, change.record.id));
    } catch (const EditConflict& conflict) {
        return show_conflict(labels, change, asked, conflict);
    } catch (const Error& error) {
        Refusal refusal = refusal_of(error);
        return show_form(labels, change, refusal.problems, refusal.status);
    }
}

} // namespace

http::AppResponse change_record_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    bool posted = visit.request.method == "POST";
    // A form that is sent is let go on: what was typed must not be lost where the record moved on meanwhile.
    if (!posted && !may_edit(visit.actor, definition, record))
        throw Forbidden(fmt::format("You may read this {} and not change it as it stands", definition.singular));
    Labels labels(visit);
    Change change{.definition = definition, .record = record, .fields = fields_to_fill(visit, definition)};
    if (!posted) {
        change.form = state_of(change.fields, record.values);
        change.was = change.form.values;
        change.version = record.version;
        return show_form(labels, change, {}, 200);
    }
    change.version = parse_version(visit.request.form.get("version"));
    change.was = parse_was(visit.request.form.get("was"));
    change.reason = trim(visit.request.form.get("reason"));
    change.form = read_state(labels, change.fields);
    follow_picks(visit, change);
    if (asks_again(visit)) return show_form(labels, change, change.form.problems, 200);
    return save(labels, change);
}

} // namespace peelian
