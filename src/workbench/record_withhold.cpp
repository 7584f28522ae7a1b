// SPDX-License-Identifier: MIT
// What of a record the public does not see, decided field by field, each with its reason.
#include "base/text.hpp"
#include "workbench/form_pages.hpp"
#include "workbench/record_pages.hpp"
#include "workbench/register_query.hpp"

#include <algorithm>

namespace peelian {

namespace {

struct WithholdForm {
    const RegisterDefinition& definition;
    const Record& record;
    FieldList fields;
    std::map<std::string, std::string, std::less<>> reasons; ///< by field; empty: shown
    std::int64_t version = 0;
};

http::AppResponse show_form(Labels& labels, const WithholdForm& form, std::span<const FieldProblem> problems,
                            int status) {
    const Visit& visit = labels.visit();
    std::string address = record_address(form.definition.id, form.record.id);
    Sheet sheet;
    View page = visit.page(sheet, std::string(problems.empty() ? "" : "Error: ") + "Withhold from the public",
                           "wb_withhold.tpl");
    page.text("RECORD", form.record.title(form.definition)).text("BACK", address).text("ACTION", address + "/withhold");
    page.text("CSRF", visit.session.csrf).number("VERSION", form.version);
    show_problems(page, problems, form.fields);
    page.show("NOTHING", form.fields.empty());
    for (const FieldDefinition* field : form.fields) {
        View one = page.section("ONE");
        auto reason = form.reasons.find(field->id);
        one.text("FIELD", field->id).text("LABEL", field->label);
        one.text("REASON", reason == form.reasons.end() ? "" : reason->second);
        std::string words = labels.of(*field, form.record);
        if (words.size() > 300) words = words.substr(0, words.rfind(' ', 300)) + " \u2026";
        one.text("WORDS", words.empty() ? "nothing" : words);
    }
    return visit.show(sheet, status);
}

} // namespace

http::AppResponse record_withhold_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    if (!definition.is_public) throw Error::not_found("{} are not published, so nothing is withheld", definition.title);
    FieldList fields = fields_to_fill(visit, definition);
    // What somebody typed while the record moved on is refused by the store, and shown again.
    if (!may_edit(visit.actor, definition, record) && (visit.request.method != "POST" || fields.empty()))
        throw Forbidden(fmt::format("You may read this {} and not change it as it stands", definition.singular));
    Labels labels(visit);
    WithholdForm form{.definition = definition, .record = record, .version = record.version};
    for (const FieldDefinition* field : fields)
        if (field->is_public) form.fields.push_back(field);
    for (const FieldDefinition* field : form.fields)
        if (auto why = record.withheld.find(field->id); why != record.withheld.end())
            form.reasons[field->id] = why->second;
    if (visit.request.method != "POST") return show_form(labels, form, {}, 200);

    const http::Parameters& sent = visit.request.form;
    form.version = static_cast<std::int64_t>(std::min<std::size_t>(number_or(sent.get("version"), 0), 1ULL << 60U));
    if (form.version == 0)
        throw Error::input("The form does not say which version of the record it was made from")
            .hint("Open the record again and decide there.");
    RecordChange change{.reason = "Decided what the public sees"};
    for (const FieldDefinition* field : form.fields) {
        if (!sent.has("w." + field->id)) continue;
        std::string reason(trim(sent.get("w." + field->id)));
        auto before = record.withheld.find(field->id);
        if (reason != (before == record.withheld.end() ? "" : before->second)) change.withhold[field->id] = reason;
        form.reasons[field->id] = reason;
    }
    if (change.withhold.empty()) return http::AppResponse::see_other(record_address(definition.id, record.id));
    try {
        visit.parts.records.change(visit.actor, definition.id, record.id, form.version, change);
        return http::AppResponse::see_other(record_address(definition.id, record.id));
    } catch (const EditConflict& conflict) {
        form.version = conflict.current.version;
        std::vector<FieldProblem> problems{
            {"", fmt::format("{} changed this {} meanwhile: look at what it says now, and "
                             "send the form once more",
                             conflict.current.changed_by, definition.singular)}};
        return show_form(labels, form, problems, 409);
    } catch (const Error& error) {
        Refusal refusal = refusal_of(error);
        return show_form(labels, form, refusal.problems, refusal.status);
    }
}

} // namespace peelian
