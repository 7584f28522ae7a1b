// SPDX-License-Identifier: MIT
// Making a record: form, check your answers, save.
#include "base/text.hpp"
#include "workbench/form_pages.hpp"
#include "workbench/record_summary.hpp"

#include <algorithm>

namespace peelian {

namespace {

http::AppResponse show_form(Labels& labels, const RegisterDefinition& definition, const FieldList& fields,
                            const FormState& form, std::span<const FieldProblem> problems, int status) {
    const Visit& visit = labels.visit();
    Sheet sheet;
    std::string title = "New " + definition.singular;
    View page = visit.page(sheet, (problems.empty() ? "" : "Error: ") + title, "wb_form.tpl");
    page.text("HEADING", title).text("ACTION", register_address(definition.id) + "new");
    page.maybe("ABOUT", definition.about);
    page.text("BACK", register_address(definition.id)).text("BACK_NAME", "Back to " + definition.title);
    page.text("CSRF", visit.session.csrf).text("BUTTON", "Continue");
    show_problems(page, problems, fields);
    show_fields(page, labels, fields, form, problems, definition.states.empty() ? "" : definition.states.front().id);
    return visit.show(sheet, status);
}

http::AppResponse show_check(Labels& labels, const RegisterDefinition& definition, const FieldList& fields,
                             const FormState& form) {
    const Visit& visit = labels.visit();
    Sheet sheet;
    View page = visit.page(sheet, "Check before you save: new " + definition.singular, "wb_check.tpl");
    page.text("SINGULAR", definition.singular).text("ACTION", register_address(definition.id) + "new");
    page.text("BACK", register_address(definition.id)).text("BACK_NAME", "Back to " + definition.title);
    page.text("CSRF", visit.session.csrf);
    hide_boxes(page, fields, form);
    Record draft{.register_id = definition.id, .values = form.values};
    show_summary(page, labels, definition, draft);
    std::vector<std::string> empty;
    for (const FieldDefinition* field : fields)
        if (is_empty(form.values, field->id)) empty.push_back(field->label);
    page.maybe("EMPTY", join(empty, ", "));
    return visit.show(sheet);
}

/// What would be wrong with it; saves nothing.
std::vector<FieldProblem> problems_before(const Visit& visit, const RegisterDefinition& definition,
                                          const FormState& form) {
    std::vector<FieldProblem> problems = form.problems;
    std::vector<Records::Entry> entries{{.register_id = definition.id, .changes = {{.values = form.values}}}};
    for (const auto& entry : visit.parts.records.enter(visit.actor, entries, true))
        for (const FieldProblem& problem : entry.problems) {
            bool told = !problem.field.empty() &&
                        std::any_of(form.problems.begin(), form.problems.end(),
                                    [&](const FieldProblem& other) { return other.field == problem.field; });
            if (!told) problems.push_back(problem);
        }
    return problems;
}

/// The same record, made by the same person a moment ago: a form that was sent twice (a double click, a page
/// loaded anew) makes one record.
std::optional<Record> made_just_now(const Visit& visit, const RegisterDefinition& definition, const Values& values) {
    constexpr Moment k_moment = 60;
    constexpr std::size_t k_latest = 5;
    RecordQuery latest{.register_id = definition.id, .sort = "-changed", .count = k_latest};
    Values asked = values;
    std::erase_if(asked, [](const auto& field) { return field.second.empty(); });
    for (Record& record : visit.parts.records.search(visit.actor, latest).records)
        if (record.version == 1 && record.created_by_id == visit.actor.id && record.values == asked &&
            visit.parts.records.clock().now() - record.created < k_moment)
            return std::move(record);
    return std::nullopt;
}

} // namespace

Refusal refusal_of(const Error& error) {
    if (const auto* invalid = dynamic_cast<const InvalidChange*>(&error)) return {invalid->problems, 422};
    if (dynamic_cast<const Forbidden*>(&error) != nullptr) return {{{"", error.what()}}, 403};
    switch (error.kind()) {
    case ErrorKind::input:
    case ErrorKind::usage: return {{{"", error.what()}}, 422};
    case ErrorKind::not_found: return {{{"", error.what()}}, 404};
    case ErrorKind::conflict: return {{{"", error.what()}}, 409};
    case ErrorKind::io: return {{{"", "It could not be saved just now. Nothing you wrote is lost: try again."}}, 503};
    case ErrorKind::internal: break;
    }
    throw; // only called where an error was caught
}

http::AppResponse new_record_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    if (!may_create(visit.actor, definition))
        throw Forbidden(fmt::format("Your roles do not let you make a new {}", definition.singular));
    Labels labels(visit);
    FieldList fields = fields_to_fill(visit, definition);
    if (visit.request.method != "POST") return show_form(labels, definition, fields, {}, {}, 200);
    FormState form = read_state(labels, fields);
    if (asks_again(visit)) return show_form(labels, definition, fields, form, form.problems, 200);
    try {
        auto problems = problems_before(visit, definition, form);
        if (!problems.empty()) return show_form(labels, definition, fields, form, problems, 422);
        if (visit.request.form.get("step") != "save") return show_check(labels, definition, fields, form);
        if (auto twice = made_just_now(visit, definition, form.values))
            return http::AppResponse::see_other(record_address(definition.id, twice->id));
        Record made = visit.parts.records.create(visit.actor, definition.id, {.values = form.values});
        return http::AppResponse::see_other(record_address(definition.id, made.id));
    } catch (const Error& error) {
        Refusal refusal = refusal_of(error);
        return show_form(labels, definition, fields, form, refusal.problems, refusal.status);
    }
}

} // namespace peelian
